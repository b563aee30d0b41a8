/** The usual road: a service, facts, a quote, cash, a receipt, paper. */
import { describe, expect, expectTypeOf, it } from 'vitest';

import type { Paise } from '#domain/money.ts';
import type { FactValues } from '#domain/tariff/types.ts';
import { decodeEntryQr } from '#protocol/receipt-qr.ts';
import { priceNow } from '#terminal/pricing.ts';
import { issueQuote, type QuoteRequest } from '#terminal/use-cases/quote.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  createTestCounter,
  LL_TWO,
  MANAGER,
  PASSPORT,
  PINS,
  publishedTariff,
  signedTariff,
} from '#tests/testkit/counter.ts';
import { at } from '#tests/testkit/ports.ts';

const rupees = (amount: number) => (amount * 100) as Paise;

describe('a usual cash charge', () => {
  it('P1 P2 charges a learner licence for two classes: 950, with 1000 given 50 goes back', async () => {
    const counter = await createOpenCounter();
    const found = await counter.do('findServices', { text: 'll', language: 'en' });
    expect(found[0]?.serviceCode).toBe('LL-NEW');
    const preview = await counter.do('preview', { ...LL_TWO });
    expect(preview.totalPaise).toBe(rupees(950));
    const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    expect(quote.totalPaise).toBe(rupees(950));
    expect(counter.terminal.citizenSnapshot()).toMatchObject({
      screen: 'quote',
      totalPaise: rupees(950),
      mobile: '9845012345',
    });
    const paid = await counter.do('takeCash', { visitId, givenPaise: rupees(1000) });
    expect(paid.changePaise).toBe(rupees(50));
    expect(paid.change).toEqual({ 5000: 1 });
    await counter.terminal.printed();
    expect(counter.printer.printed).toHaveLength(1);
    expect(JSON.stringify(counter.printer.printed[0])).toContain('950.00');
    expect(counter.kinds().slice(-5)).toEqual([
      'quote.issued',
      'cash.tendered',
      'receipt.issued',
      'print.queued',
      'print.confirmed',
    ]);
    const { paid: shown, visit } = counter.terminal.clerkSnapshot();
    expect(visit).toBeNull();
    expect(shown).toMatchObject({ changePaise: rupees(50), totalPaise: rupees(950), nil: false });
    expect(counter.terminal.citizenSnapshot().screen).toBe('paid');
  });

  it('P3 the QR names its own place in the chain and the running total with it', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
    const stored = counter.store.read
      .entries(1, 100)
      .map(({ text }) => JSON.parse(text))
      .find(({ kind }) => kind === 'receipt.issued');
    const decoded = decodeEntryQr(stored.body.qr);
    if (!decoded.ok) throw new Error('the QR does not decode');
    expect(decoded.value.receipt).toMatchObject({
      seq: stored.seq,
      prevHashStart: stored.prevHash.slice(0, 32),
      grossChargedPaise: stored.grossChargedPaise,
      totalPaise: rupees(950),
    });
    const check = await counter.do('checkReceipt', {
      qr: `HTTPS://RASEED.EXAMPLE/R/${qrOf(counter.printer.printed)}`,
    });
    expect(check).toMatchObject({ verdict: 'genuine_here', totalPaise: rupees(950) });
  });

  it('P1 a passport is 1,500 up to midnight of 30 June 2026 and 2,500 one second later', async () => {
    const counter = await createOpenCounter({ start: at('2026-06-30T23:59:59+05:30') });
    const before = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    expect(before.quote.totalPaise).toBe(rupees(1500));
    expect(before.quote.validUntil).toBe(at('2026-07-01T00:00:00+05:30'));
    counter.pass(1000);
    expect(
      await counter.refusal('takeCash', { visitId: before.visitId, givenPaise: rupees(1500) }),
    ).toBe('QUOTE_EXPIRED');
    const after = await counter.do('requote', { quoteId: before.quote.quoteId });
    expect(after.quote.totalPaise).toBe(rupees(2500));
    expect(counter.bodies('quote.lapsed')).toEqual([
      { quoteId: before.quote.quoteId, reason: 'expired' },
    ]);
  });

  it('P8 the quote is on disk before the citizen sees it', async () => {
    const counter = await createOpenCounter();
    const seen: number[] = [];
    counter.terminal.subscribe(() => {
      if (counter.terminal.citizenSnapshot().screen === 'quote') {
        seen.push(counter.bodies('quote.issued').length);
      }
    });
    await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    expect(seen[0]).toBe(1);
  });

  it('P1 a waiver at discretion needs a second person, who is journaled', async () => {
    const counter = await createOpenCounter();
    const facts = { expiredOn: '2020-01-01', smartCard: false, goodCause: 'ILLNESS' };
    const item = { serviceCode: 'DL-RENEW', facts };
    expect(await counter.do('preview', item)).toMatchObject({ needsApproval: true });
    expect(await counter.refusal('quote', { ...item, citizen: CITIZEN })).toBe('APPROVAL_NEEDED');
    const own = { approverId: CLERK, approverPin: PINS[CLERK] ?? '' };
    expect(await counter.refusal('quote', { ...item, citizen: CITIZEN, approval: own })).toBe(
      'OWN_APPROVAL',
    );
    const approval = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };
    const waived = await counter.do('quote', { ...item, citizen: CITIZEN, approval });
    const full = await counter.do('preview', {
      ...item,
      facts: { expiredOn: '2020-01-01', smartCard: false },
    });
    expect(full.needsApproval).toBeUndefined();
    expect(waived.quote.totalPaise).toBeLessThan(full.totalPaise);
    expect(counter.bodies('staff.stepped_up')).toEqual([{ approverId: MANAGER, act: 'waive' }]);
    await counter.do('takeCash', { visitId: waived.visitId, givenPaise: waived.quote.totalPaise });
  });

  it('P1 what is signed is made from these and has no place for an amount', () => {
    expectTypeOf<keyof QuoteRequest>().toEqualTypeOf<
      'serviceCode' | 'facts' | 'citizen' | 'visitId' | 'replaces' | 'onLeaf'
    >();
    expectTypeOf<keyof NonNullable<QuoteRequest['onLeaf']>>().toEqualTypeOf<'leaf' | 'writtenAt'>();
    expectTypeOf<Parameters<typeof priceNow>[1]>().toEqualTypeOf<{
      readonly serviceCode: string;
      readonly facts: FactValues;
    }>();
    expect([issueQuote.length, priceNow.length]).toEqual([3, 3]);
  });

  it('P1 takes the lower fee where the doubt about the clock spans a change', async () => {
    const counter = await createOpenCounter({ start: at('2026-07-01T00:00:30+05:30') });
    counter.store.transact((writer) => {
      const clock = { serverTimeMs: at('2026-06-30T23:00:00+05:30'), doubtMs: 60_000 };
      writer.putSetting('clock', JSON.stringify(clock));
      return { ok: true, value: null };
    });
    const { quote } = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    expect(quote.totalPaise).toBe(rupees(1500));
    expect(quote.lines[0]?.texts.en).toBeTruthy();
    expect(counter.bodies('quote.issued')[0]?.['pricedAt']).toBeLessThan(
      at('2026-07-01T00:00:00+05:30'),
    );
  });
});

const qrOf = (printed: readonly unknown[]): string =>
  /\/R\/([A-Z2-7]+)/.exec(JSON.stringify(printed))?.[1] ?? '';

describe('what is refused', () => {
  it.each([
    ['quote', { ...LL_TWO, citizen: CITIZEN, amount: 1 }],
    ['quote', { ...LL_TWO, citizen: CITIZEN, totalPaise: 95_000 }],
    ['quote', { ...LL_TWO, citizen: { ...CITIZEN, fee_in_rupees: 950 } }],
    ['quote', { serviceCode: 'LL-NEW', facts: { classes: 2, amountPaise: 1 }, citizen: CITIZEN }],
    ['preview', { ...LL_TWO, price: 1 }],
    ['takeCash', { visitId: 'KA-BLR-01-C3-V1', givenPaise: 100, total: 1 }],
    ['correct', { lines: [{ amountPaise: 1 }] }],
  ])('P1 %s with an amount in it is refused before anything else', async (name, input) => {
    const counter = await createOpenCounter();
    const before = counter.kinds().length;
    expect(await counter.refusal(name, input)).toBe('AMOUNT_REFUSED');
    expect(counter.kinds()).toHaveLength(before);
  });

  it.each([
    [{}, 'FACT_MISSING'],
    [{ classes: 99 }, 'FACT_OUT_OF_RANGE'],
    [{ classes: 'two' }, 'FACT_WRONG_TYPE'],
    [{ classes: 1.5 }, 'FACT_WRONG_TYPE'],
    [{ classes: 1, more: true }, 'FACT_UNKNOWN'],
  ])('facts %j answer %s and nothing is journaled', async (facts, code) => {
    const counter = await createOpenCounter();
    const before = counter.kinds().length;
    const input = { serviceCode: 'LL-NEW', facts, citizen: CITIZEN };
    expect(await counter.refusal('quote', input)).toBe(code);
    expect(counter.kinds()).toHaveLength(before);
  });

  it('cash short says how much is missing and records nothing', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const answer = await counter.answer('takeCash', { visitId, givenPaise: rupees(900) });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'CASH_SHORT', details: { missing: '50.00' } },
    });
    expect(counter.kinds().at(-1)).toBe('quote.issued');
  });

  it.each([
    ['nothing', {}, 'COMMAND_UNKNOWN'],
    ['toString', {}, 'COMMAND_UNKNOWN'],
    ['lapse', { quoteId: 'x', reason: 'enquiry' }, 'INPUT_INVALID'],
    ['takeCash', { visitId: 'KA-BLR-01-C3-V77', givenPaise: 100 }, 'VISIT_UNKNOWN'],
    ['resume', { visitId: 'KA-BLR-01-C3-V77' }, 'VISIT_UNKNOWN'],
    ['printAgain', { jobId: 'KA-BLR-01-C3-P77' }, 'PRINT_JOB_UNKNOWN'],
    ['checkReceipt', { qr: 'HTTPS://X.EXAMPLE/R/AAAAAAAA' }, 'RECEIPT_QR_UNREADABLE'],
  ])('%s %j answers %s', async (name, input, code) => {
    const counter = await createOpenCounter();
    expect(await counter.refusal(name, input)).toBe(code);
  });

  it('a citizen display may not charge', async () => {
    const counter = await createOpenCounter();
    const answer = await counter.terminal.execute('noSale', {}, 'citizen');
    expect(answer).toMatchObject({ ok: false, error: { code: 'COMMAND_NOT_ALLOWED' } });
  });

  it('P1 a tariff with one byte changed on the disk is not used', async () => {
    const counter = await createTestCounter();
    const tampered = [signedTariff(publishedTariff('cmvr-rule-32')).replace('15000', '25000')];
    counter.store.transact((writer) => {
      writer.putSetting('tariffs', JSON.stringify(tampered));
      return { ok: true, value: null };
    });
    const again = await counter.restart();
    await again.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
    await again.openShift();
    expect(await again.refusal('quote', { ...LL_TWO, citizen: CITIZEN })).toBe('SERVICE_UNKNOWN');
    const codes = again.terminal.clerkSnapshot().trouble.map(({ code }) => code);
    expect(codes).toContain('TARIFF_MISSING');
    expect(codes).toContain('SIGNATURE_WRONG');
  });

  it('P1 an expired tariff stops quoting and nothing takes its place', async () => {
    const counter = await createOpenCounter({
      start: at('2026-07-02T10:00:00+05:30'),
      tariffs: [publishedTariff('passport-schedule-iv-2012')],
    });
    expect(await counter.refusal('quote', { ...PASSPORT, citizen: CITIZEN })).toBe(
      'TARIFF_EXPIRED',
    );
  });
});
