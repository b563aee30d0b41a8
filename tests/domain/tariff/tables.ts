/** The shipped tables, read once, and short ways to price by them. */
import { readFileSync } from 'node:fs';
import { SUNDAYS_ONLY, type OfficeCalendar } from '#domain/calendar.ts';
import { assert, ok, type Result } from '#domain/result.ts';
import { formatIst, parseInstant, type Instant } from '#domain/time.ts';
import {
  instantsInDoubt,
  lowerOfTwo,
  makeBook,
  tariffInForce,
  type TariffBook,
} from '#domain/tariff/book.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import { priceCharge } from '#domain/tariff/price.ts';
import type { FactValues, PricedCharge, Tariff } from '#domain/tariff/types.ts';

export const readTable = (file: string): Record<string, unknown> =>
  JSON.parse(
    readFileSync(new URL(`../../../resources/tariffs/${file}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>;

function load(file: string): Tariff {
  const tariff = parseTariff(readTable(file));
  assert(tariff.ok, `${file}: ${tariff.ok ? '' : JSON.stringify(tariff.error)}`);
  return tariff.value;
}

export const TABLES = [
  'cmvr-rule-32',
  'passport-schedule-iv-2012',
  'passport-schedule-iv-2026',
  'ap-registration-1908-s78',
] as const;
export const CMVR = load(TABLES[0]);
export const PASSPORT_2012 = load(TABLES[1]);
export const PASSPORT_2026 = load(TABLES[2]);
export const REGISTRATION = load(TABLES[3]);
export const ALL = [CMVR, PASSPORT_2012, PASSPORT_2026, REGISTRATION] as const;

function bookOf(tariffs: readonly Tariff[]): TariffBook {
  const book = makeBook(tariffs);
  assert(book.ok, 'the tables conflict');
  return book.value;
}
export const BOOK = bookOf(ALL);

export function at(text: string): Instant {
  const instant = parseInstant(text);
  assert(instant !== null, `not an instant: ${text}`);
  return instant;
}
export const ist = (date: string, time = '11:00:00'): Instant => at(`${date}T${time}+05:30`);

/** What the parser reads back to the same tariff. */
export function tariffToJson(tariff: Tariff): Readonly<Record<string, unknown>> {
  const { grace, validTo } = tariff;
  return {
    ...tariff,
    validFrom: formatIst(tariff.validFrom),
    validTo: validTo === null ? null : formatIst(validTo),
    ...(grace === undefined ? {} : { grace: { ...grace, until: formatIst(grace.until) } }),
  };
}

export interface Case {
  readonly service: string;
  readonly facts: FactValues;
  readonly when: Instant;
  readonly calendar?: OfficeCalendar;
  readonly book?: TariffBook;
}

export function priced({ service, facts, when, calendar, book }: Case): Result<PricedCharge> {
  const found = tariffInForce(book ?? BOOK, service, when);
  if (!found.ok) return found;
  const { tariff } = found.value;
  const shared = { serviceCode: service, facts, calendar: calendar ?? SUNDAYS_ONLY };
  return priceCharge({ tariff, at: when, ...shared });
}

/** As a counter prices whose clock stands between two instants. */
export function pricedInDoubt(
  example: Omit<Case, 'when'>,
  clock: { readonly earliest: Instant; readonly latest: Instant },
): Result<PricedCharge> {
  const instants = instantsInDoubt(example.book ?? BOOK, example.service, clock);
  if (!instants.ok) return instants;
  let lowest = priced({ ...example, when: clock.earliest });
  for (const when of instants.value) {
    const other = priced({ ...example, when });
    if (!other.ok) return other;
    if (lowest.ok) lowest = ok(lowerOfTwo(lowest.value, other.value));
  }
  return lowest;
}

/** In rupees with two decimals, or the code of the refusal. */
export function feeOf(example: Case): string {
  const charge = priced(example);
  if (!charge.ok) return charge.error.code;
  return (charge.value.totalPaise / 100).toFixed(2);
}
