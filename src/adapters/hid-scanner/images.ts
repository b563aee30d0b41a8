/** Raw images as scanners send them, made into eight-bit grey. Pure. */
import { GLIMPSE_SIDE_PX } from '#terminal/ports/scanner.ts';
import type { CapturedImage, Freshness, Glimpse } from '#terminal/ports/scanner.ts';

/** Two pixels a byte, the left one in the high half, each made eight bits wide. */
export function unpackFourBit(packed: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(packed.length * 2);
  for (const [index, pair] of packed.entries()) {
    pixels[index * 2] = (pair >> 4) * 17;
    pixels[index * 2 + 1] = (pair & 0x0f) * 17;
  }
  return pixels;
}

export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly pixels: Uint8Array;
  readonly qualityPercent: number | null;
  readonly freshness: Freshness;
}

export const capturedImage = (facts: ImageFacts): CapturedImage => ({
  ...facts,
  wipe: () => void facts.pixels.fill(0),
});

const NOTHING_YET = 255;

/**
 * Every n-th pixel of every n-th row of an image of four bits a pixel, of which `receivedBytes` have
 * come: enough for a person, too little for a template.
 */
export function glimpseOf(
  packed: Uint8Array,
  of: { readonly width: number; readonly height: number; readonly receivedBytes: number },
): Glimpse {
  const step = Math.max(1, Math.ceil(Math.max(of.width, of.height) / GLIMPSE_SIDE_PX));
  const width = Math.floor(of.width / step);
  const height = Math.floor(of.height / step);
  const pixels = new Uint8Array(width * height).fill(NOTHING_YET);
  for (let to = 0; to < pixels.length; to += 1) {
    const from = Math.floor(to / width) * step * of.width + (to % width) * step;
    if (from >= 2 * of.receivedBytes) break;
    const pair = packed[from >> 1] ?? 0;
    pixels[to] = (from % 2 === 0 ? pair >> 4 : pair & 0x0f) * 17;
  }
  return { width, height, pixels };
}
