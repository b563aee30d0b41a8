/**
 * When a count at the end of a shift is taken again (docs/spec/cash.md, CA13). Nothing here knows by
 * how much a count differs, and nobody is told: only whether it agrees, and how often it was tried.
 */
import { isSameCash, type CashCount } from './cash.ts';

const MOST_COUNTS = 3;

/** The count that can no longer be changed: taken twice alike, or the third. Null: there is none. */
export function standingCount(counts: readonly CashCount[]): CashCount | null {
  const last = counts.at(-1);
  if (last === undefined) return null;
  const isAlike = counts.slice(0, -1).some((earlier) => isSameCash(earlier, last));
  return isAlike || counts.length >= MOST_COUNTS ? last : null;
}

/** `again`: kept, and everything is counted once more. `stands`: another count was there before. */
export type CountVerdict = 'close' | 'again' | 'reason' | 'stands';

export function judgeCount(of: {
  /** Those that did not agree, in their order. */
  readonly earlier: readonly CashCount[];
  readonly count: CashCount;
  readonly agrees: boolean;
  readonly hasReason: boolean;
}): CountVerdict {
  const { earlier, count, agrees, hasReason } = of;
  const standing = standingCount(earlier);
  if (standing !== null && !isSameCash(count, standing)) return 'stands';
  if (standing === null && agrees) return 'close';
  if (standingCount([...earlier, count]) === null) return 'again';
  return hasReason ? 'close' : 'reason';
}
