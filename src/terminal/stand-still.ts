/**
 * While a counter stands still: HQ is told why, and a service that a full or failing disk stopped is
 * started again when that may have passed, so that disk and journal are looked at anew (J23).
 */
import type { Failure } from '#domain/result.ts';
import type { Context, TerminalPorts } from './context.ts';
import { createStopTeller } from './tell-stopped.ts';

/** A day's journal and its backup still fit; nothing new is begun. */
export const DISK_FULL_BYTES = 50_000_000;

/** J23: so long a counter stands still whose disk failed: time to save what is good to a stick. */
const LOOK_AGAIN_MS = 300_000;
/** Where the disk was full and has room again. */
const LOOK_AGAIN_FULL_MS = 10_000;

/** Whether the disk's trouble may have passed. */
function mayHavePassed({ store }: TerminalPorts, failure: Failure, standsMs: number): boolean {
  if (failure.code === 'DISK_FAILED') return standsMs >= LOOK_AGAIN_MS;
  if (failure.code !== 'DISK_FULL' || standsMs < LOOK_AGAIN_FULL_MS) return false;
  const freeBytes = store.freeBytes();
  return freeBytes === null || freeBytes >= DISK_FULL_BYTES;
}

/** Called again and again for as long as the counter stands. */
export function createStandstill(context: Context): (failure: Failure) => void {
  const { ports } = context;
  const tellHq = createStopTeller(context);
  let sinceMs: number | null = null;
  return (failure) => {
    tellHq(failure);
    const nowMs = ports.clock.monotonicMs();
    sinceMs ??= nowMs;
    if (!mayHavePassed(ports, failure, nowMs - sinceMs)) return;
    sinceMs = nowMs;
    ports.restart?.();
  };
}
