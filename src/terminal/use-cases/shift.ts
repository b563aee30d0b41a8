/**
 * One person's responsibility for one drawer: opened with a counted float, closed by a blind count.
 * The expected figure is the ledger's balance and is answered only after the count is in.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { cashTotal } from '#domain/cash.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { closeWith, countDrawer, ownDrawer } from '#terminal/cash/close.ts';
import { takeInstrumentNews } from '#terminal/cash/instruments.ts';
import { checkOpening } from '#terminal/cash/opening.ts';
import { ownSeal } from '#terminal/cash/seal.ts';
import { here, type Context } from '#terminal/context.ts';
import { watchDisplay } from '#terminal/display.ts';
import { takeUpiNews } from '#terminal/upi/news.ts';
import { liveQuotes } from '#terminal/visits.ts';

export function openShift(context: Context, input: CommandInput<'openShift'>): Result<null> {
  if (here(context).shiftId !== null) return fail('SHIFT_ALREADY_OPEN');
  const { staffId } = here(context);
  if (ownSeal(context, staffId) !== undefined) return fail('SEALED_DRAWERS_OPEN');
  const checks = checkOpening(context, input);
  if (!checks.ok) return checks;
  const { float, personalCashPaise, businessDate } = input;
  const opened = context.recorder().record((act) => {
    const shiftId = act.nextShiftId();
    const floatPaise = cashTotal(float);
    const body = { shiftId, float, floatPaise, personalCashPaise, checks: checks.value };
    act.append('shift.opened', body, { businessDate });
    return ok(null);
  });
  if (!opened.ok) return opened;
  watchDisplay(context);
  const told = takeUpiNews(context);
  return told.ok ? takeInstrumentNews(context) : told;
}

export function closeShift(
  context: Context,
  input: CommandInput<'closeShift'>,
): Result<CommandAnswer<'closeShift'>> {
  const open = liveQuotes(context.ports.store.read).length;
  if (open > 0) return fail('QUOTES_OPEN', { count: open });
  const counted = countDrawer(context, ownDrawer(context), input);
  return counted.ok ? closeWith(context, counted.value) : counted;
}
