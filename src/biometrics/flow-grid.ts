/** The coarse grid of ridge directions that travels with a template. */
import { CELL_PX } from './flow.ts';
import type { Flow } from './flow.ts';
import type { Mask } from './segment.ts';
import type { Surface } from './image.ts';
import { FLOW_STEP_PX, FLOW_UNITS, NO_FLOW, RIDGE_STEP_PX } from './template.ts';
import type { FlowGrid } from './template.ts';

const CELLS = FLOW_STEP_PX / CELL_PX;

/** A grid cell shows skin where at least half of its small cells do. */
export function toFlowGrid(flow: Flow, mask: Mask): FlowGrid {
  const columns = Math.ceil(flow.columns / CELLS);
  const rows = Math.ceil(flow.rows / CELLS);
  const angles = new Uint8Array(columns * rows).fill(NO_FLOW);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let cos = 0;
      let sin = 0;
      let count = 0;
      for (let r = row * CELLS; r < Math.min(flow.rows, (row + 1) * CELLS); r += 1) {
        for (let c = column * CELLS; c < Math.min(flow.columns, (column + 1) * CELLS); c += 1) {
          const at = r * flow.columns + c;
          if ((mask.cells[at] ?? 0) === 0) continue;
          count += 1;
          cos += (flow.coherence[at] ?? 0) * Math.cos(2 * (flow.angle[at] ?? 0));
          sin += (flow.coherence[at] ?? 0) * Math.sin(2 * (flow.angle[at] ?? 0));
        }
      }
      if (count * 2 < CELLS * CELLS) continue;
      const half = Math.atan2(sin, cos) / (2 * Math.PI);
      angles[row * columns + column] = Math.round(half * FLOW_UNITS + FLOW_UNITS) % FLOW_UNITS;
    }
  }
  return { columns, rows, angles };
}

/** Sixteen bits a cell of the grid: is there a ridge in the middle of each small square? */
export function toRidges(enhanced: Surface, grid: FlowGrid): Uint16Array {
  const ridges = new Uint16Array(grid.columns * grid.rows);
  for (let cell = 0; cell < ridges.length; cell += 1) {
    if (grid.angles[cell] === NO_FLOW) continue;
    const left = (cell % grid.columns) * FLOW_STEP_PX;
    const top = Math.floor(cell / grid.columns) * FLOW_STEP_PX;
    let bits = 0;
    for (let bit = 0; bit < 16; bit += 1) {
      const x = left + (bit & 3) * RIDGE_STEP_PX + RIDGE_STEP_PX / 2;
      const y = top + (bit >> 2) * RIDGE_STEP_PX + RIDGE_STEP_PX / 2;
      if (x >= enhanced.width || y >= enhanced.height) continue;
      if ((enhanced.values[y * enhanced.width + x] ?? 0) > 0) bits |= 1 << bit;
    }
    ridges[cell] = bits;
  }
  return ridges;
}
