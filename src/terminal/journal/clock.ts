/**
 * The journal's time. The wall clock is recorded as it is and never trusted to have gone forward:
 * effective time stays at or above everything that the journal or HQ has seen, and a clock that
 * jumped is said so in an entry of its own.
 */
import type { AnyEntry } from '#domain/journal/chain.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';
import type { Clock } from '#terminal/ports/system.ts';
import { clockSettings } from '#terminal/settings.ts';

/** Within one boot the wall clock may be slewed this far from the monotonic one unremarked. */
export const CLOCK_TOLERANCE_MS = 5000;

/** What the wall and monotonic clocks said at one moment. */
export interface ClockReading {
  readonly wallTimeMs: Instant;
  readonly monotonicMs: number;
  readonly bootId: string;
}

export const readClock = (clock: Clock): ClockReading => ({
  wallTimeMs: clock.now(),
  monotonicMs: clock.monotonicMs(),
  bootId: clock.bootId,
});

/**
 * How far the wall clock moved that time did not, in milliseconds; 0 where it did not jump. In the
 * same boot the monotonic clock tells; across boots only going back can be seen.
 */
export function clockJump(last: ClockReading, now: ClockReading): number {
  const passedMs = now.wallTimeMs - last.wallTimeMs;
  if (last.bootId !== now.bootId) return Math.min(0, passedMs);
  const driftMs = passedMs - (now.monotonicMs - last.monotonicMs);
  return Math.abs(driftMs) > CLOCK_TOLERANCE_MS || passedMs < 0 ? driftMs : 0;
}

/** Never below the wall clock, the last entry's time, the floor left by a jump, or HQ's time. */
export function effectiveTime(of: {
  readonly wallTimeMs: Instant;
  readonly last: Entry | AnyEntry | null;
  readonly store: StoreReader;
}): Instant {
  return instant(
    Math.max(
      of.wallTimeMs,
      of.last?.wallTimeMs ?? 0,
      of.store.view('clock', 'here')?.floor ?? 0,
      clockSettings(of.store).serverTime ?? 0,
    ),
  );
}
