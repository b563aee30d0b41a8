/**
 * A batch: a run of a counter's entries on its way to HQ, as text, with the personal data that
 * belongs to them beside it. One signature covers all of it: the header names the chain's head, the
 * chain covers the entries, the entries' digests cover the personal data. docs/spec/batch.md.
 */
import { z } from 'zod';

import { concatBytes, toHex, utf8, type Digest } from '#domain/bytes.ts';
import {
  isCounterId,
  isHash,
  isOfficeId,
  type CounterId,
  type Hash,
  type KeyId,
  type OfficeId,
  type PrivateRef,
} from '#domain/ids.ts';
import { decodeEntry, hashEntry, type AnyEntry } from '#domain/journal/chain.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { SIGNATURE_BYTES, withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';
import { parseJson } from './signed.ts';

export const MAX_BATCH_ENTRIES = 500;
/** Of the text, uncompressed. Five hundred usual entries are a twentieth of it. */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/** Personal data as it travels: kept apart from the journal on both sides, erasable there. */
export interface PrivateLine {
  readonly ref: PrivateRef;
  /** 32 random bytes, base64url. */
  readonly salt: string;
  /** The exact text that the digest covers, after the salt. */
  readonly text: string;
  readonly digest: Hash;
}

const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const hash = z.custom<Hash>((value) => typeof value === 'string' && isHash(value));
const headerShape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((value) => typeof value === 'string' && isOfficeId(value)),
  counterId: z.custom<CounterId>((value) => typeof value === 'string' && isCounterId(value)),
  keyId: z.custom<KeyId>((value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)),
  firstSeq: seq,
  lastSeq: seq,
  prevHash: hash,
  headHash: hash,
  privateCount: z.number().int().min(0).max(MAX_BATCH_ENTRIES),
});
export type BatchHeader = z.infer<typeof headerShape>;

const privateShape = z.strictObject({
  ref: z.custom<PrivateRef>((value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)),
  salt: z.string().length(43),
  text: z.string().max(65_536),
  digest: hash,
});

/** An entry's line, read no further than the tab. */
export interface BatchLine {
  readonly text: string;
  /** base64url, or null for kinds that the chain alone covers. */
  readonly signature: string | null;
}

export interface Batch {
  readonly header: BatchHeader;
  /** The header's exact text: what the batch's signature signs. */
  readonly headerText: string;
  readonly lines: readonly BatchLine[];
  readonly privateLines: readonly PrivateLine[];
  readonly signature: Uint8Array;
}

interface EntryToSend extends BatchLine {
  readonly seq: number;
  readonly hash: Hash;
}

/** B1 to B5. `entries` are contiguous, at least one, at most {@link MAX_BATCH_ENTRIES}. */
export function buildBatch(of: {
  readonly officeId: string;
  readonly counterId: string;
  readonly prevHash: Hash;
  readonly entries: readonly EntryToSend[];
  readonly privateLines: readonly PrivateLine[];
  readonly signer: ProtocolSigner;
}): string {
  const headerText = JSON.stringify({
    formatVersion: 1,
    officeId: of.officeId,
    counterId: of.counterId,
    keyId: of.signer.keyId,
    firstSeq: of.entries[0]?.seq,
    lastSeq: of.entries.at(-1)?.seq,
    prevHash: of.prevHash,
    headHash: of.entries.at(-1)?.hash,
    privateCount: of.privateLines.length,
  });
  const signature = of.signer.sign(withPrefix('batch', utf8(headerText)));
  return [
    headerText,
    ...of.entries.map(({ text, signature: own }) => `${text}\t${own ?? ''}`),
    ...of.privateLines.map(({ ref, salt, text, digest }) =>
      JSON.stringify({ ref, salt, text, digest }),
    ),
    toBase64Url(signature),
  ].join('\n');
}

const unreadable = (problem: string) => fail('MESSAGE_UNREADABLE', { problem });

function parseLine(line: string): BatchLine | null {
  const tab = line.lastIndexOf('\t');
  if (tab < 0) return null;
  const signature = line.slice(tab + 1);
  return { text: line.slice(0, tab), signature: signature === '' ? null : signature };
}

function parsePrivateLines(lines: readonly string[]): PrivateLine[] | null {
  const parsed = lines.map((line) => privateShape.safeParse(parseJson(line)));
  return parsed.every((line) => line.success) ? parsed.map((line) => line.data) : null;
}

/** Reads the form of a batch; nothing is verified yet. */
export function parseBatch(text: string): Result<Batch> {
  if (text.length > MAX_BATCH_BYTES) {
    return fail('MESSAGE_TOO_LARGE', { limitBytes: MAX_BATCH_BYTES });
  }
  const all = text.split('\n', 2 * MAX_BATCH_ENTRIES + 3);
  const headerText = all[0] ?? '';
  const header = headerShape.safeParse(parseJson(headerText));
  if (!header.success) return unreadable('batch header');
  const { firstSeq, lastSeq, privateCount } = header.data;
  const count = lastSeq - firstSeq + 1;
  if (count < 1 || count > MAX_BATCH_ENTRIES) return unreadable('number of entries');
  if (all.length !== count + privateCount + 2) return unreadable('number of lines');
  const lines = all.slice(1, count + 1).map(parseLine);
  if (!lines.every((line) => line !== null)) return unreadable('entry line');
  const privateLines = parsePrivateLines(all.slice(count + 1, count + 1 + privateCount));
  if (privateLines === null) return unreadable('private line');
  const signature = fromBase64Url(all.at(-1) ?? '');
  if (signature?.length !== SIGNATURE_BYTES) return unreadable('batch signature');
  return ok({ header: header.data, headerText, lines, privateLines, signature });
}

/** An entry of a verified batch. `entry` is null where a newer or broken counter wrote it. */
export interface VerifiedEntry extends BatchLine {
  readonly seq: number;
  readonly hash: Hash;
  readonly entry: AnyEntry | null;
}

export interface VerifiedBatch {
  readonly header: BatchHeader;
  readonly entries: readonly VerifiedEntry[];
  /** Personal data whose digest an entry of this batch holds. */
  readonly privateLines: readonly PrivateLine[];
  /** Refs of personal data that no entry answers for: never kept. */
  readonly wrongPrivateRefs: readonly PrivateRef[];
}

/** B6: one signature over the header's bytes, with the counter's key. */
export const isBatchSigned = (
  batch: Batch,
  publicKey: Uint8Array,
  crypto: ProtocolCrypto,
): boolean =>
  crypto.verifyEd25519({
    publicKey,
    message: withPrefix('batch', utf8(batch.headerText)),
    signature: batch.signature,
  });

/** B7: the entries are one run from `prevHash` to `headHash`. What they say is judged later. */
function verifyRun(batch: Batch, digest: Digest): Result<VerifiedEntry[]> {
  const { header } = batch;
  const entries: VerifiedEntry[] = [];
  let prevHash = header.prevHash;
  for (const [index, line] of batch.lines.entries()) {
    const at = header.firstSeq + index;
    const decoded = decodeEntry(line.text);
    const entry = decoded.ok ? decoded.value : null;
    if (entry !== null && (entry.seq !== at || entry.prevHash !== prevHash)) {
      return fail('CHAIN_BROKEN', { seq: at });
    }
    prevHash = hashEntry(line.text, digest);
    entries.push({ ...line, seq: at, hash: prevHash, entry });
  }
  return prevHash === header.headHash
    ? ok(entries)
    : fail('CHAIN_HASH_WRONG', { seq: header.lastSeq });
}

/** J9: SHA-256 of the 32 salt bytes and the text's bytes. Null where the salt is not 32 bytes. */
export function privateDigest(salt: string, text: string, digest: Digest): Hash | null {
  const bytes = fromBase64Url(salt);
  if (bytes?.length !== 32) return null;
  return toHex(digest(concatBytes(bytes, utf8(text)))) as Hash;
}

/** Every `{ref, digest}` that stands anywhere in a body. */
function collectDigests(value: unknown, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    for (const part of value) collectDigests(part, into);
  } else if (typeof value === 'object' && value !== null) {
    if ('ref' in value && 'digest' in value) into.set(String(value.ref), String(value.digest));
    for (const part of Object.values(value)) collectDigests(part, into);
  }
}

/** B8: personal data is kept only where its digest is right and stands in an entry of the batch. */
function sortPrivate(batch: Batch, entries: readonly VerifiedEntry[], digest: Digest) {
  const named = new Map<string, string>();
  if (batch.privateLines.length > 0) {
    // Half the entries of a usual batch name none: a search of the text is a tenth of the walk.
    const naming = entries.filter(({ text }) => text.includes('digest'));
    for (const { entry } of naming) collectDigests(entry?.body, named);
  }
  const isRight = (line: PrivateLine): boolean =>
    named.get(line.ref) === line.digest &&
    privateDigest(line.salt, line.text, digest) === line.digest;
  return {
    privateLines: batch.privateLines.filter(isRight),
    wrongPrivateRefs: batch.privateLines.filter((line) => !isRight(line)).map(({ ref }) => ref),
  };
}

/** B6 to B8: SIGNATURE_WRONG, CHAIN_BROKEN, CHAIN_HASH_WRONG, or the batch with its hashes. */
export function verifyBatch(of: {
  readonly batch: Batch;
  readonly publicKey: Uint8Array;
  readonly crypto: ProtocolCrypto;
}): Result<VerifiedBatch> {
  const { batch, crypto } = of;
  if (!isBatchSigned(batch, of.publicKey, crypto)) return fail('SIGNATURE_WRONG');
  const entries = verifyRun(batch, crypto.sha256);
  if (!entries.ok) return entries;
  const sorted = sortPrivate(batch, entries.value, crypto.sha256);
  return ok({ header: batch.header, entries: entries.value, ...sorted });
}
