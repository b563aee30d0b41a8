/**
 * `npm run bench:biometrics`: error rates over the public sets as tables on the screen and curves in
 * `artifacts/`, with times. One threshold is chosen on half of the fingers and told on the others.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildIndex, identify } from '#biometrics/identify.ts';
import { DECISION_THRESHOLD, STATED_FALSE_MATCH_RATE } from '#biometrics/match.ts';
import { impressTemplate, makeUpFinger } from '#tests/testkit/made-up-templates.ts';

import { SETS, setsArePresent } from './biometrics-data.ts';
import { errorRates, meanRates, ratesAt, thresholdFor } from './biometrics-figures.ts';
import type { ErrorRates, Scores } from './biometrics-figures.ts';
import { drawDet } from './biometrics-plot.ts';
import { bestOfThree, isStandard, ofHalf, runProtocol, scoresOf } from './biometrics-protocol.ts';
import type { ProtocolRun } from './biometrics-protocol.ts';
import { threadMs } from './biometrics-worker.ts';

export interface IdentifyFigures {
  readonly enrolled: number;
  readonly buildMs: number;
  readonly meanMs: number;
  readonly worstMs: number;
  readonly found: number;
  readonly probes: number;
  readonly wrong: number;
}

export interface BiometricsReport {
  readonly run: ProtocolRun;
  readonly bySet: readonly { readonly name: string; readonly rates: ErrorRates }[];
  readonly mean: ErrorRates;
  readonly pooled: ErrorRates;
  readonly identify: IdentifyFigures;
}

const CHOSEN_FMR = 0.001;
const ENROLLED = 10_000;
const PROBES = 100;

/** Null where the sets are absent. */
export async function measure(): Promise<BiometricsReport | null> {
  if (!setsArePresent()) return null;
  const run = await runProtocol();
  const bySet = SETS.map((name) => ({
    name,
    rates: errorRates(scoresOf(run.compared, ({ set }) => set === name)),
  }));
  return {
    run,
    bySet,
    mean: meanRates(bySet.map(({ rates }) => rates)),
    pooled: errorRates(scoresOf(run.compared, () => true)),
    identify: measureIdentify(),
  };
}

/** Made-up templates: minutiae and flow without ridge pictures, so this tells time, not accuracy. */
function measureIdentify(): IdentifyFigures {
  const fingers = Array.from({ length: ENROLLED }, (_, seed) => makeUpFinger(seed));
  const enrolled = fingers.map((finger, i) => ({
    id: String(i),
    template: impressTemplate(finger, 0),
  }));
  const begun = threadMs();
  const index = buildIndex(enrolled);
  const buildMs = threadMs() - begun;
  const times: number[] = [];
  let found = 0;
  let wrong = 0;
  for (let i = 0; i < PROBES; i += 1) {
    const own = (i * 97) % ENROLLED;
    const finger = fingers[own];
    if (finger === undefined) continue;
    const probe = impressTemplate(finger, 1 + i);
    const started = threadMs();
    const best = identify(index, probe, 2).filter(({ score }) => score >= DECISION_THRESHOLD);
    times.push(threadMs() - started);
    if (best.some(({ id }) => id === String(own))) found += 1;
    if (best.some(({ id }) => id !== String(own))) wrong += 1;
  }
  const sum = times.reduce((total, time) => total + time, 0);
  const figures = { buildMs, meanMs: sum / times.length, worstMs: Math.max(...times) };
  return { enrolled: ENROLLED, ...figures, found, probes: PROBES, wrong };
}

const cell = (value: number): string => value.toFixed(2).padStart(9);
const percent = (share: number): string => `${(share * 100).toFixed(3)} %`;

function ratesLine(name: string, scores: Scores, rates: ErrorRates): string {
  const counts = `${scores.genuine.length}`.padStart(8) + `${scores.impostor.length}`.padStart(9);
  const values = [rates.eer, rates.fmr100, rates.fmr1000, rates.zeroFmr].map(cell).join('');
  return `${name.padEnd(28)}${counts}${values}`;
}

export function describe(report: BiometricsReport): string {
  const { run, bySet, mean, pooled } = report;
  const lines = [
    'Error rates in percent (FVC protocol; a failure to extract counts as score 0)',
    `${''.padEnd(28)} genuine impostor      EER   FMR100  FMR1000  ZeroFMR  failed`,
  ];
  for (const { name, rates } of bySet) {
    const scores = scoresOf(run.compared, ({ set }) => set === name);
    const failed = `${run.failures.get(name as (typeof SETS)[number]) ?? 0}`.padStart(8);
    lines.push(ratesLine(name, scores, rates) + failed);
  }
  for (const { name } of bySet) {
    const standard = scoresOf(run.compared, (each) => each.set === name && isStandard(each));
    lines.push(ratesLine(`  ${name}, 45 first`, standard, errorRates(standard)));
  }
  lines.push(`${'mean of the sets'.padEnd(45)}${rateCells(mean)}`);
  lines.push(
    ratesLine(
      'pooled, one threshold',
      scoresOf(run.compared, () => true),
      pooled,
    ),
  );
  return [...lines, '', ...thresholdLines(run), '', ...speedLines(report)].join('\n');
}

const rateCells = (rates: ErrorRates): string =>
  [rates.eer, rates.fmr100, rates.fmr1000, rates.zeroFmr].map(cell).join('');

function thresholdLines(run: ProtocolRun): string[] {
  const lines = ['One threshold for all sets, chosen at FMR 0.1 % on one half of the fingers:'];
  for (const half of [1, 0] as const) {
    const threshold = thresholdFor(scoresOf(run.compared, ofHalf(half)), CHOSEN_FMR);
    const told = ratesAt(scoresOf(run.compared, ofHalf(half === 1 ? 0 : 1)), threshold);
    lines.push(
      `  chosen on ${half === 1 ? 'odd' : 'even'} fingers: ${threshold.toFixed(1)}; ` +
        `on the others FMR ${percent(told.fmr)}, FNMR ${percent(told.fnmr)}`,
    );
  }
  const shipped = ratesAt(
    scoresOf(run.compared, () => true),
    DECISION_THRESHOLD,
  );
  lines.push(
    `  as shipped: ${DECISION_THRESHOLD} (stated FMR ${percent(STATED_FALSE_MATCH_RATE)}); ` +
      `on all FMR ${percent(shipped.fmr)}, FNMR ${percent(shipped.fnmr)}`,
  );
  const enrolled = bestOfThree(run.compared);
  const counter = ratesAt(enrolled, DECISION_THRESHOLD);
  lines.push(
    `  three impressions enrolled, the best of three scores, at ${DECISION_THRESHOLD}: ` +
      `${enrolled.genuine.length} genuine, ${enrolled.impostor.length} impostor tries; ` +
      `FMR ${percent(counter.fmr)}, FNMR ${percent(counter.fnmr)}`,
  );
  return lines;
}

function speedLines({ run, identify: many }: BiometricsReport): string[] {
  const times = run.extractMs.toSorted((a, b) => a - b);
  const meanMs = times.reduce((sum, time) => sum + time, 0) / times.length;
  const largest = Math.max(...run.recordBytes);
  return [
    `Extraction, processor time: mean ${meanMs.toFixed(0)} ms, median ` +
      `${(times[times.length >> 1] ?? 0).toFixed(0)} ms, worst ${(times.at(-1) ?? 0).toFixed(0)} ms`,
    `Comparisons, one thread: ${run.comparisonsPerSecond.toFixed(0)} a second of processor time`,
    `Records: largest ${largest} bytes`,
    `One against ${many.enrolled} made-up templates: mean ${many.meanMs.toFixed(0)} ms, worst ` +
      `${many.worstMs.toFixed(0)} ms; ${many.found} of ${many.probes} found, ${many.wrong} wrong; ` +
      `index built in ${many.buildMs.toFixed(0)} ms`,
    'Peers (NBIS, SourceAFIS, FingerJetFX) are not packages of the registries used: not run here.',
  ];
}

/** Writes the curves; answers where. */
export function writePlots(report: BiometricsReport): string {
  const folder = fileURLToPath(new URL('../../artifacts', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const curves = [
    ...SETS.map((name) => ({
      name,
      scores: scoresOf(report.run.compared, ({ set }) => set === name),
    })),
    { name: 'pooled', scores: scoresOf(report.run.compared, () => true) },
  ];
  for (const curve of curves) {
    const file = path.join(folder, `det-${curve.name}.svg`);
    writeFileSync(file, drawDet(curve.name, [curve]));
  }
  const all = path.join(folder, 'det-all.svg');
  writeFileSync(all, drawDet('Fingerprint matching, FVC protocol', curves));
  return all;
}
