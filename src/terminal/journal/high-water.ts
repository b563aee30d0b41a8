/**
 * The high-water mark: the journal's head, kept apart from the journal. A journal that ends before
 * its mark, or holds something else there, was restored or copied (J16). It is kept between
 * commands, not with each commit: what it lags behind, HQ's acknowledgement tells.
 */
import { GENESIS_HASH, type CounterId, type OfficeId } from '#domain/ids.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import type { HeadMark } from '#terminal/ports/custody.ts';
import { StoreFault, type StoreReader } from '#terminal/ports/journal-store.ts';
import { isShut } from '#terminal/shut.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

/** J23: stops a counter until its next start only; it is kept nowhere. */
export const isPassing = (failure: Failure): boolean =>
  isShut(failure) || failure.code === 'DISK_FAILED';

function markOf(context: Context): HeadMark | null {
  const counter = context.counter();
  if (counter === null) return null;
  const { officeId, counterId } = counter;
  const failure = context.memory.stopped;
  const stopped = failure === null || isPassing(failure) ? null : failure;
  const before = context.ports.custody?.mark() ?? null;
  try {
    const last = context.ports.store.read.lastEntry();
    if (last === undefined) return null;
    const { seq, hash } = acknowledged(context.ports.store.read);
    const head = { seq: last.seq, hash: last.hash };
    return { officeId, counterId, head, acknowledged: { seq, hash }, stopped };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return before === null ? null : { ...before, stopped };
  }
}

const sameMark = (a: HeadMark | null, b: HeadMark): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** A counter that was stopped keeps the head that it had: what follows is not its own. */
export function keepMark(context: Context): void {
  const { custody, log } = context.ports;
  if (custody === undefined) return;
  const mark = markOf(context);
  if (mark === null) return;
  const before = custody.mark();
  const isOlder = before !== null && before.counterId === mark.counterId;
  const raised =
    isOlder && (mark.stopped !== null || mark.head.seq < before.head.seq)
      ? { ...before, stopped: mark.stopped }
      : mark;
  if (sameMark(before, raised)) return;
  const kept = custody.keepMark(raised);
  if (!kept.ok) log.warn('mark.unkept', { code: kept.error.code });
}

/** J16: what the mark says of this journal. `identity` is null for one that was never enrolled. */
export function checkMark(
  mark: HeadMark | null,
  of: {
    readonly store: StoreReader;
    readonly identity: { readonly officeId: OfficeId; readonly counterId: CounterId } | null;
  },
): Result<null> {
  if (mark === null) return ok(null);
  if (mark.stopped !== null) return { ok: false, error: mark.stopped };
  const { seq, hash } = mark.head;
  const found = of.store.lastEntry()?.seq ?? 0;
  if (found < seq) return fail('JOURNAL_WENT_BACK', { seq, found });
  const isOurs = of.identity?.counterId === mark.counterId;
  const here = seq === 0 ? GENESIS_HASH : of.store.entry(seq)?.hash;
  return isOurs && here === hash ? ok(null) : fail('JOURNAL_COPIED', { seq });
}
