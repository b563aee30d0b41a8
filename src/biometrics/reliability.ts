/**
 * How well the enhanced picture explains the one it was made from, cell by cell: near one on clear
 * ridges, near zero where enhancement invented them. Minutiae take their quality from it.
 */
import { CELL_PX } from './flow.ts';
import type { Flow } from './flow.ts';
import type { Surface } from './image.ts';
import type { Mask } from './segment.ts';
import { smooth } from './smooth.ts';

const SIGMA_CELLS = 2.2;

/** Correlation of the two pictures around each cell, 0..1. */
export function measureReliability(source: Surface, enhanced: Surface, flow: Flow): Float32Array {
  const cells = flow.columns * flow.rows;
  const cross = new Float32Array(cells);
  const own = new Float32Array(cells);
  const other = new Float32Array(cells);
  const { width, height } = source;
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / CELL_PX) * flow.columns;
    for (let x = 0; x < width; x += 1) {
      const a = source.values[y * width + x] ?? 0;
      const b = enhanced.values[y * width + x] ?? 0;
      const cell = row + Math.floor(x / CELL_PX);
      cross[cell] = (cross[cell] ?? 0) + a * b;
      own[cell] = (own[cell] ?? 0) + a * a;
      other[cell] = (other[cell] ?? 0) + b * b;
    }
  }
  const plane = { width: flow.columns, height: flow.rows };
  for (const part of [cross, own, other]) smooth(plane, part, SIGMA_CELLS);
  for (let i = 0; i < cells; i += 1) {
    const scale = Math.sqrt((own[i] ?? 0) * (other[i] ?? 0));
    cross[i] = scale > 1e-9 ? Math.max(0, (cross[i] ?? 0) / scale) : 0;
  }
  return cross;
}

/** Mean of `values` over the mask's skin. */
export function meanOver(mask: Mask, values: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < mask.cells.length; i += 1) {
    if ((mask.cells[i] ?? 0) === 0) continue;
    sum += values[i] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
