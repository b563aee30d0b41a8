/** Paying by UPI as rows: one JSON state per charge, locked while it moves, and what is asked of it. */
import { partOf } from '#domain/payments/parts.ts';
import type { Collection } from '#domain/payments/types.ts';
import type { Reader, Writer } from './database.ts';

export interface ChargeKey {
  readonly officeId: string;
  readonly chargeId: string;
}

export interface OrderRow extends ChargeKey {
  readonly orderId: string;
  readonly counterId: string;
  readonly gatewayOrderId: string | null;
  readonly link: string | null;
}

const WHERE = 'WHERE office_id = ? AND charge_id = ?';

interface StateRow {
  state: string;
}

async function stateOf(reader: Reader, of: ChargeKey, lock: '' | ' FOR UPDATE') {
  const [row] = await reader.rows<StateRow>(`SELECT state FROM upi_collection ${WHERE}${lock}`, [
    of.officeId,
    of.chargeId,
  ]);
  return row === undefined ? null : (JSON.parse(row.state) as Collection);
}

export const readCollection = (reader: Reader, of: ChargeKey): Promise<Collection | null> =>
  stateOf(reader, of, '');

/** Holds the charge until the transaction ends; the row is made where it is new. */
export async function lockCollection(
  writer: Writer,
  of: ChargeKey & { readonly counterId: string; readonly fresh: Collection },
): Promise<Collection> {
  const { officeId, chargeId, counterId, fresh } = of;
  await writer.run(
    'INSERT INTO upi_collection (office_id, charge_id, counter_id, amount_paise, state) ' +
      'VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE charge_id = charge_id',
    [officeId, chargeId, counterId, fresh.amountPaise, JSON.stringify(fresh)],
  );
  return (await stateOf(writer, of, ' FOR UPDATE')) ?? fresh;
}

export const lockKnown = (writer: Writer, of: ChargeKey): Promise<Collection | null> =>
  stateOf(writer, of, ' FOR UPDATE');

export async function writeCollection(
  writer: Writer,
  of: ChargeKey & {
    readonly next: Collection;
    readonly pollAt: number | null;
    readonly at: number;
  },
): Promise<void> {
  const { officeId, chargeId, next } = of;
  await writer.run(`UPDATE upi_collection SET state = ?, settled_by = ?, poll_at = ? ${WHERE}`, [
    JSON.stringify(next),
    next.settledBy?.by ?? null,
    of.pollAt,
    officeId,
    chargeId,
  ]);
  for (const { orderId } of next.orders) {
    await writer.run(
      'INSERT INTO upi_order (order_id, office_id, charge_id) VALUES (?,?,?) ' +
        'ON DUPLICATE KEY UPDATE order_id = order_id',
      [orderId, officeId, chargeId],
    );
  }
  for (const it of next.successes) {
    await writer.run(
      'INSERT INTO upi_success (gateway_payment_id, office_id, charge_id, order_id, ' +
        'amount_paise, bank_reference) VALUES (?,?,?,?,?,?) ' +
        'ON DUPLICATE KEY UPDATE gateway_payment_id = gateway_payment_id',
      [it.gatewayPaymentId, officeId, chargeId, it.orderId, it.amountPaise, it.bankReference],
    );
    await writer.run(
      'INSERT INTO upi_seen (gateway_payment_id, seen_at) VALUES (?,?) ' +
        'ON DUPLICATE KEY UPDATE gateway_payment_id = gateway_payment_id',
      [it.gatewayPaymentId, of.at],
    );
  }
  await writeDuties(writer, of);
}

async function writeDuties(
  writer: Writer,
  of: ChargeKey & { readonly next: Collection },
): Promise<void> {
  await writer.run(`DELETE FROM upi_refund ${WHERE}`, [of.officeId, of.chargeId]);
  for (const it of of.next.duties) {
    await writer.run(
      'INSERT INTO upi_refund (office_id, charge_id, gateway_payment_id, part, order_id, ' +
        'amount_paise, reason, state, attempt, since) VALUES (?,?,?,?,?,?,?,?,?,?)',
      [
        of.officeId,
        of.chargeId,
        it.gatewayPaymentId,
        partOf(it),
        it.orderId,
        it.amountPaise,
        it.reason,
        it.state,
        it.attempt,
        it.since,
      ],
    );
  }
}

export async function orderRow(reader: Reader, orderId: string): Promise<OrderRow | null> {
  const [row] = await reader.rows<OrderRow>(
    'SELECT o.order_id AS orderId, o.office_id AS officeId, o.charge_id AS chargeId, ' +
      'c.counter_id AS counterId, o.gateway_order_id AS gatewayOrderId, o.link ' +
      'FROM upi_order o JOIN upi_collection c ' +
      'ON c.office_id = o.office_id AND c.charge_id = o.charge_id WHERE o.order_id = ?',
    [orderId],
  );
  return row ?? null;
}

export async function writeLink(
  writer: Writer,
  of: { readonly orderId: string; readonly gatewayOrderId: string; readonly link: string },
): Promise<void> {
  await writer.run('UPDATE upi_order SET gateway_order_id = ?, link = ? WHERE order_id = ?', [
    of.gatewayOrderId,
    of.link,
    of.orderId,
  ]);
}

/** Charges whose time to be asked about has come; each is held off for others meanwhile. */
export async function takePolls(
  writer: Writer,
  of: { readonly now: number; readonly holdMs: number; readonly limit: number },
): Promise<readonly ChargeKey[]> {
  const rows = await writer.rows<ChargeKey>(
    'SELECT office_id AS officeId, charge_id AS chargeId FROM upi_collection ' +
      `WHERE poll_at <= ? ORDER BY poll_at LIMIT ${Math.trunc(of.limit)} FOR UPDATE`,
    [of.now],
  );
  for (const { officeId, chargeId } of rows) {
    await writer.run(`UPDATE upi_collection SET poll_at = ? ${WHERE}`, [
      of.now + of.holdMs,
      officeId,
      chargeId,
    ]);
  }
  return rows;
}

/** Whether these bytes are new; they are remembered from now on. */
export async function rememberMessage(
  writer: Writer,
  of: {
    readonly messageHash: Uint8Array;
    readonly type: string;
    readonly orderId: string | null;
    readonly reference: string | null;
    readonly at: number;
  },
): Promise<boolean> {
  const inserted = await writer.run(
    'INSERT IGNORE INTO gateway_message (message_hash, type, order_id, reference, received_at) ' +
      'VALUES (?,?,?,?,?)',
    [of.messageHash, of.type, of.orderId, of.reference, of.at],
  );
  return inserted === 1;
}

/** A person's number for a charge: its quotes, to be found again by what the journal says of them. */
export async function keepChargeQuotes(
  writer: Writer,
  of: ChargeKey & { readonly quoteIds: readonly string[] },
): Promise<void> {
  for (const quoteId of of.quoteIds) {
    await writer.run(
      'INSERT INTO upi_charge_quote (office_id, quote_id, charge_id) VALUES (?,?,?) ' +
        'ON DUPLICATE KEY UPDATE quote_id = quote_id',
      [of.officeId, quoteId, of.chargeId],
    );
  }
}

/** Other charges that hold a quote of this one, oldest first. */
export const overlapping = (reader: Reader, of: ChargeKey): Promise<readonly ChargeKey[]> =>
  reader.rows<ChargeKey>(
    'SELECT DISTINCT o.office_id AS officeId, o.charge_id AS chargeId FROM upi_charge_quote q ' +
      'JOIN upi_charge_quote o ON o.office_id = q.office_id AND o.quote_id = q.quote_id ' +
      'WHERE q.office_id = ? AND q.charge_id = ? AND o.charge_id <> q.charge_id ' +
      'ORDER BY o.charge_id',
    [of.officeId, of.chargeId],
  );

export async function receiptsOfCharge(reader: Reader, of: ChargeKey): Promise<readonly string[]> {
  const rows = await reader.rows<{ number: string }>(
    'SELECT receipt_number AS number FROM upi_charge_quote ' +
      `${WHERE} AND receipt_number IS NOT NULL ORDER BY receipt_number`,
    [of.officeId, of.chargeId],
  );
  return rows.map(({ number }) => number);
}

export async function counterOfCharge(reader: Reader, of: ChargeKey): Promise<string | null> {
  const [row] = await reader.rows<{ counterId: string }>(
    `SELECT counter_id AS counterId FROM upi_collection ${WHERE}`,
    [of.officeId, of.chargeId],
  );
  return row?.counterId ?? null;
}
