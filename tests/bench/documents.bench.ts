/**
 * The day book of an office of 40,000 receipts as a tagged PDF that Hindi can be searched in, against Skia
 * drawing the very same texts at the same places with the same fonts and nothing else: no layout, no
 * tags, no text behind Hindi. Both in one process, in turn; processor time, so that whoever else works
 * here does not count.
 */
import { GlobalFonts, PDFDocument } from '@napi-rs/canvas';

import { inRoot } from '#build/paths.ts';
import { dayBookForm } from '#domain/documents/day-book.ts';
import { layoutForm } from '#server/documents/layout/layout.ts';
import type { Sheets } from '#server/documents/layout/sheets.ts';
import { measureText, renderPdf } from '#server/documents/pdf/render.ts';
import { issued } from '#tests/domain/documents/kit.ts';
import { dayBook } from '#tests/testkit/document-samples.ts';

import type { BenchRow } from './row.ts';

const RECEIPTS = 40_000;
const ROUNDS = 2;
const AIM = 0.5;

function drawWithSkia(sheets: Sheets): number {
  const document = new PDFDocument({});
  for (const { texts } of sheets.sheets) {
    const page = document.beginPage(sheets.width, sheets.height);
    for (const { text, x, baseline, size, isBold } of texts) {
      page.font = `${isBold ? 'bold ' : ''}${size}px "Bench Latin", "Bench Devanagari"`;
      page.fillText(text, x, baseline);
    }
    document.endPage();
  }
  return document.close().byteLength;
}

function registerFonts(): void {
  for (const weight of ['Regular', 'Bold']) {
    const file = (family: string) => inRoot('resources', 'fonts', `${family}-${weight}.ttf`);
    GlobalFonts.registerFromPath(file('NotoSans'), 'Bench Latin');
    GlobalFonts.registerFromPath(file('NotoSansDevanagari'), 'Bench Devanagari');
  }
}

function seconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

const least = (values: readonly number[]): number => Math.min(...values);

export function rows(): readonly BenchRow[] {
  registerFonts();
  const form = issued(dayBookForm(dayBook(RECEIPTS)));
  const sheets = layoutForm(form, { language: 'hi', measure: measureText });
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(seconds(() => renderPdf(form, 'hi')));
    theirs.push(seconds(() => drawWithSkia(sheets)));
  }
  const [figure, peerFigure] = [least(ours), least(theirs)];
  return [
    {
      name: `day book of ${RECEIPTS} receipts, ${sheets.sheets.length} sheets, as PDF`,
      figure,
      unit: 's',
      peer: 'Skia drawing the same texts, nothing else',
      peerFigure,
      ratio: figure / peerFigure,
      aim: `<= ${AIM.toFixed(2)}x`,
      met: figure / peerFigure <= AIM,
    },
  ];
}
