/**
 * The one way from facts to a charge (P1). A counter prices what was entered; the server prices
 * again from the coarse facts of the journal. Both price the coarse facts, so both come to the same
 * lines; no amount is taken from anywhere but the tariff.
 */
import type { OfficeCalendar } from '#domain/calendar.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { formatIst, istDate, type Instant } from '#domain/time.ts';
import type { ResolvedFacts } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { factsInWords } from './fact-words.ts';
import { coarsen, factNamed, resolveFacts } from './facts.ts';
import type { Concession, FactValues, PricedCharge, Tariff, TariffService } from './types.ts';

export interface PriceInput {
  readonly tariff: Tariff;
  readonly serviceCode: string;
  readonly facts: FactValues;
  /** The quote's instant. */
  readonly at: Instant;
  readonly calendar: OfficeCalendar;
}

export const serviceNamed = (tariff: Tariff, code: string): TariffService | undefined =>
  tariff.services.find((service) => service.code === code);

/** In force, in its own grace (true), or not at all. */
export function checkValidity(tariff: Tariff, at: Instant): Result<{ readonly inGrace: boolean }> {
  if (at < tariff.validFrom) {
    const begins = formatIst(tariff.validFrom).slice(0, 10);
    return fail('TARIFF_NOT_YET_IN_FORCE', { tariff: tariff.id, begins });
  }
  if (tariff.validTo === null || at < tariff.validTo) return ok({ inGrace: false });
  if (tariff.grace !== undefined && at < tariff.grace.until) return ok({ inGrace: true });
  const ended = istDate((tariff.validTo - 1) as Instant);
  return fail('TARIFF_EXPIRED', { tariff: tariff.id, ended });
}

function concessionsIn(tariff: Tariff, facts: ResolvedFacts): Concession[] {
  const concessions: Concession[] = [];
  for (const [name, value] of facts) {
    const fact = factNamed(tariff, name);
    if (fact?.type === 'waiver') {
      concessions.push({ kind: 'waiver', fact: name, value: String(value) });
    }
    if (fact?.type === 'choice' && fact.byRight === true) {
      const option = fact.options.find((candidate) => candidate.value === value);
      if (option?.document !== undefined) {
        concessions.push({ kind: 'category', fact: name, value: option.value });
      }
    }
  }
  return concessions;
}

function price(input: PriceInput, source: 'entered' | 'journal'): Result<PricedCharge> {
  const { tariff, serviceCode, at, calendar } = input;
  const validity = checkValidity(tariff, at);
  if (!validity.ok) return validity;
  const service = serviceNamed(tariff, serviceCode);
  if (service === undefined) return fail('SERVICE_UNKNOWN', { service: serviceCode });
  if (!service.published) return fail('FEE_NOT_PUBLISHED', { service: serviceCode });
  const today = istDate(at);
  const shared = { tariff, service, today, calendar };
  const given = resolveFacts({ ...shared, facts: input.facts, source });
  if (!given.ok) return given;
  const coarseFacts = coarsen(tariff, given.value);
  const facts = resolveFacts({ ...shared, facts: coarseFacts, source: 'journal' });
  assert(facts.ok, `coarse facts of ${serviceCode} do not price`);
  const evaluated = evaluate(tariff, service, facts.value);
  if (!evaluated.ok) return evaluated;
  const concessions = concessionsIn(tariff, facts.value);
  return ok({
    serviceCode,
    serviceTexts: service.texts,
    tariffId: tariff.id,
    tariffVersion: tariff.version,
    pricedAt: at,
    lines: evaluated.value.lines,
    totalPaise: evaluated.value.totalPaise,
    factsInWords: factsInWords(tariff, facts.value),
    coarseFacts,
    concessions,
    needsSecondPerson: concessions.some((concession) => concession.kind === 'waiver'),
    inGrace: validity.value.inGrace,
  });
}

/**
 * The charge for facts as entered at a counter. Fails with TARIFF_EXPIRED,
 * TARIFF_NOT_YET_IN_FORCE, SERVICE_UNKNOWN, FEE_NOT_PUBLISHED, FEE_TOO_LARGE or FACT_*.
 */
export const priceCharge = (input: PriceInput): Result<PricedCharge> => price(input, 'entered');

/** The same from the coarse facts of a journal entry, at the quote's instant. */
export const repriceCharge = (input: PriceInput): Result<PricedCharge> => price(input, 'journal');
