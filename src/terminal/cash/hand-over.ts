/**
 * A drawer that changes hands: from one clerk to the next, both counting the same cash, or from a
 * clerk who is away to the manager who counts it. There is no moment at which it is nobody's.
 */
import type { ShiftClosed } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { cashTotal, DENOMINATIONS_PAISE, type CashCount } from '#domain/cash.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import { checkApproval, checkPin } from '#terminal/use-cases/pin.ts';
import { liveQuotes } from '#terminal/visits.ts';

import { appendClose, countDrawer, keepCount, type Closing } from './close.ts';

const isSameCash = (one: CashCount, other: CashCount): boolean =>
  DENOMINATIONS_PAISE.every((value) => (one[`${value}`] ?? 0) === (other[`${value}`] ?? 0));

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
    keepCount(context, toCount, fail('HANDOVER_COUNTS_DIFFER'));
    return keepCount(context, count, fail('HANDOVER_COUNTS_DIFFER'));
  }
  const body = countDrawer(context, input);
  if (!body.ok) return body;
  const handed = recordHandover(context, input, body.value);
  if (handed.ok) context.printSoon();
  return handed;
}

/** Quotes that the absent clerk left end without money; the count is the manager's own. */
export async function closeForAbsent(
  context: Context,
  input: CommandInput<'closeForAbsent'>,
): Promise<Result<ShiftClosed>> {
  const { locked, shiftId } = here(context);
  if (shiftId === null || !locked) return fail('SHIFT_NOT_LEFT');
  const approved = await checkApproval(context, input, 'close_absent');
  if (!approved.ok) return approved;
  const { approverId: closedBy, count, reason: varianceReason } = input;
  const body = countDrawer(context, { count, varianceReason });
  if (!body.ok) return body;
  const about = { staffId: shiftOf(context).staffId };
  const closed = context.recorder().record((act) => {
    act.append('staff.stepped_up', approved.value);
    for (const { quoteId } of liveQuotes(act.views)) {
      act.append('quote.lapsed', { quoteId, reason: 'expired' });
    }
    const answer = appendClose(act, body.value, { closedBy });
    act.append('staff.signed_out', { cause: 'idle' });
    return ok(answer);
  }, about);
  if (closed.ok) context.printSoon();
  return closed;
}
