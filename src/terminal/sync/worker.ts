/**
 * The sync worker: sends the journal to HQ while there is something to send and fetches what HQ has
 * to say. It never holds up a charge: the line may be dead for a month. Rules: docs/spec/batch.md,
 * acknowledgement.md and feed.md.
 */
import type { SyncSnapshot } from '#contract/snapshot.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import type { Feed } from '#protocol/feed.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import type { Log, Random, Timers } from '#terminal/ports/system.ts';
import { acknowledged } from './acknowledged.ts';
import { createSender, type AheadPorts } from './ahead.ts';
import { backoffMs, type BackoffSettings } from './backoff.ts';
import { pastChange } from './past.ts';
import { compareHeads, fetchFeed, sendBranch, toSend, type SyncIdentity } from './exchange.ts';

export interface SyncWorkerOptions extends AheadPorts {
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Null before enrolment, and where no trust can be built. Asked anew on every round. */
  readonly identity: () => SyncIdentity | null;
  readonly feedCursor: () => number;
  /** Puts a verified page into the settings, its cursor included, in one transaction. */
  readonly applyFeed: (feed: Feed) => Result<null>;
  /** HQ's feed ends before our cursor: it is read again from the start. */
  readonly forgetFeed?: () => Result<null>;
  /** What needs the line and is neither journal nor feed: done once a round. */
  readonly whenOnline?: () => Promise<Result<null>>;
  /** The snapshot has changed. */
  readonly changed: () => void;
  readonly backoff?: BackoffSettings;
  /** Between two looks at the feed while there is nothing to send. */
  readonly pollMs?: number;
}

export interface SyncWorker {
  start(): void;
  /** Something was written: send it soon. Does not cut short the pause after a failure. */
  nudge(): void;
  /** Something is awaited from HQ: looks at the feed now, not only when its time has come. */
  lookSoon(): void;
  snapshot(): SyncSnapshot;
  /** Resolves when no round is under way. */
  idle(): Promise<void>;
  stop(): void;
}

const POLL_MS = 15_000;
/** A line that is back is noticed soon, by tries that ask no more of HQ than looking at the feed does. */
const BACKOFF: BackoffSettings = { firstMs: 1_000, longestMs: 20_000 };
/** The network's or HQ's own trouble: it passes by itself. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'HQ_UNREACHABLE',
  'DATABASE_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'SERVER_FAULT',
]);

/** A journal that cannot be read is an answer like any other; the counter stops on it. */
function readFault(error: unknown): Result<never> {
  if (error instanceof StoreFault) return { ok: false, error: error.failure };
  throw error;
}

class Worker implements SyncWorker {
  readonly #of: SyncWorkerOptions;
  #state: SyncSnapshot['state'];
  #failure: Failure | null = null;
  /** Kept in sight until what HQ lost has been sent again. */
  #loss: Failure | null = null;
  #failures = 0;
  /** Heads are compared when the line comes back, before anything is sent. */
  #compared = false;
  #round: Promise<void> | null = null;
  #again = false;
  #stopped = true;
  #stopListening: (() => void) | null = null;
  #cancelPoll: (() => void) | null = null;
  #cancelBackoff: (() => void) | null = null;
  /** The feed is looked at on a round of its own pace, not with every charge. */
  #feedDue = true;

  constructor(of: SyncWorkerOptions) {
    this.#of = of;
    this.#state = acknowledged(of.store.read).at === null ? 'never' : 'offline';
  }

  start(): void {
    this.#stopped = false;
    this.#begin();
  }

  nudge(): void {
    if (this.#stopped) return;
    if (this.#round !== null) this.#again = true;
    else if (this.#cancelBackoff === null) this.#begin();
  }

  lookSoon(): void {
    this.#feedDue = true;
    this.nudge();
  }

  snapshot(): SyncSnapshot {
    const { store } = this.#of;
    return {
      state: this.#state,
      toSend: toSend(store.read),
      lastAcknowledgedAt: acknowledged(store.read).at,
      failure: this.#failure ?? this.#loss ?? pastChange(store.read),
    };
  }

  async idle(): Promise<void> {
    while (this.#round !== null) await this.#round;
  }

  stop(): void {
    this.#stopped = true;
    this.#unschedule();
    this.#stopListening?.();
    this.#stopListening = null;
  }

  #unschedule(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = null;
    this.#cancelBackoff?.();
    this.#cancelBackoff = null;
  }

  #pollLater(): void {
    if (this.#stopped || this.#cancelPoll !== null) return;
    this.#cancelPoll = this.#of.timers.after(this.#of.pollMs ?? POLL_MS, () => {
      this.#cancelPoll = null;
      this.#feedDue = true;
      this.nudge();
    });
  }

  #tryLater(delayMs: number): void {
    this.#unschedule();
    if (this.#stopped) return;
    this.#cancelBackoff = this.#of.timers.after(delayMs, () => {
      this.#cancelBackoff = null;
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#stopped || this.#round !== null) return;
    this.#round = this.#run().finally(() => {
      this.#round = null;
      const again = this.#again && this.#cancelBackoff === null;
      this.#again = false;
      if (again) this.#begin();
    });
  }

  async #run(): Promise<void> {
    const identity = this.#of.identity();
    if (identity === null) {
      this.#pollLater();
      return;
    }
    const answer = await this.#exchange(identity).catch(readFault);
    if (answer.ok) this.#succeeded();
    else this.#failed(answer.error);
    this.#of.changed();
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#failure = null;
    this.#state = 'online';
    this.#pollLater();
  }

  #failed(failure: Failure): void {
    this.#failures += 1;
    this.#failure = failure;
    this.#compared = false;
    this.#feedDue = true;
    if (PASSING.has(failure.code)) {
      if (this.#state === 'online') this.#state = 'offline';
    } else {
      this.#state = 'online';
      this.#of.log.warn('sync.refused', { code: failure.code });
    }
    const { random, backoff = BACKOFF } = this.#of;
    this.#tryLater(backoffMs(this.#failures, backoff, random));
  }

  async #exchange(identity: SyncIdentity): Promise<Result<null>> {
    if (!this.#compared) {
      const compared = await this.#compare(identity);
      if (!compared.ok) return compared;
    }
    const sent = await this.#send(identity);
    if (!sent.ok) return sent;
    this.#listen(identity);
    const fetched = this.#feedDue ? await this.#fetch(identity) : sent;
    if (!fetched.ok || this.#stopped) return fetched;
    return this.#of.whenOnline?.() ?? fetched;
  }

  /** A hint over the open line has the feed looked at at once; without one it is polled. */
  #listen({ counterId }: SyncIdentity): void {
    if (this.#stopListening !== null || this.#stopped) return;
    const { transport } = this.#of;
    const stop = transport.listen?.({
      counterId,
      onNews: () => {
        this.#feedDue = true;
        this.nudge();
      },
      onEnd: () => {
        this.#stopListening = null;
      },
    });
    this.#stopListening = stop ?? null;
  }

  async #compare(identity: SyncIdentity): Promise<Result<null>> {
    const standing = await compareHeads(this.#of, identity);
    if (!standing.ok) {
      return standing.error.code === 'CHAIN_FORKED' ? this.#branch(identity, standing) : standing;
    }
    this.#compared = true;
    this.#state = 'online';
    if (this.#failure !== null && PASSING.has(this.#failure.code)) this.#failure = null;
    if (standing.value === 'went_back') {
      const { seq } = acknowledged(this.#of.store.read);
      this.#loss = fail('HQ_WENT_BACK', { seq }).error;
      this.#of.log.warn('sync.hq_went_back', { seq });
      this.#of.changed();
    }
    return ok(null);
  }

  /** A6: our branch of a forked chain goes to HQ all the same, to be kept there; then we stand. */
  async #branch(identity: SyncIdentity, forked: Result<never>): Promise<Result<never>> {
    while (!this.#stopped) {
      const sent = await sendBranch(this.#of, identity);
      if (!sent.ok) return PASSING.has(sent.error.code) ? sent : forked;
      if (!sent.value.hasMore) break;
    }
    return forked;
  }

  async #send(identity: SyncIdentity): Promise<Result<null>> {
    const sender = createSender(this.#of, identity);
    while (!this.#stopped) {
      const sent = await sender.next();
      if (!sent.ok) return sent;
      this.#state = 'online';
      if (!sent.value.hasMore) break;
      this.#of.changed();
    }
    this.#loss = null;
    return ok(null);
  }

  async #fetch(identity: SyncIdentity): Promise<Result<null>> {
    while (!this.#stopped) {
      const cursor = this.#of.feedCursor();
      const feed = await fetchFeed(this.#of, identity, cursor);
      if (!feed.ok) {
        const isBehind = feed.error.code === 'FEED_WENT_BACK' && cursor > 0;
        const forgotten = isBehind ? (this.#of.forgetFeed?.() ?? feed) : feed;
        if (!forgotten.ok) return forgotten;
        continue;
      }
      if (feed.value.skipped.length > 0) {
        this.#of.log.warn('sync.feed_items_skipped', { items: feed.value.skipped.length });
      }
      const applied = this.#of.applyFeed(feed.value);
      if (!applied.ok) return applied;
      if (!feed.value.hasMore) break;
    }
    this.#feedDue = false;
    return ok(null);
  }
}

export const createSyncWorker = (options: SyncWorkerOptions): SyncWorker => new Worker(options);
