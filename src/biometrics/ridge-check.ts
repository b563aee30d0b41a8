/**
 * Do the ridges themselves lie on each other? After the minutiae have told how one print lies on the
 * other, the two ridge waves are compared cell by cell; where they are a little off, the skin is
 * bent as far as its neighbours agree, and compared again. Ridges of two fingers may run the same
 * way, but they do not keep step.
 */
import type { PairSpace, Pose } from './pairing.ts';
import type { Prepared } from './prepare.ts';
import { FLOW_STEP_PX, NO_FLOW, RIDGE_STEP_PX } from './template.ts';
import { makeWave, WAVE_STEP_PX } from './wave.ts';
import type { Wave } from './wave.ts';

/** Larger prints than this are compared by their minutiae alone. */
const MAX_CELLS = 2_048;

/** Memory that comparisons share; one per thread. */
export interface RidgeSpace {
  readonly bendX: Float64Array;
  readonly bendY: Float64Array;
  readonly nextX: Float64Array;
  readonly nextY: Float64Array;
  readonly trust: Float64Array;
}

export const makeRidgeSpace = (): RidgeSpace => ({
  bendX: new Float64Array(MAX_CELLS),
  bendY: new Float64Array(MAX_CELLS),
  nextX: new Float64Array(MAX_CELLS),
  nextY: new Float64Array(MAX_CELLS),
  trust: new Float64Array(MAX_CELLS),
});

export interface RidgeEvidence {
  /** -1..1: correlation of the ridge waves over the overlap. */
  ridges: number;
  /** Cells compared. */
  ridgeCells: number;
}

interface Sums {
  together: number;
  turned: number;
  own: number;
  other: number;
  steep: number;
}

const sums: Sums = { together: 0, turned: 0, own: 0, other: 0, steep: 0 };
const ROUNDS = 2;
const PAIR_REACH_PX = 60;
const PAIR_PRIOR = 0.15;
const MAX_STEP_PX = 3.5;
const SMOOTHING_CELLS = 2;

export const waveOf = (print: Prepared): Wave => {
  print.wave ??= makeWave(print.flow, print.ridges);
  return print.wave;
};

export function compareRidges(
  sides: { readonly a: Prepared; readonly b: Prepared },
  pose: Pose,
  pairs: { readonly count: number; readonly space: PairSpace },
  space: RidgeSpace,
  evidence: RidgeEvidence,
): void {
  const { a, b } = sides;
  evidence.ridges = 0;
  evidence.ridgeCells = 0;
  const cells = b.flow.angles.length;
  if (a.ridges.length === 0 || b.ridges.length === 0) return;
  if (Math.max(cells, a.flow.angles.length) > MAX_CELLS) return;
  bendAsPairsSay(sides, pose, pairs, space);
  for (let round = 0; round <= ROUNDS; round += 1) {
    let together = 0;
    let own = 0;
    let other = 0;
    let compared = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      space.trust[cell] = 0;
      if (b.flow.angles[cell] === NO_FLOW) continue;
      if (!sumCell(sides, pose, cell, space)) continue;
      compared += 1;
      together += sums.together;
      own += sums.own;
      other += sums.other;
      if (round < ROUNDS) nudge(b, pose, cell, space);
    }
    evidence.ridgeCells = compared;
    evidence.ridges = own > 0 && other > 0 ? together / Math.sqrt(own * other) : 0;
    if (round < ROUNDS) smoothBend(b, space);
  }
}

/** First guess of the bending at each cell: what the pairs around it are off by. */
function bendAsPairsSay(
  sides: { readonly a: Prepared; readonly b: Prepared },
  pose: Pose,
  pairs: { readonly count: number; readonly space: PairSpace },
  space: RidgeSpace,
): void {
  const { a, b } = sides;
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  for (let cell = 0; cell < b.flow.columns * b.flow.rows; cell += 1) {
    if (b.flow.angles[cell] === NO_FLOW) continue;
    const px = ((cell % b.flow.columns) + 0.5) * FLOW_STEP_PX - b.centreX;
    const py = (Math.floor(cell / b.flow.columns) + 0.5) * FLOW_STEP_PX - b.centreY;
    const x = pose.x + cos * px - sin * py;
    const y = pose.y + sin * px + cos * py;
    let weight = PAIR_PRIOR;
    let offX = 0;
    let offY = 0;
    for (let k = 0; k < pairs.count; k += 1) {
      const dx = (a.x[pairs.space.pairA[k] ?? 0] ?? 0) - x;
      const dy = (a.y[pairs.space.pairA[k] ?? 0] ?? 0) - y;
      const near = 1 + (dx * dx + dy * dy) / (PAIR_REACH_PX * PAIR_REACH_PX);
      const share = (pairs.space.firm[k] ?? 0) / (near * near);
      weight += share;
      offX += share * (pairs.space.offX[k] ?? 0);
      offY += share * (pairs.space.offY[k] ?? 0);
    }
    space.bendX[cell] = offX / weight;
    space.bendY[cell] = offY / weight;
  }
}

/** Compares the sixteen places of a cell; false where the other print does not reach. */
function sumCell(
  sides: { readonly a: Prepared; readonly b: Prepared },
  pose: Pose,
  cell: number,
  space: RidgeSpace,
): boolean {
  const { a, b } = sides;
  const waveA = waveOf(a);
  const waveB = waveOf(b);
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  const left = (cell % b.flow.columns) * FLOW_STEP_PX;
  const top = Math.floor(cell / b.flow.columns) * FLOW_STEP_PX;
  const half = Math.atan2(b.flowSin[cell] ?? 0, b.flowCos[cell] ?? 0) / 2 + pose.turn;
  const normalX = -Math.sin(half);
  const normalY = Math.cos(half);
  sums.together = 0;
  sums.turned = 0;
  sums.own = 0;
  sums.other = 0;
  sums.steep = 0;
  let met = 0;
  for (let place = 0; place < 16; place += 1) {
    const bx = left + (place & 3) * RIDGE_STEP_PX + 2;
    const by = top + (place >> 2) * RIDGE_STEP_PX + 2;
    const px = bx - b.centreX;
    const py = by - b.centreY;
    const x = (pose.x + cos * px - sin * py + (space.bendX[cell] ?? 0)) / WAVE_STEP_PX;
    const y = (pose.y + sin * px + cos * py + (space.bendY[cell] ?? 0)) / WAVE_STEP_PX;
    const c = Math.floor(x);
    const r = Math.floor(y);
    if (c < 0 || r < 0 || c >= waveA.columns - 1 || r >= waveA.rows - 1) continue;
    const at = r * waveA.columns + c;
    const v00 = waveA.values[at] ?? 0;
    const v01 = waveA.values[at + 1] ?? 0;
    const v10 = waveA.values[at + waveA.columns] ?? 0;
    const v11 = waveA.values[at + waveA.columns + 1] ?? 0;
    if (v00 === 0 || v11 === 0) continue;
    const fx = x - c;
    const fy = y - r;
    const value = (v00 * (1 - fx) + v01 * fx) * (1 - fy) + (v10 * (1 - fx) + v11 * fx) * fy;
    const slopeX = ((v01 - v00) * (1 - fy) + (v11 - v10) * fy) / WAVE_STEP_PX;
    const slopeY = ((v10 - v00) * (1 - fx) + (v11 - v01) * fx) / WAVE_STEP_PX;
    const slope = slopeX * normalX + slopeY * normalY;
    const mine = waveB.values[(by / WAVE_STEP_PX) * waveB.columns + bx / WAVE_STEP_PX] ?? 0;
    met += 1;
    sums.together += mine * value;
    sums.turned += mine * slope;
    sums.own += mine * mine;
    sums.other += value * value;
    sums.steep += slope * slope;
  }
  return met >= 8;
}

/** How far, across the ridges, the cell is out of step; kept for smoothing. */
function nudge(b: Prepared, pose: Pose, cell: number, space: RidgeSpace): void {
  const rate = Math.sqrt(sums.steep / (sums.other + 1e-9)) + 1e-3;
  const phase = Math.atan2(sums.turned / rate, sums.together);
  const step = Math.max(-MAX_STEP_PX, Math.min(MAX_STEP_PX, phase / rate));
  const half = Math.atan2(b.flowSin[cell] ?? 0, b.flowCos[cell] ?? 0) / 2 + pose.turn;
  space.trust[cell] = Math.hypot(sums.turned / rate, sums.together);
  space.bendX[cell] = (space.bendX[cell] ?? 0) - step * Math.sin(half);
  space.bendY[cell] = (space.bendY[cell] ?? 0) + step * Math.cos(half);
}

/** Skin bends smoothly: each cell takes the mean of its neighbourhood, by trust. */
function smoothBend(b: Prepared, space: RidgeSpace): void {
  const { columns, rows } = b.flow;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column;
      if (b.flow.angles[cell] === NO_FLOW) continue;
      let weight = 1e-6;
      let x = 1e-6 * (space.bendX[cell] ?? 0);
      let y = 1e-6 * (space.bendY[cell] ?? 0);
      for (let r = -SMOOTHING_CELLS; r <= SMOOTHING_CELLS; r += 1) {
        if (row + r < 0 || row + r >= rows) continue;
        for (let c = -SMOOTHING_CELLS; c <= SMOOTHING_CELLS; c += 1) {
          if (column + c < 0 || column + c >= columns) continue;
          const other = cell + r * columns + c;
          const trust = space.trust[other] ?? 0;
          weight += trust;
          x += trust * (space.bendX[other] ?? 0);
          y += trust * (space.bendY[other] ?? 0);
        }
      }
      space.nextX[cell] = x / weight;
      space.nextY[cell] = y / weight;
    }
  }
  space.bendX.set(space.nextX);
  space.bendY.set(space.nextY);
}
