/**
 * Places a document's blocks on paper: every line of text, rule and square gets its dot position.
 * What cannot be placed whole (an amount, the QR) is refused; any other text wraps.
 */
import { MISSING } from '#domain/receipt/drawable.ts';
import type { PaperBlock, PaperDocument, PaperWidth } from '#domain/receipt/paper.ts';
import { fail, ok, unreachable, type Result } from '#domain/result.ts';
import { HEAD_DOTS, Pen, type Ink, type MeasureText } from './pen.ts';
import { QUIET_MODULES, qrDotsPerModule, qrModules } from './qr.ts';

const LABEL_DOTS: Readonly<Record<PaperWidth, number>> = { 58: 146, 80: 172 };
const LABEL_GAP_DOTS = 8;
const COLUMN_GAP_DOTS = 16;
/** A description narrower than this goes above its amount instead of beside it. */
const MIN_LABEL_DOTS = 130;
/** The total is as large as it can be on one line, never smaller than any other text. */
const TOTAL_PX = [76, 68, 60, 52, 46, 40, 36, 33] as const;
const BANNER_PADDING_DOTS = 6;
const SIGNATURE_SPACE_DOTS = 90;

/** All of a paper's inks with their places. */
export interface Sheet {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly inks: readonly Ink[];
}

type Block<Kind extends PaperBlock['kind']> = Extract<PaperBlock, { readonly kind: Kind }>;

const DONE: Result<null> = ok(null);
const undrawable = (line: string): Result<null> => fail('PRINT_UNDRAWABLE', { line });

function placeText(pen: Pen, block: Block<'text'>): Result<null> {
  const style = { ...pen.types[block.size], bold: block.weight === 'bold' };
  pen.y += pen.column(block.text, style, { from: pen.left, to: pen.right, align: block.align });
  return DONE;
}

function placePair(pen: Pen, block: Block<'pair'>): Result<null> {
  const split = pen.left + LABEL_DOTS[pen.paper];
  const { px, lineDots } = pen.types.normal;
  const label = { px: pen.types.small.px - 1, lineDots, baselinePx: px, bold: false };
  const value = { ...pen.types.normal, bold: block.weight === 'bold' };
  const labelTo = split - LABEL_GAP_DOTS;
  const labelDots = pen.column(block.label, label, { from: pen.left, to: labelTo, align: 'left' });
  const valueDots = pen.column(block.value, value, { from: split, to: pen.right, align: 'left' });
  pen.y += Math.max(labelDots, valueDots);
  return DONE;
}

function placeAmount(pen: Pen, block: Block<'amount'>): Result<null> {
  const style = { ...pen.types[block.size], bold: block.weight === 'bold' };
  const amountDots = pen.measure(block.amount, style.px, style.bold);
  if (amountDots > pen.width || block.amount.includes(MISSING)) return undrawable(block.label);
  const besideDots = pen.width - amountDots - COLUMN_GAP_DOTS;
  const isBeside = besideDots >= MIN_LABEL_DOTS;
  const amountAt = { from: pen.left, to: pen.right, align: 'right' } as const;
  if (isBeside) pen.write(block.amount, style, amountAt);
  const labelTo = isBeside ? pen.left + besideDots : pen.right;
  pen.y += pen.column(block.label, style, { from: pen.left, to: labelTo, align: 'left' });
  if (!isBeside) {
    pen.write(block.amount, style, amountAt);
    pen.y += style.lineDots;
  }
  return DONE;
}

function placeTotal(pen: Pen, block: Block<'total'>): Result<null> {
  const px = TOTAL_PX.find((size) => pen.measure(block.amount, size, true) <= pen.width);
  if (px === undefined || block.amount.includes(MISSING)) return undrawable('total');
  const style = { px, lineDots: Math.round(px * 1.24), bold: true };
  pen.write(block.amount, style, { from: pen.left, to: pen.right, align: 'right' });
  pen.y += style.lineDots;
  return DONE;
}

function placeBanner(pen: Pen, text: string): Result<null> {
  const style = { ...pen.types.large, bold: true, white: true };
  const lines = pen.wrap(text, style, pen.width - 2 * BANNER_PADDING_DOTS);
  const height = lines.length * style.lineDots + 2 * BANNER_PADDING_DOTS;
  pen.fill(pen.left, { width: pen.width, height });
  pen.y += BANNER_PADDING_DOTS;
  for (const line of lines) {
    pen.write(line, style, { from: pen.left, to: pen.right, align: 'center' });
    pen.y += style.lineDots;
  }
  pen.y += BANNER_PADDING_DOTS;
  return DONE;
}

function placeRule(pen: Pen, style: Block<'rule'>['style']): Result<null> {
  const height = style === 'thick' ? 4 : 2;
  const [dash, step] = style === 'dashed' ? [6, 12] : [pen.width, pen.width];
  for (let x = pen.left; x < pen.right; x += step) {
    pen.fill(x, { width: Math.min(dash, pen.right - x), height });
  }
  pen.y += height;
  return DONE;
}

function placeSignature(pen: Pen, text: string): Result<null> {
  pen.y += SIGNATURE_SPACE_DOTS;
  placeRule(pen, 'dashed');
  pen.y += 4;
  const style = { ...pen.types.small, bold: false };
  pen.y += pen.column(text, style, { from: pen.left, to: pen.right, align: 'left' });
  return DONE;
}

function placeQr(pen: Pen, text: string): Result<null> {
  const modules = qrModules(text);
  const dotsPerModule = modules === null ? null : qrDotsPerModule(modules, pen.width);
  if (modules === null || dotsPerModule === null) return undrawable('QR');
  const side = (modules.size + 2 * QUIET_MODULES) * dotsPerModule;
  const quiet = QUIET_MODULES * dotsPerModule;
  const x = pen.left + Math.floor((pen.width - side) / 2) + quiet;
  pen.inks.push({ kind: 'qr', x, y: pen.y + quiet, dotsPerModule, modules });
  pen.y += side;
  return DONE;
}

/** A ruler with a tick each millimetre, then squares of one, two and four dots. */
function placePattern(pen: Pen): Result<null> {
  const to = HEAD_DOTS[pen.paper];
  for (let x = 0; x < to; x += 8) pen.fill(x, { width: 1, height: x % 80 === 0 ? 24 : 12 });
  pen.y += 28;
  for (const step of [1, 2, 4]) {
    for (let row = 0; row < 8; row += step) {
      const from = (row / step) % 2 === 0 ? 0 : step;
      for (let x = from; x < to; x += 2 * step) pen.fill(x, { width: step, height: step });
      pen.y += step;
    }
  }
  return DONE;
}

function place(pen: Pen, block: PaperBlock): Result<null> {
  switch (block.kind) {
    case 'text':
      return placeText(pen, block);
    case 'pair':
      return placePair(pen, block);
    case 'amount':
      return placeAmount(pen, block);
    case 'total':
      return placeTotal(pen, block);
    case 'banner':
      return placeBanner(pen, block.text);
    case 'rule':
      return placeRule(pen, block.style);
    case 'signature':
      return placeSignature(pen, block.text);
    case 'qr':
      return placeQr(pen, block.text);
    case 'pattern':
      return placePattern(pen);
    case 'space':
      pen.y += Math.round((block.tenths * pen.types.normal.lineDots) / 10);
      return DONE;
    case 'cut':
      return DONE;
    default:
      return unreachable(block);
  }
}

/** Places every block; PRINT_UNDRAWABLE names the first that cannot be placed whole. */
export function typeset(document: PaperDocument, measure: MeasureText): Result<Sheet> {
  const pen = new Pen(document, measure);
  for (const block of document.blocks) {
    const placed = place(pen, block);
    if (!placed.ok) return placed;
  }
  return ok({ widthDots: HEAD_DOTS[document.paper], heightDots: pen.y, inks: pen.inks });
}
