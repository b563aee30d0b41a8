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

import { listImpressions, SETS } from './biometrics-data.ts';
import type { Impression, SetName } from './biometrics-data.ts';
import type { Scores } from './biometrics-figures.ts';
import { extractAll, threadMs } from './biometrics-worker.ts';
import type { Extracted } from './biometrics-worker.ts';

interface Compared {
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
  /** Comparisons in a second, one thread, templates prepared. */
  readonly comparisonsPerSecond: number;
}

interface Ready {
  readonly impression: Impression;
  readonly prepared: Prepared | null;
}

function makeReady(impression: Impression, extracted: Extracted | undefined): Ready {
  if (extracted === undefined || extracted.record === null) return { impression, prepared: null };
  const template = decodeTemplate(extracted.record);
  return { impression, prepared: template.ok ? prepare(template.value) : null };
}

export async function runProtocol(): Promise<ProtocolRun> {
  const impressions = listImpressions();
  const extracted = await extractAll(impressions.map(({ imageFile }) => imageFile));
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

/**
 * As at a counter: the first three impressions of a finger are enrolled, each later one (of any
 * finger of the set) is compared with all three, and the best score counts.
 */
export function bestOfThree(compared: readonly Compared[]): Scores {
  const best = new Map<string, { genuine: boolean; score: number }>();
  for (const each of compared) {
    for (const [enrolled, probe] of [
      [
        { finger: each.fingerA, impression: each.impressionA },
        { finger: each.fingerB, impression: each.impressionB },
      ],
      [
        { finger: each.fingerB, impression: each.impressionB },
        { finger: each.fingerA, impression: each.impressionA },
      ],
    ] as const) {
      if (enrolled.impression > 3 || probe.impression <= 3) continue;
      const key = `${each.set} ${enrolled.finger} ${probe.finger} ${probe.impression}`;
      const score = Math.max(each.score, best.get(key)?.score ?? 0);
      best.set(key, { genuine: enrolled.finger === probe.finger, score });
    }
  }
  const all = [...best.values()];
  return {
    genuine: all.filter(({ genuine }) => genuine).map(({ score }) => score),
    impostor: all.filter(({ genuine }) => !genuine).map(({ score }) => score),
  };
}
