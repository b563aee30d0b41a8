/**
 * HQ's database killed with `kill -9` while batches come in, and started again over its files: what was
 * acknowledged is there, to the byte. A database that does not flush its commits must be seen to lose
 * some here, else this would be blind.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import {
  databaseUrl,
  newPassword,
  startPrivateDatabase,
  type PrivateDatabase,
} from '#build/database/private-database.ts';
import type { CounterId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { makeChain } from '#tests/protocol/authority.ts';

import {
  batchText,
  enrolCounter,
  postBatch,
  startTestServer,
  type TestCounter,
  type TestServer,
} from './testkit.ts';

const account = { user: 'raseed', password: newPassword(), schema: 'raseed' };
const KILLS = 4;
const COUNTERS = 3;
const BATCH = 10;
const MAX_ENTRIES = 6_000;

let folder: string;
let database: PrivateDatabase;
let server: TestServer;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-killed-'));
});
afterEach(async () => {
  await server.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Profile = 'durable' | 'fast';

const startDatabase = (profile: Profile): Promise<PrivateDatabase> =>
  startPrivateDatabase({ folder, profile, accounts: [account] });

async function startAll(profile: Profile): Promise<void> {
  database = await startDatabase(profile);
  const url = databaseUrl(database, account);
  server = await startTestServer({ schema: { url, drop: () => Promise.resolve() } });
}

interface Sending {
  readonly counter: TestCounter;
  readonly chain: readonly StoredEntry[];
  /** HQ's word for it came back. */
  acknowledged: number;
  /** Codes of what was not taken. */
  readonly refusals: Set<string>;
}

async function makeSender(index: number): Promise<Sending> {
  const counter = await enrolCounter(server, `KA-BLR-01-C${50 + index}` as CounterId);
  const chain = makeChain({
    count: MAX_ENTRIES,
    counterId: counter.counterId,
    keyId: counter.signer.keyId,
  });
  return { counter, chain, acknowledged: 0, refusals: new Set() };
}

/** The next batch; the same one again until it is acknowledged. */
async function sendNext(sending: Sending): Promise<void> {
  const { counter, chain, acknowledged } = sending;
  const entries = chain.slice(acknowledged, acknowledged + BATCH);
  const before = chain[acknowledged - 1];
  const of = before === undefined ? {} : { prevHash: before.hash };
  const answer = await postBatch(server, batchText(counter, entries, of));
  if (answer.ack !== null) sending.acknowledged = answer.ack.seq;
  else {
    sending.refusals.add(answer.error?.code ?? String(answer.status));
    await wait(20);
  }
}

async function sendWhile(goesOn: () => boolean, sending: Sending): Promise<void> {
  while (goesOn() && sending.acknowledged + BATCH <= MAX_ENTRIES) await sendNext(sending);
}

async function held(sending: Sending): Promise<readonly string[]> {
  const rows = await server.database.read.rows<{ text: string }>(
    'SELECT text FROM entry WHERE counter_id = ? ORDER BY seq',
    [sending.counter.counterId],
  );
  return rows.map(({ text }) => text);
}

const total = (all: readonly Sending[]): number =>
  all.reduce((sum, { acknowledged }) => sum + acknowledged, 0);

/**
 * Kills the database in the middle of the traffic, when so many more entries have been acknowledged,
 * and starts it again; answers how many of those are missing.
 */
async function killOnce(all: readonly Sending[], of: { profile: Profile; afterEntries: number }) {
  let isOn = true;
  const until = total(all) + of.afterEntries;
  const traffic = all.map((sending) => sendWhile(() => isOn, sending));
  while (total(all) < until) await wait(1);
  process.kill(database.pid, 'SIGKILL');
  await database.ended;
  isOn = false;
  await Promise.all(traffic);
  database = await startDatabase(of.profile);
  const missing = await Promise.all(
    all.map(async (sending) => sending.acknowledged - (await held(sending)).length),
  );
  return missing.filter((count) => count > 0);
}

/** Never the same moment. */
const afterEntries = (kill: number): number => BATCH * (3 + ((kill * 7) % 20));

test('P4 HQ’s database killed while batches come in: nothing acknowledged is lost', async () => {
  await startAll('durable');
  const all = await Promise.all(Array.from({ length: COUNTERS }, (_, index) => makeSender(index)));
  for (let kill = 0; kill < KILLS; kill += 1) {
    expect(await killOnce(all, { profile: 'durable', afterEntries: afterEntries(kill) })).toEqual(
      [],
    );
  }
  for (const sending of all) {
    const until = sending.acknowledged + 5 * BATCH;
    await sendWhile(() => sending.acknowledged < until, sending);
    const texts = sending.chain.slice(0, sending.acknowledged).map(({ text }) => text);
    expect(await held(sending)).toEqual(texts);
    // Never refused for a gap or a fork: only for want of a database.
    expect([...sending.refusals]).toEqual(['DATABASE_UNAVAILABLE']);
  }
  expect(server.warnings.filter((warning) => warning.startsWith('server.fault'))).toEqual([]);
}, 180_000);

test('a database that does not flush its commits is seen to lose some', async () => {
  await startAll('fast');
  const all = [await makeSender(0)];
  let lost = 0;
  for (let kill = 0; kill < 6 && lost === 0; kill += 1) {
    lost = (await killOnce(all, { profile: 'fast', afterEntries: afterEntries(kill) })).length;
  }
  expect(lost).toBeGreaterThan(0);
}, 180_000);
