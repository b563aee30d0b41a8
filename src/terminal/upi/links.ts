/**
 * Payment links that were wanted while the line was away: HQ is asked for each once it is back (PL5).
 * What HQ will not make ends here, and the citizen hears from HQ that nothing is owed.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { UpiView } from '#domain/journal/views.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { DAY_MS } from '#domain/time.ts';
import type { Context } from '#terminal/context.ts';
import { guardReads } from '#terminal/damage.ts';
import { askLink, type UpiOrderAnswer } from './hq-desk.ts';
import { signedQuotes } from './signed-quotes.ts';

const LOOK_EVERY_MS = 5_000;
/** After an answer that says nothing. */
const AGAIN_MS = 60_000;

/** HQ understood and will not: no later question changes it. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UPI_QUOTE_REFUSED',
  'UPI_OFF',
  'UPI_TOO_MANY_ORDERS',
  'MESSAGES_OFF',
  'NO_CONTACT',
  'GATEWAY_REFUSED',
  'SIGNATURE_WRONG',
]);

export interface LinkWorker {
  start(): void;
  stop(): void;
  idle(): Promise<void>;
}

const waiting = (context: Context): readonly UpiView[] =>
  context.ports.store.read.viewsByTag('upi', 'aside').filter(({ state }) => state === 'requested');

function record(context: Context, upi: UpiView, answer: Result<UpiOrderAnswer>): void {
  const { chargeId } = upi;
  const now = context.ports.store.read.view('upi', chargeId);
  if (context.memory.stopped !== null || now?.state !== 'requested' || !now.isAside) return;
  const recorded = context.recorder().record((act) => {
    if (answer.ok) {
      const { orderId, expiresAt } = answer.value;
      act.append('upi.awaiting', { chargeId, orderId, expiresAt });
      return ok(null);
    }
    act.append('upi.ended', { chargeId, why: 'unavailable', wasAside: true });
    for (const quoteId of upi.quoteIds) act.append('quote.lapsed', { quoteId, reason: 'expired' });
    return ok(null);
  });
  if (!recorded.ok) context.ports.log.warn('upi.unrecorded', { code: recorded.error.code });
  context.changed();
}

export function createLinkWorker(context: Context): LinkWorker {
  const { timers, clock, transport } = context.ports;
  let work: Promise<void> = Promise.resolve();
  let cancel: (() => void) | null = null;
  let isStopped = true;
  let isAsking = false;
  let notBeforeMs = 0;

  async function ask(upi: UpiView): Promise<void> {
    const answer = await askLink(transport, signedQuotes(context, upi.quoteIds));
    if (isStopped) return;
    if (answer.ok || FINAL.has(answer.error.code)) {
      guardReads(
        context,
        () => record(context, upi, answer),
        () => undefined,
      );
    } else notBeforeMs = clock.monotonicMs() + AGAIN_MS;
  }

  /** One at a time; a day after it was wanted nobody takes its quotes any more. */
  function lookNow(): void {
    if (context.counter() === null || context.memory.stopped !== null || isAsking) return;
    const [upi] = waiting(context);
    if (upi === undefined) return;
    if (context.now() >= upi.requestedAt + DAY_MS) {
      record(context, upi, fail('UPI_QUOTE_REFUSED', { problem: 'over' }));
      return;
    }
    if (context.sync().state !== 'online' || clock.monotonicMs() < notBeforeMs) return;
    isAsking = true;
    work = ask(upi).finally(() => {
      isAsking = false;
    });
  }

  function look(): void {
    cancel = timers.after(LOOK_EVERY_MS, look);
    guardReads(context, lookNow, () => undefined);
  }

  return {
    start: () => {
      isStopped = false;
      cancel = timers.after(LOOK_EVERY_MS, look);
    },
    stop: () => {
      isStopped = true;
      cancel?.();
    },
    idle: () => work,
  };
}
