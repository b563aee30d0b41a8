/** Fourier transform of 32 x 32 windows, in place, with no allocation after loading. */

export const WINDOW_PX = 32;
const BITS = 5;
const CELLS = WINDOW_PX * WINDOW_PX;

const reversed = Uint8Array.from({ length: WINDOW_PX }, (_, index) => {
  let turned = 0;
  for (let bit = 0; bit < BITS; bit += 1) turned |= ((index >> bit) & 1) << (BITS - 1 - bit);
  return turned;
});
const cosines = Float64Array.from({ length: WINDOW_PX / 2 }, (_, index) =>
  Math.cos((2 * Math.PI * index) / WINDOW_PX),
);
const sines = Float64Array.from({ length: WINDOW_PX / 2 }, (_, index) =>
  Math.sin((2 * Math.PI * index) / WINDOW_PX),
);

/** A window of complex values, rows of {@link WINDOW_PX}. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const makeSpectrum = (): Spectrum => ({
  re: new Float64Array(CELLS),
  im: new Float64Array(CELLS),
});

/**
 * Forward transform. Only the columns of waves up to {@link MAX_WAVES} a window are finished, the
 * others hold nothing of use: nobody asks for shorter waves.
 */
export function transform(spectrum: Spectrum): void {
  for (let row = 0; row < WINDOW_PX; row += 1) transformLine(spectrum, row * WINDOW_PX, 1, -1);
  transformColumns(spectrum, -1);
}

/**
 * The inverse without its division by 1,024, of a spectrum that holds nothing in the columns beyond
 * {@link MAX_WAVES}.
 */
export function transformBack(spectrum: Spectrum): void {
  transformColumns(spectrum, 1);
  for (let row = 0; row < WINDOW_PX; row += 1) transformLine(spectrum, row * WINDOW_PX, 1, 1);
}

/** Waves across a window, either way: shorter ones are not looked at. */
export const MAX_WAVES = 12;

function transformColumns(spectrum: Spectrum, sign: number): void {
  for (let column = 0; column <= MAX_WAVES; column += 1) {
    transformLine(spectrum, column, WINDOW_PX, sign);
  }
  for (let column = WINDOW_PX - MAX_WAVES; column < WINDOW_PX; column += 1) {
    transformLine(spectrum, column, WINDOW_PX, sign);
  }
}

const lineRe = new Float64Array(WINDOW_PX);
const lineIm = new Float64Array(WINDOW_PX);

function transformLine(spectrum: Spectrum, start: number, stride: number, sign: number): void {
  const { re, im } = spectrum;
  for (let i = 0; i < WINDOW_PX; i += 1) {
    const from = start + (reversed[i] ?? 0) * stride;
    lineRe[i] = re[from] ?? 0;
    lineIm[i] = im[from] ?? 0;
  }
  combineFours(sign);
  for (let half = 4; half < WINDOW_PX; half *= 2) {
    const turn = WINDOW_PX / (2 * half);
    for (let k = 0; k < half; k += 1) {
      const wr = cosines[k * turn] ?? 0;
      const wi = sign * (sines[k * turn] ?? 0);
      for (let a = k; a < WINDOW_PX; a += 2 * half) {
        const b = a + half;
        const upRe = lineRe[b] ?? 0;
        const upIm = lineIm[b] ?? 0;
        const br = upRe * wr - upIm * wi;
        const bi = upRe * wi + upIm * wr;
        const ar = lineRe[a] ?? 0;
        const ai = lineIm[a] ?? 0;
        lineRe[b] = ar - br;
        lineIm[b] = ai - bi;
        lineRe[a] = ar + br;
        lineIm[a] = ai + bi;
      }
    }
  }
  for (let i = 0, to = start; i < WINDOW_PX; i += 1, to += stride) {
    re[to] = lineRe[i] ?? 0;
    im[to] = lineIm[i] ?? 0;
  }
}

/** The first two steps in one: their turns are by right angles and cost no multiplication. */
function combineFours(sign: number): void {
  for (let at = 0; at < WINDOW_PX; at += 4) {
    const r0 = lineRe[at] ?? 0;
    const r1 = lineRe[at + 1] ?? 0;
    const r2 = lineRe[at + 2] ?? 0;
    const r3 = lineRe[at + 3] ?? 0;
    const i0 = lineIm[at] ?? 0;
    const i1 = lineIm[at + 1] ?? 0;
    const i2 = lineIm[at + 2] ?? 0;
    const i3 = lineIm[at + 3] ?? 0;
    const turnedRe = -sign * (i2 - i3);
    const turnedIm = sign * (r2 - r3);
    lineRe[at] = r0 + r1 + (r2 + r3);
    lineIm[at] = i0 + i1 + (i2 + i3);
    lineRe[at + 1] = r0 - r1 + turnedRe;
    lineIm[at + 1] = i0 - i1 + turnedIm;
    lineRe[at + 2] = r0 + r1 - (r2 + r3);
    lineIm[at + 2] = i0 + i1 - (i2 + i3);
    lineRe[at + 3] = r0 - r1 - turnedRe;
    lineIm[at + 3] = i0 - i1 - turnedIm;
  }
}
