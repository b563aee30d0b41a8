/**
 * The receipt's sister papers: the quote a citizen takes where no display shows it, the slip of a
 * reversal, the printer's test page, and titled lists of figures such as the X report.
 */
import { isPaise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import {
  centered,
  checkPriced,
  complaintsLine,
  counterPair,
  CUT,
  letterhead,
  lineMarkOf,
  optionalPair,
  pair,
  paperTime,
  pricedBlocks,
  rule,
  space,
  tariffPair,
  text,
  totalBlocks,
  trainingBanner,
} from './blocks.ts';
import type {
  QuoteSlipContent,
  ReversalSlipContent,
  TableSlipContent,
  TestPageContent,
} from './content.ts';
import { isDrawable, printable } from './drawable.ts';
import { labelText } from './labels.ts';
import type { LayoutOptions } from './layout-receipt.ts';
import type { PaperBlock, PaperDocument } from './paper.ts';

/** The official amount on paper before money moves. PRINT_UNDRAWABLE as for a receipt. */
export function layoutQuoteSlip(
  content: QuoteSlipContent,
  { language, paper }: LayoutOptions,
): Result<PaperDocument> {
  const checked = checkPriced(content, language);
  if (!checked.ok) return checked;
  return ok({
    kind: 'quote',
    paper,
    language,
    lineMark: lineMarkOf(content.training, language),
    blocks: [
      ...trainingBanner(content.training, language),
      ...letterhead(content, labelText('quoteSlip', language), language),
      pair(labelText('quoteNumber', language), content.quoteNumber, true),
      pair(labelText('date', language), paperTime(content.issuedAt)),
      pair(labelText('validUntil', language), paperTime(content.validUntil), true),
      counterPair(content, language),
      ...optionalPair('application', content.applicationRef, language),
      space(3),
      rule(),
      space(3),
      ...pricedBlocks(content, language),
      ...totalBlocks(labelText('youPayExactly', language), content),
      tariffPair(content, language),
      space(4),
      text(labelText('notAReceipt', language), { weight: 'bold', align: 'center' }),
      space(3),
      complaintsLine(content.complaintsPhone, language),
      CUT,
    ],
  });
}

function returnedBlocks(
  content: ReversalSlipContent,
  { language }: LayoutOptions,
): readonly PaperBlock[] {
  if (content.returned === 'none') return [];
  if (content.returned === 'refund-due') return [text(labelText('returnedRefund', language))];
  return [
    text(labelText('returnedCash', language)),
    { kind: 'signature', text: labelText('citizenSignature', language) },
  ];
}

/** What the citizen takes instead of the receipt they gave back. */
export function layoutReversalSlip(
  content: ReversalSlipContent,
  options: LayoutOptions,
): Result<PaperDocument> {
  const { language, paper } = options;
  if (!isPaise(content.amountPaise) || !isDrawable(content.amountInWords)) {
    return fail('PRINT_UNDRAWABLE', { line: 'total' });
  }
  return ok({
    kind: 'reversal',
    paper,
    language,
    lineMark: lineMarkOf(content.training, language),
    blocks: [
      ...trainingBanner(content.training, language),
      ...letterhead(content, labelText('reversalSlip', language), language),
      pair(labelText('reversalNumber', language), content.reversalNumber, true),
      pair(labelText('ofReceipt', language), content.receiptNumber, true),
      pair(labelText('date', language), paperTime(content.reversedAt)),
      counterPair(content, language),
      pair(labelText('approvedBy', language), content.approvedBy),
      pair(labelText('reason', language), content.reason[language]),
      ...optionalPair('replacedBy', content.replacedBy, language),
      space(3),
      text(content.service[language], { weight: 'bold' }),
      space(3),
      ...totalBlocks(labelText('amountReversed', language), {
        totalPaise: content.amountPaise,
        totalInWords: content.amountInWords,
      }),
      ...returnedBlocks(content, options),
      space(3),
      pair(labelText('runningReversed', language), `…${content.runningReversedDigits}`),
      space(3),
      complaintsLine(content.complaintsPhone, language),
      CUT,
    ],
  });
}

/** Everything the printer must be able to draw: both scripts, the total, the QR, every dot across. */
export function layoutTestPage(
  content: TestPageContent,
  { language, paper }: LayoutOptions,
): PaperDocument {
  const both = (['en', 'hi'] as const).map((each) => text(labelText('sample', each)));
  return {
    kind: 'test',
    paper,
    language,
    lineMark: null,
    blocks: [
      text(labelText('testPage', language), { weight: 'bold', align: 'center' }),
      centered(content.officeName[language]),
      space(3),
      pair(labelText('counter', language), content.counterLabel),
      pair(labelText('date', language), paperTime(content.printedAt)),
      space(3),
      rule('thick'),
      space(3),
      ...both,
      text('0123456789 ₹ × · क्षत्रिय श्रीमती र्क द्ध ट्ठ', { size: 'small' }),
      { kind: 'total', amount: '₹1,00,950.50' },
      space(3),
      { kind: 'pattern' },
      space(4),
      { kind: 'qr', text: content.qrText },
      CUT,
    ],
  };
}

/** A figure or a word at the right; a row that is strong carries the sum. */
const tableRow = (label: string, value: string, strong: boolean): PaperBlock => ({
  kind: 'amount',
  label: printable(label),
  amount: value,
  size: 'normal',
  weight: strong ? 'bold' : 'regular',
});

/** A titled list of figures. Amounts arrive as text. */
export function layoutTableSlip(
  content: TableSlipContent,
  { language, paper }: LayoutOptions,
): Result<PaperDocument> {
  const rows = content.sections.flatMap((section) => section.rows);
  const bad = rows.findIndex((row) => !isDrawable(row.value) || !isDrawable(row.label[language]));
  if (bad !== -1) return fail('PRINT_UNDRAWABLE', { line: bad + 1 });
  const sections = content.sections.flatMap((section): readonly PaperBlock[] => [
    ...(section.heading === null ? [] : [text(section.heading[language], { weight: 'bold' })]),
    ...section.rows.map((row) => tableRow(row.label[language], row.value, row.strong === true)),
    space(3),
    rule(),
    space(3),
  ]);
  return ok({
    kind: 'report',
    paper,
    language,
    lineMark: lineMarkOf(content.training, language),
    blocks: [
      ...trainingBanner(content.training, language),
      ...letterhead(content, content.title[language], language),
      pair(labelText('date', language), paperTime(content.printedAt)),
      counterPair(content, language),
      ...content.facts.map((fact) => pair(fact.label[language], fact.value)),
      space(3),
      rule(),
      space(3),
      ...sections,
      ...(content.note === null ? [] : [text(content.note[language], { size: 'small' })]),
      ...content.signatures.map((role): PaperBlock => ({
        kind: 'signature',
        text: printable(role[language]),
      })),
      CUT,
    ],
  });
}
