/** Real files, damaged in every way that disks and people damage them. */
import * as fs from 'node:fs';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { backupPath } from '#adapters/sqlite/backup.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import { CLERK, COUNTER, PINS } from '#tests/testkit/counter.ts';
import { openOnDisk } from '#tests/testkit/counter-on-disk.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { testCrypto } from '#tests/testkit/ports.ts';

import {
  files,
  running,
  start,
  open,
  charge,
  workedCounter,
  offsetOf,
  overwrite,
  entryPages,
  stoppedBy,
  savedEntries,
  untilBackedUp,
  save,
} from './damage-kit.ts';

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
