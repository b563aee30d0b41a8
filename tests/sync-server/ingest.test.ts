/** Batches into the database: docs/spec/batch.md and acknowledgement.md, over HTTP. */
import { request } from 'node:http';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#domain/bytes.ts';
import type { CounterId, Hash } from '#domain/ids.ts';
import { hashEntry } from '#domain/journal/chain.ts';
import { readAcknowledgement } from '#protocol/acknowledgement.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { MAX_QUARANTINED_BATCHES, putQuarantine } from '#server/store/entries.ts';
import { crypto, makeChain, signerNamed } from '#tests/protocol/authority.ts';
import {
  batchText,
  casesOf,
  countRows,
  enrolCounter,
  OFFICE,
  postBatch,
  postBytes,
  startTestServer,
  write,
  type TestCounter,
  type TestServer,
} from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

let counters = 10;
const newCounter = (): Promise<TestCounter> =>
  enrolCounter(server, `KA-BLR-01-C${(counters += 1)}` as CounterId);
const chainOf = (counter: TestCounter, count: number, branch?: string) =>
  makeChain({
    count,
    counterId: counter.counterId,
    keyId: counter.signer.keyId,
    ...(branch === undefined ? {} : { branch }),
  });
const lastHash = (entries: readonly { hash: Hash }[]): { prevHash: Hash } => {
  const last = entries.at(-1);
  if (last === undefined) throw new Error('an entry');
  return { prevHash: last.hash };
};

test('A1 P3 a batch is stored as it came and acknowledged with the server’s signature', async () => {
  const counter = await newCounter();
  const chain = chainOf(counter, 700);
  const first = await postBatch(server, batchText(counter, chain.slice(0, 500)));
  expect(first.status).toBe(200);
  const second = await postBatch(
    server,
    batchText(counter, chain.slice(500), lastHash(chain.slice(0, 500))),
  );
  const { trust } = server.authority;
  const read = readAcknowledgement({
    text: second.text,
    counterId: counter.counterId,
    trust,
    crypto,
  });
  expect(read).toMatchObject({
    ok: true,
    value: { seq: 700, headHash: chain.at(-1)?.hash, standing: 'stored' },
  });
  const rows = await server.database.read.rows<{ text: string; hash: Uint8Array }>(
    'SELECT text, hash FROM entry WHERE counter_id = ? ORDER BY seq',
    [counter.counterId],
  );
  expect(rows.map((row) => row.text)).toEqual(chain.map((entry) => entry.text));
  expect(rows.map((row) => Buffer.from(row.hash).toString('hex'))).toEqual(
    chain.map((entry) => entry.hash),
  );
});

test('A3 P4 the same batch again gets the very same acknowledgement, and nothing twice', async () => {
  const counter = await newCounter();
  const text = batchText(counter, chainOf(counter, 5));
  const first = await postBatch(server, text);
  server.clock.now += 5_000;
  const again = await postBatch(server, text);
  expect(again.text).toBe(first.text);
  expect(await countRows(server, 'entry', counter.counterId)).toBe(5);
});

test('A3 P4 a batch that overlaps what is held adds only what is new', async () => {
  const counter = await newCounter();
  const chain = chainOf(counter, 9);
  await postBatch(server, batchText(counter, chain.slice(0, 5)));
  const text = batchText(counter, chain.slice(2), lastHash(chain.slice(0, 2)));
  expect((await postBatch(server, text)).ack).toMatchObject({ seq: 9, standing: 'stored' });
  expect(await countRows(server, 'entry', counter.counterId)).toBe(9);
});

test('A3 P4 sent ten times at once, stored once', async () => {
  const counter = await newCounter();
  const text = batchText(counter, chainOf(counter, 50));
  const answers = await Promise.all(Array.from({ length: 10 }, () => postBatch(server, text)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
  expect(await countRows(server, 'entry', counter.counterId)).toBe(50);
});

test('A4 a gap is answered with what is expected', async () => {
  const counter = await newCounter();
  const chain = chainOf(counter, 9);
  const text = batchText(counter, chain.slice(4), lastHash(chain.slice(0, 4)));
  const answer = await postBatch(server, text);
  expect(answer).toMatchObject({
    status: 409,
    error: { code: 'CHAIN_GAP', details: { expected: 1, found: 5 } },
  });
});

test('B10 P4 batches that overtake each other on the way are stored in order, each once', async () => {
  const counter = await newCounter();
  const chain = chainOf(counter, 40);
  const starts = [30, 10, 20, 0];
  const answers = await Promise.all(
    starts.map((from) => {
      const before = from === 0 ? {} : lastHash(chain.slice(0, from));
      return postBatch(server, batchText(counter, chain.slice(from, from + 10), before));
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await countRows(server, 'entry', counter.counterId)).toBe(40);
});

test('A6 P3 P4 a fork is kept aside, acknowledged as such, and does not block the line', async () => {
  const counter = await newCounter();
  const [ours, theirs] = [chainOf(counter, 6), chainOf(counter, 6, 'restored')];
  await postBatch(server, batchText(counter, ours.slice(0, 4)));
  const fork = batchText(counter, theirs.slice(0, 5));
  const answer = await postBatch(server, fork);
  expect(answer).toMatchObject({ status: 200, ack: { seq: 5, standing: 'quarantined' } });
  expect((await postBatch(server, fork)).text).toBe(answer.text);
  // What follows the forked branch belongs to it.
  const more = batchText(counter, theirs.slice(5), lastHash(theirs.slice(0, 5)));
  expect((await postBatch(server, more)).ack).toMatchObject({ standing: 'quarantined' });
  const rest = batchText(counter, ours.slice(4), lastHash(ours.slice(0, 4)));
  expect((await postBatch(server, rest)).ack).toMatchObject({ seq: 6, standing: 'stored' });
  expect(await countRows(server, 'quarantine', counter.counterId)).toBe(2);
  expect(await casesOf(server, counter.counterId)).toEqual(['fork', 'fork']);
});

test('A6 quarantine has an end: what is kept stays, more is refused and a person told', async () => {
  const counter = await newCounter();
  const [ours, theirs] = [chainOf(counter, 2), chainOf(counter, 2, 'restored')];
  await postBatch(server, batchText(counter, ours));
  const fork = batchText(counter, theirs);
  expect((await postBatch(server, fork)).ack).toMatchObject({ standing: 'quarantined' });
  const { counterId } = counter;
  await write(server.database, async (writer) => {
    for (let n = 1; n < MAX_QUARANTINED_BATCHES; n += 1) {
      const batchHash = sha256(utf8(`branch ${n}`));
      const row = { officeId: OFFICE, counterId, batchHash, headHash: lastHash(theirs).prevHash };
      const range = { firstSeq: 1, lastSeq: 1, reason: 'fork', receivedAt: 1, body: '' };
      await putQuarantine(writer, { ...row, ...range });
    }
  });
  const another = batchText(counter, chainOf(counter, 2, 'a third'));
  expect((await postBatch(server, another)).error?.code).toBe('QUARANTINE_FULL');
  expect((await postBatch(server, another)).error?.code).toBe('QUARANTINE_FULL');
  // What is kept already is acknowledged as ever, and the line of the first branch is open.
  expect((await postBatch(server, fork)).ack).toMatchObject({ standing: 'quarantined' });
  expect(await casesOf(server, counterId)).toEqual(['fork', 'quarantine_full']);
  expect(await countRows(server, 'quarantine', counterId)).toBe(MAX_QUARANTINED_BATCHES);
  const chain = chainOf(counter, 3);
  const rest = batchText(counter, chain.slice(2), lastHash(chain.slice(0, 2)));
  expect((await postBatch(server, rest)).ack).toMatchObject({ seq: 3, standing: 'stored' });
});

test('A6 a branch that begins right after the head is a fork too', async () => {
  const counter = await newCounter();
  const [ours, theirs] = [chainOf(counter, 2), chainOf(counter, 3, 'restored')];
  await postBatch(server, batchText(counter, ours));
  const text = batchText(counter, theirs.slice(2), lastHash(theirs.slice(0, 2)));
  expect((await postBatch(server, text)).ack).toMatchObject({ standing: 'quarantined' });
});

test('B6 P3 one byte changed: refused, and nothing stored', async () => {
  const counter = await newCounter();
  const text = batchText(counter, chainOf(counter, 3));
  for (const at of [1, 2, 3]) {
    const entry = await postBatch(server, text.replace(`"byMs":${at}`, '"byMs":7'));
    expect(entry).toMatchObject({ status: 422 });
  }
  const head = await postBatch(server, text.replace('"lastSeq":3', '"lastSeq":4'));
  expect(head.status).toBeGreaterThanOrEqual(400);
  expect(await countRows(server, 'entry', counter.counterId)).toBe(0);
  // Whoever sits on the line cannot fill the quarantine: one row for one signed header, at most.
  expect(await countRows(server, 'quarantine', counter.counterId)).toBeLessThanOrEqual(1);
});

test('B6 B11 an unknown counter, another counter’s key, a stranger’s key: refused', async () => {
  const [a, b] = [await newCounter(), await newCounter()];
  const unknown = { counterId: 'KA-BLR-01-C999' as CounterId, signer: a.signer };
  expect(await postBatch(server, batchText(unknown, chainOf(unknown, 1)))).toMatchObject({
    status: 404,
    error: { code: 'COUNTER_UNKNOWN' },
  });
  const posing = { counterId: b.counterId, signer: a.signer };
  expect((await postBatch(server, batchText(posing, chainOf(posing, 1)))).error?.code).toBe(
    'SIGNATURE_WRONG',
  );
  const stranger = { ...signerNamed('stranger'), keyId: a.signer.keyId };
  const forged = { counterId: a.counterId, signer: { ...stranger } };
  for (const count of [1, 2, 3]) {
    const answer = await postBatch(server, batchText(forged, chainOf(a, count)));
    expect(answer.error?.code).toBe('SIGNATURE_WRONG');
  }
  // People are told once a day, and nothing of it is kept.
  expect(await casesOf(server, a.counterId)).toEqual(['batch_forged']);
  expect(await casesOf(server, b.counterId)).toEqual(['batch_forged']);
  for (const table of ['entry', 'quarantine'])
    expect(await countRows(server, table, a.counterId)).toBe(0);
});

test('B7 P4 entries of another counter, of no known kind, unreadable: stored, then a case', async () => {
  const counter = await newCounter();
  const [first] = chainOf(counter, 1);
  if (first === undefined) throw new Error('entry');
  const foreignText = first.text.replace(counter.counterId, 'KA-BLR-01-C998');
  const foreign = { ...first, text: foreignText, hash: hashEntry(foreignText, crypto.sha256) };
  const [next] = makeChain({ count: 1, after: foreign, counterId: counter.counterId });
  if (next === undefined) throw new Error('entry');
  const newText = next.text.replace('clock.jumped', 'moon.landed');
  const newKind = { ...next, text: newText, hash: hashEntry(newText, crypto.sha256) };
  const poison = { seq: 3, text: '{"', signature: null, hash: hashEntry('{"', crypto.sha256) };
  const [last] = makeChain({ count: 1, after: poison, counterId: counter.counterId });
  if (last === undefined) throw new Error('entry');
  const text = batchText(counter, [foreign, newKind, poison, last]);
  expect(await postBatch(server, text)).toMatchObject({ status: 200, ack: { seq: 4 } });
  await projectCounter(server.context, { officeId: OFFICE, counterId: counter.counterId });
  expect(await countRows(server, 'entry', counter.counterId)).toBe(4);
  expect(await casesOf(server, counter.counterId)).toEqual([
    'entry_of_another_counter',
    'entry_unreadable',
    'unknown_kind',
  ]);
});

test('B7 P3 a well-signed batch whose chain is broken inside is kept as evidence', async () => {
  const counter = await newCounter();
  const [a, b] = chainOf(counter, 3);
  const other = chainOf(counter, 3, 'other')[2];
  if (!a || !b || !other) throw new Error('entries');
  const answer = await postBatch(server, batchText(counter, [a, b, other]));
  expect(answer).toMatchObject({ status: 422, error: { code: 'CHAIN_BROKEN' } });
  expect(await casesOf(server, counter.counterId)).toEqual(['chain_broken']);
  expect(await countRows(server, 'entry', counter.counterId)).toBe(0);
});

const compress = promisify(zstdCompress);

test('B9 truncated, foreign and empty bodies are refused with a code', async () => {
  const counter = await newCounter();
  const body = await compress(Buffer.from(batchText(counter, chainOf(counter, 20))));
  for (const bad of [body.subarray(0, body.length - 9), Buffer.from('hello'), Buffer.alloc(0)]) {
    const answer = await postBytes(server, bad);
    expect(answer.status).toBe(400);
    expect(answer.error?.code).toBe('MESSAGE_UNREADABLE');
  }
  const flipped = Buffer.from(body);
  flipped[40] = (flipped[40] ?? 0) ^ 0xff;
  expect((await postBytes(server, flipped)).status).toBeGreaterThanOrEqual(400);
  expect((await postBytes(server, await compress(Buffer.from([0xff, 0xfe])))).status).toBe(400);
});

test('B9 a bomb of 200 MB of zeros is stopped at the bound', async () => {
  const bomb = await compress(Buffer.alloc(200 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  const before = process.memoryUsage().arrayBuffers;
  const answer = await postBytes(server, bomb);
  expect(answer).toMatchObject({ status: 413, error: { code: 'MESSAGE_TOO_LARGE' } });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
});

/** Sends garbage for as long as the server takes it; answers the status and what was taken. */
function sendGarbage(totalBytes: number): Promise<{ status: number | null; sentBytes: number }> {
  return new Promise((resolve) => {
    const url = new URL(`${server.origin}/v1/batches`);
    const sending = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/zstd', 'transfer-encoding': 'chunked' },
    });
    const chunk = Buffer.alloc(256 * 1024, 0x5a);
    let sentBytes = 0;
    let status: number | null = null;
    const done = (): void => resolve({ status, sentBytes });
    sending.once('response', (response) => {
      status = response.statusCode ?? null;
      sending.destroy();
      done();
    });
    sending.once('error', done);
    const pump = (): void => {
      while (!sending.destroyed && sentBytes < totalBytes) {
        sentBytes += chunk.length;
        if (!sending.write(chunk)) {
          sending.once('drain', pump);
          return;
        }
      }
      if (!sending.destroyed) sending.end();
    };
    pump();
  });
}

test('B9 100 MB of garbage are refused after the first few', async () => {
  const { status, sentBytes } = await sendGarbage(100 * 1024 * 1024);
  expect([413, null]).toContain(status);
  expect(sentBytes).toBeLessThan(40 * 1024 * 1024);
  const health = await fetch(`${server.origin}/v1/health`);
  expect(health.status).toBe(200);
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => event.startsWith('server.fault'))).toEqual([]);
});
