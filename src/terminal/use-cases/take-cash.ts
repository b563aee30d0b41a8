/** The citizen pays: cash for every quote of the visit, exactly the published fee. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import type { Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { checkIdentity } from '#terminal/fingers/identity.ts';
import { payableVisit } from '#terminal/visits.ts';
import { payVisit } from './receipts.ts';
import { closeSoon, endForCash, visitChargeId } from './upi.ts';

/** How long the citizen's screen keeps the payment in sight, unless the next one comes. */
export const PAID_SHOWN_MS = 20_000;

export function showPaid(context: Context): void {
  context.memory.paidShownUntilMs = context.ports.clock.monotonicMs() + PAID_SHOWN_MS;
  context.ports.timers.after(PAID_SHOWN_MS, () => context.changed());
  context.printSoon();
}

export function takeCash(
  context: Context,
  { visitId, givenPaise }: CommandInput<'takeCash'>,
): Result<CommandAnswer<'takeCash'>> {
  let chargeId = '';
  const paid = context.recorder().record((act) => {
    const visit = payableVisit(act.views, visitId, act.now);
    if (!visit.ok) return visit;
    const known = checkIdentity(context, act.views, visit.value);
    if (!known.ok) return known;
    chargeId = visitChargeId(visit.value);
    endForCash(act, visit.value);
    return payVisit(context, act, { visit: visit.value, givenPaise });
  });
  if (!paid.ok) return paid;
  closeSoon(context, { chargeId, why: 'cash_taken' });
  if (givenPaise > 0) context.openDrawer();
  showPaid(context);
  return paid;
}
