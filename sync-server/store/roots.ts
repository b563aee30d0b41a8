/** Daily roots and the heads under them. A day is written once. */
import { toHex } from '#domain/bytes.ts';
import type { CounterId, Hash } from '#domain/ids.ts';
import type { IsoDate } from '#domain/time.ts';
import type { HeadLeaf } from '#protocol/transparency.ts';
import type { Reader, Writer } from './database.ts';

export interface RootRow {
  readonly date: IsoDate;
  readonly document: string;
  readonly documentHash: Hash;
  readonly publishedAt: number | null;
}

const COLUMNS =
  'root_date AS date, document, document_hash AS documentHash, published_at AS publishedAt';

export async function rootOfDay(reader: Reader, date: string): Promise<RootRow | null> {
  const [row] = await reader.rows<RootRow>(
    `SELECT ${COLUMNS} FROM daily_root WHERE root_date = ?`,
    [date],
  );
  return row ?? null;
}

export async function lastRoot(reader: Reader): Promise<RootRow | null> {
  const [row] = await reader.rows<RootRow>(
    `SELECT ${COLUMNS} FROM daily_root ORDER BY root_date DESC LIMIT 1`,
  );
  return row ?? null;
}

export const unpublishedRoots = (reader: Reader): Promise<readonly RootRow[]> =>
  reader.rows<RootRow>(
    `SELECT ${COLUMNS} FROM daily_root WHERE published_at IS NULL ORDER BY root_date`,
  );

/** The latest published ones, newest first. */
export const publishedRoots = (reader: Reader, limit: number): Promise<readonly RootRow[]> =>
  reader.rows<RootRow>(
    `SELECT ${COLUMNS} FROM daily_root WHERE published_at IS NOT NULL ` +
      `ORDER BY root_date DESC LIMIT ${Math.trunc(limit)}`,
  );

/** Claims a day until the transaction ends. False: another server has made it. */
export async function claimDay(writer: Writer, date: IsoDate, at: number): Promise<boolean> {
  const touched = await writer.run(
    'INSERT INTO daily_root (root_date, document, document_hash, created_at) VALUES (?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE root_date = root_date',
    [date, '', '', at],
  );
  return touched === 1;
}

/** Every acknowledged head of this moment, kept as the leaves of a day. */
export async function keepHeads(writer: Writer, date: IsoDate): Promise<readonly HeadLeaf[]> {
  await writer.run(
    'INSERT INTO daily_head (root_date, counter_id, seq, head_hash) ' +
      'SELECT ?, counter_id, seq, head_hash FROM counter_head WHERE seq > 0',
    [date],
  );
  return headsOfDay(writer, date);
}

export async function headsOfDay(
  reader: Reader,
  date: string,
): Promise<readonly (HeadLeaf & { readonly counterId: CounterId })[]> {
  const rows = await reader.rows<{ counterId: CounterId; seq: number; hash: Uint8Array }>(
    'SELECT counter_id AS counterId, seq, head_hash AS hash FROM daily_head WHERE root_date = ?',
    [date],
  );
  return rows.map(({ hash, ...row }) => ({ ...row, headHash: toHex(hash) as Hash }));
}

/** The first published day whose root holds this counter's head at `seq` or after it. */
export async function firstRootAfter(
  reader: Reader,
  of: { readonly counterId: string; readonly seq: number },
): Promise<{ readonly date: IsoDate; readonly seq: number } | null> {
  const [row] = await reader.rows<{ date: IsoDate; seq: number }>(
    'SELECT h.root_date AS date, h.seq FROM daily_head h ' +
      'JOIN daily_root r ON r.root_date = h.root_date ' +
      'WHERE h.counter_id = ? AND h.seq >= ? AND r.published_at IS NOT NULL ' +
      'ORDER BY h.root_date LIMIT 1',
    [of.counterId, of.seq],
  );
  return row ?? null;
}

export async function putRoot(
  writer: Writer,
  root: { readonly date: IsoDate; readonly document: string; readonly documentHash: Hash },
): Promise<void> {
  await writer.run('UPDATE daily_root SET document = ?, document_hash = ? WHERE root_date = ?', [
    root.document,
    root.documentHash,
    root.date,
  ]);
}

export async function markPublished(writer: Writer, date: IsoDate, at: number): Promise<void> {
  await writer.run('UPDATE daily_root SET published_at = ? WHERE root_date = ?', [at, date]);
}
