/**
 * Templates as ISO/IEC 19794-2 records and back. The minutiae are the record; the flow of the ridges
 * rides along in a vendor's extended area, and is guessed from the minutiae where another maker
 * wrote the record.
 */
import { answer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { guessFlow } from './guess-flow.ts';
import { readIsoRecord, writeIsoRecord } from './iso19794.ts';
import type { IsoMinutia, IsoRecord, IsoView } from './iso19794.ts';
import { FLOW_STEP_PX, FLOW_UNITS, MAX_MINUTIAE, NO_FLOW } from './template.ts';
import type { FlowGrid, Minutia, Template } from './template.ts';

/** 500 dpi. */
const PER_CM = 197;
const FLOW_AREA = 0x0152;
const FLOW_VERSION = 1;
const FLOW_HEADER_BYTES = 6;
/** A template never takes more: the flow is left out first. */
export const MAX_TEMPLATE_BYTES = 2_048;
const MAX_FLOW_BYTES = 1_500;
const MAX_SIDE_PX = 4_000;

export interface FingerLabel {
  /** ISO finger position, 0 unknown. */
  readonly position: number;
}

export const encodeTemplate = (template: Template, label: FingerLabel): Uint8Array =>
  writeIsoRecord(toIsoRecord(template, label));

/** The first view of a record of ours or of another maker. */
export function decodeTemplate(bytes: Uint8Array): Answer<Template> {
  const record = readIsoRecord(bytes);
  return record.ok ? toTemplate(record.value, 0) : record;
}

export function toIsoRecord(template: Template, label: FingerLabel): IsoRecord {
  const flow = encodeFlow(template.flow);
  const view: IsoView = {
    position: label.position,
    viewNumber: 0,
    impression: 0,
    quality: template.quality,
    minutiae: template.minutiae.slice(0, MAX_MINUTIAE).map(toIsoMinutia),
    areas: flow === null ? [] : [{ type: FLOW_AREA, data: flow }],
  };
  return {
    equipment: 0,
    width: template.width,
    height: template.height,
    xPerCm: PER_CM,
    yPerCm: PER_CM,
    views: [view],
  };
}

const toIsoMinutia = (minutia: Minutia): IsoMinutia => ({
  type: minutia.type,
  x: minutia.x,
  y: minutia.y,
  reserved: 0,
  angle: (256 - minutia.angle) & 255,
  quality: minutia.quality,
});

/** Brings another resolution to 500 dpi; minutiae outside the stated image are left out. */
export function toTemplate(record: IsoRecord, viewIndex: number): Answer<Template> {
  const view = record.views[viewIndex];
  if (view === undefined) return refuse('record-malformed');
  if (record.xPerCm === 0 || record.yPerCm === 0) return refuse('record-malformed');
  const scaleX = near(record.xPerCm, PER_CM) ? 1 : PER_CM / record.xPerCm;
  const scaleY = near(record.yPerCm, PER_CM) ? 1 : PER_CM / record.yPerCm;
  const width = Math.round(record.width * scaleX);
  const height = Math.round(record.height * scaleY);
  if (width < 1 || height < 1) return refuse('record-malformed');
  if (width > MAX_SIDE_PX || height > MAX_SIDE_PX) return refuse('record-unsupported');
  const minutiae = view.minutiae
    .filter((minutia) => minutia.x <= record.width && minutia.y <= record.height)
    .map((minutia) => fromIsoMinutia(minutia, scaleX, scaleY))
    .sort((a, b) => b.quality - a.quality)
    .slice(0, MAX_MINUTIAE);
  if (minutiae.length === 0) return refuse('too-few-minutiae');
  const size = { width, height };
  const area = view.areas.find(({ type }) => type === FLOW_AREA);
  const own =
    area === undefined || scaleX !== 1 || scaleY !== 1 ? null : decodeFlow(area.data, size);
  const flow = own ?? guessFlow(minutiae, size);
  return answer({ ...size, minutiae, quality: Math.min(100, view.quality), flow });
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1;

function fromIsoMinutia(minutia: IsoMinutia, scaleX: number, scaleY: number): Minutia {
  return {
    x: Math.round(minutia.x * scaleX),
    y: Math.round(minutia.y * scaleY),
    angle: (256 - minutia.angle) & 255,
    type: minutia.type === 1 ? 1 : minutia.type === 2 ? 2 : 0,
    quality: Math.min(100, minutia.quality),
  };
}

/** Only the box that shows skin: version, step, left, top, columns, rows, then its cells. */
function encodeFlow(flow: FlowGrid): Uint8Array | null {
  const { columns, rows, angles } = flow;
  let left = columns;
  let top = rows;
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
  const wide = right - left + 1;
  const high = bottom - top + 1;
  if (wide <= 0 || wide * high > MAX_FLOW_BYTES) return null;
  const data = new Uint8Array(FLOW_HEADER_BYTES + wide * high);
  data.set([FLOW_VERSION, FLOW_STEP_PX, left, top, wide, high]);
  for (let row = 0; row < high; row += 1) {
    const from = (top + row) * columns + left;
    data.set(angles.subarray(from, from + wide), FLOW_HEADER_BYTES + row * wide);
  }
  return data;
}

/** Null where the area is not what we write: the flow is then guessed. */
function decodeFlow(
  data: Uint8Array,
  size: { readonly width: number; readonly height: number },
): FlowGrid | null {
  const [version, step, left = 0, top = 0, wide = 0, high = 0] = data;
  if (version !== FLOW_VERSION || step !== FLOW_STEP_PX) return null;
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
