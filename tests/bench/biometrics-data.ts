/**
 * The public fingerprint sets, which lie beside the repository and are never copied into it. Where
 * they are absent, what needs them says so and leaves them out.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { PNG } from 'pngjs';

import type { GrayImage } from '#biometrics/image.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/fingerprints', import.meta.url));
const SCAN_DPI = 500;

export const SETS = ['fvc2002_db1_b', 'fvc2002_db3_b', 'fvc2004_db2_b', 'fvc2004_db4_b'] as const;
export type SetName = (typeof SETS)[number];

export interface Impression {
  readonly set: SetName;
  readonly finger: number;
  readonly impression: number;
  readonly imageFile: string;
  /** The record that another maker's extractor wrote for the same image. */
  readonly recordFile: string;
}

export const setsArePresent = (): boolean =>
  SETS.every((set) => existsSync(path.join(FOLDER, set)));

/** By set, finger and impression. */
export function listImpressions(): Impression[] {
  return SETS.flatMap((set) =>
    readdirSync(path.join(FOLDER, set))
      .flatMap((name) => {
        const [, finger, impression] = /^(\d+)_(\d+)\.png$/.exec(name) ?? [];
        if (finger === undefined || impression === undefined) return [];
        const stem = path.join(FOLDER, set, `${finger}_${impression}`);
        return [
          {
            set,
            finger: Number(finger),
            impression: Number(impression),
            imageFile: `${stem}.png`,
            recordFile: `${stem}.iso`,
          },
        ];
      })
      .toSorted((a, b) => a.finger - b.finger || a.impression - b.impression),
  );
}

export function readImage(file: string): GrayImage {
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => data[i * 4] ?? 0);
  return { width, height, dpi: SCAN_DPI, pixels };
}
