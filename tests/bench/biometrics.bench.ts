/** Fingerprint error rates and speed, as rows of the common table; goals are those of the spec. */
import type { BenchRow } from '#build/bench.ts';

import { describe, measure, writePlots } from './biometrics-report.ts';

interface Goal {
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: boolean;
}

function against(name: string, figure: number, goal: Goal): BenchRow {
  const ratio = figure / goal.value;
  const atLeast = goal.atLeast === true;
  return {
    name,
    figure,
    unit: goal.unit,
    peer: 'goal',
    peerFigure: goal.value,
    ratio,
    aim: atLeast ? '>= 1.00x' : '<= 1.00x',
    met: atLeast ? ratio >= 1 : ratio <= 1,
  };
}

export async function rows(): Promise<readonly BenchRow[]> {
  const report = await measure();
  if (report === null) return [];
  const { mean, pooled, run, identify } = report;
  const extractMs = run.extractMs.reduce((sum, time) => sum + time, 0) / run.extractMs.length;
  return [
    against('fingerprint EER, mean of four sets', mean.eer, { value: 5, unit: '%' }),
    against('fingerprint FMR100, mean', mean.fmr100, { value: 9, unit: '%' }),
    against('fingerprint FMR1000, mean', mean.fmr1000, { value: 13, unit: '%' }),
    against('fingerprint ZeroFMR, mean', mean.zeroFmr, { value: 18, unit: '%' }),
    against('fingerprint EER, pooled', pooled.eer, { value: 6, unit: '%' }),
    against('fingerprint FMR1000, pooled', pooled.fmr1000, { value: 15, unit: '%' }),
    against('fingerprint extraction, mean', extractMs, { value: 150, unit: 'ms' }),
    against('fingerprint comparisons', run.comparisonsPerSecond, {
      value: 2_000,
      unit: '/s',
      atLeast: true,
    }),
    against('one finger against 10,000, worst', identify.worstMs, { value: 1_000, unit: 'ms' }),
  ];
}

/** The whole report in words, its curves written; null where the sets are absent. */
export async function report(): Promise<string | null> {
  const measured = await measure();
  if (measured === null) return null;
  return `${describe(measured)}\nCurves: ${writePlots(measured)}`;
}
