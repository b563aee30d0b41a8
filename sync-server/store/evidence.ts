/** Reads of the journals for evidence: where something begins and ends, and its entries. */
import type { Reader } from './database.ts';
import { entriesAfter, type CounterKey, type EntryRow } from './entries.ts';

const PAGE = 500;

/** Entries from `fromSeq` to `toSeq`, both included. */
export async function entriesBetween(
  reader: Reader,
  of: CounterKey,
  range: { readonly fromSeq: number; readonly toSeq: number },
): Promise<readonly EntryRow[]> {
  const rows: EntryRow[] = [];
  let afterSeq = range.fromSeq - 1;
  while (afterSeq < range.toSeq) {
    const limit = Math.min(PAGE, range.toSeq - afterSeq);
    const page = await entriesAfter(reader, of, { afterSeq, limit });
    rows.push(...page.filter(({ seq }) => seq <= range.toSeq));
    const last = page.at(-1);
    if (last === undefined) break;
    afterSeq = last.seq;
  }
  return rows;
}

/** The next entry from `seq` on that bears the counter's own signature. */
export async function nextSigned(
  reader: Reader,
  of: CounterKey,
  seq: number,
): Promise<number | null> {
  const [row] = await reader.rows<{ seq: number }>(
    'SELECT seq FROM entry WHERE office_id = ? AND counter_id = ? AND seq >= ? ' +
      'AND signature IS NOT NULL ORDER BY seq LIMIT 1',
    [of.officeId, of.counterId, seq],
  );
  return row?.seq ?? null;
}

export interface EntryText {
  readonly seq: number;
  readonly kind: string;
  readonly text: string;
}

export const shiftEntries = (reader: Reader, of: CounterKey): Promise<readonly EntryText[]> =>
  reader.rows<EntryText>(
    'SELECT seq, kind, text FROM entry WHERE office_id = ? AND counter_id = ? ' +
      "AND kind IN ('shift.opened', 'shift.closed') ORDER BY seq",
    [of.officeId, of.counterId],
  );

/** Quotes before a receipt, the nearest first. */
export const quotesBefore = (
  reader: Reader,
  of: CounterKey,
  seq: number,
): Promise<readonly EntryText[]> =>
  reader.rows<EntryText>(
    'SELECT seq, kind, text FROM entry WHERE office_id = ? AND counter_id = ? AND seq < ? ' +
      `AND kind = 'quote.issued' ORDER BY seq DESC LIMIT ${PAGE}`,
    [of.officeId, of.counterId, seq],
  );
