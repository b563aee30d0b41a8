/** A made-up office's day: who is signed in, its counters and shifts, what needs a person. */
import type { DayShift } from '#domain/day/document.ts';
import { negate, paise, rupees, ZERO } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import { instant, isoDate, parseInstant } from '#domain/time.ts';
import type {
  CounterLine,
  DayAtGlance,
  DayLine,
  OfficeException,
  OfficeSession,
} from '#server/api/office-contract.ts';

export const TODAY = isoDate('2026-11-24');
const parsed = parseInstant('2026-11-24T18:12:00+05:30');
assert(parsed !== null, 'a moment');
export const NOW = parsed;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const MORNING = instant(NOW - 9 * HOUR);

export const session: OfficeSession = {
  officeId: 'KA-BLR-01',
  officeName: {
    en: 'Regional Transport Office, Bengaluru Central',
    hi: 'क्षेत्रीय परिवहन कार्यालय, बेंगलुरु मध्य',
  },
  department: { en: 'Transport Department', hi: 'परिवहन विभाग' },
  address: { en: 'Kasturba Road, Bengaluru 560001', hi: 'कस्तूरबा रोड, बेंगलुरु 560001' },
  staffId: 'S2008',
  name: 'Meera Nair',
  endsAt: instant(NOW + 8 * HOUR),
  now: NOW,
  today: TODAY,
  staff: [
    { staffId: 'S1042', name: 'Asha Rao', role: 'clerk' },
    { staffId: 'S1057', name: 'Imran Sheikh', role: 'clerk' },
    { staffId: 'S1063', name: 'Lakshmi Venkataraman', role: 'clerk' },
    { staffId: 'S2008', name: 'Meera Nair', role: 'manager' },
    { staffId: 'S2011', name: 'Joseph Kurien', role: 'manager' },
  ],
  branches: [
    {
      branchId: 'sbi-kor',
      texts: {
        en: 'State Bank of India, Koramangala',
        hi: 'भारतीय स्टेट बैंक, कोरमंगला',
      },
      kind: 'bank',
      code: 'SBIN0003028',
    },
    {
      branchId: 'tr-blr',
      texts: { en: 'District Treasury, Bengaluru Urban', hi: 'ज़िला कोषागार, बेंगलुरु नगर' },
      kind: 'treasury',
      code: '0201',
    },
  ],
};

export const dayLine = (changes: Partial<DayLine> = {}): DayLine => ({
  date: TODAY,
  state: 'open',
  how: null,
  check: null,
  maker: null,
  checker: null,
  closedAt: null,
  supplements: 0,
  cutOffAt: instant(NOW + 42 * HOUR),
  netPaise: rupees(100_950),
  overPaise: rupees(20),
  shortPaise: rupees(50),
  ...changes,
});

const counterLine = (number: number, changes: Partial<CounterLine> = {}): CounterLine => ({
  counterId: `KA-BLR-01-C${number}`,
  state: 'complete',
  shift: null,
  receipts: 61 - number,
  takingsPaise: rupees(38_950 - number * 1150),
  variancePaise: ZERO,
  toSend: 0,
  lastHeardAt: instant(NOW - number * 20_000),
  isOnline: true,
  countWanted: false,
  ...changes,
});

const counters: readonly CounterLine[] = [
  counterLine(1, { variancePaise: rupees(20) }),
  counterLine(2, {
    state: 'open_shift',
    shift: {
      shiftId: 'KA-BLR-01-C2-S41',
      staffId: 'S1063',
      openedAt: MORNING,
      businessDate: TODAY,
      isSealed: false,
    },
    toSend: 2,
    countWanted: true,
  }),
  counterLine(3, {
    state: 'behind',
    shift: {
      shiftId: 'KA-BLR-01-C3-S38',
      staffId: 'S1057',
      openedAt: instant(MORNING - 24 * HOUR),
      businessDate: isoDate('2026-11-23'),
      isSealed: true,
    },
    variancePaise: negate(rupees(50)),
    toSend: null,
    lastHeardAt: instant(NOW - 26 * HOUR),
    isOnline: false,
  }),
  counterLine(4, { state: 'unused', receipts: 0, takingsPaise: ZERO }),
];

export const shift = (counter: number, changes: Partial<DayShift> = {}): DayShift => ({
  counterId: `KA-BLR-01-C${counter}`,
  shiftId: `KA-BLR-01-C${counter}-S41`,
  staffId: 'S1042',
  openedAt: MORNING,
  closedAt: instant(NOW - HOUR),
  isSealed: false,
  takenOverFrom: null,
  handedTo: null,
  closedBy: null,
  zNumber: 40 + counter,
  fromSeq: 4100,
  throughSeq: 4188,
  zHash: 'a1'.repeat(32),
  floatPaise: rupees(2000),
  countedPaise: rupees(38_970),
  expectedPaise: rupees(38_950),
  variancePaise: rupees(20),
  reason: 'a citizen did not wait for the change',
  takingsPaise: rupees(37_800),
  ...changes,
});

const OPEN = {
  closedAt: null,
  zNumber: null,
  fromSeq: null,
  throughSeq: null,
  zHash: null,
  countedPaise: null,
  expectedPaise: null,
  variancePaise: null,
  reason: null,
  takingsPaise: null,
} as const;

export const shifts: readonly DayShift[] = [
  shift(1, { handedTo: 'S1063' }),
  shift(2, { staffId: 'S1063', takenOverFrom: 'S1042', ...OPEN }),
  shift(3, {
    staffId: 'S1057',
    variancePaise: negate(rupees(50)),
    closedBy: 'S2011',
    reason: null,
  }),
];

const exception = (
  kind: OfficeException['kind'],
  hours: number,
  changes: Partial<OfficeException> = {},
): OfficeException => ({
  kind,
  since: instant(NOW - hours * HOUR),
  counterId: null,
  staffId: null,
  subject: 'KA-BLR-01-D12',
  amountPaise: null,
  caseKind: null,
  ...changes,
});

export const exceptions: readonly OfficeException[] = [
  exception('cash_late', 74, { subject: '2026-11-20', amountPaise: rupees(100_950) }),
  exception('leaf_missing', 50, { subject: 'B3/117', staffId: 'S1057' }),
  exception('earlier_day_open', 30, { subject: '2026-11-23' }),
  exception('counter_silent', 26, { counterId: 'KA-BLR-01-C3', subject: 'KA-BLR-01-C3' }),
  exception('deposit_in_transit', 20, { amountPaise: paise(10_095_050) }),
  exception('over_short', 3, {
    counterId: 'KA-BLR-01-C1',
    staffId: 'S1042',
    subject: 'KA-BLR-01-C1-S41',
    amountPaise: rupees(20),
  }),
  exception('case_open', 1, {
    counterId: 'KA-BLR-01-C2',
    subject: 'case-9',
    caseKind: 'overcharged',
  }),
];

export const glance: DayAtGlance = {
  now: NOW,
  day: dayLine(),
  counters,
  shifts,
  counts: [
    {
      occasion: 'drop',
      number: 'KA-BLR-01-C1-D7',
      counterId: 'KA-BLR-01-C1',
      staffId: 'S1042',
      at: instant(NOW - 4 * HOUR),
    },
    {
      occasion: 'surprise',
      number: 'KA-BLR-01-C3-N2',
      counterId: 'KA-BLR-01-C3',
      staffId: 'S1057',
      at: instant(NOW - 2 * HOUR),
    },
  ],
  exceptions,
  totals: {
    receipts: 118,
    netPaise: rupees(100_950),
    cashPaise: rupees(72_450),
    upiPaise: rupees(26_600),
    instrumentPaise: rupees(1_900),
    awaitingUpiPaise: rupees(950),
  },
  openDays: [isoDate('2026-11-23')],
};

export const emptyGlance: DayAtGlance = {
  ...glance,
  day: dayLine({ netPaise: ZERO, overPaise: ZERO, shortPaise: ZERO }),
  counters: [],
  shifts: [],
  counts: [],
  exceptions: [],
  totals: {
    receipts: 0,
    netPaise: ZERO,
    cashPaise: ZERO,
    upiPaise: ZERO,
    instrumentPaise: ZERO,
    awaitingUpiPaise: ZERO,
  },
  openDays: [],
};
