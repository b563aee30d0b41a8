/**
 * Facts as given are checked, derived where they can be, and made coarse for the journal. Two ways
 * in: as entered at a counter (dates and documents, nothing derived) and as read from a journal
 * entry (bands and counts, nothing personal). Both end in the same resolved facts.
 */
import type { OfficeCalendar } from '#domain/calendar.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import { holds, type ResolvedFacts } from './conditions.ts';
import { combineNumbers, deriveFromDate } from './derive.ts';
import type {
  Bands,
  DateFact,
  DerivedFact,
  FactDefinition,
  FactValue,
  FactValues,
  Tariff,
  TariffService,
} from './types.ts';

export const factNamed = (tariff: Tariff, name: string): FactDefinition | undefined =>
  tariff.facts.find((fact) => fact.name === name);

/** `18-60`, `61+`: the band that holds `value`. Below the first band: the first. */
export function bandOf(bands: Bands, value: number): string {
  const index = Math.max(
    bands.findLastIndex((from) => from <= value),
    0,
  );
  const next = bands[index + 1];
  const from = bands[index] ?? 0;
  if (next === undefined) return `${from}+`;
  return next - 1 === from ? `${from}` : `${from}-${next - 1}`;
}

/** The first number of a band, by which it is priced; null where it is none of these bands. */
const bandStart = (bands: Bands, text: FactValue): number | null =>
  bands.find((from) => bandOf(bands, from) === text) ?? null;

/** Facts whose value stands in the journal or enters the fee: facts → resolved → coarse. */
export function coarsen(tariff: Tariff, facts: ResolvedFacts): FactValues {
  const coarse: Record<string, FactValue> = {};
  for (const [name, value] of facts) {
    const journal = factNamed(tariff, name)?.journal;
    if (journal?.form === 'value') coarse[name] = value;
    if (journal?.form === 'presence') coarse[name] = true;
    if (journal?.form === 'bands' && typeof value === 'number') {
      coarse[name] = bandOf(journal.bands, value);
    }
  }
  return coarse;
}

export interface FactsInput {
  readonly tariff: Tariff;
  readonly service: TariffService;
  readonly facts: FactValues;
  readonly today: IsoDate;
  readonly calendar: OfficeCalendar;
  readonly source: 'entered' | 'journal';
}

const wrongType = (fact: string, expected: string) => fail('FACT_WRONG_TYPE', { fact, expected });

function checkNumber(
  fact: { readonly name: string; readonly min: number; readonly max: number },
  value: FactValue,
): Result<FactValue> {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    return wrongType(fact.name, 'integer');
  }
  const { name, min, max } = fact;
  if (value < min || value > max) return fail('FACT_OUT_OF_RANGE', { fact: name, min, max });
  return ok(value);
}

function checkDate(fact: DateFact, value: FactValue, today: IsoDate): Result<FactValue> {
  const date = typeof value === 'string' ? parseIsoDate(value) : null;
  if (date === null) return wrongType(fact.name, 'date');
  const max = fact.future ? '9000-12-31' : today;
  if (date < fact.earliest || date > max) {
    return fail('FACT_OUT_OF_RANGE', { fact: fact.name, min: fact.earliest, max });
  }
  return ok(date);
}

function checkDocument(
  fact: Extract<FactDefinition, { type: 'document' }>,
  value: FactValue,
  source: FactsInput['source'],
): Result<FactValue> {
  if (source === 'journal') {
    return value === true ? ok(true) : wrongType(fact.name, 'presence');
  }
  if (typeof value !== 'string') return wrongType(fact.name, 'document');
  const length = value.trim().length;
  if (length < fact.minLength || length > fact.maxLength) {
    return wrongType(fact.name, 'document');
  }
  return ok(true);
}

type Asked = Exclude<FactDefinition, DerivedFact>;

function checkGiven(fact: Asked, value: FactValue, input: FactsInput): Result<FactValue> {
  switch (fact.type) {
    case 'integer':
      if (input.source === 'journal' && fact.journal.form === 'bands') {
        return readBand(fact.name, fact.journal.bands, value);
      }
      return checkNumber(fact, value);
    case 'money':
      return checkNumber(fact, value);
    case 'date':
      return checkDate(fact, value, input.today);
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : wrongType(fact.name, 'boolean');
    case 'choice':
    case 'waiver':
      if (typeof value !== 'string') return wrongType(fact.name, 'option');
      return fact.options.some((option) => option.value === value)
        ? ok(value)
        : fail('FACT_NOT_AN_OPTION', { fact: fact.name });
    default:
      return checkDocument(fact, value, input.source);
  }
}

function readBand(fact: string, bands: Bands, value: FactValue): Result<FactValue> {
  const start = bandStart(bands, value);
  return start === null ? fail('FACT_NOT_AN_OPTION', { fact }) : ok(start);
}

/** A document that options name is needed with those options only; any other always. */
export function documentNeeded(
  name: string,
  input: Pick<FactsInput, 'tariff' | 'service'>,
  resolved: ResolvedFacts,
): boolean {
  let named = false;
  for (const factName of input.service.facts) {
    const fact = factNamed(input.tariff, factName);
    if (fact?.type !== 'choice') continue;
    for (const option of fact.options) {
      if (option.document !== name) continue;
      named = true;
      if (resolved.get(factName) === option.value) return true;
    }
  }
  return !named;
}

function isNeeded(fact: Asked, input: FactsInput, resolved: ResolvedFacts): boolean {
  if (fact.type === 'waiver') return false;
  if (fact.type === 'document') return documentNeeded(fact.name, input, resolved);
  return !(fact.type === 'date' && input.source === 'journal');
}

function resolveAsked(
  fact: Asked,
  input: FactsInput,
  resolved: ResolvedFacts,
): Result<FactValue | null> {
  const needed = isNeeded(fact, input, resolved);
  const value = Object.hasOwn(input.facts, fact.name) ? input.facts[fact.name] : undefined;
  if (value === undefined) return needed ? fail('FACT_MISSING', { fact: fact.name }) : ok(null);
  if (fact.type === 'document' && !needed) return ok(null);
  if (fact.type === 'date' && input.source === 'journal') {
    return fail('FACT_UNKNOWN', { fact: fact.name, service: input.service.code });
  }
  return checkGiven(fact, value, input);
}

function deriveNow(
  fact: DerivedFact,
  input: FactsInput,
  resolved: ResolvedFacts,
): Result<FactValue | null> {
  const { derive } = fact;
  if ('of' in derive) {
    const values = derive.of.map((name) => resolved.get(name));
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length === 0) return ok(null);
    const combined = combineNumbers(derive.kind, numbers);
    return checkNumber({ name: fact.name, min: 0, max: fact.max }, combined);
  }
  const from = resolved.get(derive.from);
  if (typeof from !== 'string') return ok(null);
  const value = deriveFromDate(derive, from as IsoDate, input);
  return typeof value === 'boolean'
    ? ok(value)
    : checkNumber({ name: fact.name, min: 0, max: fact.max }, value);
}

function resolveDerived(
  fact: DerivedFact,
  input: FactsInput,
  resolved: ResolvedFacts,
): Result<FactValue | null> {
  const value = Object.hasOwn(input.facts, fact.name) ? input.facts[fact.name] : undefined;
  if (input.source === 'entered' || 'of' in fact.derive) {
    return value === undefined
      ? deriveNow(fact, input, resolved)
      : fail('FACT_DERIVED', { fact: fact.name });
  }
  if (value === undefined) return fail('FACT_MISSING', { fact: fact.name });
  if (fact.derive.kind === 'onOrAfter') {
    return typeof value === 'boolean' ? ok(value) : wrongType(fact.name, 'boolean');
  }
  return fact.journal.form === 'bands'
    ? readBand(fact.name, fact.journal.bands, value)
    : checkNumber({ name: fact.name, min: 0, max: fact.max }, value);
}

/** Whether the facts so far call for this one. What was derived from a date is as asked as it. */
export function isAsked(tariff: Tariff, fact: FactDefinition, resolved: ResolvedFacts): boolean {
  if (fact.askWhen !== undefined && !holds(fact.askWhen, resolved)) return false;
  if (fact.type !== 'derived' || 'of' in fact.derive) return true;
  const source = factNamed(tariff, fact.derive.from);
  return source === undefined || isAsked(tariff, source, resolved);
}

/**
 * Checked and derived facts by name. Fails with FACT_MISSING, FACT_WRONG_TYPE, FACT_OUT_OF_RANGE,
 * FACT_NOT_AN_OPTION, FACT_DERIVED or FACT_UNKNOWN, each naming the fact.
 */
export function resolveFacts(input: FactsInput): Result<ResolvedFacts> {
  const { tariff, service, facts } = input;
  for (const name of Object.keys(facts)) {
    if (!service.facts.includes(name)) {
      return fail('FACT_UNKNOWN', { fact: name, service: service.code });
    }
  }
  const resolved = new Map<string, FactValue>();
  for (const name of service.facts) {
    const fact = factNamed(tariff, name);
    if (fact === undefined) return fail('FACT_UNKNOWN', { fact: name, service: service.code });
    if (!isAsked(tariff, fact, resolved)) continue;
    const value =
      fact.type === 'derived'
        ? resolveDerived(fact, input, resolved)
        : resolveAsked(fact, input, resolved);
    if (!value.ok) return value;
    if (value.value !== null) resolved.set(name, value.value);
  }
  return ok(resolved);
}

/** Whether anything in this service changes with the day of the quote. */
export const dependsOnDay = (tariff: Tariff, service: TariffService): boolean =>
  service.facts.some((name) => {
    const fact = factNamed(tariff, name);
    return fact?.type === 'derived' && (fact.derive.kind === 'age' || fact.derive.kind === 'delay');
  });
