/** A counter's keys before and after the one in use, and who took over from whom (K18 to K24). */
import type { Hash, KeyId } from '#domain/ids.ts';
import type { Reader, Writer } from './database.ts';
import { hashBytes, type CounterKey } from './entries.ts';
import { counterById, type CounterRecord } from './fleet.ts';

export interface KeyRecord extends CounterKey {
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly certificate: Uint8Array;
  readonly certifiedAt: number;
  /** The last entry under this key; null while it may still be used. */
  readonly lastSeq: number | null;
}

interface RawKey {
  readonly office_id: string;
  readonly counter_id: string;
  readonly key_id: string;
  readonly public_key: Uint8Array;
  readonly certificate: Uint8Array;
  readonly certified_at: number;
  readonly last_seq: number | null;
}

const COLUMNS = 'office_id, counter_id, key_id, public_key, certificate, certified_at, last_seq';

const readKey = (row: RawKey): KeyRecord => ({
  officeId: row.office_id,
  counterId: row.counter_id,
  keyId: row.key_id,
  publicKey: row.public_key,
  certificate: row.certificate,
  certifiedAt: row.certified_at,
  lastSeq: row.last_seq,
});

export async function keyById(reader: Reader, keyId: string): Promise<KeyRecord | null> {
  const [row] = await reader.rows<RawKey>(`SELECT ${COLUMNS} FROM counter_key WHERE key_id = ?`, [
    keyId,
  ]);
  return row === undefined ? null : readKey(row);
}

/** Every key that this counter has had, by id, the one in use included. */
export async function keysOfCounter(
  reader: Reader,
  counter: CounterRecord,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await reader.rows<{ key_id: string; public_key: Uint8Array }>(
    'SELECT key_id, public_key FROM counter_key WHERE office_id = ? AND counter_id = ?',
    [counter.officeId, counter.counterId],
  );
  const keys = rows.map((row) => [row.key_id, row.public_key] as const);
  return new Map([...keys, [counter.keyId, counter.publicKey]]);
}

/** Certificates of every key but the one in use, oldest first. */
export async function otherCertificates(
  reader: Reader,
  of: CounterKey,
): Promise<readonly Uint8Array[]> {
  const rows = await reader.rows<{ certificate: Uint8Array }>(
    'SELECT certificate FROM counter_key WHERE office_id = ? AND counter_id = ? ' +
      'ORDER BY certified_at, key_id',
    [of.officeId, of.counterId],
  );
  return rows.map(({ certificate }) => certificate);
}

/** Kept once: the same key asked for again keeps its first certificate. */
export async function insertKey(writer: Writer, key: Omit<KeyRecord, 'lastSeq'>): Promise<void> {
  await writer.run(
    `INSERT INTO counter_key (${COLUMNS}) VALUES (?,?,?,?,?,?,NULL) ` +
      'ON DUPLICATE KEY UPDATE key_id = key_id',
    [key.officeId, key.counterId, key.keyId, key.publicKey, key.certificate, key.certifiedAt],
  );
}

/** K21: from the entry after `atSeq` on the counter is under this key. False for one we never certified. */
export async function rotateTo(
  writer: Writer,
  of: CounterKey,
  to: { readonly keyId: KeyId; readonly atSeq: number },
): Promise<boolean> {
  const next = await keyById(writer, to.keyId);
  const current = await counterById(writer, of);
  const isOurs = next?.counterId === of.counterId && next.officeId === of.officeId;
  if (current === null || !isOurs || current.keyId === to.keyId) return false;
  await insertKey(writer, { ...current, certifiedAt: current.enrolledAt });
  await writer.run(
    'UPDATE counter_key SET last_seq = ? WHERE office_id = ? AND counter_id = ? AND key_id = ?',
    [to.atSeq, of.officeId, of.counterId, current.keyId],
  );
  await writer.run(
    'UPDATE counter SET key_id = ?, public_key = ?, certificate = ? ' +
      'WHERE office_id = ? AND counter_id = ?',
    [next.keyId, next.publicKey, next.certificate, of.officeId, of.counterId],
  );
  return true;
}

export interface Succession extends CounterKey {
  readonly successorId: string;
  /** The head that the successor named. */
  readonly namedSeq: number;
  readonly namedHash: Hash;
  /** What HQ held then. */
  readonly heldSeq: number;
  readonly at: number;
}

export async function putSuccession(writer: Writer, of: Succession): Promise<void> {
  await writer.run(
    'INSERT INTO counter_succession (office_id, counter_id, successor_id, named_seq, named_hash, ' +
      'held_seq, at) VALUES (?,?,?,?,?,?,?) ON DUPLICATE KEY UPDATE counter_id = counter_id',
    [
      of.officeId,
      of.counterId,
      of.successorId,
      of.namedSeq,
      hashBytes(of.namedHash),
      of.heldSeq,
      of.at,
    ],
  );
}

export async function successorOf(reader: Reader, of: CounterKey): Promise<string | null> {
  const [row] = await reader.rows<{ successor_id: string }>(
    'SELECT successor_id FROM counter_succession WHERE office_id = ? AND counter_id = ?',
    [of.officeId, of.counterId],
  );
  return row?.successor_id ?? null;
}
