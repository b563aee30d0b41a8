/**
 * A close look at one hypothesis: which minutiae of the two prints lie on each other, after a rigid
 * fit and then up to a smooth bending of the skin; how many should but do not; and whether the
 * ridges under them flow the same way.
 */
import { COLUMN_PX } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { FLOW_STEP_PX, MAX_MINUTIAE, NO_FLOW } from './template.ts';

/** Memory that comparisons share; one per thread. */
export interface PairSpace {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly angle: Float64Array;
  readonly candidateA: Int32Array;
  readonly candidateB: Int32Array;
  readonly cost: Float64Array;
  readonly order: Int32Array;
  readonly takenA: Uint8Array;
  readonly takenB: Uint8Array;
  readonly pairA: Int32Array;
  readonly pairB: Int32Array;
  readonly offX: Float64Array;
  readonly offY: Float64Array;
  readonly firm: Float64Array;
}

const MAX_CANDIDATES = 1_024;

export const makePairSpace = (): PairSpace => ({
  x: new Float64Array(MAX_MINUTIAE),
  y: new Float64Array(MAX_MINUTIAE),
  angle: new Float64Array(MAX_MINUTIAE),
  candidateA: new Int32Array(MAX_CANDIDATES),
  candidateB: new Int32Array(MAX_CANDIDATES),
  cost: new Float64Array(MAX_CANDIDATES),
  order: new Int32Array(MAX_CANDIDATES),
  takenA: new Uint8Array(MAX_MINUTIAE),
  takenB: new Uint8Array(MAX_MINUTIAE),
  pairA: new Int32Array(MAX_MINUTIAE),
  pairB: new Int32Array(MAX_MINUTIAE),
  offX: new Float64Array(MAX_MINUTIAE),
  offY: new Float64Array(MAX_MINUTIAE),
  firm: new Float64Array(MAX_MINUTIAE),
});

/** Maps the second print on the first: turn about its centre, then the centre goes to (x, y). */
export interface Pose {
  turn: number;
  x: number;
  y: number;
}

/** What the comparison rests on. */
export interface Evidence {
  /** Paired minutiae, each counted by how firmly it fits. */
  firm: number;
  pairs: number;
  /** Minutiae of either print inside the other's skin. */
  sharedA: number;
  sharedB: number;
  /** Mean cosine of twice the angle between the flows where both are known. */
  flow: number;
  /** Grid cells where both flows are known. */
  overlap: number;
  /** -1..1: correlation of the ridge waves over the overlap. */
  ridges: number;
  /** Cells whose ridges were compared. */
  ridgeCells: number;
}

export interface Tolerance {
  readonly px: number;
  /** 1/256 of a circle. */
  readonly angle: number;
}

export function place(b: Prepared, pose: Pose, space: PairSpace): void {
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  const turn = (pose.turn / (2 * Math.PI)) * 256;
  for (let j = 0; j < b.count; j += 1) {
    const x = (b.x[j] ?? 0) - b.centreX;
    const y = (b.y[j] ?? 0) - b.centreY;
    space.x[j] = pose.x + cos * x - sin * y;
    space.y[j] = pose.y + sin * x + cos * y;
    space.angle[j] = (b.angle[j] ?? 0) + turn;
  }
}

/** Difference of two directions in 1/256 of a circle, -128..128. */
const angleOff = (a: number, b: number): number => {
  const off = a - b;
  return off - 256 * Math.round(off / 256);
};

/** Pairs the minutiae of `a` with the placed ones of `b`, best fits first; answers how many. */
export function pairUp(
  sides: { readonly a: Prepared; readonly b: Prepared },
  likeness: Float32Array,
  tolerance: Tolerance,
  space: PairSpace,
): number {
  const { a, b } = sides;
  const found = gather(sides, likeness, tolerance, space);
  sortByCost(space, found);
  const { candidateA, candidateB, order, takenA, takenB, pairA, pairB } = space;
  takenA.fill(0, 0, a.count);
  takenB.fill(0, 0, b.count);
  let pairs = 0;
  for (let k = 0; k < found; k += 1) {
    const i = candidateA[order[k] ?? 0] ?? 0;
    const j = candidateB[order[k] ?? 0] ?? 0;
    if (takenA[i] === 1 || takenB[j] === 1) continue;
    takenA[i] = 1;
    takenB[j] = 1;
    pairA[pairs] = i;
    pairB[pairs] = j;
    pairs += 1;
  }
  return pairs;
}

/** All that lie near enough and point the same way, with what each would cost; answers how many. */
function gather(
  { a, b }: { readonly a: Prepared; readonly b: Prepared },
  likeness: Float32Array,
  tolerance: Tolerance,
  space: PairSpace,
): number {
  const { px } = tolerance;
  const reach = px * px;
  const { x, y, angle, columns, count } = a;
  const { candidateA, candidateB, cost } = space;
  let found = 0;
  for (let j = 0; j < b.count; j += 1) {
    const bx = space.x[j] ?? 0;
    const by = space.y[j] ?? 0;
    const turned = space.angle[j] ?? 0;
    const column = bx > px ? ((bx - px) / COLUMN_PX) | 0 : 0;
    if (column >= columns.length) continue;
    for (let i = columns[column] ?? 0; i < count; i += 1) {
      const dx = (x[i] ?? 0) - bx;
      if (dx > px) break;
      const dy = (y[i] ?? 0) - by;
      const away = dx * dx + dy * dy;
      if (away > reach) continue;
      const off = angleOff(angle[i] ?? 0, turned);
      if (off > tolerance.angle || off < -tolerance.angle || found === MAX_CANDIDATES) continue;
      candidateA[found] = i;
      candidateB[found] = j;
      cost[found] =
        away / reach + (off / tolerance.angle) ** 2 - 0.7 * (likeness[i * b.count + j] ?? 0);
      found += 1;
    }
  }
  return found;
}

function sortByCost(space: PairSpace, count: number): void {
  const { order, cost } = space;
  for (let k = 0; k < count; k += 1) {
    let at = k;
    while (at > 0 && (cost[order[at - 1] ?? 0] ?? 0) > (cost[k] ?? 0)) {
      order[at] = order[at - 1] ?? 0;
      at -= 1;
    }
    order[at] = k;
  }
}

/** Least squares over the pairs, firm in `weight`; changes `pose`. */
export function fit(a: Prepared, b: Prepared, pairs: number, pose: Pose, space: PairSpace): void {
  if (pairs < 2) return;
  let ax = 0;
  let ay = 0;
  let bx = 0;
  let by = 0;
  for (let k = 0; k < pairs; k += 1) {
    ax += a.x[space.pairA[k] ?? 0] ?? 0;
    ay += a.y[space.pairA[k] ?? 0] ?? 0;
    bx += b.x[space.pairB[k] ?? 0] ?? 0;
    by += b.y[space.pairB[k] ?? 0] ?? 0;
  }
  ax /= pairs;
  ay /= pairs;
  bx /= pairs;
  by /= pairs;
  let dot = 0;
  let cross = 0;
  for (let k = 0; k < pairs; k += 1) {
    const i = space.pairA[k] ?? 0;
    const j = space.pairB[k] ?? 0;
    const px = (b.x[j] ?? 0) - bx;
    const py = (b.y[j] ?? 0) - by;
    const qx = (a.x[i] ?? 0) - ax;
    const qy = (a.y[i] ?? 0) - ay;
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
    // Directions pull too, or two pairs alone would turn the print at will.
    const off = (2 * Math.PI * ((a.angle[i] ?? 0) - (b.angle[j] ?? 0))) / 256;
    dot += ARM * Math.cos(off);
    cross += ARM * Math.sin(off);
  }
  pose.turn = Math.atan2(cross, dot);
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  const ox = b.centreX - bx;
  const oy = b.centreY - by;
  pose.x = ax + cos * ox - sin * oy;
  pose.y = ay + sin * ox + cos * oy;
}

/** Square of the lever (pixels) with which directions count in a fit. */
const ARM = 900;
const BEND_REACH_PX = 70;
const BEND_PRIOR = 0.5;
const SIGMA_PX = 4.5;
const SIGMA_ANGLE = 12;

/** How firmly each pair fits what its neighbours say about the bending; answers the sum. */
export function weighPairs(a: Prepared, b: Prepared, pairs: number, space: PairSpace): number {
  for (let k = 0; k < pairs; k += 1) {
    space.offX[k] = (a.x[space.pairA[k] ?? 0] ?? 0) - (space.x[space.pairB[k] ?? 0] ?? 0);
    space.offY[k] = (a.y[space.pairA[k] ?? 0] ?? 0) - (space.y[space.pairB[k] ?? 0] ?? 0);
  }
  let sum = 0;
  for (let k = 0; k < pairs; k += 1) {
    const i = space.pairA[k] ?? 0;
    let weight = BEND_PRIOR;
    let bendX = 0;
    let bendY = 0;
    for (let n = 0; n < pairs; n += 1) {
      if (n === k) continue;
      const dx = (a.x[space.pairA[n] ?? 0] ?? 0) - (a.x[i] ?? 0);
      const dy = (a.y[space.pairA[n] ?? 0] ?? 0) - (a.y[i] ?? 0);
      const near = 1 / (1 + (dx * dx + dy * dy) / (BEND_REACH_PX * BEND_REACH_PX)) ** 2;
      weight += near;
      bendX += near * (space.offX[n] ?? 0);
      bendY += near * (space.offY[n] ?? 0);
    }
    const restX = (space.offX[k] ?? 0) - bendX / weight;
    const restY = (space.offY[k] ?? 0) - bendY / weight;
    const off = angleOff(a.angle[i] ?? 0, space.angle[space.pairB[k] ?? 0] ?? 0);
    const misfit =
      (restX * restX + restY * restY) / (2 * SIGMA_PX * SIGMA_PX) +
      (off * off) / (2 * SIGMA_ANGLE * SIGMA_ANGLE);
    const trust = Math.sqrt((a.weight[i] ?? 0) * (b.weight[space.pairB[k] ?? 0] ?? 0));
    space.firm[k] = Math.exp(-misfit) * trust;
    sum += space.firm[k] ?? 0;
  }
  return sum;
}

/** Flow agreement where the prints overlap; answers into `evidence`. */
export function compareFlows(a: Prepared, b: Prepared, pose: Pose, evidence: Evidence): void {
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  const turnCos = Math.cos(2 * pose.turn);
  const turnSin = Math.sin(2 * pose.turn);
  let sum = 0;
  let overlap = 0;
  const { flow } = b;
  for (let row = 0, at = 0; row < flow.rows; row += 1) {
    for (let column = 0; column < flow.columns; column += 1, at += 1) {
      if ((flow.angles[at] ?? 0) === NO_FLOW) continue;
      const px = (column + 0.5) * FLOW_STEP_PX - b.centreX;
      const py = (row + 0.5) * FLOW_STEP_PX - b.centreY;
      const c = Math.floor((pose.x + cos * px - sin * py) / FLOW_STEP_PX);
      const r = Math.floor((pose.y + sin * px + cos * py) / FLOW_STEP_PX);
      if (c < 0 || r < 0 || c >= a.flow.columns || r >= a.flow.rows) continue;
      const other = r * a.flow.columns + c;
      if ((a.flow.angles[other] ?? 0) === NO_FLOW) continue;
      overlap += 1;
      const bc = (b.flowCos[at] ?? 0) * turnCos - (b.flowSin[at] ?? 0) * turnSin;
      const bs = (b.flowSin[at] ?? 0) * turnCos + (b.flowCos[at] ?? 0) * turnSin;
      sum += (a.flowCos[other] ?? 0) * bc + (a.flowSin[other] ?? 0) * bs;
    }
  }
  evidence.overlap = overlap;
  evidence.flow = overlap === 0 ? 0 : sum / overlap;
}

const onSkin = (p: Prepared, x: number, y: number): boolean => {
  const c = Math.floor(x / FLOW_STEP_PX);
  const r = Math.floor(y / FLOW_STEP_PX);
  if (c < 0 || r < 0 || c >= p.flow.columns || r >= p.flow.rows) return false;
  return (p.flow.angles[r * p.flow.columns + c] ?? 0) !== NO_FLOW;
};

/** Weighs the minutiae of either print that lie on the other's skin; needs `place` done. */
export function countShared(
  sides: { readonly a: Prepared; readonly b: Prepared },
  pose: Pose,
  space: PairSpace,
  evidence: Evidence,
): void {
  const { a, b } = sides;
  let sharedB = 0;
  for (let j = 0; j < b.count; j += 1) {
    if ((space.takenB[j] ?? 0) === 1 || onSkin(a, space.x[j] ?? 0, space.y[j] ?? 0))
      sharedB += b.weight[j] ?? 0;
  }
  let sharedA = 0;
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  for (let i = 0; i < a.count; i += 1) {
    const x = (a.x[i] ?? 0) - pose.x;
    const y = (a.y[i] ?? 0) - pose.y;
    const inside = onSkin(b, b.centreX + cos * x + sin * y, b.centreY - sin * x + cos * y);
    if ((space.takenA[i] ?? 0) === 1 || inside) sharedA += a.weight[i] ?? 0;
  }
  evidence.sharedA = sharedA;
  evidence.sharedB = sharedB;
}
