/** Cheques, drafts and contingency books, as far as the clerk works with them. */
import type { PapersSnapshot } from '#contract/snapshot.ts';
import { officeOf, type Context } from '#terminal/context.ts';
import { leafBooks } from '#terminal/settings.ts';

/** More than a person looks through; older ones are in HQ's register. */
const MAX_HELD = 50;

export function papersSnapshot(context: Context): PapersSnapshot {
  const { read } = context.ports.store;
  const { instruments } = officeOf(context);
  const held = read.viewsByTag('instrument', 'held').slice(-MAX_HELD);
  return {
    accepted: instruments ?? null,
    held: held.map(({ instrumentId, instrument, number, bank, totalPaise, receivedAt }) => ({
      instrumentId,
      instrument,
      number,
      bank,
      totalPaise,
      receivedAt,
    })),
    books: leafBooks(read)
      .filter(({ isClosed }) => !isClosed)
      .map(({ bookId, firstLeaf, lastLeaf, custodian }) => ({
        bookId,
        firstLeaf,
        lastLeaf,
        custodian,
      })),
  };
}
