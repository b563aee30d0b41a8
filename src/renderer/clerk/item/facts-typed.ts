/**
 * Facts as a clerk types them: which are asked now, what each text means, what is still wrong. The
 * terminal checks everything again and prices; this only saves the clerk a round trip.
 */
import { isPaise, parseRupees } from '#domain/money.ts';
import { holds } from '#domain/tariff/conditions.ts';
import type { ServiceDescription } from '#contract/answers.ts';
import type { DerivedFact, FactDefinition, FactValue, FactValues } from '#domain/tariff/types.ts';
import { parseIsoDate, type IsoDate } from '#domain/time.ts';
import { digitsOnly, latinDigits } from '#renderer/keys/digits.ts';

export type AskedFact = Exclude<FactDefinition, DerivedFact>;
export type FactTexts = Readonly<Record<string, string>>;

export type FactProblem =
  | { readonly kind: 'missing' | 'number' | 'date' | 'amount' | 'option' }
  | { readonly kind: 'range' | 'length'; readonly min: number; readonly max: number };

export type FactRead = { readonly value: FactValue | null } | { readonly problem: FactProblem };

/** `05031990` (day, month, year) as a date; null where there is no such day. */
export function dateOfDigits(digits: string): IsoDate | null {
  if (digits.length !== 8) return null;
  return parseIsoDate(`${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`);
}

/** `05-03-1990`, growing as the digits are typed. */
export function showDateDigits(digits: string): string {
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 8)]
    .filter((part) => part !== '')
    .join('-');
}

function readNumber(fact: { readonly min: number; readonly max: number }, text: string): FactRead {
  const digits = latinDigits(text).trim();
  if (!/^\d{1,12}$/.test(digits)) return { problem: { kind: 'number' } };
  const value = Number(digits);
  const { min, max } = fact;
  return value < min || value > max ? { problem: { kind: 'range', min, max } } : { value };
}

function readMoney(text: string): FactRead {
  const value = parseRupees(text);
  return value === null || !isPaise(value) ? { problem: { kind: 'amount' } } : { value };
}

/** What a text means for a fact. An empty text of an optional fact is null. */
export function readFact(fact: AskedFact, text: string): FactRead {
  const given = text.trim();
  if (given === '') {
    return fact.type === 'waiver' ? { value: null } : { problem: { kind: 'missing' } };
  }
  switch (fact.type) {
    case 'integer':
      return readNumber(fact, given);
    case 'money':
      return readMoney(given);
    case 'date': {
      const value = dateOfDigits(digitsOnly(given));
      return value === null ? { problem: { kind: 'date' } } : { value };
    }
    case 'boolean':
      return { value: given === 'yes' };
    case 'choice':
    case 'waiver':
      return fact.options.some((option) => option.value === given)
        ? { value: given }
        : { problem: { kind: 'option' } };
    case 'document': {
      const { minLength: min, maxLength: max } = fact;
      const fits = given.length >= min && given.length <= max;
      return fits ? { value: given } : { problem: { kind: 'length', min, max } };
    }
    default:
      return fact satisfies never;
  }
}

/** The text that a fact begins with: its published default, else nothing. */
export function firstText(fact: FactDefinition): string {
  if (fact.type === 'integer' && fact.default !== undefined) return String(fact.default);
  if (fact.type === 'choice') return fact.default ?? '';
  if (fact.type === 'boolean' && fact.default !== undefined) return fact.default ? 'yes' : 'no';
  return '';
}

/** A document belongs to the options that name it; one that none names is always asked. */
function documentAsked(
  service: ServiceDescription,
  name: string,
  resolved: ReadonlyMap<string, FactValue>,
): boolean {
  const owners = service.facts.flatMap((fact) =>
    fact.type === 'choice'
      ? fact.options
          .filter((option) => option.document === name)
          .map((option) => resolved.get(fact.name) === option.value)
      : [],
  );
  return owners.length === 0 || owners.includes(true);
}

export interface Asked {
  readonly facts: readonly AskedFact[];
  /** The first that still has a problem. */
  readonly problem: { readonly fact: AskedFact; readonly problem: FactProblem } | null;
  readonly values: FactValues;
}

/**
 * The facts to ask now, in order. `demanded` are those that the terminal asked for by name: their
 * condition hangs on something that only it derives.
 */
export function askedFacts(options: {
  readonly service: ServiceDescription;
  readonly texts: FactTexts;
  readonly demanded: readonly string[];
}): Asked {
  const { service, texts, demanded } = options;
  const resolved = new Map<string, FactValue>();
  const facts: AskedFact[] = [];
  let problem: Asked['problem'] = null;
  for (const fact of service.facts) {
    if (fact.type === 'derived') continue;
    const asked = fact.askWhen === undefined || holds(fact.askWhen, resolved);
    if (!asked && !demanded.includes(fact.name)) continue;
    if (fact.type === 'document' && !documentAsked(service, fact.name, resolved)) continue;
    facts.push(fact);
    const read = readFact(fact, texts[fact.name] ?? '');
    if ('problem' in read) problem ??= { fact, problem: read.problem };
    else if (read.value !== null) resolved.set(fact.name, read.value);
  }
  return { facts, problem, values: Object.fromEntries(resolved) };
}
