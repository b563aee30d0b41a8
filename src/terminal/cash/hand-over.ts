/**
 * A drawer that changes hands: from one clerk to the next, both counting the same cash, or from a
 * clerk who is away to the manager who counts it, also where it was left sealed. There is no moment
 * at which it is nobody's.
 */
import type { ShiftClosed } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { cashTotal, isSameCash } from '#domain/cash.ts';
import type { SealView } from '#domain/journal/cash-views.ts';
import type { StaffId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { checkApproval, checkPin } from '#terminal/use-cases/pin.ts';
import { liveQuotes } from '#terminal/visits.ts';

import {
  appendClose,
  closingBody,
  countDrawer,
  keepCount,
  ownDrawer,
  type Closing,
  type Drawer,
} from './close.ts';

/** Close, sign-out, sign-in and opening in one act: the cash is `in-hand` between its entries. */
function recordHandover(
  context: Context,
  { toStaffId, count, personalCashPaise }: CommandInput<'handOver'>,
  body: Closing,
): Result<ShiftClosed> {
  return context.recorder().record((act) => {
    const closed = appendClose(act, body, { handedTo: toStaffId });
    act.append('staff.signed_out', { cause: 'clerk' });
    act.append('staff.signed_in', { method: 'pin' }, { staffId: toStaffId });
    act.append('shift.opened', {
      shiftId: act.nextShiftId(),
      float: count,
      floatPaise: cashTotal(count),
      personalCashPaise,
      takenOverFrom: body.shiftId,
    });
    return ok(closed);
  });
}

/** Two people have counted alike: that is a recount, and only the reason may be missing. */
function countTogether(context: Context, input: CommandInput<'handOver'>): Result<Closing> {
  const drawer = ownDrawer(context);
  const body = closingBody(drawer, input);
  if (body.variancePaise === 0 || body.varianceReason !== undefined) return ok(body);
  const of = { shift: drawer.shift, count: input.count, purpose: 'hand_over' } as const;
  return keepCount(context, of, fail('VARIANCE_REASON_MISSING'));
}

export async function handOver(
  context: Context,
  input: CommandInput<'handOver'>,
): Promise<Result<ShiftClosed>> {
  const open = liveQuotes(context.ports.store.read).length;
  if (open > 0) return fail('QUOTES_OPEN', { count: open });
  const { toStaffId: staffId, toPin: pin, count, toCount } = input;
  if (staffId === here(context).staffId) return fail('HANDOVER_TO_SELF');
  const taker = await checkPin(context, { staffId, pin, purpose: 'sign_in' });
  if (!taker.ok) return taker;
  if (!isSameCash(count, toCount)) {
    const of = { shift: shiftOf(context), purpose: 'hand_over' } as const;
    const differ = fail('HANDOVER_COUNTS_DIFFER');
    keepCount(context, { ...of, count: toCount }, differ);
    return keepCount(context, { ...of, count }, differ);
  }
  const body = countTogether(context, input);
  if (!body.ok) return body;
  const handed = recordHandover(context, input, body.value);
  if (handed.ok) context.printSoon();
  return handed;
}

/** The drawer of somebody who is away, and how it is come by. */
interface LeftDrawer extends Drawer {
  /** Of one that was left sealed. */
  readonly seal: SealView | null;
}

/** Open and left behind a locked screen, or sealed and never taken up again. */
function leftDrawer(
  context: Context,
  sealed: CommandInput<'closeForAbsent'>['sealed'],
): Result<LeftDrawer> {
  const { read } = context.ports.store;
  const { locked, shiftId } = here(context);
  if (sealed === undefined) {
    if (shiftId === null || !locked) return fail('SHIFT_NOT_LEFT');
    return ok({ ...ownDrawer(context), seal: null });
  }
  if (shiftId !== null) return fail('SHIFT_ALREADY_OPEN');
  const seal = read.view('seal', sealed.shiftId);
  const shift = read.view('shift', sealed.shiftId);
  if (shift === undefined || (seal?.sealNumber ?? null) === null || seal === undefined) {
    return fail('SEAL_UNKNOWN', { staff: shift?.staffId ?? sealed.shiftId });
  }
  return ok({ shift, expectedPaise: seal.sealedPaise, seal });
}

/** The seal as it was found, before the drawer is counted. */
function breakSeal(
  act: Act,
  { shift, seal }: LeftDrawer,
  sealed: CommandInput<'closeForAbsent'>['sealed'],
): void {
  if (seal === null || sealed === undefined) return;
  const { sealNumber } = sealed;
  const intact = sealed.intact && seal.sealNumber === sealNumber;
  const { shiftId } = shift;
  const { sealedPaise } = seal;
  const { businessDate } = shift;
  const body = { shiftId, sealNumber, intact, sealedPaise };
  act.append('shift.resumed', body, { shiftId, businessDate });
}

interface Absence {
  readonly drawer: LeftDrawer;
  readonly body: Closing;
  readonly closedBy: StaffId;
}

/** Quotes that the absent clerk left end without money. */
function endForAbsent(
  act: Act,
  { drawer, body, closedBy }: Absence,
  sealed: CommandInput<'closeForAbsent'>['sealed'],
): ShiftClosed {
  breakSeal(act, drawer, sealed);
  for (const { quoteId } of liveQuotes(act.views)) {
    act.append('quote.lapsed', { quoteId, reason: 'expired' });
  }
  const answer = appendClose(act, body, { closedBy });
  if (drawer.seal === null) act.append('staff.signed_out', { cause: 'idle' });
  return answer;
}

/** The count is the manager's own; its difference is the absent clerk's. */
export async function closeForAbsent(
  context: Context,
  input: CommandInput<'closeForAbsent'>,
): Promise<Result<ShiftClosed>> {
  const { sealed, approverId: closedBy, count, reason: varianceReason } = input;
  const drawer = leftDrawer(context, sealed);
  if (!drawer.ok) return drawer;
  const { staffId } = drawer.value.shift;
  if (closedBy === staffId) return fail('OWN_APPROVAL');
  const approved = await checkApproval(context, input, 'close_absent');
  if (!approved.ok) return approved;
  const body = countDrawer(context, drawer.value, { count, varianceReason });
  if (!body.ok) return body;
  const absence = { drawer: drawer.value, body: body.value, closedBy };
  const closed = context.recorder().record(
    (act) => {
      act.append('staff.stepped_up', approved.value);
      return ok(endForAbsent(act, absence, sealed));
    },
    { staffId },
  );
  if (closed.ok) context.printSoon();
  return closed;
}
