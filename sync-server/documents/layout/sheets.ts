/**
 * Sheets of a document before anything is a PDF: texts and fills at their places in points from the top
 * left, and what each text is (a heading, a cell) for those who hear a document instead of seeing it.
 */
export type Tag = 'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD';

export interface Element {
  readonly tag: Tag;
  /** Index of the element that holds it; the first holds all. */
  readonly parent: number;
  /** What a heading cell is the heading of. */
  readonly scope?: 'Column' | 'Row';
}

export interface TextInk {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly size: number;
  readonly isBold: boolean;
  /** Index of its element; null for what only helps the eye: repeated headings, page numbers. */
  readonly element: number | null;
}

export interface FillInk {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 is black, 1 is paper. */
  readonly gray: number;
}

export interface Sheet {
  readonly texts: TextInk[];
  readonly fills: FillInk[];
}

export interface Sheets {
  readonly width: number;
  readonly height: number;
  readonly sheets: readonly Sheet[];
  readonly elements: readonly Element[];
}
