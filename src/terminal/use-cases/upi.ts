/**
 * Paying by UPI at the counter: asking for the code, showing it again, going over to cash, setting
 * a citizen aside with a slip, and looking a slip up. PAID itself comes by the feed (`upi/news.ts`).
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { chargeIdOf } from '#domain/payments/charge-id.ts';
import type { UpiView } from '#domain/journal/views.ts';
import { isReceiptNumber, type VisitId } from '#domain/ids.ts';
import { paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { counterOf, type Context } from '#terminal/context.ts';
import { checkIdentity } from '#terminal/fingers/identity.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { upiPayees } from '#terminal/settings.ts';
import { askSlip, closeOrder } from '#terminal/upi/hq-desk.ts';
import { currentVisit, payableVisit, visitTotal, type Visit } from '#terminal/visits.ts';

/** The gateway takes nothing below a rupee. */
const LEAST_PAISE = 100;

const isWaiting = (upi: UpiView | undefined): upi is UpiView =>
  upi?.state === 'requested' || upi?.state === 'awaiting';

export const visitChargeId = (visit: Visit): string =>
  chargeIdOf(visit.quotes.map(({ quoteId }) => quoteId));

/** The UPI charge of these very quotes while it is still asked for. */
export function waitingUpi(views: Act['views'], visit: Visit): UpiView | null {
  const upi = views.view('upi', visitChargeId(visit));
  return isWaiting(upi) ? upi : null;
}

function checkUpi(context: Context, when: 'now' | 'later'): Result<null> {
  // A training counter never moves real money.
  if (counterOf(context).training) return fail('UPI_NOT_IN_TRAINING');
  if (upiPayees(context.ports.store.read).length === 0) return fail('UPI_OFF');
  return when === 'later' || context.sync().state === 'online' ? ok(null) : fail('UPI_OFFLINE');
}

/** Says in the journal that the visit is to be paid by UPI; said once while it is waited for. */
export function beginUpi(
  context: Context,
  visitId: VisitId,
  when: 'now' | 'later' = 'now',
): Result<{ readonly chargeId: string }> {
  const can = checkUpi(context, when);
  if (!can.ok) return can;
  return context.recorder().record((act) => {
    const visit = payableVisit(act.views, visitId, act.now);
    if (!visit.ok) return visit;
    const known = checkIdentity(context, act.views, visit.value);
    if (!known.ok) return known;
    const totalPaise = visitTotal(visit.value);
    if (totalPaise < LEAST_PAISE) {
      return fail('UPI_QUOTE_REFUSED', { problem: 'less than a rupee' });
    }
    const chargeId = visitChargeId(visit.value);
    const quoteIds = visit.value.quotes.map(({ quoteId }) => quoteId);
    if (waitingUpi(act.views, visit.value) === null) {
      act.append('upi.requested', { chargeId, visitId, quoteIds, totalPaise });
    }
    return ok({ chargeId });
  });
}

/** Again for the same quotes it shows the same code again. */
export function payByUpi(
  context: Context,
  { visitId }: CommandInput<'payByUpi'>,
): Result<CommandAnswer<'payByUpi'>> {
  const asked = beginUpi(context, visitId);
  if (asked.ok) context.askUpi(asked.value.chargeId);
  return asked;
}

/** After a restart the code is no longer in memory: it is asked for again. */
export function resumeUpi(context: Context): void {
  const { read } = context.ports.store;
  const visit = currentVisit(read);
  const upi = visit === undefined ? null : waitingUpi(read, visit);
  if (upi !== null) context.askUpi(upi.chargeId);
}

/** Hides the code. What still comes by it is the charge's, until cash is taken for it. */
export function stopUpi(
  context: Context,
  { visitId }: CommandInput<'stopUpi'>,
): Result<CommandAnswer<'stopUpi'>> {
  return context.recorder().record((act) => {
    const visit = currentVisit(act.views);
    if (visit?.visitId !== visitId) return fail('VISIT_UNKNOWN', { visit: visitId });
    const upi = waitingUpi(act.views, visit);
    if (upi !== null) act.append('upi.ended', { chargeId: upi.chargeId, why: 'stopped' });
    return ok(null);
  });
}

/** Cash is being taken: said in the same transaction, and to HQ, which ends the order. */
export function endForCash(act: Act, visit: Visit): void {
  const upi = waitingUpi(act.views, visit);
  if (upi !== null) act.append('upi.ended', { chargeId: upi.chargeId, why: 'cash' });
}

/** HQ learns it from the journal in any case: this only closes the code sooner. */
export function closeSoon(
  context: Context,
  of: { readonly chargeId: string; readonly why: 'cash_taken' | 'given_up' },
): void {
  const { orderId } = context.ports.store.read.view('upi', of.chargeId) ?? { orderId: null };
  if (orderId === null) return;
  closeOrder(context.ports.transport, { orderId, why: of.why }).then(
    (closed) => {
      if (!closed.ok) context.ports.log.info('upi.not_closed', { code: closed.error.code });
    },
    () => context.ports.log.warn('upi.close_failed'),
  );
}

/** The citizen goes with a slip, and the next one is served. */
export function setUpiAside(
  context: Context,
  { visitId }: CommandInput<'setUpiAside'>,
): Result<CommandAnswer<'setUpiAside'>> {
  const aside = context.recorder().record((act) => {
    const visit = currentVisit(act.views);
    if (visit?.visitId !== visitId) return fail('VISIT_UNKNOWN', { visit: visitId });
    const upi = waitingUpi(act.views, visit);
    if (upi?.state !== 'awaiting') return fail('UPI_NOT_AWAITED');
    const { chargeId } = upi;
    act.append('upi.set_aside', { chargeId });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'upi_slip', subject: chargeId });
    return ok({ chargeId });
  });
  if (aside.ok) context.printSoon();
  return aside;
}

/** At any counter of the office, by the number on the slip. */
export async function findUpi(
  context: Context,
  { slip }: CommandInput<'findUpi'>,
): Promise<Result<CommandAnswer<'findUpi'>>> {
  const found = await askSlip(context.ports.transport, slip);
  if (!found.ok) return found;
  const { receiptNumbers, amountPaise, ...rest } = found.value;
  return ok({
    ...rest,
    amountPaise: paise(amountPaise),
    receiptNumbers: receiptNumbers.filter(isReceiptNumber),
  });
}
