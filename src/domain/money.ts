/**
 * Money: integer paise, branded. There is no other representation of an amount anywhere in Raseed;
 * a float never holds money. 100 paise are one rupee.
 */
import { assert } from './result.ts';

declare const paiseBrand: unique symbol;
/** A whole number of paise, may be negative (a reversal, a shortage). */
export type Paise = number & { readonly [paiseBrand]: true };

/** Beyond this an amount is a mistake: Rs 1,000 crore. Keeps every sum a safe integer. */
export const MAX_PAISE = 1_000_000_000_000;

export const isPaise = (value: unknown): value is Paise =>
  typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= MAX_PAISE;

/** Brands a checked whole number of paise; anything else is a bug of the caller. */
export function paise(value: number): Paise {
  assert(Number.isSafeInteger(value), `not a whole number of paise: ${value}`);
  return (value === 0 ? 0 : value) as Paise;
}

export const rupees = (wholeRupees: number): Paise => paise(wholeRupees * 100);
export const ZERO: Paise = paise(0);
export const add = (a: Paise, b: Paise): Paise => paise(a + b);
export const subtract = (a: Paise, b: Paise): Paise => paise(a - b);
export const negate = (a: Paise): Paise => paise(0 - a);
export const times = (a: Paise, count: number): Paise => paise(a * count);
export const sum = (amounts: Iterable<Paise>): Paise => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return paise(total);
};

/** Indian grouping: the last three digits, then twos. `groupIndian('10095000')` is `1,00,95,000`. */
export function groupIndian(digits: string): string {
  if (digits.length <= 3) return digits;
  const head = digits.slice(0, -3);
  const grouped = head.replaceAll(/\B(?=(?:\d{2})+$)/g, ',');
  return `${grouped},${digits.slice(-3)}`;
}

/** `1,00,950.50`, without a currency sign; a minus sign where negative. */
export function formatPaise(amount: Paise): string {
  const absolute = Math.abs(amount);
  const whole = Math.trunc(absolute / 100).toString();
  const fraction = (absolute % 100).toString().padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${groupIndian(whole)}.${fraction}`;
}

/** `₹1,00,950.50`, for screens and paper that have the sign. */
export const formatRupees = (amount: Paise): string =>
  amount < 0 ? `-₹${formatPaise(negate(amount))}` : `₹${formatPaise(amount)}`;

/**
 * Reads what a person typed as rupees: `1000`, `1,000.5`, `१०००`. Null where it is not an amount of
 * at most two decimals within {@link MAX_PAISE}.
 */
export function parseRupees(text: string): Paise | null {
  const latin = text
    .trim()
    .replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replaceAll(',', '');
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(latin);
  if (match === null) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? '0').padEnd(2, '0'));
  return isPaise(value) ? value : null;
}
