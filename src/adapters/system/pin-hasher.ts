/**
 * PINs by scrypt (RFC 7914). The encoding carries its own cost, so that it can rise without asking
 * anybody for a new PIN: `scrypt$N$r$p$salt$hash`, salt and hash in base64url.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import type { PinHasher } from '#terminal/ports/system.ts';

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and some 80 ms on a counter's machine: a PIN has few digits, so guessing must be slow. */
export const USUAL_COST: ScryptCost = { n: 32_768, r: 8, p: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What an encoding may ask for: a damaged one must not take the machine's memory. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

interface Encoded {
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const derive = (pin: string, salt: Uint8Array, { n, r, p }: ScryptCost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const options = { N: n, r, p, maxmem: MAX_MEMORY_BYTES };
    scrypt(pin.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

function decode(encoded: string): Encoded | null {
  const match = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(encoded);
  if (match === null) return null;
  const [n, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const salt = fromBase64Url(match[4] ?? '');
  const hash = fromBase64Url(match[5] ?? '');
  const isCost = n >= 2 && Number.isInteger(Math.log2(n)) && r >= 1 && p >= 1;
  const fits = 128 * n * r < MAX_MEMORY_BYTES;
  if (!isCost || !fits || salt === null || hash?.length !== HASH_BYTES) return null;
  return { cost: { n, r, p }, salt, hash };
}

export const createPinHasher = (cost: ScryptCost = USUAL_COST): PinHasher => ({
  hash: async (pin) => {
    const salt = Uint8Array.from(randomBytes(SALT_BYTES));
    const key = await derive(pin, salt, cost);
    return ['scrypt', cost.n, cost.r, cost.p, toBase64Url(salt), toBase64Url(key)].join('$');
  },
  /** False for an encoding that cannot be read. Takes the same time wherever the two differ. */
  matches: async (pin, encoded) => {
    const read = decode(encoded);
    if (read === null) return false;
    return timingSafeEqual(await derive(pin, read.salt, read.cost), read.hash);
  },
});
