/**
 * Trials of the real host: one morning at the counter for each point at which something may happen
 * to it, from the same beginning each time, and a verdict on what was left.
 */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { copyFolder, createStage, type Beginning, type Stage } from './host-stage.ts';
import { whyNot } from './programs.ts';
import { begin, liveThrough, type Morning } from './scenario.ts';
import { judge, type Verdict } from './verdict.ts';

export interface Trial {
  /** Which point: the how-manieth call, page or jump. */
  readonly point: number;
  readonly morning: Morning;
  readonly verdict: Verdict;
  /** The fault was never met: the morning was over before. */
  readonly isUntouched: boolean;
}

const MAX_POINTS = 600;

export const whyNoTrials = (): string | null => whyNot({ programs: ['strace'], isRoot: false });

export interface Injection {
  readonly call: Call;
  /** As strace takes it: `signal=SIGKILL:when=3`. */
  readonly what: string;
}

/** What a program reads of itself is not ours to fail: only the journal's own files count. */
const journalOnly = (folder: string): readonly string[] =>
  ['journal.sqlite', 'journal.sqlite-wal'].flatMap((name) => ['-P', path.join(folder, name)]);

/**
 * Of the main thread alone, where SQLite runs: the others go on at full speed. strace counts each
 * kind of call by itself, so one kind is injected at a time.
 */
const strace = (
  { call, what }: Injection,
  { log, folder }: { readonly log: string; readonly folder: string },
): readonly string[] => [
  'strace',
  '-o',
  log,
  ...(call === 'pread64' ? journalOnly(folder) : []),
  '-e',
  `trace=${call}`,
  '-e',
  `inject=${call}:${what}`,
];

/** Whether the morning came upon its fault. */
const isMet = (of: Injection, { log, morning }: { log: string; morning: Morning }): boolean =>
  of.what.startsWith('signal')
    ? morning.ended === 'killed'
    : readFileSync(log, 'utf8').includes('INJECTED');

export interface Bench {
  readonly stage: Stage;
  readonly beginning: Beginning;
}

export interface OpenBench extends Bench {
  close(): Promise<void>;
}

export async function openBench(): Promise<OpenBench> {
  const stage = await createStage();
  try {
    const beginning = await begin(stage, stage.folder('beginning'));
    return { stage, beginning, close: () => stage.close() };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

export async function withBench<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  const bench = await openBench();
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

export async function tryOnce(
  { stage, beginning }: Bench,
  of: {
    readonly point: number;
    readonly inject?: Injection;
    /** What else runs the host: a program and its arguments. */
    readonly under?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    /** Where the counter's files lie; a folder of their own where absent. */
    readonly place?: (copy: (folder: string) => void) => string;
    /** Once the host is up. */
    readonly during?: () => void;
    /** Once the host is gone. */
    readonly beforeVerdict?: () => void;
  },
): Promise<Trial> {
  stage.database.restore(beginning.hq);
  const copy = (folder: string): void => copyFolder(beginning.folder, folder);
  const folder = of.place?.(copy) ?? stage.folder(`trial-${of.point}`);
  if (of.place === undefined) copy(folder);
  const log = stage.folder('strace.log');
  const { env = {}, inject } = of;
  const before = await stage.papers();
  const under = inject === undefined ? (of.under ?? []) : strace(inject, { log, folder });
  const host = await stage.startHost({ dataFolder: folder, under, env });
  of.during?.();
  const morning = await liveThrough(host);
  of.beforeVerdict?.();
  const papers = before - beginning.papers;
  const verdict = await judge(stage, { folder, morning, papers });
  if (of.place === undefined) rmSync(folder, { recursive: true, force: true });
  const isUntouched = inject !== undefined && !isMet(inject, { log, morning });
  return { point: of.point, morning, verdict, isUntouched };
}

type Call = 'pread64' | 'pwrite64' | 'fsync' | 'ftruncate' | 'unlink';

/** Points one after the other, until a whole morning goes by and the fault has not been met. */
async function untilNoneIsMet(
  work: (point: number) => Promise<Trial>,
  step = 1,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (let point = 1; point <= MAX_POINTS; point += step) {
    const trial = await work(point);
    if (trial.isUntouched) return trials;
    trials.push(trial);
  }
  throw new Error(`the morning has more than ${MAX_POINTS} points`);
}

/** `kill -9` before each call of a kind in turn. */
export const killAtEveryWrite = (bench: Bench, call: Call): Promise<readonly Trial[]> =>
  untilNoneIsMet((point) =>
    tryOnce(bench, { point, inject: { call, what: `signal=SIGKILL:when=${point}` } }),
  );

/** Which calls fail, and how. */
export interface Failing {
  readonly call: Call;
  readonly error: 'EIO' | 'ENOSPC';
  /** Not at each call, but at each so manieth. */
  readonly step?: number;
  /** All calls from there on, not that one alone. */
  readonly isLasting?: boolean;
}

/** An error at each call in turn. */
export const failAtEveryWrite = (
  bench: Bench,
  { call, error, step, isLasting = false }: Failing,
): Promise<readonly Trial[]> =>
  untilNoneIsMet((point) => {
    const what = `error=${error}:when=${point}${isLasting ? '+' : ''}`;
    return tryOnce(bench, { point, inject: { call, what } });
  }, step);

export const whyNoLimits = (): string | null => whyNot({ programs: ['prlimit'], isRoot: false });

const FIRST_LIMIT_BYTES = 20_000;
/** So that limits fall into pages and frames at many places. */
const LIMIT_STEP_BYTES = 19_700;
const LIMITS = 24;

/** A limit on the size of files cuts a write short wherever it falls, and refuses the next. */
export async function limitFileSize(bench: Bench): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (let step = 0; step < LIMITS; step += 1) {
    const point = FIRST_LIMIT_BYTES + step * LIMIT_STEP_BYTES;
    trials.push(await tryOnce(bench, { point, under: ['prlimit', `--fsize=${point}`] }));
  }
  return trials;
}
