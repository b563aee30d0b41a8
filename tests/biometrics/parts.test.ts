import { describe, expect, it } from 'vitest';

import { MAX_WAVES, makeSpectrum, transform, transformBack, WINDOW_PX } from '#biometrics/fft.ts';
import { makeSurface } from '#biometrics/image.ts';
import { findLineEnds } from '#biometrics/skeleton.ts';
import { boxBlur, normalise } from '#biometrics/smooth.ts';
import { growFinger } from '#biometrics/synthetic/finger.ts';
import { pressFinger } from '#biometrics/synthetic/impression.ts';
import { chance } from '#biometrics/synthetic/random.ts';
import { makeBitmap, thin } from '#biometrics/thin.ts';
import { errorRates, operatingPoints, thresholdFor } from '#tests/bench/biometrics-figures.ts';
import { SETS } from '#tests/bench/biometrics-data.ts';
import { drawDet } from '#tests/bench/biometrics-plot.ts';
import { asAtACounter } from '#tests/bench/biometrics-protocol.ts';

import { fingerOf } from './testkit.ts';

const bytesOf = (values: Float32Array): Buffer => Buffer.from(values.buffer);

describe('the Fourier transform', () => {
  it('BI6 finds a wave at its frequency', () => {
    const spectrum = makeSpectrum();
    for (let i = 0; i < spectrum.re.length; i += 1) {
      spectrum.re[i] = Math.cos((2 * Math.PI * 5 * (i % WINDOW_PX)) / WINDOW_PX);
    }
    transform(spectrum);
    expect(spectrum.re[5]).toBeCloseTo(512, 6);
    expect(spectrum.re[WINDOW_PX - 5]).toBeCloseTo(512, 6);
    expect(spectrum.re[6]).toBeCloseTo(0, 6);
  });

  it('BI6 comes back to where it started, without the waves that nobody asks for', () => {
    const spectrum = makeSpectrum();
    const random = chance(1);
    const waves = Array.from({ length: 9 }, () => ({
      u: Math.round(random.between(-8, 8)),
      v: Math.round(random.between(-15, 15)),
      phase: random.between(0, 6),
    }));
    for (let i = 0; i < spectrum.re.length; i += 1) {
      const x = i % WINDOW_PX;
      const y = Math.floor(i / WINDOW_PX);
      for (const { u, v, phase } of waves) {
        const at = (2 * Math.PI * (u * x + v * y)) / WINDOW_PX + phase;
        spectrum.re[i] = (spectrum.re[i] ?? 0) + Math.cos(at);
        spectrum.im[i] = (spectrum.im[i] ?? 0) + Math.cos(2 * phase + at);
      }
    }
    const before = spectrum.re.slice();
    transform(spectrum);
    for (let i = 0; i < spectrum.re.length; i += 1) {
      const column = i % WINDOW_PX;
      if (column <= MAX_WAVES || column >= WINDOW_PX - MAX_WAVES) continue;
      spectrum.re[i] = 0;
      spectrum.im[i] = 0;
    }
    transformBack(spectrum);
    for (const [i, value] of before.entries()) {
      expect(Math.abs((spectrum.re[i] ?? 0) / 1_024 - value)).toBeLessThan(1e-9);
    }
  });
});

describe('smoothing', () => {
  it('BI5 takes the mean of the neighbourhood, cut at the border', () => {
    const surface = makeSurface(5, 1);
    surface.values.set([0, 0, 9, 0, 3]);
    boxBlur(surface, surface.values, 1);
    expect([...surface.values]).toEqual([0, 3, 3, 4, 1.5]);
  });

  it('BI5 leaves a mean of nothing negative at nothing negative', () => {
    const surface = makeSurface(37, 60);
    const random = chance(3);
    for (let at = 0; at < 37 * 20; at += 1) surface.values[at] = 60_000 * random.next();
    boxBlur(surface, surface.values, 4);
    expect(Math.min(...surface.values)).toBe(0);
  });

  it('BI5 does not see the edge of padding as a ridge', () => {
    const surface = makeSurface(120, 120);
    const random = chance(2);
    for (let i = 0; i < surface.values.length; i += 1) {
      surface.values[i] = i % 120 < 60 ? 255 : 90 + 3 * random.normal();
    }
    const { surface: normalised } = normalise(surface, { radiusPx: 12, floorGrey: 6 });
    const near = Array.from({ length: 120 }, (_, y) => normalised.values[y * 120 + 68] ?? 9);
    expect(Math.abs(near.reduce((sum, value) => sum + value, 0) / 120)).toBeLessThan(0.3);
  });
});

describe('thinning', () => {
  it('BI7 leaves a line one pixel wide where a bar was', () => {
    const bitmap = makeBitmap(40, 20);
    for (let y = 7; y < 13; y += 1) for (let x = 5; x < 35; x += 1) bitmap.bits[y * 40 + x] = 1;
    thin(bitmap);
    for (let x = 10; x < 30; x += 1) {
      const set = Array.from({ length: 20 }, (_, y) => bitmap.bits[y * 40 + x] ?? 0);
      expect(set.reduce((sum, bit) => sum + bit, 0)).toBe(1);
    }
  });

  it('BI7 finds the end of a ridge, facing back along it', () => {
    const surface = makeSurface(120, 80);
    surface.values.fill(-1);
    for (let y = 38; y < 43; y += 1) surface.values.fill(1, y * 120, y * 120 + 60);
    const ends = findLineEnds(surface, 1).filter(({ x }) => x > 30);
    expect(ends).toHaveLength(1);
    expect(ends[0]?.backX).toBeLessThan(-10);
    expect(Math.abs((ends[0]?.y ?? 0) - 40)).toBeLessThan(2);
  });
});

describe('made-up fingers', () => {
  it('BI18 are the same from the same seed, and others from another', () => {
    const again = growFinger(1);
    expect(again.kind).toBe(fingerOf(1).kind);
    expect(Buffer.compare(bytesOf(again.skin.values), bytesOf(fingerOf(1).skin.values))).toBe(0);
    const other = growFinger(2);
    expect(Buffer.compare(bytesOf(other.skin.values), bytesOf(again.skin.values))).not.toBe(0);
  });

  it('BI18 press differently by seed, and the same by the same', () => {
    const finger = fingerOf(1);
    const [one, same, other] = [5, 5, 6].map((seed) => pressFinger(finger, { seed }).pixels);
    if (one === undefined || same === undefined || other === undefined) throw new Error('three');
    expect(Buffer.compare(one, same)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });
});

describe('error rates', () => {
  const scores = { genuine: [1, 6, 7, 8, 9], impostor: [0, 0, 1, 2, 6.5] };

  it('BI19 are those counted by hand', () => {
    // At 6.5: one of five impostors accepted, two of five genuine refused; at 2.5 none is.
    expect(errorRates(scores)).toEqual({ eer: 20, fmr100: 40, fmr1000: 40, zeroFmr: 40 });
    expect(thresholdFor(scores, 0)).toBe(7);
    expect(thresholdFor(scores, 0.2)).toBe(6);
  });

  it('BI19 fall and rise with the threshold, down to nothing accepted', () => {
    const points = operatingPoints(scores);
    expect(points[0]).toEqual({ threshold: 0, fmr: 1, fnmr: 0 });
    expect(points.at(-1)).toEqual({ threshold: Infinity, fmr: 0, fnmr: 1 });
  });

  it('BI19 at a counter the capture that agrees best is kept, and later ones are compared with it', () => {
    const compared = (impressionA: number, impressionB: number, score: number) => ({
      set: SETS[0],
      fingerA: 1,
      fingerB: 1,
      impressionA,
      impressionB,
      score,
    });
    const { oneTry, threeTries } = asAtACounter([
      compared(1, 2, 50),
      compared(1, 3, 20),
      compared(2, 3, 60),
      ...[4, 5, 6, 7, 8].map((later) => compared(2, later, later)),
      ...[4, 5, 6, 7, 8].map((later) => compared(1, later, 99)),
    ]);
    expect(oneTry).toEqual({ genuine: [4, 5, 6, 7, 8], impostor: [] });
    expect(threeTries).toEqual({ genuine: [6, 7, 8], impostor: [] });
  });

  it('BI19 are drawn as a curve a set', () => {
    const svg = drawDet('two', [
      { name: 'one set', scores },
      { name: 'another', scores },
    ]);
    expect(svg.match(/stroke-width="2"/g)).toHaveLength(2);
    expect(svg).toContain('one set');
  });
});
