/** What a made-up HQ answers: a busy morning, and a first morning on which nothing has happened. */
import { paise, rupees, ZERO } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import { instant, isoDate, parseInstant } from '#domain/time.ts';
import type {
  CaseEvidence,
  Cases,
  ChargeRow,
  Charges,
  CounterRow,
  Figures,
  IdentityRates,
  LostDisk,
  Overview,
  Refunds,
  Tariffs,
  Totals,
} from '#server/api/contract.ts';
import { answersAt, NO_ANSWERS } from './hq-answers-fixtures.ts';
import { gatewayAt, NO_GATEWAY, NO_PAYOUTS, payoutsAt } from './gateway-fixtures.ts';
import { HQ_DAYS, HQ_NO_DAYS } from './hq-days-fixtures.ts';
import type { Answers } from './staff-page.ts';

const TODAY = isoDate('2026-11-24');
const parsed = parseInstant('2026-11-24T13:42:00+05:30');
assert(parsed !== null, 'a moment');
const NOW = parsed;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const LEARNER = { en: "Learner's licence, new", hi: 'शिक्षार्थी अनुज्ञप्ति, नई' };
const RENEWAL = { en: 'Renewal of driving licence', hi: 'चालन अनुज्ञप्ति का नवीकरण' };
const PASSPORT = {
  en: 'Passport of 36 pages, fresh or reissue, adult',
  hi: '36 पृष्ठ का पासपोर्ट, नया या पुनः जारी, वयस्क',
};

const counter = (number: number, changes: Partial<CounterRow> = {}): CounterRow => ({
  officeId: 'KA-BLR-01',
  counterId: `KA-BLR-01-C${number}`,
  training: false,
  enrolledAt: instant(NOW - 40 * 24 * 60 * MINUTE),
  seq: 48_211 + number,
  lastSyncAt: instant(NOW - number * number * 2 * MINUTE),
  lastEntryAt: instant(NOW - number * 2 * MINUTE),
  todayReceipts: 40 - number * 3,
  todayPaise: rupees(38_950 - number * 1150),
  openCases: number === 3 ? 1 : 0,
  successorId: number === 2 ? 'KA-BLR-01-C9' : null,
  ...changes,
});

const figures = (times: number): Figures => ({
  receipts: 61 * times,
  collectedPaise: rupees(100_950 * times),
  reversedPaise: rupees(950 * times),
  nilReceipts: 2 * times,
  quotesWithoutMoney: 5 * times,
  reprints: times,
});

const IN_SUSPENSE = {
  suspensePaise: rupees(1_900),
  troubles: [{ code: 'HQ_PAST_CHANGED', details: { date: '2026-11-22' } } as const],
};

const overview: Overview = {
  now: NOW,
  businessDate: TODAY,
  offices: [
    {
      officeId: 'KA-BLR-01',
      name: {
        en: 'Regional Transport Office, Bengaluru Central',
        hi: 'क्षेत्रीय परिवहन कार्यालय, बेंगलुरु मध्य',
      },
      department: { en: 'Transport Department', hi: 'परिवहन विभाग' },
      counters: [
        counter(1),
        counter(2),
        counter(3),
        counter(7, { enrolledAt: null, lastSyncAt: null, seq: 0 }),
        counter(8, { counterId: 'KA-BLR-01-T1', training: true }),
      ],
    },
    {
      officeId: 'KA-MYS-02',
      name: { en: 'Passport Seva Kendra, Mysuru', hi: 'पासपोर्ट सेवा केंद्र, मैसूरु' },
      department: { en: 'Passport Seva', hi: 'पासपोर्ट सेवा' },
      counters: [counter(1, { officeId: 'KA-MYS-02', counterId: 'KA-MYS-02-C1' })],
    },
  ],
  today: figures(2),
  yesterday: figures(1),
  openCases: 2,
  ...IN_SUSPENSE,
};

const SERVICES = [
  { serviceCode: 'LL', serviceTexts: LEARNER, rupees: 950 },
  { serviceCode: 'DL-RENEW', serviceTexts: RENEWAL, rupees: 1400 },
  { serviceCode: 'PP-FRESH', serviceTexts: PASSPORT, rupees: 2500 },
];

const charge = (index: number): ChargeRow => {
  const service = SERVICES[index % SERVICES.length];
  assert(service !== undefined, 'a service');
  const { serviceCode, serviceTexts } = service;
  return {
    officeId: 'KA-BLR-01',
    counterId: `KA-BLR-01-C${(index % 3) + 1}`,
    seq: 48_000 - index,
    receiptNumber: `KA-BLR-01-C${(index % 3) + 1}/2627/${String(4200 - index).padStart(6, '0')}`,
    serviceCode,
    serviceTexts,
    tenderKind: (['cash', 'upi', 'cash', 'nil'] as const)[index % 4] ?? 'cash',
    totalPaise: index % 4 === 3 ? ZERO : rupees(service.rupees),
    issuedAt: instant(NOW - index * 4 * MINUTE),
    receivedAt: instant(NOW - index * 4 * MINUTE + 2000),
    businessDate: TODAY,
    staffId: 'S1042',
    reversed: index === 5,
  };
};

const totals: Totals = {
  businessDate: TODAY,
  byService: SERVICES.map((service, index) => ({
    serviceCode: service.serviceCode,
    serviceTexts: service.serviceTexts,
    receipts: 60 - index * 17,
    totalPaise: rupees(service.rupees * (60 - index * 17)),
  })),
  byHour: [9, 10, 11, 12, 13].map((hour, index) => ({
    hour,
    receipts: 10 + index,
    totalPaise: rupees(16_950 + ((index * 7) % 5) * 4120),
  })),
};

const tariffs: Tariffs = {
  rows: (['in_force', 'future', 'expired', 'recalled'] as const).map((state, index) => ({
    tariffId: `cmvr-rule-32-${state}`,
    version: 7 + index,
    hash: '9f2c41d07be8a35160cc7e12d4f8b9a03e5d6c7b8a9f0e1d2c3b4a5968778695',
    title: {
      en: 'Central Motor Vehicles Rules 1989, rule 32',
      hi: 'केंद्रीय मोटर यान नियम 1989, नियम 32',
    },
    authority: 'CMVR 1989, rule 32',
    validFrom: instant(NOW + ([-90, 30, -400, -60][index] ?? 0) * DAY),
    validTo: state === 'expired' ? instant(NOW - 90 * DAY) : null,
    state,
    makerId: 'H2001',
    approverId: 'H2002',
    services: SERVICES.map(({ serviceCode, serviceTexts }) => ({
      serviceCode,
      texts: serviceTexts,
    })),
  })),
};

const STILL_OPEN = {
  assignee: null,
  closedAt: null,
  resolution: null,
  reason: null,
  closedBy: null,
};

const FOUND: Readonly<Record<string, Cases['rows'][number]['details']>> = {
  fork: { seq: 4120, firstSeq: 4101, lastSeq: 4160 },
  entry_unreadable: { seq: 4121, code: 'CHAIN_HASH_WRONG' },
  overcharged: {
    seq: 4203,
    receiptNumber: 'KA-BLR-01-C2/2627/004203',
    chargedPaise: 98_000,
    tariff: 'cmvr-rule-32@1',
    expectedPaise: 95_000,
    excessPaise: 3_000,
    field: 'totalPaise',
    basis: 'knowable',
  },
};

const cases: Cases = {
  rows: [
    ...Object.entries(FOUND).map(([kind, details], index) => ({
      caseId: `case-${index}`,
      officeId: 'KA-BLR-01',
      counterId: `KA-BLR-01-C${index + 2}`,
      kind,
      openedAt: instant(NOW - (4 - index) * 26 * 60 * MINUTE),
      details,
      ...STILL_OPEN,
      assignee: kind === 'fork' ? 'S9001' : null,
    })),
    {
      caseId: 'case-answer',
      officeId: 'KA-BLR-01',
      counterId: 'KA-BLR-01-C7',
      kind: 'citizen_paid_more',
      openedAt: instant(NOW - 3 * MINUTE),
      details: { dueDate: '2026-12-01', answerId: 'c0'.repeat(16) },
      ...STILL_OPEN,
    },
    {
      caseId: 'case-closed',
      officeId: 'KA-BLR-01',
      counterId: 'KA-BLR-01-C3',
      kind: 'receipt_number_twice',
      openedAt: instant(NOW - 9 * DAY),
      details: { receiptNumber: 'KA-BLR-01-C3/2627/000118', seq: 612 },
      assignee: 'S9001',
      closedAt: instant(NOW - 7 * DAY),
      resolution: 'explained',
      reason: 'A paper from the contingency book was keyed twice; the second was reversed.',
      closedBy: 'S9002',
    },
  ],
};

const refunds: Refunds = {
  rows: (['proposed', 'endorsed', 'approved', 'approved', 'paid', 'withdrawn'] as const).map(
    (state, index) => ({
      officeId: 'KA-BLR-01',
      refundId: `refund-${index}`,
      counterId: `KA-BLR-01-C${index + 1}`,
      seq: 4203 + index,
      receiptNumber: `KA-BLR-01-C${index + 1}/2627/00420${index}`,
      chargedPaise: rupees(980),
      expectedPaise: rupees(950 - 20 * index),
      amountPaise: rupees(30 + 20 * index),
      basis: (['knowable', 'law', 'sanction'] as const)[index % 3] ?? ('law' as const),
      state,
      createdAt: instant(NOW - index * DAY),
      endorsedBy: index === 0 ? null : 'S9001',
      approvedBy: index < 2 ? null : 'S9002',
      paidReference: state === 'paid' ? 'NEFT-2026-118' : null,
      sanctionNumber:
        state === 'approved' || state === 'paid' ? `KA-BLR-01/S/2627/00000${index}` : null,
      isByGateway: index === 3,
    }),
  ),
};

/** By the last part of the address below `/hq/api/`. */

const charges: Charges = {
  businessDate: TODAY,
  rows: Array.from({ length: 40 }, (_, index) => charge(index)),
  totalRows: 122,
};

const evidence: CaseEvidence = {
  held: null,
  other: [],
  batchHeader: '{}',
  suspense: [4131, 4140, 4152].map((seq, index) => ({
    seq,
    kind: index === 2 ? 'charge.reversed' : 'receipt.issued',
    receiptNumber: `KA-BLR-01-C2/2627/00${seq}`,
    amountPaise: index === 2 ? paise(-95_000) : rupees(950 + index * 950),
    decision: null,
  })),
};

const lost: LostDisk = {
  counterId: 'KA-BLR-01-C2',
  successorId: 'KA-BLR-01-C9',
  heldSeq: 4160,
  receipts: [4171, 4188].map((seq) => ({
    seq,
    receiptNumber: `KA-BLR-01-C2/2627/00${seq}`,
    totalPaise: rupees(950),
    issuedAt: NOW - DAY,
  })),
  knownPaise: rupees(1_900),
  provenPaise: rupees(12_350),
  missingPaise: rupees(10_450),
};

const clerk = (staffId: string, changes: Partial<IdentityRates['rows'][number]> = {}) => ({
  officeId: 'KA-BLR-01',
  staffId,
  byFinger: 214,
  byCode: 9,
  byManager: 4,
  topReason: 'worn' as const,
  bypassPercent: 6,
  othersPercent: 19,
  standsOut: false,
  ...changes,
});

const identity: IdentityRates = {
  month: '2026-11',
  rows: [
    clerk('S1077', {
      byFinger: 61,
      byCode: 3,
      byManager: 44,
      topReason: 'scanner_trouble',
      bypassPercent: 44,
      othersPercent: 6,
      standsOut: true,
    }),
    clerk('S1042'),
    clerk('S1043', { byCode: 0, byManager: 0, topReason: null, bypassPercent: 0 }),
    clerk('S3001', { officeId: 'KA-MYS-02', othersPercent: null }),
  ],
};

export const BUSY: Answers = {
  overview,
  totals,
  charges,
  tariffs,
  cases,
  refunds,
  answers: answersAt(NOW),
  gateway: gatewayAt(NOW),
  payouts: payoutsAt(NOW),
  identity,
  'cases/KA-BLR-01/case-0/evidence': evidence,
  'counters/KA-BLR-01-C2/lost': lost,
  ...HQ_DAYS,
};

const none = figures(0);
export const FIRST_MORNING: Answers = {
  overview: { ...overview, offices: [], troubles: [], today: none, yesterday: none, openCases: 0 },
  totals: { ...totals, byService: [], byHour: [] },
  charges: { ...charges, rows: [], totalRows: 0 },
  tariffs: { rows: [] },
  cases: { rows: [] },
  refunds: { rows: [] },
  answers: NO_ANSWERS,
  gateway: NO_GATEWAY,
  payouts: NO_PAYOUTS,
  identity: { month: '2026-11', rows: [] },
  ...HQ_NO_DAYS,
};

/** An answer that no server of ours gives: the page breaks on it. */
export const NONSENSE: Answers = { ...BUSY, overview: { openCases: 0 } };
