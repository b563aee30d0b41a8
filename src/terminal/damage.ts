/**
 * Stopping a counter whose journal cannot be trusted: at once, kept on the disk and beside it, with
 * one reason that every screen says. Nothing is written to the journal after that; what was
 * acknowledged or can be verified still goes to HQ.
 */
import { ok, type Failure } from '#domain/result.ts';

import type { Context } from './context.ts';
import { keepMark } from './journal/high-water.ts';
import { StoreFault } from './ports/journal-store.ts';
import { SETTING } from './settings.ts';

/** The first reason stays. A damaged file may not take the note; the mark beside it will. */
export function stopCounter(context: Context, failure: Failure): void {
  const { memory, ports } = context;
  if (memory.stopped !== null) return;
  memory.stopped = failure;
  ports.log.warn('counter.stopped', { code: failure.code });
  const kept = ports.store.transact((writer) => {
    writer.putSetting(SETTING.stopped, JSON.stringify(failure));
    return ok(null);
  });
  if (!kept.ok) ports.log.warn('stop.unkept', { code: kept.error.code });
  keepMark(context);
  context.changed();
}

/** `work`, or what is answered where the journal could not be read: then the counter is stopped. */
export function guardReads<T>(
  context: Context,
  work: () => T,
  otherwise: (failure: Failure) => T,
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    stopCounter(context, error.failure);
    return otherwise(error.failure);
  }
}

/** For work that nobody waits for: ends in a stopped counter, or in a bug. */
export function stopOnFault(context: Context): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof StoreFault)) throw error;
    stopCounter(context, error.failure);
  };
}
