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
/** Windows with less than this show no ridges (those of a print have about a hundred). */
const MIN_POWER = 2;
const MIN_PERIOD_PX = 4.2;
const MAX_PERIOD_PX = 15;

const window1d = Float64Array.from(
  { length: WINDOW_PX },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW_PX),
);
const signed = (index: number): number => (index < WINDOW_PX / 2 ? index : index - WINDOW_PX);

/** Where the waves that pass lie in a spectrum: one of each two that mirror each other. */
const waves: number[] = [];
/** The wave that runs the other way: in a picture as strong as the first. */
const mirror: number[] = [];
const pass: number[] = [];
const radius: number[] = [];
const doubleCos: number[] = [];
const doubleSin: number[] = [];
for (let v = 0; v < WINDOW_PX; v += 1) {
  for (let u = 0; u < WINDOW_PX; u += 1) {
    const at = v * WINDOW_PX + u;
    const other = ((WINDOW_PX - v) & 31) * WINDOW_PX + ((WINDOW_PX - u) & 31);
    const r = Math.hypot(signed(u), signed(v));
    if (r === 0 || Math.abs(signed(u)) > MAX_WAVES || other < at) continue;
    const low = WINDOW_PX / MAX_PERIOD_PX;
    const high = WINDOW_PX / MIN_PERIOD_PX;
    const share = 1 / (1 + (low / r) ** 8) / (1 + (r / high) ** 8);
    if (share < 0.01) continue;
    const angle = Math.atan2(signed(v), signed(u));
    waves.push(at);
    mirror.push(other);
    pass.push(share);
    radius.push(r / WINDOW_PX);
    doubleCos.push(Math.cos(2 * angle));
    doubleSin.push(Math.sin(2 * angle));
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
  const count = columns * rows;
  for (let index = 0; index < count; index += 2) {
    const second = index + 1 < count;
    const power = load(source, windowPlace(windows, index), spectrum.re);
    if (!second) spectrum.im.fill(0);
    const other = second ? load(source, windowPlace(windows, index + 1), spectrum.im) : 0;
    if (Math.max(power, other) < MIN_POWER) continue;
    transform(spectrum);
    boost(spectrum, windows, index);
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
function boost(spectrum: Spectrum, windows: WindowMap, index: number): void {
  part(spectrum);
  const scaleA = weigh(partA, windows, index);
  const scaleB = index + 1 < windows.power.length ? weigh(partB, windows, index + 1) : 0;
  recombine(spectrum, scaleA, scaleB);
}

/** One window of the two: its waves, as many as pass, and what each is to be multiplied by. */
interface Part {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly gain: Float64Array;
}

const makePart = (): Part => ({
  re: new Float64Array(waves.length),
  im: new Float64Array(waves.length),
  gain: new Float64Array(waves.length),
});
const partA = makePart();
const partB = makePart();

function part({ re, im }: Spectrum): void {
  for (let i = 0; i < waves.length; i += 1) {
    const k = waves[i] ?? 0;
    const m = mirror[i] ?? 0;
    partA.re[i] = ((re[k] ?? 0) + (re[m] ?? 0)) / 2;
    partA.im[i] = ((im[k] ?? 0) - (im[m] ?? 0)) / 2;
    partB.re[i] = ((im[k] ?? 0) + (im[m] ?? 0)) / 2;
    partB.im[i] = ((re[m] ?? 0) - (re[k] ?? 0)) / 2;
  }
}

/**
 * The gain of each wave is the root of its strength. Answers what brings the window to the common
 * strength, and notes what the window shows.
 */
function weigh({ re, im, gain }: Part, windows: WindowMap, index: number): number {
  let power = 0;
  let cos = 0;
  let sin = 0;
  let radial = 0;
  let outPower = 0;
  for (let i = 0; i < waves.length; i += 1) {
    const share = pass[i] ?? 0;
    const own = ((re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2) * share;
    const factor = Math.sqrt(Math.sqrt(own)) * share;
    const strong = own * factor * factor;
    gain[i] = factor;
    power += own;
    cos += own * (doubleCos[i] ?? 0);
    sin += own * (doubleSin[i] ?? 0);
    radial += strong * (radius[i] ?? 0);
    outPower += strong;
  }
  // Each wave stands for its mirror as well.
  windows.power[index] = 2 * power;
  windows.agreement[index] = power > 0 ? Math.hypot(cos, sin) / power : 0;
  windows.frequency[index] = outPower > 0 ? radial / outPower : 0;
  return outPower > 0 ? 1 / Math.sqrt(2 * outPower) : 0;
}

function recombine({ re, im }: Spectrum, scaleA: number, scaleB: number): void {
  re.fill(0);
  im.fill(0);
  for (let i = 0; i < waves.length; i += 1) {
    const k = waves[i] ?? 0;
    const m = mirror[i] ?? 0;
    const gainA = (partA.gain[i] ?? 0) * scaleA;
    const gainB = (partB.gain[i] ?? 0) * scaleB;
    const aRe = (partA.re[i] ?? 0) * gainA;
    const aIm = (partA.im[i] ?? 0) * gainA;
    const bRe = (partB.re[i] ?? 0) * gainB;
    const bIm = (partB.im[i] ?? 0) * gainB;
    re[k] = aRe - bIm;
    im[k] = aIm + bRe;
    re[m] = aRe + bIm;
    im[m] = bRe - aIm;
  }
}
