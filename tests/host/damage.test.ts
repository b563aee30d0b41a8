/** Real files, damaged in every way that disks and people damage them. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ErrorCode } from '#domain/errors.ts';
import { errorSentence } from '#domain/errors.ts';
import { parseBatch, verifyBatch } from '#protocol/batch.ts';
import { backupPath } from '#adapters/sqlite/backup.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import { createExchangeFolder } from '#adapters/exchange-folder/exchange-folder.ts';
import { openStickKey } from '#adapters/keystore/file-key-store.ts';
import {
  CLERK,
  COUNTER,
  FLOAT,
  LL_TWO,
  CITIZEN,
  PINS,
  showDisplay,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import {
  counterFolder,
  openOnDisk,
  startOnDisk,
  type CounterFolder,
  type DiskCounter,
} from '#tests/testkit/counter-on-disk.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { testCrypto } from '#tests/testkit/ports.ts';

let files: CounterFolder;
const running: DiskCounter[] = [];

beforeEach(() => {
  files = counterFolder(fs.mkdtempSync(join(tmpdir(), 'raseed-damage-')));
});
afterEach(async () => {
  for (const disk of running.splice(0)) await disk.die();
  fs.rmSync(files.folder, { recursive: true, force: true });
});

async function start(): Promise<DiskCounter> {
  const disk = await startOnDisk(files);
  running.push(disk);
  return disk;
}

async function open(counter: TestCounter): Promise<void> {
  await showDisplay(counter);
  await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await counter.do('openShift', { float: FLOAT, personalCashPaise: 0 as never });
}

async function charge(counter: TestCounter): Promise<void> {
  await showDisplay(counter);
  const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  await counter.do('takeCash', { visitId, givenPaise: 100_000 as never });
  await counter.terminal.printed();
}

/** A counter with a morning's work behind it, at rest; answers how many entries it has. */
async function workedCounter(charges = 40): Promise<number> {
  const disk = await start();
  await open(disk.counter);
  for (let n = 0; n < charges; n += 1) await charge(disk.counter);
  await disk.stop();
  running.splice(running.indexOf(disk), 1);
  return lastSeqOf();
}

function lastSeqOf(): number {
  const db = new SqliteDatabase(files.journal);
  const seq = Number(db.prepare('SELECT max(seq) FROM entries').pluck().get());
  db.close();
  return seq;
}

/** The offset of some bytes in the file. */
function offsetOf(text: string): number {
  const at = fs.readFileSync(files.journal).indexOf(text);
  if (at < 0) throw new Error(`not in the file: ${text}`);
  return at;
}

function overwrite(at: number, bytes: Uint8Array): void {
  const handle = fs.openSync(files.journal, 'r+');
  fs.writeSync(handle, bytes, 0, bytes.length, at);
  fs.closeSync(handle);
}

/** The journal's entry tree, page by page, as SQLite counts them. */
function entryPages(): number[] {
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

async function stoppedBy(code: ErrorCode): Promise<DiskCounter> {
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
function savedEntries(disk: DiskCounter): number {
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
async function untilBackedUp(disk: DiskCounter): Promise<void> {
  disk.counter.pass(60_000);
  for (let turn = 0; turn < 500 && !fs.existsSync(backupPath(files.backups)); turn += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    disk.counter.pass(1);
  }
  expect(fs.existsSync(backupPath(files.backups))).toBe(true);
}

const save = (disk: DiskCounter) => disk.counter.do('saveGood', { placeId: files.stick });

describe('P2 P3 a damaged journal is found, named, and what is good of it is saved', () => {
  it('J15 J20 a byte flipped in an entry: its seq is named, everything before it is saved', async () => {
    await workedCounter();
    overwrite(offsetOf('"quoteId":"KA-BLR-01-C3-Q9"') + 3, Buffer.from('Z'));
    const disk = await stoppedBy('CHAIN_HASH_WRONG');
    const failure = disk.counter.terminal.clerkSnapshot().stopped?.failure;
    const saved = await save(disk);
    expect(saved).toMatchObject({ from: 'journal', fault: 'CHAIN_HASH_WRONG' });
    expect(saved.toSeq).toBe(Number(failure?.details?.['seq']) - 1);
    expect(savedEntries(disk)).toBe(saved.toSeq);
  });

  it('J20 half a page of nothing: found in reading, saved up to it', async () => {
    await workedCounter();
    const page = entryPages().at(-3) ?? 0;
    overwrite((page - 1) * 4096, Buffer.alloc(2048));
    const disk = await stoppedBy('JOURNAL_DAMAGED');
    const saved = await save(disk);
    expect(saved.fault).toBe('ENTRY_UNREADABLE');
    expect(saved.toSeq).toBeGreaterThan(100);
    expect(savedEntries(disk)).toBe(saved.toSeq);
  });

  it('J20 a file cut in the middle', async () => {
    await workedCounter();
    const { size } = fs.statSync(files.journal);
    fs.truncateSync(files.journal, Math.floor(size / 2 / 4096) * 4096);
    const disk = await stoppedBy('JOURNAL_DAMAGED');
    const saved = await save(disk);
    expect(savedEntries(disk)).toBe(saved.toSeq);
    expect(saved.toSeq).toBeGreaterThan(0);
  });

  it('J20 a header of garbage: everything behind it is saved', async () => {
    const lastSeq = await workedCounter();
    overwrite(0, Buffer.alloc(100, 0xa5));
    const disk = await stoppedBy('JOURNAL_DAMAGED');
    expect(disk.counter.terminal.clerkSnapshot().stopped?.counterId).toBe('KA-BLR-01-C3');
    expect(await save(disk)).toMatchObject({ toSeq: lastSeq, fault: null });
    expect(savedEntries(disk)).toBe(lastSeq);
  });

  it('J16 J20 a file that is gone: the mark beside it tells, the second copy is saved', async () => {
    const first = await start();
    await open(first.counter);
    await charge(first.counter);
    await untilBackedUp(first);
    const backedUp = first.store.read.lastEntry()?.seq ?? 0;
    await charge(first.counter);
    await first.stop();
    running.splice(0);
    for (const end of ['', '-wal', '-shm']) fs.rmSync(files.journal + end, { force: true });
    const disk = await stoppedBy('JOURNAL_WENT_BACK');
    const saved = await save(disk);
    expect(saved).toMatchObject({ from: 'backup', fault: null });
    expect(saved.toSeq).toBeGreaterThanOrEqual(backedUp);
    expect(savedEntries(disk)).toBe(saved.toSeq);
  });

  it('J16 a lost log: the journal ends before its mark', async () => {
    const disk = await start();
    await open(disk.counter);
    await charge(disk.counter);
    disk.counter.pass(6_000);
    const copy = fs.readFileSync(files.journal);
    await disk.die();
    running.splice(0);
    fs.writeFileSync(files.journal, copy);
    fs.rmSync(`${files.journal}-wal`, { force: true });
    const again = openOnDisk(files);
    again.store.close();
    await stoppedBy('JOURNAL_WENT_BACK');
  });

  it('J16 a journal restored from a copy and worked on is another journal', async () => {
    await workedCounter(2);
    const copy = fs.readFileSync(files.journal);
    const mark = fs.readFileSync(join(files.keys, 'head.json'));
    const later = await start();
    await later.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    await later.stop();
    running.splice(0);
    const kept = fs.readFileSync(join(files.keys, 'head.json'));
    fs.writeFileSync(files.journal, copy);
    fs.writeFileSync(join(files.keys, 'head.json'), mark);
    const clone = await start();
    clone.counter.pass(5_000);
    for (let n = 0; n < 3; n += 1) {
      await clone.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
      await clone.counter.do('lock', {});
    }
    await clone.stop();
    running.splice(0);
    fs.writeFileSync(join(files.keys, 'head.json'), kept);
    await stoppedBy('JOURNAL_COPIED');
  });

  it('a setting that cannot be read is not an invitation to enrol over a journal', async () => {
    await workedCounter(1);
    const db = new SqliteDatabase(files.journal);
    db.exec("UPDATE settings SET text = 'x' WHERE name = 'enrolment'");
    db.close();
    await stoppedBy('JOURNAL_DAMAGED');
  });

  it('P3 a counter that was stopped stays so, whatever is put in the place of its file', async () => {
    await workedCounter(2);
    const good = fs.readFileSync(files.journal);
    overwrite(offsetOf('"quoteId":"KA-BLR-01-C3-Q1"') + 3, Buffer.from('Z'));
    const disk = await stoppedBy('CHAIN_HASH_WRONG');
    await disk.stop();
    running.splice(0);
    fs.writeFileSync(files.journal, good);
    await stoppedBy('CHAIN_HASH_WRONG');
  });
});

describe('damage that shows while people are served', () => {
  it('a page that goes bad stops the counter with an answer, not with a crash', async () => {
    await workedCounter();
    const disk = await start();
    await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    const before = disk.store.read.lastEntry();
    disk.store.read.view = () => {
      throw new StoreFault({ code: 'JOURNAL_DAMAGED', details: { cause: 'SQLITE_CORRUPT' } });
    };
    const code = await disk.counter.refusal('xReport', { print: false });
    expect(code).toBe('JOURNAL_DAMAGED');
    expect(disk.counter.terminal.clerkSnapshot().phase).toBe('stopped');
    expect(await disk.counter.refusal('noSale', {})).toBe('JOURNAL_DAMAGED');
    expect(disk.store.read.lastEntry()).toEqual(before);
  });

  it('J15 a byte flipped in what HQ has acknowledged: found by the full check, on demand', async () => {
    const lastSeq = await workedCounter(20);
    const db = new SqliteDatabase(files.journal);
    const hash = db.prepare('SELECT hash FROM entries WHERE seq = ?').pluck().get(lastSeq);
    const known = JSON.stringify({ seq: lastSeq, hash, at: 1 });
    db.prepare("INSERT INTO settings VALUES ('sync-acknowledged', ?)").run(known);
    db.close();
    overwrite(offsetOf('"quoteId":"KA-BLR-01-C3-Q3"') + 3, Buffer.from('Z'));
    const disk = await start();
    await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    await disk.counter.do('verifyJournal', {});
    disk.counter.pass(1);
    const { phase, stopped } = disk.counter.terminal.clerkSnapshot();
    expect([phase, stopped?.failure.code]).toEqual(['stopped', 'CHAIN_HASH_WRONG']);
  });

  it('J15 a whole journal is checked to its end, and work goes on', async () => {
    await workedCounter(20);
    const disk = await start();
    await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    await disk.counter.do('verifyJournal', {});
    expect(disk.counter.terminal.clerkSnapshot().journalCheck?.state).toBe('running');
    disk.counter.pass(1);
    const { phase, journalCheck } = disk.counter.terminal.clerkSnapshot();
    expect([phase, journalCheck?.state]).toEqual(['ready', 'good']);
    expect(journalCheck?.seq).toBe(journalCheck?.lastSeq);
  });
});

/** Worked, and started once more since: its views are those of the program that reads them next. */
async function settledCounter(charges: number): Promise<void> {
  await workedCounter(charges);
  const disk = await start();
  await disk.stop();
  running.splice(running.indexOf(disk), 1);
}

/** Where a view lies in the file, and how long its text is. */
function viewAt(name: string): { readonly at: number; readonly text: string } {
  const db = new SqliteDatabase(files.journal);
  const [text = ''] = db
    .prepare<[string], string>('SELECT value FROM views WHERE name = ? ORDER BY ord DESC LIMIT 1')
    .pluck()
    .all(name);
  db.close();
  return { at: offsetOf(text), text };
}

function viewsRoot(): number {
  const db = new SqliteDatabase(files.journal);
  const root = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'views'").pluck().get();
  db.close();
  return Number(root);
}

/** A counter that opens and works, with the very views that its journal makes. */
async function mended(): Promise<DiskCounter> {
  const disk = await start();
  await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
  await disk.counter.do('noSale', {});
  await disk.counter.do('xReport', { print: false });
  disk.counter.pass(1);
  expect(disk.counter.terminal.clerkSnapshot().phase).toBe('ready');
  const live = JSON.stringify(disk.store.dumpViews());
  rebuildViews(disk.store);
  expect(JSON.stringify(disk.store.dumpViews())).toBe(live);
  return disk;
}

describe('J22 views that are damaged while the journal is good are made again', () => {
  it('a digit flipped in a shift is never believed', async () => {
    await settledCounter(5);
    const { at, text } = viewAt('shift');
    const digit = text.search(/\d/);
    overwrite(at + digit, Buffer.from(text[digit] === '9' ? '8' : '9'));
    await mended();
  });

  it('half a page of nothing in the middle of the views, or their root gone', async () => {
    for (const damage of ['row', 'root'] as const) {
      fs.rmSync(files.folder, { recursive: true });
      files = counterFolder(fs.mkdtempSync(join(tmpdir(), 'raseed-damage-')));
      await settledCounter(20);
      const page = damage === 'root' ? viewsRoot() - 1 : Math.floor(viewAt('shift').at / 4096);
      overwrite(page * 4096, Buffer.alloc(2048));
      const disk = await mended();
      await disk.stop();
      running.splice(0);
    }
  });

  it('while people are served: one answer says so, nothing is lost, and the journal is looked at', async () => {
    await workedCounter(5);
    const disk = await start();
    await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    const before = disk.store.read.lastEntry();
    const read = disk.store.read.view.bind(disk.store.read);
    disk.store.read.view = () => {
      disk.store.read.view = read;
      throw new StoreFault({ code: 'VIEWS_DAMAGED' });
    };
    expect(await disk.counter.refusal('xReport', { print: false })).toBe('VIEWS_DAMAGED');
    expect(disk.store.read.lastEntry()).toEqual(before);
    expect(disk.counter.terminal.clerkSnapshot().journalCheck?.state).toBe('running');
    await disk.counter.do('xReport', { print: false });
    disk.counter.pass(1);
    expect(disk.counter.terminal.clerkSnapshot().journalCheck?.state).toBe('good');
    await disk.counter.do('noSale', {});
  });

  it('a disk that does it again and again stops the counter', async () => {
    await workedCounter(1);
    const disk = await start();
    await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
    disk.store.read.view = () => {
      throw new StoreFault({ code: 'VIEWS_DAMAGED' });
    };
    await disk.counter.refusal('xReport', { print: false });
    const { phase, stopped } = disk.counter.terminal.clerkSnapshot();
    expect([phase, stopped?.failure]).toEqual([
      'stopped',
      { code: 'JOURNAL_DAMAGED', details: { cause: 'VIEWS' } },
    ]);
  });

  it('P3 not from a journal that somebody changed: its entry is named', async () => {
    await workedCounter(5);
    overwrite(offsetOf('"quoteId":"KA-BLR-01-C3-Q2"') + 3, Buffer.from('Z'));
    overwrite((viewsRoot() - 1) * 4096, Buffer.alloc(2048));
    await stoppedBy('CHAIN_HASH_WRONG');
  });
});

describe('J19 the second copy', () => {
  it('is made while the counter works, verifies, and can be restored', async () => {
    const disk = await start();
    await open(disk.counter);
    await charge(disk.counter);
    await untilBackedUp(disk);
    await charge(disk.counter);
    const copied = answered(openJournalStore({ path: backupPath(files.backups) }));
    const seq = copied.read.lastEntry()?.seq ?? 0;
    expect(copied.read.entries(1, seq)).toEqual(disk.store.read.entries(1, seq));
    const identity = { officeId: 'KA-BLR-01', counterId: COUNTER };
    const keys = disk.ports.keyRing?.all() ?? new Map();
    const verified = verifyChain({ store: copied.read, crypto: testCrypto, identity, keys });
    expect(answered(verified).seq).toBe(seq);
    const before = JSON.stringify(copied.dumpViews());
    rebuildViews(copied);
    expect(JSON.stringify(copied.dumpViews())).toBe(before);
    copied.close();
  });

  it('is not replaced by one that does not verify, and the journal itself is looked at', async () => {
    await workedCounter(3);
    const disk = await start();
    await untilBackedUp(disk);
    const before = fs.readFileSync(backupPath(files.backups));
    const seen: string[] = [];
    const made = disk.ports.backup?.copy.bind(disk.ports.backup);
    if (disk.ports.backup === undefined || made === undefined) throw new Error('no backup');
    disk.ports.backup.copy = async () => {
      const copy = answered(await made());
      return {
        ok: true,
        value: { ...copy, read: { ...copy.read, entries: () => [], entry: () => undefined } },
      };
    };
    for (let turn = 0; turn < 100 && seen.length === 0; turn += 1) {
      disk.counter.pass(60_000);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      const { trouble } = disk.counter.terminal.clerkSnapshot();
      seen.push(...trouble.map(({ code }) => code).filter((code) => code === 'BACKUP_FAILED'));
    }
    expect(seen).toEqual(['BACKUP_FAILED']);
    disk.counter.pass(1);
    expect(disk.counter.terminal.clerkSnapshot().journalCheck?.state).toBe('good');
    expect(fs.readFileSync(backupPath(files.backups)).equals(before)).toBe(true);
  });

  it('is made when a manager asks, and where and when is told', async () => {
    const disk = await start();
    const before = await disk.counter.do('describeCounter', {});
    expect(before.backup).toEqual({
      place: files.backups,
      last: null,
      isWorking: false,
      failure: null,
    });
    await disk.counter.do('backUpNow', {});
    expect((await disk.counter.do('describeCounter', {})).backup.isWorking).toBe(true);
    await expect
      .poll(async () => {
        disk.counter.pass(1);
        return (await disk.counter.do('describeCounter', {})).backup.isWorking;
      })
      .toBe(false);
    const { backup } = await disk.counter.do('describeCounter', {});
    expect(backup.last?.bytes).toBe(fs.statSync(backupPath(files.backups)).size);
  });

  it('that cannot be written is said, and charging goes on', async () => {
    fs.rmSync(files.backups, { recursive: true });
    fs.writeFileSync(files.backups, 'a file where the folder was');
    const disk = await start();
    await open(disk.counter);
    disk.counter.pass(60_000);
    await expect
      .poll(() => disk.counter.terminal.clerkSnapshot().trouble.map(({ code }) => code))
      .toContain('BACKUP_FAILED');
    await charge(disk.counter);
  });
});
