/**
 * The office chains as rows, and what their facts change: an entry and its effect on the tables are
 * one transaction, and the same function makes the effect again from a copy of the chain.
 * docs/spec/office-chain.md.
 */
import { toHex } from '#domain/bytes.ts';
import { GENESIS_HASH, type Hash } from '#domain/ids.ts';
import { assert } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { ProtocolCrypto, ProtocolSigner } from '#protocol/crypto.ts';
import {
  makeOfficeEntry,
  MAX_OFFICE_ENTRY_CHARS,
  OFFICE_FACTS,
  type OfficeFact,
  type OfficeHead,
  type StoredOfficeEntry,
} from '#protocol/office-chain.ts';
import type { Reader, Writer } from './database.ts';
import { hashBytes } from './entries.ts';
import { bookFact } from './book-fact.ts';
import { applyFact, type FactToApply } from './office-facts.ts';

/** Who writes the chain: a part of the server's context. */
export interface OfficeScribe {
  readonly keys: { readonly server: ProtocolSigner };
  readonly crypto: Pick<ProtocolCrypto, 'sha256'>;
}

export interface OfficeRow extends StoredOfficeEntry {
  readonly seq: number;
}

const hashText = (bytes: Uint8Array): Hash => toHex(bytes) as Hash;

const HEAD = 'SELECT seq, head_hash FROM office_chain WHERE office_id = ? FOR UPDATE';

async function holdHead(writer: Writer, officeId: string): Promise<OfficeHead | null> {
  const [row] = await writer.rows<{ seq: number; head_hash: Uint8Array }>(HEAD, [officeId]);
  return row === undefined ? null : { seq: row.seq, hash: hashText(row.head_hash) };
}

/** Holds the office's chain until the transaction ends; its row is made on the first fact. */
export async function lockOfficeChain(writer: Writer, officeId: string): Promise<OfficeHead> {
  const held = await holdHead(writer, officeId);
  if (held !== null) return held;
  await writer.run(
    'INSERT INTO office_chain (office_id, seq, head_hash) VALUES (?,?,?) ' +
      'ON DUPLICATE KEY UPDATE office_id = office_id',
    [officeId, 0, hashBytes(GENESIS_HASH)],
  );
  const made = await holdHead(writer, officeId);
  assert(made !== null, 'an office chain has a head');
  return made;
}

export const officeChains = (reader: Reader): Promise<readonly { readonly officeId: string }[]> =>
  reader.rows<{ officeId: string }>('SELECT office_id AS officeId FROM office_chain');

/** Puts a row after the head that the caller holds. */
export async function putOfficeRow(
  writer: Writer,
  of: { readonly officeId: string; readonly kind: string },
  row: OfficeRow,
): Promise<void> {
  await writer.run(
    'INSERT INTO office_entry (office_id, seq, kind, hash, text, signature) VALUES (?,?,?,?,?,?)',
    [of.officeId, row.seq, of.kind, hashBytes(row.hash), row.text, row.signature],
  );
  await writer.run('UPDATE office_chain SET seq = ?, head_hash = ? WHERE office_id = ?', [
    row.seq,
    hashBytes(row.hash),
    of.officeId,
  ]);
}

/** Writes a fact and does what it says, in the caller's transaction. Answers its place. */
export async function recordFact(
  scribe: OfficeScribe,
  writer: Writer,
  of: { readonly officeId: string; readonly at: number; readonly fact: OfficeFact },
): Promise<number> {
  const { officeId, fact } = of;
  const at: Instant = instant(of.at);
  assert(
    OFFICE_FACTS[fact.kind].safeParse(fact.body).success,
    `an office chain could not say this ${fact.kind}`,
  );
  const head = await lockOfficeChain(writer, officeId);
  const signer = scribe.keys.server;
  const digest = scribe.crypto.sha256;
  const row = makeOfficeEntry({ officeId, at, fact, head, signer, digest });
  assert(row.text.length <= MAX_OFFICE_ENTRY_CHARS, `a ${fact.kind} too long for a chain`);
  await putFact(writer, { officeId, at, fact, seq: row.seq }, row);
  return row.seq;
}

/**
 * A fact's row, its effect on the tables and its postings. The row's place is one, so that whatever
 * comes with it is there once, also where a chain is given back from its copy.
 */
export async function putFact(
  writer: Writer,
  of: Omit<FactToApply, 'bookDate'>,
  row: OfficeRow,
): Promise<void> {
  const { officeId, fact } = of;
  await putOfficeRow(writer, { officeId, kind: fact.kind }, row);
  const bookDate = await bookFact(writer, of);
  await applyFact(writer, { ...of, bookDate });
}

/** One entry; null where the chain does not go so far. */
export async function officeEntryAt(
  reader: Reader,
  officeId: string,
  seq: number,
): Promise<OfficeRow | null> {
  const [row] = await officeEntriesAfter(reader, officeId, { seq: seq - 1, limit: 1 });
  return row?.seq === seq ? row : null;
}

export async function officeEntriesAfter(
  reader: Reader,
  officeId: string,
  of: { readonly seq: number; readonly limit: number },
): Promise<readonly OfficeRow[]> {
  const rows = await reader.rows<{
    seq: number;
    hash: Uint8Array;
    text: string;
    signature: string;
  }>(
    'SELECT seq, hash, text, signature FROM office_entry WHERE office_id = ? AND seq > ? ' +
      `ORDER BY seq LIMIT ${Math.trunc(of.limit)}`,
    [officeId, of.seq],
  );
  return rows.map(({ hash, ...row }) => ({ ...row, hash: hashText(hash) }));
}
