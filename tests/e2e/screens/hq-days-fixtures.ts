/** What a made-up HQ answers about days of offices, over and short, cash on its way, desks and books. */
import { negate, paise, rupees, ZERO } from '#domain/money.ts';
import { addDays, instant, isoDate, type Instant } from '#domain/time.ts';
import type {
  OfficeDay,
  OfficeDays,
  OfficeDesk,
  OutstandingCash,
  OverShort,
  OverShortRow,
  OverShortShifts,
} from '#server/api/hq-days-contract.ts';
import type { LeafBooks } from '#server/api/office-registers-contract.ts';
import { deposits, leafBooks } from './office-cash-fixtures.ts';
import { closed } from './office-close-fixtures.ts';
import { session } from './office-fixtures.ts';
import type { Answers } from './staff-page.ts';

const BLR = {
  officeId: 'KA-BLR-01',
  officeName: {
    en: 'Regional Transport Office, Bengaluru Central',
    hi: 'क्षेत्रीय परिवहन कार्यालय, बेंगलुरु मध्य',
  },
};
const MYS = {
  officeId: 'KA-MYS-02',
  officeName: { en: 'Passport Seva Kendra, Mysuru', hi: 'पासपोर्ट सेवा केंद्र, मैसूरु' },
};
const TODAY = isoDate('2026-11-24');

const day = (now: Instant, back: number, changes: Partial<OfficeDay> = {}): OfficeDay => ({
  ...BLR,
  date: addDays(TODAY, -back),
  state: 'closed',
  how: 'two',
  check: 'done',
  maker: 'S2011',
  checker: 'S2008',
  closedAt: now,
  supplements: 0,
  cutOffAt: now,
  netPaise: paise(10_095_050),
  overPaise: rupees(20),
  shortPaise: rupees(50),
  isLate: false,
  ...changes,
});

const daysAt = (now: Instant): OfficeDays => ({
  now,
  rows: [
    day(now, 0, { state: 'open', how: null, check: null, maker: null, checker: null }),
    day(now, 1, { state: 'prepared', how: null, check: null, checker: null, isLate: true }),
    day(now, 2, { ...MYS, how: 'one', check: 'waiting', checker: null, supplements: 1 }),
    day(now, 3, { how: 'cut_off', check: 'waiting', maker: null, checker: null, isLate: true }),
    day(now, 4, { how: 'one', check: 'disputed', checker: null }),
    day(now, 5),
  ],
  totals: {
    days: 6,
    open: 1,
    prepared: 1,
    closed: 4,
    byThemselves: 1,
    supplemented: 1,
    checksWaiting: 2,
  },
});

const person = (staffId: string, changes: Partial<OverShortRow> = {}): OverShortRow => ({
  officeId: BLR.officeId,
  staffId,
  shifts: 22,
  shiftsOver: 2,
  shiftsShort: 3,
  overPaise: rupees(30),
  shortPaise: rupees(45),
  widestPaise: negate(rupees(20)),
  meanPaise: negate(paise(68)),
  lowerPaise: negate(rupees(62)),
  upperPaise: rupees(60),
  beyondLimits: 0,
  standsOut: false,
  ...changes,
});

const overShort: OverShort = {
  month: '2026-11',
  offices: [
    {
      ...BLR,
      shifts: 66,
      overPaise: rupees(510),
      shortPaise: rupees(135),
      meanPaise: paise(568),
      lowerPaise: negate(rupees(62)),
      upperPaise: rupees(73),
    },
    {
      ...MYS,
      shifts: 20,
      overPaise: ZERO,
      shortPaise: rupees(10),
      meanPaise: negate(paise(50)),
      lowerPaise: negate(rupees(12)),
      upperPaise: rupees(11),
    },
  ],
  people: [
    person('S1077', {
      shiftsOver: 14,
      overPaise: rupees(450),
      widestPaise: rupees(120),
      beyondLimits: 3,
      standsOut: true,
    }),
    person('S1042'),
    person('S1043', { widestPaise: rupees(30) }),
    person('S3001', { officeId: MYS.officeId, widestPaise: negate(rupees(10)) }),
  ],
};

const shift = (back: number, amount: number, reason: string | null = null) => ({
  counterId: 'KA-BLR-01-C1',
  shiftId: `KA-BLR-01-C1-S${40 - back}`,
  date: addDays(TODAY, -back),
  variancePaise: rupees(amount),
  takingsPaise: rupees(38_950),
  reason,
  closedBy: null,
  isBeyond: Math.abs(amount) > 73,
});

const shifts: OverShortShifts = {
  rows: [
    shift(1, 120, 'a citizen did not wait for the change'),
    shift(2, 0),
    shift(3, 20, 'counted twice'),
    shift(4, -10),
    shift(5, 80, 'a slip was counted twice'),
  ],
};

const bag = (number: number) => {
  const found = deposits.rows[number];
  if (found === undefined) throw new Error('no such bag');
  return found;
};

const outstanding: OutstandingCash = {
  ages: [
    { age: 'not_due', offices: 3, amountPaise: rupees(81_450) },
    { age: 'to_3_days', offices: 1, amountPaise: paise(10_095_050) },
    { age: 'to_7_days', offices: 0, amountPaise: ZERO },
    { age: 'over_7_days', offices: 1, amountPaise: rupees(4_500) },
  ],
  inSafes: [
    {
      ...BLR,
      amountPaise: paise(10_095_050),
      oldestDate: isoDate('2026-11-20'),
      dueOn: isoDate('2026-11-23'),
      daysLate: 1,
      age: 'to_3_days',
      isOverCeiling: true,
    },
    {
      ...MYS,
      amountPaise: rupees(81_450),
      oldestDate: TODAY,
      dueOn: isoDate('2026-11-25'),
      daysLate: 0,
      age: 'not_due',
      isOverCeiling: false,
    },
  ],
  deposits: [
    { ...bag(2), ...BLR, age: 'to_3_days', daysLate: 1 },
    { ...bag(1), ...MYS, age: 'over_7_days', daysLate: 9 },
  ],
};

const desk: OfficeDesk = {
  deposits: {
    office: { mostPaise: rupees(50_000), act: 'warn' },
    officer: { mostPaise: rupees(200_000), act: 'block' },
    dueWorkingDays: 1,
  },
  cutOffMinutes: 2_160,
  branches: session.branches,
};

const AT = instant(1_795_500_000_000);

export const HQ_DAYS: Answers = {
  days: daysAt(AT),
  'days/KA-MYS-02/2026-11-22/document': closed,
  'over-short': overShort,
  'over-short/KA-BLR-01/S1077': shifts,
  deposits: outstanding,
  'offices/KA-BLR-01/desk': desk,
  'offices/KA-BLR-01/leaf-books': leafBooks,
};

const NO_DAYS: OfficeDays['totals'] = {
  days: 0,
  open: 0,
  prepared: 0,
  closed: 0,
  byThemselves: 0,
  supplemented: 0,
  checksWaiting: 0,
};

export const HQ_NO_DAYS: Answers = {
  days: { now: AT, rows: [], totals: NO_DAYS } satisfies OfficeDays,
  'over-short': { month: '2026-11', offices: [], people: [] } satisfies OverShort,
  deposits: { ages: [], inSafes: [], deposits: [] } satisfies OutstandingCash,
  'offices/KA-BLR-01/desk': { deposits: {}, cutOffMinutes: 2_160, branches: [] },
  'offices/KA-BLR-01/leaf-books': { rows: [] } satisfies LeafBooks,
};
