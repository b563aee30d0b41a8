/**
 * What may be put on the simulated glass: fingers made up from a seed, a different press each time,
 * and images of a person's choice as PGM (P5) or PNG. They stay in memory.
 */
import { PNG } from 'pngjs';
import { growFinger, type Finger } from '#biometrics/synthetic/finger.ts';
import { pressFinger } from '#biometrics/synthetic/impression.ts';
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

/** Null for anything but a PGM or PNG of sensible size. */
export const readPicture = (bytes: Uint8Array): FingerImage | null =>
  PNG_SIGNATURE.every((byte, at) => bytes[at] === byte) ? readPng(bytes) : readPgm(bytes);

export interface MadeUpFingers {
  /** The same finger for the same `finger`, another press for another `press`. */
  press(of: { readonly finger: number; readonly press: number }): FingerImage;
}

export function createMadeUpFingers(): MadeUpFingers {
  // A finger takes a while to grow; those used last are kept.
  const grown = new Map<number, Finger>();
  return {
    press: ({ finger, press }) => {
      const skin = grown.get(finger) ?? growFinger(finger);
      grown.delete(finger);
      grown.set(finger, skin);
      const [oldest] = grown.keys();
      if (grown.size > MOST_FINGERS && oldest !== undefined) grown.delete(oldest);
      return pressFinger(skin, { seed: press });
    },
  };
}
