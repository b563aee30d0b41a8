/**
 * One person's responsibility for one drawer: opened with a counted float, closed by a blind count.
 * The expected figure is the ledger's balance and is answered only after the count is in.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { cashTotal } from '#domain/cash.ts';
import type { EntryBodies } from '#domain/journal/kinds.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { subtract } from '#domain/money.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import { watchDisplay } from '#terminal/display.ts';
import { takeUpiNews } from '#terminal/upi/news.ts';
import { liveQuotes } from '#terminal/visits.ts';

export function openShift(
  context: Context,
  { float, personalCashPaise }: CommandInput<'openShift'>,
): Result<null> {
  if (here(context).shiftId !== null) return fail('SHIFT_ALREADY_OPEN');
  const opened = context.recorder().record((act) => {
    const shiftId = act.nextShiftId();
    const floatPaise = cashTotal(float);
    act.append('shift.opened', { shiftId, float, floatPaise, personalCashPaise });
    return ok(null);
  });
  if (!opened.ok) return opened;
  watchDisplay(context);
  return takeUpiNews(context);
}

function closingBody(
  context: Context,
  { count, varianceReason }: CommandInput<'closeShift'>,
): EntryBodies['shift.closed'] {
  const shift = shiftOf(context);
  const countedPaise = cashTotal(count);
  const expectedPaise = balanceOf(context.ports.store.read, DRAWER);
  const reason = varianceReason?.trim() ?? '';
  return {
    shiftId: shift.shiftId,
    firstSeq: shift.firstSeq,
    count,
    countedPaise,
    expectedPaise,
    variancePaise: subtract(countedPaise, expectedPaise),
    ...(reason === '' ? {} : { varianceReason: reason }),
    receipts: shift.receipts,
    reversals: shift.reversals,
  };
}

/**
 * The expected figure is not answered and the count is kept: whoever tries counts until one fits
 * leaves a trail of them.
 */
function keepCount(
  context: Context,
  { shiftId, count, countedPaise }: EntryBodies['shift.closed'],
): Result<never> {
  const kept = context.recorder().record((act) => {
    act.append('shift.counted', { shiftId, count, countedPaise });
    return ok(null);
  });
  return kept.ok ? fail('VARIANCE_REASON_MISSING') : kept;
}

export function closeShift(
  context: Context,
  input: CommandInput<'closeShift'>,
): Result<CommandAnswer<'closeShift'>> {
  const open = liveQuotes(context.ports.store.read).length;
  if (open > 0) return fail('QUOTES_OPEN', { count: open });
  const body = closingBody(context, input);
  if (body.variancePaise !== 0 && body.varianceReason === undefined) {
    return keepCount(context, body);
  }
  return context.recorder().record((act) => {
    act.append('shift.closed', body);
    const { countedPaise, expectedPaise, variancePaise } = body;
    return ok({ countedPaise, expectedPaise, variancePaise });
  });
}
