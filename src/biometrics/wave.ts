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
const TURNS = 32;
const REACH = 3;
const TAPS = 2 * REACH;
const SIGMA_ALONG_PX = 6;
const SIGMA_ACROSS_PX = 1.9;

/** A kernel for each direction and each of the four places that a node has among the bits. */
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

/** From an even node (on the corner of a bit's square) or an odd one (in its middle). */
function offset(odd: number): number {
  return odd === 1 ? 0 : RIDGE_STEP_PX / 2;
}

export function makeWave(flow: FlowGrid, ridges: Uint16Array): Wave {
  const columns = (flow.columns * FLOW_STEP_PX) / WAVE_STEP_PX;
  const rows = (flow.rows * FLOW_STEP_PX) / WAVE_STEP_PX;
  const values = new Float32Array(columns * rows);
  const signs = spread(flow, ridges);
  const side = flow.columns * 4 + 2 * REACH;
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      const cell = (r >> 3) * flow.columns + (c >> 3);
      const direction = flow.angles[cell] ?? NO_FLOW;
      if (direction === NO_FLOW) continue;
      const kernel = ((((direction + 2) >> 2) & 31) * 4 + (c & 1) + (r & 1) * 2) * TAPS * TAPS;
      const first = (r >> 1) * side + (c >> 1);
      values[r * columns + c] = blend(signs, first, side, kernel);
    }
  }
  return { columns, rows, values };
}

function blend(signs: Int8Array, first: number, side: number, kernel: number): number {
  let sum = 0;
  let weight = 0;
  let k = kernel;
  for (let v = 0, row = first; v < TAPS; v += 1, row += side) {
    for (let u = 0; u < TAPS; u += 1, k += 1) {
      const tap = kernels[k] ?? 0;
      sum += tap * (signs[row + u] ?? 0);
      weight += tap;
    }
  }
  return sum / weight;
}

/** The bits as -1 and 1, 0 off the skin, with a border of {@link REACH}. */
function spread(flow: FlowGrid, ridges: Uint16Array): Int8Array {
  const side = flow.columns * 4 + 2 * REACH;
  const signs = new Int8Array(side * (flow.rows * 4 + 2 * REACH));
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
