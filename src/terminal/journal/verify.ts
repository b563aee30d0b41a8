/**
 * Reading the journal back and believing none of it: every entry's hash, link, counter, running
 * totals and signature (J3 to J7). Done in steps, so that a long journal can be checked between
 * customers. On opening only what HQ has not yet acknowledged is checked; in full on demand.
 */
import type { Hash, KeyId } from '#domain/ids.ts';
import {
  checkLink,
  decodeEntry,
  entrySignatureInput,
  GENESIS_HEAD,
  headOf,
  knownEntry,
  totalsAfter,
  type AnyEntry,
  type ChainHead,
} from '#domain/journal/chain.ts';
import { SIGNED_KINDS, type EntryKind, type StoredEntry } from '#domain/journal/kinds.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';
import type { Crypto } from '#terminal/ports/system.ts';

import type { RecorderIdentity } from './recorder.ts';

export interface VerifyRequest {
  readonly store: StoreReader;
  readonly crypto: Crypto;
  readonly identity: Pick<RecorderIdentity, 'officeId' | 'counterId'>;
  /** The head that HQ acknowledged last: checking begins after it. Absent: from the beginning. */
  readonly after?: { readonly seq: number; readonly hash: Hash };
  /**
   * Public keys by id. With it every signature is checked (slow: some ten thousand a second); without
   * it only that an entry that must be signed bears a signature.
   */
  readonly keys?: ReadonlyMap<KeyId, Uint8Array>;
}

/** What one entry is checked against. */
export type EntryCheck = Omit<VerifyRequest, 'store' | 'after'>;

export interface VerifyProgress {
  readonly seq: number;
  readonly lastSeq: number;
  readonly isDone: boolean;
  readonly head: ChainHead;
}

/** Entries checked in one step: a few milliseconds. */
export const VERIFY_STEP = 500;

function startingHead({ store, crypto, after }: VerifyRequest): Result<Reached> {
  if (after === undefined || after.seq === 0) return ok({ head: GENESIS_HEAD, under: 'any' });
  const stored = store.entry(after.seq);
  if (stored === undefined) return fail('CHAIN_GAP', { expected: after.seq, found: 0 });
  if (stored.hash !== after.hash) return fail('CHAIN_HASH_WRONG', { seq: after.seq });
  const before = store.entry(after.seq - 1);
  const previous = after.seq === 1 ? GENESIS_HEAD : looseHead(before, after.seq - 1);
  const link = previous === null ? null : checkLink(previous, stored, crypto.sha256);
  return link?.ok === true
    ? ok({ head: link.value.head, under: keyAfter(link.value.entry) })
    : fail('CHAIN_HASH_WRONG', { seq: after.seq });
}

/** The head that an entry claims to be: taken at its word, for checking the one after it. */
function looseHead(stored: StoredEntry | undefined, seq: number): ChainHead | null {
  if (stored === undefined) return null;
  try {
    const entry = JSON.parse(stored.text) as AnyEntry;
    return { ...headOf(entry, stored.hash), seq };
  } catch {
    return null;
  }
}

function checkSignature(
  entry: AnyEntry,
  stored: StoredEntry,
  { crypto, keys }: EntryCheck,
): Result<null> {
  const isWrong = fail('CHAIN_SIGNATURE_WRONG', { seq: entry.seq });
  if (!SIGNED_KINDS.has(entry.kind as EntryKind)) {
    return stored.signature === null ? ok(null) : isWrong;
  }
  const signature = fromBase64Url(stored.signature ?? '');
  if (signature?.length !== 64) return isWrong;
  if (keys === undefined) return ok(null);
  const publicKey = keys.get(entry.keyId);
  const message = entrySignatureInput(stored.hash);
  const isRight =
    publicKey !== undefined && crypto.verifyEd25519({ publicKey, message, signature });
  return isRight ? ok(null) : isWrong;
}

function checkMeaning(entry: AnyEntry, head: ChainHead, { identity }: EntryCheck): Result<null> {
  const { seq } = entry;
  if (entry.officeId !== identity.officeId || entry.counterId !== identity.counterId) {
    return fail('CHAIN_FOREIGN', { seq });
  }
  const totals = totalsAfter(head, knownEntry(entry));
  const isSum =
    totals.grossChargedPaise === entry.grossChargedPaise &&
    totals.grossReversedPaise === entry.grossReversedPaise;
  return isSum ? ok(null) : fail('CHAIN_TOTAL_WRONG', { seq });
}

/** J17, J18: under which key the next entry must be; null where there can be none. */
type Under = KeyId | 'any' | null;

function keyAfter(entry: AnyEntry): Under {
  if (entry.kind === 'counter.retired') return null;
  return entry.kind === 'key.rotated' ? (entry.body['keyId'] as KeyId) : entry.keyId;
}

/** What is known at one place of the chain about whatever follows it. */
export interface Reached {
  readonly head: ChainHead;
  readonly under: Under;
}

/** J3 to J7, J17 and J18 of the entry that follows `reached`. */
export function checkNext(
  request: EntryCheck,
  reached: Reached,
  stored: StoredEntry,
): Result<Reached> {
  const link = checkLink(reached.head, stored, request.crypto.sha256);
  if (!link.ok) return link;
  const { entry, head } = link.value;
  const meaning = checkMeaning(entry, reached.head, request);
  if (!meaning.ok) return meaning;
  const { seq } = entry;
  if (reached.under === null) return fail('CHAIN_BROKEN', { seq });
  if (reached.under !== 'any' && reached.under !== entry.keyId) {
    return fail('CHAIN_SIGNATURE_WRONG', { seq });
  }
  const signature = checkSignature(entry, stored, request);
  return signature.ok ? ok({ head, under: keyAfter(entry) }) : signature;
}

/** A check in steps: each answers how far it has come, or what is wrong and where. */
export function startVerification(request: VerifyRequest): () => Result<VerifyProgress> {
  const { store } = request;
  const lastSeq = store.lastEntry()?.seq ?? 0;
  let reached = startingHead(request);
  return () => {
    if (!reached.ok) return reached;
    const from = reached.value.head.seq + 1;
    for (const stored of store.entries(from, Math.min(VERIFY_STEP, lastSeq - from + 1))) {
      reached = checkNext(request, reached.value, stored);
      if (!reached.ok) return reached;
    }
    const { seq } = reached.value.head;
    if (seq < from && seq < lastSeq)
      reached = fail('CHAIN_GAP', { expected: from, found: lastSeq });
    if (!reached.ok) return reached;
    return ok({ seq, lastSeq, isDone: seq >= lastSeq, head: reached.value.head });
  };
}

/**
 * The signature of the last entry that bears one: it covers the chain up to there, so a history
 * rewritten without the key is found at the price of one check.
 */
export function checkLastSignature(request: VerifyRequest): Result<null> {
  const { store, after } = request;
  const lowest = after?.seq ?? 0;
  for (let seq = store.lastEntry()?.seq ?? 0; seq > lowest; seq -= 1) {
    const stored = store.entry(seq);
    if (stored === undefined) return fail('CHAIN_GAP', { expected: seq, found: seq - 1 });
    if (stored.signature === null) continue;
    const decoded = decodeEntry(stored.text);
    return decoded.ok ? checkSignature(decoded.value, stored, request) : decoded;
  }
  return ok(null);
}

/** The whole check at once; answers the head that was reached. */
export function verifyChain(
  request: VerifyRequest,
  onProgress: (progress: VerifyProgress) => void = () => {},
): Result<ChainHead> {
  const step = startVerification(request);
  for (;;) {
    const progress = step();
    if (!progress.ok) return progress;
    onProgress(progress.value);
    if (progress.value.isDone) return ok(progress.value.head);
  }
}
