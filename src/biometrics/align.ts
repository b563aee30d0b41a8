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
const CELL_PX = 15;
/** Cells along a side of the table: shifts of 300 px either way between the middles of the prints. */
const SIDE = 40;
const MIDDLE = SIDE / 2;
const TABLE = TURNS * SIDE * SIDE;
const MAX_PAIRS = MAX_MINUTIAE * MAX_MINUTIAE;
const MAX_HYPOTHESES = 5;
/** Cells below this share of the strongest are no peaks. */
const PEAK_FLOOR = 0.4;
const MAX_RANKED = 512;
const NEAR_RADIANS = 0.16;
const NEAR_PX = 20;

/** Memory that comparisons share; one per thread. */
export interface AlignSpace {
  readonly votes: Float32Array;
  readonly touched: Int32Array;
  readonly ranked: Int32Array;
  readonly likeness: Float32Array;
  /** Pairs that are alike enough to vote: first times {@link MAX_MINUTIAE} plus second. */
  readonly alike: Uint16Array;
  /** Found hypotheses: turn in radians and place of the second print's centre, strongest first. */
  readonly turn: Float64Array;
  readonly shiftX: Float64Array;
  readonly shiftY: Float64Array;
}

export const makeAlignSpace = (): AlignSpace => ({
  votes: new Float32Array(TABLE),
  touched: new Int32Array(MAX_PAIRS * 12),
  ranked: new Int32Array(MAX_RANKED),
  likeness: new Float32Array(MAX_PAIRS),
  alike: new Uint16Array(MAX_PAIRS),
  turn: new Float64Array(MAX_HYPOTHESES),
  shiftX: new Float64Array(MAX_HYPOTHESES),
  shiftY: new Float64Array(MAX_HYPOTHESES),
});

/** Of each turn, in cells for a pixel. */
const cellCos = Float64Array.from(
  { length: TURNS },
  (_, i) => Math.cos((2 * Math.PI * i) / TURNS) / CELL_PX,
);
const cellSin = Float64Array.from(
  { length: TURNS },
  (_, i) => Math.sin((2 * Math.PI * i) / TURNS) / CELL_PX,
);

/** Bits set in each nibble. */
function nibbles(word: number): number {
  const bits = word - ((word >>> 1) & 0x55555555);
  return (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
}

/** Bits set in four words, from their {@link nibbles} two by two. */
function bitsOfFour(first: number, second: number): number {
  const bytes =
    (first & 0x0f0f0f0f) +
    ((first >>> 4) & 0x0f0f0f0f) +
    (second & 0x0f0f0f0f) +
    ((second >>> 4) & 0x0f0f0f0f);
  return Math.imul(bytes, 0x01010101) >>> 24;
}

const MIN_COMMON_BITS = 40;
const FULL_COMMON_BITS = 96;
const LIKENESS_FLOOR = 0.62;

/** A signature is four words. Likeness of every pair, 1 the same, 0 chance; 0 where too little of the two can be compared. */
function compareSignatures(a: Prepared, b: Prepared, space: AlignSpace): number {
  const { likeness, alike } = space;
  let found = 0;
  for (let i = 0; i < a.count; i += 1) {
    const from = i * WORDS;
    const row = i * b.count;
    const known0 = a.known[from] ?? 0;
    const known1 = a.known[from + 1] ?? 0;
    const known2 = a.known[from + 2] ?? 0;
    const known3 = a.known[from + 3] ?? 0;
    const code0 = a.codes[from] ?? 0;
    const code1 = a.codes[from + 1] ?? 0;
    const code2 = a.codes[from + 2] ?? 0;
    const code3 = a.codes[from + 3] ?? 0;
    for (let j = 0, at = 0; j < b.count; j += 1, at += WORDS) {
      const both0 = known0 & (b.known[at] ?? 0);
      const both1 = known1 & (b.known[at + 1] ?? 0);
      const both2 = known2 & (b.known[at + 2] ?? 0);
      const both3 = known3 & (b.known[at + 3] ?? 0);
      const common = bitsOfFour(nibbles(both0) + nibbles(both1), nibbles(both2) + nibbles(both3));
      const off0 = nibbles((code0 ^ (b.codes[at] ?? 0)) & both0);
      const off1 = nibbles((code1 ^ (b.codes[at + 1] ?? 0)) & both1);
      const off2 = nibbles((code2 ^ (b.codes[at + 2] ?? 0)) & both2);
      const off3 = nibbles((code3 ^ (b.codes[at + 3] ?? 0)) & both3);
      const apart = bitsOfFour(off0 + off1, off2 + off3);
      const like = common < MIN_COMMON_BITS ? 0 : 1 - (2 * apart) / common;
      const whole = common < FULL_COMMON_BITS ? (like * common) / FULL_COMMON_BITS : like;
      likeness[row + j] = whole;
      if (whole <= LIKENESS_FLOOR) continue;
      alike[found] = i * MAX_MINUTIAE + j;
      found += 1;
    }
  }
  return found;
}

/** Fills the hypotheses of `space`; answers how many there are. */
export function propose(a: Prepared, b: Prepared, space: AlignSpace): number {
  const { likeness, alike, votes, touched } = space;
  const voters = compareSignatures(a, b, space);
  let used = 0;
  for (let k = 0; k < voters; k += 1) {
    const pair = alike[k] ?? 0;
    const j = pair % MAX_MINUTIAE;
    const i = (pair - j) / MAX_MINUTIAE;
    const over = (likeness[i * b.count + j] ?? 0) - LIKENESS_FLOOR;
    const weight = over * over * Math.sqrt((a.weight[i] ?? 0) * (b.weight[j] ?? 0));
    used = voteFor(a, b, i, j, weight, space, used);
  }
  const found = peaks(a, space, used);
  for (let i = 0; i < used; i += 1) votes[touched[i] ?? 0] = 0;
  return found;
}

/** For the turn that the two directions tell and those beside it; answers how many cells have votes. */
function voteFor(
  a: Prepared,
  b: Prepared,
  i: number,
  j: number,
  weight: number,
  space: AlignSpace,
  touched: number,
): number {
  let used = touched;
  const middle = Math.round((((a.angle[i] ?? 0) - (b.angle[j] ?? 0)) & 255) / TURN_UNITS);
  const ax = ((a.x[i] ?? 0) - a.centreX) / CELL_PX + MIDDLE - 0.5;
  const ay = ((a.y[i] ?? 0) - a.centreY) / CELL_PX + MIDDLE - 0.5;
  const bx = (b.x[j] ?? 0) - b.centreX;
  const by = (b.y[j] ?? 0) - b.centreY;
  for (let off = -1; off <= 1; off += 1) {
    const turn = (middle + off + TURNS) % TURNS;
    const cos = cellCos[turn] ?? 0;
    const sin = cellSin[turn] ?? 0;
    const x = ax - cos * bx + sin * by;
    const y = ay - sin * bx - cos * by;
    if (!(x >= 0 && y >= 0 && x < SIDE - 1 && y < SIDE - 1)) continue;
    const at = (turn * SIDE + (y | 0)) * SIDE + (x | 0);
    const share = off === 0 ? weight : weight * 0.6;
    used = vote(space, at, share, used);
    used = vote(space, at + 1, share, used);
    used = vote(space, at + SIDE, share, used);
    used = vote(space, at + SIDE + 1, share, used);
  }
  return used;
}

function vote(space: AlignSpace, cell: number, share: number, used: number): number {
  const before = space.votes[cell] ?? 0;
  space.votes[cell] = before + share;
  if (before !== 0) return used;
  space.touched[used] = cell;
  return used + 1;
}

/** The strongest places in falling order, one of each neighbourhood. */
function peaks(a: Prepared, space: AlignSpace, used: number): number {
  const { votes, touched, ranked } = space;
  let most = 0;
  for (let i = 0; i < used; i += 1) most = Math.max(most, votes[touched[i] ?? 0] ?? 0);
  const floor = most * PEAK_FLOOR;
  let count = 0;
  for (let i = 0; i < used; i += 1) {
    const cell = touched[i] ?? 0;
    const strength = votes[cell] ?? 0;
    if (strength < floor || count === MAX_RANKED) continue;
    let at = count;
    while (at > 0 && (votes[ranked[at - 1] ?? 0] ?? 0) < strength) {
      ranked[at] = ranked[at - 1] ?? 0;
      at -= 1;
    }
    ranked[at] = cell;
    count += 1;
  }
  let found = 0;
  for (let i = 0; i < count && found < MAX_HYPOTHESES; i += 1) {
    if (addPeak(a, space, found, ranked[i] ?? 0)) found += 1;
  }
  return found;
}

/** False where a stronger place next to it is there already. */
function addPeak(a: Prepared, space: AlignSpace, found: number, cell: number): boolean {
  const { turn, shiftX, shiftY } = space;
  const x = a.centreX + ((cell % SIDE) - MIDDLE + 0.5) * CELL_PX;
  const y = a.centreY + ((Math.floor(cell / SIDE) % SIDE) - MIDDLE + 0.5) * CELL_PX;
  const radians = (2 * Math.PI * Math.floor(cell / (SIDE * SIDE))) / TURNS;
  for (let i = 0; i < found; i += 1) {
    const off = Math.abs((turn[i] ?? 0) - radians);
    const near =
      Math.min(off, 2 * Math.PI - off) < NEAR_RADIANS &&
      Math.abs((shiftX[i] ?? 0) - x) < NEAR_PX &&
      Math.abs((shiftY[i] ?? 0) - y) < NEAR_PX;
    if (near) return false;
  }
  turn[found] = radians;
  shiftX[found] = x;
  shiftY[found] = y;
  return true;
}
