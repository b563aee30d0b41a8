/** A denomination sheet: a count by note and coin, whose it is, and its sum in figures and words. */
import { cashTotal, DENOMINATIONS_PAISE, type CashCount } from '#domain/cash.ts';
import type { Texts } from '#domain/language.ts';
import { paise, times } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import { tableOf, type FormBody, type TableBlock } from './form.ts';
import { rupeesTitle, t, WORDS } from './words.ts';

export const COUNT_OCCASIONS = ['opening', 'closing', 'drop', 'surprise', 'deposit'] as const;
export type CountOccasion = (typeof COUNT_OCCASIONS)[number];

const OCCASION_WORDS: Readonly<Record<CountOccasion, Texts>> = {
  opening: t('Float at the opening of a shift', 'पाली आरंभ का नकद'),
  closing: t('Count at the close of a shift', 'पाली समाप्ति की गणना'),
  drop: t('Cash handed in during a shift', 'पाली के दौरान जमा कराया नकद'),
  surprise: t('Surprise count', 'आकस्मिक गणना'),
  deposit: t('Bag for the bank', 'बैंक के लिए थैली'),
};

/** Every note and coin in use, whether there is one or none: a sheet shows what was not there. */
export function countTable(id: string, count: CashCount, title: Texts | null = null): TableBlock {
  return tableOf({
    id,
    title,
    columns: [
      { id: 'face', title: t('Note or coin', 'नोट या सिक्का'), type: 'text' },
      { id: 'pieces', title: t('Pieces', 'संख्या'), type: 'count', isSummed: true },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: DENOMINATIONS_PAISE.map((value) => {
      const pieces = count[`${value}`] ?? 0;
      return [faceOf(value), pieces, times(paise(value), pieces)];
    }),
  });
}

const faceOf = (value: number): Texts =>
  value < 100 ? t(`${value} paise`, `${value} पैसे`) : t(`₹${value / 100}`, `₹${value / 100}`);

export interface DenominationSheet {
  readonly officeId: string;
  readonly occasion: CountOccasion;
  /** Of the shift, the drop, the count or the deposit. */
  readonly number: string;
  readonly businessDate: IsoDate;
  readonly countedAt: Instant;
  readonly countedBy: string;
  readonly witnessedBy: string | null;
  readonly bagNumber: string | null;
  readonly count: CashCount;
  readonly isTraining: boolean;
}

export function denominationSheet(sheet: DenominationSheet): FormBody {
  const totalPaise = cashTotal(sheet.count);
  const { number, bagNumber } = sheet;
  return {
    kind: 'denominations',
    subject: `${sheet.occasion}-${number}`,
    isWide: false,
    isTraining: sheet.isTraining,
    blocks: [
      {
        kind: 'facts',
        id: 'sheet',
        facts: [
          {
            id: 'occasion',
            label: t('Count', 'गणना'),
            type: 'text',
            value: OCCASION_WORDS[sheet.occasion],
          },
          { id: 'number', label: t('Number', 'क्रमांक'), type: 'text', value: number },
          {
            id: 'businessDate',
            label: WORDS.businessDate,
            type: 'date',
            value: sheet.businessDate,
          },
          {
            id: 'countedAt',
            label: t('Counted at', 'गणना समय'),
            type: 'moment',
            value: sheet.countedAt,
          },
          { id: 'bag', label: t('Bag', 'थैली'), type: 'text', value: bagNumber },
        ],
      },
      countTable('pieces', sheet.count),
      {
        kind: 'facts',
        id: 'sum',
        facts: [
          {
            id: 'total',
            label: rupeesTitle('Total', 'योग'),
            type: 'amount',
            value: totalPaise,
          },
          { id: 'words', label: WORDS.inWords, type: 'words', value: totalPaise },
        ],
      },
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [
          { id: 'counter', role: t('Counted by', 'गणना करने वाले'), name: sheet.countedBy },
          { id: 'witness', role: WORDS.witness, name: sheet.witnessedBy },
        ],
      },
    ],
  };
}
