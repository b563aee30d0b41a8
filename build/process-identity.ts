/**
 * Knowing a process again. A process id alone is not enough: after a crash or a reboot another
 * program may have it. The pair of id and start mark is. Reads /proc, or asks `ps`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in the system's own words; '' where that cannot be known. */
  readonly startMark: string;
}

/** The identity of a living process, or undefined where there is none with this id. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!isAlive(pid)) return undefined;
  return { pid, startMark: startMark(pid) };
}

/** Whether this very process still runs. */
export function isSameProcess(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startMark === identity.startMark;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function startMark(pid: number): string {
  if (process.platform === 'linux') {
    try {
      // The program's name stands in parentheses and may hold anything; fields count from its end.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    } catch {
      return '';
    }
  }
  if (process.platform === 'win32') return '';
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

/** Asks a process to end, waits, and ends it by force only when it did not answer in time. */
export async function endProcess(identity: ProcessIdentity, patienceMs: number): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(identity.pid, name);
    } catch {
      // It ended by itself in between, which is what was wanted.
    }
  };
  if (!isSameProcess(identity)) return;
  signal('SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (isSameProcess(identity)) {
    if (Date.now() > deadline) signal('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
