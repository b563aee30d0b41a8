/** Offices, their staff, their counters, and the one-time codes that make a counter. */
import { GENESIS_HASH, type CounterId, type Hash, type OfficeId } from '#domain/ids.ts';
import type { FeedOffice, FeedStaff } from '#protocol/feed.ts';
import type { Reader, Writer } from './database.ts';
import { hashBytes, type CounterKey } from './entries.ts';

export interface CounterRecord {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly certificate: Uint8Array;
  readonly enrolledAt: number;
}

interface RawCounter {
  readonly office_id: OfficeId;
  readonly counter_id: CounterId;
  readonly key_id: string;
  readonly public_key: Uint8Array;
  readonly certificate: Uint8Array;
  readonly enrolled_at: number;
}

const readCounter = (row: RawCounter): CounterRecord => ({
  officeId: row.office_id,
  counterId: row.counter_id,
  keyId: row.key_id,
  publicKey: row.public_key,
  certificate: row.certificate,
  enrolledAt: row.enrolled_at,
});

const COUNTER_COLUMNS = 'office_id, counter_id, key_id, public_key, certificate, enrolled_at';

export async function counterByKey(reader: Reader, keyId: string): Promise<CounterRecord | null> {
  const [row] = await reader.rows<RawCounter>(
    `SELECT ${COUNTER_COLUMNS} FROM counter WHERE key_id = ?`,
    [keyId],
  );
  return row === undefined ? null : readCounter(row);
}

export async function counterById(reader: Reader, of: CounterKey): Promise<CounterRecord | null> {
  const [row] = await reader.rows<RawCounter>(
    `SELECT ${COUNTER_COLUMNS} FROM counter WHERE office_id = ? AND counter_id = ?`,
    [of.officeId, of.counterId],
  );
  return row === undefined ? null : readCounter(row);
}

/** With its head row, which every batch will lock. */
export async function insertCounter(writer: Writer, counter: CounterRecord): Promise<void> {
  await writer.run(`INSERT INTO counter (${COUNTER_COLUMNS}) VALUES (?,?,?,?,?,?)`, [
    counter.officeId,
    counter.counterId,
    counter.keyId,
    counter.publicKey,
    counter.certificate,
    counter.enrolledAt,
  ]);
  await writer.run(
    'INSERT INTO counter_head (office_id, counter_id, seq, head_hash) VALUES (?,?,0,?)',
    [counter.officeId, counter.counterId, hashBytes(GENESIS_HASH)],
  );
  await writer.run('INSERT INTO counter_projection (office_id, counter_id, seq) VALUES (?,?,0)', [
    counter.officeId,
    counter.counterId,
  ]);
  await writer.run('INSERT INTO counter_books (office_id, counter_id, seq) VALUES (?,?,0)', [
    counter.officeId,
    counter.counterId,
  ]);
  await writer.run(
    'INSERT INTO counter_judgement (office_id, counter_id, seq, change_no, change_seq) ' +
      'VALUES (?,?,0,0,0)',
    [counter.officeId, counter.counterId],
  );
}

export interface CodeRecord {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly usedPublicKey: Uint8Array | null;
}

export async function lockCode(writer: Writer, codeHash: Hash): Promise<CodeRecord | null> {
  const [row] = await writer.rows<{
    office_id: OfficeId;
    counter_id: CounterId;
    expires_at: number;
    used_at: number | null;
    used_public_key: Uint8Array | null;
  }>(
    'SELECT office_id, counter_id, expires_at, used_at, used_public_key FROM enrolment_code ' +
      'WHERE code_hash = ? FOR UPDATE',
    [hashBytes(codeHash)],
  );
  if (row === undefined) return null;
  return {
    officeId: row.office_id,
    counterId: row.counter_id,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    usedPublicKey: row.used_public_key,
  };
}

export async function markCodeUsed(
  writer: Writer,
  codeHash: Hash,
  of: { readonly usedAt: number; readonly publicKey: Uint8Array },
): Promise<void> {
  await writer.run(
    'UPDATE enrolment_code SET used_at = ?, used_public_key = ? WHERE code_hash = ?',
    [of.usedAt, of.publicKey, hashBytes(codeHash)],
  );
}

export async function insertCode(
  writer: Writer,
  of: CounterKey & { readonly codeHash: Hash; readonly expiresAt: number },
): Promise<void> {
  await writer.run(
    'INSERT INTO enrolment_code (code_hash, office_id, counter_id, expires_at) VALUES (?,?,?,?)',
    [hashBytes(of.codeHash), of.officeId, of.counterId, of.expiresAt],
  );
}

export async function allOffices(reader: Reader): Promise<readonly FeedOffice[]> {
  const rows = await reader.rows<{ details: string }>(
    'SELECT details FROM office ORDER BY office_id',
  );
  return rows.map((row) => JSON.parse(row.details) as FeedOffice);
}

export async function officeById(reader: Reader, officeId: string): Promise<FeedOffice | null> {
  const [row] = await reader.rows<{ details: string }>(
    'SELECT details FROM office WHERE office_id = ?',
    [officeId],
  );
  return row === undefined ? null : (JSON.parse(row.details) as FeedOffice);
}

export async function putOffice(writer: Writer, office: FeedOffice): Promise<void> {
  await writer.run(
    'INSERT INTO office (office_id, details, feed_cursor) VALUES (?,?,0) ' +
      'ON DUPLICATE KEY UPDATE details = VALUES(details)',
    [office.officeId, JSON.stringify(office)],
  );
}

export async function staffOf(reader: Reader, officeId: string): Promise<readonly FeedStaff[]> {
  return reader.rows<FeedStaff>(
    'SELECT staff_id AS staffId, name, role, pin_hash AS pinHash FROM staff ' +
      'WHERE office_id = ? ORDER BY staff_id',
    [officeId],
  );
}

export async function putStaff(writer: Writer, officeId: string, staff: FeedStaff): Promise<void> {
  await writer.run(
    'INSERT INTO staff (office_id, staff_id, name, role, pin_hash) VALUES (?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE name = VALUES(name), role = VALUES(role), ' +
      'pin_hash = VALUES(pin_hash)',
    [officeId, staff.staffId, staff.name, staff.role, staff.pinHash],
  );
}

export async function dropUnusedCodes(writer: Writer, of: CounterKey): Promise<void> {
  await writer.run(
    'DELETE FROM enrolment_code WHERE office_id = ? AND counter_id = ? AND used_at IS NULL',
    [of.officeId, of.counterId],
  );
}
