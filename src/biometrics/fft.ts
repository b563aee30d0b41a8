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

/** `sign` -1 is the forward transform, +1 the inverse without its division by 1,024. */
export function transform(spectrum: Spectrum, sign: 1 | -1): void {
  for (let row = 0; row < WINDOW_PX; row += 1) transformLine(spectrum, row * WINDOW_PX, 1, sign);
  for (let column = 0; column < WINDOW_PX; column += 1) {
    transformLine(spectrum, column, WINDOW_PX, sign);
  }
}

function transformLine(spectrum: Spectrum, start: number, stride: number, sign: number): void {
  const { re, im } = spectrum;
  for (let i = 0; i < WINDOW_PX; i += 1) {
    const j = reversed[i] ?? 0;
    if (j <= i) continue;
    const a = start + i * stride;
    const b = start + j * stride;
    const keptRe = re[a] ?? 0;
    const keptIm = im[a] ?? 0;
    re[a] = re[b] ?? 0;
    im[a] = im[b] ?? 0;
    re[b] = keptRe;
    im[b] = keptIm;
  }
  for (let half = 1; half < WINDOW_PX; half *= 2) {
    const turn = WINDOW_PX / (2 * half);
    for (let k = 0; k < half; k += 1) {
      const wr = cosines[k * turn] ?? 0;
      const wi = sign * (sines[k * turn] ?? 0);
      for (let base = k; base < WINDOW_PX; base += 2 * half) {
        const a = start + base * stride;
        const b = a + half * stride;
        const br = (re[b] ?? 0) * wr - (im[b] ?? 0) * wi;
        const bi = (re[b] ?? 0) * wi + (im[b] ?? 0) * wr;
        re[b] = (re[a] ?? 0) - br;
        im[b] = (im[a] ?? 0) - bi;
        re[a] = (re[a] ?? 0) + br;
        im[a] = (im[a] ?? 0) + bi;
      }
    }
  }
}
