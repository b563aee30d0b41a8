/** Enrolment, head and feed over HTTP: docs/spec/keys.md and feed.md. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { openEnrolment } from '#protocol/enrolment.ts';
import { readFeed } from '#protocol/feed.ts';
import { readHead } from '#protocol/acknowledgement.ts';
import { setUpOffice, setUpStaff } from '#server/fleet/offices.ts';
import { publish } from '#server/store/feed.ts';
import { createPinHasher } from '#adapters/system/pin-hasher.ts';
import { crypto, makeChain, signerNamed } from '#tests/protocol/authority.ts';
import {
  batchText,
  casesOf,
  enrolCounter,
  makeCode,
  office,
  OFFICE,
  postBatch,
  postEnrol,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await setUpOffice(server.database, {
    office,
    keys: server.context.keys,
    at: server.context.now(),
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
});

const errorOf = async (response: Response) =>
  ((await response.json()) as { error?: { code: string } }).error?.code;

const C = (n: number) => `KA-BLR-01-C${n}` as CounterId;

test('K17 a code and a key become a counter that trusts HQ from the code down', async () => {
  const code = await makeCode(server, C(1));
  const signer = signerNamed('one');
  const response = await postEnrol(server, code, signer);
  expect(response.status).toBe(200);
  const text = await response.text();
  const opened = openEnrolment({ text, code, publicKey: signer.publicKey, crypto });
  expect(opened).toMatchObject({
    ok: true,
    value: {
      certificate: { counterId: C(1), issuerKeyId: server.authority.enroller.keyId },
      answer: { officeId: OFFICE },
    },
  });
  const types = opened.ok ? opened.value.feed.items.map((item) => item.type) : [];
  expect(types).toEqual(['sealing_key', 'certificates', 'office']);
});

test('K15 an answer that was lost is given again to the same key, and to no other', async () => {
  const code = await makeCode(server, C(2));
  const first = await postEnrol(server, code, signerNamed('two'));
  const again = await postEnrol(server, code, signerNamed('two'));
  expect([first.status, again.status]).toEqual([200, 200]);
  const certificateOf = async (response: Response) =>
    (
      JSON.parse(((await response.json()) as { payload: string }).payload) as {
        certificate: string;
      }
    ).certificate;
  expect(await certificateOf(again)).toBe(await certificateOf(first));
  const other = await postEnrol(server, code, signerNamed('thief'));
  expect([other.status, await errorOf(other)]).toEqual([403, 'ENROLMENT_CODE_USED']);
});

test('K15 two machines with one code at the same moment: one becomes the counter', async () => {
  const code = await makeCode(server, C(3));
  const both = await Promise.all(
    ['left', 'right'].map((name) => postEnrol(server, code, signerNamed(name))),
  );
  expect(both.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 403]);
});

test('K15 an expired code, a used counter, a key used elsewhere', async () => {
  const expired = await makeCode(server, C(4), server.clock.now - 1);
  const late = await postEnrol(server, expired, signerNamed('late'));
  expect([late.status, await errorOf(late)]).toEqual([403, 'ENROLMENT_CODE_EXPIRED']);
  const second = await makeCode(server, C(1));
  expect(await errorOf(await postEnrol(server, second, signerNamed('new')))).toBe(
    'ENROLMENT_CODE_USED',
  );
  const fresh = await makeCode(server, C(5));
  expect(await errorOf(await postEnrol(server, fresh, signerNamed('one')))).toBe('INPUT_INVALID');
});

test('K16 wrong codes are counted: guessing is stopped', async () => {
  const wrong = 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA';
  const codes: (string | undefined)[] = [];
  for (let i = 0; i < 12; i += 1) {
    codes.push(await errorOf(await postEnrol(server, wrong, signerNamed('guess'))));
  }
  expect(codes.slice(0, 10)).toEqual(Array(10).fill('ENROLMENT_CODE_WRONG'));
  expect(codes.slice(10)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
  server.clock.now += 11 * 60_000;
  expect(await errorOf(await postEnrol(server, wrong, signerNamed('guess')))).toBe(
    'ENROLMENT_CODE_WRONG',
  );
});

async function enrolled(n: number, clockOffsetMs = 0) {
  const counter = await enrolCounter(server, C(n));
  const transport = createHttpTransport({
    hqUrl: server.origin,
    signer: counter.signer,
    clock: { now: () => instant(server.clock.now + clockOffsetMs) },
  });
  return { ...counter, transport };
}
const trust = () => server.authority.trust;

test('F8 only a counter reads its feed, and only its own', async () => {
  const [one, two] = [await enrolled(20), await enrolled(21)];
  const { counterId } = one;
  const text = await one.transport.feed({ counterId, cursor: 0 });
  if (!text.ok) throw new Error(text.error.code);
  const read = readFeed({ text: text.value, counterId, afterCursor: 0, trust: trust(), crypto });
  expect(read.ok).toBe(true);
  expect(await two.transport.feed({ counterId, cursor: 0 })).toMatchObject({
    error: { code: 'MESSAGE_UNREADABLE' },
  });
  const bare = await fetch(`${server.origin}/v1/feed?counterId=${counterId}&cursor=0`);
  expect(bare.status).toBe(422);
  expect(await bare.text()).not.toContain('pinHash');
});

test('F9 a counter whose clock is years off still gets through', async () => {
  const { transport, counterId } = await enrolled(22, -9 * 365 * 86_400_000);
  expect((await transport.feed({ counterId, cursor: 0 })).ok).toBe(true);
  expect((await transport.head({ counterId, acknowledgedSeq: 0 })).ok).toBe(true);
});

test('F5 F7 a roster with PIN hashes reaches the counter, which can check a PIN with it', async () => {
  const at = server.context.now();
  const member = { staffId: 'S770' as never, name: 'Asha', role: 'clerk', pin: '4821' } as const;
  await setUpStaff(server.database, { officeId: OFFICE, staff: [member], at });
  await setUpStaff(server.database, { officeId: OFFICE, staff: [{ ...member, pin: '9' }], at });
  const { transport, counterId } = await enrolled(23);
  const text = await transport.feed({ counterId, cursor: 0 });
  if (!text.ok) throw new Error(text.error.code);
  const feed = readFeed({ text: text.value, counterId, afterCursor: 0, trust: trust(), crypto });
  const rosters = feed.ok ? feed.value.items.filter((item) => item.type === 'roster') : [];
  expect(rosters).toHaveLength(1);
  const pinHash = rosters[0]?.staff[0]?.pinHash ?? '';
  expect(await createPinHasher().matches('4821', pinHash)).toBe(true);
  expect(await createPinHasher().matches('9', pinHash)).toBe(false);
});

test('F4 a long feed comes in pages that the counter can follow', async () => {
  const { transport, counterId } = await enrolled(24);
  const document = 'x'.repeat(500_000);
  for (let i = 0; i < 9; i += 1) {
    await write(server.database, (writer) =>
      publish(writer, OFFICE, {
        content: { type: 'tariff', document: `${i}${document}` },
        subject: `big@${i}`,
        at: 1,
      }),
    );
  }
  let cursor = 0;
  let pages = 0;
  const seen: number[] = [];
  for (let hasMore = true; hasMore; pages += 1) {
    const text = await transport.feed({ counterId, cursor });
    if (!text.ok) throw new Error(text.error.code);
    const of = { text: text.value, counterId, afterCursor: cursor, trust: trust(), crypto };
    const feed = readFeed(of);
    if (!feed.ok) throw new Error(feed.error.code);
    seen.push(...feed.value.items.map((item) => item.cursor));
    ({ nextCursor: cursor, hasMore } = feed.value);
  }
  expect(pages).toBeGreaterThan(2);
  expect(seen).toEqual(seen.map((_, index) => index + 1));
});

test('A7 the head is told, and a counter that knows of more opens a case', async () => {
  const counter = await enrolled(25);
  const { counterId, transport } = counter;
  const chain = makeChain({ count: 3, counterId });
  await postBatch(server, batchText(counter, chain));
  const text = await transport.head({ counterId, acknowledgedSeq: 3 });
  const read = text.ok && readHead({ text: text.value, counterId, trust: trust(), crypto });
  expect(read).toMatchObject({ ok: true, value: { seq: 3, headHash: chain[2]?.hash } });
  expect(await casesOf(server, counterId)).toEqual([]);
  await transport.head({ counterId, acknowledgedSeq: 9 });
  expect(await casesOf(server, counterId)).toEqual(['server_went_back']);
});

test('the line answers in codes: unreachable, refused, garbage, too large', async () => {
  const signer = signerNamed('line');
  const clock = { now: () => instant(server.clock.now) };
  const dead = createHttpTransport({ hqUrl: 'http://127.0.0.1:1', signer, clock });
  expect(await dead.sendBatch('x')).toMatchObject({ error: { code: 'HQ_UNREACHABLE' } });
  const live = createHttpTransport({ hqUrl: server.origin, signer, clock });
  expect(await live.sendBatch('x')).toMatchObject({
    error: { code: 'MESSAGE_UNREADABLE', details: { problem: 'batch header' } },
  });
  expect(await live.enrol({ code: 'x', publicKey: toBase64Url(signer.publicKey) })).toMatchObject({
    error: { code: 'MESSAGE_UNREADABLE' },
  });
  const wrong = createHttpTransport({ hqUrl: `${server.origin}/nowhere`, signer, clock });
  expect((await wrong.feed({ counterId: C(1), cursor: 0 })).ok).toBe(false);
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => event.startsWith('server.fault'))).toEqual([]);
});
