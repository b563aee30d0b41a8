/**
 * A disk without room: the counter's files lie on a small tmpfs that is filled but for so many pages,
 * and the morning is lived through with one page more each time, until it goes by without trouble.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runProgram, tryProgram, whyNot } from './programs.ts';
import { tryOnce, type Bench, type Trial } from './trials.ts';

const PAGE_BYTES = 4096;
const TMPFS = 'size=16m';

export const whyNoSpace = (): string | null =>
  whyNot({ programs: ['mount', 'umount'], isRoot: true });

/** Leaves exactly so many pages free. */
function fillTo(folder: string, freePages: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const bytes = bavail * bsize - freePages * PAGE_BYTES;
  if (bytes > 0) writeFileSync(path.join(folder, 'filler'), Buffer.alloc(bytes, 1));
}

/** Each number of free pages in turn. The room is given back before the verdict's restart. */
export async function runOutOfSpace(
  bench: Bench,
  of: { readonly step: number; readonly pages: number },
): Promise<readonly Trial[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-space-'));
  runProgram('mount', ['-t', 'tmpfs', '-o', TMPFS, 'tmpfs', folder]);
  const trials: Trial[] = [];
  try {
    for (let point = 0; point <= of.pages; point += of.step) {
      for (const name of readdirSync(folder)) {
        rmSync(path.join(folder, name), { recursive: true, force: true });
      }
      const home = path.join(folder, 'counter');
      const trial = await tryOnce(bench, {
        point,
        place: (copy) => {
          copy(home);
          mkdirSync(home, { recursive: true });
          fillTo(folder, point);
          return home;
        },
        beforeVerdict: () => rmSync(path.join(folder, 'filler'), { force: true }),
      });
      trials.push(trial);
    }
  } finally {
    tryProgram('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
  return trials;
}
