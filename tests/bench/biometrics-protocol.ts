/**
 * The FVC protocol over the public sets: every pair of impressions of a finger once (genuine), the
 * first impressions of every two fingers (the standard impostors) and every pair of impressions of
 * different fingers (all impostors). Records are compared as they are kept, after writing and
 * reading. A failure to extract is a score of zero.
 */
import { decodeTemplate } from '#biometrics/iso-template.ts';
import { compare, emptyEvidence, makeMatcher } from '#biometrics/match.ts';
import { prepare } from '#biometrics/prepare.ts';
import type { Prepared } from '#biometrics/prepare.ts';
import type { Template } from '#biometrics/template.ts';

import { listImpressions, SETS } from './biometrics-data.ts';
import type { Impression, SetName } from './biometrics-data.ts';
import type { Scores } from './biometrics-figures.ts';
import type { RealPrint } from './biometrics-identify.ts';
import type { SensorName } from './biometrics-sensors.ts';
import { extractAll, threadMs } from './biometrics-worker.ts';
import type { Extracted } from './biometrics-worker.ts';

export interface Compared {
  readonly set: SetName;
  readonly fingerA: number;
  readonly fingerB: number;
  readonly impressionA: number;
  readonly impressionB: number;
  readonly score: number;
}

export interface ProtocolRun {
  readonly compared: readonly Compared[];
  readonly failures: ReadonlyMap<SetName, number>;
  readonly extractMs: readonly number[];
  readonly recordBytes: readonly number[];
  readonly templates: readonly RealPrint[];
  /** Comparisons in a second, one thread, templates prepared. */
  readonly comparisonsPerSecond: number;
}

interface Ready {
  readonly impression: Impression;
  readonly template: Template | null;
  readonly prepared: Prepared | null;
}

function makeReady(impression: Impression, extracted: Extracted | undefined): Ready {
  const record = extracted?.record ?? null;
  const read = record === null ? null : decodeTemplate(record);
  if (read === null || !read.ok) return { impression, template: null, prepared: null };
  return { impression, template: read.value, prepared: prepare(read.value) };
}

export async function runProtocol(sensor: SensorName = 'as they are'): Promise<ProtocolRun> {
  const impressions = listImpressions();
  const files = impressions.map(({ imageFile }) => imageFile);
  const extracted = await extractAll(files, sensor);
  const ready = impressions.map((each) => makeReady(each, extracted.get(each.imageFile)));
  const matcher = makeMatcher();
  const evidence = emptyEvidence();
  const compared: Compared[] = [];
  const startedMs = threadMs();
  for (const [index, a] of ready.entries()) {
    for (const b of ready.slice(index + 1)) {
      if (a.impression.set !== b.impression.set) continue;
      const both = a.prepared !== null && b.prepared !== null;
      compared.push({
        set: a.impression.set,
        fingerA: a.impression.finger,
        fingerB: b.impression.finger,
        impressionA: a.impression.impression,
        impressionB: b.impression.impression,
        score: both ? compare(matcher, a.prepared, b.prepared, evidence) : 0,
      });
    }
  }
  const tookMs = threadMs() - startedMs;
  const failed = ready.filter(({ prepared }) => prepared === null);
  const done = [...extracted.values()];
  return {
    compared,
    failures: new Map(
      SETS.map((set) => [set, failed.filter((each) => each.impression.set === set).length]),
    ),
    extractMs: done.map((each) => each.tookMs),
    recordBytes: done.flatMap((each) => (each.record === null ? [] : [each.record.length])),
    templates: ready.flatMap(({ template, impression: { set, finger, impression } }) =>
      template === null ? [] : [{ id: `${set} ${finger}`, impression, template }],
    ),
    comparisonsPerSecond: (compared.length / tookMs) * 1_000,
  };
}

type Choice = (compared: Compared) => boolean;

export function scoresOf(compared: readonly Compared[], choice: Choice): Scores {
  const chosen = compared.filter(choice);
  const same = ({ fingerA, fingerB }: Compared): boolean => fingerA === fingerB;
  return {
    genuine: chosen.filter(same).map(({ score }) => score),
    impostor: chosen.filter((each) => !same(each)).map(({ score }) => score),
  };
}

/** Half of the fingers: 0 those with even numbers, 1 those with odd ones. */
export const ofHalf =
  (half: 0 | 1): Choice =>
  ({ fingerA, fingerB }) =>
    fingerA % 2 === half && fingerB % 2 === half;

export const isStandard: Choice = ({ fingerA, fingerB, impressionA, impressionB }) =>
  fingerA === fingerB || (impressionA === 1 && impressionB === 1);

const printKey = (set: SetName, finger: number, impression: number): string =>
  `${set} ${finger} ${impression}`;

/** Scores by their two prints, whichever was first. */
function scoreBook(compared: readonly Compared[]): (a: string, b: string) => number {
  const book = new Map(
    compared.map((each) => {
      const a = printKey(each.set, each.fingerA, each.impressionA);
      const b = printKey(each.set, each.fingerB, each.impressionB);
      return [[a, b].toSorted().join('|'), each.score] as const;
    }),
  );
  return (a, b) => book.get([a, b].toSorted().join('|')) ?? 0;
}

const CAPTURES = [1, 2, 3];
const LATER = [4, 5, 6, 7, 8];
export const TRIES = 3;

export interface CounterScores {
  /** The kept capture against each later impression. */
  readonly oneTry: Scores;
  /** The best of {@link TRIES} impressions, one after the other. */
  readonly threeTries: Scores;
}

/**
 * As at a counter: of the first three impressions of a finger the one that agrees best with the others
 * is kept, and later impressions of any finger of the set are compared with it.
 */
export function asAtACounter(compared: readonly Compared[]): CounterScores {
  const scoreOf = scoreBook(compared);
  const one = { genuine: [] as number[], impostor: [] as number[] };
  const three = { genuine: [] as number[], impostor: [] as number[] };
  for (const set of SETS) {
    const ofSet = compared.filter((each) => each.set === set);
    const fingers = [...new Set(ofSet.flatMap(({ fingerA, fingerB }) => [fingerA, fingerB]))];
    for (const kept of fingers) {
      const captures = CAPTURES.map((impression) => printKey(set, kept, impression));
      const agreement = (a: string): number =>
        captures.reduce((sum, b) => sum + (a === b ? 0 : scoreOf(a, b)), 0);
      const [best = ''] = captures.toSorted((a, b) => agreement(b) - agreement(a));
      for (const probe of fingers) {
        const kind = kept === probe ? 'genuine' : 'impostor';
        const scores = LATER.map((impression) => scoreOf(best, printKey(set, probe, impression)));
        one[kind].push(...scores);
        for (let at = 0; at + TRIES <= scores.length; at += 1) {
          three[kind].push(Math.max(...scores.slice(at, at + TRIES)));
        }
      }
    }
  }
  return { oneTry: one, threeTries: three };
}
