/** A picture for the glass of a simulated scanner: rings that any shift or wrong byte shows in. */
import type { FingerImage } from '#adapters/simulated-scanner/plate.ts';

export function sampleFinger(seed = 1, width = 300, height = 380): FingerImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) - width / 2, Math.floor(at / width) - height / 2];
    return Math.round(110 + 100 * Math.sin(Math.hypot(x, y * 0.8 + seed * 7) / (1.2 + seed * 0.1)));
  });
  return { width, height, pixels };
}
