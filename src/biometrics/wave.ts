/**
 * The ridges of a template as a continuous wave: its bits, blended along the flow, on a lattice fine
 * enough to compare prints with a fraction of a ridge's width.
 */
import { FLOW_STEP_PX, NO_FLOW, RIDGE_STEP_PX } from './template.ts';
import type { FlowGrid } from './template.ts';

export interface Wave {
  readonly columns: number;
  readonly rows: number;
  /** -1 valley .. 1 ridge, node (c, r) at `(c, r) * WAVE_STEP_PX`; 0 off the skin. */
  readonly values: Float32Array;
}

export const WAVE_STEP_PX = 2;
/** Nodes along a cell. */
const NODES = FLOW_STEP_PX / WAVE_STEP_PX;
const TURNS = 32;
const REACH = 3;
const TAPS = 2 * REACH;
const SIGMA_ALONG_PX = 6;
const SIGMA_ACROSS_PX = 1.9;

/**
 * A kernel for each direction and each of the four places that a node has among the bits; its weights
 * add up to one.
 */
const kernels = Float32Array.from({ length: TURNS * 4 * TAPS * TAPS }, (_, index) => {
  const tap = index % (TAPS * TAPS);
  const parity = Math.floor(index / (TAPS * TAPS)) & 3;
  const angle = (Math.floor(index / (TAPS * TAPS * 4)) * Math.PI) / TURNS;
  const dx = ((tap % TAPS) - REACH) * RIDGE_STEP_PX + offset(parity & 1);
  const dy = (Math.floor(tap / TAPS) - REACH) * RIDGE_STEP_PX + offset(parity >> 1);
  const along = dx * Math.cos(angle) + dy * Math.sin(angle);
  const across = dy * Math.cos(angle) - dx * Math.sin(angle);
  return Math.exp(-((along / SIGMA_ALONG_PX) ** 2) / 2 - (across / SIGMA_ACROSS_PX) ** 2 / 2);
});
for (let first = 0; first < kernels.length; first += TAPS * TAPS) {
  const kernel = kernels.subarray(first, first + TAPS * TAPS);
  const weight = kernel.reduce((sum, tap) => sum + tap, 0);
  for (let k = 0; k < kernel.length; k += 1) kernel[k] = (kernel[k] ?? 0) / weight;
}

/** From an even node (on the corner of a bit's square) or an odd one (in its middle). */
function offset(odd: number): number {
  return odd === 1 ? 0 : RIDGE_STEP_PX / 2;
}

export function makeWave(flow: FlowGrid, ridges: Uint16Array): Wave {
  const columns = flow.columns * NODES;
  const rows = flow.rows * NODES;
  const values = new Float32Array(columns * rows);
  const signs = spread(flow, ridges);
  const side = flow.columns * 4 + 2 * REACH;
  for (let r = 0; r < rows; r += 1) {
    for (let column = 0; column < flow.columns; column += 1) {
      const direction = flow.angles[(r >> 3) * flow.columns + column] ?? NO_FLOW;
      if (direction === NO_FLOW) continue;
      const kernel = (((direction + 2) >> 2) & 31) * 4 + (r & 1) * 2;
      for (let odd = 0; odd < 2; odd += 1) {
        blend(signs, (r >> 1) * side + column * 4, side, (kernel + odd) * TAPS * TAPS);
        const to = r * columns + column * NODES + odd;
        for (let i = 0; i < 4; i += 1) values[to + 2 * i] = blended[i] ?? 0;
      }
    }
  }
  return { columns, rows, values };
}

const blended = new Float64Array(4);

/** Every other node of a cell's row at once: four, which share a kernel. */
function blend(signs: Float32Array, first: number, side: number, kernel: number): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = kernel;
  for (let v = 0, row = first; v < TAPS; v += 1, row += side) {
    let one = signs[row] ?? 0;
    let two = signs[row + 1] ?? 0;
    let three = signs[row + 2] ?? 0;
    for (let at = row + 3, end = at + TAPS; at < end; at += 1, k += 1) {
      const four = signs[at] ?? 0;
      const tap = kernels[k] ?? 0;
      a += tap * one;
      b += tap * two;
      c += tap * three;
      d += tap * four;
      one = two;
      two = three;
      three = four;
    }
  }
  blended[0] = a;
  blended[1] = b;
  blended[2] = c;
  blended[3] = d;
}

/** The bits as -1 and 1, 0 off the skin, with a border of {@link REACH}. */
function spread(flow: FlowGrid, ridges: Uint16Array): Float32Array {
  const side = flow.columns * 4 + 2 * REACH;
  const signs = new Float32Array(side * (flow.rows * 4 + 2 * REACH));
  for (let cell = 0; cell < ridges.length; cell += 1) {
    if (flow.angles[cell] === NO_FLOW) continue;
    const bits = ridges[cell] ?? 0;
    const left = (cell % flow.columns) * 4 + REACH;
    const top = Math.floor(cell / flow.columns) * 4 + REACH;
    for (let bit = 0; bit < 16; bit += 1) {
      signs[(top + (bit >> 2)) * side + left + (bit & 3)] = ((bits >> bit) & 1) === 1 ? 1 : -1;
    }
  }
  return signs;
}
