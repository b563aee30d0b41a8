/** A shift on one paper: its Z, its sheet of notes and coins, and the counts that were ordered in it. */
import { isCashCount, type CashCount } from '#domain/cash.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { isPaise, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { ShiftPaper } from '#server/api/office-registers-contract.ts';
import { dayShift } from '#server/day/read-day.ts';
import { booksOfShifts } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { eventsOfDay, type ListedEvent } from '#server/store/day-figures.ts';
import { shiftById, type ShiftRecord } from '#server/store/office-shifts.ts';
import { entryAt } from '#server/store/receipts.ts';

async function sheetAt(
  reader: Reader,
  of: ShiftRecord,
  at: { readonly seq: number; readonly field: string },
): Promise<CashCount | null> {
  const held = await entryAt(reader, of, at.seq);
  const entry = held === null ? null : decodeEntry(held.text);
  const sheet = entry?.ok === true ? entry.value.body[at.field] : null;
  return isCashCount(sheet) ? sheet : null;
}

const money = (value: unknown): Paise => (isPaise(value) ? value : ZERO);

function takenCount({ at, body }: ListedEvent): ShiftPaper['counts'][number] {
  const { countId, witnessId, count } = body;
  return {
    countId: String(countId),
    at,
    witnessId: String(witnessId),
    count: isCashCount(count) ? count : {},
    countedPaise: money(body['countedPaise']),
    expectedPaise: money(body['expectedPaise']),
    variancePaise: money(body['variancePaise']),
  };
}

/** While it is open nothing is told but that it is. */
export async function shiftPaper(
  reader: Reader,
  of: { readonly officeId: string; readonly shiftId: string },
): Promise<Result<ShiftPaper>> {
  const { officeId } = of;
  const record = await shiftById(reader, of);
  if (record === null) return fail('SHIFT_UNKNOWN');
  const { closed, openedSeq, businessDate, shiftId } = record;
  const float = await sheetAt(reader, record, { seq: openedSeq, field: 'float' });
  if (closed === null) {
    return ok({ shift: dayShift(record, []), count: null, float, byHead: [], counts: [] });
  }
  const rows = await booksOfShifts(reader, officeId, [record]);
  const events = await eventsOfDay(reader, officeId, businessDate);
  return ok({
    shift: dayShift(record, rows),
    count: await sheetAt(reader, record, { seq: closed.seq, field: 'count' }),
    float,
    byHead: headLines(rows),
    counts: events
      .filter((event) => event.shiftId === shiftId && event.kind === 'count.taken')
      .map(takenCount),
  });
}
