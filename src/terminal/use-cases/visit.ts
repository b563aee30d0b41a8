/** A visit that is not paid now: held for later, taken up again, or ended without money. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { closeSoon, waitingUpi } from './upi.ts';
import { currentVisit, heldVisits, isExpired, liveQuote, liveQuotes } from '#terminal/visits.ts';

export function lapse(
  context: Context,
  { quoteId, reason }: CommandInput<'lapse'>,
): Result<CommandAnswer<'lapse'>> {
  const { read } = context.ports.store;
  const visit = currentVisit(read);
  const upi = visit === undefined ? null : waitingUpi(read, visit);
  const ended = context.recorder().record((act) => {
    const quote = liveQuote(act.views, quoteId);
    if (!quote.ok) return quote;
    if (upi?.quoteIds.includes(quoteId) === true) {
      act.append('upi.ended', { chargeId: upi.chargeId, why: 'stopped' });
    }
    act.append('quote.lapsed', { quoteId, reason });
    return ok({ quoteId });
  });
  if (ended.ok && upi?.quoteIds.includes(quoteId) === true) {
    closeSoon(context, { chargeId: upi.chargeId, why: 'given_up' });
  }
  return ended;
}

/** Holding nothing changes nothing: F2 on an empty screen is no error. */
export function hold(context: Context): Result<null> {
  const visit = currentVisit(context.ports.store.read);
  if (visit === undefined) return ok(null);
  return context.recorder().record((act) => {
    act.append('visit.held', { visitId: visit.visitId });
    return ok(null);
  });
}

export function resume(
  context: Context,
  { visitId }: CommandInput<'resume'>,
): Result<CommandAnswer<'resume'>> {
  return context.recorder().record((act) => {
    if (currentVisit(act.views) !== undefined) return fail('VISIT_OPEN');
    const isHeld = heldVisits(act.views).some((visit) => visit.visitId === visitId);
    if (!isHeld) return fail('VISIT_UNKNOWN', { visit: visitId });
    act.append('visit.resumed', { visitId });
    return ok(null);
  });
}

/**
 * Ends quotes whose time has passed. The quote that is on the screen stays for the clerk, whose one
 * key quotes it again, until another hour has gone by.
 */
export const EXPIRED_SHOWN_MS = 60 * 60_000;

export function lapseExpired(context: Context): Result<null> {
  const { read } = context.ports.store;
  const now = context.now();
  const ended = liveQuotes(read).filter(
    (quote) =>
      isExpired(quote, now) &&
      (quote.status === 'held' || now >= quote.validUntil + EXPIRED_SHOWN_MS),
  );
  if (ended.length === 0) return ok(null);
  return context.recorder().record((act) => {
    for (const { quoteId } of ended) act.append('quote.lapsed', { quoteId, reason: 'expired' });
    return ok(null);
  });
}
