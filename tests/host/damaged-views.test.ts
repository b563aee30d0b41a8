/** Views damaged on a real disk, while the journal is good. */
import * as fs from 'node:fs';

import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { rebuildViews } from '#terminal/journal/open.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import { CLERK, PINS } from '#tests/testkit/counter.ts';
import { type DiskCounter } from '#tests/testkit/counter-on-disk.ts';

import {
  files,
  running,
  newFiles,
  start,
  workedCounter,
  offsetOf,
  overwrite,
  stoppedBy,
} from './damage-kit.ts';

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
      newFiles();
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
