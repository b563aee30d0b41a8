/** A stick to HQ and back: BF1 to BF8 of docs/spec/by-file.md, between real counters and a real HQ. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { CounterId, Hash, PrivateRef } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { parseFileName } from '#protocol/file-names.ts';
import { giveStick, takeStick } from '#server/by-file/stick.ts';
import { publish } from '#server/store/feed.ts';
import { SETTING } from '#terminal/settings.ts';
import { CLERK, MANAGER, PINS } from '#tests/testkit/counter.ts';
import {
  APPROVAL,
  newFolder,
  startAtHq,
  toSend,
  until,
  type CounterAtHq,
} from './counter-at-hq.ts';
import { countRows, OFFICE, office, startTestServer, write, type TestServer } from './testkit.ts';

let server: TestServer;
const running: CounterAtHq[] = [];
let next = 70;

const member = (staffId: typeof CLERK) => ({
  staffId,
  name: staffId,
  role: staffId === MANAGER ? ('manager' as const) : ('clerk' as const),
  pinHash: `test:${PINS[staffId] ?? ''}`.padEnd(20, ' '),
});

beforeAll(async () => {
  server = await startTestServer();
  const at = instant(server.clock.now);
  await write(server.database, async (writer) => {
    const staff = [CLERK, MANAGER].map(member);
    await publish(writer, OFFICE, { content: { type: 'office', office }, subject: '', at });
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
});

interface Far {
  readonly at: CounterAtHq;
  readonly counterId: CounterId;
  readonly stick: string;
}

/** A counter that was enrolled and has had no line since, with some work to send. */
async function farAway(visits = 3): Promise<Far> {
  const counterId = `KA-BLR-01-C${(next += 1)}` as CounterId;
  const enrolled = await startAtHq(server, newFolder(), { counterId });
  await until(() => toSend(enrolled) === 0);
  await enrolled.stop();
  const at = await startAtHq(server, enrolled.files, { isOffline: true });
  running.push(at);
  for (let n = 0; n < visits; n += 1) {
    await at.counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
    await at.counter.do('signOut', {});
  }
  return { at, counterId, stick: at.files.stick };
}

const exported = ({ at, stick }: Far) =>
  at.counter.do('exportSync', { placeId: stick, ...APPROVAL });
const imported = ({ at, stick }: Far) =>
  at.counter.do('importSync', { placeId: stick, ...APPROVAL });
const filesOn = (stick: string, kind: string) =>
  fs.readdirSync(stick).filter((name) => parseFileName(name)?.kind === kind);

async function newNotice(): Promise<void> {
  const content = {
    type: 'office',
    office: { ...office, complaintNumber: String(1900 + next) },
  } as const;
  const at = instant(server.clock.now);
  await write(server.database, (writer) => publish(writer, OFFICE, { content, subject: '', at }));
}

test('BF1 BF3 BF5 BF6 P7 there and back: HQ holds everything, the counter knows it, the feed came too', async () => {
  const far = await farAway();
  await newNotice();
  const out = await exported(far);
  expect(out.toSeq).toBe(far.at.store.read.lastEntry()?.seq);
  const taken = await takeStick(server.context, far.stick);
  expect(taken).toEqual({ done: 1, problems: [] });
  expect(await giveStick(server.context, far.stick)).toEqual({ done: 1, problems: [] });
  expect(await countRows(server, 'entry', far.counterId)).toBe(out.toSeq);
  const back = await imported(far);
  expect(back).toMatchObject({ acknowledgedSeq: out.toSeq, problems: [] });
  expect(back.feedItems).toBeGreaterThan(0);
  expect(toSend(far.at)).toBe(0);
  expect(far.at.store.read.setting('office')).toContain(`"complaintNumber":"${1900 + next}"`);
});

test('BF4 P4 the same stick again, both ways, changes nothing', async () => {
  const far = await farAway();
  await exported(far);
  const names = fs.readdirSync(far.stick);
  await exported(far);
  expect(fs.readdirSync(far.stick)).toEqual(names);
  await takeStick(server.context, far.stick);
  await giveStick(server.context, far.stick);
  const acknowledgements = filesOn(far.stick, 'ack').map((name) =>
    fs.readFileSync(join(far.stick, name)),
  );
  const held = await countRows(server, 'entry', far.counterId);
  await takeStick(server.context, far.stick);
  expect(await countRows(server, 'entry', far.counterId)).toBe(held);
  const again = filesOn(far.stick, 'ack').map((name) => fs.readFileSync(join(far.stick, name)));
  expect(again).toEqual(acknowledgements);
  const first = await imported(far);
  const second = await imported(far);
  expect(second).toMatchObject({ acknowledgedSeq: first.acknowledgedSeq, problems: [] });
  expect(second.feedItems).toBe(0);
});

test('BF2 BF7 a stick with several counters: each takes its own, and a renamed file is nobody’s', async () => {
  const [one, two] = [await farAway(), await farAway()];
  await exported(one);
  await exported(two);
  for (const name of fs.readdirSync(two.stick)) {
    fs.copyFileSync(join(two.stick, name), join(one.stick, name));
  }
  expect((await takeStick(server.context, one.stick)).done).toBe(2);
  await giveStick(server.context, one.stick);
  const [foreign = ''] = filesOn(one.stick, 'ack').filter((name) => name.startsWith(two.counterId));
  const disguised = `${one.counterId}.000009999.ack.zst`;
  fs.renameSync(join(one.stick, foreign), join(one.stick, disguised));
  const back = await imported(one);
  expect(back.problems).toEqual([{ file: disguised, code: 'FILE_FOREIGN' }]);
  expect(toSend(one.at)).toBe(0);
  expect(toSend(two.at)).toBeGreaterThan(0);
});

test('BF7 BF11 a file that is cut short or changed is named, and the others are used', async () => {
  const far = await farAway();
  await exported(far);
  const [batch = ''] = filesOn(far.stick, 'batch');
  const whole = fs.readFileSync(join(far.stick, batch));
  fs.writeFileSync(join(far.stick, batch), whole.subarray(0, whole.length - 40));
  expect(await takeStick(server.context, far.stick)).toEqual({
    done: 0,
    problems: [{ file: batch, code: 'SEAL_CUT_SHORT' }],
  });
  const changed = Uint8Array.from(whole);
  changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1;
  fs.writeFileSync(join(far.stick, batch), changed);
  expect((await takeStick(server.context, far.stick)).problems).toEqual([
    { file: batch, code: 'SEAL_BROKEN' },
  ]);
  fs.writeFileSync(join(far.stick, batch), whole);
  expect((await takeStick(server.context, far.stick)).problems).toEqual([]);
  await giveStick(server.context, far.stick);
  const [ack = ''] = filesOn(far.stick, 'ack');
  fs.truncateSync(join(far.stick, ack), 30);
  const back = await imported(far);
  expect(back.problems).toEqual([{ file: ack, code: 'FILE_DAMAGED' }]);
  expect(toSend(far.at)).toBeGreaterThan(0);
});

test('BF5 the feed is given to who signed for it, and to nobody else', async () => {
  const far = await farAway();
  await exported(far);
  const [ask = ''] = filesOn(far.stick, 'ask');
  const other = `KA-BLR-01-C1.ask.zst`;
  fs.writeFileSync(join(far.stick, other), Buffer.from('no file of ours'));
  const given = await giveStick(server.context, far.stick);
  expect(given.problems).toEqual([{ file: other, code: 'FILE_DAMAGED' }]);
  expect(given.done).toBe(1);
  expect(ask).toBe(`${far.counterId}.ask.zst`);
  expect(filesOn(far.stick, 'feed').every((name) => name.startsWith(far.counterId))).toBe(true);
});

test('BF9 BF12 P10 what is private on a stick is read by its receiver and by nobody else', async () => {
  const [one, two] = [await farAway(), await farAway()];
  const citizen = { language: 'hi', payer: 'Sunita Devi', beneficiary: null } as const;
  const details = { ...citizen, applicationRef: 'AP-1', mobile: '9876543212' };
  const { counter } = one.at;
  await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  const ref = 'ab'.repeat(16) as PrivateRef;
  one.at.store.transact((writer) => {
    const seq = writer.lastEntry()?.seq ?? 0;
    const text = JSON.stringify(details);
    writer.putPrivate({ ref, salt: 'A'.repeat(43), text, digest: 'cd'.repeat(32) as Hash }, seq);
    return { ok: true, value: null };
  });
  for (const far of [one, two]) {
    await exported(far);
    expect(await takeStick(server.context, far.stick)).toMatchObject({ problems: [] });
    expect(await giveStick(server.context, far.stick)).toMatchObject({ problems: [] });
  }
  const unpacked = fs.readdirSync(one.stick).map((name) => {
    const bytes = fs.readFileSync(join(one.stick, name));
    return name.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes;
  });
  const onStick = Buffer.concat(unpacked).toString('latin1');
  for (const secret of ['Sunita', '9876543212', 'test:', 'pinHash', 'staffId']) {
    expect(onStick, secret).not.toContain(secret);
  }
  const [theirs = ''] = filesOn(two.stick, 'feed');
  const [ours = ''] = filesOn(one.stick, 'feed');
  fs.copyFileSync(join(two.stick, theirs), join(one.stick, ours));
  const back = await imported(one);
  expect(back.problems).toEqual([{ file: ours, code: 'SEALED_FOR_ANOTHER' }]);
  expect(toSend(one.at)).toBe(0);
});

test('BF11 a counter that was never told how to seal writes nothing, and says so', async () => {
  const far = await farAway(1);
  far.at.store.transact((writer) => {
    writer.putSetting(SETTING.sealingKey, '""');
    return { ok: true, value: null };
  });
  expect(await far.at.counter.refusal('exportSync', { placeId: far.stick, ...APPROVAL })).toBe(
    'SEAL_KEY_MISSING',
  );
  expect(fs.readdirSync(far.stick)).toEqual([]);
});

test('BF8 a manager stands beside it; a stick that is gone, full or empty is said', async () => {
  const far = await farAway(1);
  const { counter } = far.at;
  const places = await counter.do('exchangePlaces', {});
  expect(places.map(({ placeId }) => placeId)).toEqual([far.stick]);
  const wrong = { placeId: far.stick, approverId: MANAGER, approverPin: '0000' };
  expect(await counter.refusal('exportSync', wrong)).toBe('PIN_WRONG');
  far.at.clock.pass(60_000);
  const clerk = { placeId: far.stick, approverId: CLERK, approverPin: PINS[CLERK] };
  expect(await counter.refusal('exportSync', clerk)).toBe('NOT_A_MANAGER');
  expect(await counter.refusal('importSync', { placeId: far.stick, ...APPROVAL })).toBe(
    'EXCHANGE_NOTHING',
  );
  const elsewhere = { placeId: '/etc', ...APPROVAL };
  expect(await counter.refusal('exportSync', elsewhere)).toBe('EXCHANGE_PLACE_MISSING');
  fs.rmSync(far.stick, { recursive: true });
  expect(await counter.refusal('exportSync', { placeId: far.stick, ...APPROVAL })).toBe(
    'EXCHANGE_PLACE_MISSING',
  );
});

test('BF3 the program refuses what it is not told', () => {
  const program = join(import.meta.dirname, '../../sync-server/by-file/main.ts');
  const run = spawnSync(process.execPath, [program, 'bring'], { encoding: 'utf8' });
  expect([run.status, run.stderr]).toEqual([64, 'Say `import FOLDER` or `export FOLDER`.\n']);
});
