/** The open line over real sockets: news, silence, ends, and nonsense. F12 of docs/spec/feed.md. */
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { listenTo } from '#adapters/sync-http/listen.ts';

let url: URL;
let lines: ServerResponse[];
let close: () => void;

beforeEach(async () => {
  lines = [];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': listening\n\n');
    lines.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a port');
  url = new URL(`http://127.0.0.1:${address.port}/`);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => close());

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(5);
}

function listening(silenceMs?: number) {
  const heard = { news: 0, ends: 0 };
  const stop = listenTo({
    url,
    headers: {},
    onNews: () => {
      heard.news += 1;
    },
    onEnd: () => {
      heard.ends += 1;
    },
    ...(silenceMs === undefined ? {} : { silenceMs }),
  });
  return { heard, stop };
}

test('F12 an event is heard at once, whole or in pieces, and comments are no news', async () => {
  const { heard, stop } = listening();
  await until(() => lines.length === 1);
  const [line] = lines;
  line?.write('event: feed\ndata: 7\n\n');
  await until(() => heard.news === 1);
  for (const piece of [': still here\n\n', 'event: fe', 'ed\nda', 'ta: 8\n', '\n']) {
    line?.write(piece);
    await wait(10);
  }
  await until(() => heard.news === 2);
  stop();
  await wait(20);
  expect(heard).toEqual({ news: 2, ends: 0 });
});

test('F12 a line that says nothing is taken for dead, once; one that beats is not', async () => {
  const { heard, stop } = listening(250);
  await until(() => lines.length === 1);
  for (let beat = 0; beat < 8; beat += 1) {
    lines[0]?.write(': still here\n\n');
    await wait(60);
  }
  expect(heard.ends).toBe(0);
  // Open and silent, as behind a router that forgot it.
  await until(() => heard.ends === 1);
  await wait(300);
  expect(heard.ends).toBe(1);
  stop();
});

test('F12 the server’s end, a refusal and a dead port are each one end', async () => {
  const first = listening();
  await until(() => lines.length === 1);
  lines[0]?.end();
  await until(() => first.heard.ends === 1);
  close();
  const second = listening();
  await until(() => second.heard.ends === 1);
  expect([first.heard.ends, second.heard.ends]).toEqual([1, 1]);
});

test('F12 a flood without an end of line neither fills memory nor counts as news', async () => {
  const { heard, stop } = listening();
  await until(() => lines.length === 1);
  for (let n = 0; n < 50; n += 1) lines[0]?.write('x'.repeat(100_000));
  lines[0]?.write('\n\nevent: feed\ndata: 1\n\n');
  await until(() => heard.news === 1);
  stop();
});
