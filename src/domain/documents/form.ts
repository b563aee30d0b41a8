/**
 * What an official document says, before anybody draws it: a heading, facts, tables, certificates and
 * places to sign, as typed data in every language. The same form becomes pages, CSV and JSON; an amount
 * is paise in it and nowhere rounded. Pure; rules in docs/spec/documents.md.
 */
import type { Language, Texts } from '#domain/language.ts';
import { formatPaise, groupIndian, negate, paise, type Paise } from '#domain/money.ts';
import { paperDate, paperTime } from '#domain/receipt/blocks.ts';
import { assert } from '#domain/result.ts';
import { formatIstTime, type Instant, type IsoDate } from '#domain/time.ts';
import { amountInWords } from '#domain/words.ts';

export const DOCUMENT_KINDS = [
  'shift-z',
  'denominations',
  'day-book',
  'cash-book',
  'receipts-register',
  'challan',
  'inspection-memo',
  'month-checklist',
  'cheque-register',
  'day-close',
  'day-supplement',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What a cell holds, by type. `words`: an amount that is written out. */
export interface CellValues {
  readonly text: string | Texts;
  /** A number or name of ours (a receipt, a counter, a head), which is never broken. */
  readonly code: string;
  readonly amount: Paise;
  readonly words: Paise;
  readonly count: number;
  readonly date: IsoDate;
  /** Hours and minutes of a day that is named elsewhere. */
  readonly clock: Instant;
  readonly moment: Instant;
}
export type CellType = keyof CellValues;
/** Null leaves the place empty. */
export type Cell = CellValues[CellType] | null;

export type Typed = {
  readonly [T in CellType]: { readonly type: T; readonly value: CellValues[T] | null };
}[CellType];

export type Fact = Typed & { readonly id: string; readonly label: Texts };

export interface Column {
  readonly id: string;
  readonly title: Texts;
  readonly type: CellType;
  /** Amounts and counts that are summed at the foot and carried from page to page. */
  readonly isSummed?: boolean;
  /** Of text: its share of the width that figures leave; 1 where nothing is said. */
  readonly weight?: number;
}

export type Row = readonly Cell[];

export interface FactsBlock {
  readonly kind: 'facts';
  readonly id: string;
  readonly facts: readonly Fact[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly id: string;
  readonly title: Texts | null;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface TextBlock {
  readonly kind: 'text';
  readonly id: string;
  /** `{name}` is filled from `blanks`. */
  readonly texts: Texts;
  readonly blanks: Readonly<Record<string, Typed>>;
  readonly isStrong: boolean;
}

export interface SignaturesBlock {
  readonly kind: 'signatures';
  readonly id: string;
  readonly boxes: readonly {
    readonly id: string;
    readonly role: Texts;
    /** Who is expected to sign, where it is known. */
    readonly name: string | null;
  }[];
}

export type FormBlock = FactsBlock | TableBlock | TextBlock | SignaturesBlock;

/** What a document's builder makes; the profile of forms puts the heading on it. */
export interface FormBody {
  readonly kind: DocumentKind;
  /** Which one of its kind: `KA-BLR-01-2026-11-23`. Letters, digits and hyphens. */
  readonly subject: string;
  readonly isWide: boolean;
  readonly isTraining: boolean;
  readonly blocks: readonly FormBlock[];
}

export interface FormOffice {
  readonly officeId: string;
  readonly department: Texts;
  readonly name: Texts;
  readonly address: Texts;
}

export interface FormDocument extends FormBody {
  readonly office: FormOffice;
  readonly profileId: string;
  /** `Form GAR-3`; null where the rules name no form. */
  readonly number: Texts | null;
  readonly title: Texts;
  /** Which rule asks for it. */
  readonly rule: Texts | null;
  /** What HQ knew at this instant. */
  readonly asOf: Instant;
}

const isTexts = (value: unknown): value is Texts => typeof value === 'object' && value !== null;

const FITS: Readonly<Record<CellType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' || isTexts(value),
  code: (value) => typeof value === 'string',
  amount: Number.isSafeInteger,
  words: Number.isSafeInteger,
  count: Number.isSafeInteger,
  date: (value) => typeof value === 'string',
  clock: Number.isSafeInteger,
  moment: Number.isSafeInteger,
};

/** A table whose cells fit their columns; others are a bug of the builder. */
export function tableOf(of: Omit<TableBlock, 'kind'>): TableBlock {
  for (const row of of.rows) {
    assert(row.length === of.columns.length, `${of.id}: ${row.length} cells`);
    for (const [at, { type, id }] of of.columns.entries()) {
      const cell = row[at] ?? null;
      assert(cell === null || FITS[type](cell), `${of.id}.${id} is no ${type}`);
    }
  }
  return { kind: 'table', ...of };
}

/** The sum of a summed column over some rows: what the foot of a page and of a table say. */
export function columnSum(rows: readonly Row[], at: number): number {
  let total = 0;
  for (const row of rows) {
    const cell = row[at];
    if (typeof cell === 'number') total += cell;
  }
  return total;
}

/** Of every column, null where it is not summed; null where none is. */
export function totalsOf({ columns, rows }: TableBlock): Row | null {
  if (!columns.some(({ isSummed }) => isSummed === true)) return null;
  return columns.map(({ isSummed, type }, at): Cell => {
    if (isSummed !== true) return null;
    const total = columnSum(rows, at);
    return type === 'amount' ? paise(total) : total;
  });
}

const MINUS: Texts = { en: 'Minus', hi: 'ऋण' };

function wordsOf(amountPaise: Paise, language: Language): string {
  if (amountPaise >= 0) return amountInWords(amountPaise, language);
  return `${MINUS[language]} ${amountInWords(negate(amountPaise), language)}`;
}

const grouped = (count: number): string =>
  count < 0 ? `-${groupIndian(String(-count))}` : groupIndian(String(count));

/** A cell as a person reads it on paper. */
export function cellText({ type, value }: Typed, language: Language): string {
  if (value === null) return '';
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : value[language];
    case 'code':
      return value;
    case 'amount':
      return formatPaise(value);
    case 'words':
      return wordsOf(value, language);
    case 'count':
      return grouped(value);
    case 'date':
      return paperDate(value);
    case 'clock':
      return formatIstTime(value);
    case 'moment':
      return paperTime(value);
  }
}

/** A cell of a column, with its type. The table was checked when it was made. */
export const typedCell = (column: Column, cell: Cell): Typed =>
  ({ type: column.type, value: cell }) as Typed;

/** A text with its blanks filled; a blank that nobody fills stays visible. */
export const filledText = ({ texts, blanks }: TextBlock, language: Language): string =>
  texts[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const blank = blanks[name];
    return blank === undefined ? whole : cellText(blank, language);
  });
