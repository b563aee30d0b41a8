/**
 * One run of one process: started in a session of its own, its output kept in a log, ready when it
 * prints the line `READY {json}`, ended by SIGTERM and, past all patience, by force.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endProcess, identifyProcess, type ProcessIdentity } from '#build/process-identity.ts';
import type { LogFile } from './log-file.ts';

/** What a process tells of itself when it can be used: addresses, ports, paths. */
export type ReadyFacts = Readonly<Record<string, unknown>>;

export interface ChildSpec {
  /** A short name: of its log file and in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readyWithinMs: number;
  readonly stopWithinMs: number;
}

export interface ChildRun {
  readonly identity: ProcessIdentity | undefined;
  /** The facts; or undefined where it ended or stayed silent too long. */
  readonly ready: Promise<ReadyFacts | undefined>;
  /** Settles with the exit code (null after a signal) when it has ended. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<void>;
}

const READY_LINE = /^(?:READY )?(\{.*\})\s*$/;

/** The facts of a line `READY {json}` or `{"ready":true, …}`, or undefined for any other line. */
export function readReadyLine(line: string): ReadyFacts | undefined {
  const json = READY_LINE.exec(line)?.[1];
  if (json === undefined) return undefined;
  try {
    const facts = JSON.parse(json) as ReadyFacts;
    return line.startsWith('READY ') || facts['ready'] === true ? facts : undefined;
  } catch {
    return undefined;
  }
}

export function startChild(spec: ChildSpec, log: LogFile): ChildRun {
  const child = spawn(spec.command, spec.args, {
    // A session of its own: Ctrl-C reaches us alone, and the order of ending stays ours.
    detached: true,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const identity = identifyProcess(child.pid);
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      log.write(`${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code) => resolve(code));
  });
  const ready = new Promise<ReadyFacts | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), spec.readyWithinMs);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.once('error', () => resolve(undefined));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const facts = readReadyLine(line);
      // A ready line may carry a token; it is for us and not for the log.
      log.write(facts === undefined ? `${line}\n` : 'READY\n');
      if (facts === undefined) return;
      clearTimeout(timer);
      resolve(facts);
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.write(text));
  const stop = async (): Promise<void> => {
    if (identity !== undefined) await endProcess(identity, spec.stopWithinMs);
    await ended;
  };
  return { identity, ready, ended, stop };
}
