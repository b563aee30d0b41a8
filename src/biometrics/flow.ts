/**
 * The flow of the ridges: their direction, how sure it is, and their spacing, on a lattice of small
 * cells. Directions come from the structure tensor; where the near neighbourhood is undecided a
 * wider one helps out.
 */
import type { Surface } from './image.ts';
import { smooth } from './smooth.ts';
import type { WindowMap } from './spectral.ts';

/** Side of a cell. */
export const CELL_PX = 4;

export interface Flow {
  readonly columns: number;
  readonly rows: number;
  /** Direction along the ridges, radians in [0, pi), y downwards. */
  readonly angle: Float32Array;
  /** 0 no direction, 1 one direction. */
  readonly coherence: Float32Array;
  /** Ridges per pixel. */
  readonly frequency: Float32Array;
}

interface Tensor {
  readonly columns: number;
  readonly rows: number;
  /** Gradient energy and its double-angle components. */
  readonly energy: Float32Array;
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

const NEAR_SIGMA_CELLS = 1.5;
const WIDE_SIGMA_CELLS = 4;
const WIDE_WEIGHT = 0.35;

export function measureFlow(surface: Surface, windows: WindowMap): Flow {
  const tensor = gatherTensor(surface);
  const plane = { width: tensor.columns, height: tensor.rows };
  for (const part of [tensor.energy, tensor.cos, tensor.sin]) {
    smooth(plane, part, NEAR_SIGMA_CELLS);
  }
  const wider = (part: Float32Array): Float32Array => {
    const copy = part.slice();
    smooth(plane, copy, WIDE_SIGMA_CELLS);
    return copy;
  };
  const wideEnergy = wider(tensor.energy);
  const wideCos = wider(tensor.cos);
  const wideSin = wider(tensor.sin);
  const cells = tensor.columns * tensor.rows;
  const flow: Flow = {
    columns: tensor.columns,
    rows: tensor.rows,
    angle: new Float32Array(cells),
    coherence: new Float32Array(cells),
    frequency: spreadFrequency(windows, plane),
  };
  for (let i = 0; i < cells; i += 1) {
    const energy = (tensor.energy[i] ?? 0) + WIDE_WEIGHT * (wideEnergy[i] ?? 0);
    const cos = (tensor.cos[i] ?? 0) + WIDE_WEIGHT * (wideCos[i] ?? 0);
    const sin = (tensor.sin[i] ?? 0) + WIDE_WEIGHT * (wideSin[i] ?? 0);
    flow.coherence[i] = energy > 1e-9 ? Math.hypot(cos, sin) / energy : 0;
    const across = Math.atan2(sin, cos) / 2;
    const along = across + Math.PI / 2;
    flow.angle[i] = along >= Math.PI ? along - Math.PI : along < 0 ? along + Math.PI : along;
  }
  return flow;
}

function gatherTensor(surface: Surface): Tensor {
  const { width, height, values } = surface;
  const columns = Math.ceil(width / CELL_PX);
  const rows = Math.ceil(height / CELL_PX);
  const cells = columns * rows;
  const tensor: Tensor = {
    columns,
    rows,
    energy: new Float32Array(cells),
    cos: new Float32Array(cells),
    sin: new Float32Array(cells),
  };
  for (let y = 1; y < height - 1; y += 1) {
    const cellRow = (y >> 2) * columns;
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const nw = values[at - width - 1] ?? 0;
      const ne = values[at - width + 1] ?? 0;
      const sw = values[at + width - 1] ?? 0;
      const se = values[at + width + 1] ?? 0;
      const gx = ne + se - nw - sw + 2 * ((values[at + 1] ?? 0) - (values[at - 1] ?? 0));
      const gy = sw + se - nw - ne + 2 * ((values[at + width] ?? 0) - (values[at - width] ?? 0));
      const cell = cellRow + (x >> 2);
      tensor.energy[cell] = (tensor.energy[cell] ?? 0) + gx * gx + gy * gy;
      tensor.cos[cell] = (tensor.cos[cell] ?? 0) + gx * gx - gy * gy;
      tensor.sin[cell] = (tensor.sin[cell] ?? 0) + 2 * gx * gy;
    }
  }
  return tensor;
}

const FREQUENCY_SIGMA_WINDOWS = 2.5;

/** Windows with one strong direction tell their spacing to their neighbours. */
function spreadFrequency(
  windows: WindowMap,
  plane: { width: number; height: number },
): Float32Array {
  const count = windows.columns * windows.rows;
  const sum = new Float32Array(count);
  const weight = new Float32Array(count);
  for (let i = 0; i < count; i += 1) {
    const sure = windows.agreement[i] ?? 0;
    const trust = sure * sure * sure * Math.sqrt(windows.power[i] ?? 0);
    weight[i] = trust + 1e-6;
    sum[i] = (trust + 1e-6) * (windows.frequency[i] ?? 0);
  }
  const grid = { width: windows.columns, height: windows.rows };
  smooth(grid, sum, FREQUENCY_SIGMA_WINDOWS);
  smooth(grid, weight, FREQUENCY_SIGMA_WINDOWS);
  const frequency = new Float32Array(plane.width * plane.height);
  for (let row = 0; row < plane.height; row += 1) {
    for (let column = 0; column < plane.width; column += 1) {
      const wx = Math.round(((column + 0.5) * CELL_PX) / windows.stepPx);
      const wy = Math.round(((row + 0.5) * CELL_PX) / windows.stepPx);
      const at =
        Math.min(wy, windows.rows - 1) * windows.columns + Math.min(wx, windows.columns - 1);
      frequency[row * plane.width + column] = (sum[at] ?? 0) / (weight[at] ?? 0);
    }
  }
  return frequency;
}
