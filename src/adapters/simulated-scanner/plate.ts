/** The glass of the simulated scanner: a finger is put on it or it is empty. */

/** Eight-bit grey, rows from the top, ridges dark. */
export interface FingerImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export interface Plate {
  readonly finger: FingerImage | null;
  put(finger: FingerImage): void;
  lift(): void;
}

export function createPlate(): Plate {
  let finger: FingerImage | null = null;
  return {
    get finger() {
      return finger;
    },
    put: (image) => {
      finger = image;
    },
    lift: () => {
      finger = null;
    },
  };
}

const EMPTY_GLASS = 255;

/** The middle of an image on a sensor of a size; what is beyond the image is empty glass. */
export function onSensor(image: FingerImage, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height).fill(EMPTY_GLASS);
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  for (let y = Math.max(0, -top); y < height && y + top < image.height; y += 1) {
    const from = Math.max(0, left);
    const count = Math.min(image.width, left + width) - from;
    const row = image.pixels.subarray((y + top) * image.width + from).subarray(0, count);
    pixels.set(row, y * width + Math.max(0, -left));
  }
  return pixels;
}

/** Few enough for one message, and no side longer than a person needs. */
const GLANCE_PIXELS = 2_600;
const GLANCE_SIDE = 96;

/** What lies on a sensor, small: every n-th pixel of every n-th row. */
export function glance(image: FingerImage, width: number, height: number): FingerImage {
  const full = onSensor(image, width, height);
  const step = Math.ceil(
    Math.max(Math.sqrt((width * height) / GLANCE_PIXELS), Math.max(width, height) / GLANCE_SIDE),
  );
  // Two pixels share a byte.
  const wide = Math.floor(width / step / 2) * 2;
  const high = Math.floor(height / step);
  const pixels = Uint8Array.from(
    { length: wide * high },
    (_, at) => full[Math.floor(at / wide) * step * width + (at % wide) * step] ?? EMPTY_GLASS,
  );
  return { width: wide, height: high, pixels };
}

/** How much of the glass is dark: a rough likeness of what devices call quality, 0 to 100. */
export function coverage(pixels: Uint8Array): number {
  let dark = 0;
  for (const pixel of pixels) if (pixel < 160) dark += 1;
  return Math.min(100, Math.round((dark / Math.max(1, pixels.length)) * 300));
}
