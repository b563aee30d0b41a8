/**
 * Wrong PINs: each is journaled, and each makes the next try wait longer. The count comes from the
 * journal, so that a restart does not wash it away; the wait is measured in effective time, and ends at
 * the latest when the monotonic clock has seen it pass.
 */
import type { PresenceView } from '#domain/journal/views.ts';
import type { Instant } from '#domain/time.ts';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 300_000;
/** Doublings after which the longest delay is surely reached. */
const MAX_DOUBLINGS = 12;

/** 1 s after the first wrong PIN, then 2, 4, 8 … up to five minutes. */
export function pinDelayMs(failedAttempts: number): number {
  if (failedAttempts === 0) return 0;
  const doublings = Math.min(failedAttempts - 1, MAX_DOUBLINGS);
  return Math.min(FIRST_DELAY_MS * 2 ** doublings, LONGEST_DELAY_MS);
}

/**
 * Whole seconds that are left to wait; 0 where a PIN may be tried. `sinceMs` is how long ago the wrong
 * PIN was by the monotonic clock, or the start where it was before that: effective time stands still
 * for as long as the wall clock once ran ahead.
 */
export function pinWaitSeconds(here: PresenceView, now: Instant, sinceMs: number): number {
  if (here.lastFailedAt === null) return 0;
  const delayMs = pinDelayMs(here.failedAttempts);
  const waitMs = Math.min(here.lastFailedAt + delayMs - now, delayMs - sinceMs);
  return waitMs <= 0 ? 0 : Math.ceil(waitMs / 1000);
}
