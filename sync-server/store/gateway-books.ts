/**
 * The gateway's books as rows, and the three-way match: each charge paid by UPI in the counter's
 * journal, in our own record of evidence, and at the gateway. What differs is a typed break; what is
 * not due yet is none.
 */
import type { GatewayBreak, GatewaySettlement } from '#server/api/gateway-contract.ts';
import { paise } from '#domain/money.ts';
import type { BookEvent } from '#server/payments/gateway.ts';
import type { Reader, Writer } from './database.ts';

export async function keepBookEvent(
  writer: Writer,
  of: BookEvent & { readonly at: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO gateway_event (event_id, type, order_id, gateway_payment_id, settlement_id, utr, ' +
      'amount_paise, fee_paise, tax_paise, seen_at) VALUES (?,?,?,?,?,?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE settlement_id = VALUES(settlement_id), utr = VALUES(utr), ' +
      'fee_paise = VALUES(fee_paise), tax_paise = VALUES(tax_paise)',
    [
      of.eventId,
      of.type,
      of.orderId,
      of.gatewayPaymentId,
      of.settlementId,
      of.utr,
      of.amountPaise,
      of.feePaise,
      of.taxPaise,
      of.at,
    ],
  );
}

const MAX_ROWS = 200;
const PAYMENT = "e.type = 'PAYMENT'";

type RawBreak = Omit<GatewayBreak, 'oursPaise' | 'theirsPaise'> & {
  readonly ours: number | null;
  readonly theirs: number | null;
};

/** A payment in only one of the two books, or with another amount. */
const BOOKS =
  "SELECT IF(s.gateway_payment_id IS NULL, 'not_ours', " +
  "IF(e.event_id IS NULL, 'not_at_gateway', 'amount_differs')) AS kind, " +
  'COALESCE(s.order_id, e.order_id) AS orderId, p.gateway_payment_id AS gatewayPaymentId, ' +
  's.charge_id AS chargeId, s.amount_paise AS ours, e.amount_paise AS theirs FROM (' +
  'SELECT gateway_payment_id FROM upi_success UNION ' +
  `SELECT gateway_payment_id FROM gateway_event e WHERE ${PAYMENT}) p ` +
  'LEFT JOIN upi_success s ON s.gateway_payment_id = p.gateway_payment_id ' +
  `LEFT JOIN gateway_event e ON e.gateway_payment_id = p.gateway_payment_id AND ${PAYMENT} ` +
  'WHERE p.gateway_payment_id IS NOT NULL AND (s.gateway_payment_id IS NULL ' +
  'OR e.event_id IS NULL OR s.amount_paise <> e.amount_paise) ' +
  `ORDER BY gatewayPaymentId LIMIT ${MAX_ROWS}`;

/** Settled by UPI, and the counter's journal has no receipt of it. */
const NO_RECEIPT =
  "SELECT 'no_receipt' AS kind, NULL AS orderId, NULL AS gatewayPaymentId, " +
  'c.charge_id AS chargeId, c.amount_paise AS ours, NULL AS theirs FROM upi_collection c ' +
  "WHERE c.settled_by = 'upi' AND EXISTS (SELECT 1 FROM upi_charge_quote q WHERE " +
  'q.office_id = c.office_id AND q.charge_id = c.charge_id AND q.receipt_number IS NULL) ' +
  `ORDER BY c.charge_id LIMIT ${MAX_ROWS}`;

/** The journal says that UPI paid a receipt; no evidence of ours does. */
const NO_PAYMENT =
  "SELECT 'no_payment' AS kind, NULL AS orderId, NULL AS gatewayPaymentId, " +
  'r.receipt_number AS chargeId, r.total_paise AS ours, NULL AS theirs FROM charge r ' +
  "WHERE r.tender_kind = 'upi' AND r.reversed_seq IS NULL AND NOT EXISTS (" +
  'SELECT 1 FROM upi_charge_quote q JOIN upi_collection c ON c.office_id = q.office_id ' +
  'AND c.charge_id = q.charge_id WHERE q.office_id = r.office_id ' +
  "AND q.receipt_number = r.receipt_number AND c.settled_by = 'upi') " +
  `ORDER BY r.receipt_number LIMIT ${MAX_ROWS}`;

const optional = (value: number | null) => (value === null ? null : paise(value));

export async function gatewayBreaks(reader: Reader): Promise<readonly GatewayBreak[]> {
  const found: GatewayBreak[] = [];
  for (const sql of [BOOKS, NO_RECEIPT, NO_PAYMENT]) {
    for (const { ours, theirs, ...row } of await reader.rows<RawBreak>(sql)) {
      found.push({ ...row, oursPaise: optional(ours), theirsPaise: optional(theirs) });
    }
  }
  return found;
}

interface RawSettlement {
  readonly settlementId: string;
  readonly utr: string | null;
  readonly payments: number;
  readonly gross: string | number;
  readonly fee: string | number;
  readonly tax: string | number;
}

/** What the gateway paid out, newest first: fee and tax apart, because heads expect gross. */
export async function gatewaySettlements(reader: Reader): Promise<readonly GatewaySettlement[]> {
  const rows = await reader.rows<RawSettlement>(
    'SELECT settlement_id AS settlementId, MAX(utr) AS utr, COUNT(*) AS payments, ' +
      'SUM(amount_paise) AS gross, SUM(fee_paise) AS fee, SUM(tax_paise) AS tax ' +
      `FROM gateway_event e WHERE ${PAYMENT} AND settlement_id IS NOT NULL ` +
      `GROUP BY settlement_id ORDER BY MAX(seen_at) DESC, settlement_id DESC LIMIT ${MAX_ROWS}`,
  );
  return rows.map(({ gross, fee, tax, payments, ...row }) => ({
    ...row,
    payments,
    grossPaise: paise(Number(gross)),
    feePaise: paise(Number(fee)),
    taxPaise: paise(Number(tax)),
    settledPaise: paise(Number(gross) - Number(fee) - Number(tax)),
  }));
}

/** Whoever repeats a message after so long repeats nothing: they are older than a webhook may be. */
export const forgetMessages = (writer: Writer, before: number): Promise<number> =>
  writer.run('DELETE FROM gateway_message WHERE received_at < ? LIMIT 10000', [before]);
