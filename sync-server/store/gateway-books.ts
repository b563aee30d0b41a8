/**
 * The gateway's books as rows, and the three-way match: each charge paid by UPI in the counter's
 * journal, in our own record of evidence, and at the gateway. What differs is a typed break; what is
 * not due yet is none.
 */
import type { GatewayBreak, GatewaySettlement } from '#server/api/gateway-contract.ts';
import { paise } from '#domain/money.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { BookEvent } from '#server/payments/gateway.ts';
import type { Reader, Writer } from './database.ts';

export async function keepBookEvent(
  writer: Writer,
  of: BookEvent & { readonly at: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO gateway_event (event_id, type, order_id, gateway_payment_id, settlement_id, utr, ' +
      'amount_paise, fee_paise, tax_paise, seen_at) VALUES (?,?,?,?,?,?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE settlement_id = COALESCE(VALUES(settlement_id), settlement_id), ' +
      'utr = COALESCE(VALUES(utr), utr), amount_paise = VALUES(amount_paise), ' +
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
  if (of.refundId === null) return;
  await writer.run(
    'INSERT INTO gateway_event_refund (event_id, refund_id) VALUES (?,?) ' +
      'ON DUPLICATE KEY UPDATE refund_id = VALUES(refund_id)',
    [of.eventId, of.refundId],
  );
}

/** All that the gateway knew then has been read. */
export const notePull = (writer: Writer, beganAt: number): Promise<number> =>
  writer.run(
    "INSERT INTO gateway_pull (book, began_at) VALUES ('gateway', ?) " +
      'ON DUPLICATE KEY UPDATE began_at = VALUES(began_at)',
    [beganAt],
  );

export async function lastPull(reader: Reader): Promise<Instant | null> {
  const [row] = await reader.rows<{ at: number }>(
    "SELECT began_at AS at FROM gateway_pull WHERE book = 'gateway'",
  );
  return row === undefined ? null : instant(row.at);
}

const MAX_ROWS = 200;
const PAYMENT = "e.type = 'PAYMENT'";

type RawBreak = Omit<GatewayBreak, 'oursPaise' | 'theirsPaise'> & {
  readonly ours: string | number | null;
  readonly theirs: string | number | null;
};

/** So long after its evidence a movement may be missing in the gateway's books. */
const BOOKS_LATE_MS = 3_600_000;
/** So long a counter may take to make the receipt, with its line up and a shift open. */
const RECEIPT_LATE_MS = 3_600_000;
/** So long refunds may stand in one book and not in the other. */
const REFUND_LATE_MS = 86_400_000;

/** A payment in only one of the two books, or with another amount. Binds: the last pull. */
const BOOKS =
  "SELECT IF(s.gateway_payment_id IS NULL, 'not_ours', " +
  "IF(e.event_id IS NULL, 'not_at_gateway', 'amount_differs')) AS kind, " +
  'COALESCE(s.order_id, e.order_id) AS orderId, p.gateway_payment_id AS gatewayPaymentId, ' +
  's.charge_id AS chargeId, s.amount_paise AS ours, e.amount_paise AS theirs FROM (' +
  'SELECT gateway_payment_id FROM upi_success UNION ' +
  `SELECT gateway_payment_id FROM gateway_event e WHERE ${PAYMENT}) p ` +
  'LEFT JOIN upi_success s ON s.gateway_payment_id = p.gateway_payment_id ' +
  'LEFT JOIN upi_seen n ON n.gateway_payment_id = p.gateway_payment_id ' +
  `LEFT JOIN gateway_event e ON e.gateway_payment_id = p.gateway_payment_id AND ${PAYMENT} ` +
  'WHERE p.gateway_payment_id IS NOT NULL AND (s.gateway_payment_id IS NULL ' +
  `OR (e.event_id IS NULL AND COALESCE(n.seen_at, 0) < ? - ${BOOKS_LATE_MS}) ` +
  'OR s.amount_paise <> e.amount_paise) ' +
  `ORDER BY gatewayPaymentId LIMIT ${MAX_ROWS}`;

/** Settled by UPI, and the counter's journal has no receipt of it. Binds: now. */
const NO_RECEIPT =
  "SELECT 'no_receipt' AS kind, NULL AS orderId, NULL AS gatewayPaymentId, " +
  'c.charge_id AS chargeId, c.amount_paise AS ours, NULL AS theirs FROM upi_collection c ' +
  "WHERE c.settled_by = 'upi' AND EXISTS (SELECT 1 FROM upi_charge_quote q WHERE " +
  'q.office_id = c.office_id AND q.charge_id = c.charge_id AND q.receipt_number IS NULL) ' +
  'AND EXISTS (SELECT 1 FROM upi_success s JOIN upi_seen n ' +
  'ON n.gateway_payment_id = s.gateway_payment_id WHERE s.office_id = c.office_id ' +
  `AND s.charge_id = c.charge_id AND n.seen_at < ? - ${RECEIPT_LATE_MS}) ` +
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

/** What went back of our payments, in both books. Binds: the last pull, twice. */
const REFUNDS =
  "SELECT IF(b.theirs > b.ours, 'refund_not_ours', 'refund_not_at_gateway') AS kind, " +
  'NULL AS orderId, b.id AS gatewayPaymentId, b.chargeId, b.ours, b.theirs FROM (' +
  'SELECT s.gateway_payment_id AS id, s.charge_id AS chargeId, COALESCE((SELECT ' +
  'SUM(u.amount_paise) FROM upi_refund u WHERE u.gateway_payment_id = s.gateway_payment_id ' +
  "AND u.state IN ('refunded','by_gateway')), 0) AS ours, COALESCE((SELECT -SUM(e.amount_paise) " +
  'FROM gateway_event e WHERE e.gateway_payment_id = s.gateway_payment_id ' +
  "AND e.type <> 'PAYMENT'), 0) AS theirs FROM upi_success s " +
  'WHERE EXISTS (SELECT 1 FROM upi_refund u WHERE u.gateway_payment_id = s.gateway_payment_id ' +
  `AND u.since < ? - ${REFUND_LATE_MS}) OR EXISTS (SELECT 1 FROM gateway_event e ` +
  "WHERE e.gateway_payment_id = s.gateway_payment_id AND e.type <> 'PAYMENT' " +
  `AND e.seen_at < ? - ${REFUND_LATE_MS})) b WHERE b.theirs <> b.ours ` +
  `ORDER BY b.id LIMIT ${MAX_ROWS}`;

/** The gateway's sum of a settlement is not that of the movements in it. */
const SETTLEMENTS =
  "SELECT 'settlement_differs' AS kind, NULL AS orderId, NULL AS gatewayPaymentId, " +
  'g.settlement_id AS chargeId, COALESCE(SUM(e.amount_paise - e.fee_paise - e.tax_paise), 0) ' +
  'AS ours, g.net_paise + g.own_fee_paise AS theirs FROM gateway_settlement g ' +
  'LEFT JOIN gateway_event e ON e.settlement_id = g.settlement_id ' +
  "WHERE g.state = 'arrived' AND g.read_utr = g.utr " +
  'GROUP BY g.settlement_id, g.net_paise, g.own_fee_paise HAVING ours <> theirs ' +
  `ORDER BY g.settlement_id LIMIT ${MAX_ROWS}`;

const optional = (value: string | number | null) => (value === null ? null : paise(Number(value)));

/** What is not due yet is no break: before the first pull there is none. */
export async function gatewayBreaks(reader: Reader, now: number): Promise<readonly GatewayBreak[]> {
  const pulled = (await lastPull(reader)) ?? 0;
  const questions: readonly (readonly [sql: string, binds: readonly number[]])[] = [
    [BOOKS, [pulled]],
    [NO_RECEIPT, [now]],
    [NO_PAYMENT, []],
    [REFUNDS, [pulled, pulled]],
    [SETTLEMENTS, []],
  ];
  const found: GatewayBreak[] = [];
  for (const [sql, binds] of questions) {
    for (const { ours, theirs, ...row } of await reader.rows<RawBreak>(sql, binds)) {
      found.push({ ...row, oursPaise: optional(ours), theirsPaise: optional(theirs) });
    }
  }
  return found;
}

interface RawSettlement {
  readonly settlementId: string;
  readonly state: GatewaySettlement['state'];
  readonly utr: string | null;
  readonly settledPaise: number;
  readonly payments: string | number;
  readonly gross: string | number;
  readonly back: string | number;
  readonly fee: string | number;
  readonly tax: string | number;
}

/** What the gateway paid out, newest first: fee and tax apart, because heads expect gross. */
export async function gatewaySettlements(reader: Reader): Promise<readonly GatewaySettlement[]> {
  const rows = await reader.rows<RawSettlement>(
    'SELECT g.settlement_id AS settlementId, g.state, g.utr, g.net_paise AS settledPaise, ' +
      `COALESCE(SUM(${PAYMENT}), 0) AS payments, ` +
      'COALESCE(SUM(GREATEST(e.amount_paise, 0)), 0) AS gross, ' +
      'COALESCE(SUM(GREATEST(-e.amount_paise, 0)), 0) AS back, ' +
      'COALESCE(SUM(e.fee_paise), 0) AS fee, COALESCE(SUM(e.tax_paise), 0) AS tax ' +
      'FROM gateway_settlement g LEFT JOIN gateway_event e ON e.settlement_id = g.settlement_id ' +
      'GROUP BY g.settlement_id, g.state, g.utr, g.net_paise, g.seen_at ' +
      `ORDER BY g.seen_at DESC, g.settlement_id DESC LIMIT ${MAX_ROWS}`,
  );
  return rows.map(({ gross, back, fee, tax, payments, settledPaise, ...row }) => ({
    ...row,
    payments: Number(payments),
    grossPaise: paise(Number(gross)),
    refundedPaise: paise(Number(back)),
    feePaise: paise(Number(fee)),
    taxPaise: paise(Number(tax)),
    settledPaise: paise(settledPaise),
  }));
}

/** Whoever repeats a message after so long repeats nothing: they are older than a webhook may be. */
export const forgetMessages = (writer: Writer, before: number): Promise<number> =>
  writer.run('DELETE FROM gateway_message WHERE received_at < ? LIMIT 10000', [before]);
