/**
 * Fourier transform of 32 x 32 windows, in place, with no allocation after loading. A line of 32 goes
 * in two steps, eight transforms of four and four of eight, each held in local variables: memory is
 * touched twice, where halving step by step would touch it five times.
 */

export const WINDOW_PX = 32;
const CELLS = WINDOW_PX * WINDOW_PX;
const FOURS = 4;
const EIGHTS = 8;

/** Turns between the two steps, for line `four * 8 + eight`. */
const turnRe = new Float64Array(WINDOW_PX);
const turnIm = new Float64Array(WINDOW_PX);
for (let four = 0; four < FOURS; four += 1) {
  for (let eight = 0; eight < EIGHTS; eight += 1) {
    const angle = (-2 * Math.PI * four * eight) / WINDOW_PX;
    turnRe[four * EIGHTS + eight] = Math.cos(angle);
    turnIm[four * EIGHTS + eight] = Math.sin(angle);
  }
}

/** A window of complex values, rows of {@link WINDOW_PX}. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const makeSpectrum = (): Spectrum => ({
  re: new Float64Array(CELLS),
  im: new Float64Array(CELLS),
});

/** Waves across a window, either way: shorter ones are not looked at. */
export const MAX_WAVES = 12;

/**
 * Forward transform. Only the columns of waves up to {@link MAX_WAVES} a window are finished, the
 * others hold nothing of use: nobody asks for shorter waves.
 */
export function transform({ re, im }: Spectrum): void {
  transformRows(re, im);
  transformColumns(re, im);
}

/**
 * The inverse without its division by 1,024, of a spectrum that holds nothing in the columns beyond
 * {@link MAX_WAVES}. It is the forward transform with real and imaginary parts in each other's place.
 */
export function transformBack({ re, im }: Spectrum): void {
  transformColumns(im, re);
  transformRows(im, re);
}

function transformRows(re: Float64Array, im: Float64Array): void {
  for (let at = 0; at < CELLS; at += WINDOW_PX) transformLine(re, im, at, 1);
}

function transformColumns(re: Float64Array, im: Float64Array): void {
  for (let column = 0; column <= MAX_WAVES; column += 1) {
    transformLine(re, im, column, WINDOW_PX);
  }
  for (let column = WINDOW_PX - MAX_WAVES; column < WINDOW_PX; column += 1) {
    transformLine(re, im, column, WINDOW_PX);
  }
}

const lineRe = new Float64Array(WINDOW_PX);
const lineIm = new Float64Array(WINDOW_PX);

function transformLine(re: Float64Array, im: Float64Array, start: number, stride: number): void {
  for (let eight = 0; eight < EIGHTS; eight += 1)
    foursInto(re, im, start + eight * stride, stride, eight);
  for (let four = 0; four < FOURS; four += 1)
    eightsInto(re, im, start + four * stride, stride, four);
}

/** Four values of a line, eight apart, into the second step's place, turned. */
function foursInto(
  re: Float64Array,
  im: Float64Array,
  first: number,
  stride: number,
  eight: number,
): void {
  const apart = EIGHTS * stride;
  const r0 = re[first] ?? 0;
  const i0 = im[first] ?? 0;
  const r1 = re[first + apart] ?? 0;
  const i1 = im[first + apart] ?? 0;
  const r2 = re[first + 2 * apart] ?? 0;
  const i2 = im[first + 2 * apart] ?? 0;
  const r3 = re[first + 3 * apart] ?? 0;
  const i3 = im[first + 3 * apart] ?? 0;
  lineRe[eight] = r0 + r2 + (r1 + r3);
  lineIm[eight] = i0 + i2 + (i1 + i3);
  turnInto(EIGHTS + eight, r0 - r2 + (i1 - i3), i0 - i2 - (r1 - r3));
  turnInto(2 * EIGHTS + eight, r0 + r2 - (r1 + r3), i0 + i2 - (i1 + i3));
  turnInto(3 * EIGHTS + eight, r0 - r2 - (i1 - i3), i0 - i2 + (r1 - r3));
}

function turnInto(at: number, r: number, i: number): void {
  const cos = turnRe[at] ?? 0;
  const sin = turnIm[at] ?? 0;
  lineRe[at] = r * cos - i * sin;
  lineIm[at] = r * sin + i * cos;
}

/** Eight turned values back into the line, four apart. */
function eightsInto(
  re: Float64Array,
  im: Float64Array,
  first: number,
  stride: number,
  four: number,
): void {
  const at = four * EIGHTS;
  const r0 = (lineRe[at] ?? 0) + (lineRe[at + 4] ?? 0);
  const i0 = (lineIm[at] ?? 0) + (lineIm[at + 4] ?? 0);
  const r1 = (lineRe[at] ?? 0) - (lineRe[at + 4] ?? 0);
  const i1 = (lineIm[at] ?? 0) - (lineIm[at + 4] ?? 0);
  const r2 = (lineRe[at + 2] ?? 0) + (lineRe[at + 6] ?? 0);
  const i2 = (lineIm[at + 2] ?? 0) + (lineIm[at + 6] ?? 0);
  const r3 = (lineIm[at + 2] ?? 0) - (lineIm[at + 6] ?? 0);
  const i3 = (lineRe[at + 6] ?? 0) - (lineRe[at + 2] ?? 0);
  const r4 = (lineRe[at + 1] ?? 0) + (lineRe[at + 5] ?? 0);
  const i4 = (lineIm[at + 1] ?? 0) + (lineIm[at + 5] ?? 0);
  const r5 = (lineRe[at + 1] ?? 0) - (lineRe[at + 5] ?? 0);
  const i5 = (lineIm[at + 1] ?? 0) - (lineIm[at + 5] ?? 0);
  const r6 = (lineRe[at + 3] ?? 0) + (lineRe[at + 7] ?? 0);
  const i6 = (lineIm[at + 3] ?? 0) + (lineIm[at + 7] ?? 0);
  const r7 = (lineIm[at + 3] ?? 0) - (lineIm[at + 7] ?? 0);
  const i7 = (lineRe[at + 7] ?? 0) - (lineRe[at + 3] ?? 0);
  // Even and odd halves of the eight, each now a transform of four.
  const oddR1 = (r5 + r7 + (i5 + i7)) * Math.SQRT1_2;
  const oddI1 = (i5 + i7 - (r5 + r7)) * Math.SQRT1_2;
  const oddR3 = (i5 - i7 - (r5 - r7)) * Math.SQRT1_2;
  const oddI3 = -(r5 - r7 + (i5 - i7)) * Math.SQRT1_2;
  const step = FOURS * stride;
  const half = first + 4 * step;
  re[first] = r0 + r2 + (r4 + r6);
  im[first] = i0 + i2 + (i4 + i6);
  re[half] = r0 + r2 - (r4 + r6);
  im[half] = i0 + i2 - (i4 + i6);
  re[first + step] = r1 + r3 + oddR1;
  im[first + step] = i1 + i3 + oddI1;
  re[half + step] = r1 + r3 - oddR1;
  im[half + step] = i1 + i3 - oddI1;
  re[first + 2 * step] = r0 - r2 + (i4 - i6);
  im[first + 2 * step] = i0 - i2 - (r4 - r6);
  re[half + 2 * step] = r0 - r2 - (i4 - i6);
  im[half + 2 * step] = i0 - i2 + (r4 - r6);
  re[first + 3 * step] = r1 - r3 + oddR3;
  im[first + 3 * step] = i1 - i3 + oddI3;
  re[half + 3 * step] = r1 - r3 - oddR3;
  im[half + 3 * step] = i1 - i3 - oddI3;
}
