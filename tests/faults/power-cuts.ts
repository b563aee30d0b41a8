/**
 * Power cuts on real file systems: a counter charges without end on ext4 or xfs in a loop image; the
 * file system is shut down under it with no flush of its log; it is killed, the image is mounted
 * anew, and whatever the counter had acknowledged must be there, in one chain.
 */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { IDENTITY } from '#tests/testkit/journal-history.ts';

import { runProgram, startProgram, tryProgram, wait, whyNot } from './programs.ts';
import { viewsDiffer } from './views-differ.ts';

export type FileSystem = 'ext4' | 'xfs';

export interface CutFigures {
  readonly fileSystem: FileSystem;
  readonly cuts: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly lossyCuts: number;
  /** Journals that did not verify or open. */
  readonly broken: readonly string[];
}

const MEGABYTE = 1024 * 1024;
const IMAGE_BYTES: Readonly<Record<FileSystem, number>> = {
  ext4: 128 * MEGABYTE,
  xfs: 320 * MEGABYTE,
};

const childFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CAREFUL = childFile('../adapters/sqlite/writer.child.ts');
const CARELESS = childFile('./careless.child.ts');

export const whyNoCuts = (fileSystem: FileSystem): string | null =>
  whyNot({ programs: ['xfs_io', `mkfs.${fileSystem}`, 'mount', 'umount'], isRoot: true });

interface Disk {
  readonly folder: string;
  mount(): void;
  cut(): void;
  unmount(): void;
  destroy(): void;
}

function makeDisk(fileSystem: FileSystem): Disk {
  const home = mkdtempSync(path.join(tmpdir(), 'raseed-power-'));
  const image = path.join(home, 'disk.img');
  const folder = path.join(home, 'disk');
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, IMAGE_BYTES[fileSystem]);
  runProgram(`mkfs.${fileSystem}`, ['-q', image]);
  return {
    folder,
    mount: () => void runProgram('mount', ['-o', 'loop', '-t', fileSystem, image, folder]),
    cut: () => void runProgram('xfs_io', ['-x', '-c', 'shutdown', folder]),
    unmount: () => void runProgram('umount', [folder]),
    destroy: () => {
      tryProgram('umount', ['-l', folder]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

interface Cut {
  readonly acknowledged: number;
  readonly found: number;
  readonly broken: string | null;
}

function readBack(file: string): Pick<Cut, 'found' | 'broken'> {
  const opened = openJournalStore({ path: file });
  if (!opened.ok) return { found: 0, broken: opened.error.code };
  const store = opened.value;
  const crypto = createNodeCrypto();
  const verified = verifyChain({ store: store.read, crypto, identity: IDENTITY });
  const found = store.read.lastEntry()?.seq ?? 0;
  const isOther = verified.ok && viewsDiffer(store);
  store.close();
  if (!verified.ok) return { found, broken: verified.error.code };
  return { found, broken: isOther ? 'views' : null };
}

async function cutOnce(disk: Disk, of: { child: string; afterMs: number }): Promise<Cut> {
  disk.mount();
  const file = path.join(disk.folder, 'journal.sqlite');
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  const child = startProgram(process.execPath, [of.child, file]);
  try {
    if (!(await child.said('open'))) throw new Error('the counter did not begin');
    await wait(of.afterMs);
    disk.cut();
  } finally {
    child.kill();
    await child.ended;
    disk.unmount();
  }
  const acknowledged = Math.max(0, ...child.lines.map(Number).filter(Number.isSafeInteger));
  disk.mount();
  try {
    return { acknowledged, ...readBack(file) };
  } finally {
    disk.unmount();
  }
}

/** `isCareless`: with the planted fault that the harness must see. */
export async function cutPower(of: {
  readonly fileSystem: FileSystem;
  readonly cuts: number;
  readonly isCareless?: boolean;
}): Promise<CutFigures> {
  const disk = makeDisk(of.fileSystem);
  const child = of.isCareless === true ? CARELESS : CAREFUL;
  let [acknowledged, lost, lossyCuts] = [0, 0, 0];
  const broken: string[] = [];
  try {
    for (let cut = 0; cut < of.cuts; cut += 1) {
      // Never the same moment, and the same moments on every run.
      const afterMs = 60 + ((cut * 137) % 600);
      const made = await cutOnce(disk, { child, afterMs });
      const missing = Math.max(0, made.acknowledged - made.found);
      acknowledged += made.acknowledged;
      lost += missing;
      lossyCuts += missing > 0 ? 1 : 0;
      if (made.broken !== null) broken.push(`cut ${cut}: ${made.broken}`);
    }
  } finally {
    disk.destroy();
  }
  const { fileSystem, cuts } = of;
  return { fileSystem, cuts, acknowledged, lost, lossyCuts, broken };
}
