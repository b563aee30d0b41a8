/**
 * The sync worker, given what it needs of this counter: who it is, whom it trusts, and what a page of
 * the feed changes. A chain that HQ holds another copy of stops the counter for good (P3).
 */
import { ok, type Failure, type Result } from '#domain/result.ts';
import type { Feed } from '#protocol/feed.ts';
import type { Context } from './context.ts';
import { isNews, keepFeed } from './feed-settings.ts';
import { feedCursor, SETTING } from './settings.ts';
import type { SyncIdentity } from './sync/exchange.ts';
import { createSyncWorker, type SyncWorker } from './sync/worker.ts';

function identityOf(context: Context): SyncIdentity | null {
  const counter = context.counter();
  const trust = context.trust();
  if (counter === null || trust === null) return null;
  const { officeId, counterId } = counter;
  return { officeId, counterId, trust };
}

function applyFeed(context: Context, feed: Feed): Result<null> {
  const received = { feed, wallTimeMs: context.ports.clock.now() };
  context.memory.clock = null;
  if (!isNews(context.ports.store.read, received)) return ok(null);
  const kept = context.recorder().record((act) => {
    keepFeed(act, received);
    return ok(null);
  });
  if (kept.ok && feed.items.length > 0) context.reload();
  return kept;
}

/** Kept on the disk: a counter that is switched off and on is still the same copy. */
function stopForGood(context: Context, failure: Failure): void {
  if (context.memory.stopped !== null) return;
  context.memory.stopped = failure;
  const kept = context.ports.store.transact((writer) => {
    writer.putSetting(SETTING.stopped, JSON.stringify(failure));
    return ok(null);
  });
  if (!kept.ok) context.ports.log.warn('stop.unkept', { code: kept.error.code });
}

export function createCounterSync(context: Context): SyncWorker {
  const worker: SyncWorker = createSyncWorker({
    ...context.ports,
    identity: () => identityOf(context),
    feedCursor: () => feedCursor(context.ports.store.read),
    applyFeed: (feed) => applyFeed(context, feed),
    changed: () => {
      const { failure } = worker.snapshot();
      if (failure?.code === 'CHAIN_FORKED') stopForGood(context, failure);
      context.changed();
    },
  });
  return worker;
}
