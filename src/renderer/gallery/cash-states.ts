/** The drawer beside charges, by name. */
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { fail } from '#domain/result.ts';
import { rupees } from '#domain/money.ts';
import {
  counterReducer,
  startCounter,
  type CounterState,
  type TaskName,
} from '#renderer/clerk/counter/counter-state.ts';

import { NOW, readyClerk } from './fixtures.ts';
import { QUIET } from './shift-states.ts';
import type { ClerkState } from './states.ts';

const open = (task: TaskName): CounterState =>
  counterReducer(startCounter('en'), { type: 'task', task });

const doing = (task: TaskName, changes: Partial<ClerkSnapshot> = {}): ClerkState => ({
  snapshot: readyClerk({ drawer: QUIET, ...changes }),
  initial: open(task),
});

const WANTED: Partial<ClerkSnapshot> = {
  drawer: { ...QUIET, countWanted: { countId: 'KA-BLR-01-C3-N2', source: 'hq' } },
  trouble: [fail('COUNT_WANTED').error],
};

const SLIPS = [
  { slipId: 'KA-BLR-01-C3-O4', amountPaise: rupees(7) },
  { slipId: 'KA-BLR-01-C3-O9', amountPaise: rupees(45) },
];

export const CASH_STATES: Readonly<Record<string, ClerkState>> = {
  'cash-menu': doing('cash'),
  'cash-drop': doing('drop'),
  'cash-exchange': doing('exchange'),
  'cash-owe-nothing': doing('oweChange'),
  'cash-give': doing('giveChange', { drawer: { ...QUIET, slips: SLIPS } }),
  'cash-give-none': doing('giveChange'),
  'cash-refuse-note': doing('refuseNote'),
  'cash-seal': doing('seal'),
  'cash-hand-over': doing('handOver'),
  'cash-count-order': doing('count'),
  'cash-count': doing('count', WANTED),
  'cash-count-wanted': { snapshot: readyClerk(WANTED) },
  'cash-certify': doing('certify'),
  'cash-sealed': {
    snapshot: readyClerk({
      phase: 'no_shift',
      shift: null,
      drawer: { ...QUIET, sealed: { shiftId: 'KA-BLR-01-C3-S41' as never, openedAt: NOW } },
    }),
  },
};
