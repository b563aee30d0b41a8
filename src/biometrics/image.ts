/**
 * Images as they come from a scanner, and their way to the one resolution everything else works
 * at: 500 dots per inch. Hostile sizes and resolutions are refused here, before any memory is
 * taken in proportion to them.
 */
import { answer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';

/** Eight-bit grey, rows from the top, ridges dark on light. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  /** Dots per inch, the same along both axes. */
  readonly dpi: number;
  /** `width * height` values, 0 black. */
  readonly pixels: Uint8Array;
}

/** Grey values as numbers with room for arithmetic, at {@link WORKING_DPI}. */
export interface Surface {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export const WORKING_DPI = 500;

export const IMAGE_LIMITS = {
  minSidePx: 64,
  maxSidePx: 2_000,
  maxPixels: 2_000_000,
  minDpi: 250,
  maxDpi: 1_200,
} as const;

/** The smallest side at 500 dpi that could hold a usable print. */
const MIN_WORKING_SIDE_PX = 80;

export const makeSurface = (width: number, height: number): Surface => ({
  width,
  height,
  values: new Float32Array(width * height),
});

/** Refuses what cannot be a scanner's image; then answers the image at 500 dpi. */
export function toWorkingSurface(image: GrayImage): Answer<Surface> {
  const { width, height, dpi, pixels } = image;
  const whole = Number.isInteger(width) && Number.isInteger(height);
  if (!whole || width <= 0 || height <= 0) return refuse('image-malformed');
  if (Math.min(width, height) < IMAGE_LIMITS.minSidePx) return refuse('image-too-small');
  if (Math.max(width, height) > IMAGE_LIMITS.maxSidePx) return refuse('image-too-large');
  if (width * height > IMAGE_LIMITS.maxPixels) return refuse('image-too-large');
  if (pixels.length !== width * height) return refuse('image-malformed');
  if (!(dpi >= IMAGE_LIMITS.minDpi && dpi <= IMAGE_LIMITS.maxDpi)) {
    return refuse('resolution-unsupported');
  }
  const scale = WORKING_DPI / dpi;
  const side = Math.min(width, height) * scale;
  if (side < MIN_WORKING_SIDE_PX) return refuse('image-too-small');
  return answer(Math.abs(scale - 1) < 0.005 ? copied(image) : resampled(image, scale));
}

function copied(image: GrayImage): Surface {
  const surface = makeSurface(image.width, image.height);
  surface.values.set(image.pixels);
  return surface;
}

/** Linear interpolation; when shrinking, each output pixel is the mean of a grid inside its area. */
function resampled(image: GrayImage, scale: number): Surface {
  const width = Math.round(image.width * scale);
  const height = Math.round(image.height * scale);
  const surface = makeSurface(width, height);
  const taps = Math.max(1, Math.ceil(1 / scale));
  const step = 1 / scale;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let ty = 0; ty < taps; ty += 1) {
        const sourceY = (y + (ty + 0.5) / taps) * step - 0.5;
        for (let tx = 0; tx < taps; tx += 1) {
          sum += grayAt(image, (x + (tx + 0.5) / taps) * step - 0.5, sourceY);
        }
      }
      surface.values[y * width + x] = sum / (taps * taps);
    }
  }
  return surface;
}

function grayAt(image: GrayImage, x: number, y: number): number {
  const { width, height, pixels } = image;
  const clampedX = Math.min(Math.max(x, 0), width - 1);
  const clampedY = Math.min(Math.max(y, 0), height - 1);
  const x0 = Math.min(Math.floor(clampedX), width - 2);
  const y0 = Math.min(Math.floor(clampedY), height - 2);
  const fx = clampedX - x0;
  const fy = clampedY - y0;
  const at = y0 * width + x0;
  const top = (pixels[at] ?? 0) * (1 - fx) + (pixels[at + 1] ?? 0) * fx;
  const bottom = (pixels[at + width] ?? 0) * (1 - fx) + (pixels[at + width + 1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}
