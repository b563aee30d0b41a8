/** How long to wait before the next try: doubling with jitter, so that counters do not march. */
import type { Random } from '#terminal/ports/system.ts';

export interface BackoffSettings {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Between half and the whole of the doubled pause. `failures` counts from 1. */
export function backoffMs(failures: number, settings: BackoffSettings, random: Random): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 30);
  const fullMs = Math.min(settings.firstMs * 2 ** doublings, settings.longestMs);
  const [byte = 0] = random.bytes(1);
  return Math.round(fullMs / 2 + (fullMs / 2) * (byte / 255));
}
