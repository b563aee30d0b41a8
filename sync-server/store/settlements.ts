/**
 * What the gateway paid out, as rows: its own word of each settlement, and by office what of it reached
 * the bank, as the facts of the office's chain say it. docs/spec/payments.md, U26.
 */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { AWAITING_UPI } from '#domain/ledger/postings.ts';
import { paise, sum, type Paise } from '#domain/money.ts';
import type { SettledMovement } from '#domain/payments/settled-lines.ts';
import { isoDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { SettlementRow } from '#server/payments/gateway.ts';
import type { Reader, Writer } from './database.ts';

export async function keepSettlement(
  writer: Writer,
  of: SettlementRow & { readonly at: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO gateway_settlement (settlement_id, state, utr, net_paise, own_fee_paise, ' +
      'settled_at, seen_at) VALUES (?,?,?,?,?,?,?) ON DUPLICATE KEY UPDATE state = VALUES(state), ' +
      'utr = VALUES(utr), net_paise = VALUES(net_paise), ' +
      'own_fee_paise = VALUES(own_fee_paise), settled_at = VALUES(settled_at)',
    [of.settlementId, of.state, of.utr, of.netPaise, of.ownFeePaise, of.settledAt, of.at],
  );
}

interface Unread {
  readonly settlementId: string;
  readonly utr: string;
}

/** Arrived, and what is in them has not been read since under this reference. */
export const unreadSettlements = (reader: Reader, limit: number): Promise<readonly Unread[]> =>
  reader.rows<Unread>(
    'SELECT settlement_id AS settlementId, utr FROM gateway_settlement ' +
      "WHERE state = 'arrived' AND (read_utr IS NULL OR read_utr <> utr) " +
      `ORDER BY seen_at, settlement_id LIMIT ${Math.trunc(limit)}`,
  );

export const markSettlementRead = (writer: Writer, of: Unread): Promise<number> =>
  writer.run('UPDATE gateway_settlement SET read_utr = ? WHERE settlement_id = ?', [
    of.utr,
    of.settlementId,
  ]);

export interface PartKey {
  readonly officeId: string;
  readonly settlementId: string;
  readonly utr: string;
}

export interface PartToBook extends PartKey {
  readonly settledAt: number | null;
}

/** What was paid out is what its movements come to, to the paisa. */
const AGREES =
  'g.net_paise + g.own_fee_paise = (SELECT COALESCE(SUM(a.amount_paise - a.fee_paise - ' +
  'a.tax_paise), 0) FROM gateway_event a WHERE a.settlement_id = g.settlement_id)';

/**
 * Where the gateway's word of a settlement and its movements agree: offices whose part is not in their
 * chain yet, or of which some waits for its receipts there.
 */
export const partsToBook = (
  reader: Reader,
  of: { readonly seenSince: number; readonly limit: number },
): Promise<readonly PartToBook[]> =>
  reader.rows<PartToBook>(
    'SELECT p.officeId, p.settlementId, p.utr, p.settledAt FROM (SELECT s.office_id AS officeId, ' +
      'g.settlement_id AS settlementId, g.utr, g.settled_at AS settledAt, ' +
      'SUM(e.amount_paise) AS net, SUM(e.fee_paise + e.tax_paise) AS fee FROM gateway_settlement g ' +
      'JOIN gateway_event e ON e.settlement_id = g.settlement_id ' +
      'JOIN upi_success s ON s.gateway_payment_id = e.gateway_payment_id ' +
      `WHERE g.state = 'arrived' AND g.read_utr = g.utr AND g.seen_at >= ? AND ${AGREES} ` +
      'GROUP BY s.office_id, g.settlement_id, g.utr, g.settled_at) p LEFT JOIN (' +
      'SELECT office_id, settlement_id, utr, SUM(gross_paise - refunded_paise) AS net, ' +
      'SUM(fee_paise) AS fee, SUM(awaiting_paise) AS awaiting FROM settlement_arrival ' +
      'WHERE returned_at IS NULL GROUP BY office_id, settlement_id, utr) b ' +
      'ON b.office_id = p.officeId AND b.settlement_id = p.settlementId AND b.utr = p.utr ' +
      'WHERE b.net IS NULL OR b.net <> p.net OR b.fee <> p.fee OR b.awaiting <> 0 ' +
      `ORDER BY p.officeId, p.settlementId LIMIT ${Math.trunc(of.limit)}`,
    [of.seenSince],
  );

export interface OfficeMovement extends SettledMovement {
  readonly chargeId: string;
  readonly type: string;
  /** Of the fee. */
  readonly taxPaise: Paise;
}

interface RawMovement extends Omit<OfficeMovement, 'amountPaise' | 'feePaise' | 'taxPaise'> {
  readonly amount: number;
  readonly fee: number;
  readonly tax: number;
}

/** The movements of a settlement that are of one office's payments. */
export async function movementsOfPart(
  reader: Reader,
  of: PartKey,
): Promise<readonly OfficeMovement[]> {
  const rows = await reader.rows<RawMovement>(
    'SELECT s.charge_id AS chargeId, e.type, e.gateway_payment_id AS gatewayPaymentId, ' +
      'e.amount_paise AS amount, e.fee_paise + e.tax_paise AS fee, e.tax_paise AS tax, ' +
      'r.refund_id AS refundId FROM gateway_event e ' +
      'JOIN upi_success s ON s.gateway_payment_id = e.gateway_payment_id ' +
      'LEFT JOIN gateway_event_refund r ON r.event_id = e.event_id ' +
      'WHERE e.settlement_id = ? AND s.office_id = ? ORDER BY e.event_id, e.type',
    [of.settlementId, of.officeId],
  );
  return rows.map(({ amount, fee, tax, ...row }) => ({
    ...row,
    amountPaise: paise(amount),
    feePaise: paise(fee),
    taxPaise: paise(tax),
  }));
}

export interface Arrival extends PartKey {
  readonly nth: number;
  readonly grossPaise: Paise;
  readonly refundedPaise: Paise;
  /** Tax included. */
  readonly feePaise: Paise;
  readonly taxPaise: Paise;
  readonly payments: number;
  readonly settledOn: IsoDate;
  readonly lines: readonly DepositLine[];
}

export interface KeptArrival extends Arrival {
  readonly isReturned: boolean;
}

interface RawArrival extends PartKey {
  readonly nth: number;
  readonly gross: number;
  readonly refunded: number;
  readonly fee: number;
  readonly tax: number;
  readonly payments: number;
  readonly settledOn: string;
  readonly factLines: string;
  readonly isReturned: number;
}

const readArrival = ({ gross, refunded, fee, tax, ...row }: RawArrival): KeptArrival => ({
  officeId: row.officeId,
  settlementId: row.settlementId,
  utr: row.utr,
  nth: row.nth,
  payments: row.payments,
  grossPaise: paise(gross),
  refundedPaise: paise(refunded),
  feePaise: paise(fee),
  taxPaise: paise(tax),
  settledOn: isoDate(row.settledOn),
  lines: JSON.parse(row.factLines) as readonly DepositLine[],
  isReturned: row.isReturned === 1,
});

const SELECT =
  'SELECT office_id AS officeId, settlement_id AS settlementId, utr, nth, gross_paise AS gross, ' +
  'refunded_paise AS refunded, fee_paise AS fee, tax_paise AS tax, payments, ' +
  'settled_on AS settledOn, fact_lines AS factLines, returned_at IS NOT NULL AS isReturned ' +
  'FROM settlement_arrival';

/** What the office's chain says of a part so far, under this reference. */
export async function arrivalsOfPart(reader: Reader, of: PartKey): Promise<readonly KeptArrival[]> {
  const rows = await reader.rows<RawArrival>(
    `${SELECT} WHERE office_id = ? AND settlement_id = ? AND utr = ? ORDER BY nth`,
    [of.officeId, of.settlementId, of.utr],
  );
  return rows.map(readArrival);
}

/** All that reached the bank of an office and stayed there. */
export async function arrivalsOf(
  reader: Reader,
  officeId: string,
): Promise<readonly KeptArrival[]> {
  const rows = await reader.rows<RawArrival>(
    `${SELECT} WHERE office_id = ? AND returned_at IS NULL ORDER BY settled_on, settlement_id, nth`,
    [officeId],
  );
  return rows.map(readArrival);
}

/** Arrived once by the office's chain; by the gateway's word it did not, or under another reference. */
export const partsToReturn = (reader: Reader, limit: number): Promise<readonly PartKey[]> =>
  reader.rows<PartKey>(
    'SELECT DISTINCT a.office_id AS officeId, a.settlement_id AS settlementId, a.utr ' +
      'FROM settlement_arrival a JOIN gateway_settlement g ON g.settlement_id = a.settlement_id ' +
      "WHERE a.returned_at IS NULL AND (g.state = 'failed' OR (g.utr IS NOT NULL AND g.utr <> a.utr)) " +
      `ORDER BY a.office_id, a.settlement_id LIMIT ${Math.trunc(limit)}`,
  );

const awaitingIn = (lines: readonly DepositLine[]): Paise =>
  sum(lines.filter(({ account }) => account === AWAITING_UPI).map((line) => line.amountPaise));

export async function keepArrival(writer: Writer, of: Arrival): Promise<void> {
  await writer.run(
    'INSERT INTO settlement_arrival (office_id, settlement_id, utr, nth, gross_paise, ' +
      'refunded_paise, fee_paise, tax_paise, payments, settled_on, awaiting_paise, fact_lines) ' +
      'VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON DUPLICATE KEY UPDATE nth = nth',
    [
      of.officeId,
      of.settlementId,
      of.utr,
      of.nth,
      of.grossPaise,
      of.refundedPaise,
      of.feePaise,
      of.taxPaise,
      of.payments,
      of.settledOn,
      awaitingIn(of.lines),
      JSON.stringify(of.lines),
    ],
  );
}

export async function returnArrivals(
  writer: Writer,
  of: PartKey & { readonly at: Instant },
): Promise<void> {
  await writer.run(
    'UPDATE settlement_arrival SET returned_at = ? ' +
      'WHERE office_id = ? AND settlement_id = ? AND utr = ? AND returned_at IS NULL',
    [of.at, of.officeId, of.settlementId, of.utr],
  );
}

export interface UpiReceipt {
  readonly chargeId: string;
  readonly receiptNumber: string;
  readonly totalPaise: Paise;
  readonly text: string;
}

/** The receipts that counters made of charges by UPI, as they stand in their journals. */
export async function upiReceipts(
  reader: Reader,
  of: { readonly officeId: string; readonly chargeIds: readonly string[] },
): Promise<readonly UpiReceipt[]> {
  if (of.chargeIds.length === 0) return [];
  const rows = await reader.rows<Omit<UpiReceipt, 'totalPaise'> & { total: number }>(
    'SELECT q.charge_id AS chargeId, r.receipt_number AS receiptNumber, r.total_paise AS total, ' +
      'n.text FROM upi_charge_quote q JOIN upi_collection c ON c.office_id = q.office_id ' +
      'AND c.charge_id = q.charge_id JOIN charge r ON r.office_id = q.office_id ' +
      'AND r.counter_id = c.counter_id AND r.receipt_number = q.receipt_number ' +
      "AND r.tender_kind = 'upi' JOIN entry n ON n.office_id = r.office_id " +
      'AND n.counter_id = r.counter_id AND n.seq = r.seq WHERE q.office_id = ? ' +
      `AND q.charge_id IN (${of.chargeIds.map(() => '?').join(',')}) ORDER BY r.receipt_number`,
    [of.officeId, ...of.chargeIds],
  );
  return rows.map(({ total, ...row }) => ({ ...row, totalPaise: paise(total) }));
}
