import { describe, expect, it } from 'vitest';

import { extract, extractTemplate } from '#biometrics/extract.ts';
import { IMAGE_LIMITS } from '#biometrics/image.ts';
import type { GrayImage } from '#biometrics/image.ts';
import { matchTemplates, DECISION_THRESHOLD } from '#biometrics/match.ts';
import { chance } from '#biometrics/synthetic/random.ts';
import { MAX_MINUTIAE } from '#biometrics/template.ts';

import { imageOf, templateOf } from './testkit.ts';

const WIDTH = 200;
const HEIGHT = 240;

const picture = (grey: (x: number, y: number) => number): GrayImage => ({
  width: WIDTH,
  height: HEIGHT,
  dpi: 500,
  pixels: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    Math.min(255, Math.max(0, grey(i % WIDTH, Math.floor(i / WIDTH)))),
  ),
});

const complaintsOf = (image: GrayImage): readonly string[] => {
  const extracted = extractTemplate(image);
  return extracted.ok ? extracted.value.quality.complaints : [extracted.reason];
};

describe('a finger on the glass', () => {
  it('BI7 gives minutiae inside the image, on the skin, no more than are kept', () => {
    const template = templateOf(1, { seed: 1 });
    expect(template.minutiae.length).toBeGreaterThan(20);
    expect(template.minutiae.length).toBeLessThanOrEqual(MAX_MINUTIAE);
    for (const { x, y, angle, quality } of template.minutiae) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(template.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(template.height);
      expect(angle).toBe(angle & 255);
      expect(quality).toBeGreaterThan(0);
    }
  });

  it('BI2 gives the same template each time', () => {
    const image = imageOf(1, { seed: 2 });
    expect(extractTemplate(image)).toEqual(extractTemplate(image));
  });

  it('BI1 BI12 gives a template at 500 dpi whatever the scanner has', () => {
    const plain = templateOf(1, { seed: 3 });
    const fine = templateOf(1, { seed: 3, dpi: 569, width: 364, height: 455 });
    const coarse = templateOf(1, { seed: 3, dpi: 400, width: 256, height: 320 });
    for (const other of [fine, coarse]) {
      expect(Math.abs(other.width - plain.width)).toBeLessThan(3);
      expect(matchTemplates(plain, other).score).toBeGreaterThan(DECISION_THRESHOLD);
    }
  });
});

describe('a sensor that looks through a frame', () => {
  const box = { left: 220, top: 120, width: 200, height: 240 };

  /** Ridges up to the edge of what the sensor sees, and evenly grey around it. */
  function framed(seed: number, grey: number): GrayImage {
    const { width, height, pixels } = imageOf(seed, { seed: 6, rotationDeg: 0, pressure: 0 });
    const whole = new Uint8Array(640 * 480).fill(grey);
    const left = (width - box.width) >> 1;
    const top = (height - box.height) >> 1;
    for (let y = 0; y < box.height; y += 1) {
      const row = pixels.subarray((top + y) * width + left).subarray(0, box.width);
      whole.set(row, (box.top + y) * 640 + box.left);
    }
    return { width: 640, height: 480, dpi: 500, pixels: whole };
  }

  it.each([0, 128, 255])('BI5 sees no ridge in its edge, whatever grey is around: %i', (grey) => {
    const found = extract(framed(1, grey));
    if (!found.ok) throw new Error(found.reason);
    const { mask, template } = found.value;
    for (const { x, y } of template.minutiae) {
      expect(Math.min(x - box.left, box.left + box.width - x)).toBeGreaterThan(8);
      expect(Math.min(y - box.top, box.top + box.height - y)).toBeGreaterThan(8);
    }
    const outside = [...mask.cells.keys()].filter((cell) => {
      const x = (cell % mask.columns) * 4 + 2 - box.left;
      const y = Math.floor(cell / mask.columns) * 4 + 2 - box.top;
      return mask.cells[cell] === 1 && (x < 0 || y < 0 || x >= box.width || y >= box.height);
    });
    expect(outside).toEqual([]);
  });
});

describe('P9 a poor image says what to do', () => {
  it('BI4 has no complaint about a good one', () => {
    expect(complaintsOf(imageOf(2, { seed: 1, rotationDeg: 0, pressure: 0 }))).toEqual([]);
  });

  it.each([
    ['too-dry', { seed: 1, pressure: -1.4 }],
    ['too-wet', { seed: 1, pressure: 1.7 }],
    ['partial', { seed: 1, pressure: 0, contact: 0.18 }],
    ['off-centre', { seed: 1, pressure: 0, shiftX: 115, shiftY: 0 }],
    ['off-centre', { seed: 1, pressure: 0, shiftX: 0, shiftY: -150 }],
  ])('BI4 says %s', (complaint, options) => {
    expect(complaintsOf(imageOf(2, options))).toContain(complaint);
  });
});

describe('a faint print', () => {
  const paper = 210;
  const plain = imageOf(2, { seed: 4 });
  const pixels = plain.pixels.map((grey) => Math.round(paper + (grey - paper) * 0.08));

  it('BI4 is still read, and known for what it is', () => {
    const faint = extractTemplate({ ...plain, pixels });
    if (!faint.ok) throw new Error(faint.reason);
    expect(faint.value.quality.complaints).toContain('too-dry');
    const { score } = matchTemplates(faint.value.template, templateOf(2, { seed: 5 }));
    expect(score).toBeGreaterThan(DECISION_THRESHOLD);
  });
});

describe('what is no finger gives no template', () => {
  const random = chance(7);
  const images: readonly (readonly [string, GrayImage])[] = [
    ['white', picture(() => 255)],
    ['black', picture(() => 0)],
    ['grey with sensor noise', picture(() => 190 + 4 * random.normal())],
    ['noise', picture(() => 255 * random.next())],
    ['stripes', picture((x) => 128 + 100 * Math.sin((2 * Math.PI * x) / 9))],
    ['slanting stripes', picture((x, y) => 128 + 90 * Math.sin((x + y) / 2))],
    ['a chessboard', picture((x, y) => (((x >> 3) + (y >> 3)) % 2) * 255)],
    ['a slope', picture((x) => x * 0.8)],
    ['rings', picture((x, y) => 128 + 100 * Math.sin(Math.hypot(x - 100, y - 120) / 1.4))],
    ['a weave', picture((x, y) => 128 + 60 * (Math.sin(x / 1.4) + Math.sin(y / 1.4)))],
    ['rows of print', picture((_, y) => (y % 20 < 12 && random.next() < 0.4 ? 0 : 250))],
  ];

  it.each(images)('BI3 %s', (_name, image) => {
    expect(extractTemplate(image).ok).toBe(false);
  });
});

describe('images that no scanner makes are refused before work is done', () => {
  const sized = (width: number, height: number, dpi = 500): GrayImage => ({
    width,
    height,
    dpi,
    pixels: new Uint8Array(0),
  });
  const side = IMAGE_LIMITS.maxSidePx;

  it.each([
    ['image-malformed', sized(300, 400)],
    ['image-malformed', sized(0, 400)],
    ['image-malformed', sized(-300, -400)],
    ['image-malformed', sized(300.5, 400)],
    ['image-malformed', sized(Number.NaN, 400)],
    ['image-too-small', sized(20, 400)],
    ['image-too-large', sized(side + 1, 400)],
    ['image-too-large', sized(side, side)],
    ['image-too-large', sized(2 ** 31, 2 ** 31)],
    ['resolution-unsupported', { ...picture(() => 0), dpi: 0 }],
    ['resolution-unsupported', { ...picture(() => 0), dpi: Number.NaN }],
    ['resolution-unsupported', { ...picture(() => 0), dpi: 5_000 }],
  ])('BI1 %s', (reason, image) => {
    expect(extractTemplate(image)).toEqual({ ok: false, reason });
  });
});
