/**
 * Readers for the smaller parts of a tariff: texts, codes, amounts, instants, conditions and facts.
 * They check each part by itself; what parts must be to each other is in the check-*.ts files.
 */
import { LANGUAGES, type Texts } from '#domain/language.ts';
import { MAX_PAISE, type Paise } from '#domain/money.ts';
import {
  istDate,
  parseInstant,
  parseIsoDate,
  startOfDay,
  type Instant,
  type IsoDate,
} from '#domain/time.ts';
import {
  flag,
  inside,
  integer,
  isObject,
  list,
  object,
  oneOf,
  optional,
  report,
  required,
  tagged,
  text,
  type Read,
} from './reader.ts';
import type {
  ChoiceOption,
  Condition,
  CountWords,
  Derivation,
  FactDefinition,
  JournalForm,
} from './types.ts';

const FACT_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const CODE = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;

const oneLanguage: Read<string> = text(300);
const everyLanguage = object({ en: required(oneLanguage), hi: required(oneLanguage) });

/** A text in every language, Hindi written in Devanagari. */
export const texts: Read<Texts> = (value, place) => {
  if (!isObject(value)) return report(place, 'T3', 'must hold a text in each language');
  const missing = LANGUAGES.filter((language) => {
    const written = value[language];
    return typeof written !== 'string' || written.trim() === '';
  });
  for (const language of missing) {
    report(inside(place, language), 'T3', 'is missing: every text is needed in every language');
  }
  if (missing.length > 0) return undefined;
  const read = everyLanguage(value, place);
  if (read !== undefined && /[A-Za-z]{3}/.test(read.en) && !/[ऀ-ॿ]/.test(read.hi)) {
    return report(inside(place, 'hi'), 'T3', 'is not written in Hindi');
  }
  return read;
};

export const code: Read<string> = text(24, CODE);
const citation: Read<string> = text(300);
/** The law behind a line; nothing is charged without one. */
export const authority: Read<string> = (value, place) =>
  typeof value === 'string' && value.trim() !== ''
    ? citation(value, place)
    : report(place, 'T5', 'must cite the law');
export const headCode: Read<string> = (value, place) =>
  typeof value === 'string' && /^\d{4}(?:-\d{2,3}){2,5}$/.test(value)
    ? value
    : report(place, 'T4', 'is not a head of account such as 0041-00-101-01');
export const factName: Read<string> = text(40, FACT_NAME);
export const optionValue: Read<string> = text(24, CODE);
export const amount = integer(0, MAX_PAISE) as Read<Paise>;
export const rate = integer(1, MAX_PAISE) as Read<Paise>;
/** A count or an amount in paise: what a fact may be compared with. */
export const bound = integer(0, MAX_PAISE);

const date: Read<IsoDate> = (value, place) =>
  (typeof value === 'string' ? parseIsoDate(value) : null) ??
  report(place, 'T1', 'must be a date, YYYY-MM-DD');

/** Tariffs begin and end when a day begins in India. */
export const midnight: Read<Instant> = (value, place) => {
  const at = typeof value === 'string' ? parseInstant(value) : null;
  if (at === null) return report(place, 'T2', 'must be an instant with its offset');
  return startOfDay(istDate(at)) === at ? at : report(place, 'T2', 'must be a midnight in IST');
};

const conditionList: Read<readonly Condition[]> = (value, place) =>
  list(condition, { min: 1, max: 20 })(value, place);
const innerCondition: Read<Condition> = (value, place) => condition(value, place);
const isValue: Read<string | boolean> = (value, place) =>
  typeof value === 'boolean' ? value : optionValue(value, place);
const someOptions = list(optionValue, { min: 1, max: 60 });

const CONDITIONS: Readonly<Record<string, Read<Condition>>> = {
  all: object({ all: required(conditionList) }),
  any: object({ any: required(conditionList) }),
  not: object({ not: required(innerCondition) }),
  given: object({ given: required(factName) }),
  is: object({ fact: required(factName), is: required(isValue) }),
  in: object({ fact: required(factName), in: required(someOptions) }),
};
const numberCondition = object({
  fact: required(factName),
  atLeast: optional(bound),
  atMost: optional(bound),
});

export const condition: Read<Condition> = (value, place) => {
  if (!isObject(value)) return report(place, 'T1', 'must be a condition');
  const form = Object.keys(CONDITIONS).find((key) => Object.hasOwn(value, key));
  if (form !== undefined) return CONDITIONS[form]?.(value, place);
  const read = numberCondition(value, place);
  if (read === undefined) return undefined;
  const { atLeast, atMost } = read;
  if (atLeast === undefined && atMost === undefined) {
    return report(place, 'T1', 'compares a fact with nothing');
  }
  return atLeast !== undefined && atMost !== undefined && atLeast > atMost
    ? report(place, 'T22', 'can never hold: atLeast is above atMost')
    : read;
};

const journal = tagged<JournalForm>('form', {
  value: object({ form: required(oneOf('value')) }),
  bands: object({
    form: required(oneOf('bands')),
    bands: required(list(bound, { min: 2, max: 30 })),
  }),
  presence: object({ form: required(oneOf('presence')) }),
  none: object({ form: required(oneOf('none')) }),
});
const countWords: Read<CountWords> = object({
  zero: optional(texts),
  one: optional(texts),
  other: required(texts),
});
const option: Read<ChoiceOption> = object({
  value: required(optionValue),
  label: required(texts),
  words: optional(texts),
  document: optional(factName),
});
const options = list(option, { min: 1, max: 60 });

const factBase = {
  name: required(factName),
  label: required(texts),
  help: optional(texts),
  askWhen: optional(condition),
  journal: required(journal),
} as const;

const timeUnit = oneOf('days', 'months', 'years');
const names = list(factName, { min: 2, max: 10 });
const derive = tagged<Derivation>('kind', {
  age: object({ kind: required(oneOf('age')), from: required(factName) }),
  delay: object({
    kind: required(oneOf('delay')),
    from: required(factName),
    unit: required(timeUnit),
    partThereof: required(flag),
    grace: optional(object({ unit: required(timeUnit), count: required(integer(1, 1000)) })),
    holidays: required(oneOf('nextWorkingDay', 'none')),
  }),
  onOrAfter: object({
    kind: required(oneOf('onOrAfter')),
    from: required(factName),
    date: required(date),
  }),
  greaterOf: object({ kind: required(oneOf('greaterOf')), of: required(names) }),
  lesserOf: object({ kind: required(oneOf('lesserOf')), of: required(names) }),
  sumOf: object({ kind: required(oneOf('sumOf')), of: required(names) }),
});

export const fact: Read<FactDefinition> = tagged<FactDefinition>('type', {
  integer: object({
    type: required(oneOf('integer')),
    ...factBase,
    min: required(bound),
    max: required(bound),
    default: optional(bound),
    words: required(countWords),
  }),
  money: object({
    type: required(oneOf('money')),
    ...factBase,
    min: required(amount),
    max: required(amount),
    words: required(countWords),
  }),
  date: object({
    type: required(oneOf('date')),
    ...factBase,
    earliest: required(date),
    future: required(flag),
  }),
  choice: object({
    type: required(oneOf('choice')),
    ...factBase,
    options: required(options),
    default: optional(optionValue),
    byRight: optional(flag),
  }),
  boolean: object({
    type: required(oneOf('boolean')),
    ...factBase,
    default: optional(flag),
    words: required(object({ yes: required(texts), no: optional(texts) })),
  }),
  document: object({
    type: required(oneOf('document')),
    ...factBase,
    minLength: required(integer(1, 40)),
    maxLength: required(integer(1, 40)),
    words: required(texts),
  }),
  waiver: object({
    type: required(oneOf('waiver')),
    ...factBase,
    options: required(options),
    authority: required(authority),
  }),
  derived: object({
    type: required(oneOf('derived')),
    ...factBase,
    derive: required(derive),
    max: required(bound),
    words: optional(countWords),
  }),
});
