/** Made-up fingers for the tests, grown once a file. */
import { vi } from 'vitest';

import { extractTemplate } from '#biometrics/extract.ts';
import { growFinger } from '#biometrics/synthetic/finger.ts';
import type { Finger } from '#biometrics/synthetic/finger.ts';
import { pressFinger } from '#biometrics/synthetic/impression.ts';
import type { ImpressionOptions } from '#biometrics/synthetic/impression.ts';
import type { Template } from '#biometrics/template.ts';

// Growing a finger is work, and the machine may be busy with other suites.
vi.setConfig({ testTimeout: 60_000 });

const grown = new Map<number, Finger>();

export function fingerOf(seed: number): Finger {
  const finger = grown.get(seed) ?? growFinger(seed);
  grown.set(seed, finger);
  return finger;
}

export const imageOf = (seed: number, options: ImpressionOptions) =>
  pressFinger(fingerOf(seed), options);

export function templateOf(seed: number, options: ImpressionOptions): Template {
  const extracted = extractTemplate(imageOf(seed, options));
  if (!extracted.ok) throw new Error(`finger ${seed}: ${extracted.reason}`);
  return extracted.value.template;
}
