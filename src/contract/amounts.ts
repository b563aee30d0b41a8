/**
 * P1 at the edge: an input that names an amount where a charge is computed is refused before
 * anything else is looked at. What a person may type is listed here by its exact name: cash that
 * was handed over, counted or declared, none of which is ever the charge.
 */

/** Cash in a person's hands. Every other field that is named like an amount is refused. */
const CASH_FIELDS: ReadonlySet<string> = new Set(['givenPaise', 'personalCashPaise']);

const WORDS =
  'amount|total|price|fee|fees|charge|charges|rate|cost|sum|payable|due|discount|rebate|waived';
const PREFIXES = 'official|grand|net|gross|sub|line|custom|override|final|my|new|the';
const UNITS = 'paise|paisa|rupees|rupee|rs|inr|value|override';
const AMOUNT_NAME = new RegExp(`^(?:${PREFIXES})*(?:${WORDS})(?:in|of)?(?:${UNITS})*$`);

/** Deeper than any input of ours; what lies below is not looked at and is refused by its schema. */
const MAX_DEPTH = 8;

const isAmountName = (name: string): boolean =>
  !CASH_FIELDS.has(name) && AMOUNT_NAME.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''));

/** The path of the first field that is named like an amount, or null. */
export function amountField(input: unknown, path = '', depth = 0): string | null {
  if (typeof input !== 'object' || input === null || depth > MAX_DEPTH) return null;
  for (const [name, value] of Object.entries(input)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (isAmountName(name)) return here;
    const below = amountField(value, here, depth + 1);
    if (below !== null) return below;
  }
  return null;
}
