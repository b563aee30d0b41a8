/**
 * Visits, read from the live quotes: one citizen at a time is served, others may be held. A visit is
 * nothing of its own; it is the quotes that name it and have not ended.
 */
import type { QuoteId, VisitId } from '#domain/ids.ts';
import type { QuoteView, ViewReader } from '#domain/journal/views.ts';
import { sum, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { formatIstTime } from '#domain/time.ts';

export interface Visit {
  readonly visitId: VisitId;
  /** In the order in which they were quoted; at least one. */
  readonly quotes: readonly [QuoteView, ...QuoteView[]];
}

/** Quotes in one visit: what one payment and one screen can hold. */
export const MAX_QUOTES_IN_VISIT = 8;

function visitsOf(quotes: readonly QuoteView[]): readonly Visit[] {
  const byVisit = new Map<VisitId, [QuoteView, ...QuoteView[]]>();
  for (const quote of quotes) {
    const known = byVisit.get(quote.visitId);
    if (known === undefined) byVisit.set(quote.visitId, [quote]);
    else known.push(quote);
  }
  return Array.from(byVisit, ([visitId, ofVisit]) => ({ visitId, quotes: ofVisit }));
}

export const liveQuotes = (views: ViewReader): readonly QuoteView[] =>
  views.viewsByTag('quote', 'live');

/** The visit that is being served now. */
export const currentVisit = (views: ViewReader): Visit | undefined =>
  visitsOf(liveQuotes(views).filter((quote) => quote.status === 'open'))[0];

export const heldVisits = (views: ViewReader): readonly Visit[] =>
  visitsOf(liveQuotes(views).filter((quote) => quote.status === 'held'));

export const visitTotal = (visit: Visit): Paise =>
  sum(visit.quotes.map((quote) => quote.totalPaise));

/** A quote holds before `validUntil`; at that instant its tariff may be another. */
export const isExpired = (quote: QuoteView, now: Instant): boolean => now >= quote.validUntil;

/** A live quote by its id, or why there is none. */
export function liveQuote(views: ViewReader, quoteId: QuoteId): Result<QuoteView> {
  const quote = views.view('quote', quoteId);
  if (quote === undefined) return fail('QUOTE_UNKNOWN', { quote: quoteId });
  if (quote.status === 'paid' || quote.status === 'lapsed') {
    return fail('QUOTE_ENDED', { quote: quoteId });
  }
  return ok(quote);
}

/** The visit being served, if it is the one named and none of its quotes has expired. */
export function payableVisit(views: ViewReader, visitId: VisitId, now: Instant): Result<Visit> {
  const visit = currentVisit(views);
  if (visit?.visitId !== visitId) return fail('VISIT_UNKNOWN', { visit: visitId });
  const expired = visit.quotes.find((quote) => isExpired(quote, now));
  if (expired === undefined) return ok(visit);
  const ended = formatIstTime(expired.validUntil);
  return fail('QUOTE_EXPIRED', { quote: expired.quoteId, ended });
}
