/**
 * An HQ in memory behind a line that loses, repeats, delays and reorders, with a clock of its own:
 * everything from one seed. It keeps the real protocol; what it holds can be looked at afterwards.
 */
import { GENESIS_HASH, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { parseBatch, verifyBatch } from '#protocol/batch.ts';
import { signFeed, type FeedItem } from '#protocol/feed.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';
import type { Timers } from '#terminal/ports/system.ts';
import { COUNTER, crypto, makeAuthority, NOW } from '#tests/protocol/authority.ts';

/** Mulberry32: small, and enough to choose faults by. */
export function createChance(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (limit: number): number => Math.floor(next() * limit),
    happens: (share: number): boolean => next() < share,
  };
}
export type Chance = ReturnType<typeof createChance>;

interface Due {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

/** Virtual time: what is due earliest runs first. */
export function createVirtualTime() {
  let now = 0;
  let order = 0;
  let queue: Due[] = [];
  const timers: Timers = {
    after: (delayMs, work) => {
      order += 1;
      const due = { at: now + delayMs, order, work };
      queue.push(due);
      return () => {
        queue = queue.filter((other) => other !== due);
      };
    },
  };
  return {
    timers,
    now: (): Instant => instant(NOW + now),
    clock: { monotonicMs: () => now },
    /** Runs the next thing due, and lets what it started go on. False when nothing is due. */
    async step(): Promise<boolean> {
      queue.sort((a, b) => a.at - b.at || a.order - b.order);
      const due = queue.shift();
      if (due === undefined) return false;
      now = due.at;
      due.work();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      return true;
    },
  };
}
export type VirtualTime = ReturnType<typeof createVirtualTime>;

const authority = makeAuthority();

interface Held {
  readonly seq: number;
  readonly hash: Hash;
  readonly text: string;
}

export class HostileHq {
  readonly entries: Held[] = [];
  /** Every entry that was ever acknowledged, by seq. */
  readonly promised = new Map<number, Hash>();
  feed: FeedItem[] = [];
  /** Share of messages that meet a fault; 0 for a calm line. */
  trouble = 0;
  isDown = false;
  batches = 0;
  readonly #chance: Chance;
  readonly #time: VirtualTime;

  constructor(chance: Chance, time: VirtualTime) {
    this.#chance = chance;
    this.#time = time;
  }

  /** A restored backup: the newest entries are gone. */
  goBack(count: number): void {
    this.entries.splice(Math.max(0, this.entries.length - count));
  }

  #head(): { seq: number; hash: Hash } {
    const last = this.entries.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS_HASH };
  }

  take(text: string): Result<string> {
    this.batches += 1;
    const batch = parseBatch(text);
    if (!batch.ok) return batch;
    const { publicKey } = authority.counter;
    const verified = verifyBatch({ batch: batch.value, publicKey, crypto });
    if (!verified.ok) return verified;
    const head = this.#head();
    const { header, entries } = verified.value;
    if (header.firstSeq > head.seq + 1) {
      return fail('CHAIN_GAP', { expected: head.seq + 1, found: header.firstSeq });
    }
    const other = entries.find(
      ({ seq, hash }) => seq <= head.seq && this.entries[seq - 1]?.hash !== hash,
    );
    const standing = other === undefined ? 'stored' : 'quarantined';
    if (standing === 'stored') {
      for (const entry of entries) if (entry.seq > head.seq) this.entries.push(entry);
      for (const { seq, hash } of entries) this.promised.set(seq, hash);
    }
    return ok(
      signAcknowledgement(
        {
          counterId: header.counterId,
          seq: header.lastSeq,
          headHash: header.headHash,
          receivedAt: this.#time.now(),
          standing,
        },
        authority.server,
      ),
    );
  }

  head(counterId: string): string {
    const { seq, hash: headHash } = this.#head();
    return signHead(
      { counterId: counterId as CounterId, seq, headHash, serverTime: this.#time.now() },
      authority.server,
    );
  }

  feedPage(cursor: number): string {
    const all = this.feed.filter((item) => item.cursor > cursor);
    const items = all.slice(0, 2);
    return signFeed(
      {
        officeId: 'KA-BLR-01' as never,
        counterId: COUNTER,
        afterCursor: cursor,
        nextCursor: items.at(-1)?.cursor ?? cursor,
        hasMore: items.length < all.length,
        serverTime: this.#time.now(),
        items,
      },
      authority.server,
    );
  }

  /** One message there and one back, each with its own fate. */
  #exchange(work: () => Result<string>): Promise<Result<string>> {
    const fate = (): boolean => this.isDown || this.#chance.happens(this.trouble);
    const delay = (): number => 1 + this.#chance.below(this.trouble > 0 ? 3_000 : 20);
    return new Promise((resolve) => {
      const lost = fail('HQ_UNREACHABLE');
      this.#time.timers.after(delay(), () => {
        if (fate()) {
          this.#time.timers.after(delay(), () => resolve(lost));
          return;
        }
        const answer = work();
        // The network may deliver the same message again, long after.
        if (fate()) this.#time.timers.after(delay() * 20, () => void work());
        const back = fate() ? lost : answer;
        this.#time.timers.after(delay(), () => resolve(back));
      });
    });
  }

  transport(): SyncTransport {
    return {
      enrol: () => Promise.resolve(fail('HQ_UNREACHABLE')),
      sendBatch: (batch) => this.#exchange(() => this.take(batch)),
      head: ({ counterId }) => this.#exchange(() => ok(this.head(counterId))),
      feed: ({ cursor }) => this.#exchange(() => ok(this.feedPage(cursor))),
    };
  }
}
