/**
 * Line ends on a thinned picture, each with the way the line runs back from it. Run once on ridges
 * (ends are ridge endings) and once on valleys (ends are ridge bifurcations): the two are one
 * notion, and a minutia keeps its place when pressure turns one into the other.
 */
import type { Surface } from './image.ts';
import { crossings, makeBitmap, ringAt, thin } from './thin.ts';
import type { Bitmap } from './thin.ts';

export interface LineEnd {
  /** Pixels of the image. */
  readonly x: number;
  readonly y: number;
  /** From the end back along its line, pixels. */
  readonly backX: number;
  readonly backY: number;
  /** Length of the line before it meets a fork or ends, cut at {@link TRACE_PX}. */
  readonly lengthPx: number;
  /** What stopped the trace. */
  readonly stop: 'long' | 'fork' | 'end';
}

export const TRACE_PX = 16;
const MIN_FRAGMENT_PX = 14;
const MIN_SPUR_PX = 9;

/** Ridges are where `enhanced` is positive, valleys where it is negative; zero is background. */
export function findLineEnds(enhanced: Surface, polarity: 1 | -1): LineEnd[] {
  const bitmap = binarise(enhanced, polarity);
  thin(bitmap);
  const first = traceEnds(bitmap);
  let erased = false;
  for (const end of first) {
    if (end.stop === 'fork' && end.lengthPx < MIN_SPUR_PX) {
      erase(bitmap, end);
      erased = true;
    } else if (end.stop === 'end' && end.lengthPx < MIN_FRAGMENT_PX) {
      erase(bitmap, end);
    }
  }
  if (erased) thin(bitmap);
  return traceEnds(bitmap).filter(
    (end) =>
      !(end.stop === 'fork' && end.lengthPx < MIN_SPUR_PX) &&
      !(end.stop === 'end' && end.lengthPx < MIN_FRAGMENT_PX),
  );
}

function binarise(enhanced: Surface, polarity: 1 | -1): Bitmap {
  const bitmap = makeBitmap(enhanced.width + 2, enhanced.height + 2);
  for (let y = 0; y < enhanced.height; y += 1) {
    for (let x = 0; x < enhanced.width; x += 1) {
      const set = (enhanced.values[y * enhanced.width + x] ?? 0) * polarity > 0;
      bitmap.bits[(y + 1) * bitmap.width + x + 1] = set ? 1 : 0;
    }
  }
  return bitmap;
}

function traceEnds(bitmap: Bitmap): LineEnd[] {
  const { width, height, bits } = bitmap;
  const ends: LineEnd[] = [];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      if ((bits[at] ?? 0) === 0 || (crossings[ringAt(bits, at, width)] ?? 0) !== 1) continue;
      ends.push(trace(bitmap, at, null));
    }
  }
  return ends;
}

/** Walks from an end along its line; records the pixels walked in `path` where one is given. */
function trace(bitmap: Bitmap, start: number, path: number[] | null): LineEnd {
  const { width, bits } = bitmap;
  let previous = -1;
  let at = start;
  let length = 0;
  let stop: LineEnd['stop'] = 'long';
  for (;;) {
    path?.push(at);
    if (length >= TRACE_PX) break;
    const next = step(bits, width, at, previous);
    if (next === -1) {
      stop = 'end';
      break;
    }
    const straight = next - at === 1 || at - next === 1 || Math.abs(next - at) === width;
    length += straight ? 1 : Math.SQRT2;
    previous = at;
    at = next;
    if ((crossings[ringAt(bits, at, width)] ?? 0) > 2) {
      stop = 'fork';
      break;
    }
  }
  const x = start % width;
  const y = (start - x) / width;
  const endX = at % width;
  return {
    x: x - 1,
    y: y - 1,
    backX: endX - x,
    backY: (at - endX) / width - y,
    lengthPx: length,
    stop,
  };
}

/** The next set pixel away from `previous`: straight neighbours first. -1 at a dead end. */
function step(bits: Uint8Array, width: number, at: number, previous: number): number {
  const px = previous === -1 ? -9 : previous % width;
  const py = previous === -1 ? -9 : (previous - px) / width;
  let found = -1;
  for (let side = 0; side < 8; side += 1) {
    const dx = side < 4 ? (side === 0 ? 1 : side === 1 ? -1 : 0) : side % 2 === 0 ? 1 : -1;
    const dy = side < 4 ? (side === 2 ? 1 : side === 3 ? -1 : 0) : side < 6 ? 1 : -1;
    const next = at + dy * width + dx;
    if ((bits[next] ?? 0) === 0 || next === previous) continue;
    const nx = next % width;
    const ny = (next - nx) / width;
    const touches = Math.abs(nx - px) <= 1 && Math.abs(ny - py) <= 1;
    if (!touches) return next;
    if (found === -1 && previous === -1) found = next;
  }
  return found;
}

function erase(bitmap: Bitmap, end: LineEnd): void {
  const path: number[] = [];
  const start = (end.y + 1) * bitmap.width + end.x + 1;
  if ((bitmap.bits[start] ?? 0) === 0) return;
  trace(bitmap, start, path);
  const kept = end.stop === 'fork' ? path.length - 1 : path.length;
  for (let i = 0; i < kept; i += 1) bitmap.bits[path[i] ?? 0] = 0;
}
