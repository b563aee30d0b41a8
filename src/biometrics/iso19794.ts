/**
 * Finger minutiae records as in ISO/IEC 19794-2:2005, byte for byte: what is read and written again
 * is the same record. Records come from outside: every length is checked before it is believed, and
 * whatever is wrong is answered, never thrown.
 */
import { answer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';

export interface IsoMinutia {
  /** 1 ending, 2 bifurcation, 0 other, 3 reserved. */
  readonly type: number;
  /** Pixels of the record's resolution from the top left, below 16,384. */
  readonly x: number;
  readonly y: number;
  /** The two bits before y. */
  readonly reserved: number;
  /** 1/256 of a circle, counter-clockwise from +x. */
  readonly angle: number;
  /** 1..100, 0 not told. */
  readonly quality: number;
}

/** An extended data area; types from 0x0100 belong to vendors. */
export interface IsoArea {
  readonly type: number;
  readonly data: Uint8Array;
}

export interface IsoView {
  /** 0 unknown, 1..5 right thumb to little finger, 6..10 left. */
  readonly position: number;
  /** 0..15. */
  readonly viewNumber: number;
  /** 0..15; 0 is a plain live scan. */
  readonly impression: number;
  /** 0..100. */
  readonly quality: number;
  readonly minutiae: readonly IsoMinutia[];
  readonly areas: readonly IsoArea[];
}

export interface IsoRecord {
  /** Certification (4 bits) and device type (12 bits) as they stand. */
  readonly equipment: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels per centimetre; 197 is 500 dpi. */
  readonly xPerCm: number;
  readonly yPerCm: number;
  readonly views: readonly IsoView[];
}

export const MAX_RECORD_BYTES = 65_536;
const HEADER_BYTES = 24;
const VIEW_BYTES = 4;
const MINUTIA_BYTES = 6;
const AREA_BYTES = 4;
const MAGIC = [0x46, 0x4d, 0x52, 0x00, 0x20, 0x32, 0x30, 0x00] as const;

export function readIsoRecord(bytes: Uint8Array): Answer<IsoRecord> {
  if (bytes.length > MAX_RECORD_BYTES) return refuse('record-too-large');
  if (bytes.length < HEADER_BYTES) return refuse('record-truncated');
  if (MAGIC.slice(0, 4).some((byte, i) => bytes[i] !== byte)) return refuse('record-malformed');
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) return refuse('record-unsupported');
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = data.getUint32(8);
  if (length > bytes.length) return refuse('record-truncated');
  if (length < HEADER_BYTES) return refuse('record-malformed');
  const views: IsoView[] = [];
  let at = HEADER_BYTES;
  for (let view = 0; view < data.getUint8(22); view += 1) {
    const read = readView(data, at, length);
    if (!read.ok) return read;
    views.push(read.value.view);
    at = read.value.end;
  }
  return answer({
    equipment: data.getUint16(12),
    width: data.getUint16(14),
    height: data.getUint16(16),
    xPerCm: data.getUint16(18),
    yPerCm: data.getUint16(20),
    views,
  });
}

function readView(
  data: DataView,
  start: number,
  length: number,
): Answer<{ view: IsoView; end: number }> {
  if (start + VIEW_BYTES > length) return refuse('record-truncated');
  const count = data.getUint8(start + 3);
  const first = start + VIEW_BYTES;
  const end = first + count * MINUTIA_BYTES;
  if (end > length) return refuse('record-truncated');
  const minutiae = Array.from({ length: count }, (_, i) =>
    readMinutia(data, first + i * MINUTIA_BYTES),
  );
  const extended = readAreas(data, end, length);
  if (!extended.ok) return extended;
  const view: IsoView = {
    position: data.getUint8(start),
    viewNumber: data.getUint8(start + 1) >> 4,
    impression: data.getUint8(start + 1) & 15,
    quality: data.getUint8(start + 2),
    minutiae,
    areas: extended.value.areas,
  };
  return answer({ view, end: extended.value.end });
}

function readMinutia(data: DataView, at: number): IsoMinutia {
  const first = data.getUint16(at);
  const second = data.getUint16(at + 2);
  return {
    type: first >> 14,
    x: first & 0x3fff,
    reserved: second >> 14,
    y: second & 0x3fff,
    angle: data.getUint8(at + 4),
    quality: data.getUint8(at + 5),
  };
}

/** Some writers leave the length of the extended block out where there is none. */
function readAreas(
  data: DataView,
  start: number,
  length: number,
): Answer<{ areas: IsoArea[]; end: number }> {
  if (start === length) return answer({ areas: [], end: start });
  if (start + 2 > length) return refuse('record-truncated');
  const end = start + 2 + data.getUint16(start);
  if (end > length) return refuse('record-truncated');
  const areas: IsoArea[] = [];
  let at = start + 2;
  while (at < end) {
    if (at + AREA_BYTES > end) return refuse('record-malformed');
    const size = data.getUint16(at + 2);
    if (size < AREA_BYTES || at + size > end) return refuse('record-malformed');
    const from = data.byteOffset + at + AREA_BYTES;
    const content = new Uint8Array(data.buffer, from, size - AREA_BYTES).slice();
    areas.push({ type: data.getUint16(at), data: content });
    at += size;
  }
  return answer({ areas, end });
}

const areaBytes = (view: IsoView): number =>
  view.areas.reduce((sum, area) => sum + AREA_BYTES + area.data.length, 0);

/** The record's bytes; values are cut to their fields. */
export function writeIsoRecord(record: IsoRecord): Uint8Array {
  const size = record.views.reduce(
    (sum, view) => sum + VIEW_BYTES + view.minutiae.length * MINUTIA_BYTES + 2 + areaBytes(view),
    HEADER_BYTES,
  );
  const bytes = new Uint8Array(size);
  const data = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  data.setUint32(8, size);
  data.setUint16(12, record.equipment);
  data.setUint16(14, record.width);
  data.setUint16(16, record.height);
  data.setUint16(18, record.xPerCm);
  data.setUint16(20, record.yPerCm);
  data.setUint8(22, record.views.length);
  let at = HEADER_BYTES;
  for (const view of record.views) at = writeView(data, at, view);
  return bytes;
}

function writeView(data: DataView, start: number, view: IsoView): number {
  data.setUint8(start, view.position);
  data.setUint8(start + 1, ((view.viewNumber & 15) << 4) | (view.impression & 15));
  data.setUint8(start + 2, view.quality);
  data.setUint8(start + 3, view.minutiae.length);
  let at = start + VIEW_BYTES;
  for (const minutia of view.minutiae) {
    data.setUint16(at, ((minutia.type & 3) << 14) | (minutia.x & 0x3fff));
    data.setUint16(at + 2, ((minutia.reserved & 3) << 14) | (minutia.y & 0x3fff));
    data.setUint8(at + 4, minutia.angle);
    data.setUint8(at + 5, minutia.quality);
    at += MINUTIA_BYTES;
  }
  data.setUint16(at, areaBytes(view));
  at += 2;
  for (const area of view.areas) {
    data.setUint16(at, area.type);
    data.setUint16(at + 2, AREA_BYTES + area.data.length);
    new Uint8Array(data.buffer, data.byteOffset).set(area.data, at + AREA_BYTES);
    at += AREA_BYTES + area.data.length;
  }
  return at;
}
