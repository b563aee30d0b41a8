/** All randomness of a simulated world, from one seed: small, fast, the same for ever. */
import { assert } from '#domain/result.ts';
import type { Random } from '#terminal/ports/system.ts';

export interface Chance {
  /** 0 to `limit - 1`. */
  below(limit: number): number;
  /** Both ends may come. */
  between(lowest: number, highest: number): number;
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A stream of its own, so that one actor's draws do not move another's. */
  fork(name: string): Chance;
}

/** FNV-1a, to make a stream's seed from its name. */
function mix(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash;
}

/** Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    between: (lowest, highest) => lowest + below(highest - lowest + 1),
    happens: (share) => next() < share,
    pick: <T>(from: readonly T[]): T => {
      assert(from.length > 0, 'there is nothing to pick');
      return from[below(from.length)] as T;
    },
    fork: (name) => createChance(mix(seed, name)),
  };
}

export const randomOf = (chance: Chance): Random => ({
  bytes: (count) => Uint8Array.from({ length: count }, () => chance.below(256)),
});
