/**
 * The same images as other sensors would have given them: another resolution, a larger frame, fewer grey
 * levels, a faint print. What is measured on four sensors must not hold on those four alone.
 */
import type { GrayImage } from '#biometrics/image.ts';
import { chance } from '#biometrics/synthetic/random.ts';

export type SensorName = 'as they are' | '569 dpi' | 'frame of 640x480' | 'four bits' | 'faint';

const OTHER_DPI = 569;
const FRAME = { width: 640, height: 480, grey: 255 };
const FAINT = { paper: 215, share: 0.12, noise: 2 };

const clamp = (grey: number): number => Math.max(0, Math.min(255, Math.round(grey)));

function resampled(image: GrayImage): GrayImage {
  const scale = OTHER_DPI / image.dpi;
  const width = Math.round(image.width * scale);
  const height = Math.round(image.height * scale);
  const at = (x: number, y: number): number =>
    image.pixels[Math.min(y, image.height - 1) * image.width + Math.min(x, image.width - 1)] ?? 0;
  const pixels = Uint8Array.from({ length: width * height }, (_, to) => {
    const x = (to % width) / scale;
    const y = Math.floor(to / width) / scale;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
    const lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
    return clamp(upper * (1 - fy) + lower * fy);
  });
  return { width, height, dpi: OTHER_DPI, pixels };
}

function framed(image: GrayImage): GrayImage {
  const { width, height, grey } = FRAME;
  const pixels = new Uint8Array(width * height).fill(grey);
  const left = Math.floor((width - image.width) / 2);
  const top = Math.floor((height - image.height) / 2);
  for (let y = 0; y < image.height; y += 1) {
    const row = image.pixels.subarray(y * image.width, (y + 1) * image.width);
    pixels.set(row, (top + y) * width + left);
  }
  return { width, height, dpi: image.dpi, pixels };
}

function faint(image: GrayImage): GrayImage {
  const random = chance(9);
  const { paper, share, noise } = FAINT;
  const pixels = image.pixels.map((grey) =>
    clamp(paper + (grey - paper) * share + noise * random.normal()),
  );
  return { ...image, pixels };
}

export const SENSORS: Readonly<Record<SensorName, (image: GrayImage) => GrayImage>> = {
  'as they are': (image) => image,
  '569 dpi': resampled,
  'frame of 640x480': framed,
  'four bits': (image) => ({ ...image, pixels: image.pixels.map((grey) => (grey >> 4) * 17) }),
  faint,
};

export const OTHER_SENSORS = ['569 dpi', 'frame of 640x480', 'four bits', 'faint'] as const;
