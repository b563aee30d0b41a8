/** Fingerprint error rates and speed, as rows of the common table; goals are those of the spec. */
import type { BenchRow } from '#build/bench.ts';

import { describe, meanOf, measure, writePlots } from './biometrics-report.ts';
import type { BiometricsReport } from './biometrics-report.ts';

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

/** Smaller or larger than a peer on the same images in the same run; told, not aimed at, by default. */
function beside(
  name: string,
  unit: string,
  of: { readonly own: number; readonly peer: number; readonly name: string; readonly aim?: number },
): BenchRow {
  const ratio = of.own / of.peer;
  const aim = of.aim === undefined ? '' : `<= ${of.aim.toFixed(2)}x`;
  const met = of.aim === undefined || ratio <= of.aim;
  return { name, figure: of.own, unit, peer: of.name, peerFigure: of.peer, ratio, aim, met };
}

function besidePeer({ run, own, peer }: BiometricsReport): readonly BenchRow[] {
  if (peer === null) return [];
  const { name } = peer;
  const rate = (words: string, ownRate: number, peerRate: number): BenchRow =>
    beside(words, '%', { own: ownRate, peer: peerRate, name, aim: 0.5 });
  return [
    rate('fingerprint EER, mean of four sets', own.mean.eer, peer.rates.mean.eer),
    rate('fingerprint FMR1000, mean', own.mean.fmr1000, peer.rates.mean.fmr1000),
    rate('fingerprint FMR1000, pooled', own.pooled.fmr1000, peer.rates.pooled.fmr1000),
    beside('fingerprint extraction, mean', 'ms', {
      own: meanOf(run.extractMs),
      peer: meanOf(peer.extractMs),
      name,
    }),
    beside('fingerprint comparisons', '/s', {
      own: run.comparisonsPerSecond,
      peer: peer.comparisonsPerSecond,
      name,
    }),
  ];
}

export async function rows(): Promise<readonly BenchRow[]> {
  const report = await measure();
  if (report === null) return [];
  const { own, run, identify } = report;
  return [
    against('fingerprint EER, mean of four sets', own.mean.eer, { value: 3, unit: '%' }),
    against('fingerprint FMR100, mean', own.mean.fmr100, { value: 5, unit: '%' }),
    against('fingerprint FMR1000, mean', own.mean.fmr1000, { value: 7, unit: '%' }),
    against('fingerprint ZeroFMR, mean', own.mean.zeroFmr, { value: 11, unit: '%' }),
    against('fingerprint EER, pooled', own.pooled.eer, { value: 4, unit: '%' }),
    against('fingerprint FMR1000, pooled', own.pooled.fmr1000, { value: 9, unit: '%' }),
    against('fingerprint extraction, mean', meanOf(run.extractMs), { value: 150, unit: 'ms' }),
    against('fingerprint extraction, worst', Math.max(...run.extractMs), {
      value: 300,
      unit: 'ms',
    }),
    against('fingerprint comparisons', run.comparisonsPerSecond, {
      value: 2_000,
      unit: '/s',
      atLeast: true,
    }),
    against('one finger against 10,000, worst', identify.worstMs, { value: 1_000, unit: 'ms' }),
    ...besidePeer(report),
  ];
}

/** The whole report in words, its curves written; null where the sets are absent. */
export async function report(): Promise<string | null> {
  const measured = await measure({ otherSensors: true });
  if (measured === null) return null;
  return `${describe(measured)}\nCurves: ${writePlots(measured)}`;
}
