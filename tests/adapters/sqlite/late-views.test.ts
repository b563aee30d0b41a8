/** Views that the process had not written when it died, or that say what the entries do not. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { ok } from '#domain/result.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { openJournal, rebuildViews } from '#terminal/journal/open.ts';
import { StoreFault, type JournalStore } from '#terminal/ports/journal-store.ts';

import { createTestCounter, happen, IDENTITY, live } from '#tests/testkit/journal-history.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { testCrypto } from '#tests/testkit/ports.ts';

let folder: string;
let path: string;
let died: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'raseed-late-'));
  path = join(folder, 'journal.db');
  died = join(folder, 'died.db');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (at = path): JournalStore => answered(openJournalStore({ path: at }));

/** The file and its log as a process leaves them that is killed now. */
function killedNow(): void {
  fs.copyFileSync(path, died);
  fs.copyFileSync(`${path}-wal`, `${died}-wal`);
}

const inFile = (at: string, sql: string): unknown => {
  const db = new SqliteDatabase(at);
  const found = db.prepare(sql).pluck().get();
  db.close();
  return found;
};

const charge = (store: JournalStore): void =>
  live(createTestCounter(store), [
    { kind: 'quote', amountsPaise: [60_000, 35_000], join: false },
    { kind: 'pay', overPaise: 5000 },
    { kind: 'quote', amountsPaise: [5000], join: false },
    { kind: 'hold', pick: 0 },
  ]);

it('J25 a commit writes entries; the views follow, and are in the file after a pause', async () => {
  const store = answered(openJournalStore({ path, idleMs: 5 }));
  charge(store);
  killedNow();
  expect(inFile(died, 'SELECT count(*) FROM views')).toBe(0);
  await expect
    .poll(() => {
      killedNow();
      return inFile(died, 'SELECT seq FROM views_at');
    })
    .toBe(store.read.lastEntry()?.seq);
  store.close();
});

it('J25 P2 P5 what was not written when the process died is made from the entries', () => {
  const store = open();
  charge(store);
  killedNow();
  const alive = store.dumpViews();
  store.close();
  const again = open(died);
  const listed = again.read.viewsByTag('quote', 'live');
  expect(listed.map(({ status }) => status)).toEqual(['held']);
  expect(again.dumpViews()).toEqual(alive);
  rebuildViews(again);
  expect(again.dumpViews()).toEqual(alive);
  expect(happen(createTestCounter(again), { kind: 'noSale' }).ok).toBe(true);
  again.close();
});

it('J25 J22 an entry that was changed meanwhile makes no view: the chain says what is wrong', () => {
  const store = open();
  charge(store);
  killedNow();
  store.close();
  const db = new SqliteDatabase(died);
  db.exec(`DROP TRIGGER entries_stay; UPDATE entries SET text = x'7b7d' WHERE seq = 5`);
  db.close();
  const again = open(died);
  expect(() => again.read.view('presence', 'here')).toThrow(StoreFault);
  const opened = openJournal({ store: again, crypto: testCrypto, identity: IDENTITY });
  expect(opened).toMatchObject({ error: { details: { seq: 5 } } });
  again.close();
});

it('J25 J22 views of entries that are not there are never believed', () => {
  const store = open();
  charge(store);
  store.close();
  inFile(path, 'UPDATE views_at SET seq = seq + 1 RETURNING seq');
  const again = open();
  expect(() => again.read.viewsByTag('quote', 'live')).toThrow(StoreFault);
  rebuildViews(again);
  expect(again.read.viewsByTag('quote', 'live')).toHaveLength(1);
  again.close();
});

it('J25 a counter that leaves no pause writes its views all the same', () => {
  const store = open();
  const counter = createTestCounter(store);
  live(counter, []);
  for (let n = 0; n < 300; n += 1) {
    answered(
      counter.recorder.record((act) => ok(act.append('drawer.opened', { cause: 'no_sale' }))),
    );
  }
  killedNow();
  expect(inFile(died, 'SELECT seq FROM views_at')).toBeGreaterThan(200);
  store.close();
});

it('JS6 J25 views are listed in the order of their first putting, in memory or in the file', () => {
  const store = open();
  const counter = createTestCounter(store);
  const quote = { kind: 'quote', amountsPaise: [5000], join: false } as const;
  live(counter, [quote, quote]);
  const before = store.dumpViews().length;
  live(counter, [quote, { kind: 'hold', pick: 0 }]);
  const ids = () => store.read.viewsByTag('quote', 'live').map(({ quoteId }) => quoteId);
  const inMemory = ids();
  expect(store.dumpViews().length).toBeGreaterThan(before);
  expect(ids()).toEqual(inMemory);
  expect(inMemory).toEqual(inMemory.toSorted((a, b) => a.localeCompare(b)));
  store.close();
});

it('J25 J14 a transaction that failed leaves the views that were not written yet', () => {
  const store = open();
  charge(store);
  expect(() =>
    store.rebuildViews(() => {
      throw new Error('boom');
    }),
  ).toThrow('boom');
  expect(store.read.viewsByTag('quote', 'live')).toHaveLength(1);
  store.close();
});
