/** A clerk's break: the drawer is sealed with a number, and nobody goes on with that shift but them. */
import type { CommandInput } from '#contract/commands.ts';
import type { StaffId } from '#domain/ids.ts';
import type { SealView } from '#domain/journal/cash-views.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import { watchDisplay } from '#terminal/display.ts';
import { liveQuotes } from '#terminal/visits.ts';

/** The drawer that this person left sealed at this counter. */
export function ownSeal(context: Context, staffId: StaffId | null): SealView | undefined {
  const { read } = context.ports.store;
  return read
    .viewsByTag('seal', 'sealed')
    .find(({ shiftId }) => read.view('shift', shiftId)?.staffId === staffId);
}

export function suspendShift(
  context: Context,
  { sealNumber }: CommandInput<'suspendShift'>,
): Result<null> {
  const { read } = context.ports.store;
  const open = liveQuotes(read).length;
  if (open > 0) return fail('QUOTES_OPEN', { count: open });
  const { shiftId } = shiftOf(context);
  const sealedPaise = balanceOf(read, DRAWER);
  return context.recorder().record((act) => {
    act.append('shift.suspended', { shiftId, sealNumber, sealedPaise });
    act.append('staff.signed_out', { cause: 'clerk' });
    return ok(null);
  });
}

/** A seal that is broken, or is another, is written down and the drawer is counted at once. */
export function resumeShift(
  context: Context,
  { shiftId, sealNumber, intact }: CommandInput<'resumeShift'>,
): Result<null> {
  const { staffId, shiftId: openId } = here(context);
  if (openId !== null) return fail('SHIFT_ALREADY_OPEN');
  const seal = ownSeal(context, staffId);
  if (seal?.shiftId !== shiftId) return fail('SEAL_UNKNOWN', { staff: staffId ?? '' });
  const isWhole = intact && seal.sealNumber === sealNumber;
  const { sealedPaise } = seal;
  const resumed = context.recorder().record((act) => {
    act.append('shift.resumed', { shiftId, sealNumber, intact: isWhole, sealedPaise }, { shiftId });
    if (!isWhole) {
      const countId = act.nextCountId();
      act.append('count.ordered', { countId, source: 'seal', orderedBy: null });
    }
    return ok(null);
  });
  if (resumed.ok) watchDisplay(context);
  return resumed;
}
