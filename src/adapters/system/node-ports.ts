/** The small ports by Node: clock, randomness, hashing, timers. */
import { hash, randomBytes, randomUUID } from 'node:crypto';

import { instant } from '#domain/time.ts';
import type { Clock, Crypto, Random, Timers } from '#terminal/ports/system.ts';

import { createVerifier } from './ed25519.ts';

/** A boot is a run of this process: monotonic time begins with it. */
export function createNodeClock(): Clock {
  const startedAt = process.hrtime.bigint();
  return {
    now: () => instant(Date.now()),
    monotonicMs: () => Number((process.hrtime.bigint() - startedAt) / 1_000_000n),
    bootId: randomUUID(),
  };
}

export const nodeRandom: Random = { bytes: (count) => Uint8Array.from(randomBytes(count)) };

// By way of hex: half the time of having Node make a buffer of its own for each digest.
const sha256 = (bytes: Uint8Array): Uint8Array => Buffer.from(hash('sha256', bytes, 'hex'), 'hex');
const sha256OfText = (text: string): string => hash('sha256', text, 'hex');

export const createNodeCrypto = (): Crypto => ({
  sha256: Object.assign(sha256, { ofText: sha256OfText }),
  verifyEd25519: createVerifier(),
});

export const nodeTimers: Timers = {
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
