/** The form of a shift's Z. */
import type { EntryKind } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';
import { subtract } from '#domain/money.ts';
import { countTable } from './denominations.ts';
import { tableOf, type Column, type FactsBlock, type FormBody, type TableBlock } from './form.ts';
import { WATCHED_KINDS, type ChargeSum, type ServiceNames, type ShiftZ } from './shift-z.ts';
import { REVERSAL_WORDS, rupeesTitle, t, TENDER_WORDS, WORDS, wordsOf } from './words.ts';

const DRAWER_WORDS: Readonly<Partial<Record<EntryKind, Texts>>> = {
  'shift.opened': t('Float at the opening', 'आरंभिक नकद'),
  'cash.tendered': t('From citizens, less change', 'नागरिकों से, वापसी घटाकर'),
  'leaf.keyed': t('Collected on leaves', 'पन्नों पर वसूली'),
  'charge.reversed': t('Paid back on cancelled receipts', 'रद्द रसीदों पर वापस दिया'),
  'cash.dropped': t('Handed in during the shift', 'पाली में जमा कराया'),
  'change.owed': t('Change kept on slips', 'पर्ची पर रोका छुट्टा'),
  'change.given': t('Change paid on slips', 'पर्ची पर दिया छुट्टा'),
  'shift.suspended': t('Sealed in absence', 'अनुपस्थिति में सीलबंद'),
  'shift.resumed': t('Unsealed on return', 'वापसी पर खोला'),
};

const WATCHED_WORDS: Readonly<Record<(typeof WATCHED_KINDS)[number], Texts>> = {
  'receipt.reprinted': t('Duplicates printed', 'छपी प्रतिलिपियाँ'),
  'drawer.opened': t('Drawer opened without a charge', 'बिना शुल्क गल्ला खुला'),
  'note.refused': t('Notes refused', 'अस्वीकृत नोट'),
  'quote.lapsed': t('Quotes without money', 'बिना भुगतान के विवरण'),
  'shift.counted': t('Counts that did not agree', 'न मिलने वाली गणनाएँ'),
  'certificate.issued': t('Certificates for lost receipts', 'खोई रसीदों के प्रमाणपत्र'),
};

const SUM_COLUMNS: readonly Column[] = [
  { id: 'receipts', title: WORDS.receipts, type: 'count', isSummed: true },
  { id: 'charged', title: rupeesTitle('Charged', 'शुल्क'), type: 'amount', isSummed: true },
  { id: 'reversed', title: rupeesTitle('Cancelled', 'रद्द'), type: 'amount', isSummed: true },
  { id: 'net', title: rupeesTitle('Net', 'शेष'), type: 'amount', isSummed: true },
];

const sumCells = (of: ChargeSum) => [
  of.receipts,
  of.chargedPaise,
  of.reversedPaise,
  subtract(of.chargedPaise, of.reversedPaise),
];

function sumTable(of: {
  readonly id: string;
  readonly title: Texts;
  readonly first: Column;
  readonly sums: ReadonlyMap<string, ChargeSum>;
  readonly name: (key: string) => Texts | string;
  readonly hasCounts: boolean;
}): TableBlock {
  const from = of.hasCounts ? 0 : 1;
  return tableOf({
    id: of.id,
    title: of.title,
    columns: [of.first, ...SUM_COLUMNS.slice(from)],
    rows: [...of.sums]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, sums]) => [of.name(key), ...sumCells(sums).slice(from)]),
  });
}

const factsOf = (z: ShiftZ): FactsBlock => ({
  kind: 'facts',
  id: 'shift',
  facts: [
    { id: 'zNumber', label: t('Z number', 'Z क्रमांक'), type: 'count', value: z.zNumber },
    { id: 'shift', label: WORDS.shift, type: 'text', value: z.shiftId },
    { id: 'businessDate', label: WORDS.businessDate, type: 'date', value: z.businessDate },
    { id: 'counter', label: WORDS.counter, type: 'text', value: z.counterId },
    { id: 'clerk', label: WORDS.clerk, type: 'text', value: z.clerkId },
    {
      id: 'entries',
      label: t('Entries', 'प्रविष्टियाँ'),
      type: 'text',
      value: `${z.fromSeq}–${z.seq}`,
    },
    { id: 'openedAt', label: t('Opened', 'आरंभ'), type: 'moment', value: z.openedAt },
    { id: 'closedAt', label: t('Closed', 'समाप्ति'), type: 'moment', value: z.closedAt },
    {
      id: 'personalCash',
      label: t("Clerk's own cash, declared (₹)", 'लिपिक का घोषित निजी नकद (₹)'),
      type: 'amount',
      value: z.personalCashPaise,
    },
    {
      id: 'takenOverFrom',
      label: t('Taken over from', 'किससे लिया'),
      type: 'text',
      value: z.takenOverFrom,
    },
    { id: 'handedTo', label: t('Handed to', 'किसे सौंपा'), type: 'text', value: z.handedTo },
    {
      id: 'closedBy',
      label: t('Counted in absence by', 'अनुपस्थिति में गिनने वाले'),
      type: 'text',
      value: z.closedBy,
    },
    {
      id: 'grossCharged',
      label: t('Charged since the counter began (₹)', 'काउंटर के आरंभ से शुल्क (₹)'),
      type: 'amount',
      value: z.grossChargedPaise,
    },
    {
      id: 'grossReversed',
      label: t('Cancelled since the counter began (₹)', 'काउंटर के आरंभ से रद्द (₹)'),
      type: 'amount',
      value: z.grossReversedPaise,
    },
  ],
});

function drawerTable(z: ShiftZ): TableBlock {
  return tableOf({
    id: 'drawer',
    title: t('Cash in the drawer', 'गल्ले का नकद'),
    columns: [
      { id: 'what', title: WORDS.particulars, type: 'text' },
      { id: 'times', title: t('Times', 'बार'), type: 'count' },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: z.drawer.map(({ kind, times, amountPaise }) => [
      DRAWER_WORDS[kind] ?? t(kind, kind),
      times,
      amountPaise,
    ]),
  });
}

const countFacts = (z: ShiftZ): FactsBlock => ({
  kind: 'facts',
  id: 'result',
  facts: [
    {
      id: 'expected',
      label: t('By the record (₹)', 'अभिलेख के अनुसार (₹)'),
      type: 'amount',
      value: z.expectedPaise,
    },
    {
      id: 'counted',
      label: t('Counted (₹)', 'गिना गया (₹)'),
      type: 'amount',
      value: z.countedPaise,
    },
    {
      id: 'variance',
      label: t('Over (+) or short (-) (₹)', 'अधिक (+) या कम (-) (₹)'),
      type: 'amount',
      value: z.variancePaise,
    },
    { id: 'countedWords', label: WORDS.inWords, type: 'words', value: z.countedPaise },
    { id: 'varianceReason', label: WORDS.reason, type: 'text', value: z.varianceReason },
  ],
});

function reversalTable(z: ShiftZ): TableBlock {
  return tableOf({
    id: 'reversals',
    title: t('Cancelled receipts', 'रद्द रसीदें'),
    columns: [
      { id: 'at', title: WORDS.time, type: 'clock' },
      { id: 'receipt', title: WORDS.receiptNumber, type: 'code' },
      { id: 'reason', title: WORDS.reason, type: 'text' },
      { id: 'approver', title: WORDS.approvedBy, type: 'code' },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
      {
        id: 'paidBack',
        title: rupeesTitle('Paid back', 'वापस दिया'),
        type: 'amount',
        isSummed: true,
      },
    ],
    rows: z.reversals.map(({ wallTimeMs, body }) => [
      wallTimeMs,
      body.receiptNumber,
      wordsOf(REVERSAL_WORDS, body.reason),
      body.approverId,
      body.amountPaise,
      body.paidBackPaise,
    ]),
  });
}

function dropTable(z: ShiftZ): TableBlock {
  return tableOf({
    id: 'drops',
    title: t('Cash handed in during the shift', 'पाली में जमा कराया नकद'),
    columns: [
      { id: 'at', title: WORDS.time, type: 'clock' },
      { id: 'drop', title: t('Number', 'क्रमांक'), type: 'code' },
      { id: 'bag', title: t('Bag', 'थैली'), type: 'text' },
      { id: 'takenBy', title: t('Taken by', 'लेने वाले'), type: 'text' },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: z.drops.map(({ wallTimeMs, body }) => [
      wallTimeMs,
      body.dropId,
      body.bagNumber,
      body.approverId,
      body.amountPaise,
    ]),
  });
}

function watchedTable(z: ShiftZ): TableBlock {
  return tableOf({
    id: 'watched',
    title: t('Also in this shift', 'इस पाली में यह भी'),
    columns: [
      { id: 'what', title: WORDS.particulars, type: 'text' },
      { id: 'times', title: t('Times', 'बार'), type: 'count' },
    ],
    rows: WATCHED_KINDS.map((kind) => [WATCHED_WORDS[kind], z.watched.get(kind) ?? 0]),
  });
}

export function shiftZForm(z: ShiftZ, nameOf: ServiceNames): FormBody {
  const service: Column = { id: 'service', title: WORDS.service, type: 'text' };
  const head: Column = { id: 'head', title: WORDS.head, type: 'code' };
  const tender: Column = { id: 'tender', title: t('Paid by', 'भुगतान'), type: 'text' };
  return {
    kind: 'shift-z',
    subject: `${z.counterId}-Z${z.zNumber}`,
    isWide: false,
    isTraining: z.isTraining,
    blocks: [
      factsOf(z),
      sumTable({
        id: 'tenders',
        title: t('By tender', 'भुगतान के अनुसार'),
        first: tender,
        sums: z.byTender,
        name: (key) => wordsOf(TENDER_WORDS, key),
        hasCounts: true,
      }),
      sumTable({
        id: 'services',
        title: t('By service', 'सेवा के अनुसार'),
        first: service,
        sums: z.byService,
        name: nameOf,
        hasCounts: true,
      }),
      sumTable({
        id: 'heads',
        title: t('By head of account', 'लेखा शीर्ष के अनुसार'),
        first: head,
        sums: z.byHead,
        name: (key) => key,
        hasCounts: false,
      }),
      drawerTable(z),
      countTable('count', z.count, t('Counted by note and coin', 'नोट और सिक्कों की गणना')),
      countFacts(z),
      dropTable(z),
      reversalTable(z),
      watchedTable(z),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [
          { id: 'clerk', role: WORDS.clerk, name: z.clerkId },
          { id: 'manager', role: WORDS.manager, name: z.closedBy },
        ],
      },
    ],
  };
}
