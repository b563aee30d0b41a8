/**
 * Asks HQ for a UPI code beside the commands, so that a slow gateway never holds up a key, checks
 * the code before anybody sees it (U16), and looks at the feed more often while a citizen pays.
 */
import { checkUpiLink } from '#domain/payments/upi-link.ts';
import type { UpiView } from '#domain/journal/views.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { guardReads } from '#terminal/damage.ts';
import { upiPayees } from '#terminal/settings.ts';
import { askOrder, type UpiOrderAnswer } from './hq-desk.ts';
import { createLinkWorker } from './links.ts';
import { signedQuotes } from './signed-quotes.ts';

/** Only where the open line is down does this tell the counter first. */
const LOOK_EVERY_MS = 2_000;

export interface UpiWorker {
  start(): void;
  /** Asks for the code of a charge that is journaled as requested. Never waits. */
  ask(chargeId: string): void;
  stop(): void;
  idle(): Promise<void>;
}

/** Pays whom HQ signed for, this amount, this order: else it is not shown. */
function checkCode(context: Context, upi: UpiView, answer: UpiOrderAnswer): Result<string | null> {
  const { link, orderId, gatewayOrderId } = answer;
  if (answer.amountPaise !== upi.totalPaise) return fail('UPI_CODE_DIFFERS', { field: 'amount' });
  if (link === null) return ok(null);
  const payees = upiPayees(context.ports.store.read).map(({ address }) => address);
  const references = gatewayOrderId === null ? [orderId] : [orderId, gatewayOrderId];
  const checked = checkUpiLink(link, { payees, amountPaise: upi.totalPaise, references });
  return checked.ok ? ok(link) : checked;
}

function recordAwaiting(context: Context, upi: UpiView, answer: UpiOrderAnswer): Result<null> {
  const { orderId, expiresAt } = answer;
  if (upi.state === 'awaiting' && upi.orderId === orderId) return ok(null);
  return context.recorder().record((act) => {
    act.append('upi.awaiting', { chargeId: upi.chargeId, orderId, expiresAt });
    return ok(null);
  });
}

/** No code was ever shown for it, so nobody can have paid it. */
function recordUnavailable(context: Context, upi: UpiView, failure: Failure): void {
  const { chargeId } = upi;
  context.memory.upi.failure = { chargeId, failure };
  if (upi.state !== 'requested') return;
  const ended = context.recorder().record((act) => {
    act.append('upi.ended', { chargeId, why: 'unavailable' });
    return ok(null);
  });
  if (!ended.ok) context.ports.log.warn('upi.unrecorded', { code: ended.error.code });
}

function takeAnswer(context: Context, chargeId: string, answer: Result<UpiOrderAnswer>): void {
  const upi = context.ports.store.read.view('upi', chargeId);
  if (context.memory.stopped !== null || upi === undefined) return;
  if (upi.state !== 'requested' && upi.state !== 'awaiting') return;
  const link = answer.ok ? checkCode(context, upi, answer.value) : answer;
  if (!answer.ok || !link.ok) {
    if (!link.ok) recordUnavailable(context, upi, link.error);
    return;
  }
  const recorded = recordAwaiting(context, upi, answer.value);
  if (!recorded.ok) recordUnavailable(context, upi, recorded.error);
  // Silent at the gateway: no code to show, and no second order while it may still be paid (U3).
  else if (link.value === null) {
    context.memory.upi.failure = { chargeId, failure: fail('UPI_ORDER_OPEN').error };
  } else context.memory.upi.code = { chargeId, link: link.value };
}

export function createUpiWorker(context: Context, sync: { lookSoon(): void }): UpiWorker {
  const { timers, store } = context.ports;
  const { upi } = context.memory;
  const links = createLinkWorker(context);
  let work: Promise<void> = Promise.resolve();
  let cancel: (() => void) | null = null;
  let isStopped = true;

  async function askNow(chargeId: string): Promise<void> {
    const view = store.read.view('upi', chargeId);
    if (view === undefined || isStopped) return;
    const quotes = signedQuotes(context, view.quoteIds);
    const answer = await askOrder(context.ports.transport, quotes);
    if (isStopped) return;
    if (upi.asking === chargeId) upi.asking = null;
    guardReads(
      context,
      () => takeAnswer(context, chargeId, answer),
      () => undefined,
    );
    if (!answer.ok && answer.error.code === 'UPI_CHARGE_SETTLED') sync.lookSoon();
    context.changed();
  }

  function look(): void {
    cancel = timers.after(LOOK_EVERY_MS, look);
    if (context.counter() === null || context.memory.stopped !== null) return;
    guardReads(
      context,
      () => {
        if (store.read.viewsByTag('upi', 'awaiting').length > 0) sync.lookSoon();
      },
      () => undefined,
    );
  }

  return {
    start: () => {
      isStopped = false;
      cancel = timers.after(LOOK_EVERY_MS, look);
      links.start();
    },
    ask: (chargeId) => {
      upi.asking = chargeId;
      upi.failure = null;
      work = work.then(() => askNow(chargeId));
    },
    stop: () => {
      isStopped = true;
      cancel?.();
      links.stop();
    },
    idle: async () => {
      await Promise.all([work, links.idle()]);
    },
  };
}
