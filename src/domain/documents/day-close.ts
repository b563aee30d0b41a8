/** The close of an office's day on paper: the signed document of the day, place by place. */
import type {
  DayCounter,
  DayDocument,
  DayShift,
  ServiceLine,
  TenderLine,
} from '#domain/day/document.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import type { HeadLine } from '#domain/ledger/figures.ts';
import type { Instant } from '#domain/time.ts';
import { listBlocks } from './day-lists.ts';
import { countTable } from './denominations.ts';
import {
  tableOf,
  type Column,
  type FactsBlock,
  type FormBlock,
  type FormBody,
  type Row,
  type TableBlock,
} from './form.ts';
import {
  CLOSED_HOW_WORDS,
  COUNTER_STATE_WORDS,
  DEPOSIT_ACT_WORDS,
  EXPLANATION_WORDS,
} from './day-words.ts';
import { rupeesTitle, t, TENDER_WORDS, WORDS, wordsOf } from './words.ts';

/** The entry of the office's chain that bears the document. */
export interface DaySigned {
  readonly seq: number;
  readonly hash: string;
  readonly at: Instant;
}

export interface DayClose {
  readonly document: DayDocument;
  readonly how: string | null;
  readonly maker: string | null;
  readonly checker: string | null;
  /** Null before it is signed: what a manager reads first is what will stand on paper. */
  readonly signed: DaySigned | null;
}

const amount = (id: string, en: string, hi: string): Column => ({
  id,
  title: rupeesTitle(en, hi),
  type: 'amount',
  isSummed: true,
});
const times = (id: string, en: string, hi: string): Column => ({
  id,
  title: t(en, hi),
  type: 'count',
  isSummed: true,
});

const SUMS: readonly Column[] = [
  times('receipts', 'Receipts', 'रसीदें'),
  amount('charged', 'Charged', 'शुल्क'),
  times('reversals', 'Cancelled', 'रद्द'),
  amount('reversed', 'Cancelled', 'रद्द'),
  amount('net', 'Net', 'शेष'),
];

const sums = (of: Omit<TenderLine, 'tender'>): Row => [
  of.receipts,
  of.chargedPaise,
  of.reversals,
  of.reversedPaise,
  of.netPaise,
];

export const tenderTable = (lines: readonly TenderLine[]): TableBlock =>
  tableOf({
    id: 'tenders',
    title: t('By tender', 'भुगतान के अनुसार'),
    columns: [{ id: 'tender', title: t('Paid by', 'भुगतान'), type: 'text' }, ...SUMS],
    rows: lines.map((it) => [wordsOf(TENDER_WORDS, it.tender), ...sums(it)]),
  });

export const serviceTable = (lines: readonly ServiceLine[]): TableBlock =>
  tableOf({
    id: 'services',
    title: t('By service', 'सेवा के अनुसार'),
    columns: [{ id: 'service', title: WORDS.service, type: 'text', weight: 2 }, ...SUMS],
    rows: lines.map((it) => [it.texts, ...sums(it)]),
  });

export const headTable = (lines: readonly HeadLine[]): TableBlock =>
  tableOf({
    id: 'heads',
    title: t('By head of account', 'लेखा शीर्ष के अनुसार'),
    columns: [
      { id: 'head', title: WORDS.head, type: 'code' },
      amount('charged', 'Charged', 'शुल्क'),
      amount('reversed', 'Cancelled', 'रद्द'),
      amount('net', 'Net', 'शेष'),
      amount('cash', 'of which cash', 'इसमें नकद'),
      amount('upi', 'of which UPI', 'इसमें UPI'),
      amount('instrument', 'of which cheque', 'इसमें चेक'),
    ],
    rows: lines.map((it) => [
      it.head,
      it.chargedPaise,
      it.reversedPaise,
      it.netPaise,
      it.cashPaise,
      it.upiPaise,
      it.instrumentPaise,
    ]),
  });

const shortHash = (hash: string | null): string | null => hash?.slice(0, 16) ?? null;

const range = (from: number | null, through: number | null): string | null =>
  from === null || through === null ? null : `${from}–${through}`;

const counterTable = (counters: readonly DayCounter[]): TableBlock =>
  tableOf({
    id: 'counters',
    title: t('Counters', 'काउंटर'),
    columns: [
      { id: 'counter', title: WORDS.counter, type: 'code' },
      { id: 'state', title: t('State', 'स्थिति'), type: 'text' },
      { id: 'entries', title: t('Entries covered', 'सम्मिलित प्रविष्टियाँ'), type: 'code' },
      { id: 'head', title: t('Hash of the last (begins)', 'अंतिम का हैश (आरंभ)'), type: 'code' },
      { id: 'held', title: t('Held at HQ', 'मुख्यालय में'), type: 'count' },
      { id: 'missing', title: t('Missing', 'अप्राप्त'), type: 'count' },
      { id: 'explanation', title: t('Explanation', 'स्पष्टीकरण'), type: 'text', weight: 2 },
    ],
    rows: counters.map((it) => [
      it.counterId,
      COUNTER_STATE_WORDS[it.state],
      range(it.fromSeq, it.throughSeq),
      shortHash(it.headHash),
      it.heldSeq,
      it.missingEntries,
      it.explanation === null
        ? null
        : t(
            `${EXPLANATION_WORDS[it.explanation.reason].en}: ${it.explanation.words}`,
            `${EXPLANATION_WORDS[it.explanation.reason].hi}: ${it.explanation.words}`,
          ),
    ]),
  });

const shiftTable = (shifts: readonly DayShift[]): TableBlock =>
  tableOf({
    id: 'shifts',
    title: t('Shifts', 'पालियाँ'),
    columns: [
      { id: 'shift', title: WORDS.shift, type: 'code' },
      { id: 'clerk', title: WORDS.clerk, type: 'code' },
      { id: 'openedAt', title: t('Opened', 'आरंभ'), type: 'clock' },
      { id: 'closedAt', title: t('Closed', 'समाप्ति'), type: 'clock' },
      { id: 'z', title: t('Z', 'Z'), type: 'count' },
      amount('takings', 'Takings', 'प्राप्ति'),
      amount('counted', 'Counted', 'गिना गया'),
      amount('variance', 'Over or short', 'अधिक या कम'),
      { id: 'reason', title: WORDS.reason, type: 'text' },
      { id: 'handedTo', title: t('Handed to', 'किसे सौंपा'), type: 'code' },
    ],
    rows: shifts.map((it) => [
      it.shiftId,
      it.staffId,
      it.openedAt,
      it.closedAt,
      it.zNumber,
      it.takingsPaise,
      it.countedPaise,
      it.variancePaise,
      it.reason,
      it.handedTo,
    ]),
  });

const peopleTable = ({ people }: DayDocument): TableBlock =>
  tableOf({
    id: 'people',
    title: t('Over and short by person', 'व्यक्ति के अनुसार अधिक और कम'),
    columns: [
      { id: 'staff', title: t('Person', 'व्यक्ति'), type: 'code' },
      times('shifts', 'Shifts', 'पालियाँ'),
      amount('over', 'Over', 'अधिक'),
      amount('short', 'Short', 'कम'),
    ],
    rows: people.map((it) => [it.staffId, it.shifts, it.overPaise, it.shortPaise]),
  });

const AT: Column = { id: 'at', title: WORDS.time, type: 'clock' };

const depositTable = ({ deposits }: DayDocument): TableBlock =>
  tableOf({
    id: 'deposits',
    title: t('Deposits', 'जमा'),
    columns: [
      AT,
      { id: 'deposit', title: t('Challan number', 'चालान संख्या'), type: 'code' },
      { id: 'act', title: WORDS.particulars, type: 'text' },
      { id: 'staff', title: t('Person', 'व्यक्ति'), type: 'code' },
      { id: 'bag', title: t('Bag', 'थैली'), type: 'text' },
      { id: 'reference', title: t("Bank's reference", 'बैंक संदर्भ'), type: 'text' },
      { id: 'amount', title: WORDS.amount, type: 'amount' },
    ],
    rows: deposits.map((it) => [
      it.at,
      it.depositId,
      DEPOSIT_ACT_WORDS[it.act],
      it.staffId,
      it.bagNumber,
      it.bankReference,
      it.amountPaise,
    ]),
  });

const accountTable = ({ accounts }: DayDocument): TableBlock =>
  tableOf({
    id: 'accounts',
    title: t('Accounts; each column comes to nothing', 'खाते; हर स्तंभ का योग शून्य है'),
    columns: [
      { id: 'account', title: t('Account', 'खाता'), type: 'code' },
      { id: 'name', title: WORDS.particulars, type: 'text' },
      amount('opening', 'Before', 'पहले'),
      amount('moved', 'Moved', 'बदलाव'),
      amount('closing', 'After', 'बाद में'),
    ],
    rows: accounts.map((it) => [
      it.account,
      chartAccount(it.account)?.texts ?? it.account,
      it.openingPaise,
      it.movedPaise,
      it.closingPaise,
    ]),
  });

const dayFacts = (close: DayClose): FactsBlock => ({
  kind: 'facts',
  id: 'day',
  facts: [
    { id: 'date', label: WORDS.businessDate, type: 'date', value: close.document.date },
    {
      id: 'closedAt',
      label: t('Closed', 'समाप्ति'),
      type: 'moment',
      value: close.signed?.at ?? null,
    },
    {
      id: 'how',
      label: t('How', 'कैसे'),
      type: 'text',
      value: close.how === null ? null : wordsOf(CLOSED_HOW_WORDS, close.how),
    },
    { id: 'maker', label: t('Prepared by', 'तैयारकर्ता'), type: 'code', value: close.maker },
    { id: 'checker', label: t('Closed by', 'समापन'), type: 'code', value: close.checker },
    {
      id: 'entry',
      label: t('Signed entry', 'हस्ताक्षरित प्रविष्टि'),
      type: 'count',
      value: close.signed?.seq ?? null,
    },
    {
      id: 'hash',
      label: t('Its hash', 'उसका हैश'),
      type: 'text',
      value: close.signed?.hash ?? null,
    },
  ],
});

const upiFacts = ({ awaitingUpi }: DayDocument): FactsBlock => ({
  kind: 'facts',
  id: 'awaitingUpi',
  facts: [
    {
      id: 'asked',
      label: t('UPI asked for and not decided (₹)', 'UPI माँगा गया, अनिर्णीत (₹)'),
      type: 'amount',
      value: awaitingUpi.askedPaise,
    },
    {
      id: 'paid',
      label: t('UPI paid, no receipt yet (₹)', 'UPI भुगतान, रसीद बाकी (₹)'),
      type: 'amount',
      value: awaitingUpi.paidPaise,
    },
  ],
});

function safeBlocks({ safeCount, leaves }: DayDocument): readonly FormBlock[] {
  const counted: readonly FormBlock[] =
    safeCount === null
      ? []
      : [
          countTable('safe', safeCount.count, t('The safe, counted', 'तिजोरी की गणना')),
          {
            kind: 'facts',
            id: 'safeResult',
            facts: [
              {
                id: 'counted',
                label: t('Counted (₹)', 'गिना गया (₹)'),
                type: 'amount',
                value: safeCount.countedPaise,
              },
              {
                id: 'book',
                label: t('By the books (₹)', 'बहियों से (₹)'),
                type: 'amount',
                value: safeCount.bookPaise,
              },
              {
                id: 'difference',
                label: t('Difference (₹)', 'अंतर (₹)'),
                type: 'amount',
                value: safeCount.differencePaise,
              },
            ],
          },
        ];
  if (leaves.length === 0) return counted;
  const books = tableOf({
    id: 'leaves',
    title: t('Contingency books', 'आपात रसीद पुस्तिकाएँ'),
    columns: [
      { id: 'book', title: t('Book', 'पुस्तिका'), type: 'code' },
      { id: 'next', title: t('Next leaf', 'अगला पन्ना'), type: 'count' },
    ],
    rows: leaves.map((it) => [it.bookId, it.nextLeaf]),
  });
  return [...counted, books];
}

export function dayCloseForm(close: DayClose): FormBody {
  const { document } = close;
  return {
    kind: 'day-close',
    subject: `${document.officeId}-${document.date}`,
    isWide: true,
    isTraining: false,
    blocks: [
      dayFacts(close),
      tenderTable(document.byTender),
      headTable(document.byHead),
      serviceTable(document.byService),
      upiFacts(document),
      counterTable(document.counters),
      shiftTable(document.shifts),
      peopleTable(document),
      ...listBlocks(document),
      depositTable(document),
      ...safeBlocks(document),
      accountTable(document),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [
          { id: 'maker', role: t('Prepared by', 'तैयारकर्ता'), name: close.maker },
          { id: 'checker', role: t('Closed by', 'समापन'), name: close.checker },
        ],
      },
    ],
  };
}
