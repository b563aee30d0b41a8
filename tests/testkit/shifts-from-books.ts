/**
 * Shifts as the books know them, made of nothing but postings: no state of a shift is asked for. The
 * other formula beside the server's days.
 */
import type { ShiftCash } from '#domain/deposits/allocation.ts';
import { cashOf, type BookRow } from '#domain/deposits/books.ts';
import { DRAWER, IN_HAND } from '#domain/ledger/postings.ts';
import { sum } from '#domain/money.ts';

const isHeld = ({ account }: BookRow): boolean =>
  account === DRAWER || account.startsWith('sealed:');

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
  return {
    counterId,
    shiftId,
    businessDate: dates[0] ?? first.businessDate,
    heldPaise: sum(rows.filter(isHeld).map((row) => row.amountPaise)),
    handedTo,
    ...cashOf(rows),
  };
}

export function shiftsFromBooks(rows: readonly BookRow[]): readonly ShiftCash[] {
  const handed = handovers(rows);
  return [...Map.groupBy(rows, ({ shiftId }) => shiftId)].flatMap(([id, ofShift]) => {
    const shift = shiftOf(ofShift, handed.get(id) ?? null);
    return shift === null ? [] : [shift];
  });
}
