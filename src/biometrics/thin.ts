/**
 * Thinning of a binary picture to lines one pixel wide (Guo and Hall's parallel rule, looked up by
 * the eight neighbours), working only on the pixels that are still set.
 */

/** A binary picture with a border of one empty pixel all around. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

export const makeBitmap = (width: number, height: number): Bitmap => ({
  width,
  height,
  bits: new Uint8Array(width * height),
});

const MAX_ROUNDS = 40;

/** Neighbours in a ring from north, clockwise: bit 0 N, 1 NE, 2 E, 3 SE, 4 S, 5 SW, 6 W, 7 NW. */
export function ringAt(bits: Uint8Array, at: number, width: number): number {
  return (
    (bits[at - width] ?? 0) |
    ((bits[at - width + 1] ?? 0) << 1) |
    ((bits[at + 1] ?? 0) << 2) |
    ((bits[at + width + 1] ?? 0) << 3) |
    ((bits[at + width] ?? 0) << 4) |
    ((bits[at + width - 1] ?? 0) << 5) |
    ((bits[at - 1] ?? 0) << 6) |
    ((bits[at - width - 1] ?? 0) << 7)
  );
}

/** Changes from empty to set around the ring: 1 at a line's end, 2 on a line, 3 at a fork. */
export const crossings: Uint8Array = Uint8Array.from({ length: 256 }, (_, ring) => {
  let count = 0;
  for (let i = 0; i < 8; i += 1) {
    if (((ring >> i) & 1) === 0 && ((ring >> ((i + 1) & 7)) & 1) === 1) count += 1;
  }
  return count;
});

const removable: readonly [Uint8Array, Uint8Array] = [table(0), table(1)];

function table(phase: 0 | 1): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, ring) => {
    const p = (i: number): number => (ring >> (i & 7)) & 1;
    // Guo-Hall with P2 = N (bit 0) and so on clockwise.
    let c = 0;
    let n1 = 0;
    let n2 = 0;
    for (let i = 0; i < 8; i += 2) {
      c += (1 - p(i)) & (p(i + 1) | p(i + 2));
      n1 += p(i + 7) | p(i);
      n2 += p(i) | p(i + 1);
    }
    const n = Math.min(n1, n2);
    const m = phase === 0 ? (p(4) | p(5) | (1 - p(7))) & p(6) : (p(0) | p(1) | (1 - p(3))) & p(2);
    return c === 1 && n >= 2 && n <= 3 && m === 0 ? 1 : 0;
  });
}

export function thin(bitmap: Bitmap): void {
  const { bits, width } = bitmap;
  const live = new Int32Array(bits.length);
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) {
    if ((bits[i] ?? 0) === 1) {
      live[count] = i;
      count += 1;
    }
  }
  const doomed = new Int32Array(count);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let removed = 0;
    for (const rule of removable) {
      let marked = 0;
      let kept = 0;
      for (let i = 0; i < count; i += 1) {
        const at = live[i] ?? 0;
        if ((rule[ringAt(bits, at, width)] ?? 0) === 1) {
          doomed[marked] = at;
          marked += 1;
        } else {
          live[kept] = at;
          kept += 1;
        }
      }
      for (let i = 0; i < marked; i += 1) bits[doomed[i] ?? 0] = 0;
      count = kept;
      removed += marked;
    }
    if (removed === 0) return;
  }
}
