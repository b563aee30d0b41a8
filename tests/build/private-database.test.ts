/** The private database server as an office runs it: kept, private, and taken up after any ending. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  databaseUrl,
  newPassword,
  startPrivateDatabase,
  type PrivateDatabase,
} from '#build/database/private-database.ts';
import { identifyProcess, isSameProcess } from '#build/process-identity.ts';

const account = { user: 'raseed', password: newPassword(), schema: 'raseed' };
let folder: string;
let running: PrivateDatabase[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-database-'));
  running = [];
});
afterEach(async () => {
  for (const database of running) await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Durable where that is what a test is about: a flushed disk takes its time. */
async function start(profile: 'durable' | 'fast' = 'fast'): Promise<PrivateDatabase> {
  const database = await startPrivateDatabase({ folder, profile, accounts: [account] });
  running.push(database);
  return database;
}

async function query(database: PrivateDatabase, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection(databaseUrl(database, account));
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

test('what was written is there after a stop and a start, on the same port', async () => {
  const first = await start();
  await query(first, 'CREATE TABLE kept (paise BIGINT)');
  await query(first, 'INSERT INTO kept VALUES (95000)');
  await first.stop();
  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await query(second, 'SELECT paise FROM kept')).toEqual([{ paise: 95_000 }]);
});

test('what was written is there after the server was killed', async () => {
  const first = await start('durable');
  await query(first, 'CREATE TABLE kept (paise BIGINT)');
  await query(first, 'INSERT INTO kept VALUES (150000)');
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  const second = await start();
  expect(await query(second, 'SELECT paise FROM kept')).toEqual([{ paise: 150_000 }]);
});

test('a server left behind by an owner that died is stopped and taken over', async () => {
  const left = await start();
  const server = identifyProcess(left.pid);
  const recordFile = path.join(folder, 'server.json');
  const record = JSON.parse(readFileSync(recordFile, 'utf8')) as object;
  const dead = { pid: process.pid, startMark: 'an earlier life' };
  writeFileSync(recordFile, JSON.stringify({ ...record, owner: dead }));
  const next = await start();
  expect(server && isSameProcess(server)).toBe(false);
  expect(next.pid).not.toBe(left.pid);
});

test('a folder in use is refused in a sentence that names who uses it', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(
    new RegExp(`${folder} is in use by process ${process.pid}\\.`),
  );
  expect(await query(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a port that somebody took meanwhile is not fought over', async () => {
  const first = await start();
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  await once(squatter, 'listening');
  const second = await start();
  expect(second.port).not.toBe(first.port);
  squatter.close();
});

test('a record cut off by a power failure is no obstacle', async () => {
  writeFileSync(path.join(folder, 'server.json'), '{"server":{"pid":');
  const database = await start();
  expect(await query(database, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a making that was interrupted is begun anew', async () => {
  const first = await start();
  await first.stop();
  const data = path.join(folder, 'data');
  rmSync(data, { recursive: true });
  writeFileSync(`${data}.new`, 'half made');
  await start();
  expect(existsSync(`${data}.new`)).toBe(false);
});

test('secrets and data are for this user alone', async () => {
  await start();
  const modeOf = (name: string): number => statSync(path.join(folder, name)).mode & 0o077;
  expect(['init.sql', 'server.json', 'server.log', 'data'].map(modeOf)).toEqual([0, 0, 0, 0]);
});

test('a server that cannot start says why, from its own log', async () => {
  const first = await start();
  await first.stop();
  rmSync(path.join(folder, 'data', 'ibdata1'));
  writeFileSync(path.join(folder, 'data', 'ibdata1'), 'not a database');
  await expect(start()).rejects.toThrow(/ended while starting[^]*server\.log[^]*ibdata1/i);
});
