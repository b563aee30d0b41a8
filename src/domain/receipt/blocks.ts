/**
 * The pieces that receipts and slips share: letterhead, numbered facts, priced lines, total. Texts
 * from outside pass through {@link printable} here; a money line with a character the fonts lack
 * is refused instead.
 */
import type { Language } from '#domain/language.ts';
import { formatPaise, formatRupees, isPaise, sum, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { formatIstTime, istDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { FeeLine, Letterhead, PricedService } from './content.ts';
import { isDrawable, printable } from './drawable.ts';
import { labelText, type Label } from './labels.ts';
import type { PaperBlock, TextAlign, TextBlock, TextSize } from './paper.ts';

export const text = (
  content: string,
  style: Partial<Omit<TextBlock, 'kind' | 'text'>> = {},
): TextBlock => ({
  kind: 'text',
  text: printable(content),
  size: style.size ?? 'normal',
  weight: style.weight ?? 'regular',
  align: style.align ?? 'left',
});

export const centered = (content: string, size: TextSize = 'normal'): TextBlock =>
  text(content, { size, align: 'center' satisfies TextAlign });

export const pair = (label: string, value: string, strong = false): PaperBlock => ({
  kind: 'pair',
  label: printable(label),
  value: printable(value),
  weight: strong ? 'bold' : 'regular',
});

export const space = (tenths: number): PaperBlock => ({ kind: 'space', tenths });
export const rule = (style: 'thin' | 'thick' | 'dashed' = 'thin'): PaperBlock => ({
  kind: 'rule',
  style,
});
export const banner = (content: string): PaperBlock => ({
  kind: 'banner',
  text: printable(content),
});
export const CUT: PaperBlock = { kind: 'cut' };

/** `23-11-2026`: how offices write a date. */
export const paperDate = (date: IsoDate): string =>
  `${date.slice(8, 10)}-${date.slice(5, 7)}-${date.slice(0, 4)}`;

/** `23-11-2026 14:05`, IST. */
export const paperTime = (at: Instant): string => `${paperDate(istDate(at))} ${formatIstTime(at)}`;

/** A label and a value, where there is a value. */
export const optionalPair = (
  label: Label,
  value: string | null,
  language: Language,
): readonly PaperBlock[] => (value === null ? [] : [pair(labelText(label, language), value)]);

export const trainingBanner = (training: boolean, language: Language): readonly PaperBlock[] =>
  training ? [banner(labelText('training', language)), space(4)] : [];

export const lineMarkOf = (training: boolean, language: Language): string | null =>
  training ? labelText('trainingMark', language) : null;

/** Department, office, and what this paper is. */
export function letterhead(
  head: Pick<Letterhead, 'department' | 'officeName'>,
  title: string,
  language: Language,
): readonly PaperBlock[] {
  return [
    centered(head.department[language], 'small'),
    text(head.officeName[language], { size: 'large', weight: 'bold', align: 'center' }),
    space(3),
    text(title, { weight: 'bold', align: 'center' }),
    space(2),
    rule('thick'),
    space(3),
  ];
}

/** Counter and clerk on one line: who stood there. */
export const counterPair = (head: Letterhead, language: Language): PaperBlock =>
  pair(
    labelText('counter', language),
    `${head.counterLabel} · ${labelText('clerk', language)} ${head.clerkId}`,
  );

/** `2 × ₹150.00`, or nothing for a fixed fee. */
function countTimesRate(line: FeeLine): string | null {
  if (line.quantity === undefined || line.ratePaise === undefined) return null;
  return `${line.quantity} × ₹${formatPaise(line.ratePaise)}`;
}

function feeLineBlocks(line: FeeLine, language: Language): readonly PaperBlock[] {
  const counted = countTimesRate(line);
  const head = labelText('head', language, { head: line.head });
  return [
    {
      kind: 'amount',
      label: printable(line.texts[language]),
      amount: formatPaise(line.amountPaise),
      size: 'normal',
      weight: 'regular',
    },
    ...(counted === null ? [] : [text(counted, { size: 'small' })]),
    text(`${line.authority}; ${head}`, { size: 'small' }),
    space(3),
  ];
}

/** A money row of small print: given, change, credit. */
export const amountRow = (label: string, amountPaise: Paise): PaperBlock => ({
  kind: 'amount',
  label: printable(label),
  amount: formatPaise(amountPaise),
  size: 'normal',
  weight: 'regular',
});

/** The service by name, the facts in words, then each fee line with its authority and head. */
export function pricedBlocks(priced: PricedService, language: Language): readonly PaperBlock[] {
  return [
    text(priced.service[language], { weight: 'bold' }),
    ...priced.factsInWords.map((fact) => text(fact[language], { size: 'small' })),
    space(3),
    rule(),
    space(3),
    ...priced.lines.flatMap((line) => feeLineBlocks(line, language)),
  ];
}

/** The biggest thing on the paper, in figures and in words. */
export function totalBlocks(
  label: string,
  total: { readonly totalPaise: Paise; readonly totalInWords: string },
): readonly PaperBlock[] {
  return [
    rule('thick'),
    space(3),
    text(label, { weight: 'bold' }),
    { kind: 'total', amount: formatRupees(total.totalPaise) },
    text(total.totalInWords, { align: 'right' }),
    space(3),
    rule('thick'),
    space(3),
  ];
}

export const tariffPair = (priced: PricedService, language: Language): PaperBlock =>
  pair(
    labelText('tariff', language),
    labelText('tariffVersion', language, {
      citation: priced.tariff.citation,
      version: priced.tariff.version,
    }),
  );

export const complaintsLine = (phone: string, language: Language): PaperBlock =>
  text(labelText('officialFee', language, { phone }), { weight: 'bold', align: 'center' });

/** Every money text can be drawn, every amount is an amount, and the lines make the total. */
export function checkPriced(priced: PricedService, language: Language): Result<null> {
  for (const [index, line] of priced.lines.entries()) {
    const texts = [line.texts[language], line.authority, line.head];
    const amounts = [line.amountPaise, line.ratePaise ?? line.amountPaise];
    if (!texts.every(isDrawable) || !amounts.every(isPaise)) {
      return fail('PRINT_UNDRAWABLE', { line: index + 1 });
    }
  }
  const adds = sum(priced.lines.map((line) => line.amountPaise)) === priced.totalPaise;
  return adds && isPaise(priced.totalPaise) && isDrawable(priced.totalInWords)
    ? ok(null)
    : fail('PRINT_UNDRAWABLE', { line: 'total' });
}
