/**
 * `npm run test:faults [-- KIND …] [--write] [--cuts N] [--fuzz N]`: faults of real processes, disks
 * and clocks. Kinds: kill, errors (full, failing, reading, short), space, clocks,
 * power, office, fuzz; all of them where none is named. What
 * this machine does not allow is skipped and said so. `--write` puts the tables into
 * docs/spec/faults.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { startTestDatabase } from '#build/database/test-database.ts';
import { createSchema } from '#tests/testkit/schema.ts';

import { jumpClock, JUMPS, whyNoClocks } from './clocks.ts';
import { fuzzBatches, fuzzQrs, type FuzzFigures } from './fuzz.ts';
import { killDesks } from './office-kills.ts';
import { cutPower, whyNoCuts, type CutFigures, type FileSystem } from './power-cuts.ts';
import { runOutOfSpace, whyNoSpace } from './space.ts';
import { drawTable, fillTable, type Table } from './tables.ts';
import {
  failAtEveryWrite,
  killAtEveryWrite,
  limitFileSize,
  whyNoLimits,
  whyNoTrials,
  withBench,
  type Bench,
  type Failing,
  type Trial,
} from './trials.ts';

const SPEC = new URL('../../docs/spec/faults.md', import.meta.url);

interface Outcome {
  readonly tables: readonly Table[];
  /** One sentence for each promise that was broken. */
  readonly faults: readonly string[];
}

const TRIAL_HEAD = [
  'fault',
  'points',
  'where the host ended, or what the clerk was told',
  'there, though nobody was told',
  'lost',
  'doubled',
  'broken',
];

const count = <T>(list: readonly T[], of: (each: T) => number): string =>
  String(list.reduce((sum, each) => sum + of(each), 0));

/** `killed in quote`; of a host that lived, what the clerk was told first. */
function outcomeOf({ morning, verdict }: Trial): string {
  const { reached, ended, answers, trouble, isClosed } = morning;
  if (ended !== 'closed') return `${ended} in ${reached}`;
  const refused = answers.find((answer) => !answer.endsWith(' ok'));
  if (refused !== undefined) return isClosed ? `${refused}, and the shift closed` : refused;
  const [shown] = trouble;
  if (shown !== undefined) return `shown: ${shown}`;
  return verdict.noted.length === 0 ? 'nothing was noticed' : `in the journal: ${verdict.noted[0]}`;
}

function told(trials: readonly Trial[]): string {
  const counts = new Map<string, number>();
  for (const trial of trials) {
    const what = outcomeOf(trial);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, times]) => `${what}: ${times}`).join('; ');
}

function trialRow(fault: string, trials: readonly Trial[]): readonly string[] {
  return [
    fault,
    String(trials.length),
    told(trials),
    count(trials, ({ verdict }) => verdict.unanswered),
    count(trials, ({ verdict }) => verdict.lost.length),
    count(trials, ({ verdict }) => verdict.doubled.length),
    count(trials, ({ verdict }) => verdict.broken.length),
  ];
}

const faultsOf = (fault: string, trials: readonly Trial[]): readonly string[] =>
  trials.flatMap(({ point, verdict: { lost, doubled, broken } }) =>
    [...lost, ...doubled, ...broken].map((what) => `${fault}, point ${point}: ${what}`),
  );

type Plan = readonly (readonly [string, (bench: Bench) => Promise<readonly Trial[]>])[];

/** Several kinds of trial from one beginning, as one table. */
async function tryAll(name: string, plan: Plan): Promise<Outcome> {
  const rows: (readonly string[])[] = [];
  const faults: string[] = [];
  await withBench(async (bench) => {
    for (const [fault, work] of plan) {
      const trials = await work(bench);
      const row = trialRow(fault, trials);
      rows.push(row);
      faults.push(...faultsOf(fault, trials));
      process.stderr.write(`${row.join(' | ')}\n`);
    }
  });
  return { tables: [{ name, head: TRIAL_HEAD, rows }], faults };
}

const KILLS: Plan = (['pwrite64', 'fsync', 'ftruncate', 'unlink'] as const).map((call) => [
  `kill -9 at each ${call}`,
  (bench) => killAtEveryWrite(bench, call),
]);

const failing = (fault: string, of: Failing): Plan[number] => [
  fault,
  (bench) => failAtEveryWrite(bench, of),
];

const FULL: Plan = [
  failing('ENOSPC once, at each pwrite64', { call: 'pwrite64', error: 'ENOSPC' }),
  failing('ENOSPC from each fourth pwrite64 on', {
    call: 'pwrite64',
    error: 'ENOSPC',
    step: 4,
    isLasting: true,
  }),
];

const FAILING: Plan = [
  failing('EIO once, at each fsync', { call: 'fsync', error: 'EIO' }),
  failing('EIO once, at each pwrite64', { call: 'pwrite64', error: 'EIO' }),
  failing('EIO from each fourth pwrite64 on', {
    call: 'pwrite64',
    error: 'EIO',
    step: 4,
    isLasting: true,
  }),
];

const READING: Plan = [
  failing('EIO once, at each third pread64', { call: 'pread64', error: 'EIO', step: 3 }),
];

const SHORT: Plan = [['a limit on the size of files, every 20 kB', limitFileSize]];
const SPACE: Plan = [
  ['tmpfs with 0 to 64 free pages', (bench) => runOutOfSpace(bench, { step: 8, pages: 64 })],
];
const CLOCKS: Plan = JUMPS.map((jump) => [
  `the wall clock jumps by ${jump}`,
  async (bench) => [await jumpClock(bench, jump)],
]);

const cutRow = (figures: CutFigures, settings: string): readonly string[] => [
  figures.fileSystem,
  settings,
  String(figures.cuts),
  String(figures.acknowledged),
  `${figures.lost} in ${figures.lossyCuts} cuts`,
  String(figures.broken.length),
];

async function power(cuts: number): Promise<Outcome> {
  const rows: (readonly string[])[] = [];
  const faults: string[] = [];
  for (const fileSystem of ['ext4', 'xfs'] as const satisfies FileSystem[]) {
    const why = whyNoCuts(fileSystem);
    if (why !== null) {
      process.stdout.write(`power cuts on ${fileSystem} ${why}\n`);
      continue;
    }
    const ours = await cutPower({ fileSystem, cuts });
    rows.push(cutRow(ours, 'as it is (FULL)'));
    if (ours.lost > 0) faults.push(`${fileSystem}: ${ours.lost} acknowledged entries lost`);
    faults.push(...ours.broken.map((what) => `${fileSystem}, ${what}`));
    const planted = await cutPower({ fileSystem, cuts: Math.ceil(cuts / 3), isCareless: true });
    rows.push(cutRow(planted, 'planted: NORMAL'));
    if (planted.lost === 0) faults.push(`${fileSystem}: the harness is blind to NORMAL`);
  }
  const head = ['file system', 'synchronous', 'cuts', 'acknowledged entries', 'lost', 'broken'];
  return { tables: [{ name: 'power', head, rows }], faults };
}

/** HQ's program killed while something is done at an office's desk. */
async function office(): Promise<Outcome> {
  const database = await startTestDatabase();
  try {
    const { table, faults } = await killDesks(() => createSchema(database.server));
    return { tables: [table], faults };
  } finally {
    await database.stop();
  }
}

function fuzzRow(what: string, figures: FuzzFigures): readonly string[] {
  const refusals = [...figures.refusals].sort((a, b) => b[1] - a[1]);
  const words = refusals.map(([code, times]) => `${code} ${times}`).join(', ');
  const { tried, harmless, faults } = figures;
  return [what, String(tried), words, String(harmless), String(faults.length)];
}

async function fuzz(tries: number): Promise<Outcome> {
  const batches = await fuzzBatches({ seed: 2026, count: tries });
  const codes = fuzzQrs({ seed: 2026, count: tries });
  const head = ['what', 'changed', 'refused by', 'changed back to the same', 'taken or thrown'];
  const rows = [fuzzRow('batches', batches), fuzzRow('receipt codes', codes)];
  return {
    tables: [{ name: 'fuzz', head, rows }],
    faults: [...batches.faults, ...codes.faults],
  };
}

const KINDS = [
  'kill',
  'full',
  'failing',
  'reading',
  'short',
  'space',
  'clocks',
  'power',
  'office',
  'fuzz',
] as const;
type Kind = (typeof KINDS)[number];

interface Sizes {
  readonly cuts: number;
  readonly fuzz: number;
}

const NOTHING: Outcome = { tables: [], faults: [] };

async function unless(why: string | null, kind: Kind, work: () => Promise<Outcome>) {
  if (why === null) return work();
  process.stdout.write(`${kind} ${why}\n`);
  return NOTHING;
}

function runKind(kind: Kind, sizes: Sizes): Promise<Outcome> {
  switch (kind) {
    case 'kill':
      return unless(whyNoTrials(), kind, () => tryAll('kill', KILLS));
    case 'full':
      return unless(whyNoTrials(), kind, () => tryAll('full', FULL));
    case 'failing':
      return unless(whyNoTrials(), kind, () => tryAll('failing', FAILING));
    case 'reading':
      return unless(whyNoTrials(), kind, () => tryAll('reading', READING));
    case 'short':
      return unless(whyNoLimits(), kind, () => tryAll('short', SHORT));
    case 'space':
      return unless(whyNoSpace(), kind, () => tryAll('space', SPACE));
    case 'clocks':
      return unless(whyNoClocks(), kind, () => tryAll('clocks', CLOCKS));
    case 'power':
      return power(sizes.cuts);
    case 'office':
      return office();
    default:
      return fuzz(sizes.fuzz);
  }
}

/** A disk that is full or fails, by one name. */
const ERRORS = ['full', 'failing', 'reading', 'short'];

const isKind = (name: string): name is Kind => (KINDS as readonly string[]).includes(name);

/** Answers the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      write: { type: 'boolean', default: false },
      cuts: { type: 'string', default: '60' },
      fuzz: { type: 'string', default: '100000' },
    },
  });
  const names = positionals.flatMap((name) => (name === 'errors' ? ERRORS : [name]));
  const unknown = names.filter((name) => !isKind(name));
  if (unknown.length > 0) {
    process.stderr.write(`Kinds: ${KINDS.join(', ')}; errors for ${ERRORS.join(', ')}.\n`);
    return 2;
  }
  const kinds = names.length === 0 ? KINDS : names.filter(isKind);
  const faults: string[] = [];
  for (const kind of kinds) {
    const outcome = await runKind(kind, { cuts: Number(values.cuts), fuzz: Number(values.fuzz) });
    faults.push(...outcome.faults);
    for (const table of outcome.tables) {
      process.stdout.write(`${drawTable(table)}\n\n`);
      if (values.write) writeFileSync(SPEC, fillTable(readFileSync(SPEC, 'utf8'), table));
    }
  }
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}
