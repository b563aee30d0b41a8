/**
 * Random lives of a counter: commands drawn by fast-check, each applied where it makes sense and
 * skipped where it does not, against any journal store. What the suites of chain, views and ledger
 * hold true after every one of them.
 */
import * as fc from 'fast-check';

import type { CounterId, PrintJobId, ReceiptNumber } from '#domain/ids.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { presence, type ReceiptView } from '#domain/journal/views.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { add, paise, ZERO } from '#domain/money.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { createRecorder, type Act, type Recorder } from '#terminal/journal/recorder.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import type { Signer } from '#terminal/ports/system.ts';

import {
  CLERK,
  enrolledBody,
  issueQuote,
  linesOf,
  MANAGER,
  openedBody,
  TARIFF,
  takeCash,
} from './bodies.ts';
import { performOnPaper, type PaperHappening } from './paper-happenings.ts';
import {
  createSeededRandom,
  createTestClock,
  createTestSigner,
  testCrypto,
  type TestClock,
} from './ports.ts';

export const COUNTER = 'KA-BLR-01-C3' as CounterId;
export const IDENTITY = { officeId: 'KA-BLR-01', counterId: COUNTER, training: false } as const;

export interface TestCounter {
  readonly recorder: Recorder;
  readonly store: JournalStore;
  readonly clock: TestClock;
  readonly signer: Signer;
}

/** A recorder over `store`; enrols where the journal is empty. */
export function createTestCounter(
  store: JournalStore,
  of: { readonly clock?: TestClock; readonly seed?: string; readonly training?: boolean } = {},
): TestCounter {
  const clock = of.clock ?? createTestClock();
  const signer = createTestSigner();
  const training = of.training === true;
  const counterId = (training ? 'KA-BLR-01-T1' : COUNTER) as CounterId;
  const identity = { ...IDENTITY, counterId, training };
  const random = createSeededRandom(of.seed ?? `random after ${store.read.lastEntry()?.seq ?? 0}`);
  const recorder = createRecorder({ store, signer, clock, random, crypto: testCrypto, identity });
  if (recorder.head().seq === 0) {
    const enrolled = recorder.recordEnrolment({ ...enrolledBody(signer.publicKey), training });
    assert(enrolled.ok, 'enrolment is recorded');
  }
  return { recorder, store, clock, signer };
}

/** One thing that happens; the numbers choose among what there is. */
export type Happening =
  | { readonly kind: 'quote'; readonly amountsPaise: readonly number[]; readonly join: boolean }
  | { readonly kind: 'pay'; readonly overPaise: number }
  | {
      readonly kind: 'lapse' | 'hold' | 'print' | 'reprint' | 'reverse' | 'correct';
      readonly pick: number;
    }
  | { readonly kind: 'shift'; readonly variancePaise: number }
  | { readonly kind: 'session'; readonly pick: number }
  | {
      readonly kind: 'time';
      readonly passMs: number;
      readonly jumpMs: number;
      readonly boot: boolean;
    }
  | { readonly kind: 'noSale' | 'refused' | 'crash' | 'display' }
  | PaperHappening;

const coins = (maxRupees: number) => fc.integer({ min: 0, max: maxRupees * 2 }).map((n) => n * 50);
const pick = fc.nat(20);

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('quote' as const),
      amountsPaise: fc.array(coins(5000), { minLength: 1, maxLength: 4 }),
      join: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('pay' as const), overPaise: coins(2000) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('lapse', 'hold', 'print', 'reprint', 'reverse', 'correct'),
      pick,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('shift' as const),
      variancePaise: fc.integer({ min: -3, max: 3 }).map((n) => n * 5000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('session' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      passMs: fc.nat(90_000_000),
      jumpMs: fc.constantFrom(0, 0, 0, -7_200_000, 86_400_000),
      boot: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('noSale', 'refused', 'crash', 'display') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('leaf' as const),
      amountPaise: coins(2000),
      moreRupees: fc.integer({ min: -50, max: 50 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('spoilt', 'cheque', 'cheque') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bank' as const), pick }) },
);

export const history = (maxLength: number): fc.Arbitrary<readonly Happening[]> =>
  fc.array(happening, { maxLength });

const nth = <T>(items: readonly T[], n: number): T | undefined => items[n % items.length];

const SKIPPED: Result<null> = fail('NOT_FOUND');
const DONE: Result<null> = ok(null);

function receipts(act: Act): readonly ReceiptView[] {
  const { shiftId } = presence(act.views);
  return act.views
    .viewsByTag('receipt', shiftId ?? '')
    .filter((receipt) => receipt.reversed === null && receipt.tenderKind === 'cash');
}

function quote(act: Act, of: Extract<Happening, { kind: 'quote' }>): Result<null> {
  if (presence(act.views).shiftId === null) return SKIPPED;
  const live = act.views.viewsByTag('quote', 'live').filter(({ status }) => status === 'open');
  const joined = of.join ? live[0] : undefined;
  const lines = linesOf(of.amountsPaise);
  issueQuote(act, joined === undefined ? { lines } : { lines, visitId: joined.visitId });
  return DONE;
}

function pay(act: Act, overPaise: number): Result<null> {
  const open = act.views.viewsByTag('quote', 'live').filter(({ status }) => status === 'open');
  const [first] = open;
  if (presence(act.views).shiftId === null || first === undefined) return SKIPPED;
  const quotes = open.filter(({ visitId }) => visitId === first.visitId);
  takeCash(act, { quotes, overPaise: paise(overPaise) });
  return DONE;
}

function lapse(act: Act, n: number): Result<null> {
  const found = nth(act.views.viewsByTag('quote', 'live'), n);
  if (found === undefined) return SKIPPED;
  act.append('quote.lapsed', { quoteId: found.quoteId, reason: 'no_money' });
  return DONE;
}

function hold(act: Act, n: number): Result<null> {
  const found = nth(act.views.viewsByTag('quote', 'live'), n);
  if (found === undefined) return SKIPPED;
  const { visitId, status } = found;
  act.append(status === 'open' ? 'visit.held' : 'visit.resumed', { visitId });
  return DONE;
}

function print(act: Act, n: number): Result<null> {
  const job = nth(act.views.viewsByTag('printJob', 'pending'), n);
  if (job === undefined) return SKIPPED;
  const { jobId } = job;
  if (n % 3 === 0) act.append('print.confirmed', { jobId });
  else if (n % 3 === 1) act.append('print.failed', { jobId, code: 'PRINTER_PAPER_OUT' });
  else act.append('print.unconfirmed', { jobId, code: 'PRINTER_DISCONNECTED' });
  return DONE;
}

function queueDuplicate(act: Act, receiptNumber: ReceiptNumber, jobId: PrintJobId): void {
  act.append('print.queued', { jobId, document: 'receipt', subject: receiptNumber });
}

function reprint(act: Act, n: number): Result<null> {
  const receipt = nth(receipts(act), n);
  if (receipt === undefined) return SKIPPED;
  const { receiptNumber } = receipt;
  const jobId = act.nextPrintJobId();
  if (n % 2 === 0) queueDuplicate(act, receiptNumber, jobId);
  act.append('receipt.reprinted', { receiptNumber, duplicate: receipt.duplicates + 1, jobId });
  if (n % 2 === 1) queueDuplicate(act, receiptNumber, jobId);
  return DONE;
}

function reverse(act: Act, n: number, isCorrected: boolean): Result<null> {
  const receipt = nth(receipts(act), n);
  if (receipt === undefined || presence(act.views).staffId === null) return SKIPPED;
  const { receiptNumber, lines, totalPaise: amountPaise } = receipt;
  act.append('staff.stepped_up', { approverId: MANAGER, act: isCorrected ? 'correct' : 'reverse' });
  act.append('charge.reversed', {
    receiptNumber,
    amountPaise,
    lines,
    reason: 'wrong_service',
    approverId: MANAGER,
    paidBackPaise: isCorrected ? ZERO : amountPaise,
  });
  if (!isCorrected) return DONE;
  const replacing = issueQuote(act, {
    lines: linesOf([(n + 1) * 10_000]),
    replaces: receiptNumber,
  });
  takeCash(act, { quotes: [replacing], creditPaise: amountPaise });
  return DONE;
}

function shift(act: Act, variancePaise: number): Result<null> {
  const { shiftId, staffId } = presence(act.views);
  if (staffId === null) return SKIPPED;
  if (shiftId === null) {
    act.append('shift.opened', openedBody(act));
    return DONE;
  }
  const view = act.views.view('shift', shiftId);
  const expectedPaise = balanceOf(act.views, DRAWER);
  const countedPaise = add(expectedPaise, paise(Math.max(variancePaise, 0 - expectedPaise)));
  act.append('shift.closed', {
    shiftId,
    firstSeq: view?.firstSeq ?? 0,
    count: {},
    countedPaise,
    expectedPaise,
    variancePaise: paise(countedPaise - expectedPaise),
    receipts: view?.receipts ?? 0,
    reversals: view?.reversals ?? 0,
  });
  return DONE;
}

function session(act: Act, n: number): Result<null> {
  const here = presence(act.views);
  if (here.staffId === null) {
    if (n % 4 === 0) act.append('staff.sign_in_failed', { attempt: 1, purpose: 'sign_in' });
    else act.append('staff.signed_in', { method: 'pin' }, { staffId: CLERK });
  } else if (here.locked) act.append('screen.unlocked', { method: 'pin' });
  else if (n % 3 === 0) act.append('screen.locked', { cause: 'idle' });
  else if (n % 7 === 0) act.append('staff.signed_out', { cause: 'clerk' });
  else act.append('tariff.applied', { ...TARIFF, version: n, validFrom: act.now, validTo: null });
  return DONE;
}

function display(act: Act): Result<null> {
  const { displayMissing } = presence(act.views);
  if (displayMissing) act.append('display.returned', {});
  else act.append('display.missing', { cause: 'lost' });
  return DONE;
}

/** Begun and given up: nothing of it may remain. */
function refuse(act: Act): Result<null> {
  if (presence(act.views).shiftId !== null) issueQuote(act, { lines: linesOf([5000]) });
  act.putSetting('refused', 'true');
  return SKIPPED;
}

function perform(act: Act, what: Happening): Result<null> {
  switch (what.kind) {
    case 'quote':
      return quote(act, what);
    case 'pay':
      return pay(act, what.overPaise);
    case 'lapse':
      return lapse(act, what.pick);
    case 'hold':
      return hold(act, what.pick);
    case 'print':
      return print(act, what.pick);
    case 'reprint':
      return reprint(act, what.pick);
    case 'reverse':
    case 'correct':
      return reverse(act, what.pick, what.kind === 'correct');
    case 'shift':
      return shift(act, what.variancePaise);
    case 'session':
      return session(act, what.pick);
    case 'noSale':
      act.append('drawer.opened', { cause: 'no_sale' });
      return DONE;
    case 'display':
      return display(act);
    case 'leaf':
    case 'spoilt':
    case 'cheque':
    case 'bank':
      return performOnPaper(act, what) ? DONE : SKIPPED;
    case 'refused':
      return refuse(act);
    case 'crash':
      refuse(act);
      throw new Error('a fault in the middle of an act');
    default:
      return SKIPPED;
  }
}

/** Lets one thing happen. Answers what was recorded; a fault of ours in the act is taken as refusal. */
export function happen({ recorder, clock }: TestCounter, what: Happening): Result<null> {
  if (what.kind === 'time') {
    clock.pass(what.passMs);
    clock.setWall(instant(clock.now() + what.jumpMs));
    if (what.boot) clock.reboot();
    return DONE;
  }
  try {
    return recorder.record((act) => perform(act, what));
  } catch (error) {
    if (what.kind === 'crash') return SKIPPED;
    throw error;
  }
}

/** A signed-in clerk with an open shift, then everything of `happenings`. */
export function live(counter: TestCounter, happenings: readonly Happening[]): void {
  if (presence(counter.store.read).staffId === null) {
    happen(counter, { kind: 'session', pick: 1 });
  }
  if (presence(counter.store.read).shiftId === null) {
    happen(counter, { kind: 'shift', variancePaise: 0 });
  }
  for (const what of happenings) happen(counter, what);
}
