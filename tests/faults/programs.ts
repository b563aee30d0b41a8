/** Running programs of the system, and whether this machine lets us do what a fault needs. */
import { spawn, spawnSync } from 'node:child_process';

import { findProgram } from '#build/system-packages.ts';

/** Runs a program to its end; its error output is the failure's word. */
export function runProgram(program: string, args: readonly string[]): string {
  const ran = spawnSync(program, args, { encoding: 'utf8' });
  if (ran.status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${ran.stderr || String(ran.error)}`);
  }
  return ran.stdout;
}

export const tryProgram = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** Null where all is there; else why this kind of fault is skipped, for a person. */
export function whyNot(of: {
  readonly programs: readonly string[];
  readonly isRoot: boolean;
}): string | null {
  const missing = of.programs.filter((name) => findProgram(name) === undefined);
  if (missing.length > 0) return `skipped: ${missing.join(', ')} is not installed`;
  if (of.isRoot && process.getuid?.() !== 0) return 'skipped: only root may mount file systems';
  return null;
}

export interface Child {
  readonly pid: number | undefined;
  /** Whole lines of standard output, as they came. */
  readonly lines: readonly string[];
  /** The end of its standard error. */
  readonly errors: () => string;
  /** Kills the program and whatever it started. */
  kill(): void;
  /** Asks it to end in its own way. */
  end(): void;
  /** Resolves when it has ended, with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Resolves true when a line begins so, false when the process ends before. */
  said(beginning: string): Promise<boolean>;
}

export function startProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  const started = spawn(program, args, {
    // A group of its own: what runs under strace ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  let rest = '';
  let look: (() => void) | null = null;
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    const pieces = (rest + text).split('\n');
    rest = pieces.pop() ?? '';
    lines.push(...pieces);
    look?.();
  });
  let errors = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000);
  });
  let hasEnded = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    started.on('close', (exitCode, signal) => {
      hasEnded = true;
      look?.();
      resolve(signal ?? exitCode ?? 1);
    });
  });
  const signalAll = (signal: NodeJS.Signals): void => {
    if (hasEnded || started.pid === undefined) return;
    try {
      process.kill(-started.pid, signal);
    } catch {
      // It ended by itself meanwhile.
    }
  };
  return {
    pid: started.pid,
    kill: () => signalAll('SIGKILL'),
    end: () => signalAll('SIGTERM'),
    lines,
    errors: () => errors,
    ended,
    said: (beginning) =>
      new Promise((resolve) => {
        look = () => {
          const isSaid = lines.some((line) => line.startsWith(beginning));
          if (!isSaid && !hasEnded) return;
          look = null;
          resolve(isSaid);
        };
        look();
      }),
  };
}

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
