/** A clerk's break: the drawer is sealed with a number, and nobody goes on with that shift but them. */
import type { CommandInput } from '#contract/commands.ts';
import type { StaffId } from '#domain/ids.ts';
import type { SealView } from '#domain/journal/cash-views.ts';
import type { ShiftView } from '#domain/journal/views.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import { watchDisplay } from '#terminal/display.ts';
import { liveQuotes } from '#terminal/visits.ts';

export interface SealedDrawer {
  readonly seal: SealView;
  readonly shift: ShiftView;
}

/** Every drawer that was left sealed at this counter. */
export function sealedDrawers(context: Context): readonly SealedDrawer[] {
  const { read } = context.ports.store;
  return read.viewsByTag('seal', 'sealed').flatMap((seal) => {
    const shift = read.view('shift', seal.shiftId);
    return shift === undefined ? [] : [{ seal, shift }];
  });
}

/** The one that this person left. */
export const ownSeal = (context: Context, staffId: StaffId | null): SealedDrawer | undefined =>
  sealedDrawers(context).find(({ shift }) => shift.staffId === staffId);

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
  const own = ownSeal(context, staffId);
  if (own?.shift.shiftId !== shiftId) return fail('SEAL_UNKNOWN', { staff: staffId ?? '' });
  const isWhole = intact && own.seal.sealNumber === sealNumber;
  const { sealedPaise } = own.seal;
  const { businessDate } = own.shift;
  const resumed = context.recorder().record((act) => {
    const body = { shiftId, sealNumber, intact: isWhole, sealedPaise };
    act.append('shift.resumed', body, { shiftId, businessDate });
    if (!isWhole) {
      const countId = act.nextCountId();
      act.append('count.ordered', { countId, source: 'seal', orderedBy: null });
    }
    return ok(null);
  });
  if (resumed.ok) watchDisplay(context);
  return resumed;
}
