/**
 * The receipt: what the citizen leaves with. Order follows the reader: who took it, what for, which
 * published lines, the official total, how it was paid, and how anybody can check it.
 */
import type { Language } from '#domain/language.ts';
import { ok, type Result } from '#domain/result.ts';
import { istDate } from '#domain/time.ts';
import {
  amountRow,
  banner,
  centered,
  checkPriced,
  complaintsLine,
  counterPair,
  CUT,
  letterhead,
  lineMarkOf,
  optionalPair,
  pair,
  paperDate,
  paperTime,
  pricedBlocks,
  rule,
  space,
  tariffPair,
  text,
  totalBlocks,
  trainingBanner,
} from './blocks.ts';
import type { ReceiptContent } from './content.ts';
import { labelText } from './labels.ts';
import type { PaperBlock, PaperDocument, PaperWidth } from './paper.ts';

export interface LayoutOptions {
  readonly language: Language;
  readonly paper: PaperWidth;
}

function standing(content: ReceiptContent, language: Language): readonly PaperBlock[] {
  const { duplicateNumber, reversal } = content;
  return [
    ...trainingBanner(content.training, language),
    ...(reversal === null ? [] : [banner(labelText('reversed', language)), space(4)]),
    ...(duplicateNumber === null
      ? []
      : [banner(labelText('duplicate', language, { n: duplicateNumber })), space(4)]),
  ];
}

function numbered(content: ReceiptContent, language: Language): readonly PaperBlock[] {
  const otherDay = content.businessDate !== istDate(content.issuedAt);
  return [
    pair(labelText('number', language), content.receiptNumber, true),
    pair(labelText('date', language), paperTime(content.issuedAt)),
    ...optionalPair('businessDate', otherDay ? paperDate(content.businessDate) : null, language),
    counterPair(content, language),
    pair(
      labelText('receivedFrom', language),
      content.receivedFrom ?? labelText('applicant', language),
    ),
    ...optionalPair('onAccountOf', content.onAccountOf, language),
    ...optionalPair('application', content.applicationRef, language),
    space(3),
    rule(),
    space(3),
  ];
}

function tendered(content: ReceiptContent, language: Language): readonly PaperBlock[] {
  const { tender, paidTogetherPaise } = content;
  if (tender === null) return [text(labelText('nothingToPay', language)), space(3)];
  if (tender.kind !== 'cash') {
    const label = tender.kind === 'upi' ? 'paidByUpi' : 'paidByInstrument';
    return [pair(labelText(label, language), tender.reference), space(3)];
  }
  const credit = tender.creditPaise ?? 0;
  return [
    ...(paidTogetherPaise === undefined
      ? []
      : [amountRow(labelText('paidTogetherTotal', language), paidTogetherPaise)]),
    ...(tender.creditPaise === undefined || credit === 0
      ? []
      : [amountRow(labelText('credit', language), tender.creditPaise)]),
    amountRow(labelText('cashGiven', language), tender.givenPaise),
    amountRow(labelText('change', language), tender.changePaise),
    space(3),
  ];
}

function reversedBlocks(content: ReceiptContent, language: Language): readonly PaperBlock[] {
  const { reversal } = content;
  if (reversal === null) return [];
  return [
    pair(labelText('reversalNumber', language), reversal.reversalNumber, true),
    pair(labelText('date', language), paperTime(reversal.reversedAt)),
    pair(labelText('reason', language), reversal.reason[language]),
    space(3),
    rule(),
    space(3),
  ];
}

function checkable(content: ReceiptContent, language: Language): readonly PaperBlock[] {
  return [
    rule(),
    space(3),
    tariffPair(content, language),
    pair(labelText('runningTotal', language), `…${content.runningTotalDigits}`),
    space(4),
    { kind: 'qr', text: content.qrText },
    space(2),
    centered(labelText('scan', language), 'small'),
    space(4),
    complaintsLine(content.complaintsPhone, language),
    ...standingAgain(content, language),
    CUT,
  ];
}

/** A copy says so at its foot too: the head of a torn paper is easily lost. */
function standingAgain(content: ReceiptContent, language: Language): readonly PaperBlock[] {
  const repeated = standing(content, language);
  return repeated.length === 0 ? [] : [space(4), ...repeated.slice(0, -1)];
}

/**
 * Lays a receipt out. Answers PRINT_UNDRAWABLE where a money line has a character that the fonts
 * lack, an amount is not an amount, or the lines do not make the total; the charge is not touched.
 */
export function layoutReceipt(
  content: ReceiptContent,
  { language, paper }: LayoutOptions,
): Result<PaperDocument> {
  const checked = checkPriced(content, language);
  if (!checked.ok) return checked;
  const title = labelText(content.totalPaise === 0 ? 'nilReceipt' : 'receipt', language);
  return ok({
    kind: 'receipt',
    paper,
    language,
    lineMark: lineMarkOf(content.training, language),
    blocks: [
      ...standing(content, language),
      ...letterhead(content, title, language),
      ...numbered(content, language),
      ...reversedBlocks(content, language),
      ...pricedBlocks(content, language),
      ...totalBlocks(labelText('officialTotal', language), content),
      ...tendered(content, language),
      ...checkable(content, language),
    ],
  });
}
