/**
 * A template made ready for comparison: flat arrays, and for every minutia a signature of how the
 * ridges flow around it, relative to its own direction: 32 places on four rings, eight directions
 * in a circular code of four bits whose Hamming distance is the angle between them.
 */
import { ANGLE_UNITS, FLOW_STEP_PX, FLOW_UNITS, MAX_MINUTIAE, NO_FLOW } from './template.ts';
import type { FlowGrid, Minutia, Template } from './template.ts';
import type { Wave } from './wave.ts';

export interface Prepared {
  readonly count: number;
  /** Minutiae are sorted by x; entry n is the first at or beyond `n * COLUMN_PX`. */
  readonly columns: Uint8Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** 1/256 of a circle. */
  readonly angle: Uint8Array;
  readonly type: Uint8Array;
  /** 0..1. */
  readonly weight: Float32Array;
  /** {@link WORDS} a minutia. */
  readonly codes: Uint32Array;
  readonly known: Uint32Array;
  /** How many places of the signature are known. */
  readonly centreX: number;
  readonly centreY: number;
  readonly flow: FlowGrid;
  readonly ridges: Uint16Array;
  /** The ridges as a wave, made when first asked for. */
  wave: Wave | null;
  /** Double-angle components of the flow, zero off the skin. */
  readonly flowCos: Float32Array;
  readonly flowSin: Float32Array;
}

export const WORDS = 4;
const RINGS: readonly (readonly [radiusPx: number, places: number])[] = [
  [15, 6],
  [29, 8],
  [46, 8],
  [68, 10],
];
const PLACES = 32;
const placeX = new Float64Array(PLACES);
const placeY = new Float64Array(PLACES);
let filled = 0;
for (const [radiusPx, places] of RINGS) {
  for (let i = 0; i < places; i += 1, filled += 1) {
    const angle = (2 * Math.PI * (i + 0.5)) / places;
    placeX[filled] = radiusPx * Math.cos(angle);
    placeY[filled] = radiusPx * Math.sin(angle);
  }
}

/** Level 0..7 of a half circle to four bits. */
const circular = Uint8Array.from({ length: 8 }, (_, level) => {
  let code = 0;
  for (let bit = 0; bit < 4; bit += 1) if (((level - bit) & 7) < 4) code |= 1 << bit;
  return code;
});

export function prepare(template: Template): Prepared {
  const { flow } = template;
  const minutiae = template.minutiae.slice(0, MAX_MINUTIAE).sort((a, b) => a.x - b.x);
  const count = minutiae.length;
  const prepared = {
    count,
    columns: columnStarts(minutiae, template.width),
    x: Float32Array.from(minutiae, (m) => m.x),
    y: Float32Array.from(minutiae, (m) => m.y),
    angle: Uint8Array.from(minutiae, (m) => m.angle),
    type: Uint8Array.from(minutiae, (m) => m.type),
    weight: Float32Array.from(minutiae, (m) => (m.quality === 0 ? 0.5 : m.quality / 100)),
    codes: new Uint32Array(count * WORDS),
    known: new Uint32Array(count * WORDS),
    centreX: mean(minutiae.map((m) => m.x)),
    centreY: mean(minutiae.map((m) => m.y)),
    flow,
    ridges: template.ridges,
    wave: null,
    flowCos: Float32Array.from(flow.angles, (angle) =>
      angle === NO_FLOW ? 0 : Math.cos((2 * Math.PI * angle) / FLOW_UNITS),
    ),
    flowSin: Float32Array.from(flow.angles, (angle) =>
      angle === NO_FLOW ? 0 : Math.sin((2 * Math.PI * angle) / FLOW_UNITS),
    ),
  };
  for (let i = 0; i < count; i += 1) sign(prepared, i);
  return prepared;
}

/** Width of the strips that minutiae are looked up by. */
export const COLUMN_PX = 8;

function columnStarts(sorted: readonly Minutia[], width: number): Uint8Array {
  const columns = new Uint8Array(Math.ceil(width / COLUMN_PX) + 2);
  let first = 0;
  for (let n = 0; n < columns.length; n += 1) {
    while (first < sorted.length && (sorted[first]?.x ?? 0) < n * COLUMN_PX) first += 1;
    columns[n] = first;
  }
  return columns;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function sign(prepared: Prepared, index: number): void {
  const angle = (2 * Math.PI * (prepared.angle[index] ?? 0)) / ANGLE_UNITS;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let place = 0; place < PLACES; place += 1) {
    const x = (prepared.x[index] ?? 0) + (placeX[place] ?? 0) * cos - (placeY[place] ?? 0) * sin;
    const y = (prepared.y[index] ?? 0) + (placeX[place] ?? 0) * sin + (placeY[place] ?? 0) * cos;
    const flow = flowAt(prepared, x, y);
    if (flow < 0) continue;
    const relative = (flow - angle) / Math.PI;
    const level = Math.floor((relative - Math.floor(relative)) * 8) & 7;
    const word = index * WORDS + (place >> 3);
    const shift = (place & 7) * 4;
    prepared.codes[word] = ((prepared.codes[word] ?? 0) | ((circular[level] ?? 0) << shift)) >>> 0;
    prepared.known[word] = ((prepared.known[word] ?? 0) | (15 << shift)) >>> 0;
  }
}

/** Ridge direction in [0, pi) between the four cells around a place, -1 off the skin. */
export function flowAt(prepared: Prepared, x: number, y: number): number {
  const { flow, flowCos, flowSin } = prepared;
  const column = x / FLOW_STEP_PX - 0.5;
  const row = y / FLOW_STEP_PX - 0.5;
  const c0 = Math.floor(column);
  const r0 = Math.floor(row);
  const fx = column - c0;
  const fy = row - r0;
  let cos = 0;
  let sin = 0;
  let share = 0;
  for (let side = 0; side < 4; side += 1) {
    const c = c0 + (side & 1);
    const r = r0 + (side >> 1);
    if (c < 0 || r < 0 || c >= flow.columns || r >= flow.rows) continue;
    const at = r * flow.columns + c;
    if ((flow.angles[at] ?? 0) === NO_FLOW) continue;
    const part = ((side & 1) === 1 ? fx : 1 - fx) * (side >> 1 === 1 ? fy : 1 - fy);
    share += part;
    cos += part * (flowCos[at] ?? 0);
    sin += part * (flowSin[at] ?? 0);
  }
  if (share < 0.5) return -1;
  const half = Math.atan2(sin, cos) / 2;
  return half < 0 ? half + Math.PI : half;
}
