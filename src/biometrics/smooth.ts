/** Box and near-Gaussian smoothing in time independent of the radius, and local normalisation. */
import { makeSurface } from './image.ts';
import type { Surface } from './image.ts';

interface Plane {
  readonly width: number;
  readonly height: number;
}

/** Columns that are summed side by side: memory is read in the order in which it lies. */
const ABREAST = 8;

/**
 * Mean over a window of `2 * radius + 1`, cut at the borders, in place. By sums from the border on,
 * never by a sum that is carried along: what is nowhere negative stays so.
 */
export function boxBlur(plane: Plane, data: Float32Array, radius: number): void {
  const { width, height } = plane;
  const sums = new Float64Array(Math.max(width + 1, (height + 1) * ABREAST));
  for (let y = 0; y < height; y += 1) blurRow(data, { start: y * width, width, radius }, sums);
  for (let x = 0; x < width; x += ABREAST) blurColumns(plane, data, { first: x, radius }, sums);
}

function blurRow(
  data: Float32Array,
  row: { readonly start: number; readonly width: number; readonly radius: number },
  sums: Float64Array,
): void {
  const { start, width, radius } = row;
  let sum = 0;
  for (let i = 0; i < width; i += 1) {
    sums[i] = sum;
    sum += data[start + i] ?? 0;
  }
  sums[width] = sum;
  for (let i = 0; i < width; i += 1) {
    const from = i > radius ? i - radius : 0;
    const to = i + radius + 1 < width ? i + radius + 1 : width;
    data[start + i] = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  }
}

function blurColumns(
  { width, height }: Plane,
  data: Float32Array,
  columns: { readonly first: number; readonly radius: number },
  sums: Float64Array,
): void {
  const { first, radius } = columns;
  const count = Math.min(ABREAST, width - first);
  sums.fill(0, 0, ABREAST);
  for (let y = 0; y < height; y += 1) {
    const at = y * width + first;
    const above = y * ABREAST;
    for (let i = 0; i < count; i += 1) {
      sums[above + ABREAST + i] = (sums[above + i] ?? 0) + (data[at + i] ?? 0);
    }
  }
  for (let y = 0; y < height; y += 1) {
    const from = y > radius ? y - radius : 0;
    const to = y + radius + 1 < height ? y + radius + 1 : height;
    const at = y * width + first;
    for (let i = 0; i < count; i += 1) {
      data[at + i] =
        ((sums[to * ABREAST + i] ?? 0) - (sums[from * ABREAST + i] ?? 0)) / (to - from);
    }
  }
}

/** Three boxes: a Gaussian for all practical purposes. */
export function smooth(plane: Plane, data: Float32Array, sigmaPx: number): void {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigmaPx * sigmaPx + 1) - 1) / 2));
  boxBlur(plane, data, radius);
  boxBlur(plane, data, radius);
  boxBlur(plane, data, radius);
}

export interface Normalised {
  /** Zero mean and unit spread in each neighbourhood, dark positive, cut at three. */
  readonly surface: Surface;
  /** Grey levels; zero where the sensor did not look. */
  readonly spread: Float32Array;
}

/** A neighbourhood flatter than this is padding around what the sensor saw. */
const DEAD_SPREAD_GREY = 0.5;
const DEAD_RADIUS_PX = 4;
/** What an edge reaches through two blurs of {@link DEAD_RADIUS_PX}, and two for a softened one. */
const DEAD_MARGIN_PX = 10;

/**
 * `floorGrey` keeps an even background from being blown up into noise. The edge between padding
 * and what the sensor saw would look like a ridge: padding takes no part in any mean.
 */
export function normalise(
  source: Surface,
  options: { radiusPx: number; floorGrey: number },
): Normalised {
  const { width, height, values } = source;
  const live = liveArea(source);
  const share = live.slice();
  boxBlur(source, share, options.radiusPx);
  const mean = values.map((value, i) => value * (live[i] ?? 0));
  boxBlur(source, mean, options.radiusPx);
  const spread = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    mean[i] = (mean[i] ?? 0) / ((share[i] ?? 0) + 1e-6);
    const off = ((values[i] ?? 0) - (mean[i] ?? 0)) * (live[i] ?? 0);
    spread[i] = off * off;
  }
  boxBlur(source, spread, options.radiusPx);
  const surface = makeSurface(width, height);
  for (let i = 0; i < values.length; i += 1) {
    spread[i] = Math.sqrt((spread[i] ?? 0) / ((share[i] ?? 0) + 1e-6)) * (live[i] ?? 0);
    const level =
      (((mean[i] ?? 0) - (values[i] ?? 0)) / ((spread[i] ?? 0) + options.floorGrey)) *
      (live[i] ?? 0);
    surface.values[i] = level > 3 ? 3 : level < -3 ? -3 : level;
  }
  return { surface, spread };
}

/** 1 where the sensor looked, 0 in padding and a margin around it. */
function liveArea(source: Surface): Float32Array {
  const flat = source.values.slice();
  boxBlur(source, flat, DEAD_RADIUS_PX);
  for (let i = 0; i < flat.length; i += 1)
    flat[i] = ((source.values[i] ?? 0) - (flat[i] ?? 0)) ** 2;
  boxBlur(source, flat, DEAD_RADIUS_PX);
  for (let i = 0; i < flat.length; i += 1) flat[i] = (flat[i] ?? 0) < DEAD_SPREAD_GREY ** 2 ? 1 : 0;
  boxBlur(source, flat, DEAD_MARGIN_PX);
  for (let i = 0; i < flat.length; i += 1) flat[i] = (flat[i] ?? 0) > 0.02 ? 0 : 1;
  return flat;
}
