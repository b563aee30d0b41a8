/** The document of a day with something on every list, and a supplement to it. */
import type { DayDocument, DayShift } from '#domain/day/document.ts';
import type { DayClose } from '#domain/documents/day-close.ts';
import type { DaySupplement } from '#domain/documents/day-supplement.ts';
import { paise, ZERO } from '#domain/money.ts';

import { AS_OF, COUNT, DAY, LAKH } from './document-samples.ts';

const HASH = '3f9a6c1e'.repeat(8);
const listed = { counterId: 'KA-BLR-01-C3', seq: 41, at: AS_OF, staffId: 'S1042' };
const RECEIPT = 'KA-BLR-01-C3/2627/000042';

const shift = (n: number, isOpen: boolean): DayShift => ({
  counterId: 'KA-BLR-01-C3',
  shiftId: `KA-BLR-01-C3-S${n}`,
  staffId: 'S1042',
  openedAt: AS_OF,
  closedAt: isOpen ? null : AS_OF,
  isSealed: false,
  takenOverFrom: null,
  handedTo: n === 1 ? 'S1057' : null,
  closedBy: null,
  zNumber: isOpen ? null : n,
  fromSeq: isOpen ? null : 1,
  throughSeq: isOpen ? null : 400,
  zHash: isOpen ? null : HASH,
  floatPaise: paise(100_000),
  countedPaise: isOpen ? null : LAKH,
  expectedPaise: isOpen ? null : paise(LAKH + 5000),
  variancePaise: isOpen ? null : paise(-5000),
  reason: isOpen ? null : 'A note of fifty rupees was torn in two and one half could not be found',
  takingsPaise: LAKH,
});

const money = {
  chargedPaise: paise(LAKH + 5000),
  reversedPaise: paise(5000),
  netPaise: LAKH,
};

export const dayDocument: DayDocument = {
  formatVersion: 1,
  officeId: 'KA-BLR-01',
  date: DAY,
  madeAt: AS_OF,
  counters: [
    {
      counterId: 'KA-BLR-01-C3',
      state: 'complete',
      fromSeq: 1,
      throughSeq: 400,
      headHash: HASH,
      heldSeq: 400,
      missingEntries: 0,
      lastHeardAt: AS_OF,
      explanation: null,
    },
    {
      counterId: 'KA-BLR-01-C4',
      state: 'behind',
      fromSeq: null,
      throughSeq: null,
      headHash: null,
      heldSeq: 12,
      missingEntries: 31,
      lastHeardAt: AS_OF,
      explanation: { reason: 'offline', words: 'The line was cut by road works; a stick follows' },
    },
  ],
  shifts: [shift(1, false), shift(2, true)],
  byHead: [
    {
      head: '0070-60-800-01',
      ...money,
      cashPaise: paise(LAKH - 50_000),
      upiPaise: paise(50_000),
      instrumentPaise: ZERO,
    },
  ],
  byTender: [{ tender: 'cash', receipts: 12, reversals: 1, ...money }],
  byService: [
    {
      serviceCode: 'CERT-COPY',
      texts: { en: 'Copy of a certificate', hi: 'प्रमाणपत्र की प्रति' },
      receipts: 12,
      reversals: 1,
      ...money,
    },
  ],
  accounts: [
    { account: 'safe', openingPaise: ZERO, movedPaise: LAKH, closingPaise: LAKH },
    {
      account: 'revenue:0070-60-800-01',
      openingPaise: ZERO,
      movedPaise: paise(0 - LAKH),
      closingPaise: paise(0 - LAKH),
    },
  ],
  people: [{ staffId: 'S1042', shifts: 1, overPaise: ZERO, shortPaise: paise(5000) }],
  awaitingUpi: { askedPaise: paise(50_000), asked: [], paidPaise: ZERO },
  cancelled: {
    count: 3,
    amountPaise: paise(15_000),
    items: [
      {
        ...listed,
        receiptNumber: RECEIPT,
        amountPaise: paise(5000),
        reason: 'wrong_service',
        approverId: 'S2008',
        paidBackPaise: paise(5000),
        toRefundPaise: ZERO,
      },
    ],
  },
  waived: {
    count: 1,
    amountPaise: paise(2500),
    items: [
      {
        ...listed,
        receiptNumber: RECEIPT,
        serviceCode: 'CERT-COPY',
        waivedPaise: paise(2500),
        totalPaise: ZERO,
      },
    ],
  },
  reprinted: {
    count: 1,
    amountPaise: ZERO,
    items: [{ ...listed, receiptNumber: RECEIPT, duplicate: 1 }],
  },
  others: {
    count: 2,
    amountPaise: ZERO,
    items: [
      { ...listed, kind: 'drawer.opened', shiftId: 'KA-BLR-01-C3-S1', amountPaise: ZERO, body: {} },
      {
        ...listed,
        kind: 'cash.dropped',
        shiftId: 'KA-BLR-01-C3-S1',
        amountPaise: paise(500_000),
        body: {},
      },
    ],
  },
  deposits: [
    {
      depositId: 'KA-BLR-01-D12',
      act: 'carried',
      at: AS_OF,
      staffId: 'S2011',
      amountPaise: LAKH,
      bagNumber: 'B-88214',
      bankReference: null,
    },
  ],
  safeCount: {
    count: COUNT,
    countedPaise: LAKH,
    bookPaise: LAKH,
    differencePaise: ZERO,
  },
  leaves: [{ bookId: 'LB-0007', nextLeaf: 313 }],
};

export const dayClose: DayClose = {
  document: dayDocument,
  how: 'two',
  maker: 'S2008',
  checker: 'S2011',
  signed: { seq: 118, hash: HASH, at: AS_OF },
};

export const daySupplement: DaySupplement = {
  officeId: 'KA-BLR-01',
  date: DAY,
  number: 1,
  deltas: {
    byHead: dayDocument.byHead,
    byTender: dayDocument.byTender,
    byService: dayDocument.byService,
    accounts: [{ account: 'safe', movedPaise: LAKH }],
    counters: [{ counterId: 'KA-BLR-01-C4', fromSeq: 13, throughSeq: 43, headHash: HASH }],
  },
  signed: { seq: 131, hash: HASH, at: AS_OF },
};
