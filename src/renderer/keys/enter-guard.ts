/**
 * Decides which Enter is meant. A key that repeats because it is held, one that ends a composed
 * character, and the one that a scanner sends after a burst of characters are not a person's
 * decision; money moves only on a person's. Pure: it sees times, it does not tell them.
 */
export interface KeySeen {
  readonly code: string;
  readonly key: string;
  readonly timeMs: number;
  readonly repeat: boolean;
  readonly composing: boolean;
}

/** People do not type faster than this for long; scanners never type slower. */
export const BURST_GAP_MS = 30;
export const BURST_LENGTH = 6;

export type Verdict = 'meant' | 'repeat' | 'composing' | 'burst';

export interface EnterGuard {
  /** To be called for every key that goes down, in order. */
  judge(seen: KeySeen): Verdict;
}

export const isEnter = (code: string): boolean => code === 'Enter' || code === 'NumpadEnter';

export function createEnterGuard(): EnterGuard {
  let length = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    judge: ({ code, key, timeMs, repeat, composing }) => {
      const quick = timeMs - lastMs <= BURST_GAP_MS;
      lastMs = timeMs;
      if (!isEnter(code)) {
        // Shift is held while a scanner sends capitals: it neither counts nor breaks the burst.
        if (key.length === 1) length = quick ? length + 1 : 1;
        return 'meant';
      }
      const burst = quick && length >= BURST_LENGTH;
      length = 0;
      if (composing) return 'composing';
      if (repeat) return 'repeat';
      return burst ? 'burst' : 'meant';
    },
  };
}
