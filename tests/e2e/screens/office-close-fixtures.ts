/** The close of the made-up office's day: with something in the way, prepared, closed, supplemented. */
import type { DayCounter, DayDocument } from '#domain/day/document.ts';
import type { HeadLine } from '#domain/ledger/figures.ts';
import { negate, rupees, ZERO } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import type {
  ClosedDay,
  CloseStep,
  DayAtGlance,
  DayClosing,
  DayLine,
} from '#server/api/office-contract.ts';
import { dayLine, glance, HOUR, MINUTE, MORNING, NOW, shifts, TODAY } from './office-fixtures.ts';

const head = (name: string, cash: number, upi: number, instrument = 0): HeadLine => ({
  head: name,
  chargedPaise: rupees(cash + upi + instrument + 950),
  reversedPaise: rupees(950),
  netPaise: rupees(cash + upi + instrument),
  cashPaise: rupees(cash),
  upiPaise: rupees(upi),
  instrumentPaise: rupees(instrument),
});

const byHead = [
  head('0041-00-101-02', 52_450, 20_600),
  head('0041-00-102-01', 20_000, 6_000, 1_900),
];

const dayCounter = (number: number, changes: Partial<DayCounter> = {}): DayCounter => ({
  counterId: `KA-BLR-01-C${number}`,
  state: 'complete',
  fromSeq: 4100,
  throughSeq: 4188,
  headHash: 'a1'.repeat(32),
  heldSeq: 4188,
  missingEntries: 0,
  lastHeardAt: instant(NOW - 2 * MINUTE),
  explanation: null,
  ...changes,
});

export const document: DayDocument = {
  formatVersion: 1,
  officeId: 'KA-BLR-01',
  date: TODAY,
  madeAt: NOW,
  counters: [
    dayCounter(1),
    dayCounter(2),
    dayCounter(3, {
      state: 'behind',
      fromSeq: null,
      throughSeq: null,
      headHash: null,
      missingEntries: 14,
      lastHeardAt: instant(NOW - 26 * HOUR),
    }),
  ],
  shifts,
  byHead,
  byTender: [
    {
      tender: 'cash',
      receipts: 84,
      reversals: 1,
      chargedPaise: rupees(73_400),
      reversedPaise: rupees(950),
      netPaise: rupees(72_450),
    },
  ],
  byService: [
    {
      serviceCode: 'LL-NEW',
      texts: { en: "Learner's licence, new", hi: 'शिक्षार्थी अनुज्ञप्ति, नई' },
      receipts: 84,
      reversals: 1,
      chargedPaise: rupees(73_400),
      reversedPaise: rupees(950),
      netPaise: rupees(72_450),
    },
  ],
  accounts: [
    {
      account: 'safe',
      openingPaise: rupees(1000),
      movedPaise: rupees(72_420),
      closingPaise: rupees(73_420),
    },
    {
      account: 'revenue:0041-00-101-02',
      openingPaise: negate(rupees(1000)),
      movedPaise: negate(rupees(72_420)),
      closingPaise: negate(rupees(73_420)),
    },
  ],
  people: [
    { staffId: 'S1042', shifts: 1, overPaise: rupees(20), shortPaise: ZERO },
    { staffId: 'S1057', shifts: 1, overPaise: ZERO, shortPaise: rupees(50) },
  ],
  awaitingUpi: {
    askedPaise: rupees(950),
    asked: [{ counterId: 'KA-BLR-01-C2', chargeId: 'KA-BLR-01-C2-Q118', amountPaise: rupees(950) }],
    paidPaise: ZERO,
  },
  cancelled: { count: 0, amountPaise: ZERO, items: [] },
  waived: { count: 0, amountPaise: ZERO, items: [] },
  reprinted: { count: 0, amountPaise: ZERO, items: [] },
  others: {
    count: 1,
    amountPaise: rupees(5_000),
    items: [
      {
        kind: 'cash.dropped',
        counterId: 'KA-BLR-01-C1',
        seq: 4140,
        at: NOW,
        staffId: 'S1042',
        shiftId: 'KA-BLR-01-C1-S41',
        amountPaise: rupees(5_000),
        body: { dropId: 'KA-BLR-01-C1-D7' },
      },
    ],
  },
  deposits: [],
  safeCount: null,
  leaves: [],
};

const NOBODY = {
  counterId: null,
  staffId: null,
  since: null,
  amountPaise: null,
  state: null,
  missingEntries: null,
  unblock: [],
} as const;

const steps: readonly CloseStep[] = [
  {
    step: 'earlier_days',
    state: 'blocks',
    items: [{ ...NOBODY, subject: '2026-11-23', unblock: ['close_earlier_day'] }],
  },
  {
    step: 'counters',
    state: 'note',
    items: [
      {
        ...NOBODY,
        subject: 'KA-BLR-01-C2',
        counterId: 'KA-BLR-01-C2',
        staffId: 'S1063',
        since: MORNING,
        state: 'open_shift',
        unblock: ['clerk_closes', 'manager_closes_for_absent', 'explain'],
      },
      {
        ...NOBODY,
        subject: 'KA-BLR-01-C3',
        counterId: 'KA-BLR-01-C3',
        since: instant(NOW - 26 * HOUR),
        state: 'behind',
        missingEntries: 14,
        unblock: ['counter_connects', 'explain'],
      },
    ],
  },
  {
    step: 'awaiting_upi',
    state: 'note',
    items: [{ ...NOBODY, subject: 'KA-BLR-01-C2-Q118', amountPaise: rupees(950) }],
  },
  {
    step: 'variances',
    state: 'note',
    items: [
      {
        ...NOBODY,
        subject: 'KA-BLR-01-C1-S41',
        counterId: 'KA-BLR-01-C1',
        staffId: 'S1042',
        amountPaise: rupees(20),
      },
    ],
  },
  { step: 'leaves', state: 'done', items: [] },
  { step: 'safe', state: 'done', items: [] },
  { step: 'prepare', state: 'later', items: [] },
  {
    step: 'check',
    state: 'later',
    items: [{ ...NOBODY, subject: 'S2011', unblock: ['another_manager', 'hq_approver'] }],
  },
];

const stepsIn = (changed: Partial<Record<CloseStep['step'], CloseStep['state']>>) =>
  steps.map((step) => ({ ...step, state: changed[step.step] ?? step.state }));

/** An earlier day stands in the way. */
export const blocked: DayClosing = {
  now: NOW,
  day: dayLine(),
  revision: 3,
  steps,
  document,
  mayPrepare: { code: 'SECOND_PERSON_NEEDED' },
  mayClose: { code: 'SECOND_PERSON_NEEDED' },
  isOnePerson: false,
  prepared: null,
  leafBooks: [],
};

/** Nothing stands in the way: the maker writes, and signs. */
export const ready: DayClosing = {
  ...blocked,
  steps: stepsIn({ earlier_days: 'done', leaves: 'next', safe: 'next', prepare: 'next' }),
  mayPrepare: null,
};

/** Another manager has prepared it. */
export const prepared: DayClosing = {
  ...blocked,
  day: dayLine({ state: 'prepared', maker: 'S2011' }),
  steps: stepsIn({ earlier_days: 'done', counters: 'done', prepare: 'done', check: 'next' }),
  mayPrepare: null,
  mayClose: null,
  prepared: {
    staffId: 'S2011',
    at: instant(NOW - 10 * MINUTE),
    revision: 3,
    explanations: [
      { counterId: 'KA-BLR-01-C3', reason: 'power_cut', words: 'no power since yesterday' },
    ],
  },
};

const entry = (seq: number) => ({
  seq,
  at: NOW,
  hash: 'b2'.repeat(32),
  signature: 'c3'.repeat(43),
  keyId: 'd4'.repeat(16),
});

const closedLine = dayLine({
  state: 'closed',
  how: 'two',
  check: 'done',
  maker: 'S2011',
  checker: 'S2008',
  closedAt: instant(NOW - MINUTE),
  supplements: 1,
});

export const closed: ClosedDay = {
  day: closedLine,
  document,
  entry: entry(411),
  supplements: [
    {
      number: 1,
      deltas: {
        byHead: [head('0041-00-101-02', 1_900, 0)],
        byTender: [],
        byService: [],
        accounts: [],
        counters: [
          {
            counterId: 'KA-BLR-01-C3',
            fromSeq: 4189,
            throughSeq: 4202,
            headHash: 'e5'.repeat(32),
          },
        ],
      },
      document: { ...document, byHead: byHead.slice(0, 1) },
      entry: entry(418),
    },
  ],
  checked: null,
};

export const closing = (day: DayLine): DayClosing => ({ ...blocked, day, steps: [] });
export const closedClosing = closing(closedLine);
export const closedGlance: DayAtGlance = { ...glance, day: closedLine, openDays: [] };

/** One person closed it, and HQ does not agree. */
export const disputed: ClosedDay = {
  ...closed,
  day: { ...closedLine, how: 'one', check: 'disputed', checker: null, supplements: 0 },
  supplements: [],
  checked: {
    staffId: 'S9002',
    at: NOW,
    finding: 'disputed',
    words: 'the safe was not counted on a day with a shortage',
  },
};
