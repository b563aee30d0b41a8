/** A disk that was full or failed for a while, under a real journal: the counter comes back. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { StoreFault } from '#terminal/ports/journal-store.ts';
import { CLERK, createTestCounter, PINS, showDisplay } from '#tests/testkit/counter.ts';
import {
  counterFolder,
  openOnDisk,
  startOnDisk,
  type CounterFolder,
} from '#tests/testkit/counter-on-disk.ts';

let files: CounterFolder;

beforeEach(async () => {
  files = counterFolder(fs.mkdtempSync(join(tmpdir(), 'raseed-disk-trouble-')));
  const disk = await startOnDisk(files);
  await showDisplay(disk.counter);
  await disk.counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  await disk.counter.openShift();
  await disk.stop();
});
afterEach(() => fs.rmSync(files.folder, { recursive: true, force: true }));

async function phaseAfterRestart(): Promise<string> {
  const disk = await startOnDisk(files);
  const { phase } = disk.counter.terminal.clerkSnapshot();
  await disk.stop();
  return phase;
}

it('J23 a disk that fails a read stops the counter until it is started again, which it is', async () => {
  const disk = await startOnDisk(files);
  await disk.counter.do('unlock', { pin: PINS[CLERK] ?? '' });
  disk.store.read.view = () => {
    throw new StoreFault({ code: 'DISK_FAILED', details: { cause: 'SQLITE_IOERR_READ' } });
  };
  expect(await disk.counter.refusal('xReport', { print: false })).toBe('DISK_FAILED');
  disk.counter.pass(1_000);
  disk.counter.pass(299_000);
  expect([disk.counter.terminal.clerkSnapshot().phase, disk.restarts()]).toEqual(['stopped', 0]);
  disk.counter.pass(2_000);
  expect(disk.restarts()).toBe(1);
  await disk.stop();
  expect(await phaseAfterRestart()).toBe('locked');
});

it('J23 a disk that is full on opening does so too, once it has room', async () => {
  const full = openOnDisk(files);
  full.store.transact = () => ({ ok: false, error: { code: 'DISK_FULL' } });
  full.store.freeBytes = () => 0;
  const counter = await createTestCounter({ ports: () => full.ports });
  const { phase, stopped } = counter.terminal.clerkSnapshot();
  expect([phase, stopped?.failure.code]).toEqual(['stopped', 'DISK_FULL']);
  counter.pass(1_000);
  counter.pass(59_000);
  expect(full.restarts()).toBe(0);
  full.store.freeBytes = () => 1_000_000_000;
  counter.pass(1_000);
  expect(full.restarts()).toBe(1);
  await counter.terminal.stop();
  full.store.close();
  expect(await phaseAfterRestart()).toBe('locked');
});
