/**
 * Stopping a counter whose journal cannot be trusted: at once, kept on the disk and beside it, with
 * one reason that every screen says. Nothing is written to the journal after that; what was
 * acknowledged or can be verified still goes to HQ. Where only the views are damaged they are made
 * again from the journal, and work goes on (J22). A disk that was full or failed says nothing of the
 * journal: the counter stands still until it is started again, and is then looked at anew (J23).
 */
import { fail, ok, type Failure } from '#domain/result.ts';

import type { Context, TerminalPorts } from './context.ts';
import { isPassing, keepMark } from './journal/high-water.ts';
import { remakeViews } from './journal/open.ts';
import { StoreFault } from './ports/journal-store.ts';
import { counterSettings, SETTING } from './settings.ts';

/** The first reason stays. A damaged file may not take the note; the mark beside it will. */
export function stopCounter(context: Context, failure: Failure): void {
  const { memory, ports } = context;
  if (memory.stopped !== null) return;
  memory.stopped = failure;
  ports.log.warn('counter.stopped', { code: failure.code });
  if (!isPassing(failure)) keepStop(context, failure);
  context.changed();
}

function keepStop(context: Context, failure: Failure): void {
  const { ports } = context;
  const kept = ports.store.transact((writer) => {
    writer.putSetting(SETTING.stopped, JSON.stringify(failure));
    return ok(null);
  });
  if (!kept.ok) ports.log.warn('stop.unkept', { code: kept.error.code });
  keepMark(context);
}

/** A disk that damages views again and again is not mended any more. */
const MAX_MENDS = 3;

const NOT_MENDED = fail('JOURNAL_DAMAGED', { cause: 'VIEWS' }).error;

/** What keeps damaged views from being made again, or null where they were. */
export function mendViews(ports: TerminalPorts): Failure | null {
  ports.log.warn('views.mending');
  const { store, crypto } = ports;
  try {
    const identity = counterSettings(store.read);
    const made = identity === null ? null : remakeViews({ store, crypto, identity });
    return made?.ok === true ? null : (made?.error ?? NOT_MENDED);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return error.failure.code === 'VIEWS_DAMAGED' ? NOT_MENDED : error.failure;
  }
}

/** What a read or a write met: damaged views are mended, anything else stops the counter. */
export function meetFault(context: Context, failure: Failure): void {
  const { memory, ports } = context;
  if (memory.stopped !== null) return;
  if (failure.code !== 'VIEWS_DAMAGED') {
    stopCounter(context, failure);
    return;
  }
  memory.mends += 1;
  const unmended = memory.mends > MAX_MENDS ? NOT_MENDED : mendViews(ports);
  if (unmended !== null) stopCounter(context, unmended);
  else
    guardReads(
      context,
      () => context.viewsMended(),
      () => undefined,
    );
}

/** `work`, or what is answered where the journal could not be read: mended by then, or stopped. */
export function guardReads<T>(
  context: Context,
  work: () => T,
  otherwise: (failure: Failure) => T,
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    meetFault(context, error.failure);
    return otherwise(error.failure);
  }
}

/** For work that nobody waits for: ends in a stopped counter, or in a bug. */
export function stopOnFault(context: Context): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof StoreFault)) throw error;
    meetFault(context, error.failure);
  };
}
