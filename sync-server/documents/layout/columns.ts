/**
 * How wide a table's columns are, and in which size it is set. A figure is never broken or cut: figures
 * get what they need, words share the rest and wrap.
 */
import { cellText, typedCell, type Column, type TableBlock } from '#domain/documents/form.ts';
import type { Language } from '#domain/language.ts';
import { printable } from '#domain/receipt/drawable.ts';
import { assert } from '#domain/result.ts';
import type { Align, MeasureText } from './pen.ts';

const SIZES = [8.5, 8, 7.5, 7, 6.5, 6] as const;
export const CELL_PADDING = 3;
/** Words are not squeezed below this. */
const NARROWEST_WORDS = 42;

export interface GridColumn {
  readonly from: number;
  readonly to: number;
  readonly align: Align;
  readonly isWords: boolean;
}

export interface Grid {
  readonly size: number;
  readonly columns: readonly GridColumn[];
  readonly titles: readonly string[];
  /** What every cell says; the last row may be the total. */
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[] | null;
}

interface Needs {
  /** Of text set in one point. */
  readonly widest: readonly number[];
  /** Of the longest word of the title. */
  readonly title: readonly number[];
}

const isWords = ({ type }: Column): boolean => type === 'text' || type === 'words';

const alignOf = (column: Column): Align => {
  if (isWords(column)) return 'left';
  if (column.type === 'code') return 'left';
  return column.type === 'amount' || column.type === 'count' ? 'right' : 'center';
};

function widestOf(texts: Iterable<string>, measure: (text: string) => number): number {
  let widest = 0;
  for (const text of texts) widest = Math.max(widest, measure(text));
  return widest;
}

function needsOf(
  table: TableBlock,
  of: {
    readonly rows: Grid['rows'];
    readonly total: Grid['total'];
    readonly titles: Grid['titles'];
    readonly measure: MeasureText;
  },
): Needs {
  const at = (index: number) => of.rows.map((row) => row[index] ?? '');
  const widest = table.columns.map((_, index) =>
    Math.max(
      widestOf(at(index), (text) => of.measure(text, 1, false)),
      of.measure(of.total?.[index] ?? '', 1, true),
    ),
  );
  const title = of.titles.map((text) =>
    widestOf(text.split(' '), (word) => of.measure(word, 1, true)),
  );
  return { widest, title };
}

/** What each column of words gets of `room`: what it needs where that is less than its share. */
function shares(columns: readonly { need: number; weight: number }[], room: number): number[] {
  const given = columns.map(() => 0);
  let open = columns.map((_, index) => index);
  let left = room;
  for (;;) {
    const weights = open.reduce((so, index) => so + (columns[index]?.weight ?? 1), 0);
    const share = (index: number) => (left * (columns[index]?.weight ?? 1)) / weights;
    const content = open.filter((index) => (columns[index]?.need ?? 0) <= share(index));
    if (content.length === 0 || content.length === open.length) {
      for (const index of open) given[index] = share(index);
      return given;
    }
    for (const index of content) {
      given[index] = columns[index]?.need ?? 0;
      left -= given[index];
    }
    open = open.filter((index) => !content.includes(index));
  }
}

/** Widths in points at a size, or null where figures leave no room for words. */
function widthsAt(
  size: number,
  of: { readonly columns: readonly Column[]; readonly needs: Needs; readonly width: number },
): readonly number[] | null {
  const padded = (index: number, ems: number) =>
    Math.max(ems, of.needs.title[index] ?? 0) * size + 2 * CELL_PADDING + 0.5;
  const need = of.columns.map((_, index) => padded(index, of.needs.widest[index] ?? 0));
  const words = of.columns
    .map((column, index) => ({ column, index }))
    .filter((it) => isWords(it.column));
  const figures = need.reduce((so, it, index) => {
    const column = of.columns[index];
    return column !== undefined && isWords(column) ? so : so + it;
  }, 0);
  const room = of.width - figures;
  const least = words.reduce(
    (so, { index }) => so + Math.min(need[index] ?? 0, Math.max(NARROWEST_WORDS, padded(index, 0))),
    0,
  );
  if (room < least) return null;
  const given = shares(
    words.map(({ column, index }) => ({ need: need[index] ?? 0, weight: column.weight ?? 1 })),
    room,
  );
  const widths = [...need];
  for (const [at, { index }] of words.entries()) widths[index] = given[at] ?? 0;
  return words.length > 0 ? widths : spread(widths, of.width);
}

/** A table of figures alone takes the whole width. */
function spread(widths: readonly number[], width: number): readonly number[] {
  const more = (width - widths.reduce((so, it) => so + it, 0)) / Math.max(1, widths.length);
  return widths.map((it) => it + more);
}

const cellsOf = (table: TableBlock, row: TableBlock['rows'][number], language: Language) =>
  table.columns.map((column, at) => {
    const text = cellText(typedCell(column, row[at] ?? null), language);
    return column.type === 'text' || column.type === 'code' ? printable(text) : text;
  });

export function gridOf(
  table: TableBlock,
  of: {
    readonly language: Language;
    readonly measure: MeasureText;
    readonly left: number;
    readonly width: number;
    readonly total: TableBlock['rows'][number] | null;
  },
): Grid {
  const { columns } = table;
  const titles = columns.map(({ title }) => title[of.language]);
  const rows = table.rows.map((row) => cellsOf(table, row, of.language));
  const total = of.total === null ? null : cellsOf(table, of.total, of.language);
  const needs = needsOf(table, { rows, total, titles, measure: of.measure });
  for (const size of SIZES) {
    const widths = widthsAt(size, { columns, needs, width: of.width });
    if (widths === null) continue;
    let from = of.left;
    const placed = columns.map((column, index): GridColumn => {
      const to = from + (widths[index] ?? 0);
      const at = { from, to, align: alignOf(column), isWords: isWords(column) };
      from = to;
      return at;
    });
    return { size, columns: placed, titles, rows, total };
  }
  assert(false, `${table.id} has more columns than a sheet has room for`);
}
