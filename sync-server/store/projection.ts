/** What the projector makes of the journals: charges and happenings, and how far it has come. */
import type { Reader, SqlValue, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { insertMany } from './many.ts';

export interface ChargeRecord {
  readonly seq: number;
  readonly receiptNumber: string;
  readonly serviceCode: string;
  readonly tariffId: string;
  readonly tariffVersion: number;
  readonly tenderKind: string;
  readonly totalPaise: number;
  readonly issuedAt: number;
  readonly receivedAt: number;
  readonly businessDate: string;
  readonly staffId: string | null;
}

export interface HappeningRecord {
  readonly seq: number;
  readonly kind: string;
  readonly businessDate: string;
  readonly at: number;
  readonly amountPaise: number;
}

/** Locks the counter's row: one projector at a time. Null for an unknown counter. */
export async function lockProjected(writer: Writer, of: CounterKey): Promise<number | null> {
  const [row] = await writer.rows<{ seq: number }>(
    'SELECT seq FROM counter_projection WHERE office_id = ? AND counter_id = ? FOR UPDATE',
    [of.officeId, of.counterId],
  );
  return row?.seq ?? null;
}

export async function moveProjected(writer: Writer, of: CounterKey, seq: number): Promise<void> {
  await writer.run('UPDATE counter_projection SET seq = ? WHERE office_id = ? AND counter_id = ?', [
    seq,
    of.officeId,
    of.counterId,
  ]);
}

/** Counters whose journals are ahead of their books, which never are ahead of their projection. */
export const countersBehind = (reader: Reader, limit: number): Promise<readonly CounterKey[]> =>
  reader.rows<CounterKey>(
    'SELECT h.office_id AS officeId, h.counter_id AS counterId FROM counter_head h ' +
      'JOIN counter_books b ON b.office_id = h.office_id AND b.counter_id = h.counter_id ' +
      `WHERE h.seq > b.seq ORDER BY h.received_at LIMIT ${Math.trunc(limit)}`,
  );

const insertChargeRows = insertMany('charge', [
  'office_id',
  'counter_id',
  'seq',
  'receipt_number',
  'service_code',
  'tariff_id',
  'tariff_version',
  'tender_kind',
  'total_paise',
  'issued_at',
  'received_at',
  'business_date',
  'staff_id',
]);

export const insertCharges = (
  writer: Writer,
  of: CounterKey,
  charges: readonly ChargeRecord[],
): Promise<void> =>
  insertChargeRows(
    writer,
    charges.flatMap((charge): SqlValue[] => [
      of.officeId,
      of.counterId,
      charge.seq,
      charge.receiptNumber,
      charge.serviceCode,
      charge.tariffId,
      charge.tariffVersion,
      charge.tenderKind,
      charge.totalPaise,
      charge.issuedAt,
      charge.receivedAt,
      charge.businessDate,
      charge.staffId,
    ]),
  );

const insertHappeningRows = insertMany('happening', [
  'office_id',
  'counter_id',
  'seq',
  'kind',
  'business_date',
  'at',
  'amount_paise',
]);

export const insertHappenings = (
  writer: Writer,
  of: CounterKey,
  happenings: readonly HappeningRecord[],
): Promise<void> =>
  insertHappeningRows(
    writer,
    happenings.flatMap((it): SqlValue[] => [
      of.officeId,
      of.counterId,
      it.seq,
      it.kind,
      it.businessDate,
      it.at,
      it.amountPaise,
    ]),
  );

/** Answers how many receipts of this number there were to reverse. */
export const markReversed = (
  writer: Writer,
  of: CounterKey,
  it: { readonly receiptNumber: string; readonly seq: number },
): Promise<number> =>
  writer.run(
    'UPDATE charge SET reversed_seq = ? ' +
      'WHERE office_id = ? AND counter_id = ? AND receipt_number = ? AND reversed_seq IS NULL',
    [it.seq, of.officeId, of.counterId, it.receiptNumber],
  );

/** Numbers that more than one receipt of this counter carries, among those of a run. */
export async function numbersTwice(
  reader: Reader,
  of: CounterKey,
  range: { readonly fromSeq: number; readonly toSeq: number },
): Promise<readonly { readonly receiptNumber: string; readonly seq: number }[]> {
  return reader.rows<{ receiptNumber: string; seq: number }>(
    'SELECT b.receipt_number AS receiptNumber, b.seq AS seq FROM charge b ' +
      'JOIN charge a ON a.office_id = b.office_id AND a.counter_id = b.counter_id ' +
      'AND a.receipt_number = b.receipt_number AND a.seq < b.seq ' +
      'WHERE b.office_id = ? AND b.counter_id = ? AND b.seq BETWEEN ? AND ?',
    [of.officeId, of.counterId, range.fromSeq, range.toSeq],
  );
}
