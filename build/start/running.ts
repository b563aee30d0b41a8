/**
 * Who runs Raseed from a data folder. One at a time: the record names the owner and its processes,
 * so that a second start can say where the first one is, and the start after a crash can end what
 * the crash left behind.
 */
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  endProcess,
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
} from '#build/process-identity.ts';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

const END_LEFTOVERS_WITHIN_MS = 20_000;

export interface RunningRecord {
  readonly owner: ProcessIdentity;
  readonly processes: readonly ProcessIdentity[];
  /** What was printed about where things are; empty while it still starts. */
  readonly summary: string;
}

export interface Claim {
  readonly update: (facts: Pick<RunningRecord, 'processes' | 'summary'>) => void;
  readonly release: () => void;
}

const fileOf = (folder: string): string => path.join(folder, 'running.json');

const readRecord = (folder: string): RunningRecord | undefined =>
  readPrivateJson(fileOf(folder)) as RunningRecord | undefined;

/** Makes the record only if nobody has it: a link to an existing name fails, atomically. */
function tryClaim(folder: string, record: RunningRecord): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = path.join(folder, `running.${process.pid}`);
  writeFileSync(aside, JSON.stringify(record), { mode: 0o600 });
  try {
    linkSync(aside, fileOf(folder));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The folder is ours from here on; or the record of the one whose it is. */
export async function claimFolder(folder: string): Promise<Claim | RunningRecord> {
  const owner = identifyProcess(process.pid);
  if (owner === undefined) throw new Error('this process runs');
  const empty: RunningRecord = { owner, processes: [], summary: '' };
  while (!tryClaim(folder, empty)) {
    const other = readRecord(folder);
    if (other !== undefined && isSameProcess(other.owner)) return other;
    for (const left of other?.processes.toReversed() ?? []) {
      await endProcess(left, END_LEFTOVERS_WITHIN_MS);
    }
    // Another start may have taken over meanwhile; only the dead one's record is removed.
    if (readRecord(folder)?.owner.startMark === other?.owner.startMark) {
      rmSync(fileOf(folder), { force: true });
    }
  }
  return {
    update: (facts) => writePrivateJson(fileOf(folder), { owner, ...facts }),
    release: () => rmSync(fileOf(folder), { force: true }),
  };
}
