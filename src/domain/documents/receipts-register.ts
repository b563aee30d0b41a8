/**
 * The register of receipt numbers: the numbers of each counter kept as stock, as offices keep their
 * receipt books. Numbers are made one by one and burnt at signing, so that what was used, what was
 * cancelled and what is missing can be seen at once; leaves of contingency books stand beside them.
 */
import { numberOf } from '#domain/journal/numbers.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import { tableOf, type FormBody } from './form.ts';
import { REVERSAL_WORDS, t, WORDS, wordsOf } from './words.ts';

/** One counter's numbers of one financial year, as far as they were used in a period. */
export interface NumberSeries {
  readonly counterId: string;
  readonly firstNumber: string;
  readonly lastNumber: string;
  readonly issued: number;
  readonly cancelled: number;
  readonly duplicates: number;
}

export interface CancelledNumber {
  readonly at: Instant;
  readonly receiptNumber: string;
  readonly reason: string;
  readonly approverId: string;
  readonly amountPaise: Paise;
}

/** A contingency book and what became of its leaves. */
export interface LeafStock {
  readonly bookId: string;
  readonly firstLeaf: number;
  readonly lastLeaf: number;
  readonly holder: string | null;
  readonly keyed: number;
  readonly spoilt: number;
  /** Passed over: neither keyed nor spoilt, and a later one was. */
  readonly missing: number;
  readonly left: number;
}

export interface ReceiptsRegister {
  readonly officeId: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly series: readonly NumberSeries[];
  readonly cancelled: readonly CancelledNumber[];
  /** None: the office has no contingency book, and the register no table of them. */
  readonly leafBooks: readonly LeafStock[];
}

/** DO9: numbers between the first and the last that no receipt bears. */
export const missingNumbers = (of: NumberSeries): number =>
  numberOf(of.lastNumber) - numberOf(of.firstNumber) + 1 - of.issued;

const seriesTable = (register: ReceiptsRegister) =>
  tableOf({
    id: 'series',
    title: t('Numbers used', 'प्रयुक्त संख्याएँ'),
    columns: [
      { id: 'counter', title: WORDS.counter, type: 'code' },
      { id: 'first', title: t('First number', 'पहली संख्या'), type: 'code' },
      { id: 'last', title: t('Last number', 'अंतिम संख्या'), type: 'code' },
      { id: 'issued', title: t('Issued', 'जारी'), type: 'count', isSummed: true },
      { id: 'cancelled', title: t('Cancelled', 'रद्द'), type: 'count', isSummed: true },
      { id: 'duplicates', title: t('Duplicates', 'प्रतिलिपियाँ'), type: 'count', isSummed: true },
      { id: 'missing', title: t('Missing', 'अनुपलब्ध'), type: 'count', isSummed: true },
      { id: 'next', title: t('Next number', 'अगली संख्या'), type: 'count' },
    ],
    rows: register.series.map((it) => [
      it.counterId,
      it.firstNumber,
      it.lastNumber,
      it.issued,
      it.cancelled,
      it.duplicates,
      missingNumbers(it),
      numberOf(it.lastNumber) + 1,
    ]),
  });

const cancelledTable = (register: ReceiptsRegister) =>
  tableOf({
    id: 'cancelled',
    title: t('Cancelled receipts', 'रद्द रसीदें'),
    columns: [
      { id: 'at', title: WORDS.time, type: 'moment' },
      { id: 'receipt', title: WORDS.receiptNumber, type: 'code' },
      { id: 'reason', title: WORDS.reason, type: 'text' },
      { id: 'approver', title: WORDS.approvedBy, type: 'text' },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: register.cancelled.map((it) => [
      it.at,
      it.receiptNumber,
      wordsOf(REVERSAL_WORDS, it.reason),
      it.approverId,
      it.amountPaise,
    ]),
  });

const leafTable = (register: ReceiptsRegister) =>
  tableOf({
    id: 'leaves',
    title: t('Contingency books', 'आपात रसीद पुस्तिकाएँ'),
    columns: [
      { id: 'book', title: t('Book', 'पुस्तिका'), type: 'text' },
      { id: 'first', title: t('First leaf', 'पहला पन्ना'), type: 'count' },
      { id: 'last', title: t('Last leaf', 'अंतिम पन्ना'), type: 'count' },
      { id: 'holder', title: t('In custody of', 'किसकी अभिरक्षा में'), type: 'text' },
      { id: 'keyed', title: t('Keyed', 'दर्ज'), type: 'count', isSummed: true },
      { id: 'spoilt', title: t('Spoilt', 'ख़राब'), type: 'count', isSummed: true },
      { id: 'missing', title: t('Missing', 'अनुपलब्ध'), type: 'count', isSummed: true },
      { id: 'left', title: t('Left', 'शेष'), type: 'count', isSummed: true },
    ],
    rows: register.leafBooks.map((it) => [
      it.bookId,
      it.firstLeaf,
      it.lastLeaf,
      it.holder,
      it.keyed,
      it.spoilt,
      it.missing,
      it.left,
    ]),
  });

export function receiptsRegisterForm(register: ReceiptsRegister): FormBody {
  return {
    kind: 'receipts-register',
    subject: `${register.officeId}-${register.from}-${register.until}`,
    isWide: true,
    isTraining: false,
    blocks: [
      {
        kind: 'facts',
        id: 'period',
        facts: [
          { id: 'from', label: WORDS.from, type: 'date', value: register.from },
          { id: 'until', label: WORDS.until, type: 'date', value: register.until },
        ],
      },
      seriesTable(register),
      cancelledTable(register),
      ...(register.leafBooks.length === 0 ? [] : [leafTable(register)]),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [{ id: 'manager', role: WORDS.manager, name: null }],
      },
    ],
  };
}
