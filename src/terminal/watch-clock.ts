/**
 * A clock that was moved is in doubt by as far as it moved, until HQ tells the time again: while the
 * doubt spans a change of fees, the lower fee applies (P1). Looked at before every command.
 */
import { fail, ok } from '#domain/result.ts';
import type { Context } from './context.ts';
import { clockJump, readClock } from './journal/clock.ts';
import { clockSettings, SETTING } from './settings.ts';

const MINUTE_MS = 60_000;

export function watchClock(context: Context): void {
  const { memory, ports } = context;
  const reading = readClock(ports.clock);
  const last = memory.reading;
  memory.reading = reading;
  if (last === null || context.counter() === null || memory.stopped !== null) return;
  const jumpMs = Math.abs(clockJump(last, reading));
  if (jumpMs === 0) return;
  memory.clock = fail('CLOCK_JUMPED', { minutes: Math.ceil(jumpMs / MINUTE_MS) }).error;
  const { serverTime, doubtMs } = clockSettings(ports.store.read);
  const kept = context.recorder().record((act) => {
    const doubted = { serverTimeMs: serverTime ?? 0, doubtMs: Math.max(doubtMs, jumpMs) };
    act.putSetting(SETTING.clock, JSON.stringify(doubted));
    return ok(null);
  });
  if (!kept.ok) ports.log.warn('clock.doubt_unkept', { code: kept.error.code });
}
