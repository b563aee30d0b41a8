/** Notes and coins: counting them, and giving change with the fewest pieces. */
import { paise, sum, times, type Paise } from './money.ts';

/** Indian notes and coins in circulation, in paise, largest first. */
export const DENOMINATIONS_PAISE = [
  50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50,
] as const;
export type DenominationPaise = (typeof DENOMINATIONS_PAISE)[number];

/** Pieces by denomination in paise: `{ "50000": 2, "100": 5 }`. Absent means none. */
export type CashCount = Readonly<Partial<Record<`${DenominationPaise}`, number>>>;

const MAX_PIECES = 100_000;

/** True where every key is a denomination and every count a whole number of pieces. */
export function isCashCount(value: unknown): value is CashCount {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const known = new Set(DENOMINATIONS_PAISE.map(String));
  return Object.entries(value).every(
    ([key, pieces]) =>
      known.has(key) && Number.isSafeInteger(pieces) && pieces >= 0 && pieces <= MAX_PIECES,
  );
}

export const cashTotal = (count: CashCount): Paise =>
  sum(DENOMINATIONS_PAISE.map((value) => times(paise(value), count[`${value}`] ?? 0)));

/** The same pieces, one denomination like the other. */
export const isSameCash = (one: CashCount, other: CashCount): boolean =>
  DENOMINATIONS_PAISE.every((value) => (one[`${value}`] ?? 0) === (other[`${value}`] ?? 0));

/** Smallest amount payable in cash: the smallest coin. */
export const SMALLEST_COIN_PAISE = 50;

/** Fewest notes and coins for an amount; null where no coins make it. */
export function changeFor(amount: Paise): CashCount | null {
  if (amount < 0 || amount % SMALLEST_COIN_PAISE !== 0) return null;
  const pieces: Partial<Record<`${DenominationPaise}`, number>> = {};
  let rest: number = amount;
  for (const value of DENOMINATIONS_PAISE) {
    const count = Math.floor(rest / value);
    if (count > 0) pieces[`${value}`] = count;
    rest -= count * value;
  }
  return pieces;
}
