/**
 * First pass over the image, by overlapping 32 x 32 Fourier windows: keeps what repeats with a
 * ridge's period, strengthens the strongest waves (root filtering) and brings every window to the
 * same strength. It needs no idea of direction, so it works where direction is still unknown; and
 * it measures direction, strength and period of the waves in each window on its way.
 */
import { MAX_WAVES, makeSpectrum, transform, transformBack, WINDOW_PX } from './fft.ts';
import type { Spectrum } from './fft.ts';
import { makeSurface } from './image.ts';
import type { Surface } from './image.ts';

/** What each window shows; `columns * rows` values, window `i` centred at `i * stepPx`. */
export interface WindowMap {
  readonly columns: number;
  readonly rows: number;
  readonly stepPx: number;
  /** Power in the band of ridges. */
  readonly power: Float32Array;
  /** How much of the power agrees on one direction, 0..1. */
  readonly agreement: Float32Array;
  /** Waves per pixel, weighted by power. */
  readonly frequency: Float32Array;
}

export interface SpectralPass {
  readonly surface: Surface;
  readonly windows: WindowMap;
}

const STEP_PX = 8;
const CELLS = WINDOW_PX * WINDOW_PX;
/** Windows with less than this show no ridges (those of a print have about a hundred). */
const MIN_POWER = 2;
const MIN_PERIOD_PX = 4.2;
const MAX_PERIOD_PX = 15;

const window1d = Float64Array.from(
  { length: WINDOW_PX },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW_PX),
);
const signed = (index: number): number => (index < WINDOW_PX / 2 ? index : index - WINDOW_PX);
const radius = new Float64Array(CELLS);
const passBand = new Float64Array(CELLS);
const doubleCos = new Float64Array(CELLS);
const doubleSin = new Float64Array(CELLS);
for (let v = 0; v < WINDOW_PX; v += 1) {
  for (let u = 0; u < WINDOW_PX; u += 1) {
    const at = v * WINDOW_PX + u;
    const r = Math.hypot(signed(u), signed(v));
    const angle = Math.atan2(signed(v), signed(u));
    radius[at] = r / WINDOW_PX;
    doubleCos[at] = Math.cos(2 * angle);
    doubleSin[at] = Math.sin(2 * angle);
    const low = WINDOW_PX / MAX_PERIOD_PX;
    const high = WINDOW_PX / MIN_PERIOD_PX;
    const kept = r > 0 && Math.abs(signed(u)) <= MAX_WAVES;
    passBand[at] = !kept ? 0 : 1 / (1 + (low / r) ** 8) / (1 + (r / high) ** 8);
  }
}

export function spectralPass(source: Surface): SpectralPass {
  const columns = Math.floor((source.width - 1) / STEP_PX) + 1;
  const rows = Math.floor((source.height - 1) / STEP_PX) + 1;
  const windows: WindowMap = {
    columns,
    rows,
    stepPx: STEP_PX,
    power: new Float32Array(columns * rows),
    agreement: new Float32Array(columns * rows),
    frequency: new Float32Array(columns * rows),
  };
  const surface = makeSurface(source.width, source.height);
  const spectrum = makeSpectrum();
  const gains: Spectrum = makeSpectrum();
  const count = columns * rows;
  for (let index = 0; index < count; index += 2) {
    const second = index + 1 < count;
    const power = load(source, windowPlace(windows, index), spectrum.re);
    if (!second) spectrum.im.fill(0);
    const other = second ? load(source, windowPlace(windows, index + 1), spectrum.im) : 0;
    if (Math.max(power, other) < MIN_POWER) continue;
    transform(spectrum);
    boost(spectrum, gains, windows, index);
    transformBack(spectrum);
    add(surface, windowPlace(windows, index), spectrum.re);
    if (second) add(surface, windowPlace(windows, index + 1), spectrum.im);
  }
  return { surface, windows };
}

interface Place {
  readonly left: number;
  readonly top: number;
}

const windowPlace = (windows: WindowMap, index: number): Place => ({
  left: (index % windows.columns) * STEP_PX - WINDOW_PX / 2,
  top: Math.floor(index / windows.columns) * STEP_PX - WINDOW_PX / 2,
});

/** Answers the sum of squares. */
function load(source: Surface, place: Place, into: Float64Array): number {
  const { width, height, values } = source;
  let power = 0;
  for (let v = 0; v < WINDOW_PX; v += 1) {
    const y = place.top + v;
    const inside = y >= 0 && y < height;
    for (let u = 0; u < WINDOW_PX; u += 1) {
      const x = place.left + u;
      const seen = inside && x >= 0 && x < width;
      const value = seen
        ? (values[y * width + x] ?? 0) * (window1d[u] ?? 0) * (window1d[v] ?? 0)
        : 0;
      into[v * WINDOW_PX + u] = value;
      power += value * value;
    }
  }
  return power;
}

function add(surface: Surface, place: Place, from: Float64Array): void {
  const { width, height, values } = surface;
  const firstU = Math.max(0, -place.left);
  const endU = Math.min(WINDOW_PX, width - place.left);
  for (let v = Math.max(0, -place.top); v < WINDOW_PX && place.top + v < height; v += 1) {
    const row = (place.top + v) * width + place.left;
    for (let u = firstU; u < endU; u += 1) {
      values[row + u] =
        (values[row + u] ?? 0) +
        (from[v * WINDOW_PX + u] ?? 0) * (window1d[u] ?? 0) * (window1d[v] ?? 0);
    }
  }
}

/**
 * Two real windows travel as one complex transform (`a` real, `b` imaginary): they are parted by
 * symmetry, filtered each by its own gains, and put together again.
 */
function boost(spectrum: Spectrum, gains: Spectrum, windows: WindowMap, index: number): void {
  const { re, im } = spectrum;
  const a = newTally();
  const b = newTally();
  for (let k = 0; k < CELLS; k += 1) {
    const pass = passBand[k] ?? 0;
    if (pass < 0.01) {
      gains.re[k] = 0;
      gains.im[k] = 0;
      continue;
    }
    const m = mirrored(k);
    const aRe = ((re[k] ?? 0) + (re[m] ?? 0)) / 2;
    const aIm = ((im[k] ?? 0) - (im[m] ?? 0)) / 2;
    const bRe = ((im[k] ?? 0) + (im[m] ?? 0)) / 2;
    const bIm = ((re[m] ?? 0) - (re[k] ?? 0)) / 2;
    gains.re[k] = tally(a, k, (aRe * aRe + aIm * aIm) * pass);
    gains.im[k] = tally(b, k, (bRe * bRe + bIm * bIm) * pass);
  }
  finish(a, windows, index);
  if (index + 1 < windows.power.length) finish(b, windows, index + 1);
  recombine(
    spectrum,
    gains,
    a.outPower > 0 ? 1 / Math.sqrt(a.outPower) : 0,
    b.outPower > 0 ? 1 / Math.sqrt(b.outPower) : 0,
  );
}

/** The place of the wave that runs the other way. */
const mirrored = (k: number): number =>
  ((WINDOW_PX - (k >> 5)) & 31) * WINDOW_PX + ((WINDOW_PX - (k & 31)) & 31);

interface Tally {
  power: number;
  cos: number;
  sin: number;
  radial: number;
  outPower: number;
}

const newTally = (): Tally => ({ power: 0, cos: 0, sin: 0, radial: 0, outPower: 0 });

/** Adds one wave to the window's sums; answers its gain: the root of its strength. */
function tally(sums: Tally, k: number, power: number): number {
  const gain = Math.sqrt(Math.sqrt(power)) * (passBand[k] ?? 0);
  const strong = power * gain * gain;
  sums.power += power;
  sums.cos += power * (doubleCos[k] ?? 0);
  sums.sin += power * (doubleSin[k] ?? 0);
  sums.radial += strong * (radius[k] ?? 0);
  sums.outPower += strong;
  return gain;
}

function finish(sums: Tally, windows: WindowMap, index: number): void {
  windows.power[index] = sums.power;
  windows.agreement[index] = sums.power > 0 ? Math.hypot(sums.cos, sums.sin) / sums.power : 0;
  windows.frequency[index] = sums.outPower > 0 ? sums.radial / sums.outPower : 0;
}

function recombine(spectrum: Spectrum, gains: Spectrum, scaleA: number, scaleB: number): void {
  const { re, im } = spectrum;
  for (let k = 0; k < CELLS; k += 1) {
    const m = mirrored(k);
    if (m < k) continue;
    const gainA = (gains.re[k] ?? 0) * scaleA;
    const gainB = (gains.im[k] ?? 0) * scaleB;
    const aRe = (((re[k] ?? 0) + (re[m] ?? 0)) / 2) * gainA;
    const aIm = (((im[k] ?? 0) - (im[m] ?? 0)) / 2) * gainA;
    const bRe = (((im[k] ?? 0) + (im[m] ?? 0)) / 2) * gainB;
    const bIm = (((re[m] ?? 0) - (re[k] ?? 0)) / 2) * gainB;
    re[k] = aRe - bIm;
    im[k] = aIm + bRe;
    re[m] = aRe + bIm;
    im[m] = bRe - aIm;
  }
}
