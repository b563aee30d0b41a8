/** Who stands at the counter: sign-in, wrong PINs, lock and unlock, whose shift it is. */
import { describe, expect, it } from 'vitest';

import { instant } from '#domain/time.ts';
import { pinDelayMs } from '#terminal/pin-delay.ts';
import { IDLE_LOCK_MS } from '#terminal/watch.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  createTestCounter,
  FLOAT,
  LL_TWO,
  MANAGER,
  OTHER_CLERK,
  PINS,
  showDisplay,
} from '#tests/testkit/counter.ts';

const pinOf = (staffId: string) => PINS[staffId] ?? '';

describe('sign-in', () => {
  it('P7 works from the roster with nobody to ask', async () => {
    const counter = await createTestCounter();
    expect(counter.terminal.clerkSnapshot().phase).toBe('signed_out');
    expect(counter.terminal.clerkSnapshot().roster).toHaveLength(3);
    await counter.do('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
    expect(counter.terminal.clerkSnapshot()).toMatchObject({
      phase: 'no_shift',
      staff: { staffId: CLERK, role: 'clerk' },
    });
  });

  it('counts wrong PINs in the journal and makes the next try wait longer each time', async () => {
    const counter = await createTestCounter();
    for (const seconds of [1, 2, 4, 8]) {
      const answer = await counter.answer('signIn', { staffId: CLERK, pin: '0000' });
      expect(answer).toMatchObject({ error: { code: 'PIN_WRONG', details: { seconds } } });
      const early = await counter.answer('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
      expect(early).toMatchObject({ error: { code: 'PIN_DELAYED', details: { seconds } } });
      counter.pass(seconds * 1000);
    }
    await counter.do('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
    expect(counter.bodies('staff.sign_in_failed').map((body) => body['attempt'])).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('the count of wrong PINs outlives a restart', async () => {
    const counter = await createTestCounter();
    await counter.answer('signIn', { staffId: CLERK, pin: '0000' });
    counter.pass(1000);
    await counter.answer('signIn', { staffId: CLERK, pin: '0000' });
    const again = await counter.restart();
    expect(await again.refusal('signIn', { staffId: CLERK, pin: pinOf(CLERK) })).toBe(
      'PIN_DELAYED',
    );
  });

  it('P7 a wall clock that once ran ahead does not keep the wait from ending, after a restart neither', async () => {
    const counter = await createTestCounter();
    const now = counter.clock.now();
    counter.clock.setWall(instant(now + 20 * 86_400_000));
    for (const seconds of [1, 2, 4]) {
      await counter.answer('signIn', { staffId: CLERK, pin: '0000' });
      counter.pass(seconds * 1000);
    }
    await counter.answer('signIn', { staffId: CLERK, pin: '0000' });
    counter.clock.setWall(now);
    const right = { staffId: CLERK, pin: pinOf(CLERK) };
    counter.pass(7_000);
    expect(await counter.refusal('signIn', right)).toBe('PIN_DELAYED');
    const again = await counter.restart();
    again.pass(7_000);
    expect(await again.answer('signIn', right)).toMatchObject({
      error: { code: 'PIN_DELAYED', details: { seconds: 1 } },
    });
    again.pass(1_000);
    await again.do('signIn', right);
  });

  it('the delay doubles up to five minutes and no further', () => {
    expect([0, 1, 2, 3, 9, 10, 1000].map(pinDelayMs)).toEqual([
      0, 1000, 2000, 4000, 256_000, 300_000, 300_000,
    ]);
  });

  it('refuses who is not on the roster, and a second person while one is there', async () => {
    const counter = await createTestCounter();
    expect(await counter.refusal('signIn', { staffId: 'S9999', pin: '1111' })).toBe(
      'STAFF_UNKNOWN',
    );
    await counter.do('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
    expect(await counter.refusal('signIn', { staffId: MANAGER, pin: pinOf(MANAGER) })).toBe(
      'ALREADY_SIGNED_IN',
    );
  });

  it('nothing is sold before somebody is there and has a shift', async () => {
    const counter = await createTestCounter();
    expect(await counter.refusal('quote', { ...LL_TWO, citizen: CITIZEN })).toBe('SIGN_IN_FIRST');
    await counter.do('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
    expect(await counter.refusal('quote', { ...LL_TWO, citizen: CITIZEN })).toBe('NO_SHIFT');
  });

  it('signs out only after the shift is closed', async () => {
    const counter = await createOpenCounter();
    expect(await counter.refusal('signOut', {})).toBe('SHIFT_OPEN');
    await counter.do('closeShift', { count: FLOAT });
    await counter.do('signOut', {});
    expect(counter.terminal.clerkSnapshot().phase).toBe('signed_out');
  });
});

describe('lock', () => {
  it('opens by the same person only, and shows no citizen meanwhile', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('lock', {});
    const snapshot = counter.terminal.clerkSnapshot();
    expect(snapshot).toMatchObject({ phase: 'locked', visit: null });
    expect(JSON.stringify(snapshot)).not.toContain(CITIZEN.payer);
    expect(counter.terminal.citizenSnapshot().screen).toBe('closed');
    expect(await counter.refusal('takeCash', { visitId: 'KA-BLR-01-C3-V1', givenPaise: 1 })).toBe(
      'SCREEN_LOCKED',
    );
    expect(await counter.refusal('unlock', { pin: pinOf(MANAGER) })).toBe('PIN_WRONG');
    counter.pass(1000);
    await counter.do('unlock', { pin: pinOf(CLERK) });
    expect(counter.terminal.clerkSnapshot().visit?.payer).toBe(CITIZEN.payer);
  });

  it('a restart locks the screen, and says so', async () => {
    const counter = await createOpenCounter();
    const again = await counter.restart();
    expect(again.terminal.clerkSnapshot().phase).toBe('locked');
    expect(again.bodies('screen.locked')).toEqual([{ cause: 'restart' }]);
    expect(await again.refusal('signIn', { staffId: OTHER_CLERK, pin: pinOf(OTHER_CLERK) })).toBe(
      'ALREADY_SIGNED_IN',
    );
    await again.do('unlock', { pin: pinOf(CLERK) });
    expect(again.terminal.clerkSnapshot().phase).toBe('ready');
  });

  it('P2 J23 a restart that the disk takes no word of leaves the screen to nobody', async () => {
    const counter = await (await createOpenCounter()).restart();
    await counter.do('unlock', { pin: pinOf(CLERK) });
    const transact = counter.store.transact.bind(counter.store);
    counter.store.transact = () => ({ ok: false, error: { code: 'DISK_FAILED' } });
    const again = await counter.restart();
    expect(await again.refusal('noSale', {})).toBe('DISK_FAILED');
    counter.store.transact = transact;
    const mended = await again.restart();
    expect(await mended.refusal('noSale', {})).toBe('SCREEN_LOCKED');
    expect(mended.bodies('screen.locked')).toEqual([{ cause: 'restart' }, { cause: 'restart' }]);
    await mended.do('unlock', { pin: pinOf(CLERK) });
  });

  it('a screen that nobody touches is locked', async () => {
    const counter = await createOpenCounter();
    counter.pass(IDLE_LOCK_MS);
    expect(counter.terminal.clerkSnapshot().phase).toBe('locked');
    expect(counter.bodies('screen.locked')).toEqual([{ cause: 'idle' }]);
  });

  it('with no shift the counter is free for the next person instead', async () => {
    const counter = await createTestCounter();
    await counter.do('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
    await counter.do('lock', {});
    counter.pass(IDLE_LOCK_MS);
    expect(counter.terminal.clerkSnapshot().phase).toBe('signed_out');
    await counter.do('signIn', { staffId: OTHER_CLERK, pin: pinOf(OTHER_CLERK) });
    const again = await counter.restart();
    expect(again.terminal.clerkSnapshot().phase).toBe('signed_out');
  });

  it('unlocking what is not locked says so', async () => {
    const counter = await createOpenCounter();
    expect(await counter.refusal('unlock', { pin: pinOf(CLERK) })).toBe('SCREEN_NOT_LOCKED');
  });
});

describe('the display of the citizen', () => {
  it('P8 that never came is recorded once, and a quote goes on paper', async () => {
    const counter = await createTestCounter();
    await counter.do('signIn', { staffId: CLERK, pin: pinOf(CLERK) });
    await counter.openShift();
    const { quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.terminal.printed();
    expect(counter.bodies('display.missing')).toEqual([{ cause: 'never_seen' }]);
    expect(counter.bodies('quote.issued')[0]).toMatchObject({ shownOn: 'slip' });
    expect(counter.bodies('print.queued')[0]).toMatchObject({
      document: 'quote_slip',
      subject: quote.quoteId,
    });
    expect(counter.printer.printed[0]?.kind).toBe('quote');
    expect(counter.terminal.clerkSnapshot().trouble[0]?.code).toBe('DISPLAY_MISSING');
  });

  it('P8 that falls silent is recorded once a loss, and its return too', async () => {
    const counter = await createOpenCounter();
    counter.pass(5_900);
    expect(counter.terminal.clerkSnapshot().displayPresent).toBe(true);
    counter.pass(2_000);
    counter.pass(10_000);
    expect(counter.bodies('display.missing')).toEqual([{ cause: 'lost' }]);
    await showDisplay(counter);
    expect(counter.terminal.clerkSnapshot().displayPresent).toBe(true);
    counter.pass(20_000);
    expect(counter.kinds().filter((kind) => kind.startsWith('display.'))).toEqual([
      'display.missing',
      'display.returned',
      'display.missing',
    ]);
  });
});
