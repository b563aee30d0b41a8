/**
 * Shifts as the books know them: made of nothing but postings, summed by shift, account and kind of
 * entry. No state of a shift is asked for; an empty drawer says that its cash is in the safe.
 */
import { ZERO, add, negate, type Paise } from '#domain/money.ts';
import type { EntryKind } from '#domain/journal/kinds.ts';
import { DRAWER, REFUNDS_PAYABLE, type Tender } from '#domain/ledger/postings.ts';
import type { IsoDate } from '#domain/time.ts';
import type { ShiftCash } from './allocation.ts';
import type { DepositLine } from './deposit.ts';

export type BookTender = Tender | 'office';

/** Postings of one shift to one account by one kind of entry, summed. */
export interface BookRow {
  readonly counterId: string;
  readonly shiftId: string;
  readonly businessDate: IsoDate;
  readonly account: string;
  readonly kind: string;
  readonly amountPaise: Paise;
  /** Of the first entry among them. */
  readonly firstSeq: number;
  /** Of another tender than cash no notes moved; `office`: a fact, at no counter. */
  readonly tender: BookTender;
}

/** What moves a drawer and is no fee: where it began, where it went, and change that is owed. */
const NO_FEES: ReadonlySet<string> = new Set<EntryKind>([
  'shift.opened',
  'shift.closed',
  'shift.suspended',
  'shift.resumed',
  'cash.dropped',
  'change.owed',
  'change.given',
]);

const LEAF_KEYED: EntryKind = 'leaf.keyed';

type Row = Pick<BookRow, 'account' | 'kind' | 'tender' | 'amountPaise'>;

const total = (rows: readonly Row[]): Paise =>
  rows.reduce((so, row) => add(so, row.amountPaise), ZERO);

/** A fee's own accounts: its head, or what was collected beyond it and goes back. */
const isDue = (account: string): boolean =>
  account.startsWith('revenue:') || account === REFUNDS_PAYABLE;

/** What came from citizens and went back to them; a leaf's fee is whole, whatever its writer took. */
const isFee = ({ account, kind }: Row): boolean =>
  (account === DRAWER && !NO_FEES.has(kind)) ||
  (account.startsWith('over-short:') && kind === LEAF_KEYED);

function headsOf(rows: readonly Row[]): readonly DepositLine[] {
  const heads = new Map<string, Paise>();
  for (const { account, amountPaise, tender } of rows) {
    if (tender !== 'cash' || !isDue(account)) continue;
    heads.set(account, add(heads.get(account) ?? ZERO, negate(amountPaise)));
  }
  return [...heads].map(([account, amountPaise]) => ({ account, amountPaise }));
}

/** What citizens paid in cash, what was over, and which heads it belongs to. */
export const cashOf = (
  rows: readonly Row[],
): Pick<ShiftCash, 'cashPaise' | 'overPaise' | 'heads'> => ({
  cashPaise: total(rows.filter(isFee)),
  overPaise: negate(total(rows.filter(({ account }) => account.startsWith('over-short:')))),
  heads: headsOf(rows),
});
