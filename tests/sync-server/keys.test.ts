/** Keys replaced, counters retired, cloned and set up anew, end to end over HTTP. */
import * as fs from 'node:fs';

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { CommandKind } from '#domain/journal/kinds.ts';
import { instant } from '#domain/time.ts';
import { signRotation } from '#protocol/rotation.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { askCounters, type Asked } from '#server/fleet/ask.ts';
import { hashPin } from '#server/fleet/offices.ts';
import { successorOf } from '#server/store/counter-keys.ts';
import { counterById } from '#server/store/fleet.ts';
import { publish } from '#server/store/feed.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { signerNamed } from '#tests/protocol/authority.ts';
import { CLERK, MANAGER, PINS } from '#tests/testkit/counter.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { testCrypto } from '#tests/testkit/ports.ts';
import { newFolder, startAtHq, toSend, until, type CounterAtHq } from './counter-at-hq.ts';
import {
  casesOf,
  countRows,
  OFFICE,
  office,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

let server: TestServer;
const running: CounterAtHq[] = [];
let next = 40;
const nextId = (): CounterId => `KA-BLR-01-C${(next += 1)}` as CounterId;

beforeAll(async () => {
  server = await startTestServer();
  const staff = await Promise.all(
    [CLERK, MANAGER].map(async (staffId) => ({
      staffId,
      name: staffId,
      role: staffId === MANAGER ? ('manager' as const) : ('clerk' as const),
      pinHash: `test:${PINS[staffId] ?? ''}`.padEnd(20, ' '),
    })),
  );
  expect((await hashPin('1234')).startsWith('scrypt$')).toBe(true);
  await write(server.database, async (writer) => {
    const at = instant(server.clock.now);
    await publish(writer, OFFICE, { content: { type: 'office', office }, subject: '', at });
    await publish(writer, OFFICE, { content: { type: 'roster', staff }, subject: '', at });
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
});
beforeEach(() => {
  running.length = 0;
});
afterEach(async () => {
  for (const each of running) {
    await each.stop();
    fs.rmSync(each.files.folder, { recursive: true, force: true });
  }
});

async function started(...of: Parameters<typeof startAtHq>): Promise<CounterAtHq> {
  const counter = await startAtHq(...of);
  running.push(counter);
  return counter;
}

async function stopped(counter: CounterAtHq): Promise<void> {
  await counter.stop();
  running.splice(running.indexOf(counter), 1);
}

const ask = async (
  command: CommandKind,
  to: CounterId | null,
  more: Partial<Asked> = {},
): Promise<void> => {
  const staffId = 'S9001';
  answered(await askCounters(server.context, { officeId: OFFICE, to, command, staffId, ...more }));
};

const online = (counter: CounterAtHq): Promise<void> =>
  until(
    () => toSend(counter) === 0 && counter.counter.terminal.clerkSnapshot().sync.state === 'online',
  );

/** What the office's chain says of a counter's life. */
async function factsAbout(counterId: CounterId): Promise<string[]> {
  const rows = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 500 });
  return rows
    .map(({ text }) => JSON.parse(text) as { kind: string; body: { counterId?: string } })
    .filter(({ kind, body }) => body.counterId === counterId && kind.startsWith('counter.'))
    .map(({ kind }) => kind);
}

async function visit(counter: CounterAtHq): Promise<void> {
  await counter.counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await counter.counter.do('signOut', {});
}

test('K18 K20 K21 F10 F12 a key is replaced because HQ asks: no entry between, nothing refused', async () => {
  const counterId = nextId();
  const at = await started(server, newFolder(), { counterId });
  await visit(at);
  await online(at);
  const before = at.ports.signer?.keyId;
  await ask('rotate_key', counterId);
  await until(() => at.counter.kinds().includes('key.rotated'));
  await visit(at);
  await until(() => toSend(at) === 0);
  expect(at.ports.signer?.keyId).not.toBe(before);
  expect(at.counter.kinds().filter((kind) => kind === 'command.received')).toHaveLength(1);
  const held = await counterById(server.database.read, { officeId: OFFICE, counterId });
  expect(held?.keyId).toBe(at.ports.signer?.keyId);
  expect(await projectCounter(server.context, { officeId: OFFICE, counterId })).toBe(true);
  expect(await casesOf(server, counterId)).toEqual([]);
  expect(await factsAbout(counterId)).toEqual(['counter.enrolled', 'counter.key_rotated']);
  const keys = at.ports.keyRing?.all() ?? new Map();
  const identity = { officeId: OFFICE, counterId };
  const request = { store: at.store.read, crypto: testCrypto, identity, keys };
  expect(answered(verifyChain(request)).seq).toBe(at.store.read.lastEntry()?.seq);
  await stopped(at);
  const again = await started(server, at.files);
  expect(again.ports.signer?.keyId).toBe(held?.keyId);
  await visit(again);
  await online(again);
});

test('J17 after its last entry the old key signs nothing more', async () => {
  const counterId = nextId();
  const at = await started(server, newFolder(), { counterId });
  await online(at);
  await ask('rotate_key', null);
  await until(() => at.counter.kinds().includes('key.rotated') && toSend(at) === 0);
  const seqs = at.store.read.entries(1, 1_000).map(({ text }) => JSON.parse(text) as Entry);
  const rotated = seqs.findIndex(({ kind }) => kind === 'key.rotated');
  const under = seqs.map(({ keyId }) => keyId);
  expect(new Set(under.slice(0, rotated + 1)).size).toBe(1);
  expect(under.slice(rotated + 1)).not.toContain(under[0]);
});
interface Entry {
  readonly kind: string;
  readonly keyId: string;
}

test('K19 a rotation that both keys have not signed is refused', async () => {
  const at = await started(server, newFolder(), { counterId: nextId() });
  const counter = at.counter.terminal.clerkSnapshot().counter.counterId as CounterId;
  const stranger = signerNamed('stranger');
  const now = instant(server.clock.now);
  const text = signRotation(
    { officeId: OFFICE, counterId: counter, next: stranger, at: now },
    stranger,
  );
  const post = (body: string) =>
    fetch(`${server.origin}/v1/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  expect((await post(text)).status).toBe(422);
  expect((await post('{"payload":"x","signatures":[]}')).status).toBe(400);
  expect((await post('null')).status).toBe(400);
});

test('J18 F10 a counter that HQ retires ends its journal, and HQ has all of it', async () => {
  const counterId = nextId();
  const at = await started(server, newFolder(), { counterId });
  await online(at);
  await ask('retire', counterId);
  const phase = () => at.counter.terminal.clerkSnapshot().phase;
  await until(() => phase() === 'stopped' && toSend(at) === 0);
  expect(at.counter.kinds().at(-1)).toBe('counter.retired');
  const { stopped: why } = at.counter.terminal.clerkSnapshot();
  expect([why?.failure.code, why?.canStartAnew]).toEqual(['COUNTER_RETIRED', false]);
  expect(await at.counter.refusal('signIn', { staffId: CLERK, pin: '1' })).not.toBe('');
  expect(await factsAbout(counterId)).toEqual(['counter.enrolled', 'counter.retired']);
  await stopped(at);
  const again = await started(server, at.files);
  expect(again.counter.terminal.clerkSnapshot().stopped?.failure.code).toBe('COUNTER_RETIRED');
});

test('F10 F11 a message from HQ is shown until its time is over', async () => {
  const counterId = nextId();
  const at = await started(server, newFolder(), { counterId });
  await online(at);
  const texts = { en: 'Bring the stamped book at noon.', hi: 'दोपहर में पुस्तिका लाएँ।' };
  await ask('message', counterId, { texts, until: instant(server.clock.now + 60_000) });
  const shown = () => at.counter.terminal.clerkSnapshot().messages ?? [];
  await until(() => shown().length === 1);
  expect(shown()).toEqual([texts]);
  expect(at.counter.terminal.clerkSnapshot().sync.clock?.skewMs).toBeDefined();
});

test('A6 J21 K22 K23 P3 two copies with one key: one stops, its branch is kept, its device starts anew', async () => {
  const counterId = nextId();
  const at = await started(server, newFolder(), { counterId });
  await visit(at);
  await online(at);
  const head = at.store.read.lastEntry();
  await stopped(at);
  const copy = newFolder();
  fs.cpSync(at.files.folder, copy.folder, { recursive: true });
  const original = await started(server, at.files);
  await visit(original);
  await online(original);
  await stopped(original);
  const offline = await started(server, copy, { isOffline: true });
  offline.clock.pass(1_000);
  await visit(offline);
  await visit(offline);
  await stopped(offline);
  const clone = await started(server, copy);
  await until(() => clone.counter.terminal.clerkSnapshot().phase === 'stopped');
  expect(clone.counter.terminal.clerkSnapshot().stopped?.failure.code).toBe('CHAIN_FORKED');
  await until(async () => (await countRows(server, 'quarantine', counterId)) === 1);
  expect(await casesOf(server, counterId)).toContain('fork');
  await clone.counter.do('startAnew', {});
  expect(clone.restarts()).toBe(1);
  await stopped(clone);
  const successor = nextId();
  const anew = await started(server, copy, { counterId: successor });
  expect(anew.counter.terminal.clerkSnapshot().phase).toBe('signed_out');
  expect(anew.counter.bodies('counter.enrolled')[0]).toMatchObject({
    successorOf: { counterId, headHash: head?.hash },
  });
  expect(await successorOf(server.database.read, { officeId: OFFICE, counterId })).toBe(successor);
  expect(await casesOf(server, counterId)).toContain('counter_succeeded');
  expect(fs.existsSync(`${copy.folder}/aside/${counterId}/journal.sqlite`)).toBe(true);
  await visit(anew);
  await online(anew);
});

test('K23 a device names a predecessor of its own office alone, and each has one successor', async () => {
  const gone = nextId();
  const { makeCode } = await import('./testkit.ts');
  const { toBase64Url } = await import('#protocol/encoding.ts');
  const named = async (predecessor: string, successor: CounterId) => {
    const response = await fetch(`${server.origin}/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        code: await makeCode(server, successor),
        publicKey: toBase64Url(signerNamed(successor).publicKey),
        successorOf: { counterId: predecessor, seq: 0, headHash: '0'.repeat(64) },
      }),
    });
    return response.status;
  };
  expect(await named('KA-BLR-01-C999', nextId())).toBe(404);
  const at = await started(server, newFolder(), { counterId: gone });
  await online(at);
  expect(await named(gone, nextId())).toBe(200);
  expect(await named(gone, nextId())).toBe(403);
});
