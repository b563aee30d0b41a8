/**
 * A form on sheets of A4: the office and what this is at the top, the blocks, and at every foot when HQ
 * knew it and which sheet of how many. The same form gives the same sheets.
 */
import type { FormBlock, FormDocument } from '#domain/documents/form.ts';
import type { Language } from '#domain/language.ts';
import { paperTime } from '#domain/receipt/blocks.ts';
import { printable } from '#domain/receipt/drawable.ts';
import { unreachable } from '#domain/result.ts';
import { placeFacts, placeSignatures, placeText } from './blocks.ts';
import { SheetPen, type MeasureText } from './pen.ts';
import type { Sheets } from './sheets.ts';
import { placeTable } from './table.ts';
import { filled, SHEET_WORDS } from './words.ts';

const SMALL = { size: 8, isBold: false } as const;
const BANNER = { size: 10, isBold: true } as const;

function placeBanner(pen: SheetPen, form: FormDocument): void {
  if (!form.isTraining) return;
  const height = pen.lineHeight(BANNER.size) + 4;
  pen.fill(pen.left, { width: pen.textWidth, height, gray: 0.85 });
  const at = { from: pen.left, to: pen.right, align: 'center', element: null, below: 2 } as const;
  pen.write(SHEET_WORDS.training[pen.language], BANNER, at);
  pen.y += height + 4;
}

function placeHead(pen: SheetPen, form: FormDocument): void {
  const { language } = pen;
  placeBanner(pen, form);
  const whole = { from: pen.left, to: pen.right, align: 'center' } as const;
  const say = (text: string, size: number, isBold: boolean) => {
    const element = pen.element('P');
    pen.paragraph(printable(text), { size, isBold }, { ...whole, element });
  };
  say(form.office.department[language], 9, false);
  say(form.office.name[language], 13, true);
  say(form.office.address[language], 8, false);
  pen.y += 5;
  const title = pen.element('H1');
  pen.paragraph(
    printable(form.title[language]),
    { size: 14, isBold: true },
    { ...whole, element: title },
  );
  const cited = [form.number, form.rule].flatMap((texts) =>
    texts === null ? [] : [texts[language]],
  );
  if (cited.length > 0) say(cited.join(' · '), 8.5, false);
  pen.y += 4;
  pen.rule(1);
  pen.y += 7;
}

/** On every further sheet: whose and what, small. */
function runningHead(form: FormDocument): (pen: SheetPen) => void {
  return (pen) => {
    placeBanner(pen, form);
    const { language } = pen;
    const at = { from: pen.left, to: pen.right, element: null } as const;
    const half = (pen.textWidth - 12) / 2;
    const [office = ''] = pen.wrap(printable(form.office.name[language]), SMALL, half);
    const [what = ''] = pen.wrap(
      printable(`${form.title[language]} · ${form.subject}`),
      SMALL,
      half,
    );
    pen.write(office, SMALL, { ...at, align: 'left' });
    pen.write(what, SMALL, { ...at, align: 'right' });
    pen.y += pen.lineHeight(SMALL.size) + 1;
    pen.rule(0.5);
    pen.y += 6;
  };
}

function place(pen: SheetPen, block: FormBlock, next: FormBlock | undefined): void {
  switch (block.kind) {
    case 'facts':
      return placeFacts(pen, block);
    case 'table':
      return placeTable(pen, block);
    case 'text':
      return placeText(pen, block, next?.kind === 'signatures');
    case 'signatures':
      return placeSignatures(pen, block);
    default:
      return unreachable(block);
  }
}

export function layoutForm(
  form: FormDocument,
  of: { readonly language: Language; readonly measure: MeasureText },
): Sheets {
  const pen = new SheetPen({ ...of, isWide: form.isWide });
  pen.runningHead = runningHead(form);
  placeHead(pen, form);
  for (const [index, block] of form.blocks.entries()) place(pen, block, form.blocks[index + 1]);
  const asOf = filled(SHEET_WORDS.asOf[of.language], { at: paperTime(form.asOf) });
  return pen.finish((foot, n, m) => {
    const at = { from: foot.left, to: foot.right, element: null, below: 2 } as const;
    foot.rule(0.5);
    foot.write(`${form.office.officeId} · ${form.subject}`, SMALL, { ...at, align: 'left' });
    foot.write(asOf, SMALL, { ...at, align: 'center' });
    const page = filled(SHEET_WORDS.page[of.language], { n, m });
    foot.write(page, SMALL, { ...at, align: 'right' });
  });
}
