/**
 * One document of every kind that needs no journal, with what is hard about it: long names, zero lines,
 * negative sums, texts that a spreadsheet would run, Rs 1,00,950.50.
 */
import type { CashCount } from '#domain/cash.ts';
import type { Challan } from '#domain/documents/challan.ts';
import type { ChequeRegister } from '#domain/documents/cheque-register.ts';
import type { DayBook, DayBookRow } from '#domain/documents/day-book.ts';
import type { DenominationSheet } from '#domain/documents/denominations.ts';
import type { FormOffice } from '#domain/documents/form.ts';
import type { InspectionMemo } from '#domain/documents/inspection-memo.ts';
import type { MonthChecklist } from '#domain/documents/month-checklist.ts';
import type { ReceiptsRegister } from '#domain/documents/receipts-register.ts';
import { cashBookOf, type DayAmount } from '#domain/ledger/cash-book.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { negate, paise, ZERO } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';

export const OFFICE: FormOffice = {
  officeId: 'KA-BLR-01',
  department: { en: 'Public Services (demonstration)', hi: 'लोक सेवा (प्रदर्शन)' },
  name: { en: 'Citizen Service Office, Koramangala', hi: 'नागरिक सेवा कार्यालय, कोरमंगला' },
  address: {
    en: '80 Feet Road, Koramangala, Bengaluru 560034',
    hi: '80 फ़ीट रोड, कोरमंगला, बेंगलुरु 560034',
  },
};

/** 23 November 2026, 11:30 in India. */
export const AS_OF = instant(1_795_413_600_000);
export const DAY = isoDate('2026-11-23');
export const LAKH = paise(10_095_050);

const LONG_SERVICE = {
  en:
    'Registration of a marriage under the Special Marriage Act, 1954, with publication of the ' +
    'notice, objections heard and certified copies for both parties',
  hi:
    'विशेष विवाह अधिनियम, 1954 के अंतर्गत विवाह का पंजीकरण, सूचना के प्रकाशन, आपत्तियों की सुनवाई ' +
    'और दोनों पक्षों के लिए प्रमाणित प्रतियों सहित',
};
const SERVICE = { en: 'Copy of a certificate', hi: 'प्रमाणपत्र की प्रति' };

export const COUNT: CashCount = { '50000': 201, '10000': 4, '5000': 1, '50': 1 };

export const sheet: DenominationSheet = {
  officeId: 'KA-BLR-01',
  occasion: 'closing',
  number: 'KA-BLR-01-C3-S7',
  businessDate: DAY,
  countedAt: AS_OF,
  countedBy: 'S1042',
  witnessedBy: null,
  bagNumber: null,
  count: COUNT,
  isTraining: false,
};

function row(n: number): DayBookRow {
  const isReversal = n % 17 === 16;
  const amount = n % 5 === 0 ? LAKH : paise(5000 * (n % 3));
  return {
    at: instant(AS_OF + n * 60_000),
    receiptNumber: `KA-BLR-01-C3/2627/${String(n + 1).padStart(6, '0')}`,
    service: n % 7 === 3 ? LONG_SERVICE : SERVICE,
    staffId: 'S1042',
    tender: n % 4 === 1 ? 'upi' : n % 11 === 2 ? 'instrument' : 'cash',
    amountPaise: isReversal ? paise(-5000) : amount,
    what: isReversal ? 'cancelled' : 'charged',
    isCancelled: n % 17 === 3,
  };
}

export function dayBook(rows: number): DayBook {
  const charged = Array.from({ length: rows }, (_, n) => row(n));
  const amounts = charged.map(({ what, tender, amountPaise }) => ({
    account: 'revenue:0070-60-800-01',
    kind: what === 'charged' ? 'receipt.issued' : 'charge.reversed',
    tender,
    amountPaise: negate(amountPaise),
  }));
  return {
    officeId: 'KA-BLR-01',
    date: DAY,
    counters: [
      { counterId: 'KA-BLR-01-C3', rows: charged },
      { counterId: 'KA-BLR-01-C4', rows: [] },
    ],
    heads: headLines(amounts),
  };
}

const HEADS = ['0030-03-104-01', '0070-60-800-01', '0041-00-101-02'];

function amountsOf(date: string, n: number): readonly DayAmount[] {
  const at = isoDate(date);
  const line = (account: string, kind: string, amount: number): DayAmount => ({
    businessDate: at,
    account,
    kind,
    tender: 'cash',
    amountPaise: paise(amount),
  });
  const taken = HEADS.map((_, index) => 10_095_050 * (index + 1) + n * 100);
  const total = taken.reduce((so, it) => so + it, 0);
  return [
    line('drawer', 'shift.opened', 200_000),
    line('float', 'shift.opened', -200_000),
    line('drawer', 'cash.tendered', total),
    line('clearing', 'cash.tendered', -total),
    line('clearing', 'receipt.issued', total),
    ...HEADS.map((head, index) => line(`revenue:${head}`, 'receipt.issued', -(taken[index] ?? 0))),
    line(`revenue:${HEADS[1]}`, 'charge.reversed', 5000),
    line('drawer', 'charge.reversed', -5000),
    line('drawer', 'shift.closed', -(total + 195_000)),
    line('safe', 'shift.closed', total + 195_000 - (n % 3) * 5000),
    line('over-short:S1042', 'shift.closed', (n % 3) * 5000),
    line('safe', 'deposit.carried', -total + 5000),
    line(`in-transit:KA-BLR-01-D${n + 1}`, 'deposit.carried', total - 5000),
  ];
}

export const cashBook = (days: number) =>
  cashBookOf({
    officeId: 'KA-BLR-01',
    from: isoDate('2026-11-01'),
    until: isoDate('2026-11-30'),
    before: new Map([
      ['safe', LAKH],
      ['float', paise(-10_095_050)],
      ['cheques', paise(250_000)],
    ]),
    amounts: Array.from({ length: days }, (_, n) =>
      amountsOf(`2026-11-${String(n + 1).padStart(2, '0')}`, n),
    ).flat(),
  });

export const receiptsRegister: ReceiptsRegister = {
  officeId: 'KA-BLR-01',
  from: DAY,
  until: DAY,
  series: [
    {
      counterId: 'KA-BLR-01-C3',
      firstNumber: 'KA-BLR-01-C3/2627/000042',
      lastNumber: 'KA-BLR-01-C3/2627/002041',
      issued: 2000,
      cancelled: 3,
      duplicates: 5,
    },
    {
      counterId: 'KA-BLR-01-C4',
      firstNumber: 'KA-BLR-01-C4/2627/000001',
      lastNumber: 'KA-BLR-01-C4/2627/000010',
      issued: 9,
      cancelled: 0,
      duplicates: 0,
    },
  ],
  cancelled: [
    {
      at: AS_OF,
      receiptNumber: 'KA-BLR-01-C3/2627/000050',
      reason: 'wrong_service',
      approverId: 'S2008',
      amountPaise: LAKH,
    },
  ],
  leafBooks: [
    {
      bookId: 'LB-0007',
      firstLeaf: 301,
      lastLeaf: 350,
      holder: 'S1057',
      keyed: 12,
      spoilt: 1,
      missing: 0,
      left: 37,
    },
  ],
};

export const challan: Challan = {
  officeId: 'KA-BLR-01',
  depositId: 'KA-BLR-01-D12',
  state: 'carried',
  preparedAt: AS_OF,
  preparedBy: 'S2008',
  lines: [
    { account: 'over-short', amountPaise: paise(-5000) },
    { account: 'revenue:0030-03-104-01', amountPaise: paise(10_000_050) },
    { account: 'revenue:0070-60-800-01', amountPaise: paise(100_000) },
  ],
  count: COUNT,
  bagNumber: 'B-88214',
  branch: { en: 'State Bank of India, Koramangala', hi: 'भारतीय स्टेट बैंक, कोरमंगला' },
  branchCode: 'SBIN0003028',
  carriedAt: AS_OF,
  letGoBy: 'S2011',
  carrier: 'S1057',
  witness: 'S1042',
  delayReason: 'bank_closed',
  bankReference: null,
  realisedOn: null,
  acceptedPaise: null,
};

export const memo: InspectionMemo = {
  officeId: 'KA-BLR-01',
  counterId: 'KA-BLR-01-C3',
  countId: 'KA-BLR-01-C3-N4',
  shiftId: 'KA-BLR-01-C3-S7',
  businessDate: DAY,
  source: 'hq',
  orderedBy: 'S9001',
  orderedAt: AS_OF,
  takenAt: instant(AS_OF + 600_000),
  clerkId: 'S1042',
  witnessId: 'S2008',
  count: COUNT,
  countedPaise: LAKH,
  compared: { expectedPaise: paise(10_090_050), variancePaise: paise(5000) },
  isTraining: false,
};

export const chequeRegister: ChequeRegister = {
  officeId: 'KA-BLR-01',
  month: '2026-11',
  lines: [
    {
      receivedOn: DAY,
      instrumentId: 'KA-BLR-01-C3-I1',
      instrument: 'cheque',
      number: '=SUM(A1:A9)',
      bank: '@Bank of "Baroda", Main Road\nKoramangala',
      drawnOn: isoDate('2026-11-20'),
      amountPaise: LAKH,
      state: 'received',
      bankReference: null,
      endedOn: null,
      receiptNumbers: [],
    },
    {
      receivedOn: DAY,
      instrumentId: 'KA-BLR-01-C3-I2',
      instrument: 'demand_draft',
      number: '004512',
      bank: 'Canara Bank, Koramangala',
      drawnOn: DAY,
      amountPaise: paise(50_000),
      state: 'realised',
      bankReference: 'CNRBR52026112300123456',
      endedOn: isoDate('2026-11-25'),
      receiptNumbers: ['KA-BLR-01-C3/2627/000101', 'KA-BLR-01-C3/2627/000102'],
    },
  ],
};

export const monthChecklist: MonthChecklist = {
  officeId: 'KA-BLR-01',
  month: '2026-11',
  heads: HEADS.map((head, index) => ({
    head,
    chargedPaise: paise(10_095_050 * (index + 1)),
    reversedPaise: paise(5000),
    remittedPaise: paise(index === 2 ? 0 : 10_095_050 * (index + 1) - 5000),
  })),
  days: Array.from({ length: 30 }, (_, n) => {
    const isSunday = n % 7 === 0;
    return {
      date: isoDate(`2026-11-${String(n + 1).padStart(2, '0')}`),
      state: isSunday ? null : n === 29 ? 'open' : 'closed',
      cashPaise: isSunday ? ZERO : LAKH,
      upiPaise: isSunday ? ZERO : paise(500_000),
      instrumentPaise: ZERO,
      depositedPaise: isSunday ? ZERO : LAKH,
      supplements: n === 4 ? 1 : 0,
    };
  }),
  balances: [
    {
      account: 'safe',
      texts: { en: 'Safe', hi: 'तिजोरी' },
      amountPaise: LAKH,
    },
    {
      account: 'suspense',
      texts: { en: 'Suspense', hi: 'उचंत' },
      amountPaise: paise(-5000),
    },
  ],
};
