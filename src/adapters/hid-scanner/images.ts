/** Raw images as scanners send them, made into eight-bit grey. Pure. */
import type { CapturedImage, Freshness } from '#terminal/ports/scanner.ts';

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
