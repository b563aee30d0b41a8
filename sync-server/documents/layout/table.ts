/**
 * Tables over as many sheets as they need: headings repeated, summed columns carried forward at the foot
 * of a sheet and brought forward on the next, as a cash book does it, and the total with its last row.
 */
import {
  cellText,
  totalsOf,
  typedCell,
  type Cell,
  type TableBlock,
} from '#domain/documents/form.ts';
import { paise } from '#domain/money.ts';
import { printable } from '#domain/receipt/drawable.ts';
import { CELL_PADDING, gridOf, type Grid } from './columns.ts';
import type { Align, SheetPen, TextStyle } from './pen.ts';
import { SHEET_WORDS } from './words.ts';

const HEADING_GRAY = 0.9;
const SUM_GRAY = 0.95;
const HAIR = 0.4;
const THICK = 0.9;
const TITLE = { size: 10, isBold: true } as const;
/** A table that is no higher than this part of a sheet is not torn. */
const WHOLE_SHARE = 0.4;
/** A heading alone at the foot of a sheet helps nobody: so many rows go with it. */
const ROWS_WITH_HEADING = 2;

/** The lines of each cell of a row. */
type Lines = readonly (readonly string[])[];
type ElementOf = (column: number) => number | null;
const NO_ELEMENT: ElementOf = () => null;

interface RowStyle extends TextStyle {
  readonly gray: number | null;
  /** Of the first cell, where it is not its column's. */
  readonly firstAlign?: Align;
}

/** One table on its way down the sheets. */
class TableWalk {
  readonly #pen: SheetPen;
  readonly #table: TableBlock;
  readonly #grid: Grid;
  readonly #element: number;
  readonly #plain: RowStyle;
  readonly #strong: RowStyle;
  /** Of the summed columns, over the rows that were written. */
  readonly #sums: number[];
  /** The first summed column; the word before a sum has the room of those before it. */
  readonly #firstSum: number;
  readonly #footHeight: number;
  /** Where the part begins whose columns are not ruled yet. */
  #top = 0;

  constructor(pen: SheetPen, table: TableBlock, grid: Grid) {
    this.#pen = pen;
    this.#table = table;
    this.#grid = grid;
    this.#element = pen.element('Table');
    this.#plain = { size: grid.size, isBold: false, gray: null };
    this.#strong = { size: grid.size, isBold: true, gray: SUM_GRAY };
    this.#sums = table.columns.map(() => 0);
    this.#firstSum = table.columns.findIndex(({ isSummed }) => isSummed === true);
    this.#footHeight = grid.total === null ? 0 : this.#height([]) * 2;
  }

  /** Figures have the width that they need; words wrap. */
  #lines(texts: readonly string[], style: TextStyle): Lines {
    return this.#grid.columns.map(({ from, to, isWords }, index) => {
      const text = texts[index] ?? '';
      if (text === '') return [];
      return isWords ? this.#pen.wrap(text, style, to - from - 2 * CELL_PADDING) : [text];
    });
  }

  #headingLines(): Lines {
    const style = { size: this.#grid.size, isBold: true };
    return this.#grid.columns.map(({ from, to }, index) =>
      this.#pen.wrap(this.#grid.titles[index] ?? '', style, to - from - 2 * CELL_PADDING),
    );
  }

  #height(lines: Lines): number {
    let most = 1;
    for (const cell of lines) most = Math.max(most, cell.length);
    return most * this.#pen.lineHeight(this.#grid.size) + CELL_PADDING;
  }

  /** Writes a row that has room, and moves below it. */
  #row(lines: Lines, style: RowStyle, elementOf: ElementOf): void {
    const pen = this.#pen;
    const height = this.#height(lines);
    const width = pen.textWidth;
    if (style.gray !== null) pen.fill(pen.left, { width, height, gray: style.gray });
    const line = pen.lineHeight(this.#grid.size);
    for (const [index, { from, to, align }] of this.#grid.columns.entries()) {
      const own = index === 0 ? (style.firstAlign ?? align) : align;
      const at = { from: from + CELL_PADDING, to: to - CELL_PADDING, align: own };
      const element = elementOf(index);
      for (const [n, text] of (lines[index] ?? []).entries()) {
        pen.write(text, style, { ...at, element, below: n * line + CELL_PADDING / 2 });
      }
    }
    pen.y += height;
    pen.fill(pen.left, { width, height: HAIR });
  }

  /** Rules between columns, from where they ended last down to the pen. */
  #rules(firstColumn: number): void {
    const pen = this.#pen;
    const height = pen.y - this.#top;
    const inner = this.#grid.columns.slice(firstColumn).map(({ from }) => from);
    for (const x of new Set([pen.left, ...inner, pen.right - HAIR])) {
      pen.fill(x, { width: HAIR, height, below: -height });
    }
    this.#top = pen.y;
  }

  #heading(elementOf: ElementOf): void {
    const pen = this.#pen;
    this.#top = pen.y;
    pen.fill(pen.left, { width: pen.textWidth, height: THICK });
    const style = { size: this.#grid.size, isBold: true, gray: HEADING_GRAY };
    this.#row(this.#headingLines(), style, elementOf);
  }

  /** A row of sums, its word running on over the columns that have none. */
  #sumRow(word: string, sums: readonly string[], elementOf: ElementOf): void {
    this.#rules(0);
    const { columns } = this.#grid;
    const room = (columns[this.#firstSum]?.from ?? 0) - this.#pen.left - 2 * CELL_PADDING;
    const wordLines = room > 0 ? this.#pen.wrap(word, this.#strong, room) : [];
    const [, ...others] = this.#lines(sums, this.#strong);
    const lines = this.#firstSum === 0 ? this.#lines(sums, this.#strong) : [wordLines, ...others];
    this.#row(lines, { ...this.#strong, firstAlign: 'left' }, elementOf);
    this.#rules(this.#firstSum);
  }

  #sumsSoFar(): readonly string[] {
    return this.#table.columns.map((column, at) => {
      if (column.isSummed !== true) return '';
      const sum = this.#sums[at] ?? 0;
      const cell: Cell = column.type === 'amount' ? paise(sum) : sum;
      return cellText(typedCell(column, cell), this.#pen.language);
    });
  }

  /** Goes on with the table on another sheet. */
  #turn(rowsDone: number): void {
    const pen = this.#pen;
    const hasSums = this.#firstSum >= 0 && rowsDone > 0;
    const sums = hasSums ? this.#sumsSoFar() : [];
    if (hasSums) this.#sumRow(SHEET_WORDS.carriedForward[pen.language], sums, NO_ELEMENT);
    else this.#rules(0);
    pen.newSheet();
    this.#heading(NO_ELEMENT);
    if (hasSums) this.#sumRow(SHEET_WORDS.broughtForward[pen.language], sums, NO_ELEMENT);
  }

  /** A row that is higher than a sheet goes on several, line by line. */
  #longRow(lines: Lines, of: { readonly elementOf: ElementOf; readonly rowsDone: number }): void {
    const line = this.#pen.lineHeight(this.#grid.size);
    let rest = lines;
    while (rest.some((cell) => cell.length > 0)) {
      const room = this.#pen.room - this.#footHeight - CELL_PADDING;
      const fits = Math.floor(room / line);
      if (fits > 0) {
        this.#row(
          rest.map((cell) => cell.slice(0, fits)),
          this.#plain,
          of.elementOf,
        );
        rest = rest.map((cell) => cell.slice(fits));
      }
      if (rest.some((cell) => cell.length > 0)) this.#turn(of.rowsDone);
    }
  }

  #bodyRow(texts: readonly string[], rowsDone: number): void {
    const pen = this.#pen;
    const lines = this.#lines(texts, this.#plain);
    const needed = this.#height(lines) + this.#footHeight;
    const row = pen.element('TR', this.#element);
    const cells = this.#grid.columns.map(() => pen.element('TD', row));
    const elementOf: ElementOf = (at) => cells[at] ?? null;
    const isLong = needed > (pen.bottom - pen.top) / 2;
    if (isLong) this.#longRow(lines, { elementOf, rowsDone });
    else {
      if (needed > pen.room) this.#turn(rowsDone);
      this.#row(lines, this.#plain, elementOf);
    }
    for (const [at, cell] of (this.#table.rows[rowsDone] ?? []).entries()) {
      if (typeof cell === 'number') this.#sums[at] = (this.#sums[at] ?? 0) + cell;
    }
  }

  #nothing(): void {
    const pen = this.#pen;
    const element = pen.element('TD', pen.element('TR', this.#element));
    const at = { from: pen.left, to: pen.right, align: 'center', element } as const;
    this.#rules(0);
    pen.write(SHEET_WORDS.nothing[pen.language], this.#plain, { ...at, below: CELL_PADDING / 2 });
    pen.y += this.#height([]);
    pen.fill(pen.left, { width: pen.textWidth, height: HAIR });
    this.#rules(this.#grid.columns.length);
  }

  #title(): void {
    const pen = this.#pen;
    if (this.#table.title === null) return;
    pen.y += 4;
    const element = pen.element('H2');
    const at = { from: pen.left, to: pen.right, align: 'left', element } as const;
    pen.paragraph(printable(this.#table.title[pen.language]), TITLE, at);
    pen.y += 2;
  }

  walk(): void {
    const pen = this.#pen;
    const { total, rows } = this.#grid;
    const titleHeight = this.#table.title === null ? 0 : pen.lineHeight(TITLE.size) + 6;
    const headingHeight = titleHeight + this.#height(this.#headingLines());
    const whole = headingHeight + rows.length * this.#height([]) + this.#footHeight;
    const least = headingHeight + ROWS_WITH_HEADING * this.#height([]) + this.#footHeight;
    pen.need(whole <= (pen.bottom - pen.top) * WHOLE_SHARE ? whole : least);
    this.#title();
    const headingRow = pen.element('TR', this.#element);
    this.#heading(() => pen.element('TH', headingRow, 'Column'));
    if (rows.length === 0) this.#nothing();
    for (const [index, texts] of rows.entries()) this.#bodyRow(texts, index);
    if (total !== null && rows.length > 0) {
      const row = pen.element('TR', this.#element);
      this.#sumRow(SHEET_WORDS.total[pen.language], total, (at) =>
        at === 0 ? pen.element('TH', row, 'Row') : pen.element('TD', row),
      );
    } else this.#rules(0);
    pen.fill(pen.left, { width: pen.textWidth, height: THICK });
    pen.y += 8;
  }
}

export function placeTable(pen: SheetPen, table: TableBlock): void {
  const grid = gridOf(table, {
    language: pen.language,
    measure: pen.measure,
    left: pen.left,
    width: pen.textWidth,
    total: totalsOf(table),
  });
  new TableWalk(pen, table, grid).walk();
}
