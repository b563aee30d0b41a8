/**
 * Which cells of the image show skin: enough contrast, and waves that agree on a direction. Holes
 * (deltas, scars) are filled, crumbs dropped, and only the largest patch is kept.
 */
import { CELL_PX } from './flow.ts';
import type { WindowMap } from './spectral.ts';
import { smooth } from './smooth.ts';

export interface Mask {
  readonly columns: number;
  readonly rows: number;
  /** 1 skin, 0 none, a value per cell. */
  readonly cells: Uint8Array;
}

const MIN_AGREEMENT = 0.34;
/** Of the contrast of the image's better parts. */
const MIN_RELATIVE_POWER = 0.1;
const MIN_SPREAD_GREY = 1.5;

/** `spread` is the contrast per pixel of an image `width` wide. */
export function segment(
  windows: WindowMap,
  spread: { readonly values: Float32Array; readonly width: number; readonly height: number },
): Mask {
  const columns = Math.ceil(spread.width / CELL_PX);
  const rows = Math.ceil(spread.height / CELL_PX);
  const agreement = windows.agreement.slice();
  const grid = { width: windows.columns, height: windows.rows };
  smooth(grid, agreement, 1.2);
  const floor = contrastFloor(spread.values);
  const cells = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = Math.min(column * CELL_PX + 2, spread.width - 1);
      const y = Math.min(row * CELL_PX + 2, spread.height - 1);
      const wx = Math.min(Math.round(x / windows.stepPx), windows.columns - 1);
      const wy = Math.min(Math.round(y / windows.stepPx), windows.rows - 1);
      const contrasted = (spread.values[y * spread.width + x] ?? 0) > floor;
      const agreed = (agreement[wy * windows.columns + wx] ?? 0) > MIN_AGREEMENT;
      cells[row * columns + column] = contrasted && agreed ? 1 : 0;
    }
  }
  const mask = { columns, rows, cells };
  vote(mask, 3, 0.5);
  vote(mask, 3, 0.5);
  keepLargest(mask, 1);
  fillHoles(mask);
  return mask;
}

/** Padding around what the sensor saw is no part of the image, however much of it there is. */
function contrastFloor(spread: Float32Array): number {
  const sample = new Float32Array(Math.ceil(spread.length / 16));
  let count = 0;
  for (let i = 0; i < spread.length; i += 16) {
    const value = spread[i] ?? 0;
    if (value === 0) continue;
    sample[count] = value;
    count += 1;
  }
  sample.subarray(0, count).sort();
  const high = sample[Math.floor(count * 0.9)] ?? 0;
  return Math.max(MIN_SPREAD_GREY, high * Math.sqrt(MIN_RELATIVE_POWER));
}

/** A cell becomes skin where at least `share` of its neighbourhood is (outside counts as none). */
export function vote(mask: Mask, radius: number, share: number): void {
  const { columns, rows, cells } = mask;
  const before = cells.slice();
  const side = 2 * radius + 1;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let r = Math.max(0, row - radius); r <= Math.min(rows - 1, row + radius); r += 1) {
        for (
          let c = Math.max(0, column - radius);
          c <= Math.min(columns - 1, column + radius);
          c += 1
        ) {
          sum += before[r * columns + c] ?? 0;
        }
      }
      cells[row * columns + column] = sum >= share * side * side ? 1 : 0;
    }
  }
}

/** Labels patches of cells equal to `value`; answers the labels and the size of each patch. */
function patches(mask: Mask, value: number): { labels: Int32Array; sizes: number[] } {
  const { columns, rows, cells } = mask;
  const labels = new Int32Array(cells.length).fill(-1);
  const sizes: number[] = [];
  const stack = new Int32Array(cells.length);
  for (let seed = 0; seed < cells.length; seed += 1) {
    if ((cells[seed] ?? 0) !== value || (labels[seed] ?? 0) !== -1) continue;
    let top = 0;
    let size = 0;
    stack[top] = seed;
    top += 1;
    labels[seed] = sizes.length;
    while (top > 0) {
      top -= 1;
      const at = stack[top] ?? 0;
      size += 1;
      const x = at % columns;
      const y = (at - x) / columns;
      for (let side = 0; side < 4; side += 1) {
        const nx = x + (side === 0 ? 1 : side === 1 ? -1 : 0);
        const ny = y + (side === 2 ? 1 : side === 3 ? -1 : 0);
        if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
        const next = ny * columns + nx;
        if ((cells[next] ?? 0) !== value || (labels[next] ?? 0) !== -1) continue;
        labels[next] = sizes.length;
        stack[top] = next;
        top += 1;
      }
    }
    sizes.push(size);
  }
  return { labels, sizes };
}

function keepLargest(mask: Mask, value: number): void {
  const { labels, sizes } = patches(mask, value);
  let best = 0;
  for (let i = 1; i < sizes.length; i += 1) if ((sizes[i] ?? 0) > (sizes[best] ?? 0)) best = i;
  for (let i = 0; i < labels.length; i += 1) {
    if ((labels[i] ?? 0) >= 0 && (labels[i] ?? 0) !== best) mask.cells[i] = 1 - value;
  }
}

/** Background that does not touch the image's border, unless it is a large part of the print. */
function fillHoles(mask: Mask): void {
  const { columns, rows, cells } = mask;
  const { labels, sizes } = patches(mask, 0);
  const open = new Uint8Array(sizes.length);
  for (let i = 0; i < cells.length; i += 1) {
    const x = i % columns;
    const y = (i - x) / columns;
    const border = x === 0 || y === 0 || x === columns - 1 || y === rows - 1;
    if (border && (labels[i] ?? 0) >= 0) open[labels[i] ?? 0] = 1;
  }
  for (let i = 0; i < cells.length; i += 1) {
    const label = labels[i] ?? 0;
    if (label >= 0 && (open[label] ?? 0) === 0 && (sizes[label] ?? 0) < 400) cells[i] = 1;
  }
}

/** How far each cell is from the nearest cell without skin, in cells (chessboard), 0 outside. */
export function depth(mask: Mask): Uint8Array {
  const { columns, rows, cells } = mask;
  const out = new Uint8Array(cells.length);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= columns || y >= rows ? 0 : (out[y * columns + x] ?? 0);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      if ((cells[y * columns + x] ?? 0) === 0) continue;
      const near = Math.min(at(x - 1, y), at(x, y - 1), at(x - 1, y - 1), at(x + 1, y - 1));
      out[y * columns + x] = Math.min(254, near) + 1;
    }
  }
  for (let y = rows - 1; y >= 0; y -= 1) {
    for (let x = columns - 1; x >= 0; x -= 1) {
      const i = y * columns + x;
      if ((out[i] ?? 0) === 0) continue;
      const near = Math.min(at(x + 1, y), at(x, y + 1), at(x + 1, y + 1), at(x - 1, y + 1));
      out[i] = Math.min(out[i] ?? 0, near + 1);
    }
  }
  return out;
}
