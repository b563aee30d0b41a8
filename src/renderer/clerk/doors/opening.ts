/** The opening checklist as it is being answered: pure, from the snapshot and what was typed. */
import type { CommandInput } from '#contract/commands.ts';
import type { OpeningSnapshot } from '#contract/snapshot.ts';
import type { CashCount } from '#domain/cash.ts';
import { parseRupees, ZERO } from '#domain/money.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import { dateOfDigits } from '#renderer/clerk/item/facts-typed.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';

export const OTHER_DAY = 'other';

export interface OpeningDraft {
  readonly paper: string;
  readonly display: string;
  /** A date of the list, `OTHER_DAY`, or empty: the proposed one. */
  readonly day: string;
  readonly typedDay: string;
  readonly float: CashCount;
  readonly personal: string;
}

export const EMPTY_OPENING: OpeningDraft = {
  paper: '',
  display: '',
  day: '',
  typedDay: '',
  float: {},
  personal: '',
};

/** What stands in the field of the account date. */
export const dayOf = (draft: OpeningDraft, { date }: OpeningSnapshot): string =>
  draft.day === '' ? (date.proposed ?? '') : draft.day;

function businessDate(draft: OpeningDraft, opening: OpeningSnapshot): IsoDate | null {
  const day = dayOf(draft, opening);
  return day === OTHER_DAY ? dateOfDigits(digitsOnly(draft.typedDay)) : parseIsoDate(day);
}

/** The field that is not answered yet; null where the shift can be opened. */
export function missingOf(draft: OpeningDraft, opening: OpeningSnapshot): string | null {
  if (draft.paper === '') return 'test-page';
  if (draft.display === '') return 'display-seen';
  if (businessDate(draft, opening) !== null) return null;
  return dayOf(draft, opening) === OTHER_DAY ? 'typed-day' : 'account-date';
}

/** The command's input; null until everything is answered. */
export function openingInput(
  draft: OpeningDraft,
  opening: OpeningSnapshot,
): CommandInput<'openShift'> | null {
  const { float, personal } = draft;
  const date = businessDate(draft, opening);
  const personalCashPaise = personal === '' ? ZERO : parseRupees(personal);
  const paper = draft.paper === 'whole' || draft.paper === 'missing' ? draft.paper : null;
  const display = draft.display === 'seen' || draft.display === 'missing' ? draft.display : null;
  if (date === null || personalCashPaise === null || paper === null || display === null) {
    return null;
  }
  return { float, personalCashPaise, paper, display, businessDate: date };
}
