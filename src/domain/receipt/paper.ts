/**
 * What goes on paper, before anything knows about dots: a document is a list of blocks, plain data
 * that a print job can store and print again. Widths, fonts and wrapping belong to whoever draws it.
 */
import type { Language } from '#domain/language.ts';

/** Width of the roll in millimetres. */
export const PAPER_WIDTHS = [58, 80] as const;
export type PaperWidth = (typeof PAPER_WIDTHS)[number];

export type TextSize = 'small' | 'normal' | 'large' | 'huge';
export type TextWeight = 'regular' | 'bold';
export type TextAlign = 'left' | 'center' | 'right';

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  readonly size: TextSize;
  readonly weight: TextWeight;
  readonly align: TextAlign;
}

/** A label and what it says, in two columns; both wrap. */
export interface PairBlock {
  readonly kind: 'pair';
  readonly label: string;
  readonly value: string;
  readonly weight: TextWeight;
}

/** A description and an amount. The amount stands right, on one line, or the print is refused. */
export interface AmountBlock {
  readonly kind: 'amount';
  readonly label: string;
  readonly amount: string;
  readonly size: TextSize;
  readonly weight: TextWeight;
}

/** The amount that matters, alone on its line, as large as the paper lets it be. */
export interface TotalBlock {
  readonly kind: 'total';
  readonly amount: string;
}

export type PaperBlock =
  | TextBlock
  | PairBlock
  | AmountBlock
  | TotalBlock
  /** White on black, across the paper. */
  | { readonly kind: 'banner'; readonly text: string }
  | { readonly kind: 'rule'; readonly style: 'thin' | 'thick' | 'dashed' }
  /** A space of `lines` tenths of a normal line. */
  | { readonly kind: 'space'; readonly tenths: number }
  /** A line to sign on, with what is signed beneath it. */
  | { readonly kind: 'signature'; readonly text: string }
  | { readonly kind: 'qr'; readonly text: string }
  /** Lines and squares across the whole width, to see a worn head or a wrong paper width. */
  | { readonly kind: 'pattern' }
  | { readonly kind: 'cut' };

export type PaperKind = 'receipt' | 'quote' | 'reversal' | 'test' | 'report';

export interface PaperDocument {
  readonly kind: PaperKind;
  readonly paper: PaperWidth;
  readonly language: Language;
  /** Drawn beside every line (training papers), so that no torn piece passes for a receipt. */
  readonly lineMark: string | null;
  readonly blocks: readonly PaperBlock[];
}
