/**
 * One exchange with HQ each: compare heads, send a batch, fetch a page of the feed. What HQ answers
 * is believed only after its signature has been checked, and only where it fits this very journal.
 */
import { z } from 'zod';

import { isHash, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { readAcknowledgement, readHead } from '#protocol/acknowledgement.ts';
import { readFeed, type Feed } from '#protocol/feed.ts';
import { parseJson } from '#protocol/signed.ts';
import type { Trust } from '#protocol/trust.ts';
import type { JournalStore, StoreReader } from '#terminal/ports/journal-store.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';
import type { Crypto, Signer } from '#terminal/ports/system.ts';
import { acknowledged, hashAt, keepAcknowledged, lastSeq } from './acknowledged.ts';
import { nextBatch } from './outgoing.ts';

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

/**
 * A2, A6: an acknowledgement is believed where HQ signed it and it names an entry of this journal.
 * `sentUpTo` is the last entry that was sent with it; null where it came by file.
 */
export function acceptAcknowledgement(
  ports: Pick<ExchangePorts, 'store' | 'crypto'>,
  identity: SyncIdentity,
  of: { readonly text: string; readonly sentUpTo: number | null },
): Result<null> {
  const { store, crypto } = ports;
  const { counterId, trust } = identity;
  const read = readAcknowledgement({ text: of.text, counterId, trust, crypto });
  if (!read.ok) return read;
  const { seq, headHash, receivedAt, standing } = read.value;
  if (hashAt(store.read, seq) !== headHash || seq > (of.sentUpTo ?? seq)) {
    return fail('MESSAGE_UNREADABLE', { problem: 'acknowledgement of other entries' });
  }
  if (standing === 'quarantined') return fail('CHAIN_FORKED', { seq });
  // An answer that was late may name less than is known by now.
  return seq > acknowledged(store.read).seq
    ? keepAcknowledged(store, { seq, hash: headHash, at: receivedAt })
    : ok(null);
}

const BRANCH_SETTING = 'sync-branch';

const place = z.object({
  seq: z.number().int().min(0),
  hash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
});

/** How far HQ has this counter's branch of a forked chain; from the last acknowledged entry on. */
function branchKept(store: StoreReader): z.infer<typeof place> {
  const known = acknowledged(store);
  const kept = place.safeParse(parseJson(store.setting(BRANCH_SETTING) ?? ''));
  return kept.success && kept.data.seq > known.seq ? kept.data : known;
}

/** A6: the next batch of a branch, to be kept at HQ in quarantine. It acknowledges nothing. */
export async function sendBranch(
  ports: ExchangePorts,
  identity: SyncIdentity,
): Promise<Result<{ readonly hasMore: boolean }>> {
  const { store, transport, signer, crypto } = ports;
  const batch = nextBatch({ source: store.read, signer, identity, after: branchKept(store.read) });
  if (batch === null) return ok({ hasMore: false });
  const answer = await transport.sendBatch(batch.text);
  if (!answer.ok) return answer;
  const { counterId, trust } = identity;
  const read = readAcknowledgement({ text: answer.value, counterId, trust, crypto });
  if (!read.ok) return read;
  const { seq, headHash: hash } = read.value;
  if (seq !== batch.lastSeq || hash !== batch.headHash) {
    return fail('MESSAGE_UNREADABLE', { problem: 'acknowledgement of other entries' });
  }
  const kept = store.transact((writer) => {
    writer.putSetting(BRANCH_SETTING, JSON.stringify({ seq, hash }));
    return ok(null);
  });
  return kept.ok ? ok({ hasMore: seq < lastSeq(store.read) }) : kept;
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
  ports: Pick<ExchangePorts, 'transport' | 'crypto' | 'store'>,
  identity: SyncIdentity,
  cursor: number,
): Promise<Result<Feed>> {
  const { counterId, trust } = identity;
  const answer = await ports.transport.feed({ counterId, cursor, seq: lastSeq(ports.store.read) });
  if (!answer.ok) return answer;
  const { crypto } = ports;
  return readFeed({ text: answer.value, counterId, afterCursor: cursor, trust, crypto });
}

export const toSend = (store: StoreReader): number =>
  Math.max(0, lastSeq(store) - acknowledged(store).seq);
