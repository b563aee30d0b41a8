/**
 * Do the ridges themselves lie on each other? After the minutiae have told how one print lies on the
 * other, the two ridge waves are compared cell by cell; where they are a little off, the skin is
 * bent as far as its neighbours agree, and compared again. Ridges of two fingers may run the same
 * way, but they do not keep step.
 */
import type { PairSpace, Pose } from './pairing.ts';
import type { Prepared } from './prepare.ts';
import { FLOW_STEP_PX, FLOW_UNITS, NO_FLOW, RIDGE_STEP_PX } from './template.ts';
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
const across = { x: 0, y: 0 };
const directionCos = Float64Array.from({ length: FLOW_UNITS }, (_, i) =>
  Math.cos((Math.PI * i) / FLOW_UNITS),
);
const directionSin = Float64Array.from({ length: FLOW_UNITS }, (_, i) =>
  Math.sin((Math.PI * i) / FLOW_UNITS),
);
/** Nodes of a wave along a cell, and from one of its sixteen places to the next. */
const NODES = FLOW_STEP_PX / WAVE_STEP_PX;
const STRIDE = RIDGE_STEP_PX / WAVE_STEP_PX;
const ROUNDS = 2;
const PAIR_REACH_PX = 60;
const PAIR_PRIOR = 0.15;
const MAX_STEP_PX = 3.5;
const SMOOTHING_CELLS = 2;

export const waveOf = (print: Prepared): Wave => {
  print.wave ??= makeWave(print.flow, print.ridges);
  return print.wave;
};

/** One print laid on another: what all cells of a comparison share. */
interface Laid {
  readonly b: Prepared;
  readonly waveA: Wave;
  readonly waveB: Wave;
  readonly pose: Pose;
  readonly cos: number;
  readonly sin: number;
}

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
  const cos = Math.cos(pose.turn);
  const sin = Math.sin(pose.turn);
  const laid: Laid = { b, waveA: waveOf(a), waveB: waveOf(b), pose, cos, sin };
  bendAsPairsSay(laid, a, pairs, space);
  for (let round = 0; round <= ROUNDS; round += 1) {
    compareOnce(laid, space, evidence, round < ROUNDS);
    if (round < ROUNDS) smoothBend(b, space);
  }
}

/** All cells as the skin is bent now; `bends` notes how far each is out of step. */
function compareOnce(laid: Laid, space: RidgeSpace, evidence: RidgeEvidence, bends: boolean): void {
  const { angles } = laid.b.flow;
  let together = 0;
  let own = 0;
  let other = 0;
  let compared = 0;
  for (let cell = 0; cell < angles.length; cell += 1) {
    space.trust[cell] = 0;
    const direction = angles[cell] ?? NO_FLOW;
    if (direction === NO_FLOW) continue;
    // The way across the ridges of this cell, as it lies on the other print.
    const alongX = directionCos[direction] ?? 0;
    const alongY = directionSin[direction] ?? 0;
    across.x = -(laid.sin * alongX + laid.cos * alongY);
    across.y = laid.cos * alongX - laid.sin * alongY;
    if (!sumCell(laid, cell, space)) continue;
    compared += 1;
    together += sums.together;
    own += sums.own;
    other += sums.other;
    if (bends) nudge(cell, space);
  }
  evidence.ridgeCells = compared;
  evidence.ridges = own > 0 && other > 0 ? together / Math.sqrt(own * other) : 0;
}

/** First guess of the bending at each cell: what the pairs around it are off by. */
function bendAsPairsSay(
  { b, pose, cos, sin }: Laid,
  a: Prepared,
  pairs: { readonly count: number; readonly space: PairSpace },
  space: RidgeSpace,
): void {
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
  { b, waveA, waveB, pose, cos, sin }: Laid,
  cell: number,
  space: RidgeSpace,
): boolean {
  const { values, columns, rows } = waveA;
  const column = cell % b.flow.columns;
  const row = (cell - column) / b.flow.columns;
  const px = column * FLOW_STEP_PX + RIDGE_STEP_PX / 2 - b.centreX;
  const py = row * FLOW_STEP_PX + RIDGE_STEP_PX / 2 - b.centreY;
  const firstX = (pose.x + cos * px - sin * py + (space.bendX[cell] ?? 0)) / WAVE_STEP_PX;
  const firstY = (pose.y + sin * px + cos * py + (space.bendY[cell] ?? 0)) / WAVE_STEP_PX;
  const first = (row * NODES + 1) * waveB.columns + column * NODES + 1;
  let together = 0;
  let turned = 0;
  let own = 0;
  let other = 0;
  let steep = 0;
  let met = 0;
  for (let place = 0; place < 16; place += 1) {
    const right = (place & 3) * STRIDE;
    const down = (place >> 2) * STRIDE;
    const x = firstX + cos * right - sin * down;
    const y = firstY + sin * right + cos * down;
    if (!(x >= 0 && y >= 0 && x < columns - 1 && y < rows - 1)) continue;
    const c = x | 0;
    const r = y | 0;
    const at = r * columns + c;
    const v00 = values[at] ?? 0;
    const v11 = values[at + columns + 1] ?? 0;
    if (v00 === 0 || v11 === 0) continue;
    const v01 = values[at + 1] ?? 0;
    const v10 = values[at + columns] ?? 0;
    const fx = x - c;
    const fy = y - r;
    const upper = v00 + (v01 - v00) * fx;
    const lower = v10 + (v11 - v10) * fx;
    const value = upper + (lower - upper) * fy;
    const slopeX = v01 - v00 + (v11 - v10 - v01 + v00) * fy;
    const slope = (slopeX * across.x + (lower - upper) * across.y) / WAVE_STEP_PX;
    const mine = waveB.values[first + down * waveB.columns + right] ?? 0;
    met += 1;
    together += mine * value;
    turned += mine * slope;
    own += mine * mine;
    other += value * value;
    steep += slope * slope;
  }
  sums.together = together;
  sums.turned = turned;
  sums.own = own;
  sums.other = other;
  sums.steep = steep;
  return met >= 8;
}

/** How far, across the ridges, the cell is out of step; kept for smoothing. */
function nudge(cell: number, space: RidgeSpace): void {
  const rate = Math.sqrt(sums.steep / (sums.other + 1e-9)) + 1e-3;
  const phase = Math.atan2(sums.turned / rate, sums.together);
  const step = Math.max(-MAX_STEP_PX, Math.min(MAX_STEP_PX, phase / rate));
  space.trust[cell] = Math.sqrt((sums.turned / rate) ** 2 + sums.together ** 2);
  space.bendX[cell] = (space.bendX[cell] ?? 0) + step * across.x;
  space.bendY[cell] = (space.bendY[cell] ?? 0) + step * across.y;
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
