/**
 * What can happen at one drawer in a day, as steps that a property test puts in any order: charges,
 * leaves, cheques and what the bank does with them, slips of this counter and of another, every way in
 * which a shift begins and ends, and a power cut. A step asks of the counter what its screen shows.
 */
import * as fc from 'fast-check';

import { changeFor, type CashCount } from '#domain/cash.ts';
import type { CounterId, StaffId } from '#domain/ids.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { paise } from '#domain/money.ts';
import { ok } from '#domain/result.ts';
import { istDate } from '#domain/time.ts';
import type { FeedContent } from '#protocol/feed.ts';
import {
  CITIZEN,
  CLERK,
  COUNTER,
  createTestCounter,
  FLOAT,
  grantOf,
  LL_TWO,
  MANAGER,
  OFFICE,
  OTHER_CLERK,
  PINS,
  qrOfReceipt,
  showDisplay,
  type CounterOptions,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { openingOf } from '#tests/testkit/opening.ts';
import { feedItems } from '#tests/testkit/test-office.ts';
import { online, settle } from '#tests/terminal/upi/desk.ts';

const CHARGES = ['charge', 'charge', 'reverse', 'cheque', 'realise', 'dishonour'] as const;
const LEAVES = ['leaf', 'leafAgain', 'leafUnknown', 'spoil'] as const;
const DRAWER_STEPS = [
  'drop',
  'dropTooMuch',
  'exchange',
  'owe',
  'give',
  'giveForeign',
  'grantElsewhere',
  'xReport',
  'noSale',
] as const;
const COUNTS = ['order', 'count', 'putOff'] as const;
const SHIFTS = [
  'seal',
  'unseal',
  'brokenSeal',
  'handOver',
  'handOverWrong',
  'close',
  'close',
  'absent',
  'absentSealed',
  'begin',
  'begin',
  'beginOther',
  'signOut',
  'powerCut',
] as const;
/** They need somebody who knows what a drawer holds: nobody in an office does. */
const RIGHT_COUNTS = ['closeRight', 'handRight'] as const;
/** The shift is closed and the same clerk opens the next: most of a drawer's life, in short. */
const NEXT_SHIFT = Array<'nextShift'>(20).fill('nextShift');

/** What anybody may do without having been told what the drawer should hold. */
export const BLIND_STEPS = [...CHARGES, ...LEAVES, ...DRAWER_STEPS, ...COUNTS, ...SHIFTS] as const;
export type Step = (typeof BLIND_STEPS | typeof RIGHT_COUNTS)[number] | 'nextShift';
export const STEPS: readonly Step[] = [...BLIND_STEPS, ...RIGHT_COUNTS, ...NEXT_SHIFT];

export const daysOf = (steps: readonly Step[], minLength: number) =>
  fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(9)), {
    minLength,
    maxLength: 2 * minLength,
    size: 'max',
  });

export interface Day {
  /** Another one after a power cut. */
  counter: TestCounter;
  readonly float: CashCount;
  leaves: number;
  cheques: number;
  grants: number;
}

const BOOK = `${OFFICE}-B3`;
const OTHER_COUNTER = 'KA-BLR-01-C4' as CounterId;
const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] };
const reason = { varianceReason: 'counted twice' };

export const heldBy = ({ counter }: Day): number => balanceOf(counter.store.read, DRAWER);

/** An office that takes cheques and has a book of leaves, and a counter that knows of both. */
export async function beginDay(
  options: CounterOptions & { readonly float?: CashCount } = {},
): Promise<Day> {
  const { float = FLOAT, ...rest } = options;
  const counter = await createTestCounter(rest);
  const office = feedItems([], undefined)[0] as FeedContent & { office: object };
  const instruments = {
    kinds: ['cheque', 'demand_draft'],
    payableTo: { en: 'Regional Transport Officer', hi: 'क्षेत्रीय परिवहन अधिकारी' },
  };
  counter.hq.isUp = true;
  counter.hq.publish({ type: 'office', office: { ...office.office, instruments } } as never, {
    type: 'leaf_book',
    bookId: BOOK,
    firstLeaf: 1,
    lastLeaf: 900,
    issuedAt: paise(counter.clock.now() - 86_400_000) as never,
    custodian: OTHER_CLERK,
    isClosed: false,
  });
  await online(counter);
  await showDisplay(counter);
  return { counter, float, leaves: 0, cheques: 0, grants: 0 };
}

async function charge({ counter }: Day, over: number): Promise<unknown> {
  const quoted = await counter.answer('quote', { ...LL_TWO, citizen: CITIZEN });
  if (!quoted.ok) return quoted;
  const { visit } = counter.terminal.clerkSnapshot();
  const givenPaise = (visit?.totalPaise ?? 0) + over;
  return counter.answer('takeCash', { visitId: visit?.visitId, givenPaise });
}

async function cheque(day: Day): Promise<unknown> {
  const { counter } = day;
  const quoted = await counter.answer('quote', { ...LL_TWO, citizen: CITIZEN });
  if (!quoted.ok) return quoted;
  day.cheques += 1;
  return counter.answer('takeInstrument', {
    visitId: counter.terminal.clerkSnapshot().visit?.visitId,
    instrument: 'cheque',
    number: String(100_000 + day.cheques),
    bank: 'State Bank of India, Koramangala',
    drawnOn: istDate(counter.clock.now()),
  });
}

/** What the bank did with the cheque that waits longest. */
async function hearBank({ counter }: Day, isPaid: boolean): Promise<void> {
  const [held] = counter.terminal.clerkSnapshot().papers?.held ?? [];
  if (held === undefined) return;
  counter.hq.publish({
    type: 'instrument',
    to: COUNTER,
    instrumentId: held.instrumentId,
    totalPaise: held.totalPaise,
    state: isPaid ? 'realised' : 'dishonoured',
    bankReference: isPaid ? 'N168260612345' : null,
    reason: isPaid ? null : 'funds',
    date: istDate(counter.clock.now()),
  } as never);
  await online(counter);
}

function leafInput(day: Day, step: Step, n: number): object {
  if (step !== 'leafAgain') day.leaves += 1;
  const bookId = step === 'leafUnknown' ? `${OFFICE}-B9` : BOOK;
  return {
    leaf: { bookId, leafNumber: Math.max(day.leaves, 1) },
    ...(step === 'leafUnknown' ? { unknownBook: true } : {}),
    ...LL_TWO,
    writtenAt: day.counter.clock.now() - 60_000,
    writtenBy: n % 2 === 0 ? CLERK : OTHER_CLERK,
    citizen: CITIZEN,
    collectedPaise: 94_600 + n * 100,
  };
}

/** A slip of the counter beside this one, which HQ lets be paid here. */
function foreignSlip(day: Day, n: number): object {
  const slipId = `${OTHER_COUNTER}-O${day.grants + 1}`;
  const grantId = String(day.grants + 1).padStart(32, '0');
  day.grants += 1;
  day.counter.hq.onAsk = () =>
    Promise.resolve(
      ok(
        grantOf({
          officeId: OFFICE,
          grantId,
          slipId,
          owner: OTHER_COUNTER,
          payer: COUNTER,
          amountPaise: paise(100 + n * 100),
          at: day.counter.clock.now(),
        }),
      ),
    );
  return { slipId };
}

/** A slip of this counter, which HQ lets another pay. */
async function grantElsewhere(day: Day): Promise<void> {
  const { counter } = day;
  const [slip] = counter.terminal.clerkSnapshot().drawer?.slips ?? [];
  if (slip === undefined) return;
  day.grants += 1;
  counter.hq.publish({
    type: 'slip',
    grantId: String(day.grants).padStart(32, '0'),
    slipId: slip.slipId,
    owner: COUNTER,
    payer: OTHER_COUNTER,
    amountPaise: slip.amountPaise,
  } as never);
  await online(counter);
}

/** What a step that is one command asks of the counter. */
function inputOf(day: Day, step: Step, n: number): [string, object] {
  const { counter } = day;
  const shown = counter.terminal.clerkSnapshot();
  const other = shown.staff?.staffId === CLERK ? OTHER_CLERK : CLERK;
  const count = { 1000: n };
  const right = changeFor(paise(Math.max(heldBy(day), 0))) ?? {};
  const taking = { toStaffId: other, toPin: PINS[other], personalCashPaise: 0 };
  const sealed = { shiftId: shown.drawer?.sealed?.shiftId, sealNumber: 'SL-1' };
  const receiptNumber = shown.paid?.receipts[0]?.receiptNumber;
  const countId = shown.drawer?.countWanted?.countId;
  switch (step) {
    case 'reverse': {
      const qr = receiptNumber === undefined ? '' : qrOfReceipt(counter, receiptNumber);
      return ['reverse', { qr, reason: 'citizen_withdrew', ...byManager }];
    }
    case 'leaf':
    case 'leafAgain':
    case 'leafUnknown':
      return ['keyLeaf', leafInput(day, step, n)];
    case 'spoil':
      day.leaves += 1;
      return [
        'spoilLeaf',
        { leaf: { bookId: BOOK, leafNumber: day.leaves }, fault: 'torn', ...byManager },
      ];
    case 'drop':
      return ['dropCash', { count: { 1000: n % 4 }, bagNumber: `BG-${100 + n}`, ...byManager }];
    case 'dropTooMuch':
      return ['dropCash', { count: { 50000: 9_999 }, bagNumber: 'BG-1', ...byManager }];
    case 'exchange':
      return ['exchangeCash', { out: { 10000: 1 }, in: { 1000: 10 }, ...byManager }];
    case 'owe':
      return ['oweChange', { receiptNumber, owedPaise: n * 100 }];
    case 'give':
      return ['giveChange', { slipId: shown.drawer?.slips[0]?.slipId }];
    case 'giveForeign':
      return ['giveChange', foreignSlip(day, n)];
    case 'xReport':
      return ['xReport', { print: true }];
    case 'order':
      return ['orderCount', byManager];
    case 'count':
      return ['takeCount', { countId, count, ...byManager }];
    case 'putOff':
      return ['putOffCount', { countId }];
    case 'seal':
      return ['suspendShift', { sealNumber: 'SL-1' }];
    case 'unseal':
      return ['resumeShift', { ...sealed, intact: true }];
    case 'brokenSeal':
      return ['resumeShift', { ...sealed, sealNumber: 'SL-2', intact: true }];
    case 'handOver':
      return ['handOver', { count, toCount: count, ...taking, ...reason }];
    case 'handRight':
      return ['handOver', { count: right, toCount: right, ...taking }];
    case 'handOverWrong':
      return ['handOver', { count, toCount: { 1000: n + 1 }, ...taking }];
    case 'close':
      return ['closeShift', { count, ...(n % 2 === 0 ? reason : {}) }];
    case 'closeRight':
      return ['closeShift', { count: right, ...reason }];
    case 'absentSealed': {
      const shiftId = shown.sealedHere?.[0]?.shiftId;
      const seal = { shiftId, sealNumber: 'SL-1', intact: true };
      return ['closeForAbsent', { count, sealed: seal, reason: 'fell ill', ...byManager }];
    }
    case 'absent':
      return ['closeForAbsent', { count, reason: 'gone home', ...byManager }];
    default:
      return [step === 'noSale' ? 'noSale' : 'signOut', {}];
  }
}

async function unlock({ counter }: Day): Promise<void> {
  const { phase, staff } = counter.terminal.clerkSnapshot();
  if (phase === 'locked') await counter.answer('unlock', { pin: PINS[staff?.staffId ?? ''] });
}

/** Somebody sits down: signs in, takes up a drawer of theirs that is sealed or opens another. */
async function begin(day: Day, staffId: StaffId): Promise<unknown> {
  const { counter, float } = day;
  await counter.answer('signIn', { staffId, pin: PINS[staffId] });
  const shown = counter.terminal.clerkSnapshot();
  return counter.answer('openShift', openingOf(shown, float));
}

async function nextShift(day: Day): Promise<unknown> {
  const [name, input] = inputOf(day, 'closeRight', 0);
  await day.counter.answer(name, input);
  const { staff } = day.counter.terminal.clerkSnapshot();
  return begin(day, staff?.staffId === OTHER_CLERK ? OTHER_CLERK : CLERK);
}

async function powerCut(day: Day): Promise<void> {
  day.counter = await day.counter.restart();
  await showDisplay(day.counter);
  await unlock(day);
}

/** The answer of the step; null where it is nothing that the clerk is answered. */
export async function play(day: Day, step: Step, n: number): Promise<unknown> {
  if (step !== 'absent') await unlock(day);
  switch (step) {
    case 'charge':
      return charge(day, n * 100);
    case 'cheque':
      return cheque(day);
    case 'realise':
    case 'dishonour':
      await hearBank(day, step === 'realise');
      return null;
    case 'grantElsewhere':
      await grantElsewhere(day);
      return null;
    case 'begin':
      return begin(day, CLERK);
    case 'beginOther':
      return begin(day, OTHER_CLERK);
    case 'nextShift':
      return nextShift(day);
    case 'powerCut':
      await powerCut(day);
      return null;
    default: {
      if (step === 'absent') await day.counter.answer('lock', {});
      const [name, input] = inputOf(day, step, n);
      const answer = await day.counter.answer(name, input);
      await settle();
      return answer;
    }
  }
}
