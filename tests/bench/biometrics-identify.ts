/**
 * One finger against many, as the search for double enrolment asks it: made-up templates by the thousand,
 * and among them the first impression of each finger of the public sets. Made-up ones have no picture of
 * the ridges, so they tell time; real ones among them tell who is found.
 */
import { buildIndex, identify } from '#biometrics/identify.ts';
import { DECISION_THRESHOLD } from '#biometrics/match.ts';
import type { Template } from '#biometrics/template.ts';
import { impressTemplate, makeUpFinger } from '#tests/testkit/made-up-templates.ts';

import { threadMs } from './biometrics-worker.ts';

export interface RealPrint {
  readonly id: string;
  readonly impression: number;
  readonly template: Template;
}

export interface IdentifyFigures {
  readonly enrolled: number;
  readonly buildMs: number;
  readonly meanMs: number;
  readonly worstMs: number;
  readonly probes: number;
  /** Their own finger was the best candidate, at the threshold of one comparison and of a search. */
  readonly found: number;
  readonly foundSurely: number;
  /** Somebody else reached the threshold of a search. */
  readonly wrong: number;
}

export const MADE_UP = 10_000;
const CANDIDATES = 2;
const POINTS_A_DECADE = 10;

export function measureIdentify(real: readonly RealPrint[]): IdentifyFigures {
  const strangers = Array.from({ length: MADE_UP }, (_, seed) => ({
    id: `made-up ${seed}`,
    template: impressTemplate(makeUpFinger(seed), 0),
  }));
  const begun = threadMs();
  const index = buildIndex([...strangers, ...real.filter(({ impression }) => impression === 1)]);
  const buildMs = threadMs() - begun;
  const enrolled = index.enrolled.length;
  const raised = DECISION_THRESHOLD + POINTS_A_DECADE * Math.log10(enrolled);
  const probes = real.filter(({ impression }) => impression > 1);
  const times: number[] = [];
  const count = { found: 0, foundSurely: 0, wrong: 0 };
  for (const { id, template } of probes) {
    const started = threadMs();
    const best = identify(index, template, CANDIDATES);
    times.push(threadMs() - started);
    const own = best.find((candidate) => candidate.id === id)?.score ?? 0;
    if (own >= DECISION_THRESHOLD) count.found += 1;
    if (own >= raised) count.foundSurely += 1;
    if (best.some((candidate) => candidate.id !== id && candidate.score >= raised))
      count.wrong += 1;
  }
  const meanMs = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  const worstMs = Math.max(0, ...times);
  return { enrolled, buildMs, meanMs, worstMs, probes: probes.length, ...count };
}
