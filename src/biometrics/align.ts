/**
 * Finding how one print lies on another. Every pair of minutiae whose signatures agree proposes a
 * turn and a shift; proposals are gathered in a table of turns and shifts, and the places where
 * most of them meet are the hypotheses to be looked at closely.
 */
import { WORDS } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { ANGLE_UNITS, MAX_MINUTIAE } from './template.ts';

const TURN_UNITS = 4;
const TURNS = ANGLE_UNITS / TURN_UNITS;
const CELL_PX = 20;
const SIDE = 64;
const ORIGIN = 16;
const TABLE = TURNS * SIDE * SIDE;
const MAX_PAIRS = MAX_MINUTIAE * MAX_MINUTIAE;
export const MAX_HYPOTHESES = 8;

/** Memory that comparisons share; one per thread. */
export interface AlignSpace {
  readonly votes: Float32Array;
  readonly touched: Int32Array;
  readonly likeness: Float32Array;
  /** Found hypotheses: turn in radians and place of the second print's centre, strongest first. */
  readonly turn: Float64Array;
  readonly shiftX: Float64Array;
  readonly shiftY: Float64Array;
  readonly strength: Float64Array;
}

export const makeAlignSpace = (): AlignSpace => ({
  votes: new Float32Array(TABLE),
  touched: new Int32Array(MAX_PAIRS * 12),
  likeness: new Float32Array(MAX_PAIRS),
  turn: new Float64Array(MAX_HYPOTHESES),
  shiftX: new Float64Array(MAX_HYPOTHESES),
  shiftY: new Float64Array(MAX_HYPOTHESES),
  strength: new Float64Array(MAX_HYPOTHESES),
});

const turnCos = Float64Array.from({ length: TURNS }, (_, i) => Math.cos((2 * Math.PI * i) / TURNS));
const turnSin = Float64Array.from({ length: TURNS }, (_, i) => Math.sin((2 * Math.PI * i) / TURNS));

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}

const MIN_COMMON_BITS = 40;
const FULL_COMMON_BITS = 96;
const LIKENESS_FLOOR = 0.62;

/** Likeness of every pair, 1 the same, 0 chance; 0 where too little of the two can be compared. */
export function compareSignatures(a: Prepared, b: Prepared, space: AlignSpace): void {
  const { likeness } = space;
  for (let i = 0; i < a.count; i += 1) {
    for (let j = 0; j < b.count; j += 1) {
      let common = 0;
      let apart = 0;
      for (let w = 0; w < WORDS; w += 1) {
        const known = (a.known[i * WORDS + w] ?? 0) & (b.known[j * WORDS + w] ?? 0);
        common += bitCount(known);
        apart += bitCount(((a.codes[i * WORDS + w] ?? 0) ^ (b.codes[j * WORDS + w] ?? 0)) & known);
      }
      const like = common < MIN_COMMON_BITS ? 0 : 1 - (2 * apart) / common;
      likeness[i * b.count + j] =
        common < FULL_COMMON_BITS ? (like * common) / FULL_COMMON_BITS : like;
    }
  }
}

/** Fills the hypotheses of `space`; answers how many there are. */
export function propose(a: Prepared, b: Prepared, space: AlignSpace): number {
  compareSignatures(a, b, space);
  let used = 0;
  for (let i = 0; i < a.count; i += 1) {
    for (let j = 0; j < b.count; j += 1) {
      const like = space.likeness[i * b.count + j] ?? 0;
      if (like <= LIKENESS_FLOOR) continue;
      const over = like - LIKENESS_FLOOR;
      const weight = over * over * Math.sqrt((a.weight[i] ?? 0) * (b.weight[j] ?? 0));
      used = voteFor(a, b, i, j, weight, space, used);
    }
  }
  const found = peaks(space, used);
  for (let i = 0; i < used; i += 1) space.votes[space.touched[i] ?? 0] = 0;
  return found;
}

function voteFor(
  a: Prepared,
  b: Prepared,
  i: number,
  j: number,
  weight: number,
  space: AlignSpace,
  touched: number,
): number {
  const { votes } = space;
  let used = touched;
  const middle = Math.round((((a.angle[i] ?? 0) - (b.angle[j] ?? 0)) & 255) / TURN_UNITS);
  const bx = (b.x[j] ?? 0) - b.centreX;
  const by = (b.y[j] ?? 0) - b.centreY;
  for (let off = -1; off <= 1; off += 1) {
    const turn = (middle + off + TURNS) % TURNS;
    const share = off === 0 ? weight : weight * 0.6;
    const x = ((a.x[i] ?? 0) - ((turnCos[turn] ?? 0) * bx - (turnSin[turn] ?? 0) * by)) / CELL_PX;
    const y = ((a.y[i] ?? 0) - ((turnSin[turn] ?? 0) * bx + (turnCos[turn] ?? 0) * by)) / CELL_PX;
    const cx = Math.floor(x - 0.5) + ORIGIN;
    const cy = Math.floor(y - 0.5) + ORIGIN;
    if (cx < 0 || cy < 0 || cx >= SIDE - 1 || cy >= SIDE - 1) continue;
    const at = (turn * SIDE + cy) * SIDE + cx;
    for (let corner = 0; corner < 4; corner += 1) {
      const cell = at + (corner & 1) + (corner >> 1) * SIDE;
      const before = votes[cell] ?? 0;
      if (before === 0) {
        space.touched[used] = cell;
        used += 1;
      }
      votes[cell] = before + share;
    }
  }
  return used;
}

function peaks(space: AlignSpace, used: number): number {
  let found = 0;
  for (let i = 0; i < used; i += 1) {
    const cell = space.touched[i] ?? 0;
    const strength = space.votes[cell] ?? 0;
    if (found === MAX_HYPOTHESES && strength <= (space.strength[found - 1] ?? 0)) continue;
    found = insert(space, found, cell, strength);
  }
  return found;
}

/** Keeps the list sorted, and one entry where several cells tell of the same place. */
function insert(space: AlignSpace, found: number, cell: number, strength: number): number {
  const { turn, shiftX, shiftY, strength: kept } = space;
  const x = ((cell % SIDE) - ORIGIN + 0.5) * CELL_PX;
  const y = ((Math.floor(cell / SIDE) % SIDE) - ORIGIN + 0.5) * CELL_PX;
  const radians = (2 * Math.PI * Math.floor(cell / (SIDE * SIDE))) / TURNS;
  let end = 0;
  for (let i = 0; i < found; i += 1) {
    const off = Math.abs((turn[i] ?? 0) - radians);
    const near =
      Math.min(off, 2 * Math.PI - off) < 0.16 &&
      Math.abs((shiftX[i] ?? 0) - x) < 25 &&
      Math.abs((shiftY[i] ?? 0) - y) < 25;
    if (near && (kept[i] ?? 0) >= strength) return found;
  }
  for (let i = 0; i < found; i += 1) {
    const off = Math.abs((turn[i] ?? 0) - radians);
    const near =
      Math.min(off, 2 * Math.PI - off) < 0.16 &&
      Math.abs((shiftX[i] ?? 0) - x) < 25 &&
      Math.abs((shiftY[i] ?? 0) - y) < 25;
    if (near) continue;
    copyEntry(space, i, end);
    end += 1;
  }
  let at = Math.min(end, MAX_HYPOTHESES - 1);
  while (at > 0 && (kept[at - 1] ?? 0) < strength) {
    copyEntry(space, at - 1, at);
    at -= 1;
  }
  turn[at] = radians;
  shiftX[at] = x;
  shiftY[at] = y;
  kept[at] = strength;
  return Math.min(end + 1, MAX_HYPOTHESES);
}

function copyEntry(space: AlignSpace, from: number, to: number): void {
  space.turn[to] = space.turn[from] ?? 0;
  space.shiftX[to] = space.shiftX[from] ?? 0;
  space.shiftY[to] = space.shiftY[from] ?? 0;
  space.strength[to] = space.strength[from] ?? 0;
}
