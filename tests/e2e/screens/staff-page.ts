/**
 * HQ's page and the manager's as bundled, each served beside a server that answers what a test tells
 * it to.
 */
import { readFileSync, existsSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';

import { cacheFolder } from '#build/paths.ts';
import { buildHq } from '#build/vite/hq.ts';
import { buildOffice } from '#build/vite/office.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** By what stands behind `/api/` in the address. */
export type Answers = Readonly<Record<string, unknown>>;

/** What the server does next: answers, knows nobody, or is not there. */
export type Mood = Answers | 'unauthorised' | 'unreachable';

export interface StaffPage {
  readonly url: string;
  mood: Mood;
  close(): void;
}

type Name = 'hq' | 'office';
const BUILDS = { hq: buildHq, office: buildOffice } as const;

function answer(mood: Mood, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://hq');
  if (mood === 'unreachable') {
    request.socket.destroy();
    return;
  }
  if (mood === 'unauthorised') {
    response.writeHead(401).end();
    return;
  }
  if (pathname.endsWith('/events')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': here\n\n');
    return;
  }
  const asked = pathname.replace(/^\/\w+\/api\//, '');
  const value = mood[asked + search] ?? mood[asked];
  const status = value === undefined ? 404 : 200;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function file(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://hq');
  const asked = pathname.replace(/^\/\w+\//, '');
  const name = asked === '' ? 'index.html' : asked;
  const found = path.join(folder, name);
  const type = TYPES[path.extname(found)];
  if (type === undefined || !existsSync(found)) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type }).end(readFileSync(found));
}

export async function openStaffPage(name: Name): Promise<StaffPage> {
  const folder = cacheFolder(name, String(process.pid));
  await BUILDS[name](folder);
  let mood: Mood = 'unreachable';
  const server = createServer((request, response) => {
    const isAsked = /^\/\w+\/(?:api\/|events)/.test(request.url ?? '');
    if (isAsked) answer(mood, request, response);
    else file(folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/${name}/`,
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
