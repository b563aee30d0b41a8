/**
 * The extended areas of our own records: the flow of the ridges over the box that shows skin, and
 * the picture of the ridges, sixteen bits for each cell on the skin. A cache beside the minutiae,
 * and read with the same distrust.
 */
import type { IsoArea } from './iso19794.ts';
import { FLOW_STEP_PX, FLOW_UNITS, MAX_MINUTIAE, NO_FLOW } from './template.ts';
import type { FlowGrid, Template } from './template.ts';

const FLOW_AREA = 0x0152;
const RIDGE_AREA = 0x0153;
const VERSION = 1;
const FLOW_HEADER_BYTES = 6;

/** A whole record never takes more: the picture is left out first, then the flow. */
export const MAX_TEMPLATE_BYTES = 2_048;
const RECORD_BYTES = 24 + 4 + 2;
const MINUTIA_BYTES = 6;
const AREA_BYTES = 4;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
}

export interface Skin {
  readonly flow: FlowGrid;
  readonly ridges: Uint16Array;
}

export function skinAreas(template: Template): readonly IsoArea[] {
  const minutiae = Math.min(template.minutiae.length, MAX_MINUTIAE);
  const room = MAX_TEMPLATE_BYTES - RECORD_BYTES - minutiae * MINUTIA_BYTES;
  const box = skinBox(template.flow);
  if (box === null) return [];
  const flow = encodeFlow(template.flow, box);
  if (AREA_BYTES + flow.length > room) return [];
  const areas: IsoArea[] = [{ type: FLOW_AREA, data: flow }];
  const ridges = encodeRidges(template);
  const both = 2 * AREA_BYTES + flow.length + ridges.length;
  if (template.ridges.length > 0 && both <= room) areas.push({ type: RIDGE_AREA, data: ridges });
  return areas;
}

/** Null where there is no flow of ours, or it is not what we write. */
export function readSkinAreas(
  areas: readonly IsoArea[],
  size: { readonly width: number; readonly height: number },
): Skin | null {
  const area = areas.find(({ type }) => type === FLOW_AREA);
  const flow = area === undefined ? null : decodeFlow(area.data, size);
  if (flow === null) return null;
  const picture = areas.find(({ type }) => type === RIDGE_AREA);
  const ridges = picture === undefined ? null : decodeRidges(picture.data, flow);
  return { flow, ridges: ridges ?? new Uint16Array(0) };
}

function skinBox(flow: FlowGrid): Box | null {
  const { columns, angles } = flow;
  let left = columns;
  let top = flow.rows;
  let right = -1;
  let bottom = -1;
  for (let at = 0; at < angles.length; at += 1) {
    if (angles[at] === NO_FLOW) continue;
    const column = at % columns;
    const row = Math.floor(at / columns);
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  const box = { left, top, wide: right - left + 1, high: bottom - top + 1 };
  return right < 0 || box.wide > 255 || box.high > 255 ? null : box;
}

/** Version, step, left, top, columns, rows, then the cells of the box. */
function encodeFlow(flow: FlowGrid, box: Box): Uint8Array {
  const { left, top, wide, high } = box;
  const data = new Uint8Array(FLOW_HEADER_BYTES + wide * high);
  data.set([VERSION, FLOW_STEP_PX, left, top, wide, high]);
  for (let row = 0; row < high; row += 1) {
    const from = (top + row) * flow.columns + left;
    data.set(flow.angles.subarray(from, from + wide), FLOW_HEADER_BYTES + row * wide);
  }
  return data;
}

function decodeFlow(
  data: Uint8Array,
  size: { readonly width: number; readonly height: number },
): FlowGrid | null {
  const [version, step, left = 0, top = 0, wide = 0, high = 0] = data;
  if (version !== VERSION || step !== FLOW_STEP_PX) return null;
  const columns = Math.ceil(size.width / FLOW_STEP_PX);
  const rows = Math.ceil(size.height / FLOW_STEP_PX);
  if (left + wide > columns || top + high > rows) return null;
  if (data.length !== FLOW_HEADER_BYTES + wide * high) return null;
  const angles = new Uint8Array(columns * rows).fill(NO_FLOW);
  for (let row = 0; row < high; row += 1) {
    for (let column = 0; column < wide; column += 1) {
      const angle = data[FLOW_HEADER_BYTES + row * wide + column] ?? NO_FLOW;
      if (angle >= FLOW_UNITS) continue;
      angles[(top + row) * columns + left + column] = angle;
    }
  }
  return { columns, rows, angles };
}

/** Version, then two bytes for each cell on the skin, in order. */
function encodeRidges(template: Template): Uint8Array {
  const bytes: number[] = [VERSION];
  for (const [cell, angle] of template.flow.angles.entries()) {
    const bits = template.ridges[cell] ?? 0;
    if (angle !== NO_FLOW) bytes.push(bits >> 8, bits & 255);
  }
  return Uint8Array.from(bytes);
}

function decodeRidges(data: Uint8Array, flow: FlowGrid): Uint16Array | null {
  if (data[0] !== VERSION) return null;
  const ridges = new Uint16Array(flow.angles.length);
  let at = 1;
  for (const [cell, angle] of flow.angles.entries()) {
    if (angle === NO_FLOW) continue;
    ridges[cell] = ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
    at += 2;
  }
  return at === data.length ? ridges : null;
}
