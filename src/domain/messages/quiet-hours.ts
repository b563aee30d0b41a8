/** When nobody's phone rings: between evening and morning in India. docs/spec/messages.md, M4. */
import { DAY_MS, instant, IST_OFFSET_MS, type Instant } from '#domain/time.ts';

/** Whole hours in India: from `morning` up to and not including `evening`. */
export interface WakingHours {
  readonly morning: number;
  readonly evening: number;
}

const HOUR_MS = 3_600_000;

/** `at` where that is in waking hours, else the next morning. */
export function nextWaking(at: Instant, { morning, evening }: WakingHours): Instant {
  const local = at + IST_OFFSET_MS;
  const sinceMidnight = ((local % DAY_MS) + DAY_MS) % DAY_MS;
  const midnight = at - sinceMidnight;
  if (sinceMidnight < morning * HOUR_MS) return instant(midnight + morning * HOUR_MS);
  if (sinceMidnight >= evening * HOUR_MS) return instant(midnight + DAY_MS + morning * HOUR_MS);
  return at;
}
