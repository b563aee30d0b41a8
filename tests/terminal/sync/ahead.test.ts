/** Several batches under way at once (B10): order, what is believed, and when there is only one. */
import { expect, test } from 'vitest';

import { fail, ok, type Result } from '#domain/result.ts';
import { parseBatch } from '#protocol/batch.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';
import { createSender, MOST_UNDER_WAY } from '#terminal/sync/ahead.ts';
import { COUNTER, crypto, makeAuthority, makeChain } from '#tests/protocol/authority.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';
import { createChance, createVirtualTime, HostileHq } from './hostile-hq.ts';

const authority = makeAuthority();
const BATCH = 500;

/** A line on which the test says when each batch arrives and is answered. */
function setUp(entries: number) {
  const time = createVirtualTime();
  const hq = new HostileHq(createChance(1), time);
  const store = createMemoryJournalStore();
  store.transact((writer) => {
    for (const entry of makeChain({ count: entries })) writer.append(entry);
    return ok(null);
  });
  let nowMs = 0;
  const sent: { readonly firstSeq: number; answer(with_?: Result<string>): void }[] = [];
  const sendBatch = (text: string): Promise<Result<string>> =>
    new Promise((resolve) => {
      const { firstSeq } = answered(parseBatch(text)).header;
      sent.push({ firstSeq, answer: (given) => resolve(given ?? hq.take(text)) });
    });
  const sender = createSender(
    {
      store,
      crypto,
      signer: authority.counter,
      transport: { ...hq.transport(), sendBatch },
      clock: { monotonicMs: () => nowMs },
    },
    { officeId: 'KA-BLR-01', counterId: COUNTER, trust: authority.trust },
  );
  return {
    hq,
    sent,
    sender,
    seq: () => acknowledged(store.read).seq,
    pass: (ms: number) => (nowMs += ms),
    firsts: () => sent.map(({ firstSeq }) => firstSeq),
    /** Answers the batches sent so far, from `from` on, in the order in which they were sent. */
    answerAll: () => {
      for (const batch of sent) batch.answer();
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('B10 P4 after the first answer a few are under way, each following the other, never more', async () => {
  const it = setUp(10 * BATCH);
  const first = it.sender.next();
  expect(it.firsts()).toEqual([1]);
  it.answerAll();
  expect(await first).toEqual(ok({ hasMore: true }));
  expect(it.firsts()).toEqual([1, 501, 1001, 1501, 2001]);
  expect(it.sent).toHaveLength(1 + MOST_UNDER_WAY);
  for (let hasMore = true; hasMore;) {
    const next = it.sender.next();
    it.answerAll();
    hasMore = answered(await next).hasMore;
  }
  expect(it.firsts()).toEqual(Array.from({ length: 10 }, (_, n) => n * BATCH + 1));
  expect(it.seq()).toBe(10 * BATCH);
  expect(it.hq.entries).toHaveLength(10 * BATCH);
});

test('B10 P4 an answer that comes early counts for nothing before the one it follows', async () => {
  const it = setUp(4 * BATCH);
  const first = it.sender.next();
  it.answerAll();
  await first;
  const second = it.sender.next();
  // The third batch is answered while the second is not: HQ has a gap before it.
  it.sent[2]?.answer();
  await turn();
  expect(it.seq()).toBe(BATCH);
  it.sent[1]?.answer();
  await second;
  expect(it.seq()).toBe(2 * BATCH);
});

test('B10 A4 one that overtook another is sent again by itself, and that is no failure', async () => {
  const it = setUp(3 * BATCH);
  const first = it.sender.next();
  it.answerAll();
  await first;
  it.sent[2]?.answer();
  it.sent[1]?.answer();
  expect(await it.sender.next()).toEqual(ok({ hasMore: true }));
  // Its answer was CHAIN_GAP: nothing is known of it.
  expect(await it.sender.next()).toEqual(ok({ hasMore: true }));
  expect(it.seq()).toBe(2 * BATCH);
  const again = it.sender.next();
  expect(it.firsts().slice(3)).toEqual([1001]);
  it.answerAll();
  expect(await again).toEqual(ok({ hasMore: false }));
  expect(it.seq()).toBe(3 * BATCH);
});

test('B10 P7 a slow line has one batch at a time', async () => {
  const it = setUp(4 * BATCH);
  for (let n = 1; n <= 4; n += 1) {
    const next = it.sender.next();
    expect(it.sent).toHaveLength(n);
    it.pass(5_000);
    it.answerAll();
    await next;
  }
  expect(it.seq()).toBe(4 * BATCH);
});

test('B10 P7 a batch that fails by itself is a failure; what was ahead of it counts for nothing', async () => {
  const it = setUp(4 * BATCH);
  const first = it.sender.next();
  it.answerAll();
  await first;
  it.sent[1]?.answer(fail('HQ_UNREACHABLE'));
  const failed = it.sender.next();
  it.sent[2]?.answer();
  it.sent[3]?.answer();
  expect(await failed).toEqual(fail('HQ_UNREACHABLE'));
  expect(it.seq()).toBe(BATCH);
  const again = it.sender.next();
  expect(it.firsts().slice(4)).toEqual([501]);
  it.answerAll();
  expect(await again).toEqual(ok({ hasMore: true }));
});
