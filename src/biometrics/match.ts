/**
 * Comparison of two templates. First the minutiae: where might one print lie on the other, and how
 * many minutiae say so. Where that leaves a chance, the ridges themselves are laid on each other.
 * The score tells how rarely two different fingers agree as well: ten points a decade.
 */
import { makeAlignSpace, propose } from './align.ts';
import type { AlignSpace } from './align.ts';
import {
  compareFlows,
  countShared,
  fit,
  makePairSpace,
  pairUp,
  place,
  weighPairs,
} from './pairing.ts';
import type { Evidence, PairSpace, Pose } from './pairing.ts';
import { prepare } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { compareRidges, makeRidgeSpace } from './ridge-check.ts';
import type { RidgeSpace } from './ridge-check.ts';
import type { Template } from './template.ts';

/** The memory that comparisons share, so that they allocate nothing; one per thread. */
export interface Matcher {
  readonly align: AlignSpace;
  readonly pair: PairSpace;
  readonly ridge: RidgeSpace;
  /** Roughly fitted hypotheses, best first, and what they promise. */
  readonly candidates: readonly Pose[];
  readonly promise: Float64Array;
  /** Poses that the minutiae support, best first, and how well. */
  readonly poses: readonly Pose[];
  readonly support: Float64Array;
  readonly pose: Pose;
  readonly trial: Evidence;
}

/** Hypotheses that are fitted closely. */
const CANDIDATES = 2;
/** Poses whose ridges are compared. */
const FINALISTS = 2;
/** A finalist far behind the first is not looked at. */
const FINALIST_SHARE = 0.35;
/** Below this the minutiae speak against it so clearly that ridges need not be asked. */
const RIDGE_GATE = 0.35;

export const emptyEvidence = (): Evidence => ({
  firm: 0,
  pairs: 0,
  sharedA: 0,
  sharedB: 0,
  flow: 0,
  overlap: 0,
  ridges: 0,
  ridgeCells: 0,
});

export const makeMatcher = (): Matcher => ({
  align: makeAlignSpace(),
  pair: makePairSpace(),
  ridge: makeRidgeSpace(),
  candidates: Array.from({ length: CANDIDATES }, () => ({ turn: 0, x: 0, y: 0 })),
  promise: new Float64Array(CANDIDATES),
  poses: Array.from({ length: FINALISTS }, () => ({ turn: 0, x: 0, y: 0 })),
  support: new Float64Array(FINALISTS),
  pose: { turn: 0, x: 0, y: 0 },
  trial: emptyEvidence(),
});

interface Sides {
  readonly a: Prepared;
  readonly b: Prepared;
}

const WIDE = { px: 26, angle: 28 };
const MIDDLE = { px: 20, angle: 26 };
const CLOSE = { px: 15, angle: 24 };

/** Scratch memory of {@link matchTemplates}; holds nothing between calls. */
let scratch: Matcher | null = null;

/** Two templates, prepared and compared in one go; for many comparisons keep them prepared. */
export function matchTemplates(a: Template, b: Template): { readonly score: number } {
  scratch ??= makeMatcher();
  return { score: compare(scratch, prepare(a), prepare(b), emptyEvidence()) };
}

/** Answers the score; what it rests on is left in `best`. */
export function compare(matcher: Matcher, a: Prepared, b: Prepared, best: Evidence): number {
  const sides = { a, b };
  const hypotheses = propose(a, b, matcher.align);
  matcher.promise.fill(0);
  for (let h = 0; h < hypotheses; h += 1) glance(matcher, sides, h);
  matcher.support.fill(0);
  for (let c = 0; c < CANDIDATES && (matcher.promise[c] ?? 0) > 0; c += 1) study(matcher, sides, c);
  Object.assign(best, matcher.trial);
  clear(best);
  let top = -Infinity;
  for (let f = 0; f < FINALISTS; f += 1) {
    const support = matcher.support[f] ?? 0;
    if (support === 0 || support < FINALIST_SHARE * (matcher.support[0] ?? 0)) break;
    const strength = finish(matcher, sides, f);
    if (strength <= top) continue;
    top = strength;
    Object.assign(best, matcher.trial);
  }
  return toScore(top);
}

function clear(evidence: Evidence): void {
  evidence.firm = 0;
  evidence.pairs = 0;
  evidence.sharedA = 0;
  evidence.sharedB = 0;
  evidence.flow = 0;
  evidence.overlap = 0;
  evidence.ridges = 0;
  evidence.ridgeCells = 0;
}

/** A first rough fit of a hypothesis; keeps the most promising. */
function glance(matcher: Matcher, sides: Sides, hypothesis: number): void {
  const { align, pair, pose, candidates, promise } = matcher;
  const { a, b } = sides;
  pose.turn = align.turn[hypothesis] ?? 0;
  pose.x = align.shiftX[hypothesis] ?? 0;
  pose.y = align.shiftY[hypothesis] ?? 0;
  place(b, pose, pair);
  const pairs = pairUp(sides, align.likeness, WIDE, pair);
  fit(a, b, pairs, pose, pair);
  if (pairs < MIN_PAIRS) return;
  place(b, pose, pair);
  keep(candidates, promise, pose, weighPairs(a, b, pairs, pair));
}

/** Fits a candidate closely; keeps it where it is among the best supported. */
function study(matcher: Matcher, sides: Sides, candidate: number): void {
  const { align, pair, pose, candidates, poses, support, trial } = matcher;
  copyPose(candidates[candidate], pose);
  place(sides.b, pose, pair);
  fit(sides.a, sides.b, pairUp(sides, align.likeness, MIDDLE, pair), pose, pair);
  keep(poses, support, pose, weighMinutiae(matcher, sides, pose, trial));
}

/** Inserts into a short list kept in falling order; zero is never kept. */
function keep(list: readonly Pose[], worth: Float64Array, pose: Pose, value: number): void {
  for (let at = 0; at < list.length; at += 1) {
    if (value <= (worth[at] ?? 0)) continue;
    for (let down = list.length - 1; down > at; down -= 1) {
      worth[down] = worth[down - 1] ?? 0;
      copyPose(list[down - 1], list[down]);
    }
    worth[at] = value;
    copyPose(pose, list[at]);
    return;
  }
}

function copyPose(from: Pose | undefined, to: Pose | undefined): void {
  if (from === undefined || to === undefined) return;
  to.turn = from.turn;
  to.x = from.x;
  to.y = from.y;
}

function weighMinutiae(matcher: Matcher, sides: Sides, pose: Pose, evidence: Evidence): number {
  const { align, pair } = matcher;
  place(sides.b, pose, pair);
  evidence.pairs = pairUp(sides, align.likeness, CLOSE, pair);
  evidence.firm = weighPairs(sides.a, sides.b, evidence.pairs, pair);
  evidence.ridges = 0;
  evidence.ridgeCells = 0;
  if (evidence.pairs < MIN_PAIRS) return 0;
  countShared(sides, pose, pair, evidence);
  // Flows that agree everywhere would not help it over the gate: no need to look at them.
  evidence.flow = 1;
  evidence.overlap = 1;
  if (minutiaStrength(evidence) <= RIDGE_GATE) return 0;
  compareFlows(sides.a, sides.b, pose, evidence);
  return minutiaStrength(evidence);
}

function finish(matcher: Matcher, sides: Sides, finalist: number): number {
  const { pair, ridge, trial, poses } = matcher;
  const pose = poses[finalist];
  if (pose === undefined) return -Infinity;
  const strength = weighMinutiae(matcher, sides, pose, trial);
  if (strength > RIDGE_GATE) {
    compareRidges(sides, pose, { count: trial.pairs, space: pair }, ridge, trial);
  }
  return combine(strength, trial);
}

const MIN_PAIRS = 3;

/** Share of what should be paired, more the more there is, and only where the flows agree. */
export function minutiaStrength(e: Evidence): number {
  if (e.pairs < MIN_PAIRS || e.overlap === 0) return 0;
  const shared = Math.sqrt(e.sharedA * e.sharedB) + 2;
  const share = e.firm / shared;
  return 10 * share * share * shared ** 0.6 * Math.max(0, e.flow) ** 4;
}

/** Both kinds of evidence as one number, about a natural unit per factor of three in rarity. */
export const combine = (minutiae: number, e: Evidence): number =>
  2 * Math.log(minutiae + 0.05) + 1.42 * e.ridges * Math.log(e.ridgeCells + 1);

/**
 * From strength to score: a straight line through the tail of pairs of different fingers, ten points
 * for each factor of ten in the false match rate (20 is one in a hundred, 30 one in a thousand).
 */
const SCORE_AT_ZERO = 14;
const SCORE_PER_UNIT = 9.9;

export const toScore = (strength: number): number =>
  Math.max(0, SCORE_AT_ZERO + SCORE_PER_UNIT * strength);

/** False matches per comparison of different fingers that {@link DECISION_THRESHOLD} stands for. */
export const STATED_FALSE_MATCH_RATE = 1e-4;
/** Two prints are held to be of one finger at this score and above. */
export const DECISION_THRESHOLD = Math.round(-10 * Math.log10(STATED_FALSE_MATCH_RATE));
