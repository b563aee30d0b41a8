/**
 * The day book: every receipt of an office's day and every one that was cancelled, counter by counter in
 * the order of the journal, with the day's sums by head of account beside them.
 */
import type { Texts } from '#domain/language.ts';
import type { HeadLine } from '#domain/ledger/figures.ts';
import { sum, type Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import { tableOf, type Column, type FormBody, type TableBlock } from './form.ts';
import { rupeesTitle, t, WORDS } from './words.ts';

export type BookTender = 'cash' | 'upi' | 'instrument';

export interface DayBookRow {
  readonly at: Instant;
  readonly receiptNumber: string;
  readonly service: Texts;
  readonly staffId: string;
  readonly tender: BookTender;
  /** Charged; a cancelled receipt takes it back and is negative. */
  readonly amountPaise: Paise;
  readonly what: 'charged' | 'cancelled';
  /** A receipt of this day that was cancelled, then or later. */
  readonly isCancelled: boolean;
}

export interface DayBook {
  readonly officeId: string;
  readonly date: IsoDate;
  readonly counters: readonly {
    readonly counterId: string;
    readonly rows: readonly DayBookRow[];
  }[];
  readonly heads: readonly HeadLine[];
}

const TENDER_COLUMNS: readonly Column[] = [
  { id: 'cash', title: rupeesTitle('Cash', 'नकद'), type: 'amount', isSummed: true },
  { id: 'upi', title: rupeesTitle('UPI', 'UPI'), type: 'amount', isSummed: true },
  { id: 'instrument', title: rupeesTitle('Cheque', 'चेक'), type: 'amount', isSummed: true },
];

const inColumn = (tender: BookTender, amountPaise: Paise) =>
  (['cash', 'upi', 'instrument'] as const).map((it) => (it === tender ? amountPaise : null));

const REMARKS = {
  cancelled: t('Cancelled', 'रद्द'),
  reversal: t('Cancellation', 'रद्दीकरण'),
} as const;

function remark(row: DayBookRow): Texts | null {
  if (row.what === 'cancelled') return REMARKS.reversal;
  return row.isCancelled ? REMARKS.cancelled : null;
}

function counterTable({ counterId, rows }: DayBook['counters'][number]): TableBlock {
  return tableOf({
    id: counterId.slice(counterId.lastIndexOf('-') + 1),
    title: t(`Counter ${counterId}`, `काउंटर ${counterId}`),
    columns: [
      { id: 'at', title: WORDS.time, type: 'clock' },
      { id: 'receipt', title: WORDS.receiptNumber, type: 'code' },
      { id: 'service', title: WORDS.service, type: 'text', weight: 2 },
      { id: 'clerk', title: WORDS.clerk, type: 'code' },
      ...TENDER_COLUMNS,
      { id: 'remark', title: WORDS.remarks, type: 'text' },
    ],
    rows: rows.map((row) => [
      row.at,
      row.receiptNumber,
      row.service,
      row.staffId,
      ...inColumn(row.tender, row.amountPaise),
      remark(row),
    ]),
  });
}

/** Charged less cancelled, by tender. */
export const tenderSum = (rows: readonly DayBookRow[], tender: BookTender): Paise =>
  sum(rows.filter((row) => row.tender === tender).map((row) => row.amountPaise));

function counterSums(book: DayBook): TableBlock {
  return tableOf({
    id: 'counters',
    title: t('By counter', 'काउंटर के अनुसार'),
    columns: [
      { id: 'counter', title: WORDS.counter, type: 'code' },
      { id: 'receipts', title: WORDS.receipts, type: 'count', isSummed: true },
      { id: 'cancelled', title: REMARKS.cancelled, type: 'count', isSummed: true },
      ...TENDER_COLUMNS,
    ],
    rows: book.counters.map(({ counterId, rows }) => [
      counterId,
      rows.filter(({ what }) => what === 'charged').length,
      rows.filter(({ what }) => what === 'cancelled').length,
      tenderSum(rows, 'cash'),
      tenderSum(rows, 'upi'),
      tenderSum(rows, 'instrument'),
    ]),
  });
}

const headSums = ({ heads }: DayBook): TableBlock =>
  tableOf({
    id: 'heads',
    title: t('By head of account, less cancelled', 'लेखा शीर्ष के अनुसार, रद्द घटाकर'),
    columns: [
      { id: 'head', title: WORDS.head, type: 'code' },
      ...TENDER_COLUMNS,
      { id: 'total', title: rupeesTitle('Total', 'योग'), type: 'amount', isSummed: true },
    ],
    rows: heads.map((it) => [it.head, it.cashPaise, it.upiPaise, it.instrumentPaise, it.netPaise]),
  });

export function dayBookForm(book: DayBook): FormBody {
  const rows = book.counters.flatMap((counter) => counter.rows);
  const totalPaise = sum(rows.map(({ amountPaise }) => amountPaise));
  return {
    kind: 'day-book',
    subject: `${book.officeId}-${book.date}`,
    isWide: false,
    isTraining: false,
    blocks: [
      {
        kind: 'facts',
        id: 'day',
        facts: [
          { id: 'date', label: WORDS.businessDate, type: 'date', value: book.date },
          {
            id: 'receipts',
            label: WORDS.receipts,
            type: 'count',
            value: rows.filter(({ what }) => what === 'charged').length,
          },
          {
            id: 'total',
            label: t('Charged less cancelled (₹)', 'शुल्क, रद्द घटाकर (₹)'),
            type: 'amount',
            value: totalPaise,
          },
          { id: 'words', label: WORDS.inWords, type: 'words', value: totalPaise },
        ],
      },
      counterSums(book),
      headSums(book),
      ...book.counters.map(counterTable),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [{ id: 'manager', role: WORDS.manager, name: null }],
      },
    ],
  };
}
