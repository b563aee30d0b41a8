/** The sync worker against an HQ and a line that do their worst. The seed is the bug report. */
import { expect, test } from 'vitest';
import { ok } from '#domain/result.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { Feed, FeedItem } from '#protocol/feed.ts';
import { acknowledged, keepAcknowledged } from '#terminal/sync/acknowledged.ts';
import { createSyncWorker, type SyncWorkerOptions } from '#terminal/sync/worker.ts';
import { COUNTER, crypto, makeAuthority, makeChain } from '#tests/protocol/authority.ts';
import { createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';
import { createSeededRandom } from '#tests/testkit/ports.ts';
import { createChance, createVirtualTime, HostileHq } from './hostile-hq.ts';

const authority = makeAuthority();

function setUp(seed: number, options: Partial<SyncWorkerOptions> = {}) {
  const chance = createChance(seed);
  const time = createVirtualTime();
  const hq = new HostileHq(chance, time);
  const store = createMemoryJournalStore();
  const applied: FeedItem[] = [];
  let cursor = 0;
  const pages: Feed[] = [];
  const worker = createSyncWorker({
    store,
    transport: hq.transport(),
    crypto,
    signer: authority.counter,
    timers: time.timers,
    clock: time.clock,
    random: createSeededRandom(`sync/${seed}`),
    log: { info: () => undefined, warn: () => undefined },
    identity: () => ({ officeId: 'KA-BLR-01', counterId: COUNTER, trust: authority.trust }),
    feedCursor: () => cursor,
    applyFeed: (feed) => {
      pages.push(feed);
      applied.push(...feed.items);
      cursor = feed.nextCursor;
      return ok(null);
    },
    changed: () => undefined,
    ...options,
  });
  const journal: StoredEntry[] = [];
  const write = (count: number, branch = 'boot'): void => {
    const last = journal.at(-1);
    const more = makeChain({ count, branch, ...(last === undefined ? {} : { after: last }) });
    journal.push(...more);
    store.transact((writer) => {
      for (const entry of more) writer.append(entry);
      return ok(null);
    });
    worker.nudge();
  };
  const run = async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i += 1) await time.step();
  };
  const until = async (done: () => boolean, most = 3_000): Promise<void> => {
    for (let i = 0; i < most && !done(); i += 1) await time.step();
  };
  return { chance, time, hq, store, worker, journal, write, run, until, applied, pages };
}

const SEEDS = Array.from({ length: 80 }, (_, index) => index + 1);

test.each(SEEDS)('P4 seed %i: lost, repeated, reordered: each entry arrives once', async (seed) => {
  const it = setUp(seed);
  it.hq.trouble = it.chance.below(40) / 100;
  it.worker.start();
  for (let round = 0; round < 25; round += 1) {
    it.write(1 + it.chance.below(it.chance.happens(0.1) ? 700 : 4));
    it.hq.isDown = it.chance.happens(0.2);
    if (it.chance.happens(0.08)) it.hq.goBack(it.chance.below(30));
    await it.run(1 + it.chance.below(12));
    const known = acknowledged(it.store.read);
    // Nothing counts as acknowledged that HQ has not signed for.
    expect(known.seq === 0 || it.hq.promised.get(known.seq) === known.hash).toBe(true);
  }
  it.hq.isDown = false;
  it.hq.trouble = 0;
  await it.until(() => it.worker.snapshot().toSend === 0 && it.hq.entries.length > 0);
  await it.run(10);
  await it.until(
    () => it.worker.snapshot().toSend === 0 && it.hq.entries.length === it.journal.length,
  );
  expect(it.hq.entries.map((entry) => entry.text)).toEqual(it.journal.map((entry) => entry.text));
  expect(it.worker.snapshot()).toMatchObject({ state: 'online', toSend: 0 });
  it.worker.stop();
  await it.run(20);
});

test('P7 thirty days without a line: nothing is lost, tries grow rarer, all arrives after', async () => {
  const it = setUp(1);
  it.hq.isDown = true;
  it.worker.start();
  it.write(1_300);
  await it.run(400);
  expect(it.worker.snapshot()).toMatchObject({
    state: 'never',
    toSend: 1_300,
    failure: { code: 'HQ_UNREACHABLE' },
  });
  // Forty more steps are some thirteen tries, between ten and twenty seconds apart.
  const begun = makeAuthority() === null ? 0 : it.time.now();
  await it.run(40);
  expect(it.time.now() - begun).toBeGreaterThan((10 * 20_000) / 2);
  it.hq.isDown = false;
  await it.until(() => it.worker.snapshot().toSend === 0);
  expect(it.worker.snapshot()).toMatchObject({ state: 'online', toSend: 0, failure: null });
  // One that overtook another is sent once more.
  expect(it.hq.batches).toBeGreaterThanOrEqual(3);
  expect(it.hq.batches).toBeLessThanOrEqual(5);
});

test('A7 HQ that lost what it had acknowledged is refilled, and it is said', async () => {
  const it = setUp(2);
  it.worker.start();
  it.write(900);
  await it.until(() => it.worker.snapshot().toSend === 0);
  it.hq.goBack(500);
  it.hq.isDown = true;
  it.write(1);
  await it.until(() => it.worker.snapshot().state === 'offline');
  it.hq.isDown = false;
  const seen = new Set<string>();
  await it.until(() => {
    const { failure, toSend } = it.worker.snapshot();
    if (failure !== null) seen.add(failure.code);
    return toSend === 0 && it.hq.entries.length === 901;
  });
  expect(seen).toContain('HQ_WENT_BACK');
  expect(it.hq.entries).toHaveLength(901);
  expect(it.worker.snapshot().failure).toBeNull();
});

test('A7 HQ that went back while the line stayed up answers a gap, and is refilled', async () => {
  const it = setUp(3);
  it.worker.start();
  it.write(40);
  await it.until(() => it.worker.snapshot().toSend === 0);
  it.hq.goBack(25);
  it.write(2);
  await it.until(() => it.hq.entries.length === 42);
  expect(it.hq.entries.map((entry) => entry.hash)).toEqual(it.journal.map((entry) => entry.hash));
});

test('A6 P3 a journal that was restored is told so; its branch is kept apart from HQ’s', async () => {
  const it = setUp(4);
  const other = makeChain({ count: 5, branch: 'the true one' });
  it.write(7);
  it.hq.entries.push(...other);
  it.worker.start();
  await it.until(() => it.worker.snapshot().failure !== null);
  expect(it.worker.snapshot()).toMatchObject({
    failure: { code: 'CHAIN_FORKED', details: { seq: 5 } },
    toSend: 7,
  });
  expect(it.hq.batches).toBe(1);
  expect(it.hq.entries.map(({ hash }) => hash)).toEqual(other.map(({ hash }) => hash));
});

test('A6 a quarantined batch is not counted as acknowledged', async () => {
  const it = setUp(5);
  it.write(7);
  const transport = it.hq.transport();
  const forked = setUp(5, {
    store: it.store,
    transport: {
      ...transport,
      head: () => Promise.resolve(ok(new HostileHq(it.chance, it.time).head(COUNTER))),
    },
    timers: it.time.timers,
  });
  it.hq.entries.push(...makeChain({ count: 5, branch: 'the true one' }));
  forked.worker.start();
  await it.until(() => forked.worker.snapshot().failure !== null);
  expect(forked.worker.snapshot().failure).toMatchObject({ code: 'CHAIN_FORKED' });
  expect(acknowledged(it.store.read).seq).toBe(0);
});

test('A2 an acknowledgement of anybody else, or of other entries, is not believed', async () => {
  const it = setUp(6);
  it.write(3);
  const stranger = makeChain({ count: 3, branch: 'stranger' });
  const otherHq = new HostileHq(it.chance, it.time);
  const lying = setUp(6, {
    store: it.store,
    timers: it.time.timers,
    transport: {
      ...it.hq.transport(),
      sendBatch: (batch) => {
        const real = otherHq.take(batch);
        const hash = it.journal.at(-1)?.hash ?? '';
        const forged = stranger.at(-1)?.hash ?? '';
        return Promise.resolve(real.ok ? ok(real.value.replace(hash, forged)) : real);
      },
    },
  });
  lying.worker.start();
  await it.until(() => lying.worker.snapshot().failure !== null);
  expect(lying.worker.snapshot().failure).toMatchObject({ code: 'SIGNATURE_WRONG' });
  expect(acknowledged(it.store.read).seq).toBe(0);
});

test('F4 the feed is fetched page by page, in order, once', async () => {
  const it = setUp(7);
  it.hq.feed = [1, 2, 5, 6, 9].map((cursor) => ({ cursor, type: 'tariff', document: `${cursor}` }));
  it.hq.trouble = 0.3;
  it.worker.start();
  await it.until(() => it.applied.length === 5);
  await it.run(30);
  expect(it.applied.map((item) => item.cursor)).toEqual([1, 2, 5, 6, 9]);
});

test('F4 charges do not starve the feed, nor ask for it each time', async () => {
  const it = setUp(8, { pollMs: 10_000 });
  it.worker.start();
  await it.until(() => it.pages.length === 1);
  for (let i = 0; i < 40; i += 1) {
    it.write(1);
    await it.until(() => it.worker.snapshot().toSend === 0);
  }
  expect(it.pages.length).toBeLessThan(5);
  await it.until(() => it.pages.length === 6);
  expect(it.pages.length).toBe(6);
});

test('before enrolment nothing is sent, and it is looked for again', async () => {
  let enrolled = false;
  const it = setUp(9, {
    identity: () =>
      enrolled ? { officeId: 'KA-BLR-01', counterId: COUNTER, trust: authority.trust } : null,
  });
  it.worker.start();
  it.write(2);
  await it.run(10);
  expect(it.hq.entries).toHaveLength(0);
  enrolled = true;
  await it.until(() => it.hq.entries.length === 2);
  expect(it.hq.entries).toHaveLength(2);
});

test('what cannot be read of the acknowledged place is only sent again', async () => {
  const it = setUp(10);
  it.write(4);
  it.store.transact((writer) => {
    writer.putSetting('sync-acknowledged', '{"seq":');
    return ok(null);
  });
  expect(acknowledged(it.store.read).seq).toBe(0);
  const last = it.journal.at(-1);
  if (last === undefined) throw new Error('entry');
  expect(keepAcknowledged(it.store, { seq: 4, hash: last.hash, at: null }).ok).toBe(true);
  expect(acknowledged(it.store.read).seq).toBe(4);
});
