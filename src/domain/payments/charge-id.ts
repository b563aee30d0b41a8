/**
 * What the quotes of one payment are called together (U2): the newest quote's id, and their number
 * where there are several. Quotes of a visit only grow in number or end, so that no two different
 * sets of one visit ever share a name.
 */
import type { QuoteId } from '#domain/ids.ts';
import { assert } from '#domain/result.ts';

/** The newest quote that a charge is of; other text comes back as it is. */
export const newestQuoteOf = (chargeId: string): string =>
  chargeId.replace(/(?<=-Q\d{1,12})-S\d{1,6}$/, '');

/** `quoteIds` in the order in which they were issued; at least one. */
export function chargeIdOf(quoteIds: readonly QuoteId[]): string {
  const newest = quoteIds.at(-1);
  assert(newest !== undefined, 'a charge has a quote');
  return quoteIds.length === 1 ? newest : `${newest}-S${quoteIds.length}`;
}
