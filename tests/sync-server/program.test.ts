/** The server as a program: what it says when it cannot start, and that it waits for its database. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '#build/paths.ts';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';

let schema: TestDatabase;
let keys = '';
beforeAll(async () => {
  schema = await createTestDatabase();
  keys = mkdtempSync(path.join(tmpdir(), 'raseed-keys-'));
}, 60_000);
afterAll(async () => {
  await schema.drop();
  rmSync(keys, { recursive: true });
});

function start(env: Readonly<Record<string, string>>, main = 'sync-server/demo/main.ts') {
  const child = spawn(process.execPath, [inRoot(main)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let onSaid: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      onSaid();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      onSaid = () => {
        const match = pattern.exec(said);
        if (match !== null) resolve(match);
      };
      void ended.then(() => reject(new Error(`it ended: ${said}`)));
      onSaid();
    });
  return { child, ended, until, said: () => said };
}

const settings = (url = schema.url) => ({
  RASEED_DATABASE_URL: url,
  RASEED_KEYS: keys,
  RASEED_HQ_TOKEN: 'a-token-of-this-test',
});

test('it says what is missing in its settings, one line each', async () => {
  const server = start({ RASEED_PORT: 'many' }, 'sync-server/main.ts');
  expect(await server.ended).toBe(1);
  for (const name of ['RASEED_DATABASE_URL', 'RASEED_KEYS', 'RASEED_HQ_TOKEN', 'RASEED_PORT']) {
    expect(server.said()).toContain(`  ${name}: `);
  }
});

test('without its keys it refuses in one sentence', async () => {
  const server = start({ ...settings(), RASEED_KEYS: '/nowhere' }, 'sync-server/main.ts');
  expect(await server.ended).toBe(1);
  expect(server.said()).toContain('/nowhere/certificates.json is missing');
});

/** A door to the database that can be opened later. */
function openDoor(port: number): Promise<Server> {
  const door = createServer((socket) => {
    const url = new URL(schema.url);
    const through = connect(Number(url.port), url.hostname);
    socket.pipe(through).pipe(socket);
    socket.on('error', () => through.destroy());
    through.on('error', () => socket.destroy());
  });
  return new Promise((resolve) => {
    door.listen(port, '127.0.0.1', () => resolve(door));
  });
}

test('with the database away at the start it says so, waits, and then serves', async () => {
  const door = await openDoor(0);
  const address = door.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => {
    door.close(resolve);
  });
  const url = schema.url.replace(/:\d+\//, `:${port}/`);
  const server = start(settings(url));
  await server.until(/database\.unavailable.*ECONNREFUSED/);
  const opened = await openDoor(port);
  const [, facts = '{}'] = await server.until(/READY (\{.*\})/);
  const ready = JSON.parse(facts) as { port: number; enrolmentCode?: string };
  expect(ready.enrolmentCode).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  const health = await fetch(`http://127.0.0.1:${ready.port}/v1/health`);
  expect(health.status).toBe(200);
  const second = start({ ...settings(), RASEED_PORT: String(ready.port) });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain('The port is taken by another program.');
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  opened.close();
});

test('it can be stopped while it waits for the database', async () => {
  const server = start(settings('mysql://x:x@127.0.0.1:1/raseed'));
  await server.until(/database\.unavailable/);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
});
