/**
 * Is this image good enough, and if not, what should the person do? The signs are simple: how much
 * skin is seen and where, how well ridges explain the picture, and to which side the grey values
 * lean: thin ridges on much valley are dry, thin valleys in much ridge are wet.
 */
import type { BiometricReason } from './answer.ts';
import { CELL_PX } from './flow.ts';
import type { Flow } from './flow.ts';
import type { Surface } from './image.ts';
import { meanOver } from './reliability.ts';
import type { Mask } from './segment.ts';

export interface Quality {
  /** 0..100. */
  readonly score: number;
  /** What to tell the person, most important first; empty where the image is good. */
  readonly complaints: readonly BiometricReason[];
  /** Pixels of skin at 500 dpi. */
  readonly areaPx: number;
  /** 0..1: how well ridges explain the picture. */
  readonly clarity: number;
  /** Skewness of the grey values on the skin: above 0 dry, below 0 wet. */
  readonly lean: number;
  /** Mean spread of the grey levels on the skin: little in a faint print, or in the trace of one. */
  readonly contrastGrey: number;
}

/** Less skin than this is no finger (about 4 mm by 4 mm). */
export const MIN_SKIN_PX = 6_000;
const MIN_CLARITY = 0.42;
/** A finger's ridges never all run one way. */
const MAX_PARALLEL = 0.985;
const PARTIAL_PX = 30_000;
const GOOD_PX = 50_000;
const DOUBTFUL_CLARITY = 0.7;
const DRY_LEAN = 0.3;
const WET_LEAN = -0.3;
const OFF_CENTRE = 0.21;

/** A print fainter than this may be read, but is no good to be enrolled. */
const FAINT_GREY = 5;

export interface Findings {
  /** Grey levels, a value per pixel. */
  readonly spread: Float32Array;
  readonly normalised: Surface;
  readonly mask: Mask;
  readonly flow: Flow;
  readonly reliability: Float32Array;
}

export function assess(findings: Findings): Quality {
  const { mask, reliability } = findings;
  const areaPx = skinPx(mask);
  const clarity = meanOver(mask, reliability);
  const lean = skewness(findings.normalised, mask);
  const contrastGrey = meanSpread(findings);
  const sharpness = Math.min(1, Math.max(0, (clarity - 0.4) / 0.5));
  const score = Math.round(100 * sharpness * Math.min(1, areaPx / GOOD_PX));
  const complaints: BiometricReason[] = [];
  if (clarity < MIN_CLARITY || parallel(findings) > MAX_PARALLEL) {
    complaints.push('not-a-finger');
  } else {
    if (areaPx < PARTIAL_PX) complaints.push('partial');
    if (isOffCentre(mask)) complaints.push('off-centre');
    const dry = clarity < DOUBTFUL_CLARITY && lean > DRY_LEAN;
    if (dry || contrastGrey < FAINT_GREY) complaints.push('too-dry');
    if (clarity < DOUBTFUL_CLARITY && lean < WET_LEAN) complaints.push('too-wet');
  }
  return { score, complaints, areaPx, clarity, lean, contrastGrey };
}

export const skinPx = (mask: Mask): number =>
  mask.cells.reduce((sum, cell) => sum + cell, 0) * CELL_PX * CELL_PX;

function skewness(normalised: Surface, mask: Mask): number {
  const { width, height, values } = normalised;
  let square = 0;
  let cube = 0;
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / CELL_PX) * mask.columns;
    for (let x = 0; x < width; x += 1) {
      if (mask.cells[row + Math.floor(x / CELL_PX)] === 0) continue;
      const value = values[y * width + x] ?? 0;
      square += value * value;
      cube += value * value * value;
      count += 1;
    }
  }
  return square > 0 ? cube / count / (square / count) ** 1.5 : 0;
}

function meanSpread({ normalised, mask, spread }: Findings): number {
  let sum = 0;
  let count = 0;
  for (let cell = 0; cell < mask.cells.length; cell += 1) {
    if (mask.cells[cell] === 0) continue;
    const x = (cell % mask.columns) * CELL_PX;
    const y = Math.floor(cell / mask.columns) * CELL_PX;
    sum += spread[y * normalised.width + x] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** 1 where all ridges run the same way, 0 where they run every way. */
function parallel({ mask, flow }: Findings): number {
  let cos = 0;
  let sin = 0;
  let count = 0;
  for (let i = 0; i < mask.cells.length; i += 1) {
    if (mask.cells[i] === 0) continue;
    cos += Math.cos(2 * (flow.angle[i] ?? 0));
    sin += Math.sin(2 * (flow.angle[i] ?? 0));
    count += 1;
  }
  return count === 0 ? 0 : Math.hypot(cos, sin) / count;
}

/** The middle of the skin lies far to a side that it is cut off at. */
function isOffCentre(mask: Mask): boolean {
  const { columns, rows, cells } = mask;
  let sumX = 0;
  let sumY = 0;
  let count = 0;
  let cut = 0;
  for (let i = 0; i < cells.length; i += 1) {
    if (cells[i] === 0) continue;
    const x = i % columns;
    const y = Math.floor(i / columns);
    sumX += x;
    sumY += y;
    count += 1;
    if (x === 0 || y === 0 || x === columns - 1 || y === rows - 1) cut += 1;
  }
  if (count === 0) return false;
  const offX = Math.abs((sumX / count + 0.5) / columns - 0.5);
  const offY = Math.abs((sumY / count + 0.5) / rows - 0.5);
  return Math.max(offX, offY) > OFF_CENTRE && cut > Math.min(columns, rows) / 8;
}
