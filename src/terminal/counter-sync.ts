/**
 * The sync worker, given what it needs of this counter: who it is, whom it trusts, and what a page of
 * the feed changes. A chain that HQ holds another copy of stops the counter for good (P3).
 */
import type { ErrorCode } from '#domain/errors.ts';
import { ok, type Failure, type Result } from '#domain/result.ts';
import type { Feed } from '#protocol/feed.ts';
import type { SyncSnapshot } from '#contract/snapshot.ts';
import type { Context } from './context.ts';
import { guardReads, stopCounter } from './damage.ts';
import { takeInstrumentNews } from './cash/instruments.ts';
import { forgetFeed, isNews, keepFeed } from './feed-settings.ts';
import { rotateWhenAsked } from './hq-commands.ts';
import { checkOwnHead } from './own-head.ts';
import { clockSettings, feedCursor } from './settings.ts';
import { takeUpiNews } from './upi/news.ts';
import type { SyncIdentity } from './sync/exchange.ts';
import { createSyncWorker, type SyncWorker } from './sync/worker.ts';

/** A counter that stands still sends on what it can vouch for: its own chain, or its branch. */
const SENDS_ON: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CHAIN_FORKED',
  'JOURNAL_COPIED',
  'JOURNAL_WENT_BACK',
  'COUNTER_RETIRED',
]);

export function identityOf(context: Context): SyncIdentity | null {
  const { stopped } = context.memory;
  if (stopped !== null && !SENDS_ON.has(stopped.code)) return null;
  const counter = context.counter();
  const trust = context.trust();
  if (counter === null || trust === null) return null;
  const { officeId, counterId } = counter;
  return { officeId, counterId, trust };
}

export function applyFeed(context: Context, feed: Feed): Result<null> {
  // Nothing is written to a journal that has ended.
  if (context.memory.stopped !== null) return ok(null);
  const received = { feed, wallTimeMs: context.ports.clock.now() };
  context.memory.clock = null;
  if (!isNews(context.ports.store.read, received)) return ok(null);
  const kept = context.recorder().record((act) => {
    keepFeed(act, received);
    return ok(null);
  });
  if (kept.ok && feed.items.length > 0) context.reload();
  if (!kept.ok) return kept;
  const told = takeUpiNews(context);
  return told.ok ? takeInstrumentNews(context) : told;
}

/** What HQ or the disk says that ends this journal. */
const ENDS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CHAIN_FORKED', 'JOURNAL_DAMAGED']);

function watchForEnd(context: Context, failure: Failure | null): void {
  if (failure !== null && ENDS.has(failure.code)) stopCounter(context, failure);
}

/** HQ's time as it was last told, and how far ours was from it. */
function withClock(context: Context, snapshot: SyncSnapshot): SyncSnapshot {
  const { serverTime, skewMs } = clockSettings(context.ports.store.read);
  return serverTime === null ? snapshot : { ...snapshot, clock: { serverTime, skewMs } };
}

export function createCounterSync(context: Context): SyncWorker {
  const worker: SyncWorker = createSyncWorker({
    ...context.ports,
    identity: () => identityOf(context),
    feedCursor: () => feedCursor(context.ports.store.read),
    applyFeed: (feed) => applyFeed(context, feed),
    forgetFeed: () => {
      const { store } = context.ports;
      return store.transact((writer) => {
        forgetFeed(writer);
        return ok(null);
      });
    },
    whenOnline: async () => {
      const rotated = await rotateWhenAsked(context);
      return rotated.ok ? checkOwnHead(context) : rotated;
    },
    changed: () => {
      guardReads(
        context,
        () => watchForEnd(context, worker.snapshot().failure),
        () => undefined,
      );
      context.changed();
    },
  });
  return {
    start: () => worker.start(),
    nudge: () => worker.nudge(),
    lookSoon: () => worker.lookSoon(),
    snapshot: () => withClock(context, worker.snapshot()),
    idle: () => worker.idle(),
    stop: () => worker.stop(),
  };
}
