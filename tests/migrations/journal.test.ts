/** One test a schema step: a file of each older schema, with data, opened by this program. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { utf8 } from '#domain/bytes.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { APPLICATION_ID, migrate, MIGRATIONS, SCHEMA_VERSION } from '#adapters/sqlite/migrate.ts';
import { openJournal } from '#terminal/journal/open.ts';

import { createTestCounter, happen, IDENTITY, live } from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';
import { testCrypto } from '#tests/testkit/ports.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'raseed-migrations-'));
  path = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = createTestCounter(createMemoryJournalStore());
live(source, [
  { kind: 'quote', amountsPaise: [60_000, 35_000], join: false },
  { kind: 'pay', overPaise: 5000 },
]);

/** A journal as a program of schema `version` left it. */
function writeOldFile(version: number): void {
  const db = new SqliteDatabase(path);
  answered(migrate(db, version));
  const entry = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?)');
  const kept = db.prepare('INSERT INTO privates VALUES (?, ?, ?, ?, ?)');
  for (const { seq, text, hash, signature } of source.store.read.entries(1, 100)) {
    entry.run(seq, utf8(text), hash, signature);
    for (const { ref, salt, text, digest } of source.store.read.privateRecords(seq, seq)) {
      kept.run(seq, ref, salt, text, digest);
    }
  }
  db.prepare('INSERT INTO settings VALUES (?, ?)').run('counter', '{"number":3}');
  db.close();
}

function schemaOf(): unknown {
  const db = new SqliteDatabase(path);
  const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  const version = db.pragma('user_version', { simple: true });
  const owner = db.pragma('application_id', { simple: true });
  db.close();
  return { rows, version, owner };
}

describe('schema steps', () => {
  it('are numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(
      Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1),
    );
  });

  it('0001 makes the journal, in a file that says whose it is', () => {
    writeOldFile(1);
    expect(schemaOf()).toMatchObject({ version: 1, owner: APPLICATION_ID });
  });

  it('0002 P3 from schema 1: entries stay to the byte, views are made from them', () => {
    writeOldFile(1);
    const store = answered(openJournalStore({ path }));
    const head = answered(openJournal({ store, crypto: testCrypto, identity: IDENTITY }));
    expect(head).toEqual(source.recorder.head());
    const all = source.store.read.entries(1, 100);
    expect(store.read.entries(1, 100)).toEqual(all);
    expect(store.read.privateRecords(1, 100)).toEqual(source.store.read.privateRecords(1, 100));
    expect(store.read.setting('counter')).toBe('{"number":3}');
    expect(store.dumpViews()).toEqual(source.store.dumpViews());
    expect(happen(createTestCounter(store), { kind: 'reverse', pick: 0 }).ok).toBe(true);
    store.close();
  });

  it.each(MIGRATIONS.map(({ version }) => version))('%i leads to the schema of a new file', (n) => {
    answered(openJournalStore({ path })).close();
    const fresh = schemaOf();
    rmSync(path);
    writeOldFile(n);
    answered(openJournalStore({ path })).close();
    expect(schemaOf()).toEqual(fresh);
  });

  it('P2 a step that breaks off leaves the older schema', () => {
    writeOldFile(1);
    const before = schemaOf();
    const db = new SqliteDatabase(path);
    db.exec('CREATE TABLE views (in_the_way)');
    expect(() => migrate(db)).toThrow('already exists');
    db.exec('DROP TABLE views');
    db.close();
    expect(schemaOf()).toEqual(before);
  });
});
