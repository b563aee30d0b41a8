/**
 * What is looked at while nobody presses a key: the citizen's display, quotes whose time is over,
 * the disk, the printer, and a screen that was left alone. Each look is cheap and writes an entry
 * only where something changed.
 */
import { fail, ok } from '#domain/result.ts';
import { here, type Context } from './context.ts';
import { guardReads } from './damage.ts';
import { isDisplayPresent, watchDisplay } from './display.ts';
import { forgetExpired } from './fingers/forget.ts';
import { tidyGallery } from './fingers/gallery.ts';
import { keepKeys } from './fingers/keys.ts';
import { dropSession, isAtTheDoor } from './fingers/session.ts';
import { retireWhenAsked } from './hq-commands.ts';
import { keepMark } from './journal/high-water.ts';
import { checkPerson } from './presence.ts';
import { createStandstill, DISK_FULL_BYTES } from './stand-still.ts';
import { leaveScreen } from './use-cases/sign-in.ts';
import { lapseExpired } from './use-cases/visit.ts';
import { watchClock } from './watch-clock.ts';

const TICK_MS = 1_000;
const PRINTER_LOOK_MS = 10_000;
const DISK_LOOK_MS = 30_000;
/** How far the high-water mark may lag behind the journal. */
const MARK_MS = 5_000;
export const IDLE_LOCK_MS = 10 * 60_000;

/** HQ is told; charging goes on. */
export const DISK_LOW_BYTES = 500_000_000;

const MEGABYTE = 1_000_000;

/** Looks at the free bytes; a disk that becomes low is journaled once. */
export function watchDisk(context: Context): void {
  const { memory, ports } = context;
  const freeBytes = ports.store.freeBytes();
  const wasLow = memory.disk !== null;
  if (freeBytes === null || freeBytes >= DISK_LOW_BYTES) {
    memory.disk = null;
    return;
  }
  const isFull = freeBytes < DISK_FULL_BYTES;
  const freeMb = Math.floor(freeBytes / MEGABYTE);
  memory.disk = fail(isFull ? 'DISK_FULL' : 'DISK_LOW', { freeMb }).error;
  // A counter that was stopped writes nothing any more.
  if (wasLow || context.counter() === null || memory.stopped !== null) return;
  const recorded = context.recorder().record((act) => {
    act.append('disk.low', { freeBytes });
    return ok(null);
  });
  if (!recorded.ok) memory.disk = recorded.error;
}

/** Asks the printer how it is, unless it is at work: then its answer to the job will tell. */
export async function watchPrinter(context: Context): Promise<void> {
  const { memory, ports } = context;
  if (memory.printing !== null) return;
  const status = await ports.printer.status();
  if (memory.printing !== null) return;
  const before = memory.printer.failure?.code;
  const isLow = status.ready && status.paper === 'low';
  memory.printer.condition = status.ready ? (isLow ? 'paper_low' : 'ready') : 'trouble';
  memory.printer.failure = status.failure;
  const code = status.failure?.code;
  if (code === undefined || code === before || here(context).shiftId === null) return;
  const recorded = context.recorder().record((act) => {
    act.append('device.fault', { device: 'printer', code });
    return ok(null);
  });
  if (!recorded.ok) ports.log.warn('device.fault_unrecorded', { code: recorded.error.code });
}

/** A screen that nobody touched is locked: the shift stays its owner's. */
function watchIdle(context: Context): void {
  const { clock } = context.ports;
  const idleMs = clock.monotonicMs() - context.memory.lastCommandMs;
  if (idleMs < IDLE_LOCK_MS || here(context).staffId === null) return;
  leaveScreen(context, 'idle');
}

/**
 * A capture ends with whoever began it, unless a manager began it at the door; keys and retention are
 * looked after meanwhile.
 */
function watchFingers(context: Context): void {
  const { session } = context.memory;
  const isLeft = session !== null && !isAtTheDoor(session) && !checkPerson(context).ok;
  if (isLeft) dropSession(context);
  keepKeys(context);
  forgetExpired(context);
  tidyGallery(context);
}

export interface Watch {
  start(): void;
  stop(): void;
}

export function createWatch(context: Context): Watch {
  const { timers, clock, log } = context.ports;
  const standStill = createStandstill(context);
  let cancel: (() => void) | null = null;
  let printerLookMs = 0;
  let diskLookMs = 0;
  let markMs = 0;
  let shown = '';

  function lookSeldom(): void {
    const nowMs = clock.monotonicMs();
    if (nowMs - diskLookMs >= DISK_LOOK_MS) {
      diskLookMs = nowMs;
      watchDisk(context);
    }
    if (nowMs - printerLookMs >= PRINTER_LOOK_MS) {
      printerLookMs = nowMs;
      context.printSoon();
      watchPrinter(context).then(tell, (error: unknown) => {
        log.warn('printer.status_failed', { error: error instanceof Error ? error.name : '' });
      });
    }
  }

  function markSeldom(): void {
    const nowMs = clock.monotonicMs();
    if (nowMs - markMs < MARK_MS) return;
    markMs = nowMs;
    keepMark(context);
  }

  /** Screens are told where something that they show is another than at the last look. */
  function tell(): void {
    const { printer, disk, clock: moved } = context.memory;
    const { locked } = here(context);
    const now = JSON.stringify([isDisplayPresent(context), printer, disk, moved, locked]);
    if (now === shown) return;
    shown = now;
    context.changed();
  }

  function look(): void {
    watchClock(context);
    watchDisplay(context);
    watchIdle(context);
    retireWhenAsked(context);
    if (context.memory.stopped !== null) return;
    watchFingers(context);
    const lapsed = lapseExpired(context);
    if (!lapsed.ok) log.warn('quote.unlapsed', { code: lapsed.error.code });
    lookSeldom();
    markSeldom();
    tell();
  }

  function tick(): void {
    const { stopped } = context.memory;
    if (stopped !== null) standStill(stopped);
    else if (context.counter() !== null) guardReads(context, look, () => undefined);
    cancel = timers.after(TICK_MS, tick);
  }

  return {
    start: () => {
      watchDisk(context);
      cancel = timers.after(TICK_MS, tick);
    },
    stop: () => cancel?.(),
  };
}
