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
  readonly sanctionNumber: string | null;
  readonly isUpi: number;
  readonly isStuck: number;
}

/** Paid by UPI; what the gateway would not send back in five attempts is a person's to pay. */
const SELECT =
  'SELECT r.office_id AS officeId, r.refund_id AS refundId, r.counter_id AS counterId, r.seq, ' +
  'r.receipt_number AS receiptNumber, r.charged_paise AS chargedPaise, ' +
  'r.expected_paise AS expectedPaise, r.amount_paise AS amountPaise, r.basis, r.state, ' +
  'r.created_at AS createdAt, r.endorsed_by AS endorsedBy, r.approved_by AS approvedBy, ' +
  's.sanction_number AS sanctionNumber, r.paid_reference AS paidReference, ' +
  'EXISTS (SELECT 1 FROM upi_charge_quote q JOIN upi_collection c ON c.office_id = q.office_id ' +
  'AND c.charge_id = q.charge_id WHERE q.office_id = r.office_id ' +
  "AND q.receipt_number = r.receipt_number AND c.settled_by = 'upi') AS isUpi, " +
  'EXISTS (SELECT 1 FROM upi_charge_quote q JOIN upi_refund u ON u.office_id = q.office_id ' +
  'AND u.charge_id = q.charge_id WHERE q.office_id = r.office_id ' +
  "AND q.receipt_number = r.receipt_number AND u.reason = 'sanctioned' AND u.state = 'stuck' " +
  'AND u.amount_paise = r.amount_paise) AS isStuck FROM refund_duty r LEFT JOIN refund_sanction s ' +
  'ON s.office_id = r.office_id AND s.refund_id = r.refund_id';

const read = ({ isUpi, isStuck, ...row }: RawRefund): RefundRow => ({
  ...row,
  isByGateway: isUpi === 1 && isStuck === 0,
  chargedPaise: paise(row.chargedPaise),
  expectedPaise: paise(row.expectedPaise),
  amountPaise: paise(row.amountPaise),
  createdAt: instant(row.createdAt),
});

export async function refundById(
  reader: Reader,
  of: { readonly officeId: string; readonly refundId: string },
): Promise<RefundRow | null> {
  const [row] = await reader.rows<RawRefund>(
    `${SELECT} WHERE r.office_id = ? AND r.refund_id = ?`,
    [of.officeId, of.refundId],
  );
  return row === undefined ? null : read(row);
}

const MAX_REFUNDS = 500;

/** What waits first, then the rest, newest first. */
export async function refundRows(reader: Reader): Promise<readonly RefundRow[]> {
  const rows = await reader.rows<RawRefund>(
    `${SELECT} ORDER BY CASE WHEN r.state IN ('proposed','endorsed','approved') THEN 0 ELSE 1 ` +
      `END, r.created_at DESC, r.refund_id LIMIT ${MAX_REFUNDS}`,
  );
  return rows.map(read);
}
