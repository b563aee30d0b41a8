/**
 * Whatever three people do with one drawer, in whatever order: the ledger sums to zero, the drawer is
 * what another formula says, Z ranges are the whole journal, and nothing tells what was expected.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { balanceOf } from '#domain/journal/project.ts';
import { CHANGE_OWED, DRAWER, IN_HAND } from '#domain/ledger/postings.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  FLOAT,
  LL_TWO,
  MANAGER,
  OTHER_CLERK,
  PINS,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { openingOf } from '#tests/testkit/opening.ts';

const STEPS = [
  'charge',
  'charge',
  'drop',
  'dropTooMuch',
  'exchange',
  'owe',
  'give',
  'seal',
  'unseal',
  'brokenSeal',
  'handOver',
  'handOverWrong',
  'order',
  'count',
  'close',
  'open',
  'absent',
  'signIn',
  'signInOther',
  'signOut',
] as const;
type Step = (typeof STEPS)[number];

const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] };

interface Said {
  readonly step: Step;
  readonly answer: unknown;
  /** What the drawer held by the record when it was said. */
  readonly expectedPaise: number;
}

const drawerOf = (counter: TestCounter): number => balanceOf(counter.store.read, DRAWER);

async function charge(counter: TestCounter, over: number): Promise<unknown> {
  const quoted = await counter.answer('quote', { ...LL_TWO, citizen: CITIZEN });
  if (!quoted.ok) return quoted;
  const { visit } = counter.terminal.clerkSnapshot();
  const givenPaise = (visit?.totalPaise ?? 0) + over;
  return counter.answer('takeCash', { visitId: visit?.visitId, givenPaise });
}

/** What each step asks of the counter, from what its screen shows. */
function inputOf(counter: TestCounter, step: Step, n: number): [string, unknown] {
  const shown = counter.terminal.clerkSnapshot();
  const other = shown.staff?.staffId === CLERK ? OTHER_CLERK : CLERK;
  const count = { 1000: n };
  const taking = { toStaffId: other, toPin: PINS[other], personalCashPaise: 0 };
  const reason = { varianceReason: 'counted twice' };
  const sealed = { shiftId: shown.drawer?.sealed?.shiftId, sealNumber: 'SL-1' };
  switch (step) {
    case 'drop':
      return ['dropCash', { count: { 1000: n % 4 }, bagNumber: `BG-${100 + n}`, ...byManager }];
    case 'dropTooMuch':
      return ['dropCash', { count: { 50000: 99_999 }, bagNumber: 'BG-1', ...byManager }];
    case 'exchange':
      return ['exchangeCash', { out: { 10000: 1 }, in: { 1000: 10 }, ...byManager }];
    case 'owe': {
      const receiptNumber = shown.paid?.receipts[0]?.receiptNumber;
      return ['oweChange', { receiptNumber, owedPaise: n * 100 }];
    }
    case 'give':
      return ['giveChange', { slipId: shown.drawer?.slips[0]?.slipId }];
    case 'seal':
      return ['suspendShift', { sealNumber: 'SL-1' }];
    case 'unseal':
      return ['resumeShift', { ...sealed, intact: true }];
    case 'brokenSeal':
      return ['resumeShift', { ...sealed, sealNumber: 'SL-2', intact: true }];
    case 'handOver':
      return ['handOver', { count, toCount: count, ...taking, ...reason }];
    case 'handOverWrong':
      return ['handOver', { count, toCount: { 1000: n + 1 }, ...taking }];
    case 'order':
      return ['orderCount', byManager];
    case 'count':
      return ['takeCount', { countId: shown.drawer?.countWanted?.countId, count, ...byManager }];
    case 'close':
      return ['closeShift', { count, ...(n % 2 === 0 ? reason : {}) }];
    case 'open':
      return ['openShift', openingOf(shown, FLOAT)];
    case 'absent':
      return ['closeForAbsent', { count, reason: 'gone home', ...byManager }];
    case 'signIn':
      return ['signIn', { staffId: CLERK, pin: PINS[CLERK] }];
    case 'signInOther':
      return ['signIn', { staffId: OTHER_CLERK, pin: PINS[OTHER_CLERK] }];
    default:
      return ['signOut', {}];
  }
}

async function take(counter: TestCounter, step: Step, n: number): Promise<Said> {
  const expectedPaise = drawerOf(counter);
  if (step === 'charge') return { step, expectedPaise, answer: await charge(counter, n * 100) };
  if (step === 'absent') await counter.answer('lock', {});
  const [name, input] = inputOf(counter, step, n);
  const answer = await counter.answer(name, input);
  if (step === 'absent') {
    const { staff } = counter.terminal.clerkSnapshot();
    await counter.answer('unlock', { pin: PINS[staff?.staffId ?? ''] ?? '0000' });
  }
  return { step, answer, expectedPaise };
}

const sumOf = (counter: TestCounter, kind: string, field: string): number =>
  counter.bodies(kind).reduce((total, body) => total + Number(body[field]), 0);

function checkDrawer(counter: TestCounter): void {
  const sum = (kind: string, field: string): number => sumOf(counter, kind, field);
  expect(drawerOf(counter)).toBe(
    sum('shift.opened', 'floatPaise') +
      sum('cash.tendered', 'givenPaise') -
      sum('cash.tendered', 'changePaise') +
      sum('change.owed', 'amountPaise') -
      sum('change.given', 'amountPaise') -
      sum('cash.dropped', 'amountPaise') -
      sum('shift.suspended', 'sealedPaise') +
      sum('shift.resumed', 'sealedPaise') -
      sum('shift.closed', 'expectedPaise'),
  );
  const owed = sum('change.owed', 'amountPaise') - sum('change.given', 'amountPaise');
  expect(0 - balanceOf(counter.store.read, CHANGE_OWED)).toBe(owed);
  expect(balanceOf(counter.store.read, IN_HAND)).toBe(0);
  const balances = counter.store
    .dumpViews()
    .filter(([name]) => name === 'balance')
    .map(([, , value]) => (value as { balancePaise: number }).balancePaise);
  expect(balances.reduce((total, each) => total + each, 0)).toBe(0);
}

/** Each Z begins where the one before it ended; what is after the last Z is the open range. */
function checkRanges(counter: TestCounter): void {
  let from = 1;
  let number = 1;
  for (const { text, seq } of counter.store.read.entries(1, 1_000_000)) {
    const entry = JSON.parse(text) as { kind: string; body: Record<string, unknown> };
    if (entry.kind !== 'shift.closed') continue;
    expect(entry.body).toMatchObject({ fromSeq: from, zNumber: number });
    from = seq + 1;
    number += 1;
  }
}

const ENDS: readonly Step[] = ['close', 'handOver', 'absent'];

function checkBlind({ step, answer, expectedPaise }: Said): void {
  const isClosed = ENDS.includes(step) && (answer as { ok: boolean }).ok;
  if (isClosed || expectedPaise === 0) return;
  expect(JSON.stringify(answer)).not.toContain(`expectedPaise`);
  expect(JSON.stringify(answer)).not.toContain(`"${expectedPaise}"`);
}

const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(9)), {
  minLength: 40,
  maxLength: 90,
  size: 'max',
});

describe('CA1 CA6 CA21 P5 P11 after any day at one drawer', () => {
  it('money is conserved, Zs close the whole journal, and no answer tells what was expected', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (day) => {
        const counter = await createOpenCounter();
        for (const [step, n] of day) checkBlind(await take(counter, step, n));
        checkDrawer(counter);
        checkRanges(counter);
        const live = counter.store.dumpViews();
        rebuildViews(counter.store);
        expect(counter.store.dumpViews()).toEqual(live);
        await counter.terminal.stop();
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
