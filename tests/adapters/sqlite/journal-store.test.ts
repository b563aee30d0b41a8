/** What only a real file, a real disk and a real process can show. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ok } from '#domain/result.ts';
import { diskFailure, openFailure } from '#adapters/sqlite/failures.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { SCHEMA_VERSION } from '#adapters/sqlite/migrate.ts';
import { WAL_BYTES } from '#adapters/sqlite/wal.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';

import { issueQuote, linesOf } from '#tests/testkit/bodies.ts';
import {
  createTestCounter,
  happen,
  IDENTITY,
  live,
  type Happening,
} from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';
import { createTestSigner, testCrypto } from '#tests/testkit/ports.ts';

let folder: string;
let path: string;
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'raseed-sqlite-'));
  path = join(folder, 'journal.db');
});
afterEach(async () => {
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = null;
  fs.rmSync(folder, { recursive: true, force: true });
});

const open = (at = path): JournalStore => answered(openJournalStore({ path: at }));

const CHARGE: readonly Happening[] = [
  { kind: 'quote', amountsPaise: [60_000, 35_000], join: false },
  { kind: 'pay', overPaise: 5000 },
];

const { keyId, publicKey } = createTestSigner();
const KEYS = new Map([[keyId, publicKey]]);

const verify = (store: JournalStore) =>
  verifyChain({ store: store.read, crypto: testCrypto, identity: IDENTITY, keys: KEYS });

/** The file as somebody with the SQLite tools has it. */
function tamper(work: (db: Database) => void): void {
  const db = new SqliteDatabase(path);
  work(db);
  db.close();
}

function startWriter(): { child: ChildProcess; lines: string[]; ready: Promise<unknown> } {
  const script = join(import.meta.dirname, 'writer.child.ts');
  const started = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  const lines: string[] = [];
  let rest = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return { child: started, lines, ready: once(started.stdout, 'data') };
}

describe('the journal in SQLite', () => {
  it('P2 flushes every commit, in a log that has its room from the start', () => {
    const store = open();
    const size = fs.statSync(`${path}-wal`).size;
    expect(size).toBeGreaterThanOrEqual(WAL_BYTES);
    live(createTestCounter(store), CHARGE);
    expect(fs.statSync(`${path}-wal`).size).toBe(size);
    store.close();
    tamper((db) => {
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('freelist_count', { simple: true })).toBe(0);
      const strict = db.prepare(
        `SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'`,
      );
      expect(strict.all()).toEqual([]);
    });
  });

  it('P3 the file itself refuses to change, delete or skip an entry', () => {
    const store = open();
    live(createTestCounter(store), CHARGE);
    store.close();
    tamper((db) => {
      const refuses = (sql: string): void =>
        expect(() => db.exec(sql)).toThrow(/never (?:changed|deleted)|must follow/);
      refuses(`UPDATE entries SET text = x'00' WHERE seq = 2`);
      refuses('UPDATE entries SET signature = NULL');
      refuses('DELETE FROM entries WHERE seq = 7');
      refuses('DELETE FROM entries');
      const hash = `'${'0'.repeat(64)}'`;
      refuses(`INSERT INTO entries VALUES (99, x'00', ${hash}, NULL)`);
      refuses(`INSERT OR REPLACE INTO entries VALUES (2, x'00', ${hash}, NULL)`);
    });
    const again = open();
    expect(verify(again).ok).toBe(true);
    again.close();
  });

  it('P3 a byte changed in the file by force is found, also where it is no longer text', () => {
    const store = open();
    const counter = createTestCounter(store);
    live(counter, CHARGE);
    const code = 'PRINTER \uFFFD';
    answered(
      counter.recorder.record((act) => ok(act.append('device.fault', { device: 'printer', code }))),
    );
    const { seq } = counter.recorder.head();
    const bytes = Buffer.from(store.read.entry(seq)?.text ?? '');
    store.close();
    const replacement = bytes.indexOf('\uFFFD');
    for (const [at, bit] of [
      [replacement, 1],
      [replacement + 1, 128],
      [5, 1],
      [bytes.length - 1, 1],
    ]) {
      const changed = Buffer.from(bytes);
      changed[at ?? 0] = (changed[at ?? 0] ?? 0) ^ (bit ?? 0);
      const put = (value: Buffer) => (db: Database) => {
        db.exec('DROP TRIGGER IF EXISTS entries_stay');
        db.prepare('UPDATE entries SET text = ? WHERE seq = ?').run(value, seq);
      };
      tamper(put(changed));
      const again = open();
      expect(verify(again)).toMatchObject({
        error: { code: 'CHAIN_HASH_WRONG', details: { seq } },
      });
      again.close();
      tamper(put(bytes));
    }
    const mended = open();
    expect(verify(mended).ok).toBe(true);
    mended.close();
  });

  it('P3 views are the same as those of the store in memory, row for row', () => {
    const happenings: readonly Happening[] = [
      ...CHARGE,
      { kind: 'reprint', pick: 2 },
      { kind: 'correct', pick: 0 },
      ...CHARGE,
      { kind: 'quote', amountsPaise: [5000], join: false },
      { kind: 'hold', pick: 0 },
      { kind: 'shift', variancePaise: 5000 },
    ];
    const memory = createMemoryJournalStore();
    const store = open();
    for (const each of [memory, store]) live(createTestCounter(each), happenings);
    expect(store.dumpViews()).toEqual(memory.dumpViews());
    rebuildViews(store);
    expect(store.dumpViews()).toEqual(memory.dumpViews());
    store.close();
  });

  it('P10 what is erased is gone from the file and from its log once the counter has been idle', async () => {
    const store = answered(openJournalStore({ path, idleMs: 5 }));
    const counter = createTestCounter(store);
    live(counter, []);
    const secret = 'Padmavathi-of-the-test';
    const { ref } = answered(
      counter.recorder.record((act) => {
        const kept = act.keepPrivate(`{"payer":"${secret}"}`);
        act.append('drawer.opened', { cause: 'no_sale' });
        return ok(kept);
      }),
    );
    answered(store.transact((writer) => ok(writer.erasePrivate(ref))));
    live(counter, CHARGE);
    store.close();
    expect(fs.readdirSync(folder)).toEqual(['journal.db']);
    expect(fs.readFileSync(path).includes(secret)).toBe(false);
  });

  it('P3 refuses the file of a newer program, and leaves it as it was', () => {
    open().close();
    tamper((db) => db.pragma('user_version = 99'));
    const before = fs.readFileSync(path);
    expect(openJournalStore({ path })).toEqual({
      ok: false,
      error: { code: 'SCHEMA_NEWER', details: { found: 99, known: SCHEMA_VERSION } },
    });
    expect(fs.readFileSync(path).equals(before)).toBe(true);
  });

  it('P3 refuses what is no journal', () => {
    fs.writeFileSync(path, 'not a database, but long enough to be looked at as one'.repeat(100));
    expect(openJournalStore({ path })).toMatchObject({ error: { code: 'JOURNAL_DAMAGED' } });
    fs.rmSync(path);
    tamper((db) => db.exec('CREATE TABLE another (id); PRAGMA application_id = 7'));
    const before = fs.readFileSync(path);
    expect(openJournalStore({ path })).toMatchObject({
      error: { code: 'JOURNAL_UNREADABLE', details: { cause: 'OTHER_FILE' } },
    });
    expect(fs.readFileSync(path).equals(before)).toBe(true);
    const nowhere = join(folder, 'no', 'such', 'folder', 'journal.db');
    expect(openJournalStore({ path: nowhere })).toMatchObject({
      error: { code: 'JOURNAL_UNREADABLE' },
    });
  });

  it('P3 a counter runs once: a second opening is JOURNAL_IN_USE, here and in another process', () => {
    const store = open();
    live(createTestCounter(store), CHARGE);
    expect(openJournalStore({ path })).toMatchObject({ error: { code: 'JOURNAL_IN_USE' } });
    const script = join(import.meta.dirname, 'writer.child.ts');
    const other = spawnSync(process.execPath, [script, path], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(other.stdout).toBe('JOURNAL_IN_USE\n');
    expect(verify(store).ok).toBe(true);
    store.close();
    open().close();
  });

  it('P2 kill -9 at any moment: what was acknowledged is there, and the chain holds', async () => {
    for (const lifeMs of [30, 75, 140]) {
      const { child: writer, lines, ready } = startWriter();
      await ready;
      await new Promise((resolve) => setTimeout(resolve, lifeMs));
      writer.kill('SIGKILL');
      await once(writer, 'close');
      const acknowledged = Number(lines.at(-1));
      expect(acknowledged).toBeGreaterThan(1);
      const store = open();
      const head = answered(verify(store));
      // One more commit may be on disk than was told: never one less.
      expect(head.seq).toBeGreaterThanOrEqual(acknowledged);
      expect(head.seq).toBeLessThanOrEqual(acknowledged + 3);
      const alive = store.dumpViews();
      rebuildViews(store);
      expect(store.dumpViews()).toEqual(alive);
      expect(happen(createTestCounter(store), { kind: 'noSale' }).ok).toBe(true);
      store.close();
    }
  });

  it("P2 SQLite's own words become answers; what is not the disk's doing is thrown on", () => {
    const sqlite = (code: string) => Object.assign(new Error(code), { code });
    expect(diskFailure(sqlite('SQLITE_FULL'))).toMatchObject({ error: { code: 'DISK_FULL' } });
    expect(diskFailure(sqlite('SQLITE_IOERR_FSYNC'))).toMatchObject({
      error: { code: 'DISK_FAILED', details: { cause: 'SQLITE_IOERR_FSYNC' } },
    });
    expect(() => diskFailure(sqlite('SQLITE_CONSTRAINT_TRIGGER'))).toThrow();
    expect(() => diskFailure(new Error('ours'))).toThrow('ours');
    expect(openFailure(sqlite('SQLITE_BUSY'))).toMatchObject({ error: { code: 'JOURNAL_IN_USE' } });
    expect(openFailure(sqlite('SQLITE_FULL'))).toMatchObject({ error: { code: 'DISK_FULL' } });
    expect(() => openFailure(new TypeError('ours'))).toThrow('ours');
  });
});

/** A disk of a few megabytes, where this user may mount one. */
function mountSmallDisk(sizeMiB: number): string | null {
  const disk = fs.mkdtempSync(join(tmpdir(), 'raseed-disk-'));
  const args = ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', disk];
  if (process.platform === 'linux' && spawnSync('mount', args).status === 0) return disk;
  fs.rmdirSync(disk);
  return null;
}

function unmount(disk: string): void {
  spawnSync('umount', [disk]);
  fs.rmdirSync(disk);
}

const canMount = ((): boolean => {
  const disk = mountSmallDisk(1);
  if (disk !== null) unmount(disk);
  return disk !== null;
})();

describe('a full disk', () => {
  it.skipIf(!canMount)(
    'P2 answers DISK_FULL, loses nothing, and goes on when there is room (needs root to mount)',
    () => {
      const disk = mountSmallDisk(8) ?? '';
      try {
        const filler = join(disk, 'filler');
        const store = open(join(disk, 'journal.db'));
        const counter = createTestCounter(store);
        live(counter, []);
        fs.writeFileSync(filler, Buffer.alloc((store.freeBytes() ?? 0) - 65_536));
        const quote = () =>
          counter.recorder.record((act) => ok(issueQuote(act, { lines: linesOf([5000]) })));
        let answer = quote();
        for (let n = 0; n < 5000 && answer.ok; n += 1) answer = quote();
        expect(answer).toEqual({ ok: false, error: { code: 'DISK_FULL' } });
        const head = counter.recorder.head();
        expect(store.read.lastEntry()?.seq).toBe(head.seq);
        expect(answered(verify(store))).toEqual(head);
        expect(quote()).toMatchObject({ error: { code: 'DISK_FULL' } });
        fs.rmSync(filler);
        expect(quote().ok).toBe(true);
        const alive = store.dumpViews();
        rebuildViews(store);
        expect(store.dumpViews()).toEqual(alive);
        store.close();
        const again = open(join(disk, 'journal.db'));
        expect(answered(verify(again)).seq).toBe(head.seq + 1);
        again.close();
      } finally {
        unmount(disk);
      }
    },
  );

  it.skipIf(!canMount)(
    'P2 P7 a log that cannot be moved into the file for want of room stays, and is moved later',
    async () => {
      const disk = mountSmallDisk(8) ?? '';
      try {
        const filler = join(disk, 'filler');
        const file = join(disk, 'journal.db');
        const store = answered(openJournalStore({ path: file, idleMs: 5 }));
        const counter = createTestCounter(store);
        const issue = () => counter.recorder.record((act) => ok(issueQuote(act, { lines })));
        const lines = linesOf([5000]);
        const before = fs.statSync(file).size;
        live(counter, []);
        for (let n = 0; n < 60; n += 1) answered(issue());
        fs.writeFileSync(filler, Buffer.alloc(store.freeBytes() ?? 0));
        // The timer of the idle counter falls due here: what it throws fails the run.
        await wait(50);
        expect(fs.statSync(file).size).toBe(before);
        fs.rmSync(filler);
        answered(issue());
        await vi.waitFor(() => expect(fs.statSync(file).size).toBeGreaterThan(before));
        expect(answered(verify(store)).seq).toBe(counter.recorder.head().seq);
        store.close();
      } finally {
        unmount(disk);
      }
    },
  );

  it.skipIf(!canMount)(
    'P7 opens without room for the log, and says that the disk is full only when it is written to',
    () => {
      const disk = mountSmallDisk(2) ?? '';
      try {
        const store = open(join(disk, 'journal.db'));
        live(createTestCounter(store), CHARGE);
        expect(answered(verify(store)).seq).toBe(7);
        store.close();
      } finally {
        unmount(disk);
      }
    },
  );
});
