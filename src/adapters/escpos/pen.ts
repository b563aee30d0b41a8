/**
 * A pen that walks down a paper and remembers what it put where, in dots: 203 to the inch, 8 to the
 * millimetre. Nothing is drawn here.
 */
import type { Language } from '#domain/language.ts';
import type { PaperDocument, PaperWidth, TextAlign, TextSize } from '#domain/receipt/paper.ts';
import { wrapText } from '#domain/receipt/wrap.ts';
import type { QrModules } from './qr.ts';

/** Dots of the print head; the roll is wider. */
export const HEAD_DOTS: Readonly<Record<PaperWidth, number>> = { 58: 384, 80: 576 };
const MARGIN_DOTS: Readonly<Record<PaperWidth, number>> = { 58: 4, 80: 8 };
const MARK_GUTTER_DOTS = 30;

export interface Type {
  readonly px: number;
  readonly lineDots: number;
}

const LATIN_TYPES: Readonly<Record<TextSize, Type>> = {
  small: { px: 21, lineDots: 30 },
  normal: { px: 25, lineDots: 36 },
  large: { px: 32, lineDots: 46 },
  huge: { px: 60, lineDots: 82 },
};

/** Devanagari of the same size has smaller letters and finer strokes: small print is set larger. */
const TYPES: Readonly<Record<Language, Readonly<Record<TextSize, Type>>>> = {
  en: LATIN_TYPES,
  hi: { ...LATIN_TYPES, small: { px: 23, lineDots: 31 }, normal: { px: 26, lineDots: 37 } },
};

export interface LineStyle extends Type {
  readonly bold: boolean;
  readonly white?: boolean;
  /** Stands on the baseline of text of this size, where it shares a line with it. */
  readonly baselinePx?: number;
}

/** Where a line stands, in dots from the left edge of the head. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly align: TextAlign;
}

export interface TextInk {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly px: number;
  readonly bold: boolean;
  readonly white: boolean;
  readonly widthDots: number;
}

export type Ink =
  | TextInk
  | {
      readonly kind: 'fill';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'qr';
      readonly x: number;
      readonly y: number;
      readonly dotsPerModule: number;
      readonly modules: QrModules;
    };

/** Width in dots of a text at a size. */
export type MeasureText = (text: string, px: number, bold: boolean) => number;

export class Pen {
  y = 0;
  readonly inks: Ink[] = [];
  readonly left: number;
  readonly right: number;
  readonly paper: PaperWidth;
  readonly types: Readonly<Record<TextSize, Type>>;
  readonly measure: MeasureText;
  readonly #lineMark: string | null;
  #markedAt = -1;

  constructor(document: PaperDocument, measure: MeasureText) {
    const margin = MARGIN_DOTS[document.paper];
    this.paper = document.paper;
    this.types = TYPES[document.language];
    this.measure = measure;
    this.#lineMark = document.lineMark;
    this.left = margin + (document.lineMark === null ? 0 : MARK_GUTTER_DOTS);
    this.right = HEAD_DOTS[document.paper] - margin;
  }

  get width(): number {
    return this.right - this.left;
  }

  wrap(text: string, style: LineStyle, widthDots: number): string[] {
    return wrapText(text, widthDots, (part) => this.measure(part, style.px, style.bold));
  }

  /** Writes one line at the pen's height without moving it. */
  write(text: string, style: LineStyle, at: Span): void {
    const widthDots = this.measure(text, style.px, style.bold);
    const free = at.to - at.from - widthDots;
    const shift = at.align === 'left' ? 0 : at.align === 'right' ? free : free / 2;
    const baseline =
      this.y + Math.round((style.lineDots + (style.baselinePx ?? style.px) * 0.66) / 2);
    const x = Math.max(at.from, Math.floor(at.from + shift));
    this.#put(text, style, { x, baseline, widthDots });
    this.#mark(baseline);
  }

  #put(
    text: string,
    { px, bold, white }: LineStyle,
    at: { readonly x: number; readonly baseline: number; readonly widthDots: number },
  ): void {
    this.inks.push({ kind: 'text', text, px, bold, white: white === true, ...at });
  }

  #mark(baseline: number): void {
    if (this.#lineMark === null || this.#markedAt === baseline) return;
    this.#markedAt = baseline;
    const style = { ...this.types.small, bold: true };
    const widthDots = this.measure(this.#lineMark, style.px, style.bold);
    this.#put(this.#lineMark, style, { x: MARGIN_DOTS[this.paper], baseline, widthDots });
  }

  /** Wraps and writes in a column; returns the height used. The pen stays. */
  column(text: string, style: LineStyle, at: Span): number {
    const top = this.y;
    for (const line of this.wrap(text, style, at.to - at.from)) {
      this.write(line, style, at);
      this.y += style.lineDots;
    }
    const used = this.y - top;
    this.y = top;
    return used;
  }

  /** A black rectangle from the pen's height down. The pen stays. */
  fill(x: number, size: { readonly width: number; readonly height: number }): void {
    this.inks.push({ kind: 'fill', x, y: this.y, ...size });
  }
}
