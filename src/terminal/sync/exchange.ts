/**
 * One exchange with HQ each: compare heads, send a batch, fetch a page of the feed. What HQ answers
 * is believed only after its signature has been checked, and only where it fits this very journal.
 */
import type { CounterId, Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { readAcknowledgement, readHead } from '#protocol/acknowledgement.ts';
import { buildBatch, MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '#protocol/batch.ts';
import { readFeed, type Feed } from '#protocol/feed.ts';
import type { Trust } from '#protocol/trust.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { JournalStore, StoreReader } from '#terminal/ports/journal-store.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';
import type { Crypto, Signer } from '#terminal/ports/system.ts';
import { acknowledged, hashAt, keepAcknowledged, lastSeq } from './acknowledged.ts';

/** Whom HQ knows this counter as, and whom this counter believes. Null before enrolment. */
export interface SyncIdentity {
  readonly officeId: string;
  readonly counterId: CounterId;
  readonly trust: Trust;
}

export interface ExchangePorts {
  readonly store: JournalStore;
  readonly transport: SyncTransport;
  readonly crypto: Crypto;
  readonly signer: Signer;
}

/** Characters of a batch's texts; bytes are at most three times as many. */
const TARGET_CHARS = MAX_BATCH_BYTES / 4;

/** As many entries as fit; at least one. */
function fit(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  let chars = 0;
  const end = entries.findIndex(({ text }, index) => {
    chars += text.length;
    return index > 0 && chars > TARGET_CHARS;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

interface Outgoing {
  readonly text: string;
  readonly lastSeq: number;
}

function nextBatch(
  ports: ExchangePorts,
  identity: SyncIdentity,
  after: { readonly seq: number; readonly hash: Hash },
): Outgoing | null {
  const store = ports.store.read;
  const entries = fit(store.entries(after.seq + 1, MAX_BATCH_ENTRIES));
  const last = entries.at(-1);
  if (last === undefined) return null;
  const { officeId, counterId } = identity;
  const privateLines = store.privateRecords(after.seq + 1, last.seq);
  const { signer } = ports;
  const prevHash = after.hash;
  const text = buildBatch({ officeId, counterId, prevHash, entries, privateLines, signer });
  return { text, lastSeq: last.seq };
}

/** Sends what follows the last acknowledged entry. Answers whether more waits. */
export async function sendNext(
  ports: ExchangePorts,
  identity: SyncIdentity,
): Promise<Result<{ readonly hasMore: boolean }>> {
  const { store, transport, crypto } = ports;
  const before = acknowledged(store.read);
  const batch = nextBatch(ports, identity, before);
  if (batch === null) return ok({ hasMore: false });
  const answer = await transport.sendBatch(batch.text);
  if (!answer.ok) return answer;
  const { counterId, trust } = identity;
  const read = readAcknowledgement({ text: answer.value, counterId, trust, crypto });
  if (!read.ok) return read;
  const { seq, headHash, receivedAt, standing } = read.value;
  if (hashAt(store.read, seq) !== headHash || seq > batch.lastSeq) {
    return fail('MESSAGE_UNREADABLE', { problem: 'acknowledgement of other entries' });
  }
  if (standing === 'quarantined') return fail('CHAIN_FORKED', { seq });
  // An answer that was late may name less than is known by now.
  const now = acknowledged(store.read);
  if (seq > now.seq) {
    const kept = keepAcknowledged(store, { seq, hash: headHash, at: receivedAt });
    if (!kept.ok) return kept;
  }
  return ok({ hasMore: acknowledged(store.read).seq < lastSeq(store.read) });
}

export type HeadStanding = 'agrees' | 'went_back';

/**
 * A7: both sides compare heads. HQ ahead of this journal, or with another entry at the same place,
 * means that this journal was restored or copied: CHAIN_FORKED. HQ behind what it acknowledged has
 * lost entries: they are sent again.
 */
export async function compareHeads(
  ports: ExchangePorts,
  identity: SyncIdentity,
): Promise<Result<HeadStanding>> {
  const { store, transport, crypto } = ports;
  const { counterId, trust } = identity;
  const known = acknowledged(store.read);
  const answer = await transport.head({ counterId, acknowledgedSeq: known.seq });
  if (!answer.ok) return answer;
  const read = readHead({ text: answer.value, counterId, trust, crypto });
  if (!read.ok) return read;
  const { seq, headHash } = read.value;
  const ours = hashAt(store.read, seq);
  if (ours === null || ours !== headHash) return fail('CHAIN_FORKED', { seq });
  if (seq >= known.seq) return ok('agrees');
  const kept = keepAcknowledged(store, { seq, hash: headHash, at: known.at });
  return kept.ok ? ok('went_back') : kept;
}

export async function fetchFeed(
  ports: Pick<ExchangePorts, 'transport' | 'crypto'>,
  identity: SyncIdentity,
  cursor: number,
): Promise<Result<Feed>> {
  const { counterId, trust } = identity;
  const answer = await ports.transport.feed({ counterId, cursor });
  if (!answer.ok) return answer;
  const { crypto } = ports;
  return readFeed({ text: answer.value, counterId, afterCursor: cursor, trust, crypto });
}

export const toSend = (store: StoreReader): number =>
  Math.max(0, lastSeq(store) - acknowledged(store).seq);
