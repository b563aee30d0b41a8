/** Comparison of two templates: a score, and the threshold above which two prints are one finger. */
import { makeAlignSpace, propose } from './align.ts';
import type { AlignSpace } from './align.ts';
import {
  compareFlows,
  countShared,
  fit,
  makePairSpace,
  meanLikeness,
  pairUp,
  place,
  weighPairs,
} from './pairing.ts';
import type { Evidence, PairSpace, Pose } from './pairing.ts';
import type { Prepared } from './prepare.ts';

/** One per thread: makes comparisons without allocation. */
export interface Matcher {
  readonly align: AlignSpace;
  readonly pair: PairSpace;
  readonly pose: Pose;
  readonly evidence: Evidence;
}

export const emptyEvidence = (): Evidence => ({
  firm: 0,
  pairs: 0,
  sharedA: 0,
  sharedB: 0,
  likeness: 0,
  flow: 0,
  overlap: 0,
});

export const makeMatcher = (): Matcher => ({
  align: makeAlignSpace(),
  pair: makePairSpace(),
  pose: { turn: 0, x: 0, y: 0 },
  evidence: emptyEvidence(),
});

const WIDE = { px: 26, angle: 28 };
const MIDDLE = { px: 20, angle: 26 };
const CLOSE = { px: 15, angle: 24 };

/** Answers the score; what it rests on is left in `best`. */
export function compare(matcher: Matcher, a: Prepared, b: Prepared, best: Evidence): number {
  const hypotheses = propose(a, b, matcher.align);
  let top = 0;
  best.firm = 0;
  best.pairs = 0;
  for (let h = 0; h < hypotheses; h += 1) {
    const score = examine(matcher, { a, b }, h);
    if (score > top) {
      top = score;
      Object.assign(best, matcher.evidence);
    }
  }
  return top;
}

function examine(
  matcher: Matcher,
  sides: { readonly a: Prepared; readonly b: Prepared },
  hypothesis: number,
): number {
  const { a, b } = sides;
  const { align, pair, pose, evidence } = matcher;
  pose.turn = align.turn[hypothesis] ?? 0;
  pose.x = align.shiftX[hypothesis] ?? 0;
  pose.y = align.shiftY[hypothesis] ?? 0;
  for (const tolerance of [WIDE, MIDDLE]) {
    place(b, pose, pair);
    const pairs = pairUp(sides, align.likeness, tolerance, pair);
    fit(a, b, pairs, pose, pair);
  }
  place(b, pose, pair);
  evidence.pairs = pairUp(sides, align.likeness, CLOSE, pair);
  evidence.firm = weighPairs(a, b, evidence.pairs, pair);
  evidence.likeness = meanLikeness(b, evidence.pairs, align.likeness, pair);
  countShared(sides, pose, pair, evidence);
  compareFlows(a, b, pose, evidence);
  return weigh(evidence);
}

export function weigh(e: Evidence): number {
  if (e.pairs < 3 || e.overlap === 0) return 0;
  const shared = Math.sqrt(e.sharedA * e.sharedB) + 2;
  const share = e.firm / shared;
  return e.firm * share * Math.max(0, e.flow) ** 2 * 10;
}
