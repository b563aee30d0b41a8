/** Several quotes, nil fees, holding, expiry, the shift's close. */
import { describe, expect, it } from 'vitest';

import type { Paise } from '#domain/money.ts';
import {
  CITIZEN,
  createOpenCounter,
  FLOAT,
  LL_TWO,
  PASSPORT,
  publishedTariff,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { at } from '#tests/testkit/ports.ts';

const rupees = (amount: number) => (amount * 100) as Paise;

/** The driving tariff with a test that is repeated for nothing. */
const withNilTest = (): string => {
  const tariff = JSON.parse(publishedTariff('cmvr-rule-32'));
  const test = tariff.services.find(({ code }: { code: string }) => code === 'LL-TEST');
  test.lines[0].fee = { form: 'fixed', amountPaise: 0 };
  return JSON.stringify(tariff);
};

const LL_TEST = { serviceCode: 'LL-TEST', facts: {} } as const;

const ledgerSum = (counter: TestCounter): number =>
  counter.store
    .dumpViews()
    .filter(([name]) => name === 'balance')
    .reduce((total, [, , value]) => total + (value as { balancePaise: number }).balancePaise, 0);

it('M2 who wants no message and no call: in the quote, on both screens, the number never', async () => {
  const counter = await createOpenCounter();
  const citizen = { ...CITIZEN, mobile: '9876543212', contact: 'refused' } as const;
  await counter.do('quote', { ...LL_TWO, citizen });
  const [body] = counter.bodies('quote.issued');
  expect(body).toMatchObject({ phone: 'given', contact: 'refused' });
  expect(JSON.stringify(body)).not.toContain('9876543212');
  expect(counter.terminal.clerkSnapshot().visit).toMatchObject({ contact: 'refused' });
  expect(counter.terminal.citizenSnapshot()).toMatchObject({ contact: 'refused' });
  await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  expect(counter.bodies('quote.issued').at(-1)).not.toHaveProperty('contact');
});

describe('several quotes in a visit', () => {
  it('P5 one tender, one receipt for each beneficiary, all in one transaction', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const { visitId } = await counter.do('quote', {
      ...PASSPORT,
      citizen: { ...CITIZEN, beneficiary: 'Meera Rao', language: 'hi' },
    });
    expect(counter.terminal.clerkSnapshot().visit).toMatchObject({
      visitId,
      totalPaise: rupees(2450),
    });
    const paid = await counter.do('takeCash', { visitId, givenPaise: rupees(2500) });
    expect(paid.receiptNumbers).toEqual(['KA-BLR-01-C3/2627/000001', 'KA-BLR-01-C3/2627/000002']);
    expect(paid.changePaise).toBe(rupees(50));
    expect(counter.bodies('cash.tendered')).toHaveLength(1);
    await counter.terminal.printed();
    expect(counter.printer.printed.map(({ language }) => language)).toEqual(['en', 'hi']);
    expect(JSON.stringify(counter.printer.printed[1])).toContain('Meera Rao');
    expect(ledgerSum(counter)).toBe(0);
  });

  it('P1 pays nothing where one of the quotes has expired', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    counter.pass(14 * 60_000);
    await counter.do('unlock', { pin: '4711' });
    const { visitId } = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    counter.pass(2 * 60_000);
    expect(await counter.refusal('takeCash', { visitId, givenPaise: rupees(2450) })).toBe(
      'QUOTE_EXPIRED',
    );
    expect(counter.terminal.citizenSnapshot().screen).toBe('idle');
    expect(counter.bodies('cash.tendered')).toEqual([]);
  });

  it('a visit has a limit, and says what to do', async () => {
    const counter = await createOpenCounter();
    for (let n = 0; n < 8; n += 1) await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    expect(await counter.refusal('quote', { ...LL_TWO, citizen: CITIZEN })).toBe('VISIT_TOO_LARGE');
  });
});

describe('a nil fee', () => {
  it('P9 gives a receipt with no cash', async () => {
    const counter = await createOpenCounter({ tariffs: [withNilTest()] });
    const { visitId, quote } = await counter.do('quote', { ...LL_TEST, citizen: CITIZEN });
    expect(quote.totalPaise).toBe(0);
    const paid = await counter.do('takeCash', { visitId, givenPaise: rupees(0) });
    expect(paid).toMatchObject({ totalPaise: 0, changePaise: 0, change: {} });
    await counter.terminal.printed();
    expect(counter.bodies('receipt.issued')[0]).toMatchObject({ tenderKind: 'nil' });
    expect(counter.printer.printed[0]?.kind).toBe('receipt');
    expect(counter.printer.kicks).toBe(0);
    const x = await counter.do('xReport', { print: false });
    expect(x).toMatchObject({ receipts: 1, nilReceipts: 1 });
  });
});

describe('a visit that is not paid now', () => {
  it('is held while the next is served, and taken up again', async () => {
    const counter = await createOpenCounter();
    const first = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('hold', {});
    expect(counter.terminal.clerkSnapshot()).toMatchObject({
      visit: null,
      held: [{ visitId: first.visitId, payer: CITIZEN.payer, totalPaise: rupees(950) }],
    });
    const second = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    expect(second.visitId).not.toBe(first.visitId);
    expect(await counter.refusal('resume', { visitId: first.visitId })).toBe('VISIT_OPEN');
    await counter.do('takeCash', { visitId: second.visitId, givenPaise: rupees(1500) });
    await counter.do('resume', { visitId: first.visitId });
    await counter.do('takeCash', { visitId: first.visitId, givenPaise: rupees(950) });
    expect(counter.bodies('receipt.issued')).toHaveLength(2);
  });

  it('cannot be paid while it is held', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('hold', {});
    expect(await counter.refusal('takeCash', { visitId, givenPaise: rupees(950) })).toBe(
      'VISIT_UNKNOWN',
    );
  });

  it('P11 ends with its reason, once', async () => {
    const counter = await createOpenCounter();
    const { quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('lapse', { quoteId: quote.quoteId, reason: 'no_money' });
    const again = { quoteId: quote.quoteId, reason: 'enquiry' };
    expect(await counter.refusal('lapse', again)).toBe('QUOTE_ENDED');
    expect(counter.terminal.clerkSnapshot().visit).toBeNull();
    expect(counter.bodies('quote.lapsed')).toEqual([
      { quoteId: quote.quoteId, reason: 'no_money' },
    ]);
  });

  it('lapses by itself when a held one has expired', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('hold', {});
    counter.pass(15 * 60_000);
    expect(counter.bodies('quote.lapsed')).toMatchObject([{ reason: 'expired' }]);
  });
});

describe('a quote', () => {
  it('P10 of an earlier shift is not brought back with its citizen', async () => {
    const counter = await createOpenCounter();
    const { quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('lapse', { quoteId: quote.quoteId, reason: 'no_money' });
    await counter.do('closeShift', { count: FLOAT });
    await counter.openShift();
    expect(await counter.refusal('requote', { quoteId: quote.quoteId })).toBe('QUOTE_ENDED');
  });

  it('P1 counts previews and records none of them', async () => {
    const counter = await createOpenCounter();
    const before = counter.kinds().length;
    for (let n = 0; n < 3; n += 1) await counter.do('preview', LL_TWO);
    expect(counter.kinds()).toHaveLength(before);
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    expect(counter.bodies('quote.issued').map((body) => body['previews'])).toEqual([3, 0]);
  });

  it('P10 keeps name, number, birth date and reference out of every entry', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: rupees(1500) });
    const journal = counter.store.read
      .entries(1, 1000)
      .map(({ text }) => text)
      .join('\n');
    for (const secret of [CITIZEN.payer, '9845012345', CITIZEN.applicationRef, '1990-05-05']) {
      expect(journal).not.toContain(secret);
    }
  });

  it('P1 its signature covers a price made from service, facts and tariff alone', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const [body] = counter.bodies('quote.issued');
    expect(body).toMatchObject({
      serviceCode: 'LL-NEW',
      facts: { classes: 2 },
      tariff: { tariffId: 'cmvr-rule-32', version: 1 },
      totalPaise: rupees(950),
      phone: 'given',
    });
  });

  it('with no phone says so', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: { ...CITIZEN, mobile: null } });
    expect(counter.bodies('quote.issued')[0]).toMatchObject({ phone: 'none' });
    expect(counter.terminal.citizenSnapshot()).toMatchObject({ mobile: null, noPhone: true });
  });

  it('a second citizen on the idle screen sees the published fees', async () => {
    const counter = await createOpenCounter();
    const board = counter.terminal.citizenSnapshot().feeBoard;
    expect(board.find(({ texts }) => texts.en.startsWith('International'))?.totalPaise).toBe(
      rupees(1000),
    );
  });
});

describe('the shift', () => {
  it('P5 closes blind: opening + in - out + variance = counted', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
    const short = { ...FLOAT, 10000: 19 };
    expect(await counter.refusal('closeShift', { count: short })).toBe('COUNT_AGAIN');
    expect(await counter.refusal('closeShift', { count: short })).toBe('VARIANCE_REASON_MISSING');
    expect(counter.bodies('shift.counted')).toHaveLength(2);
    const closed = await counter.do('closeShift', { count: short, varianceReason: 'torn note' });
    expect(closed.variancePaise).toBe(rupees(-50));
    expect(closed.expectedPaise + closed.variancePaise).toBe(closed.countedPaise);
    expect(ledgerSum(counter)).toBe(0);
    expect(counter.terminal.clerkSnapshot()).toMatchObject({ phase: 'no_shift', shift: null });
  });

  it('does not close over an open quote', async () => {
    const counter = await createOpenCounter();
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const answer = await counter.answer('closeShift', { count: FLOAT });
    expect(answer).toMatchObject({ error: { code: 'QUOTES_OPEN', details: { count: 1 } } });
  });

  it('keeps its business date past midnight', async () => {
    const counter = await createOpenCounter({ start: at('2026-06-30T23:59:00+05:30') });
    counter.pass(120_000);
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
    const stored = JSON.parse(counter.store.read.lastEntry()?.text ?? '{}');
    expect(stored.businessDate).toBe('2026-06-30');
    expect(counter.terminal.clerkSnapshot().shift?.businessDate).toBe('2026-06-30');
  });

  it('P11 X shows counts and no expected cash, and is printed as a record', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
    await counter.do('noSale', {});
    const x = await counter.do('xReport', { print: true });
    expect(x).toMatchObject({ quotes: 1, receipts: 1, noSales: 1, nonCashPaise: 0 });
    expect(JSON.stringify(x)).not.toContain('95000');
    await counter.terminal.printed();
    expect(counter.printer.printed.at(-1)?.kind).toBe('report');
    expect(counter.printer.kicks).toBe(2);
  });
});
