/**
 * What the quotes of one payment are called together (U2): the newest quote's id, and their number
 * where there are several. Quotes of a visit only grow in number or end, so that no two different
 * sets of one visit ever share a name.
 */
import type { QuoteId } from '#domain/ids.ts';
import { assert } from '#domain/result.ts';

/** `quoteIds` in the order in which they were issued; at least one. */
export function chargeIdOf(quoteIds: readonly QuoteId[]): string {
  const newest = quoteIds.at(-1);
  assert(newest !== undefined, 'a charge has a quote');
  return quoteIds.length === 1 ? newest : `${newest}-S${quoteIds.length}`;
}
