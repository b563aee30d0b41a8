/**
 * A counter that was away for thirty days, and lines that die: docs/spec/feed.md, F3, F4 and F12, with
 * whole counters against the real server.
 */
import * as fs from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { publish } from '#server/store/feed.ts';
import { bringRootsUpToDate } from '#server/transparency/daily-root.ts';
import { CLERK, PINS } from '#tests/testkit/counter.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { createTestClock } from '#tests/testkit/ports.ts';
import { newFolder, startAtHq, toSend, until, type CounterAtHq } from './counter-at-hq.ts';
import {
  enrolCounter,
  office,
  OFFICE,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

const DAY = 86_400_000;
let server: TestServer;
const running: CounterAtHq[] = [];
let asked: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  server.server.app.server.on('request', ({ url = '' }) => void asked.push(url));
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
  asked = [];
  for (const each of running.splice(0)) {
    await each.stop();
    fs.rmSync(each.files.folder, { recursive: true, force: true });
  }
});

const cursorOf = ({ store }: CounterAtHq): number => Number(store.read.setting('feed-cursor'));
const cursorAtHq = async (): Promise<number> => {
  const [row] = await server.database.read.rows<{ feed_cursor: number }>(
    'SELECT feed_cursor FROM office WHERE office_id = ?',
    [OFFICE],
  );
  return row?.feed_cursor ?? -1;
};

/** A month of HQ's talk: a root a day, messages, and things that only newer counters know. */
async function aMonthPasses(): Promise<void> {
  for (let day = 0; day < 30; day += 1) {
    server.clock.now += DAY;
    answered(await bringRootsUpToDate(server.context));
    await write(server.database, async (writer) => {
      for (let n = 0; n < 10; n += 1) {
        const subject = `${day}-${n}`.padStart(32, '0').replaceAll('-', 'a');
        const texts = { en: `Message ${subject}`, hi: `संदेश ${subject}` };
        const content = {
          type: 'command',
          commandId: subject,
          to: null,
          command: 'message',
          texts,
          until: instant(server.clock.now + DAY),
        } as const;
        await publish(writer, OFFICE, { content, subject, at: server.clock.now });
      }
      // Of a kind that this program does not know, and one whose form it does not know.
      for (const content of ['{"type":"horoscope","text":"x"}', '{"type":"tariff","oddly":1}']) {
        await writer.run('UPDATE office SET feed_cursor = feed_cursor + 1 WHERE office_id = ?', [
          OFFICE,
        ]);
        await writer.run(
          'INSERT INTO feed_item (office_id, cursor_no, type, subject, content, created_at) ' +
            'SELECT office_id, feed_cursor, ?, ?, ?, ? FROM office WHERE office_id = ?',
          ['horoscope', `${day}/${content.length}`, content, server.clock.now, OFFICE],
        );
      }
    });
  }
}

test('F3 F4 P7 thirty days away: page after page, nothing blocks, and the journal goes up as well', async () => {
  const counterId = `${OFFICE}-C601` as CounterId;
  const before = await startAtHq(server, newFolder(), { counterId });
  await until(() => toSend(before) === 0);
  await before.stop();
  await aMonthPasses();
  asked = [];
  const at = await startAtHq(server, before.files);
  running.push(at);
  await at.counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await at.counter.do('signOut', {});
  const last = await cursorAtHq();
  await until(() => cursorOf(at) === last && toSend(at) === 0);
  expect(last).toBeGreaterThan(350);
  const pages = asked.filter((url) => url.startsWith('/v1/feed?'));
  expect(pages.length).toBeGreaterThanOrEqual(4);
  const kinds = at.counter.kinds().filter((kind) => kind === 'command.received');
  expect(kinds).toHaveLength(300);
  expect(at.counter.terminal.clerkSnapshot().sync.failure).toBeNull();
});

interface Gate {
  readonly url: string;
  /** Nothing more passes on lines that are open, and nobody is told. */
  freeze(): void;
  readonly lines: number;
  close(): void;
}

/** A router between a counter and HQ that may forget its open lines. */
async function openGate(origin: string): Promise<Gate> {
  const to = new URL(origin);
  const pairs: (readonly [Socket, Socket])[] = [];
  const gate: Server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    pairs.push([near, far]);
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  const address = gate.address();
  if (address === null || typeof address === 'string') throw new Error('a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    freeze: () => {
      for (const [near, far] of pairs) {
        near.unpipe();
        far.unpipe();
        far.pause();
      }
    },
    get lines() {
      return pairs.length;
    },
    close: () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      gate.close();
    },
  };
}

test('F12 a line that a router forgot is noticed by its silence, and the next one tells what was missed', async () => {
  const counterId = `${OFFICE}-C602` as CounterId;
  const { signer } = await enrolCounter(server, counterId);
  const gate = await openGate(server.origin);
  const clock = createTestClock(instant(server.clock.now));
  const transport = createHttpTransport({ hqUrl: gate.url, signer, clock, silenceMs: 600 });
  const heard = { news: 0, ends: 0 };
  const listen = () =>
    transport.listen?.({
      counterId,
      onNews: () => {
        heard.news += 1;
      },
      onEnd: () => {
        heard.ends += 1;
      },
    });
  const publishOne = (n: number) =>
    write(server.database, (writer) =>
      publish(writer, OFFICE, {
        content: {
          type: 'command',
          commandId: `${n}`.padStart(32, 'f'),
          to: counterId,
          command: 'rotate_key',
        },
        subject: `f${n}`,
        at: server.clock.now,
      }),
    );
  listen();
  // The cursor of now, said at once.
  await until(() => heard.news === 1);
  gate.freeze();
  await publishOne(1);
  await until(() => heard.ends === 1);
  expect(heard.news).toBe(1);
  const stop = listen();
  await until(() => heard.news === 2);
  await publishOne(2);
  await until(() => heard.news === 3);
  stop?.();
  gate.close();
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => /fault/.test(event))).toEqual([]);
});
