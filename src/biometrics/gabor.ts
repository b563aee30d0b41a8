/**
 * Second pass: every pixel is filtered along and across the ridge that the flow says runs through
 * it, by the nearest of a bank of even Gabor kernels without a constant part.
 */
import { CELL_PX } from './flow.ts';
import type { Flow } from './flow.ts';
import { makeSurface } from './image.ts';
import type { Surface } from './image.ts';
import type { Mask } from './segment.ts';

const DIRECTIONS = 32;
const PERIODS = 12;
const MIN_PERIOD_PX = 4.5;
const PERIOD_RATIO = 1.1;
const RADIUS_PX = 8;
const SIDE_PX = 2 * RADIUS_PX + 1;
const KERNEL = SIDE_PX * SIDE_PX;
/** Along the ridge. */
const SIGMA_ALONG_PX = 4.5;
/** Across the ridge, in periods. */
const SIGMA_ACROSS = 0.42;

const bank = new Float32Array(DIRECTIONS * PERIODS * KERNEL);
const made = new Uint8Array(DIRECTIONS * PERIODS);

function kernelStart(angle: number, frequency: number): number {
  const direction = Math.round((angle / Math.PI) * DIRECTIONS) % DIRECTIONS;
  const step = Math.round(Math.log(1 / frequency / MIN_PERIOD_PX) / Math.log(PERIOD_RATIO));
  const period = step < 0 ? 0 : step >= PERIODS ? PERIODS - 1 : step;
  const slot = direction * PERIODS + period;
  if ((made[slot] ?? 0) === 0) makeKernel(slot, direction, period);
  return slot * KERNEL;
}

function makeKernel(slot: number, direction: number, step: number): void {
  const period = MIN_PERIOD_PX * PERIOD_RATIO ** step;
  const angle = (direction * Math.PI) / DIRECTIONS;
  const start = slot * KERNEL;
  const across = SIGMA_ACROSS * period;
  let sum = 0;
  let weight = 0;
  const envelope = new Float64Array(KERNEL);
  for (let y = -RADIUS_PX, at = 0; y <= RADIUS_PX; y += 1) {
    for (let x = -RADIUS_PX; x <= RADIUS_PX; x += 1, at += 1) {
      const u = x * Math.cos(angle) + y * Math.sin(angle);
      const v = -x * Math.sin(angle) + y * Math.cos(angle);
      envelope[at] = Math.exp(
        -(u * u) / (2 * SIGMA_ALONG_PX ** 2) - (v * v) / (2 * across * across),
      );
      bank[start + at] = (envelope[at] ?? 0) * Math.cos((2 * Math.PI * v) / period);
      sum += bank[start + at] ?? 0;
      weight += envelope[at] ?? 0;
    }
  }
  let energy = 0;
  for (let at = 0; at < KERNEL; at += 1) {
    bank[start + at] = (bank[start + at] ?? 0) - (sum / weight) * (envelope[at] ?? 0);
    energy += (bank[start + at] ?? 0) ** 2;
  }
  const scale = 1 / Math.sqrt(energy);
  for (let at = 0; at < KERNEL; at += 1) bank[start + at] = (bank[start + at] ?? 0) * scale;
  made[slot] = 1;
}

/** Zero outside the mask. */
export function filterAlongFlow(source: Surface, flow: Flow, mask: Mask): Surface {
  const { width, height } = source;
  const out = makeSurface(width, height);
  const padded = pad(source);
  for (let row = 0; row < mask.rows; row += 1) {
    for (let column = 0; column < mask.columns; column += 1) {
      const cell = row * mask.columns + column;
      if ((mask.cells[cell] ?? 0) === 0) continue;
      const start = kernelStart(flow.angle[cell] ?? 0, flow.frequency[cell] ?? 0);
      const left = column * CELL_PX;
      const count = Math.min(CELL_PX, width - left);
      const endY = Math.min(height, (row + 1) * CELL_PX);
      for (let y = row * CELL_PX; y < endY; y += 1) {
        respond(padded, y * padded.width + left, start);
        for (let i = 0; i < count; i += 1) out.values[y * width + left + i] = responses[i] ?? 0;
      }
    }
  }
  return out;
}

/** With room for the last cell of a row to be whole. */
function pad(source: Surface): Surface {
  const wide = Math.ceil(source.width / CELL_PX) * CELL_PX;
  const padded = makeSurface(wide + 2 * RADIUS_PX, source.height + 2 * RADIUS_PX);
  for (let y = 0; y < source.height; y += 1) {
    padded.values.set(
      source.values.subarray(y * source.width, (y + 1) * source.width),
      (y + RADIUS_PX) * padded.width + RADIUS_PX,
    );
  }
  return padded;
}

const responses = new Float64Array(CELL_PX);

/**
 * The four pixels of a cell's row at once. They share a kernel and most of what lies under it, and
 * four sums side by side do not wait for each other's last addition: a third of the time.
 */
function respond(padded: Surface, topLeft: number, start: number): void {
  const { values, width } = padded;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = start;
  for (let v = 0, row = topLeft; v < SIDE_PX; v += 1, row += width) {
    let first = values[row] ?? 0;
    let second = values[row + 1] ?? 0;
    let third = values[row + 2] ?? 0;
    for (let at = row + 3, end = at + SIDE_PX; at < end; at += 1, k += 1) {
      const fourth = values[at] ?? 0;
      const weight = bank[k] ?? 0;
      a += first * weight;
      b += second * weight;
      c += third * weight;
      d += fourth * weight;
      first = second;
      second = third;
      third = fourth;
    }
  }
  responses[0] = a;
  responses[1] = b;
  responses[2] = c;
  responses[3] = d;
}
