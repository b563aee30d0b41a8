/**
 * A pen that walks down sheets of A4 and remembers what it put where, in points. When a sheet is full it
 * takes another and draws the running head on it. Nothing is a PDF yet.
 */
import type { Language } from '#domain/language.ts';
import { wrapText } from '#domain/receipt/wrap.ts';
import type { Element, Sheet, Sheets, Tag } from './sheets.ts';

const A4_SHORT = 595.28;
const A4_LONG = 841.89;
/** Left is wider: offices punch and bind. */
const MARGIN = { left: 48, right: 34, top: 34, bottom: 46 } as const;

const MOST_WRAPPED = 5_000;

/** Width of a text in points. */
export type MeasureText = (text: string, size: number, isBold: boolean) => number;

export interface TextStyle {
  readonly size: number;
  readonly isBold: boolean;
}

export type Align = 'left' | 'center' | 'right';

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly align: Align;
}

/** Lines of Devanagari stand further apart: it has signs above and below. */
const LINE: Readonly<Record<Language, number>> = { en: 1.36, hi: 1.5 };
/** From the top of a line down to where letters stand. */
const BASELINE: Readonly<Record<Language, number>> = { en: 1.03, hi: 1.12 };

export class SheetPen {
  readonly language: Language;
  readonly measure: MeasureText;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly #sheets: Sheet[] = [];
  readonly #elements: Element[] = [{ tag: 'Document', parent: 0 }];
  #sheet: Sheet = { texts: [], fills: [] };
  /** The same services and names stand in many rows. */
  readonly #wrapped = new Map<string, readonly string[]>();
  y: number = MARGIN.top;
  /** Draws the head of every sheet after the first. */
  runningHead: (pen: SheetPen) => void = () => {};

  constructor(of: {
    readonly language: Language;
    readonly measure: MeasureText;
    readonly isWide: boolean;
  }) {
    this.language = of.language;
    this.measure = of.measure;
    this.width = of.isWide ? A4_LONG : A4_SHORT;
    this.height = of.isWide ? A4_SHORT : A4_LONG;
    this.left = MARGIN.left;
    this.right = this.width - MARGIN.right;
    this.#sheets.push(this.#sheet);
  }

  readonly top = MARGIN.top;

  get bottom(): number {
    return this.height - MARGIN.bottom;
  }

  get footTop(): number {
    return this.height - MARGIN.bottom + 8;
  }

  get textWidth(): number {
    return this.right - this.left;
  }

  /** What is left of this sheet. */
  get room(): number {
    return this.bottom - this.y;
  }

  lineHeight(size: number): number {
    return size * LINE[this.language];
  }

  element(tag: Tag, parent = 0, scope?: 'Column' | 'Row'): number {
    this.#elements.push(scope === undefined ? { tag, parent } : { tag, parent, scope });
    return this.#elements.length - 1;
  }

  newSheet(): void {
    this.#sheet = { texts: [], fills: [] };
    this.#sheets.push(this.#sheet);
    this.y = MARGIN.top;
    this.runningHead(this);
  }

  /** A new sheet, unless `height` still has room on this one. */
  need(height: number): void {
    if (height > this.room) this.newSheet();
  }

  wrap(text: string, style: TextStyle, width: number): readonly string[] {
    const key = `${style.size} ${style.isBold ? 'b' : 'r'} ${width} ${text}`;
    const known = this.#wrapped.get(key);
    if (known !== undefined) return known;
    const isShort = this.measure(text, style.size, style.isBold) <= width;
    const lines = isShort
      ? [text]
      : wrapText(text, width, (part) => this.measure(part, style.size, style.isBold));
    if (this.#wrapped.size >= MOST_WRAPPED) this.#wrapped.clear();
    this.#wrapped.set(key, lines);
    return lines;
  }

  /** One line at the pen's height, or `below` it. The pen stays. */
  write(
    text: string,
    style: TextStyle,
    at: Span & { readonly element: number | null; readonly below?: number },
  ): void {
    if (text === '') return;
    const free =
      at.align === 'left' ? 0 : at.to - at.from - this.measure(text, style.size, style.isBold);
    this.#sheet.texts.push({
      text,
      x: at.from + (at.align === 'center' ? free / 2 : free),
      baseline: this.y + (at.below ?? 0) + style.size * BASELINE[this.language],
      size: style.size,
      isBold: style.isBold,
      element: at.element,
    });
  }

  /** Wraps, writes and moves down; takes a new sheet where a line has no room. */
  paragraph(text: string, style: TextStyle, at: Span & { readonly element: number | null }): void {
    const line = this.lineHeight(style.size);
    for (const part of this.wrap(text, style, at.to - at.from)) {
      this.need(line);
      this.write(part, style, at);
      this.y += line;
    }
  }

  /** A rectangle at the pen's height, or `below` it. The pen stays. */
  fill(
    x: number,
    of: {
      readonly width: number;
      readonly height: number;
      readonly gray?: number;
      readonly below?: number;
    },
  ): void {
    const { width, height, gray = 0, below = 0 } = of;
    this.#sheet.fills.push({ x, y: this.y + below, width, height, gray });
  }

  rule(weight: number): void {
    this.fill(this.left, { width: this.textWidth, height: weight });
  }

  /** Draws on every sheet once all are known: what stands at their feet. */
  finish(foot: (pen: SheetPen, sheet: number, sheets: number) => void): Sheets {
    for (const [index, sheet] of this.#sheets.entries()) {
      this.#sheet = sheet;
      this.y = this.footTop;
      foot(this, index + 1, this.#sheets.length);
    }
    return {
      width: this.width,
      height: this.height,
      sheets: this.#sheets,
      elements: this.#elements,
    };
  }
}
