/**
 * A count in the middle of a shift, when nobody expects it: ordered by HQ or a manager, taken blind
 * before a witness. What was expected is in the entry and at HQ; the drawer's clerk never reads it.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { cashTotal } from '#domain/cash.ts';
import type { CountOrderView } from '#domain/journal/cash-views.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { subtract } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import { checkApproval } from '#terminal/use-cases/pin.ts';

/** The count that is wanted now, oldest first. */
export const wantedCount = (context: Context): CountOrderView | undefined =>
  context.ports.store.read.viewsByTag('countOrder', 'open')[0];

export async function orderCount(
  context: Context,
  input: CommandInput<'orderCount'>,
): Promise<Result<CommandAnswer<'orderCount'>>> {
  if (wantedCount(context) !== undefined) return fail('COUNT_ORDERED_ALREADY');
  const approved = await checkApproval(context, input, 'count');
  if (!approved.ok) return approved;
  return context.recorder().record((act) => {
    const countId = act.nextCountId();
    act.append('staff.stepped_up', approved.value);
    act.append('count.ordered', { countId, source: 'manager', orderedBy: input.approverId });
    return ok({ countId });
  });
}

/** Each time is kept: whoever puts a count off has a reason, and HQ sees how often. */
export function putOffCount(
  context: Context,
  { countId }: CommandInput<'putOffCount'>,
): Result<null> {
  if (wantedCount(context)?.countId !== countId) {
    return fail('COUNT_NOT_ORDERED', { count: countId });
  }
  return context.recorder().record((act) => {
    act.append('count.put_off', { countId });
    return ok(null);
  });
}

export async function takeCount(
  context: Context,
  input: CommandInput<'takeCount'>,
): Promise<Result<CommandAnswer<'takeCount'>>> {
  const { countId, count, approverId: witnessId } = input;
  const { read } = context.ports.store;
  const order = read.view('countOrder', countId);
  if (order === undefined || order.isTaken) return fail('COUNT_NOT_ORDERED', { count: countId });
  const approved = await checkApproval(context, input, 'count');
  if (!approved.ok) return approved;
  const { shiftId } = shiftOf(context);
  const countedPaise = cashTotal(count);
  const expectedPaise = balanceOf(read, DRAWER);
  const variancePaise = subtract(countedPaise, expectedPaise);
  const found = { shiftId, count, countedPaise, expectedPaise, variancePaise, witnessId };
  const taken = context.recorder().record((act) => {
    act.append('staff.stepped_up', approved.value);
    act.append('count.taken', { countId, ...found });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'count_memo', subject: countId });
    return ok({ countId, countedPaise });
  });
  if (taken.ok) context.printSoon();
  return taken;
}
