/** Payment links as rows: whose charge, what our page shows of it, where the gateway's page is. */
import type { Reader, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';

export interface LinkRow extends CounterKey {
  readonly chargeId: string;
  readonly token: string;
  readonly orderId: string;
  /** The private record with the number. */
  readonly ref: string;
  /** JSON of what the page shows. */
  readonly quote: string;
  readonly url: string | null;
  readonly expiresAt: number;
  readonly createdAt: number;
}

const SELECT =
  'SELECT office_id AS officeId, charge_id AS chargeId, token, order_id AS orderId, ' +
  'counter_id AS counterId, ref, quote, url, expires_at AS expiresAt, created_at AS createdAt ' +
  'FROM payment_link';

/** Repeated for the same order it changes nothing. */
export async function keepLink(
  writer: Writer,
  of: Omit<LinkRow, 'url'> & { readonly remindAt: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO payment_link (office_id, charge_id, token, order_id, counter_id, ref, quote, ' +
      'expires_at, created_at, remind_at) VALUES (?,?,?,?,?,?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE order_id = order_id',
    [
      of.officeId,
      of.chargeId,
      of.token,
      of.orderId,
      of.counterId,
      of.ref,
      of.quote,
      of.expiresAt,
      of.createdAt,
      of.remindAt,
    ],
  );
}

async function linkWhere(
  reader: Reader,
  column: 'token' | 'order_id',
  value: string,
): Promise<LinkRow | null> {
  const [row] = await reader.rows<LinkRow>(`${SELECT} WHERE ${column} = ?`, [value]);
  return row ?? null;
}

export const linkByToken = (reader: Reader, token: string): Promise<LinkRow | null> =>
  linkWhere(reader, 'token', token);
export const linkOfOrder = (reader: Reader, orderId: string): Promise<LinkRow | null> =>
  linkWhere(reader, 'order_id', orderId);

export const setLinkUrl = (
  writer: Writer,
  of: { readonly orderId: string; readonly url: string },
): Promise<number> =>
  writer.run('UPDATE payment_link SET url = ? WHERE order_id = ?', [of.url, of.orderId]);

/** Held by the transaction; each is answered once. */
export async function takeReminders(
  writer: Writer,
  of: { readonly now: number; readonly limit: number },
): Promise<readonly LinkRow[]> {
  const rows = await writer.rows<LinkRow>(
    `${SELECT} WHERE remind_at <= ? AND url IS NOT NULL LIMIT ${Math.trunc(of.limit)} FOR UPDATE`,
    [of.now],
  );
  for (const { orderId } of rows) {
    await writer.run('UPDATE payment_link SET remind_at = NULL WHERE order_id = ?', [orderId]);
  }
  return rows;
}
