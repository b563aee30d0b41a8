/** The refund worklist: what is owed back for a receipt, and how far it has come. */
import { hash } from 'node:crypto';

import type { RefundRow, RefundState } from '#server/api/contract.ts';
import { paise } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import type { Reader } from './database.ts';
import type { CounterKey } from './entries.ts';

/** One duty for a receipt, whoever finds it. */
export const refundIdOf = (of: CounterKey & { readonly seq: number }): string =>
  hash('sha256', `refund\n${of.counterId}\n${of.seq}`, 'hex').slice(0, 32);

interface RawRefund {
  readonly officeId: string;
  readonly refundId: string;
  readonly counterId: string;
  readonly seq: number;
  readonly receiptNumber: string;
  readonly chargedPaise: number;
  readonly expectedPaise: number;
  readonly amountPaise: number;
  readonly basis: RefundRow['basis'];
  readonly state: RefundState;
  readonly createdAt: number;
  readonly endorsedBy: string | null;
  readonly approvedBy: string | null;
  readonly paidReference: string | null;
}

const SELECT =
  'SELECT office_id AS officeId, refund_id AS refundId, counter_id AS counterId, seq, ' +
  'receipt_number AS receiptNumber, charged_paise AS chargedPaise, ' +
  'expected_paise AS expectedPaise, amount_paise AS amountPaise, basis, state, ' +
  'created_at AS createdAt, endorsed_by AS endorsedBy, approved_by AS approvedBy, ' +
  'paid_reference AS paidReference FROM refund_duty';

const read = (row: RawRefund): RefundRow => ({
  ...row,
  chargedPaise: paise(row.chargedPaise),
  expectedPaise: paise(row.expectedPaise),
  amountPaise: paise(row.amountPaise),
  createdAt: instant(row.createdAt),
});

export async function refundById(
  reader: Reader,
  of: { readonly officeId: string; readonly refundId: string },
): Promise<RefundRow | null> {
  const [row] = await reader.rows<RawRefund>(`${SELECT} WHERE office_id = ? AND refund_id = ?`, [
    of.officeId,
    of.refundId,
  ]);
  return row === undefined ? null : read(row);
}

const MAX_REFUNDS = 500;

/** What waits first, then the rest, newest first. */
export async function refundRows(reader: Reader): Promise<readonly RefundRow[]> {
  const rows = await reader.rows<RawRefund>(
    `${SELECT} ORDER BY CASE WHEN state IN ('proposed','endorsed','approved') THEN 0 ELSE 1 END, ` +
      `created_at DESC, refund_id LIMIT ${MAX_REFUNDS}`,
  );
  return rows.map(read);
}
