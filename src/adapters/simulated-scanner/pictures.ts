/**
 * What may be put on the simulated glass: fingers made up from a seed, a different press each time,
 * and images of a person's choice as PGM (P5) or PNG. They stay in memory.
 */
import { PNG } from 'pngjs';
import { growFinger, type Finger } from '#biometrics/synthetic/finger.ts';
import { pressFinger, type ImpressionOptions } from '#biometrics/synthetic/impression.ts';
import { fromUtf8 } from '#domain/bytes.ts';
import type { FingerImage } from './plate.ts';

const MOST_SIDE_PX = 2000;
const MOST_FINGERS = 12;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
/** IHDR is the first chunk: its sides stand at fixed places. */
const PNG_SIDES_AT = 16;
const PGM_HEAD_BYTES = 128;

const isSide = (side: number): boolean =>
  Number.isInteger(side) && side > 0 && side <= MOST_SIDE_PX;

/** Null unless it is P5 with 255 greys and as many bytes as it says. */
function readPgm(bytes: Uint8Array): FingerImage | null {
  // Only the head is text; its bytes are plain ASCII, the rest may be anything.
  const head = bytes.slice(0, PGM_HEAD_BYTES).map((byte) => (byte < 0x80 ? byte : 0x3f));
  const match = /^P5\s(?:#[^\n]*\n|\s)*(\d+)\s+(\d+)\s+255\s/.exec(fromUtf8(head) ?? '');
  if (match === null) return null;
  const [width, height] = [Number(match[1]), Number(match[2])];
  if (!isSide(width) || !isSide(height)) return null;
  const pixels = bytes.slice(match[0].length, match[0].length + width * height);
  return pixels.length === width * height ? { width, height, pixels } : null;
}

function readPng(bytes: Uint8Array): FingerImage | null {
  if (bytes.length < PNG_SIDES_AT + 8) return null;
  const sides = new DataView(bytes.buffer, bytes.byteOffset + PNG_SIDES_AT, 8);
  if (!isSide(sides.getUint32(0)) || !isSide(sides.getUint32(4))) return null;
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    const grey = (at: number): number =>
      Math.round(
        0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0),
      );
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => grey(at * 4));
    return { width, height, pixels };
  } catch {
    return null;
  }
}

/** As a PNG, for the desk's page. */
export function drawPicture({ width, height, pixels }: FingerImage): Uint8Array {
  const png = new PNG({ width, height });
  for (const [at, pixel] of pixels.entries()) png.data.set([pixel, pixel, pixel, 255], at * 4);
  return PNG.sync.write(png);
}

/** Null for anything but a PGM or PNG of sensible size. */
export const readPicture = (bytes: Uint8Array): FingerImage | null =>
  PNG_SIGNATURE.every((byte, at) => bytes[at] === byte) ? readPng(bytes) : readPgm(bytes);

/** How a finger is put on the glass. Each but `well` is what the quality check complains of by name. */
export const PRESS_WAYS = ['well', 'dry', 'wet', 'partial', 'off-centre', 'worn'] as const;
export type PressWay = (typeof PRESS_WAYS)[number];

const WAYS: Readonly<Record<PressWay, Omit<ImpressionOptions, 'seed'>>> = {
  well: {},
  dry: { noise: 0.9, pressure: -0.8 },
  wet: { noise: 0.25, pressure: 1.9 },
  partial: { contact: 0.2 },
  'off-centre': { shiftX: 130, shiftY: 0 },
  worn: { noise: 1.6, pressure: -1.1 },
};

export interface MadeUpFingers {
  /** The same finger for the same `finger`, another press for another `press`. */
  press(of: {
    readonly finger: number;
    readonly press: number;
    readonly way: PressWay;
  }): FingerImage;
}

export function createMadeUpFingers(): MadeUpFingers {
  // A finger takes a while to grow; those used last are kept.
  const grown = new Map<number, Finger>();
  return {
    press: ({ finger, press, way }) => {
      const skin = grown.get(finger) ?? growFinger(finger);
      grown.delete(finger);
      grown.set(finger, skin);
      const [oldest] = grown.keys();
      if (grown.size > MOST_FINGERS && oldest !== undefined) grown.delete(oldest);
      return pressFinger(skin, { seed: press, ...WAYS[way] });
    },
  };
}
