/**
 * What the clerk's screen shows of a counter that stands still: why, and what may be done. Nothing
 * here needs the journal to be readable.
 */
import type { ClerkSnapshot, StoppedSnapshot, SyncSnapshot } from '#contract/snapshot.ts';
import type { Failure } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { isShut, mayStartAnew } from '#terminal/shut.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

function orWhenUnreadable<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return otherwise;
  }
}

const NO_LINE: SyncSnapshot = {
  state: 'offline',
  toSend: 0,
  lastAcknowledgedAt: null,
  failure: null,
};

export function stoppedPart(context: Context, failure: Failure): StoppedSnapshot {
  const mark = context.ports.custody?.mark() ?? null;
  const acknowledgedSeq = orWhenUnreadable(
    () => acknowledged(context.ports.store.read).seq,
    mark?.acknowledged.seq ?? 0,
  );
  return {
    failure,
    counterId: context.counter()?.counterId ?? mark?.counterId ?? '',
    acknowledgedSeq: Math.max(acknowledgedSeq, mark?.acknowledged.seq ?? 0),
    canSave: context.ports.custody !== undefined && !isShut(failure),
    canOpenAgain: isShut(failure),
    canStartAnew: context.ports.custody !== undefined && mayStartAnew(failure),
  };
}

type Parts = Pick<
  ClerkSnapshot,
  | 'now'
  | 'staff'
  | 'shift'
  | 'visit'
  | 'held'
  | 'paid'
  | 'printJobs'
  | 'sync'
  | 'displayPresent'
  | 'trouble'
  | 'stopped'
>;

export const stoppedParts = (context: Context, failure: Failure): Parts => ({
  now: context.ports.clock.now(),
  staff: null,
  shift: null,
  visit: null,
  held: [],
  paid: null,
  printJobs: [],
  sync: orWhenUnreadable(() => context.sync(), NO_LINE),
  displayPresent: false,
  trouble: [failure],
  stopped: stoppedPart(context, failure),
});
