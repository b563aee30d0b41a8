/** Disk, journal, printer, clock: what the counter says and what it stops. */
import { describe, expect, it } from 'vitest';

import type { Paise } from '#domain/money.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import {
  CITIZEN,
  createOpenCounter,
  createTestCounter,
  LL_TWO,
  PASSPORT,
  showDisplay,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { at } from '#tests/testkit/ports.ts';

const rupees = (amount: number) => (amount * 100) as Paise;

const troubles = (counter: TestCounter): readonly ErrorCode[] =>
  counter.terminal.clerkSnapshot().trouble.map(({ code }) => code);

/** The store's own answer about its disk, replaced. */
const free = (store: JournalStore, bytes: number): void => {
  store.freeBytes = () => bytes;
};

describe('the disk', () => {
  it('that is low is said and journaled once, and charging goes on', async () => {
    const counter = await createOpenCounter();
    free(counter.store, 200_000_000);
    counter.pass(90_000);
    await showDisplay(counter);
    expect(counter.bodies('disk.low')).toEqual([{ freeBytes: 200_000_000 }]);
    expect(troubles(counter)[0]).toBe('DISK_LOW');
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  });

  it('that is full takes no new charge, and gives way when there is room again', async () => {
    const counter = await createOpenCounter();
    free(counter.store, 1_000_000);
    counter.pass(60_000);
    expect(await counter.refusal('quote', { ...LL_TWO, citizen: CITIZEN })).toBe('DISK_FULL');
    free(counter.store, 10_000_000_000);
    counter.pass(60_000);
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  });

  it('P2 that refuses a write leaves nothing shown as paid', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const transact = counter.store.transact.bind(counter.store);
    counter.store.transact = () => ({ ok: false, error: { code: 'DISK_FAILED' } });
    expect(await counter.refusal('takeCash', { visitId, givenPaise: rupees(950) })).toBe(
      'DISK_FAILED',
    );
    expect(counter.terminal.clerkSnapshot()).toMatchObject({ paid: null, visit: { visitId } });
    counter.store.transact = transact;
    await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
    expect(counter.bodies('receipt.issued')).toHaveLength(1);
  });
});

describe('the journal', () => {
  it('P3 with a byte changed stops the counter, which says where', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const { read } = counter.store;
    const entries = read.entries.bind(read);
    read.entries = (fromSeq, limit) =>
      entries(fromSeq, limit).map((stored) =>
        stored.text.includes('quote.issued')
          ? { ...stored, text: stored.text.replace('95000', '15000') }
          : stored,
      );
    const again = await counter.restart();
    expect(again.terminal.clerkSnapshot()).toMatchObject({
      phase: 'stopped',
      trouble: [{ code: 'CHAIN_HASH_WRONG' }],
    });
    expect(again.terminal.citizenSnapshot().screen).toBe('closed');
    expect(await again.refusal('unlock', { pin: '4711' })).toBe('CHAIN_HASH_WRONG');
  });
});

describe('the printer', () => {
  it('is asked how it is, and its trouble is said before anybody prints', async () => {
    const counter = await createOpenCounter();
    counter.printer.trouble('cover-open');
    counter.pass(15_000);
    await Promise.resolve();
    await showDisplay(counter);
    expect(counter.terminal.clerkSnapshot().printer.condition).toBe('trouble');
    expect(troubles(counter)).toContain('PRINTER_COVER_OPEN');
    counter.pass(15_000);
    await Promise.resolve();
    expect(counter.bodies('device.fault')).toEqual([
      { device: 'printer', code: 'PRINTER_COVER_OPEN' },
    ]);
    counter.printer.trouble('paper-low');
    counter.pass(15_000);
    await Promise.resolve();
    expect(counter.terminal.clerkSnapshot().printer).toEqual({
      condition: 'paper_low',
      failure: null,
    });
  });
});

describe('the clock', () => {
  it('P1 set forward past a change of fees: the lower fee applies until HQ tells the time', async () => {
    const counter = await createOpenCounter({ start: at('2026-06-30T12:00:00+05:30') });
    counter.clock.setWall(at('2026-07-01T09:00:00+05:30'));
    const { quote } = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    expect(quote.totalPaise).toBe(rupees(1500));
    expect(troubles(counter)).toContain('CLOCK_JUMPED');
    expect(counter.bodies('clock.jumped')).toEqual([{ byMs: 21 * 3_600_000 }]);
  });

  it('P1 set back: effective time waits, and the fee of the day that has begun stands', async () => {
    const counter = await createOpenCounter({ start: at('2026-07-05T12:00:00+05:30') });
    counter.clock.setWall(at('2026-07-04T12:00:00+05:30'));
    const { quote } = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    expect(quote.totalPaise).toBe(rupees(2500));
    expect(counter.terminal.clerkSnapshot().now).toBe(at('2026-07-05T12:00:00+05:30'));
  });
});

describe('a machine that lost its time while it was off', () => {
  it('P1 goes on from the last entry, says so, and keeps to the lower fee', async () => {
    const counter = await createOpenCounter({ start: at('2026-07-05T12:00:00+05:30') });
    counter.clock.setWall(at('2000-01-01T00:00:00+05:30'));
    const again = await counter.restart();
    await showDisplay(again);
    await again.do('unlock', { pin: '4711' });
    expect(again.terminal.clerkSnapshot().now).toBe(at('2026-07-05T12:00:00+05:30'));
    expect(troubles(again)).toContain('CLOCK_JUMPED');
    expect(again.bodies('clock.jumped')).toHaveLength(1);
  });
});

describe('enrolment', () => {
  it('a new device says that it is not registered, and sells nothing', async () => {
    const counter = await createTestCounter();
    expect(await counter.refusal('enrol', { code: 'ABCD-EFGH' })).toBe('ALREADY_ENROLLED');
    expect(counter.kinds().slice(0, 1)).toEqual(['counter.enrolled']);
    expect(counter.kinds().filter((kind) => kind === 'tariff.applied')).toHaveLength(4);
    const again = await counter.restart();
    expect(again.kinds().filter((kind) => kind === 'tariff.applied')).toHaveLength(4);
  });
});
