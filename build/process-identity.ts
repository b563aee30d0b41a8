/**
 * Knowing a process again. A process id alone is not enough: after a crash or a reboot another
 * program may have it. The pair of id and start mark is. Reads /proc, or asks `ps`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in the system's own words; '' on Windows, which tells only by asking. */
  readonly startMark: string;
}

/**
 * Only a positive id above init's names one process: 0 and negative ids name whole groups, and -1
 * names every process there is. An id that came from a file or a failed start is checked first.
 */
const namesOneProcess = (pid: number | undefined): pid is number =>
  pid !== undefined && Number.isSafeInteger(pid) && pid > 1;

/** The identity of a living process, or undefined where there is none with this id. */
export function identifyProcess(pid: number | undefined): ProcessIdentity | undefined {
  if (!namesOneProcess(pid) || !isAlive(pid)) return undefined;
  const mark = startMark(pid);
  return mark === undefined ? undefined : { pid, startMark: mark };
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

/** undefined where the process is gone, or has ended and only waits to be noticed. */
function startMark(pid: number): string | undefined {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux') {
    const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return answer.stdout.trim() || undefined;
  }
  try {
    // The program's name stands in parentheses and may hold anything; fields count from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Asks a process to end, waits, and ends it by force only when it did not answer in time. */
export async function endProcess(identity: ProcessIdentity, patienceMs: number): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    if (!namesOneProcess(identity.pid)) return;
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
