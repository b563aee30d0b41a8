/** Every state of both screens by name: the snapshot, and where in a charge the clerk is. */
import type { CitizenSnapshot, ClerkSnapshot } from '#contract/snapshot.ts';
import { paise, rupees } from '#domain/money.ts';
import { fail, ok } from '#domain/result.ts';
import { isoDate } from '#domain/time.ts';
import {
  counterReducer,
  startCounter,
  type CounterAction,
  type CounterState,
} from '#renderer/clerk/counter/counter-state.ts';
import type { Script } from '#renderer/connection/fake.ts';
import type { Link } from '#renderer/connection/screen-connection.ts';

import { ASK_CITIZEN_STATES, ASK_CLERK_STATES } from './ask-states.ts';
import { CARE_STATES } from './care-states.ts';
import { CASH_STATES } from './cash-states.ts';
import { PAPERS_STATES } from './papers-states.ts';
import { SHIFT_STATES } from './shift-states.ts';
import { FINGER_CITIZEN_STATES, FINGER_CLERK_STATES } from './finger-states.ts';
import {
  citizenSnapshot,
  longQuote,
  NOW,
  paid,
  priced,
  pricedDuplicate,
  printJob,
  quote,
  readyClerk,
  service,
  SERVICES,
  visit,
} from './fixtures.ts';
import { UPI_CITIZEN_STATES, UPI_CLERK_STATES } from './upi-states.ts';

export interface ClerkState {
  readonly snapshot: ClerkSnapshot | null;
  readonly link?: Link;
  readonly initial?: CounterState;
  /** Instead of the living counter's own answers. */
  readonly script?: Script;
  /** In place of some of them. */
  readonly instead?: Script;
}

const never = () => new Promise<never>(() => undefined);
const LATE_MS = 400;
const late: Script = {
  findServices: async () => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    return ok(SERVICES.slice(0, 1));
  },
};
/** A snapshot that no terminal sends: the page breaks on it. */
const NONSENSE = { office: null as never };
const after = (...actions: readonly CounterAction[]): CounterState =>
  actions.reduce(counterReducer, startCounter('en'));
const chosen = (code: string): CounterAction => ({
  type: 'item',
  action: { type: 'chosen', service: service(code) },
});
const typed = (fact: string, text: string): CounterAction => ({
  type: 'item',
  action: { type: 'factTyped', fact, text },
});
const task = (name: CounterState['task']): CounterAction => ({ type: 'task', task: name });
const seen = (snapshot: ClerkSnapshot): CounterAction => ({ type: 'snapshot', snapshot });

const EMPTY = readyClerk();
const QUOTED = readyClerk({ visit: visit() });
const SIGNED_OUT = readyClerk({ phase: 'signed_out', staff: null, shift: null });

const previewed = (classes: number): CounterAction => ({
  type: 'item',
  action: { type: 'previewed', preview: priced(classes) },
});
const found: CounterAction[] = [
  { type: 'item', action: { type: 'queryTyped', query: 'li' } },
  { type: 'item', action: { type: 'found', query: 'li', found: SERVICES.slice(0, 3) } },
];
const given = (text: string): CounterAction => ({ type: 'givenTyped', text });
const citizenTyped = [
  { type: 'citizenTyped', field: 'payer', text: 'Sunita Devi Chaudhary' },
  { type: 'citizenTyped', field: 'applicationRef', text: 'AP-2026-001182' },
] as const satisfies readonly CounterAction[];
const atCitizen: CounterAction = { type: 'went', step: 'citizen', field: 'citizen-mobile' };

const waived: readonly CounterAction[] = [
  seen(EMPTY),
  chosen('DL-DUP'),
  typed('waiver', 'flood'),
  { type: 'item', action: { type: 'previewed', preview: pricedDuplicate(true) } },
  ...citizenTyped,
  { type: 'citizenTyped', field: 'mobile', text: '0' },
];

const failedPaper = fail('PRINTER_PAPER_OUT').error;

const DOORS: Readonly<Record<string, ClerkState>> = {
  loading: { snapshot: null },
  'loading-lost': { snapshot: null, link: 'lost' },
  enrol: { snapshot: readyClerk({ phase: 'not_enrolled', staff: null, shift: null, roster: [] }) },
  'sign-in': { snapshot: SIGNED_OUT },
  'sign-in-pending': { snapshot: SIGNED_OUT, script: { signIn: never } },
  'sign-in-no-staff': { snapshot: { ...SIGNED_OUT, roster: [] } },
  locked: { snapshot: readyClerk({ phase: 'locked' }) },
  stopped: {
    snapshot: readyClerk({
      phase: 'stopped',
      trouble: [fail('CHAIN_HASH_WRONG', { seq: 4120 }).error],
      stopped: {
        failure: fail('CHAIN_HASH_WRONG', { seq: 4120 }).error,
        counterId: 'KA-BLR-01-C3',
        acknowledgedSeq: 4096,
        canSave: true,
        canOpenAgain: false,
        canStartAnew: true,
      },
    }),
  },
};

const CHARGE: Readonly<Record<string, ClerkState>> = {
  empty: { snapshot: EMPTY },
  searching: { snapshot: EMPTY, initial: after(seen(EMPTY), ...found) },
  'nothing-found': {
    snapshot: EMPTY,
    initial: after(
      seen(EMPTY),
      { type: 'item', action: { type: 'queryTyped', query: 'ration card' } },
      { type: 'item', action: { type: 'found', query: 'ration card', found: [] } },
    ),
  },
  'slow-search': { snapshot: EMPTY, instead: late },
  facts: { snapshot: EMPTY, initial: after(seen(EMPTY), chosen('LL')) },
  'facts-preview': {
    snapshot: EMPTY,
    initial: after(seen(EMPTY), chosen('LL'), typed('classes', '2'), previewed(2)),
  },
  'facts-wrong': {
    snapshot: EMPTY,
    initial: after(seen(EMPTY), chosen('LL'), typed('classes', '12'), {
      type: 'item',
      action: { type: 'problemsShown' },
    }),
  },
  'facts-many': {
    snapshot: EMPTY,
    initial: after(
      seen(EMPTY),
      chosen('PP-FRESH'),
      typed('born', '05031990'),
      typed('booklet', '36'),
      typed('category', 'bpl'),
    ),
  },
  'fee-not-published': {
    snapshot: EMPTY,
    initial: after(seen(EMPTY), chosen('DL-RENEW'), typed('born', '05031990')),
  },
  citizen: {
    snapshot: EMPTY,
    initial: after(
      seen(EMPTY),
      chosen('LL'),
      typed('classes', '2'),
      previewed(2),
      ...citizenTyped,
      atCitizen,
    ),
  },
  'citizen-many-facts': {
    snapshot: EMPTY,
    initial: after(
      seen(EMPTY),
      chosen('PP-FRESH'),
      typed('born', '05031990'),
      typed('booklet', '36'),
      typed('category', 'bpl'),
      typed('card', 'BPL-77120'),
      ...citizenTyped,
      atCitizen,
    ),
  },
  waiver: { snapshot: EMPTY, initial: after(...waived) },
  'waiver-approval': { snapshot: EMPTY, initial: after(...waived, atCitizen, task('approve')) },
  'citizen-missing': {
    snapshot: EMPTY,
    initial: after(seen(EMPTY), chosen('LL'), typed('classes', '2'), previewed(2), {
      type: 'citizenProblemsShown',
      field: 'payer',
    }),
  },
  quoted: { snapshot: QUOTED },
  'quoted-long': { snapshot: readyClerk({ visit: visit([longQuote()]) }) },
  'quoted-three': {
    snapshot: readyClerk({ visit: visit([quote(410, 1), quote(411, 1), quote(412)]) }),
  },
  'quoted-large': {
    snapshot: readyClerk({
      visit: { ...visit(), quotes: [largeQuote()], totalPaise: largeQuote().totalPaise },
    }),
  },
  nil: { snapshot: readyClerk({ visit: visit([{ ...quote(412), totalPaise: rupees(0) }]) }) },
  expired: {
    snapshot: readyClerk({ visit: visit([{ ...quote(412), validUntil: NOW }]) }),
  },
  'cash-short': {
    snapshot: QUOTED,
    initial: after(seen(QUOTED), given('900'), { type: 'shortShown' }),
  },
  'cash-enough': { snapshot: QUOTED, initial: after(seen(QUOTED), given('1000')) },
  'cash-pending': {
    snapshot: QUOTED,
    initial: after(seen(QUOTED), given('1000'), { type: 'started', command: 'takeCash' }),
  },
  paid: { snapshot: readyClerk({ paid: paid({}) }), initial: celebrated() },
  'paid-not-printed': {
    snapshot: readyClerk({
      paid: paid({ job: printJob('failed', 'PRINTER_PAPER_OUT') }),
      printJobs: [printJob('failed', 'PRINTER_PAPER_OUT')],
      printer: { condition: 'trouble', failure: failedPaper },
    }),
    initial: celebrated(),
  },
  'paid-nil': {
    snapshot: readyClerk({ paid: paid({ total: rupees(0), given: rupees(0) }) }),
    initial: celebrated(),
  },
  'change-in-sight': {
    snapshot: readyClerk({ paid: paid({ given: rupees(2000) }) }),
    initial: { ...after(), lastService: service('LL') },
  },
  held: {
    snapshot: readyClerk({
      held: [
        {
          visitId: visit().visitId,
          payer: 'Ramesh Gowda',
          serviceTexts: service('DL-RENEW').texts,
          totalPaise: rupees(3500),
        },
      ],
    }),
    initial: { ...after(), lastService: service('LL') },
  },
};

function largeQuote() {
  const total = paise(10_095_050);
  return { ...quote(412), totalPaise: total, lines: quote(412).lines.slice(0, 1) };
}

function celebrated(): CounterState {
  return { ...after(), celebrating: true };
}

const TROUBLE: Readonly<Record<string, ClerkState>> = {
  offline: {
    snapshot: readyClerk({
      visit: visit(),
      upi: { aside: [] },
      sync: { state: 'offline', toSend: 212, lastAcknowledgedAt: null, failure: null },
    }),
  },
  broken: { snapshot: readyClerk(NONSENSE) },
  'link-lost': { snapshot: QUOTED, link: 'lost' },
  'paper-out': {
    snapshot: readyClerk({
      visit: visit(),
      printJobs: [printJob('failed', 'PRINTER_PAPER_OUT')],
      printer: { condition: 'trouble', failure: failedPaper },
      trouble: [failedPaper],
    }),
  },
  'print-unsure': {
    snapshot: readyClerk({ printJobs: [printJob('unconfirmed', 'PRINT_RESTARTED')] }),
    initial: after(seen(EMPTY), task('print')),
  },
  'display-missing': {
    snapshot: readyClerk({ displayPresent: false, trouble: [fail('DISPLAY_MISSING').error] }),
  },
  refused: {
    snapshot: QUOTED,
    initial: after(seen(QUOTED), given('1000'), {
      type: 'ended',
      failure: fail('HOST_RESTARTING').error,
    }),
  },
  training: {
    snapshot: readyClerk({
      counter: { counterId: 'KA-BLR-01-T1', number: 1, training: true },
      visit: visit(),
    }),
  },
  'other-date': {
    snapshot: readyClerk({
      shift: {
        shiftId: 'KA-BLR-01-C3-S7' as never,
        businessDate: isoDate('2026-11-23'),
        openedAt: NOW,
        receipts: 3,
      },
    }),
  },
};

const TASKS: Readonly<Record<string, ClerkState>> = {
  more: { snapshot: EMPTY, initial: after(seen(EMPTY), task('more')) },
  lapse: { snapshot: QUOTED, initial: after(seen(QUOTED), task('lapse')) },
  'x-report': { snapshot: EMPTY, initial: after(seen(EMPTY), task('xReport')) },
  'no-sale': { snapshot: EMPTY, initial: after(seen(EMPTY), task('noSale')) },
  reverse: { snapshot: EMPTY, initial: after(seen(EMPTY), task('reverse')) },
  correct: { snapshot: EMPTY, initial: after(seen(EMPTY), task('correct')) },
  'close-shift': { snapshot: EMPTY, initial: after(seen(EMPTY), task('closeShift')) },
  help: { snapshot: EMPTY, initial: after(seen(EMPTY), task('help')) },
};

export const CLERK_STATES: Readonly<Record<string, ClerkState>> = {
  ...DOORS,
  ...CHARGE,
  ...TROUBLE,
  ...TASKS,
  ...CARE_STATES,
  ...CASH_STATES,
  ...SHIFT_STATES,
  ...PAPERS_STATES,
  ...FINGER_CLERK_STATES,
  ...UPI_CLERK_STATES,
  ...ASK_CLERK_STATES,
};

const QUOTE_SHOWN = {
  screen: 'quote',
  quotes: [quote(412)],
  totalPaise: rupees(950),
  payer: 'Sunita Devi Chaudhary',
  mobile: '9876543212',
} as const;

export const CITIZEN_STATES: Readonly<Record<string, CitizenSnapshot | null>> = {
  lost: null,
  broken: citizenSnapshot(NONSENSE),
  closed: citizenSnapshot({ screen: 'closed' }),
  idle: citizenSnapshot(),
  'idle-training': citizenSnapshot({ training: true }),
  quote: citizenSnapshot(QUOTE_SHOWN),
  'quote-no-phone': citizenSnapshot({ ...QUOTE_SHOWN, mobile: null, noPhone: true }),
  'quote-no-messages': citizenSnapshot({ ...QUOTE_SHOWN, contact: 'refused' }),
  'quote-long': citizenSnapshot({
    ...QUOTE_SHOWN,
    quotes: [longQuote()],
    totalPaise: longQuote().totalPaise,
  }),
  'quote-three': citizenSnapshot({
    ...QUOTE_SHOWN,
    quotes: [quote(410, 1), quote(411, 1), quote(412)],
    totalPaise: rupees(1950),
  }),
  'quote-large': citizenSnapshot({
    ...QUOTE_SHOWN,
    quotes: [largeQuote()],
    totalPaise: paise(10_095_050),
  }),
  'quote-nil': citizenSnapshot({
    ...QUOTE_SHOWN,
    quotes: [{ ...quote(412), totalPaise: rupees(0) }],
    totalPaise: rupees(0),
  }),
  paid: citizenSnapshot({ screen: 'paid', paid: paid({}), totalPaise: rupees(950) }),
  'paid-large': citizenSnapshot({
    screen: 'paid',
    paid: paid({ total: paise(10_095_050), given: rupees(101_000) }),
  }),
  'paid-nil': citizenSnapshot({
    screen: 'paid',
    paid: paid({ total: rupees(0), given: rupees(0) }),
  }),
  ...FINGER_CITIZEN_STATES,
  ...UPI_CITIZEN_STATES,
  ...ASK_CITIZEN_STATES,
};
