/**
 * Templates as ISO/IEC 19794-2 records and back. The minutiae are the record; the flow of the ridges
 * and a coarse picture of them ride along in a vendor's extended area. In a record of another maker
 * the flow is guessed from the minutiae, and there is no picture.
 */
import { answer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { guessFlow } from './guess-flow.ts';
import { readIsoRecord, writeIsoRecord } from './iso19794.ts';
import type { IsoMinutia, IsoRecord, IsoView } from './iso19794.ts';
import { readSkinAreas, skinAreas } from './skin-area.ts';
import { MAX_MINUTIAE } from './template.ts';
import type { Minutia, Template } from './template.ts';

/** 500 dpi. */
const PER_CM = 197;
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
  const view: IsoView = {
    position: label.position,
    viewNumber: 0,
    impression: 0,
    quality: template.quality,
    minutiae: template.minutiae.slice(0, MAX_MINUTIAE).map(toIsoMinutia),
    areas: skinAreas(template),
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
  const own = scaleX === 1 && scaleY === 1 ? readSkinAreas(view.areas, size) : null;
  const skin = own ?? { flow: guessFlow(minutiae, size), ridges: new Uint16Array(0) };
  return answer({ ...size, minutiae, quality: Math.min(100, view.quality), ...skin });
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
