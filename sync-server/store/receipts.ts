/** Receipts as the public may ask for them: one at a time, by their place or by their number. */
import type { Reader } from './database.ts';
import { entriesAfter, type CounterKey, type EntryRow } from './entries.ts';

/** The entry at a place of a counter's journal, or null where HQ holds none. */
export async function entryAt(
  reader: Reader,
  of: CounterKey,
  seq: number,
): Promise<EntryRow | null> {
  const [row] = await entriesAfter(reader, of, { afterSeq: seq - 1, limit: 1 });
  return row?.seq === seq ? row : null;
}

export interface ReceiptPlace {
  readonly seq: number;
  readonly reversedSeq: number | null;
}

/** Where the figures know a receipt of this number. */
export async function receiptByNumber(
  reader: Reader,
  of: CounterKey,
  receiptNumber: string,
): Promise<ReceiptPlace | null> {
  const [row] = await reader.rows<{ seq: number; reversed_seq: number | null }>(
    'SELECT seq, reversed_seq FROM charge ' +
      'WHERE office_id = ? AND counter_id = ? AND receipt_number = ? ORDER BY seq LIMIT 1',
    [of.officeId, of.counterId, receiptNumber],
  );
  return row === undefined ? null : { seq: row.seq, reversedSeq: row.reversed_seq };
}

/** Whether HQ holds a receipt of the same counter and financial year with a later number. */
export async function hasLaterReceipt(
  reader: Reader,
  of: CounterKey,
  receiptNumber: string,
): Promise<boolean> {
  const series = receiptNumber.slice(0, receiptNumber.lastIndexOf('/') + 1);
  const rows = await reader.rows(
    'SELECT 1 FROM charge WHERE office_id = ? AND counter_id = ? AND receipt_number > ? ' +
      'AND receipt_number < ? AND CHAR_LENGTH(receipt_number) >= ? LIMIT 1',
    [of.officeId, of.counterId, receiptNumber, `${series}:`, receiptNumber.length],
  );
  return rows.length > 0;
}

/** Whether the receipt at this place was taken back. */
export async function isReversedAt(
  reader: Reader,
  of: CounterKey & { readonly seq: number },
): Promise<boolean> {
  const rows = await reader.rows(
    'SELECT 1 FROM charge WHERE office_id = ? AND counter_id = ? AND seq = ? ' +
      'AND reversed_seq IS NOT NULL',
    [of.officeId, of.counterId, of.seq],
  );
  return rows.length > 0;
}
