/** What a day lists one by one: cancelled, waived and reprinted charges, and everything else of note. */
import type { DayDocument } from '#domain/day/document.ts';
import { EVENT_WORDS } from './day-words.ts';
import { tableOf, type Column, type FormBlock } from './form.ts';
import { REVERSAL_WORDS, rupeesTitle, t, WORDS, wordsOf } from './words.ts';

const amount = (id: string, en: string, hi: string): Column => ({
  id,
  title: rupeesTitle(en, hi),
  type: 'amount',
  isSummed: true,
});

/** Beside a list that one entry had no room for: how many there are in all. */
function cut(
  id: string,
  of: { readonly count: number; readonly items: readonly unknown[] },
): readonly FormBlock[] {
  if (of.count === of.items.length) return [];
  return [
    {
      kind: 'text',
      id,
      texts: t('{listed} of {all} are listed here.', '{all} में से {listed} यहाँ सूचीबद्ध हैं।'),
      blanks: {
        listed: { type: 'count', value: of.items.length },
        all: { type: 'count', value: of.count },
      },
      isStrong: true,
    },
  ];
}

const AT: Column = { id: 'at', title: WORDS.time, type: 'clock' };
const COUNTER: Column = { id: 'counter', title: WORDS.counter, type: 'code' };
const STAFF: Column = { id: 'staff', title: WORDS.clerk, type: 'code' };
const RECEIPT: Column = { id: 'receipt', title: WORDS.receiptNumber, type: 'code' };

const cancelledBlocks = ({ cancelled }: DayDocument): readonly FormBlock[] => [
  tableOf({
    id: 'cancelled',
    title: t('Cancelled charges', 'रद्द शुल्क'),
    columns: [
      AT,
      RECEIPT,
      STAFF,
      { id: 'reason', title: WORDS.reason, type: 'text' },
      { id: 'approver', title: WORDS.approvedBy, type: 'code' },
      amount('amount', 'Amount', 'राशि'),
      amount('paidBack', 'Paid back', 'वापस दिया'),
      amount('toRefund', 'Back by UPI', 'UPI से वापस'),
    ],
    rows: cancelled.items.map((it) => [
      it.at,
      it.receiptNumber,
      it.staffId,
      wordsOf(REVERSAL_WORDS, it.reason),
      it.approverId,
      it.amountPaise,
      it.paidBackPaise,
      it.toRefundPaise,
    ]),
  }),
  ...cut('cancelledCut', cancelled),
];

const waivedBlocks = ({ waived }: DayDocument): readonly FormBlock[] => [
  tableOf({
    id: 'waived',
    title: t('Waived and lowered charges', 'माफ़ और घटाए गए शुल्क'),
    columns: [
      AT,
      RECEIPT,
      STAFF,
      { id: 'service', title: WORDS.service, type: 'code' },
      amount('waived', 'Waived', 'माफ़'),
      amount('total', 'Charged', 'शुल्क'),
    ],
    rows: waived.items.map((it) => [
      it.at,
      it.receiptNumber,
      it.staffId,
      it.serviceCode,
      it.waivedPaise,
      it.totalPaise,
    ]),
  }),
  ...cut('waivedCut', waived),
];

const reprintBlocks = ({ reprinted }: DayDocument): readonly FormBlock[] => [
  tableOf({
    id: 'reprinted',
    title: t('Duplicates printed', 'छपी प्रतिलिपियाँ'),
    columns: [
      AT,
      RECEIPT,
      STAFF,
      { id: 'duplicate', title: t('Duplicate', 'प्रतिलिपि'), type: 'count' },
    ],
    rows: reprinted.items.map((it) => [it.at, it.receiptNumber, it.staffId, it.duplicate]),
  }),
  ...cut('reprintedCut', reprinted),
];

const otherBlocks = ({ others }: DayDocument): readonly FormBlock[] => [
  tableOf({
    id: 'others',
    title: t('Also on this day', 'इस दिन यह भी'),
    columns: [
      AT,
      COUNTER,
      STAFF,
      { id: 'what', title: WORDS.particulars, type: 'text' },
      { id: 'amount', title: WORDS.amount, type: 'amount' },
    ],
    rows: others.items.map((it) => [
      it.at,
      it.counterId,
      it.staffId,
      wordsOf(EVENT_WORDS, it.kind),
      it.amountPaise,
    ]),
  }),
  ...cut('othersCut', others),
];

/** In the order in which a manager goes through them. */
export const listBlocks = (document: DayDocument): readonly FormBlock[] => [
  ...cancelledBlocks(document),
  ...waivedBlocks(document),
  ...reprintBlocks(document),
  ...otherBlocks(document),
];
