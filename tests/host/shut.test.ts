/** A counter that cannot be opened though its journal is whole: it says why and changes nothing. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { errorSentence } from '#domain/errors.ts';
import { openCounter, type Counter } from '#host/counter.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

let folder = '';
let restarts = 0;
let counter: Counter | null = null;
const journal = (): string => join(folder, 'journal.sqlite');

beforeEach(async () => {
  folder = fs.mkdtempSync(join(tmpdir(), 'raseed-shut-'));
  restarts = 0;
  answered(openJournalStore({ path: journal() })).close();
  await answered(open()).close();
});
afterEach(async () => {
  await counter?.close();
  counter = null;
  fs.rmSync(folder, { recursive: true, force: true });
});

function open() {
  const printer = { host: '127.0.0.1', port: 9, paperMm: 80 } as const;
  const restart = (): void => {
    restarts += 1;
  };
  return openCounter({ dataFolder: folder, hqUrl: 'http://127.0.0.1:9', printer }, { restart });
}

/** What its screen says, and that it does nothing but look again. */
async function shutBy(code: ErrorCode, canStartAnew = false): Promise<void> {
  counter = answered(open());
  const { terminal } = counter;
  const { phase, stopped } = terminal.clerkSnapshot();
  expect(phase).toBe('stopped');
  expect(stopped).toMatchObject({ canSave: false, canOpenAgain: true, canStartAnew });
  expect(stopped?.failure.code).toBe(code);
  for (const language of ['en', 'hi'] as const) {
    const failure = stopped?.failure ?? { code: 'COUNTER_RUNS' as const };
    expect(errorSentence(failure, language)).not.toContain('{');
  }
  expect(terminal.citizenSnapshot().screen).toBe('closed');
  const refused = { ok: false, error: { code: 'COUNTER_RUNS' } };
  if (!canStartAnew) {
    expect(await terminal.execute('startAnew', {}, 'clerk')).toMatchObject(refused);
  }
  expect(await terminal.execute('saveGood', { placeId: 'x' }, 'clerk')).toMatchObject(refused);
  expect(restarts).toBe(0);
  expect(await terminal.execute('openAgain', {}, 'clerk')).toEqual({ ok: true, value: null });
  expect(restarts).toBe(1);
}

it('J24 the journal of a newer program: shown, left as it was, and opened when it is known again', async () => {
  const db = new SqliteDatabase(journal());
  const known = Number(db.pragma('user_version', { simple: true }));
  db.pragma(`user_version = ${known + 4}`);
  db.close();
  const before = fs.readFileSync(journal());
  await shutBy('SCHEMA_NEWER');
  expect(fs.readFileSync(journal()).equals(before)).toBe(true);
  await counter?.close();
  const later = new SqliteDatabase(journal());
  later.pragma(`user_version = ${known}`);
  later.close();
  counter = answered(open());
  expect(counter.terminal.clerkSnapshot().phase).toBe('not_enrolled');
  expect(await counter.terminal.execute('openAgain', {}, 'clerk')).toMatchObject({
    error: { code: 'COUNTER_RUNS' },
  });
});

it('J24 a file that is no journal of ours is not touched', async () => {
  fs.rmSync(journal());
  const db = new SqliteDatabase(journal());
  db.pragma('application_id = 42');
  db.exec('CREATE TABLE somebody (elses TEXT)');
  db.close();
  const before = fs.readFileSync(journal());
  await shutBy('JOURNAL_UNREADABLE');
  expect(fs.readFileSync(journal()).equals(before)).toBe(true);
});

it.skipIf(process.platform === 'win32')(
  'J24 keys that others can read: nothing is signed',
  async () => {
    fs.chmodSync(join(folder, 'keys', 'counter.key'), 0o644);
    await shutBy('KEY_EXPOSED');
  },
);

it('J24 a stick key that is damaged is not replaced by a new one', async () => {
  const key = join(folder, 'keys', 'stick.key');
  fs.writeFileSync(key, 'no key');
  await shutBy('KEY_UNREADABLE', true);
  expect(fs.readFileSync(key, 'utf8')).toBe('no key');
});
