/**
 * Shifts as the books know them: made of nothing but postings, summed by shift, account and kind of
 * entry. No state of a shift is asked for; an empty drawer says that its cash is in the safe.
 */
import { ZERO, add, negate, type Paise } from '#domain/money.ts';
import type { EntryKind } from '#domain/journal/kinds.ts';
import { DRAWER, IN_HAND, REFUNDS_PAYABLE, type Tender } from '#domain/ledger/postings.ts';
import type { IsoDate } from '#domain/time.ts';
import type { ShiftCash } from './allocation.ts';
import type { DepositLine } from './deposit.ts';

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
  /** Of another tender than cash no notes moved. */
  readonly tender: Tender;
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

const total = (rows: readonly BookRow[]): Paise =>
  rows.reduce((so, row) => add(so, row.amountPaise), ZERO);

/** A fee's own accounts: its head, or what was collected beyond it and goes back. */
const isDue = (account: string): boolean =>
  account.startsWith('revenue:') || account === REFUNDS_PAYABLE;

/** What came from citizens and went back to them; a leaf's fee is whole, whatever its writer took. */
const isFee = ({ account, kind }: BookRow): boolean =>
  (account === DRAWER && !NO_FEES.has(kind)) ||
  (account.startsWith('over-short:') && kind === LEAF_KEYED);

const isHeld = ({ account }: BookRow): boolean =>
  account === DRAWER || account.startsWith('sealed:');

function headsOf(rows: readonly BookRow[]): readonly DepositLine[] {
  const heads = new Map<string, Paise>();
  for (const { account, amountPaise, tender } of rows) {
    if (tender !== 'cash' || !isDue(account)) continue;
    heads.set(account, add(heads.get(account) ?? ZERO, negate(amountPaise)));
  }
  return [...heads].map(([account, amountPaise]) => ({ account, amountPaise }));
}

/** Of one counter: who gave a drawer over is followed at once by who took it. */
function handovers(rows: readonly BookRow[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  const inHand = rows.filter(({ account }) => account === IN_HAND);
  const perCounter = Map.groupBy(inHand, ({ counterId }) => counterId);
  for (const ofCounter of perCounter.values()) {
    let giver: string | null = null;
    for (const row of ofCounter.toSorted((a, b) => a.firstSeq - b.firstSeq)) {
      if (giver !== null && row.kind === 'shift.opened') given.set(giver, row.shiftId);
      giver = row.kind === 'shift.closed' ? row.shiftId : null;
    }
  }
  return given;
}

function shiftOf(rows: readonly BookRow[], handedTo: string | null): ShiftCash | null {
  const [first] = rows;
  if (first === undefined) return null;
  const { counterId, shiftId } = first;
  const dates = rows.map((row) => row.businessDate).toSorted();
  const overShort = rows.filter(({ account }) => account.startsWith('over-short:'));
  return {
    counterId,
    shiftId,
    businessDate: dates[0] ?? first.businessDate,
    heldPaise: total(rows.filter(isHeld)),
    handedTo,
    cashPaise: total(rows.filter(isFee)),
    overPaise: negate(total(overShort)),
    heads: headsOf(rows),
  };
}

export function shiftsFromBooks(rows: readonly BookRow[]): readonly ShiftCash[] {
  const handed = handovers(rows);
  return [...Map.groupBy(rows, ({ shiftId }) => shiftId)].flatMap(([id, ofShift]) => {
    const shift = shiftOf(ofShift, handed.get(id) ?? null);
    return shift === null ? [] : [shift];
  });
}
