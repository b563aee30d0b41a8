/**
 * From a service and facts to the published fee at this instant. No amount comes in here; nothing
 * else in the terminal makes one. Where the doubt about the clock spans a change, the lower fee
 * applies (P1).
 */
import type { TariffRef } from '#domain/journal/kinds.ts';
import type { QuoteView } from '#domain/journal/views.ts';
import { ok, type Result } from '#domain/result.ts';
import { instantsInDoubt, lowerOfTwo } from '#domain/tariff/book.ts';
import { priceCharge, repriceCharge } from '#domain/tariff/price.ts';
import type { FactValues, PricedCharge } from '#domain/tariff/types.ts';
import { DAY_MS, daysBetween, instant, istDate, type Instant } from '#domain/time.ts';
import { here, officeOf, type Context } from './context.ts';
import { clockSettings } from './settings.ts';

/** What is to be charged. There is no place for an amount. */
export interface Item {
  readonly serviceCode: string;
  readonly facts: FactValues;
}

export interface Priced {
  readonly charge: PricedCharge;
  readonly tariff: TariffRef;
  /** The instant whose tariff and day were priced. */
  readonly pricedAt: Instant;
}

function priceAt(context: Context, item: Item, at: Instant): Result<Priced> {
  const { serviceCode, facts } = item;
  const found = context.tariffs().inForce(serviceCode, at);
  if (!found.ok) return found;
  const { tariff, ref } = found.value;
  const { calendar } = officeOf(context);
  const charge = priceCharge({ tariff, serviceCode, facts, at, calendar });
  return charge.ok ? ok({ charge: charge.value, tariff: ref, pricedAt: at }) : charge;
}

/** The fee that was in force when a leaf was written: by the paper's time, whatever clock there is. */
export const priceThen = priceAt;

/** Now, were it the day that somebody chose against the clock when the shift opened (CA12). */
function nowOfShift(context: Context, at: Instant): Instant {
  const { shiftId } = here(context);
  const shift = shiftId === null ? undefined : context.ports.store.read.view('shift', shiftId);
  if (shift?.clockDate === undefined) return at;
  return instant(at + daysBetween(istDate(at), shift.businessDate) * DAY_MS);
}

/** The instants that may really be now: both ends of the doubt and every change between. */
function possibleNows(context: Context, item: Item, at: Instant): Result<readonly Instant[]> {
  const { doubtMs } = clockSettings(context.ports.store.read);
  const byShift = nowOfShift(context, at);
  if (doubtMs === 0 && byShift === at) return ok([]);
  const { book } = context.tariffs();
  const earliest = instant(Math.min(at, byShift) - doubtMs);
  const latest = instant(Math.max(at, byShift) + doubtMs);
  return instantsInDoubt(book, item.serviceCode, { earliest, latest });
}

/** The fee at `at`, which is effective time. Where it may be that none holds, that answer stands. */
export function priceNow(context: Context, item: Item, at: Instant): Result<Priced> {
  const nominal = priceAt(context, item, at);
  if (!nominal.ok) return nominal;
  const moments = possibleNows(context, item, at);
  if (!moments.ok) return moments;
  let lowest = nominal.value;
  for (const moment of moments.value) {
    const other = priceAt(context, item, moment);
    if (!other.ok) return other;
    const lower = lowerOfTwo(lowest.charge, other.value.charge);
    if (lower !== lowest.charge) lowest = other.value;
  }
  return ok(lowest);
}

/** What was charged, described again: texts and words from the tariff that the entry names. */
export function describeCharged(
  context: Context,
  quote: Pick<QuoteView, 'tariff' | 'serviceCode' | 'facts' | 'quotedAt' | 'pricedAt'>,
): Result<PricedCharge> {
  const { serviceCode, facts } = quote;
  const tariff = context.tariffs().byRef(quote.tariff);
  if (!tariff.ok) return tariff;
  const at = quote.pricedAt ?? quote.quotedAt;
  const { calendar } = officeOf(context);
  return repriceCharge({ tariff: tariff.value, serviceCode, facts, at, calendar });
}
