/** Real counters on real files, for whoever damages them. Each test gets files of its own. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect } from 'vitest';

import type { ErrorCode } from '#domain/errors.ts';
import { errorSentence } from '#domain/errors.ts';
import { parseBatch, verifyBatch } from '#protocol/batch.ts';
import { backupPath } from '#adapters/sqlite/backup.ts';
import { createExchangeFolder } from '#adapters/exchange-folder/exchange-folder.ts';
import { openStickKey } from '#adapters/keystore/file-key-store.ts';
import {
  CLERK,
  LL_TWO,
  CITIZEN,
  PINS,
  showDisplay,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import {
  counterFolder,
  startOnDisk,
  type CounterFolder,
  type DiskCounter,
} from '#tests/testkit/counter-on-disk.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { testCrypto } from '#tests/testkit/ports.ts';

/** The counter's files in this test. Made anew for each, and gone after it. */
export let files: CounterFolder;
export const running: DiskCounter[] = [];

export function newFiles(): void {
  files = counterFolder(fs.mkdtempSync(join(tmpdir(), 'raseed-damage-')));
}

beforeEach(newFiles);
afterEach(async () => {
  for (const disk of running.splice(0)) await disk.die();
  fs.rmSync(files.folder, { recursive: true, force: true });
});

export async function start(): Promise<DiskCounter> {
  const disk = await startOnDisk(files);
  running.push(disk);
  return disk;
}

export async function open(counter: TestCounter): Promise<void> {
  await showDisplay(counter);
  await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await counter.openShift();
}

export async function charge(counter: TestCounter): Promise<void> {
  await showDisplay(counter);
  const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  await counter.do('takeCash', { visitId, givenPaise: 100_000 as never });
  await counter.terminal.printed();
}

/** A counter with a morning's work behind it, at rest; answers how many entries it has. */
export async function workedCounter(charges = 40): Promise<number> {
  const disk = await start();
  await open(disk.counter);
  for (let n = 0; n < charges; n += 1) await charge(disk.counter);
  await disk.stop();
  running.splice(running.indexOf(disk), 1);
  return lastSeqOf();
}

export function lastSeqOf(): number {
  const db = new SqliteDatabase(files.journal);
  const seq = Number(db.prepare('SELECT max(seq) FROM entries').pluck().get());
  db.close();
  return seq;
}

/** The offset of some bytes in the file. */
export function offsetOf(text: string): number {
  const at = fs.readFileSync(files.journal).indexOf(text);
  if (at < 0) throw new Error(`not in the file: ${text}`);
  return at;
}

export function overwrite(at: number, bytes: Uint8Array): void {
  const handle = fs.openSync(files.journal, 'r+');
  fs.writeSync(handle, bytes, 0, bytes.length, at);
  fs.closeSync(handle);
}

/** The journal's entry tree, page by page, as SQLite counts them. */
export function entryPages(): number[] {
  const db = new SqliteDatabase(files.journal);
  const holds = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'entries'").pluck();
  const root = Number(holds.get());
  db.close();
  const bytes = fs.readFileSync(files.journal);
  const start = (root - 1) * 4096;
  const cells = bytes.readUInt16BE(start + 3);
  if (bytes[start] !== 5) throw new Error('the tree has one level');
  return Array.from({ length: cells }, (_, n) =>
    bytes.readUInt32BE(start + bytes.readUInt16BE(start + 12 + 2 * n)),
  );
}

export async function stoppedBy(code: ErrorCode): Promise<DiskCounter> {
  const disk = await start();
  const snapshot = disk.counter.terminal.clerkSnapshot();
  expect([snapshot.phase, snapshot.stopped?.failure.code]).toEqual(['stopped', code]);
  expect(snapshot.trouble.map((each) => each.code)).toEqual([code]);
  for (const language of ['en', 'hi'] as const) {
    const [failure] = snapshot.trouble;
    expect(failure === undefined ? '{' : errorSentence(failure, language)).not.toContain('{');
  }
  expect(disk.counter.terminal.citizenSnapshot().screen).toBe('closed');
  const refused = await disk.counter.answer('signIn', { staffId: CLERK, pin: PINS[CLERK] });
  expect(refused).toMatchObject({ ok: false, error: { code } });
  return disk;
}

/** Reads back what was saved, as HQ would: verified batches, in order, without a gap. */
export function savedEntries(disk: DiskCounter): number {
  const exchange = createExchangeFolder(
    [{ folder: files.stick, isMountFolder: false }],
    answered(openStickKey(files.keys)),
  );
  const publicKeys = [...(disk.ports.keyRing?.all().values() ?? [])];
  let next = 1;
  for (const name of answered(exchange.list(files.stick))) {
    const batch = answered(parseBatch(answered(exchange.read({ placeId: files.stick, name }))));
    const [publicKey = new Uint8Array()] = publicKeys;
    const { header, entries } = answered(verifyBatch({ batch, publicKey, crypto: testCrypto }));
    expect(header.firstSeq).toBe(next);
    expect(header.privateCount).toBe(0);
    next += entries.length;
  }
  return next - 1;
}

/** Time goes on by little, so that the copy is checked step by step. */
export async function untilBackedUp(disk: DiskCounter): Promise<void> {
  disk.counter.pass(60_000);
  for (let turn = 0; turn < 500 && !fs.existsSync(backupPath(files.backups)); turn += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    disk.counter.pass(1);
  }
  expect(fs.existsSync(backupPath(files.backups))).toBe(true);
}

export const save = (disk: DiskCounter) => disk.counter.do('saveGood', { placeId: files.stick });
