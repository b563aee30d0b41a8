/**
 * Sending without waiting for each answer: while the line is quick a few batches are under way at
 * once. Their answers are taken in the journal's order and each is believed by itself (A2), so what
 * counts as acknowledged never has a gap. A batch that failed and was sent ahead of an answer may
 * only have overtaken the one before it: it is sent again by itself before its failure counts.
 */
import type { Hash } from '#domain/ids.ts';
import { ok, type Result } from '#domain/result.ts';
import type { Clock } from '#terminal/ports/system.ts';
import { acknowledged, lastSeq } from './acknowledged.ts';
import { acceptAcknowledgement, type ExchangePorts, type SyncIdentity } from './exchange.ts';
import { nextBatch, type Outgoing } from './outgoing.ts';

/** Batches under way at once, on a quick line. */
export const MOST_UNDER_WAY = 4;
/** A line that took longer for the last answer has no room for more than one. */
const QUICK_MS = 2_000;

export interface AheadPorts extends ExchangePorts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

interface UnderWay {
  readonly batch: Outgoing;
  readonly sentAtMs: number;
  readonly isAhead: boolean;
  readonly answer: Promise<Result<string>>;
}

export interface Sender {
  /** Takes the next answer. `hasMore`: something is not acknowledged yet. */
  next(): Promise<Result<{ readonly hasMore: boolean }>>;
}

/** Sends what follows the last acknowledged entry, batch after batch. */
export function createSender(ports: AheadPorts, identity: SyncIdentity): Sender {
  const { store, signer, transport, clock } = ports;
  const underWay: UnderWay[] = [];
  let most = 1;
  /** Up to where entries were sent; null: begin after the last acknowledged one. */
  let sent: { readonly seq: number; readonly hash: Hash } | null = null;

  function sendAhead(): void {
    while (underWay.length < most) {
      const after = sent ?? acknowledged(store.read);
      const batch = nextBatch({ source: store.read, signer, identity, after });
      if (batch === null) return;
      sent = { seq: batch.lastSeq, hash: batch.headHash };
      const isAhead = underWay.length > 0;
      const sentAtMs = clock.monotonicMs();
      underWay.push({ batch, sentAtMs, isAhead, answer: transport.sendBatch(batch.text) });
    }
  }

  /** What is under way counts for nothing: it is sent again, alone, from what is acknowledged on. */
  async function beginAgain(): Promise<void> {
    most = 1;
    sent = null;
    await Promise.all(underWay.splice(0).map(({ answer }) => answer));
  }

  async function take({ batch, sentAtMs, isAhead, answer }: UnderWay): Promise<Result<null>> {
    const text = await answer;
    if (!text.ok) {
      await beginAgain();
      return isAhead ? ok(null) : text;
    }
    const isQuick = clock.monotonicMs() - sentAtMs <= QUICK_MS;
    most = isQuick ? MOST_UNDER_WAY : 1;
    // The next ones are on their way while this answer is checked and kept.
    sendAhead();
    const of = { text: text.value, sentUpTo: batch.lastSeq };
    const accepted = acceptAcknowledgement(ports, identity, of);
    const isWhole = acknowledged(store.read).seq >= batch.lastSeq;
    if (!accepted.ok || !isWhole) await beginAgain();
    return accepted;
  }

  return {
    next: async () => {
      sendAhead();
      const first = underWay.shift();
      if (first === undefined) return ok({ hasMore: false });
      const taken = await take(first);
      return taken.ok ? ok({ hasMore: acknowledged(store.read).seq < lastSeq(store.read) }) : taken;
    },
  };
}
