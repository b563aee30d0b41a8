/** Rasters as images, for tests that look at paper. */
import { PNG } from 'pngjs';
import jsQRModule from 'jsqr';
import type { Raster } from '#adapters/escpos/raster.ts';

// The package's types say `export default`, its CommonJS file exports the function itself.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

/** RGBA pixels, four bytes a dot. */
export function toPixels({ widthDots, heightDots, bits }: Raster): Uint8ClampedArray {
  const rowBytes = Math.ceil(widthDots / 8);
  const pixels = new Uint8ClampedArray(widthDots * heightDots * 4).fill(255);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      const black = ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      if (black) pixels.fill(0, (y * widthDots + x) * 4, (y * widthDots + x) * 4 + 3);
    }
  }
  return pixels;
}

export function toPng(raster: Raster): Uint8Array {
  const image = new PNG({ width: raster.widthDots, height: raster.heightDots });
  image.data = Buffer.from(toPixels(raster));
  return PNG.sync.write(image);
}

/** The text of the QR on a paper, or null. */
export function readQr(raster: Raster): string | null {
  return jsQR(toPixels(raster), raster.widthDots, raster.heightDots)?.data ?? null;
}
