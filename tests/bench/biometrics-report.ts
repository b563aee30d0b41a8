/**
 * `npm run bench:biometrics`: error rates over the public sets as tables on the screen and curves in
 * `artifacts/`, with times, beside the peers that can be run. One threshold is chosen on half of the
 * fingers and told on the others.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { DECISION_THRESHOLD, STATED_FALSE_MATCH_RATE } from '#biometrics/match.ts';

import { SETS, setsArePresent } from './biometrics-data.ts';
import { errorRates, meanRates, ratesAt, thresholdFor } from './biometrics-figures.ts';
import type { ErrorRates, OperatingPoint, Scores } from './biometrics-figures.ts';
import { measureIdentify } from './biometrics-identify.ts';
import type { IdentifyFigures } from './biometrics-identify.ts';
import { NOT_RUN, runNbis } from './biometrics-peers.ts';
import type { PeerRun } from './biometrics-peers.ts';
import { drawDet } from './biometrics-plot.ts';
import {
  asAtACounter,
  isStandard,
  ofHalf,
  runProtocol,
  scoresOf,
  TRIES,
} from './biometrics-protocol.ts';
import type { Compared, ProtocolRun } from './biometrics-protocol.ts';
import { OTHER_SENSORS } from './biometrics-sensors.ts';

/** Error rates of one comparison program. */
export interface Rates {
  readonly bySet: readonly { readonly name: string; readonly rates: ErrorRates }[];
  readonly mean: ErrorRates;
  readonly pooled: ErrorRates;
}

/** The same images as another sensor would have given them. */
interface OtherSensor {
  readonly name: string;
  readonly failed: number;
  readonly rates: Rates;
  readonly shipped: OperatingPoint;
}

export interface BiometricsReport {
  readonly run: ProtocolRun;
  readonly own: Rates;
  readonly peer: (PeerRun & { readonly rates: Rates }) | null;
  /** Why there is none. */
  readonly noPeer: string;
  readonly identify: IdentifyFigures;
  /** Empty where they were not asked for. */
  readonly others: readonly OtherSensor[];
}

const CHOSEN_FMR = 0.001;
const everything = (): boolean => true;

function ratesOf(compared: readonly Compared[]): Rates {
  const bySet = SETS.map((name) => ({
    name,
    rates: errorRates(scoresOf(compared, ({ set }) => set === name)),
  }));
  const mean = meanRates(bySet.map(({ rates }) => rates));
  return { bySet, mean, pooled: errorRates(scoresOf(compared, everything)) };
}

async function measureOthers(): Promise<readonly OtherSensor[]> {
  const others: OtherSensor[] = [];
  for (const name of OTHER_SENSORS) {
    const { compared, failures } = await runProtocol(name);
    const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
    const shipped = ratesAt(scoresOf(compared, everything), DECISION_THRESHOLD);
    others.push({ name, failed, rates: ratesOf(compared), shipped });
  }
  return others;
}

/** Null where the sets are absent. One after the other: what runs beside a measurement spoils it. */
export async function measure(
  of: { readonly otherSensors: boolean } = { otherSensors: false },
): Promise<BiometricsReport | null> {
  if (!setsArePresent()) return null;
  const run = await runProtocol();
  const identify = measureIdentify(run.templates);
  const peer = await runNbis();
  const others = of.otherSensors ? await measureOthers() : [];
  const own = ratesOf(run.compared);
  return 'reason' in peer
    ? { run, own, identify, others, peer: null, noPeer: peer.reason }
    : { run, own, identify, others, peer: { ...peer, rates: ratesOf(peer.compared) }, noPeer: '' };
}

const cell = (value: number): string => value.toFixed(2).padStart(9);
const percent = (share: number): string => `${(share * 100).toFixed(3)} %`;
const NAME = 28;

const rateCells = (rates: ErrorRates): string =>
  [rates.eer, rates.fmr100, rates.fmr1000, rates.zeroFmr].map(cell).join('');

function ratesLine(name: string, scores: Scores): string {
  const counts = `${scores.genuine.length}`.padStart(8) + `${scores.impostor.length}`.padStart(9);
  return `${name.padEnd(NAME)}${counts}${rateCells(errorRates(scores))}`;
}

function rateLines({ run, own }: BiometricsReport): string[] {
  const sets = SETS.map((name) => {
    const failed = `${run.failures.get(name) ?? 0}`.padStart(8);
    return (
      ratesLine(
        name,
        scoresOf(run.compared, ({ set }) => set === name),
      ) + failed
    );
  });
  const first = SETS.map((name) => {
    const standard = scoresOf(run.compared, (each) => each.set === name && isStandard(each));
    return ratesLine(`  ${name}, 45 first`, standard);
  });
  return [
    'Error rates in percent (FVC protocol; a failure to extract counts as score 0)',
    `${''.padEnd(NAME)} genuine impostor      EER   FMR100  FMR1000  ZeroFMR  failed`,
    ...sets,
    ...first,
    `${'mean of the sets'.padEnd(NAME + 17)}${rateCells(own.mean)}`,
    ratesLine('pooled, one threshold', scoresOf(run.compared, everything)),
  ];
}

function thresholdLines({ compared }: ProtocolRun): string[] {
  const lines = ['One threshold for all sets, chosen at FMR 0.1 % on one half of the fingers:'];
  for (const half of [1, 0] as const) {
    const threshold = thresholdFor(scoresOf(compared, ofHalf(half)), CHOSEN_FMR);
    const told = ratesAt(scoresOf(compared, ofHalf(half === 1 ? 0 : 1)), threshold);
    lines.push(
      `  chosen on ${half === 1 ? 'odd' : 'even'} fingers: ${threshold.toFixed(1)}; ` +
        `on the others FMR ${percent(told.fmr)}, FNMR ${percent(told.fnmr)}`,
    );
  }
  const shipped = ratesAt(scoresOf(compared, everything), DECISION_THRESHOLD);
  lines.push(
    `  as shipped: ${DECISION_THRESHOLD} (stated FMR ${percent(STATED_FALSE_MATCH_RATE)}); ` +
      `on all FMR ${percent(shipped.fmr)}, FNMR ${percent(shipped.fnmr)}`,
  );
  return lines;
}

function counterLines({ compared }: ProtocolRun): string[] {
  const { oneTry, threeTries } = asAtACounter(compared);
  const line = (words: string, scores: Scores): string => {
    const { fmr, fnmr } = ratesAt(scores, DECISION_THRESHOLD);
    const counts = `${scores.genuine.length} genuine, ${scores.impostor.length} impostor`;
    return `  ${words}: ${counts}; FMR ${percent(fmr)}, FNMR ${percent(fnmr)}`;
  };
  return [
    `As at a counter, the best of three captures kept, at ${DECISION_THRESHOLD}:`,
    line('one try', oneTry),
    line(`the best of ${TRIES} tries`, threeTries),
  ];
}

interface Speed {
  readonly extractMs: readonly number[];
  readonly comparisonsPerSecond: number;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function speedLine(name: string, { extractMs, comparisonsPerSecond }: Speed): string {
  const times = extractMs.toSorted((a, b) => a - b);
  const mean = meanOf(times).toFixed(0);
  const median = (times[times.length >> 1] ?? 0).toFixed(0);
  const worst = (times.at(-1) ?? 0).toFixed(0);
  const rate = comparisonsPerSecond.toFixed(0).padStart(8);
  return `${name.padEnd(NAME)}${[mean, median, worst].map((each) => each.padStart(8)).join('')}${rate}`;
}

function peerLines({ run, own, peer, noPeer }: BiometricsReport): string[] {
  const head = `${''.padEnd(NAME)}     EER   FMR100  FMR1000  ZeroFMR`;
  const speedHead = `${''.padEnd(NAME)}    mean  median   worst       /s`;
  const rates = (name: string, of: ErrorRates): string => name.padEnd(NAME - 1) + rateCells(of);
  const lines = peer === null ? [`Not run here: NBIS: ${noPeer}`] : [];
  return [
    'Peers on the same images in this run, percent',
    head,
    rates('this, mean of the sets', own.mean),
    ...(peer === null ? [] : [rates(`${peer.name}, mean`, peer.rates.mean)]),
    rates('this, pooled', own.pooled),
    ...(peer === null ? [] : [rates(`${peer.name}, pooled`, peer.rates.pooled)]),
    'Extraction of an image in ms and comparisons a second, one thread, processor time',
    speedHead,
    speedLine('this', run),
    ...(peer === null ? [] : [speedLine(peer.name, peer)]),
    ...lines,
    NOT_RUN,
  ];
}

function manyLines({ run, identify: many }: BiometricsReport): string[] {
  return [
    `Records: largest ${Math.max(...run.recordBytes)} bytes`,
    `One against ${many.enrolled} (made-up templates, and among them the first impression of each ` +
      `real finger): mean ${many.meanMs.toFixed(0)} ms, worst ${many.worstMs.toFixed(0)} ms; ` +
      `of ${many.probes} later impressions ${many.found} found, ${many.foundSurely} at the threshold ` +
      `of a search, ${many.wrong} taken for another; index built in ${many.buildMs.toFixed(0)} ms`,
  ];
}

function otherLines({ others }: BiometricsReport): string[] {
  if (others.length === 0) return [];
  return [
    `The same images as other sensors would give them, mean of the sets; at ${DECISION_THRESHOLD}`,
    `${''.padEnd(NAME)}     EER   FMR100  FMR1000  ZeroFMR       FMR      FNMR  failed`,
    ...others.map(({ name, failed, rates, shipped }) => {
      const at = [shipped.fmr, shipped.fnmr].map((share) => percent(share).padStart(10)).join('');
      return `${name.padEnd(NAME - 1)}${rateCells(rates.mean)}${at}${`${failed}`.padStart(8)}`;
    }),
  ];
}

export function describe(report: BiometricsReport): string {
  const parts = [
    rateLines(report),
    thresholdLines(report.run),
    counterLines(report.run),
    peerLines(report),
    manyLines(report),
    otherLines(report),
  ].filter((lines) => lines.length > 0);
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/** Writes the curves; answers where those of all sets are. */
export function writePlots({ run, peer }: BiometricsReport): string {
  const folder = fileURLToPath(new URL('../../artifacts', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const write = (name: string, title: string, curves: Parameters<typeof drawDet>[1]): string => {
    const file = path.join(folder, `det-${name}.svg`);
    writeFileSync(file, drawDet(title, curves));
    return file;
  };
  const curvesOf = (choice: (compared: Compared) => boolean) => [
    { name: 'this', scores: scoresOf(run.compared, choice) },
    ...(peer === null ? [] : [{ name: peer.name, scores: scoresOf(peer.compared, choice) }]),
  ];
  for (const name of SETS)
    write(
      name,
      name,
      curvesOf(({ set }) => set === name),
    );
  write('pooled', 'All sets, one threshold', curvesOf(everything));
  const sets = SETS.map((name) => ({
    name,
    scores: scoresOf(run.compared, ({ set }) => set === name),
  }));
  return write('all', 'Fingerprint matching, FVC protocol', sets);
}
