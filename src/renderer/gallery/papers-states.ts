/** Cheques, drafts, leaves of a book and slips of other counters, by name. */
import type { ClerkSnapshot, PapersSnapshot } from '#contract/snapshot.ts';
import { rupees } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import {
  counterReducer,
  startCounter,
  type CounterState,
  type TaskName,
} from '#renderer/clerk/counter/counter-state.ts';

import { NOW, readyClerk, visit } from './fixtures.ts';
import { QUIET } from './shift-states.ts';
import type { ClerkState } from './states.ts';

const DAY_MS = 86_400_000;

const PAPERS: PapersSnapshot = {
  accepted: {
    kinds: ['cheque', 'demand_draft'],
    payableTo: {
      en: 'Regional Transport Officer, Bengaluru Central',
      hi: 'क्षेत्रीय परिवहन अधिकारी, बेंगलुरु मध्य',
    },
  },
  held: [
    {
      instrumentId: 'KA-BLR-01-C3-I4',
      instrument: 'cheque',
      number: '004217',
      bank: 'State Bank of India, Koramangala',
      totalPaise: rupees(950),
      receivedAt: instant(NOW - 2 * DAY_MS),
    },
    {
      instrumentId: 'KA-BLR-01-C3-I5',
      instrument: 'demand_draft',
      number: '118204',
      bank: 'Canara Bank, Jayanagar 4th Block',
      totalPaise: rupees(12_500),
      receivedAt: NOW,
    },
  ],
  books: [
    {
      bookId: 'KA-BLR-01-B3',
      firstLeaf: 101,
      lastLeaf: 150,
      custodian: 'S1043' as never,
    },
  ],
};

export const withPapers = (changes: Partial<ClerkSnapshot> = {}): ClerkSnapshot =>
  readyClerk({ drawer: QUIET, papers: PAPERS, ...changes });

const open = (task: TaskName): CounterState =>
  counterReducer(startCounter('en'), { type: 'task', task });

const doing = (task: TaskName, changes: Partial<ClerkSnapshot> = {}): ClerkState => ({
  snapshot: withPapers(changes),
  initial: open(task),
});

const QUOTED = withPapers({ visit: visit() });

const taking = (snapshot: ClerkSnapshot): ClerkState => ({
  snapshot,
  initial: counterReducer(counterReducer(startCounter('en'), { type: 'snapshot', snapshot }), {
    type: 'task',
    task: 'instrument',
  }),
});

const SLIPS = [{ slipId: 'KA-BLR-01-C3-O4', amountPaise: rupees(7) }];

export const PAPERS_STATES: Readonly<Record<string, ClerkState>> = {
  'papers-menu': doing('papers'),
  'instrument-accepted': { snapshot: QUOTED },
  instrument: taking(QUOTED),
  'instrument-register': doing('register'),
  'instrument-register-none': doing('register', { papers: { ...PAPERS, held: [] } }),
  'leaf-key': doing('keyLeaf'),
  'leaf-key-no-book': doing('keyLeaf', { papers: { ...PAPERS, books: [] } }),
  'leaf-spoilt': doing('spoilLeaf'),
  'give-other': doing('giveChange', { drawer: { ...QUIET, slips: SLIPS } }),
  'sealed-left': {
    snapshot: readyClerk({
      phase: 'signed_out',
      staff: null,
      shift: null,
      sealedHere: [
        { shiftId: 'KA-BLR-01-C3-S41' as never, staffId: 'S1042' as never, openedAt: NOW },
      ],
    }),
  },
};
