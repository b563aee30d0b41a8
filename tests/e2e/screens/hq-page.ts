/** HQ's page as bundled, served beside an HQ that answers what a test tells it to. */
import { readFileSync, existsSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';

import { cacheFolder } from '#build/paths.ts';
import { buildHq } from '#build/vite/hq.ts';

import { BUSY, type HqAnswers } from './hq-fixtures.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** What HQ does next: answers, knows nobody, or is not there. */
export type HqMood = HqAnswers | 'unauthorised' | 'unreachable';

export interface HqPage {
  readonly url: string;
  mood: HqMood;
  close(): void;
}

function answer(mood: HqMood, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://hq');
  if (mood === 'unreachable') {
    request.socket.destroy();
    return;
  }
  if (mood === 'unauthorised') {
    response.writeHead(401).end();
    return;
  }
  if (pathname === '/hq/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': here\n\n');
    return;
  }
  const value = mood[pathname.slice('/hq/api/'.length)];
  const status = value === undefined ? 404 : 200;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function file(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://hq');
  const name = pathname === '/hq/' ? 'index.html' : pathname.replace(/^\/hq\//, '');
  const found = path.join(folder, name);
  const type = TYPES[path.extname(found)];
  if (type === undefined || !existsSync(found)) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type }).end(readFileSync(found));
}

export async function openHqPage(): Promise<HqPage> {
  const folder = cacheFolder('hq', String(process.pid));
  await buildHq(folder);
  let mood: HqMood = BUSY;
  const server = createServer((request, response) => {
    const asked = /^\/hq\/(?:api\/|events)/.test(request.url ?? '');
    if (asked) answer(mood, request, response);
    else file(folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('HQ has no port');
  return {
    url: `http://127.0.0.1:${address.port}/hq/`,
    get mood() {
      return mood;
    },
    set mood(next) {
      mood = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
