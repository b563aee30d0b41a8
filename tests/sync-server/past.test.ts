/**
 * Whole counters that remember HQ's past, against a real server that is put back to an older state,
 * tells another past, or holds another head: TR10, TR11 (docs/spec/transparency.md), F13 (feed.md).
 */
import * as fs from 'node:fs';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { toHex } from '#domain/bytes.ts';
import type { CounterId } from '#domain/ids.ts';
import { addDays, instant, istDate } from '#domain/time.ts';
import { askCounters } from '#server/fleet/ask.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { publish } from '#server/store/feed.ts';
import { bringRootsUpToDate } from '#server/transparency/daily-root.ts';
import { CLERK, PINS } from '#tests/testkit/counter.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { newFolder, startAtHq, toSend, until, type CounterAtHq } from './counter-at-hq.ts';
import { casesOf, office, OFFICE, startTestServer, write, type TestServer } from './testkit.ts';

const DAY = 86_400_000;

let server: TestServer;
const running: CounterAtHq[] = [];

beforeAll(async () => {
  server = await startTestServer();
  await write(server.database, async (writer) => {
    const at = instant(server.clock.now);
    await publish(writer, OFFICE, { content: { type: 'office', office }, subject: '', at });
    const pinHash = `test:${PINS[CLERK] ?? ''}`.padEnd(20, ' ');
    const staff = [{ staffId: CLERK, name: CLERK, role: 'clerk' as const, pinHash }];
    await publish(writer, OFFICE, { content: { type: 'roster', staff }, subject: '', at });
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
});
afterEach(async () => {
  for (const each of running.splice(0)) {
    await each.stop();
    fs.rmSync(each.files.folder, { recursive: true, force: true });
  }
  server.clock.now += 40 * DAY;
});

let number = 500;
async function enrolled(): Promise<CounterAtHq> {
  number += 1;
  const counterId = `${OFFICE}-C${number}` as CounterId;
  const at = await startAtHq(server, newFolder(), { counterId });
  running.push(at);
  await visit(at);
  return at;
}

async function visit(at: CounterAtHq): Promise<void> {
  await at.counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await at.counter.do('signOut', {});
  await until(() => toSend(at) === 0);
}

const idOf = ({ store }: CounterAtHq): CounterId => {
  const entry = JSON.parse(store.read.lastEntry()?.text ?? '{}') as { counterId: CounterId };
  return entry.counterId;
};
const failureOf = ({ counter }: CounterAtHq) => counter.terminal.clerkSnapshot().sync.failure?.code;
const headSeen = ({ store }: CounterAtHq) =>
  JSON.parse(store.read.setting('head-seen') ?? 'null') as { date: string; seq: number } | null;

/** The next day's root, told to the counter, and its own head looked for under it. */
async function nextRoot(at: CounterAtHq): Promise<void> {
  server.clock.now += DAY;
  const date = addDays(istDate(instant(server.clock.now)), -1);
  answered(await bringRootsUpToDate(server.context));
  await until(() => headSeen(at)?.date === date);
}

const complaints = ({ counter }: CounterAtHq): number =>
  counter.kinds().filter((kind) => kind === 'hq.past_changed').length;

/** The complaint is in sight, once in the journal, and a case at HQ. */
async function complained(at: CounterAtHq): Promise<void> {
  await until(() => failureOf(at) === 'HQ_PAST_CHANGED');
  await until(() => complaints(at) === 1 && toSend(at) === 0);
  const counterId = idOf(at);
  await projectCounter(server.context, { officeId: OFFICE, counterId });
  expect(await casesOf(server, counterId)).toContain('past_changed');
  // Charging goes on.
  await visit(at);
  expect(complaints(at)).toBe(1);
}

test('TR9 TR11 an honest HQ: each day’s root holds this counter’s own head, and nobody complains', async () => {
  const at = await enrolled();
  await nextRoot(at);
  const first = headSeen(at);
  await visit(at);
  await nextRoot(at);
  expect(headSeen(at)?.seq).toBeGreaterThan(first?.seq ?? 0);
  expect(failureOf(at)).toBeUndefined();
  expect(complaints(at)).toBe(0);
});

test('TR10 F13 a server that was put back and tells another past: noticed, journaled, a case, ended by HQ', async () => {
  const at = await enrolled();
  const cursorBefore = await server.database.read.rows<{ feed_cursor: number }>(
    'SELECT feed_cursor FROM office WHERE office_id = ?',
    [OFFICE],
  );
  await nextRoot(at);
  // Restored to the state before that root: it and its news are gone, as if they had never been.
  const cursor = cursorBefore[0]?.feed_cursor ?? 0;
  await write(server.database, async (writer) => {
    await writer.run('DELETE FROM feed_item WHERE cursor_no > ?', [cursor]);
    await writer.run('UPDATE office SET feed_cursor = ? WHERE office_id = ?', [cursor, OFFICE]);
    await writer.run('DELETE FROM daily_root');
    await writer.run('DELETE FROM daily_head');
  });
  const fedUpTo = () => Number(at.store.read.setting('feed-cursor'));
  await until(() => fedUpTo() === cursor);
  expect(await casesOf(server, idOf(at))).toContain('server_went_back');
  // It makes that day's root anew: another document, at another moment.
  server.clock.now += 1_000;
  answered(await bringRootsUpToDate(server.context));
  await complained(at);
  const to = idOf(at);
  const asked = { officeId: OFFICE, to, command: 'accept_past', staffId: 'S9002' } as const;
  answered(await askCounters(server.context, asked));
  await until(() => failureOf(at) === undefined);
  await nextRoot(at);
  expect(complaints(at)).toBe(1);
});

async function withHead(
  of: { readonly counterId: string; readonly seq: number; readonly hash: string },
  work: () => Promise<void>,
): Promise<void> {
  const key = [OFFICE, of.counterId];
  const where = 'WHERE office_id = ? AND counter_id = ?';
  const [held] = await server.database.read.rows<{ seq: number; head_hash: Uint8Array }>(
    `SELECT seq, head_hash FROM counter_head ${where}`,
    key,
  );
  const put = (seq: number, hash: string) =>
    write(server.database, (writer) =>
      writer.run(`UPDATE counter_head SET seq = ?, head_hash = ? ${where}`, [
        seq,
        Buffer.from(hash, 'hex'),
        ...key,
      ]),
    );
  await put(of.seq, of.hash);
  await work();
  await put(held?.seq ?? 0, toHex(held?.head_hash ?? new Uint8Array(32)));
}

test('TR11 a root over another head than this counter’s own is complained of', async () => {
  const at = await enrolled();
  await nextRoot(at);
  const { seq = 0 } = headSeen(at) ?? {};
  await withHead({ counterId: idOf(at), seq, hash: 'ab'.repeat(32) }, () => nextRoot(at));
  await complained(at);
});

test('TR11 a root that leaves out a counter whose head it once held is complained of', async () => {
  const at = await enrolled();
  await nextRoot(at);
  await withHead({ counterId: idOf(at), seq: 0, hash: '0'.repeat(64) }, () => nextRoot(at));
  await complained(at);
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => /fault/.test(event))).toEqual([]);
});
