/**
 * The sanctions of refunds: their numbers, one series an office and financial year, and which of them
 * citizens were told. docs/spec/refunds.md.
 */
import { financialYear, istDate, type Instant } from '#domain/time.ts';
import type { Reader, Writer } from './database.ts';

/** The next number of the office's series. The office's chain is held, so that nobody else takes it. */
export async function nextSanctionNumber(
  writer: Writer,
  of: { readonly officeId: string; readonly at: Instant },
): Promise<string> {
  const series = `${of.officeId}/S/${financialYear(istDate(of.at))}/`;
  const [row] = await writer.rows<{ n: number }>(
    'SELECT COUNT(*) AS n FROM refund_sanction WHERE office_id = ? AND sanction_number LIKE ?',
    [of.officeId, `${series}%`],
  );
  return `${series}${String((row?.n ?? 0) + 1).padStart(6, '0')}`;
}

/** What was approved before sanctions had numbers has none. */
export async function keepSanction(
  writer: Writer,
  of: {
    readonly officeId: string;
    readonly refundId: string;
    readonly sanctionNumber?: string | undefined;
  },
): Promise<void> {
  if (of.sanctionNumber === undefined) return;
  await writer.run(
    'INSERT INTO refund_sanction (office_id, refund_id, sanction_number) VALUES (?,?,?) ' +
      'ON DUPLICATE KEY UPDATE refund_id = refund_id',
    [of.officeId, of.refundId, of.sanctionNumber],
  );
}

export interface UntoldSanction {
  readonly officeId: string;
  readonly refundId: string;
  readonly sanctionNumber: string;
  readonly counterId: string;
  readonly seq: number;
  readonly ref: string;
  readonly receiptNumber: string;
  readonly amountPaise: number;
}

/** Held until the transaction ends, so that one server tells them. */
export const untoldSanctions = (
  writer: Writer,
  limit: number,
): Promise<readonly UntoldSanction[]> =>
  writer.rows<UntoldSanction>(
    'SELECT s.office_id AS officeId, s.refund_id AS refundId, ' +
      's.sanction_number AS sanctionNumber, r.counter_id AS counterId, r.seq, ' +
      'r.citizen_ref AS ref, r.receipt_number AS receiptNumber, r.amount_paise AS amountPaise ' +
      'FROM refund_sanction s JOIN refund_duty r ON r.office_id = s.office_id ' +
      `AND r.refund_id = s.refund_id WHERE s.told_at IS NULL LIMIT ${Math.trunc(limit)} FOR UPDATE`,
  );

export const markSanctionTold = (
  writer: Writer,
  of: { readonly officeId: string; readonly refundId: string; readonly at: number },
): Promise<number> =>
  writer.run('UPDATE refund_sanction SET told_at = ? WHERE office_id = ? AND refund_id = ?', [
    of.at,
    of.officeId,
    of.refundId,
  ]);

/** The charge by whose UPI payment a receipt is paid; null where none pays it. */
export async function upiChargeOf(
  reader: Reader,
  of: { readonly officeId: string; readonly receiptNumber: string },
): Promise<string | null> {
  const [row] = await reader.rows<{ chargeId: string }>(
    'SELECT q.charge_id AS chargeId FROM upi_charge_quote q JOIN upi_collection c ' +
      'ON c.office_id = q.office_id AND c.charge_id = q.charge_id ' +
      "WHERE q.office_id = ? AND q.receipt_number = ? AND c.settled_by = 'upi' LIMIT 1",
    [of.officeId, of.receiptNumber],
  );
  return row?.chargeId ?? null;
}

/** A receipt's number begins with its counter. */
export async function officeOfReceipt(
  reader: Reader,
  receiptNumber: string,
): Promise<string | null> {
  const [row] = await reader.rows<{ officeId: string }>(
    'SELECT office_id AS officeId FROM counter WHERE counter_id = ? LIMIT 1',
    [receiptNumber.split('/')[0] ?? ''],
  );
  return row?.officeId ?? null;
}

export interface ReceiptToRefund {
  readonly counterId: string;
  readonly seq: number;
  readonly totalPaise: number;
  readonly isReversed: boolean;
}

/** By its number within an office; null where HQ knows none. */
export async function receiptToRefund(
  reader: Reader,
  of: { readonly officeId: string; readonly receiptNumber: string },
): Promise<ReceiptToRefund | null> {
  const [row] = await reader.rows<{
    counterId: string;
    seq: number;
    total: number;
    reversed: number | null;
  }>(
    'SELECT counter_id AS counterId, seq, total_paise AS total, reversed_seq AS reversed ' +
      'FROM charge WHERE office_id = ? AND counter_id = ? AND receipt_number = ? LIMIT 1',
    [of.officeId, of.receiptNumber.split('/')[0] ?? '', of.receiptNumber],
  );
  if (row === undefined) return null;
  const { counterId, seq, total: totalPaise, reversed } = row;
  return { counterId, seq, totalPaise, isReversed: reversed !== null };
}
