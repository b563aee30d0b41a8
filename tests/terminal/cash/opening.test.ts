import { describe, expect, it } from 'vitest';

import { addDays, instant, istDate, parseInstant } from '#domain/time.ts';
import {
  CLERK,
  createTestCounter,
  endShift,
  FLOAT,
  OTHER_CLERK,
  PASSPORT,
  PINS,
  showDisplay,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { online } from '#tests/terminal/upi/desk.ts';
import { openingOf } from '#tests/testkit/opening.ts';

const DAY_MS = 86_400_000;

async function arrive(counter: TestCounter, staffId = CLERK): Promise<void> {
  await counter.do('signIn', { staffId, pin: PINS[staffId] ?? '' });
}

async function atTheDoor(): Promise<TestCounter> {
  const counter = await createTestCounter();
  await showDisplay(counter);
  await arrive(counter);
  return counter;
}

const opening = (counter: TestCounter) => openingOf(counter.terminal.clerkSnapshot(), FLOAT);
const shown = (counter: TestCounter) => counter.terminal.clerkSnapshot().opening;
const opened = (counter: TestCounter) => counter.bodies('shift.opened').at(-1);

describe('before the first citizen', () => {
  it('CA11 what was looked at stands in the shift’s own entry, with float and own cash', async () => {
    const counter = await atTheDoor();
    expect(shown(counter)?.testPage).toBe('none');
    await counter.do('testPrint', {});
    await counter.terminal.printed();
    expect(shown(counter)?.testPage).toBe('printed');
    const looked = { ...opening(counter), paper: 'whole', display: 'seen' } as const;
    await counter.do('openShift', { ...looked, personalCashPaise: 20_000 as never });
    expect(opened(counter)).toMatchObject({
      float: FLOAT,
      floatPaise: 185_000,
      personalCashPaise: 20_000,
      checks: { paper: 'whole', display: 'seen', date: 'clock' },
    });
    expect(counter.terminal.clerkSnapshot().opening).toBeUndefined();
  });

  it('CA11 a page that never came, or a display that is silent, cannot be said to be whole', async () => {
    const counter = await atTheDoor();
    const whole = { ...opening(counter), paper: 'whole' as const };
    expect(await counter.refusal('openShift', whole)).toBe('TEST_PAGE_FIRST');
    counter.printer.trouble('paper-out');
    await counter.do('testPrint', {});
    await counter.terminal.printed();
    expect(shown(counter)?.testPage).toBe('failed');
    expect(await counter.refusal('openShift', whole)).toBe('TEST_PAGE_FIRST');
    counter.pass(60_000);
    const seen = { ...opening(counter), display: 'seen' as const };
    expect(await counter.refusal('openShift', seen)).toBe('DISPLAY_MISSING');
  });

  it('CA11 P9 no printer and no display keep nobody’s counter shut: it is recorded', async () => {
    const counter = await createTestCounter();
    counter.printer.trouble('silent');
    await arrive(counter);
    await counter.do('openShift', opening(counter));
    expect(opened(counter)).toMatchObject({ checks: { paper: 'missing', display: 'missing' } });
  });

  it('CA11 somebody else’s test page is not one’s own', async () => {
    const counter = await atTheDoor();
    await counter.do('testPrint', {});
    await counter.terminal.printed();
    await counter.do('signOut', {});
    await arrive(counter, OTHER_CLERK);
    expect(shown(counter)?.testPage).toBe('none');
  });

  it.each([
    { float: { 10000: -1 } },
    { float: { 10000: 0.5 } },
    { float: { 10000: 1e9 } },
    { float: { 12345: 1 } },
    { personalCashPaise: -5 },
    { businessDate: '2026-02-30' },
    { businessDate: 'today' },
    { paper: 'yes' },
  ])('CA11 refuses what no shift opens with: %j', async (wrong) => {
    const counter = await atTheDoor();
    const input = { ...opening(counter), ...wrong };
    expect(await counter.refusal('openShift', input)).toBe('INPUT_INVALID');
    expect(opened(counter)).toBeUndefined();
  });
});

/** A shift of yesterday was closed; this morning the clock is `days` off. */
async function nextMorning(days: number): Promise<{ counter: TestCounter; today: string }> {
  const first = await atTheDoor();
  await first.do('openShift', opening(first));
  first.pass(60_000);
  await endShift(first, FLOAT);
  await first.do('signOut', {});
  // The machine is off meanwhile; the next one begins earlier in the day than the last ended.
  first.clock.pass(DAY_MS - 7_200_000);
  const today = istDate(first.clock.now());
  first.clock.setWall(instant(first.clock.now() + days * DAY_MS));
  const counter = await first.restart();
  await arrive(counter);
  return { counter, today };
}

describe('a clock that is a day off', () => {
  it('CA12 is believed where it is right', async () => {
    const { counter, today } = await nextMorning(0);
    expect(shown(counter)?.date).toMatchObject({ proposed: today, likely: [today] });
    await counter.do('openShift', opening(counter));
    expect(opened(counter)).toMatchObject({ checks: { date: 'clock' } });
  });

  it.each([-1, 1])('CA12 %i day: asks, and the shift bears what was said', async (days) => {
    const { counter, today } = await nextMorning(days);
    const { date } = shown(counter) ?? {};
    expect(date).toMatchObject({ proposed: null, clockDate: addDays(today as never, days) });
    expect(date?.likely).toContain(today);
    await counter.do('openShift', { ...opening(counter), businessDate: today as never });
    expect(counter.terminal.clerkSnapshot().shift?.businessDate).toBe(today);
    expect(opened(counter)).toMatchObject({
      checks: { date: 'stated', clockDate: addDays(today as never, days) },
    });
    const last = JSON.parse(counter.store.read.lastEntry()?.text ?? '{}');
    expect(last.businessDate).toBe(today);
    await counter.do('noSale', {});
    const next = JSON.parse(counter.store.read.lastEntry()?.text ?? '{}');
    expect(next.businessDate).toBe(today);
  });

  it('CA12 a date before the last shift or far away is refused, and nothing is written', async () => {
    const { counter, today } = await nextMorning(-1);
    const early = { ...opening(counter), businessDate: addDays(today as never, -2) };
    expect(await counter.refusal('openShift', early)).toBe('ACCOUNT_DATE_EARLY');
    const late = { ...opening(counter), businessDate: addDays(today as never, 200) };
    expect(await counter.refusal('openShift', late)).toBe('ACCOUNT_DATE_LATE');
    expect(counter.bodies('shift.opened')).toHaveLength(1);
  });

  it('CA12 T29 P1 a fee that rose that night is the lower one while clock and date disagree', async () => {
    // The fee of a passport rises at the midnight before the first of July.
    const start = parseInstant('2026-06-29T10:00:00+05:30') ?? undefined;
    const first = await createTestCounter(start === undefined ? {} : { start });
    await showDisplay(first);
    await arrive(first);
    await first.do('openShift', opening(first));
    await endShift(first, FLOAT);
    await first.do('signOut', {});
    first.clock.pass(2 * DAY_MS - 7_200_000);
    const counter = await first.restart();
    await arrive(counter);
    await counter.do('openShift', { ...opening(counter), businessDate: '2026-06-30' as never });
    const { totalPaise } = await counter.do('preview', PASSPORT);
    expect(istDate(counter.clock.now())).toBe('2026-07-01');
    expect(totalPaise).toBe(150_000);
  });

  it.each([-1, 1])('CA12 %i day, with a line: HQ’s date is the date', async (days) => {
    const { counter, today } = await nextMorning(days);
    counter.hq.isUp = true;
    counter.hq.aheadMs = -days * DAY_MS;
    await online(counter);
    const clockDate = addDays(today as never, days);
    expect(shown(counter)?.date).toMatchObject({ proposed: today, hqDate: today, clockDate });
    const byClock = { ...opening(counter), businessDate: clockDate };
    expect(await counter.refusal('openShift', byClock)).toBe('ACCOUNT_DATE_OF_HQ');
    await counter.do('openShift', opening(counter));
    expect(opened(counter)).toMatchObject({ checks: { date: 'hq', clockDate } });
    expect(counter.terminal.clerkSnapshot().shift?.businessDate).toBe(today);
  });
});
