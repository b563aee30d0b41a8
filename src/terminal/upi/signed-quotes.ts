/** The very texts that HQ reads the amount of a payment from (P1): the quotes' own signed entries. */
import type { QuoteId } from '#domain/ids.ts';
import { assert } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';

export interface SignedText {
  readonly text: string;
  readonly signature: string | null;
}

export function signedQuotes(
  context: Context,
  quoteIds: readonly QuoteId[],
): readonly SignedText[] {
  const { read } = context.ports.store;
  return quoteIds.map((quoteId) => {
    const seq = read.view('quote', quoteId)?.seq;
    const stored = seq === undefined ? undefined : read.entry(seq);
    assert(stored !== undefined, `${quoteId} has no entry`);
    return { text: stored.text, signature: stored.signature };
  });
}
