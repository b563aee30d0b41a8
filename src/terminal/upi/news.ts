/**
 * U21: what HQ told of payments becomes entries, each in one transaction with what follows from it:
 * a success that pays the visit is its tender, with its receipts. What cannot pay goes back, by HQ.
 */
import type { QuoteId } from '#domain/ids.ts';
import type { UpiView } from '#domain/journal/views.ts';
import { ok, type Result } from '#domain/result.ts';
import type { FeedPayment } from '#protocol/feed.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import type { About, Act } from '#terminal/journal/recorder.ts';
import { SETTING, upiNews } from '#terminal/settings.ts';
import { payByGateway } from '#terminal/use-cases/receipts.ts';
import { showPaid } from '#terminal/use-cases/take-cash.ts';
import { currentVisit } from '#terminal/visits.ts';

/** A cheque was taken for it: that pays, or it lapses. */
const isHeld = (act: Act, quoteId: QuoteId): boolean =>
  act.views.viewsByTag('instrument', 'held').some(({ quoteIds }) => quoteIds.includes(quoteId));

function isPayable(act: Act, upi: UpiView): boolean {
  return upi.quoteIds.every((quoteId) => {
    if (isHeld(act, quoteId)) return false;
    const status = act.views.view('quote', quoteId)?.status;
    return status === 'open' || status === 'held' || status === 'confirming';
  });
}

/** Said once: a feed that went back brings the same word again. */
function goesBack(act: Act, item: FeedPayment): void {
  const { chargeId, orderId, gatewayPaymentId, amountPaise } = item;
  const said = act.views.view('upi', chargeId)?.late ?? [];
  if (gatewayPaymentId === null || said.includes(gatewayPaymentId)) return;
  act.append('upi.late', { chargeId, orderId, gatewayPaymentId, amountPaise });
}

function takePaid(context: Context, act: Act, of: { upi: UpiView; item: FeedPayment }): void {
  const { upi, item } = of;
  const { orderId, gatewayPaymentId, bankReference } = item;
  if (upi.state === 'confirmed' || gatewayPaymentId === null) return;
  // Ended here meanwhile, or not the very amount: HQ sends it back when it reads this journal.
  if (!isPayable(act, upi) || item.amountPaise !== upi.totalPaise) goesBack(act, item);
  else payByGateway(context, act, { upi, orderId, gatewayPaymentId, bankReference });
}

function takeEnded(act: Act, of: { upi: UpiView; item: FeedPayment }): void {
  const { upi, item } = of;
  if (upi.orderId !== item.orderId || upi.state !== 'awaiting') return;
  const { chargeId, isAside } = upi;
  act.append('upi.ended', { chargeId, why: 'expired', ...(isAside ? { wasAside: true } : {}) });
  if (!isAside) return;
  for (const quoteId of upi.quoteIds) act.append('quote.lapsed', { quoteId, reason: 'expired' });
}

function take(context: Context, act: Act, item: FeedPayment): void {
  const upi = act.views.view('upi', item.chargeId);
  // Asked for by a journal that this one took over from: HQ settles it.
  if (upi === undefined) return;
  if (item.state === 'paid') takePaid(context, act, { upi, item });
  else if (item.state === 'ended') takeEnded(act, { upi, item });
  else goesBack(act, item);
}

/** Whoever owns the shift, whether or not they are signed in at this moment. */
function ownerOfShift(context: Context): About {
  return here(context).shiftId === null ? {} : { staffId: shiftOf(context).staffId };
}

/** A receipt needs an open shift; whatever waits for one stays kept. */
export function takeUpiNews(context: Context): Result<null> {
  const { read } = context.ports.store;
  const isOpen = here(context).shiftId !== null;
  const all = upiNews(read);
  const due = all.filter(({ state }) => isOpen || state !== 'paid');
  if (due.length === 0) return ok(null);
  const served = currentVisit(read)?.visitId;
  const taken = context.recorder().record((act) => {
    for (const item of due) take(context, act, item);
    const rest = all.filter((item) => !due.includes(item));
    act.putSetting(SETTING.upiNews, JSON.stringify(rest));
    return ok(null);
  }, ownerOfShift(context));
  if (!taken.ok) return taken;
  const paid = due.some(
    ({ chargeId, state }) => state === 'paid' && read.view('upi', chargeId)?.visitId === served,
  );
  if (paid && currentVisit(read) === undefined) showPaid(context);
  else context.printSoon();
  context.changed();
  return ok(null);
}
