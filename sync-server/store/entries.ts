/** Rows of the journals: the head that is locked, the entries in one prepared shape, what is kept. */
import { equalBytes, toHex } from '#domain/bytes.ts';
import type { Hash } from '#domain/ids.ts';
import type { PrivateLine, VerifiedBatch, VerifiedEntry } from '#protocol/batch.ts';
import { assert } from '#domain/result.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import { insertMany, insertOnce } from './many.ts';

export interface CounterKey {
  readonly officeId: string;
  readonly counterId: string;
}

export interface HeadRow {
  readonly seq: number;
  readonly hash: Hash;
}

export const hashBytes = (hash: Hash): Uint8Array => {
  const bytes = Buffer.from(hash, 'hex');
  assert(bytes.length === 32, 'a hash is 64 hex digits');
  return bytes;
};
const hashText = (bytes: Uint8Array): Hash => toHex(bytes) as Hash;

interface RawHead {
  readonly seq: number;
  readonly head_hash: Uint8Array;
}

const HEAD = 'SELECT seq, head_hash FROM counter_head WHERE office_id = ? AND counter_id = ?';

async function head(reader: Reader, of: CounterKey, lock: '' | ' FOR UPDATE') {
  const [row] = await reader.rows<RawHead>(`${HEAD}${lock}`, [of.officeId, of.counterId]);
  return row === undefined ? null : { seq: row.seq, hash: hashText(row.head_hash) };
}

/** Holds the counter's line until the transaction ends. Null for a counter that is not enrolled. */
export const lockHead = (writer: Writer, of: CounterKey): Promise<HeadRow | null> =>
  head(writer, of, ' FOR UPDATE');
export const readHeadRow = (reader: Reader, of: CounterKey): Promise<HeadRow | null> =>
  head(reader, of, '');

const COLUMNS = ['office_id', 'counter_id', 'seq', 'kind', 'hash', 'text', 'signature'] as const;
const insertEntryRows = insertMany('entry', [...COLUMNS, 'received_at']);

const MAX_KIND = 40;
export const MAX_STORED_SIGNATURE = 86;

function entryValues(batch: VerifiedBatch, entries: readonly VerifiedEntry[], receivedAt: number) {
  const { officeId, counterId } = batch.header;
  const values: SqlValue[] = [];
  for (const { seq, entry, hash, text, signature } of entries) {
    const kind = (entry?.kind ?? '').slice(0, MAX_KIND);
    const kept = signature?.slice(0, MAX_STORED_SIGNATURE) ?? null;
    values.push(officeId, counterId, seq, kind, hashBytes(hash), text, kept, receivedAt);
  }
  return values;
}

export const insertEntries = (
  writer: Writer,
  batch: VerifiedBatch,
  of: { readonly entries: readonly VerifiedEntry[]; readonly receivedAt: number },
): Promise<void> => insertEntryRows(writer, entryValues(batch, of.entries, of.receivedAt));

const PRIVATE = ['office_id', 'counter_id', 'ref', 'salt', 'text', 'digest', 'received_at'];
const insertPrivateRows = insertOnce('private_record', PRIVATE, 'ref');

export const insertPrivate = (
  writer: Writer,
  { officeId, counterId }: CounterKey,
  records: { readonly lines: readonly PrivateLine[]; readonly receivedAt: number },
): Promise<void> =>
  insertPrivateRows(
    writer,
    records.lines.flatMap(({ ref, salt, text, digest }) => {
      const row = [officeId, counterId, ref, salt, text, hashBytes(digest), records.receivedAt];
      return row satisfies SqlValue[];
    }),
  );

export async function moveHead(
  writer: Writer,
  of: CounterKey,
  to: HeadRow & { readonly receivedAt: number; readonly lastEntryAt: number | null },
): Promise<void> {
  await writer.run(
    'UPDATE counter_head SET seq = ?, head_hash = ?, received_at = ?, last_entry_at = ? ' +
      'WHERE office_id = ? AND counter_id = ?',
    [to.seq, hashBytes(to.hash), to.receivedAt, to.lastEntryAt, of.officeId, of.counterId],
  );
}

/** A replay is still a sign of life. */
export async function touchHead(writer: Writer, of: CounterKey, receivedAt: number): Promise<void> {
  await writer.run(
    'UPDATE counter_head SET received_at = ? WHERE office_id = ? AND counter_id = ?',
    [receivedAt, of.officeId, of.counterId],
  );
}

export interface HashRow {
  readonly seq: number;
  readonly hash: Hash;
  readonly receivedAt: number;
}

/** Hashes that are held already, by seq. */
export async function heldHashes(
  reader: Reader,
  of: CounterKey,
  range: { readonly fromSeq: number; readonly toSeq: number },
): Promise<ReadonlyMap<number, HashRow>> {
  const rows = await reader.rows<{ seq: number; hash: Uint8Array; received_at: number }>(
    'SELECT seq, hash, received_at FROM entry ' +
      'WHERE office_id = ? AND counter_id = ? AND seq BETWEEN ? AND ?',
    [of.officeId, of.counterId, range.fromSeq, range.toSeq],
  );
  return new Map(
    rows.map((row) => [
      row.seq,
      { seq: row.seq, hash: hashText(row.hash), receivedAt: row.received_at },
    ]),
  );
}

export interface QuarantineRow extends CounterKey {
  readonly batchHash: Uint8Array;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly headHash: Hash;
  readonly reason: string;
  readonly receivedAt: number;
  readonly body: string;
}

/**
 * Of one counter: two hundred thousand entries of other branches. Whoever sends more is no counter
 * that was restored, and the evidence is there already.
 */
export const MAX_QUARANTINED_BATCHES = 400;

/** Whether this batch is kept already or may be. */
export async function hasQuarantineRoom(
  reader: Reader,
  of: CounterKey,
  batchHash: Uint8Array,
): Promise<boolean> {
  const rows = await reader.rows<{ batch_hash: Uint8Array }>(
    'SELECT batch_hash FROM quarantine WHERE office_id = ? AND counter_id = ? ' +
      `LIMIT ${MAX_QUARANTINED_BATCHES}`,
    [of.officeId, of.counterId],
  );
  if (rows.length < MAX_QUARANTINED_BATCHES) return true;
  return rows.some((row) => equalBytes(row.batch_hash, batchHash));
}

/** Kept once, whatever is sent again. Answers when it was first received. */
export async function putQuarantine(writer: Writer, row: QuarantineRow): Promise<number> {
  await writer.run(
    'INSERT INTO quarantine (office_id, counter_id, batch_hash, first_seq, last_seq, head_hash, ' +
      'reason, received_at, body) VALUES (?,?,?,?,?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE batch_hash = batch_hash',
    [
      row.officeId,
      row.counterId,
      row.batchHash,
      row.firstSeq,
      row.lastSeq,
      hashBytes(row.headHash),
      row.reason,
      row.receivedAt,
      row.body,
    ],
  );
  const [kept] = await writer.rows<{ received_at: number }>(
    'SELECT received_at FROM quarantine WHERE office_id = ? AND counter_id = ? AND batch_hash = ?',
    [row.officeId, row.counterId, row.batchHash],
  );
  return kept?.received_at ?? row.receivedAt;
}

/** Whether a branch in quarantine ends here: what follows it belongs there too. */
export async function isQuarantinedHead(
  reader: Reader,
  of: CounterKey,
  hash: Hash,
): Promise<boolean> {
  const rows = await reader.rows(
    'SELECT 1 FROM quarantine WHERE office_id = ? AND counter_id = ? AND head_hash = ? LIMIT 1',
    [of.officeId, of.counterId, hashBytes(hash)],
  );
  return rows.length > 0;
}

export interface EntryRow {
  readonly seq: number;
  readonly kind: string;
  readonly hash: Hash;
  readonly text: string;
  readonly signature: string | null;
  readonly receivedAt: number;
}

export async function entriesAfter(
  reader: Reader,
  of: CounterKey,
  range: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly EntryRow[]> {
  const rows = await reader.rows<{
    seq: number;
    kind: string;
    hash: Uint8Array;
    text: string;
    signature: string | null;
    received_at: number;
  }>(
    'SELECT seq, kind, hash, text, signature, received_at FROM entry ' +
      'WHERE office_id = ? AND counter_id = ? AND seq > ? ORDER BY seq ' +
      `LIMIT ${Math.trunc(range.limit)}`,
    [of.officeId, of.counterId, range.afterSeq],
  );
  return rows.map(({ hash, received_at: receivedAt, ...row }) => ({
    ...row,
    hash: hashText(hash),
    receivedAt,
  }));
}
