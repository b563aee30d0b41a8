/**
 * The citizen's display says every two seconds that it is there. When it falls silent the counter
 * notices, records it once, and quotes go on paper until it is back.
 */
import { ok } from '#domain/result.ts';
import { here, type Context } from './context.ts';

/** Three missed signs of life. */
export const DISPLAY_SILENCE_MS = 6_000;

export function isDisplayPresent(context: Context): boolean {
  const { displaySeenMs } = context.memory;
  return (
    displaySeenMs !== null && context.ports.clock.monotonicMs() - displaySeenMs < DISPLAY_SILENCE_MS
  );
}

/** Records a loss or a return where it is not recorded yet. Only while a shift is open. */
export function watchDisplay(context: Context): void {
  const { displayMissing, shiftId } = here(context);
  const present = isDisplayPresent(context);
  if (shiftId === null || present !== displayMissing) return;
  const recorded = context.recorder().record((act) => {
    const cause = context.memory.displaySeenMs === null ? 'never_seen' : 'lost';
    if (present) act.append('display.returned', {});
    else act.append('display.missing', { cause });
    return ok(null);
  });
  if (!recorded.ok) context.ports.log.warn('display.unrecorded', { code: recorded.error.code });
}
