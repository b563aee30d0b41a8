/**
 * `npm run simulate -- --seeds N [--seed S] [--mutate NAME] [--real] [--write]`: many worlds, one
 * after the other. A seed that breaks a rule is printed with its last events and fails the command;
 * with `--mutate` the planted fault must be caught. `--write` plants every fault and puts the table
 * into docs/spec/faults.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { fillTable } from '#tests/faults/tables.ts';

import { mutationNamed, MUTATIONS, type Mutation } from './mutations.ts';
import { PATHS, type Path } from './report.ts';
import { simulate, type Run } from './simulate.ts';

/** Within so many seeds each planted fault is caught; a test holds the simulator to it. */
export const SEEDS_TO_CATCH = 200;

const SPEC = new URL('../../docs/spec/faults.md', import.meta.url);

export interface Caught {
  readonly mutation: Mutation;
  readonly seed: number | null;
  readonly by: string;
}

/** The first seed in which a planted fault breaks a rule. */
export async function catchMutation(
  mutation: Mutation,
  of: { readonly from: number; readonly seeds: number },
): Promise<Caught> {
  for (let seed = of.from; seed < of.from + of.seeds; seed += 1) {
    const { violations } = await simulate({ seed, seams: mutation.seams });
    const [first] = violations;
    if (first !== undefined) {
      const [line = ''] = first.what.split('\n');
      return { mutation, seed, by: `${first.rule}: ${line}` };
    }
  }
  return { mutation, seed: null, by: '' };
}

export interface Figures {
  readonly seeds: number;
  readonly failed: readonly Run[];
  readonly entries: number;
  readonly receipts: number;
  readonly counters: number;
  readonly simulatedDays: number;
  readonly seconds: number;
  readonly reached: ReadonlyMap<Path, number>;
}

const DAY_MS = 86_400_000;
const MAX_FAILED = 5;

/** Runs seeds `from` to `from + seeds - 1`; stops after a few that fail. */
export async function simulateMany(of: {
  readonly from: number;
  readonly seeds: number;
  readonly realKeys?: boolean;
  readonly onSeed?: (done: number) => void;
}): Promise<Figures> {
  const beganMs = performance.now();
  const failed: Run[] = [];
  const reached = new Map<Path, number>();
  let [entries, receipts, counters, simulatedMs, seeds] = [0, 0, 0, 0, 0];
  for (let seed = of.from; seed < of.from + of.seeds; seed += 1) {
    const run = await simulate({ seed, realKeys: of.realKeys === true });
    seeds += 1;
    entries += run.entries;
    receipts += run.receipts;
    counters += run.counters;
    simulatedMs += run.simulatedMs;
    for (const [path, times] of run.reached) reached.set(path, (reached.get(path) ?? 0) + times);
    if (run.violations.length > 0) failed.push(run);
    of.onSeed?.(seeds);
    if (failed.length >= MAX_FAILED) break;
  }
  const seconds = (performance.now() - beganMs) / 1000;
  const simulatedDays = simulatedMs / DAY_MS;
  return { seeds, failed, entries, receipts, counters, simulatedDays, seconds, reached };
}

const LAST_LINES = 60;

function describe(run: Run): string {
  const what = run.violations.map((violation) => `${violation.rule}: ${violation.what}`);
  const lines = run.lines.slice(-LAST_LINES);
  return [`seed ${run.seed} (${run.hash.slice(0, 16)})`, ...what, ...lines, ''].join('\n');
}

function summary(figures: Figures): string {
  const { seeds, failed, entries, receipts, counters, simulatedDays, seconds } = figures;
  const clean = seeds - failed.length;
  return (
    `${clean} of ${seeds} seeds clean: ${counters} counters, ${entries} entries, ` +
    `${receipts} receipts, ${Math.round(simulatedDays)} days in ${seconds.toFixed(1)} s ` +
    `(${(seeds / seconds).toFixed(0)} seeds a second)`
  );
}

const unreached = (figures: Figures): readonly Path[] =>
  PATHS.filter((path) => !figures.reached.has(path));

async function plant(mutations: readonly Mutation[], from: number): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  for (const mutation of mutations) {
    const caught = await catchMutation(mutation, { from, seeds: SEEDS_TO_CATCH });
    const by = caught.seed === null ? 'NOT CAUGHT' : `seed ${caught.seed}, ${caught.by}`;
    process.stdout.write(`${mutation.name}: ${by}\n`);
    all.push(caught);
  }
  return all;
}

function writeTable(caught: readonly Caught[]): void {
  const rows = caught.map(({ mutation, seed, by }) => [
    `\`${mutation.name}\``,
    mutation.breaks,
    seed === null ? 'not caught' : String(seed),
    by,
  ]);
  const head = ['mutation', 'what of ours is broken', 'first seed', 'caught by'];
  const text = readFileSync(SPEC, 'utf8');
  writeFileSync(SPEC, fillTable(text, { name: 'mutations', head, rows }));
}

/** Answers the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      mutate: { type: 'string' },
      real: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const from = Number(values.seed);
  if (values.mutate !== undefined || values.write) {
    const named = values.mutate === undefined ? undefined : mutationNamed(values.mutate);
    if (values.mutate !== undefined && named === undefined) {
      const names = MUTATIONS.map(({ name }) => name).join(', ');
      process.stderr.write(`Mutations: ${names}.\n`);
      return 2;
    }
    const caught = await plant(named === undefined ? MUTATIONS : [named], from);
    if (values.write) writeTable(caught);
    return caught.every(({ seed }) => seed !== null) ? 0 : 1;
  }
  const seeds = Number(values.seeds);
  const onSeed = (done: number): void => {
    if (done % 500 === 0) process.stderr.write(`${done} of ${seeds} seeds\n`);
  };
  const figures = await simulateMany({ from, seeds, realKeys: values.real, onSeed });
  for (const failed of figures.failed) process.stdout.write(`${describe(failed)}\n`);
  process.stdout.write(`${summary(figures)}\n`);
  const missing = unreached(figures);
  if (missing.length > 0) process.stdout.write(`never reached: ${missing.join('; ')}\n`);
  return figures.failed.length === 0 ? 0 : 1;
}
