/**
 * The chain: how an entry becomes bytes, what its hash covers, and how a run of entries is checked.
 * Numbered rules in docs/spec/journal.md. The text made here is final: it is stored, sent and
 * verified as it is and never serialised again.
 */
import { concatBytes, digestText, utf8, type Digest } from '#domain/bytes.ts';
import { GENESIS_HASH, isCounterId, isHash, isTrainingCounter, type Hash } from '#domain/ids.ts';
import { add, isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate } from '#domain/time.ts';

import type { Entry, EntryBodies, EntryHeader, EntryKind, EntryOf, StoredEntry } from './kinds.ts';

const ENTRY_PREFIX = 'raseed/entry/1\0';
const SIGNATURE_PREFIX = utf8('raseed/entry-signature/1\0');

/** No entry is larger: a quote with a hundred lines is a tenth of it. */
export const MAX_ENTRY_BYTES = 65_536;

/** J2: JSON text with the header's fields in the spec's order, then `kind` and `body`. */
export function encodeEntry<K extends EntryKind>(entry: EntryOf<K>): string {
  return JSON.stringify({
    formatVersion: entry.formatVersion,
    officeId: entry.officeId,
    counterId: entry.counterId,
    keyId: entry.keyId,
    seq: entry.seq,
    staffId: entry.staffId,
    shiftId: entry.shiftId,
    businessDate: entry.businessDate,
    wallTimeMs: entry.wallTimeMs,
    monotonicMs: entry.monotonicMs,
    bootId: entry.bootId,
    grossChargedPaise: entry.grossChargedPaise,
    grossReversedPaise: entry.grossReversedPaise,
    prevHash: entry.prevHash,
    kind: entry.kind,
    body: entry.body,
  });
}

/** J3: `SHA-256("raseed/entry/1" NUL || bytes)`, lower-case hex. */
export const hashEntry = (text: string, digest: Digest): Hash =>
  digestText(ENTRY_PREFIX + text, digest) as Hash;

/** J7: what an entry's own signature signs: the prefix and the 64 hex digits of its hash. */
export const entrySignatureInput = (hash: Hash): Uint8Array =>
  concatBytes(SIGNATURE_PREFIX, utf8(hash));

/** The head of a chain: what the next entry must name. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Hash;
  readonly grossChargedPaise: Paise;
  readonly grossReversedPaise: Paise;
}

export const GENESIS_HEAD: ChainHead = {
  seq: 0,
  hash: GENESIS_HASH,
  grossChargedPaise: 0 as Paise,
  grossReversedPaise: 0 as Paise,
};

type Totals = Pick<EntryHeader, 'grossChargedPaise' | 'grossReversedPaise'>;

/**
 * J6: the running totals that the entry after `head` must bear. Every receipt adds its total once,
 * whatever the tender, every reversal its amount; nothing else does, and training adds nothing.
 */
export function totalsAfter(
  head: ChainHead,
  entry: Pick<Entry, 'counterId' | 'kind' | 'body'>,
): Totals {
  const { grossChargedPaise, grossReversedPaise } = head;
  if (entry.kind === 'receipt.issued' && !isTrainingCounter(entry.counterId)) {
    const { totalPaise } = entry.body as EntryBodies['receipt.issued'];
    return { grossChargedPaise: add(grossChargedPaise, totalPaise), grossReversedPaise };
  }
  if (entry.kind === 'charge.reversed' && !isTrainingCounter(entry.counterId)) {
    const { amountPaise } = entry.body as EntryBodies['charge.reversed'];
    return { grossChargedPaise, grossReversedPaise: add(grossReversedPaise, amountPaise) };
  }
  return { grossChargedPaise, grossReversedPaise };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function hasHeader(value: Record<string, unknown>): boolean {
  return (
    value['formatVersion'] === 1 &&
    typeof value['officeId'] === 'string' &&
    typeof value['counterId'] === 'string' &&
    isCounterId(value['counterId']) &&
    typeof value['keyId'] === 'string' &&
    isCount(value['seq']) &&
    (value['staffId'] === null || typeof value['staffId'] === 'string') &&
    (value['shiftId'] === null || typeof value['shiftId'] === 'string') &&
    typeof value['businessDate'] === 'string' &&
    parseIsoDate(value['businessDate']) !== null &&
    Number.isSafeInteger(value['wallTimeMs']) &&
    isCount(value['monotonicMs']) &&
    typeof value['bootId'] === 'string' &&
    isPaise(value['grossChargedPaise']) &&
    isPaise(value['grossReversedPaise']) &&
    typeof value['prevHash'] === 'string' &&
    isHash(value['prevHash']) &&
    typeof value['kind'] === 'string' &&
    isObject(value['body'])
  );
}

/** An entry whose kind this program may not know (a newer counter's): stored all the same. */
export type AnyEntry = EntryHeader & {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Reads an entry's text. The header is checked; the body is its kind's own affair. */
export function decodeEntry(text: string): Result<AnyEntry> {
  // A character is at most three bytes: most texts need not be encoded to be known as short.
  if (text.length * 3 > MAX_ENTRY_BYTES && utf8(text).length > MAX_ENTRY_BYTES) {
    return fail('ENTRY_UNREADABLE');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail('ENTRY_UNREADABLE');
  }
  if (!isObject(value) || !hasHeader(value)) return fail('ENTRY_UNREADABLE');
  return ok(value as unknown as AnyEntry);
}

/** Reads an entry of our own, whose kind is known because we wrote it. */
export const knownEntry = (entry: AnyEntry): Entry => entry as unknown as Entry;

export const headOf = (entry: EntryHeader, hash: Hash): ChainHead => ({
  seq: entry.seq,
  hash,
  grossChargedPaise: entry.grossChargedPaise,
  grossReversedPaise: entry.grossReversedPaise,
});

/**
 * J4 to J6: checks that `stored` follows `head`: its seq is the next, it names the head's hash, its
 * hash is that of its text, and the running totals have not fallen.
 */
export function checkLink(
  head: ChainHead,
  stored: Pick<StoredEntry, 'text' | 'hash'>,
  digest: Digest,
): Result<{ entry: AnyEntry; head: ChainHead }> {
  const hash = hashEntry(stored.text, digest);
  if (hash !== stored.hash) return fail('CHAIN_HASH_WRONG', { seq: head.seq + 1 });
  const decoded = decodeEntry(stored.text);
  if (!decoded.ok) return decoded;
  const entry = decoded.value;
  if (entry.seq !== head.seq + 1) {
    return fail('CHAIN_GAP', { expected: head.seq + 1, found: entry.seq });
  }
  if (entry.prevHash !== head.hash) return fail('CHAIN_BROKEN', { seq: entry.seq });
  if (
    entry.grossChargedPaise < head.grossChargedPaise ||
    entry.grossReversedPaise < head.grossReversedPaise
  ) {
    return fail('CHAIN_TOTAL_FELL', { seq: entry.seq });
  }
  return ok({ entry, head: headOf(entry, hash) });
}
