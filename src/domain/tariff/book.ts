/**
 * The tariffs of a counter, several in force at once: which one holds for a service at an instant,
 * until when its price stands, and which fee applies where the clock is in doubt. Never falls back
 * to another tariff than the one in force, save by a tariff's own grace rule.
 */
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { addDays, istDate, startOfDay, type Instant } from '#domain/time.ts';
import { dependsOnDay } from './facts.ts';
import { checkValidity, serviceNamed } from './price.ts';
import type { PricedCharge, Tariff, TariffProblem, TariffService } from './types.ts';

export interface TariffBook {
  readonly tariffs: readonly Tariff[];
}

const isInForce = (tariff: Tariff, at: Instant): boolean =>
  tariff.validFrom <= at && (tariff.validTo === null || at < tariff.validTo);

const overlap = (a: Tariff, b: Tariff): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) &&
  (a.validTo === null || b.validFrom < a.validTo);

function conflicts(a: Tariff, b: Tariff, index: number): TariffProblem[] {
  if (a.id === b.id) {
    if (a.version !== b.version) return [];
    const path = `tariffs[${index}].version`;
    return [{ path, rule: 'T27', message: `${a.id} has version ${a.version} twice` }];
  }
  if (!overlap(a, b)) return [];
  return b.services.flatMap((service, at) => {
    if (serviceNamed(a, service.code) === undefined) return [];
    const path = `tariffs[${index}].services[${at}].code`;
    const message = `${service.code} is priced by ${a.id} as well at the same time`;
    return [{ path, rule: 'T27', message }];
  });
}

/** Tariffs of different ids may not price one service at the same time. */
export function makeBook(tariffs: readonly Tariff[]): Result<TariffBook, readonly TariffProblem[]> {
  const problems = tariffs.flatMap((tariff, index) =>
    tariffs.slice(0, index).flatMap((earlier) => conflicts(earlier, tariff, index)),
  );
  return problems.length > 0 ? { ok: false, error: problems } : ok({ tariffs });
}

export const EMPTY_BOOK: TariffBook = { tariffs: [] };

/** What is in force at an instant, the higher version where a tariff was corrected. */
export const inForceAt = (book: TariffBook, at: Instant): readonly Tariff[] =>
  book.tariffs.filter(
    (tariff) =>
      isInForce(tariff, at) &&
      !book.tariffs.some(
        (other) => other.id === tariff.id && other.version > tariff.version && isInForce(other, at),
      ),
  );

/** In force, and those that their own grace rule keeps where nothing has replaced them. */
export function quotableAt(book: TariffBook, at: Instant): readonly Tariff[] {
  const inForce = inForceAt(book, at);
  const replaced = (tariff: Tariff): boolean =>
    inForce.some((current) => current.id === tariff.id) ||
    book.tariffs.some(
      (other) =>
        other.id === tariff.id && other.version > tariff.version && checkValidity(other, at).ok,
    );
  const graced = book.tariffs.filter((tariff) => {
    const validity = checkValidity(tariff, at);
    return validity.ok && validity.value.inGrace && !replaced(tariff);
  });
  return [...inForce, ...graced];
}

/** Why none of the tariffs that know a service can price it now. */
function whyNot(book: TariffBook, serviceCode: string, at: Instant): Failure {
  const knowing = book.tariffs
    .filter((tariff) => serviceNamed(tariff, serviceCode) !== undefined)
    .sort((a, b) => a.validFrom - b.validFrom);
  const begun = knowing.filter((tariff) => tariff.validFrom <= at);
  const nearest = begun.at(-1) ?? knowing[0];
  if (nearest === undefined) return fail('SERVICE_UNKNOWN', { service: serviceCode }).error;
  const current = inForceAt(book, at);
  const rowGone = begun.some((tariff) => current.some((other) => other.id === tariff.id));
  const validity = checkValidity(nearest, at);
  return rowGone || validity.ok
    ? fail('FEE_NOT_PUBLISHED', { service: serviceCode }).error
    : validity.error;
}

/**
 * The tariff that prices a service at an instant. TARIFF_EXPIRED, TARIFF_NOT_YET_IN_FORCE,
 * FEE_NOT_PUBLISHED (its tariff is in force without the row) or SERVICE_UNKNOWN.
 */
export function tariffInForce(
  book: TariffBook,
  serviceCode: string,
  at: Instant,
): Result<{ readonly tariff: Tariff; readonly service: TariffService }> {
  for (const tariff of quotableAt(book, at)) {
    const service = serviceNamed(tariff, serviceCode);
    if (service !== undefined) return ok({ tariff, service });
  }
  return { ok: false, error: whyNot(book, serviceCode, at) };
}

const nextMidnight = (at: Instant): Instant => startOfDay(addDays(istDate(at), 1));

/**
 * The first instant after `at` at which the price of a service may be another: a tariff begins or
 * ends, or the day changes where ages or delays count. Null where nothing is known to come.
 */
export function nextChange(book: TariffBook, serviceCode: string, at: Instant): Instant | null {
  const ids = new Set<string>();
  for (const tariff of book.tariffs) {
    if (serviceNamed(tariff, serviceCode) !== undefined) ids.add(tariff.id);
  }
  const moments: Instant[] = [];
  for (const tariff of book.tariffs) {
    if (!ids.has(tariff.id)) continue;
    moments.push(tariff.validFrom);
    if (tariff.validTo !== null) moments.push(tariff.validTo);
    if (tariff.grace !== undefined) moments.push(tariff.grace.until);
  }
  const current = tariffInForce(book, serviceCode, at);
  if (current.ok && dependsOnDay(current.value.tariff, current.value.service)) {
    moments.push(nextMidnight(at));
  }
  const coming = moments.filter((moment) => moment > at);
  return coming.length === 0 ? null : (Math.min(...coming) as Instant);
}

/** The charge with the lower total; the first where they are equal. */
export const lowerOfTwo = (a: PricedCharge, b: PricedCharge): PricedCharge =>
  b.totalPaise < a.totalPaise ? b : a;

const MAX_CHANGES_IN_DOUBT = 400;

/**
 * Where the clock is only known to stand between two instants: those at which the price may differ,
 * the earliest first. The lowest of their fees applies (P1), and where one of them has no fee, none
 * does. CLOCK_IN_DOUBT past {@link MAX_CHANGES_IN_DOUBT} changes.
 */
export function instantsInDoubt(
  book: TariffBook,
  serviceCode: string,
  clock: { readonly earliest: Instant; readonly latest: Instant },
): Result<readonly Instant[]> {
  const instants = [clock.earliest];
  let change = nextChange(book, serviceCode, clock.earliest);
  while (change !== null && change <= clock.latest) {
    if (instants.length > MAX_CHANGES_IN_DOUBT) return fail('CLOCK_IN_DOUBT');
    instants.push(change);
    change = nextChange(book, serviceCode, change);
  }
  return ok(instants);
}
