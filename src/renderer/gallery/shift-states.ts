/** Opening a shift and counting at its end, by name. */
import type { ClerkSnapshot, DrawerSnapshot, OpeningSnapshot } from '#contract/snapshot.ts';
import type { CashCount } from '#domain/cash.ts';
import { isoDate } from '#domain/time.ts';
import { counterReducer, startCounter } from '#renderer/clerk/counter/counter-state.ts';

import { readyClerk } from './fixtures.ts';
import type { ClerkState } from './states.ts';

const TODAY = isoDate('2026-11-24');

export const OPENING: OpeningSnapshot = {
  testPage: 'none',
  date: {
    proposed: TODAY,
    clockDate: TODAY,
    hqDate: null,
    lastDate: isoDate('2026-11-23'),
    likely: [TODAY],
  },
};

export const QUIET: DrawerSnapshot = {
  countWanted: null,
  slips: [],
  sealed: null,
  closing: { counts: 0, standing: null },
};

const opening = (
  changes: Partial<OpeningSnapshot>,
  of: Partial<ClerkSnapshot> = {},
): ClerkState => ({
  snapshot: readyClerk({
    phase: 'no_shift',
    shift: null,
    drawer: QUIET,
    opening: { ...OPENING, ...changes },
    ...of,
  }),
});

const COUNTED: CashCount = { 50000: 2, 10000: 14, 5000: 11, 1000: 20, 500: 20, 100: 47 };

const counting = (closing: DrawerSnapshot['closing']): ClerkState => ({
  snapshot: readyClerk({ drawer: { ...QUIET, closing } }),
  initial: counterReducer(startCounter('en'), { type: 'task', task: 'closeShift' }),
});

export const SHIFT_STATES: Readonly<Record<string, ClerkState>> = {
  'open-shift': opening({}),
  'open-shift-printed': opening({ testPage: 'printed' }),
  'open-shift-no-paper': opening({ testPage: 'failed' }, { displayPresent: false }),
  'open-shift-clock-behind': opening({
    date: {
      ...OPENING.date,
      proposed: null,
      clockDate: isoDate('2026-11-22'),
      likely: [isoDate('2026-11-23'), TODAY],
    },
  }),
  'open-shift-clock-ahead': opening({
    date: {
      ...OPENING.date,
      proposed: null,
      clockDate: isoDate('2026-11-25'),
      likely: [isoDate('2026-11-23'), TODAY, isoDate('2026-11-25')],
    },
  }),
  'open-shift-hq-date': opening({
    date: { ...OPENING.date, clockDate: isoDate('2026-11-25'), hqDate: TODAY },
  }),
  'count-again': counting({ counts: 1, standing: null }),
  'count-third': counting({ counts: 2, standing: null }),
  'count-stands': counting({ counts: 3, standing: COUNTED }),
};
