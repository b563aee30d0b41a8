/**
 * What a tariff is, as data: services, the facts they need, the lines that make the fee, and the
 * law behind each line. The rules T1.. are written in docs/spec/tariff.md. A tariff reaches these
 * types only through `parse.ts`; nothing here computes.
 */
import type { Language, Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

/** Dates are `YYYY-MM-DD` text, money whole paise, choices their value, documents their number. */
export type FactValue = string | number | boolean;
export type FactValues = Readonly<Record<string, FactValue>>;

/** The first age (or count) of each band, ascending; the first is the fact's minimum. */
export type Bands = readonly number[];

/**
 * How a fact appears in a journal entry (P10): as it is, as the band it falls in, only that it was
 * given, or not at all (what was derived from it appears instead).
 */
export type JournalForm =
  | { readonly form: 'value' }
  | { readonly form: 'bands'; readonly bands: Bands }
  | { readonly form: 'presence' }
  | { readonly form: 'none' };

/** `{n}` is the number, grouped as in India, or the band. `zero` and `one` where they differ. */
export interface CountWords {
  readonly zero?: Texts;
  readonly one?: Texts;
  readonly other: Texts;
}

interface FactBase {
  readonly name: string;
  readonly label: Texts;
  readonly help?: Texts;
  /** Asked only where this holds of the facts before it. */
  readonly askWhen?: Condition;
  readonly journal: JournalForm;
}

export interface ChoiceOption {
  readonly value: string;
  readonly label: Texts;
  readonly words?: Texts;
  /** The document fact that must come with this option: a category claimed by right. */
  readonly document?: string;
}

export interface IntegerFact extends FactBase {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
  readonly default?: number;
  readonly words: CountWords;
}
export interface MoneyFact extends FactBase {
  readonly type: 'money';
  readonly min: Paise;
  readonly max: Paise;
  readonly words: CountWords;
}
export interface DateFact extends FactBase {
  readonly type: 'date';
  readonly earliest: IsoDate;
  /** A birth or a deed cannot lie ahead; an expiry can. */
  readonly future: boolean;
}
export interface ChoiceFact extends FactBase {
  readonly type: 'choice';
  readonly options: readonly ChoiceOption[];
  readonly default?: string;
  /** A category that lowers the fee by right: recorded, sampled afterwards, one clerk suffices. */
  readonly byRight?: boolean;
}
export interface BooleanFact extends FactBase {
  readonly type: 'boolean';
  readonly default?: boolean;
  readonly words: { readonly yes: Texts; readonly no?: Texts };
}
/** The number of a certificate or card. Personal: only its presence is journaled. */
export interface DocumentFact extends FactBase {
  readonly type: 'document';
  readonly minLength: number;
  readonly maxLength: number;
  readonly words: Texts;
}
/** Discretion: optional, a coded reason, and a second person's approval. Only a rebate reads it. */
export interface WaiverFact extends FactBase {
  readonly type: 'waiver';
  readonly options: readonly ChoiceOption[];
  readonly authority: string;
}

export type TimeUnit = 'days' | 'months' | 'years';

export type Derivation =
  /** Completed years of age on the day of the quote. */
  | { readonly kind: 'age'; readonly from: string }
  | {
      /** Units of time past a due date: 0 on the due date and before it. */
      readonly kind: 'delay';
      readonly from: string;
      readonly unit: TimeUnit;
      readonly partThereof: boolean;
      readonly grace?: { readonly unit: TimeUnit; readonly count: number };
      /** A due date on which the office is closed moves to the next working day. */
      readonly holidays: 'nextWorkingDay' | 'none';
    }
  | { readonly kind: 'onOrAfter'; readonly from: string; readonly date: IsoDate }
  | { readonly kind: 'greaterOf' | 'lesserOf' | 'sumOf'; readonly of: readonly string[] };

/** Never asked: computed from other facts, so that nobody can type it. */
export interface DerivedFact extends FactBase {
  readonly type: 'derived';
  readonly derive: Derivation;
  readonly max: number;
  readonly words?: CountWords;
}

export type FactDefinition =
  | IntegerFact
  | MoneyFact
  | DateFact
  | ChoiceFact
  | BooleanFact
  | DocumentFact
  | WaiverFact
  | DerivedFact;

/** A condition on a fact that was not asked or not given is false. */
export type Condition =
  | { readonly fact: string; readonly is: string | boolean }
  | { readonly fact: string; readonly in: readonly string[] }
  | { readonly fact: string; readonly atLeast?: number; readonly atMost?: number }
  | { readonly given: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Only the part of a fact over `above` and up to `upTo` counts. */
interface Portion {
  readonly fact: string;
  readonly above?: number;
  readonly upTo?: number;
}

export interface Slab {
  /** Both ends belong to the slab; `null` has no upper end. */
  readonly from: number;
  readonly upTo: number | null;
  readonly fee: Fee;
}

export type Fee =
  | { readonly form: 'fixed'; readonly amountPaise: Paise }
  | ({ readonly form: 'perUnit'; readonly ratePaise: Paise } & Portion)
  | ({
      readonly form: 'perStep';
      readonly step: number;
      readonly ratePaise: Paise;
      readonly partThereof: boolean;
    } & Portion)
  | ({
      readonly form: 'percent';
      readonly basisPoints: number;
      readonly minPaise?: Paise;
      readonly maxPaise?: Paise;
    } & Portion)
  | { readonly form: 'slabs'; readonly fact: string; readonly slabs: readonly Slab[] }
  | {
      readonly form: 'byChoice';
      readonly fact: string;
      readonly fees: readonly { readonly value: string; readonly fee: Fee }[];
    }
  | { readonly form: 'greaterOf' | 'lesserOf'; readonly of: readonly Fee[] }
  | { readonly form: 'unpublished' };

/** What a rebate takes off the lines it names: never more than they come to. */
export type Reduction =
  | { readonly form: 'percent'; readonly basisPoints: number }
  | { readonly form: 'amount'; readonly amountPaise: Paise }
  /** Lowers the named lines together to this amount. */
  | { readonly form: 'downTo'; readonly amountPaise: Paise };

interface LineBase {
  readonly code: string;
  readonly texts: Texts;
  /** The legal citation. */
  readonly authority: string;
  readonly head: string;
  readonly when?: Condition;
}
export interface ChargeLine extends LineBase {
  readonly kind: 'fee' | 'addOn';
  readonly fee: Fee;
}
export interface RebateLine extends LineBase {
  readonly kind: 'rebate';
  readonly off: readonly string[];
  readonly reduction: Reduction;
}
export type TariffLine = ChargeLine | RebateLine;

export interface TariffService {
  readonly code: string;
  readonly texts: Texts;
  readonly search: {
    readonly mnemonics: readonly string[];
    readonly words: Readonly<Record<Language, readonly string[]>>;
  };
  /** Names of facts, in the order in which they are asked; derived ones after their sources. */
  readonly facts: readonly string[];
  /** False: the row is known, its fee is not published in this tariff. */
  readonly published: boolean;
  /** Facts under which the fee is not published. */
  readonly unpublishedWhen?: Condition;
  readonly lines: readonly TariffLine[];
  /** Codes of lines that are charged together or not at all. */
  readonly together: readonly (readonly string[])[];
  /** What is usually asked for next, to be offered. */
  readonly nextLinked: readonly string[];
}

export interface RoundingRule {
  readonly mode: 'nearest' | 'up' | 'down';
  readonly toPaise: number;
  readonly texts: Texts;
  readonly authority: string;
}

export interface HeadOfAccount {
  readonly code: string;
  readonly texts: Texts;
}

export interface Tariff {
  readonly format: 1;
  readonly id: string;
  /** Rises with each correction; of two that hold at one instant the higher applies. */
  readonly version: number;
  readonly texts: Texts;
  readonly department: Texts;
  readonly authority: string;
  readonly notes: readonly string[];
  /** IST midnights, `validFrom` inclusive, `validTo` exclusive; null: until replaced. */
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  /** HQ's own permission to go on quoting after `validTo`, where nothing has replaced it. */
  readonly grace?: { readonly until: Instant; readonly authority: string };
  readonly rounding?: RoundingRule;
  readonly heads: readonly HeadOfAccount[];
  readonly facts: readonly FactDefinition[];
  readonly services: readonly TariffService[];
}

export interface PricedLine {
  readonly code: string;
  readonly kind: 'fee' | 'addOn' | 'rebate' | 'rounding';
  readonly texts: Texts;
  readonly authority: string;
  readonly head: string;
  /** Units or steps, and the price of each, where the line is made of them. */
  readonly quantity?: number;
  readonly ratePaise?: Paise;
  /** Negative for a rebate, and for a rounding down. */
  readonly amountPaise: Paise;
}

/** A lowering that is sampled (by right) or was approved (discretion), by coded value. */
export interface Concession {
  readonly kind: 'category' | 'waiver';
  readonly fact: string;
  readonly value: string;
}

export interface PricedCharge {
  readonly serviceCode: string;
  readonly serviceTexts: Texts;
  readonly tariffId: string;
  readonly tariffVersion: number;
  /** The instant whose tariff and day made the price: to price again, price at this one. */
  readonly pricedAt: Instant;
  readonly lines: readonly PricedLine[];
  /** The sum of the lines, never negative; nil is a fee too. */
  readonly totalPaise: Paise;
  /** For the citizen's screen and the receipt; made from {@link coarseFacts} alone. */
  readonly factsInWords: Readonly<Record<Language, readonly string[]>>;
  /** Safe to journal (P10) and enough to price again. */
  readonly coarseFacts: FactValues;
  readonly concessions: readonly Concession[];
  /** A second person has to approve before money moves. */
  readonly needsSecondPerson: boolean;
  /** Quoted under the tariff's own grace rule, after its end. */
  readonly inGrace: boolean;
}

/** What is wrong with a tariff: where, which rule of docs/spec/tariff.md, and a sentence. */
export interface TariffProblem {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}
