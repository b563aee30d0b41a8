/** Cheques and demand drafts: acknowledged, and receipted when the bank has paid. */
import { beforeEach, describe, expect, it } from 'vitest';

import { balanceOf } from '#domain/journal/project.ts';
import { CHEQUES, CHEQUES_HELD, DRAWER } from '#domain/ledger/postings.ts';
import { paise } from '#domain/money.ts';
import { isoDate } from '#domain/time.ts';
import type { FeedContent } from '#protocol/feed.ts';
import {
  CITIZEN,
  COUNTER,
  createOpenCounter,
  endShift,
  FLOAT,
  LL_TWO,
  MANAGER,
  PINS,
  qrOfReceipt,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { feedItems } from '#tests/testkit/test-office.ts';
import { news, online, openUpiCounter, settle } from '#tests/terminal/upi/desk.ts';

const CHEQUE = {
  instrument: 'cheque',
  number: '004217',
  bank: 'State Bank of India, Koramangala',
  drawnOn: isoDate('2026-06-10'),
} as const;

let counter: TestCounter;
beforeEach(async () => {
  counter = await createOpenCounter();
  counter.hq.isUp = true;
  await accept(['cheque', 'demand_draft']);
});

async function accept(kinds: readonly string[]): Promise<void> {
  const office = feedItems([], undefined)[0] as FeedContent & { office: object };
  const payableTo = { en: 'Regional Transport Officer', hi: 'क्षेत्रीय परिवहन अधिकारी' };
  const instruments = kinds.length === 0 ? {} : { instruments: { kinds, payableTo } };
  counter.hq.publish({ type: 'office', office: { ...office.office, ...instruments } } as never);
  await online(counter);
}

const balance = (account: string): number => balanceOf(counter.store.read, account);
const quoted = () => counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
const answer = (visitId: string, of: object = {}) =>
  counter.answer('takeInstrument', { visitId, ...CHEQUE, ...of });

async function take() {
  const { visitId, quote } = await quoted();
  const taken = await counter.do('takeInstrument', { visitId, ...CHEQUE });
  return { ...taken, quote };
}

async function hear(of: object): Promise<void> {
  counter.hq.publish({
    type: 'instrument',
    to: COUNTER,
    bankReference: null,
    reason: null,
    date: isoDate('2026-06-18'),
    ...of,
  } as never);
  await online(counter);
}

describe('taking a cheque', () => {
  it('CA18 CA19 P1 P5 is for the quotes’ total, acknowledged on paper, and no receipt', async () => {
    const before = balance(DRAWER);
    const { instrumentId, totalPaise, quote } = await take();
    expect(totalPaise).toBe(quote.totalPaise);
    expect(counter.bodies('instrument.received')).toEqual([
      expect.objectContaining({ ...CHEQUE, instrumentId, totalPaise, quoteIds: [quote.quoteId] }),
    ]);
    expect(counter.bodies('receipt.issued')).toEqual([]);
    expect(balance(CHEQUES)).toBe(totalPaise);
    expect(balance(CHEQUES_HELD)).toBe(0 - totalPaise);
    expect(balance(DRAWER)).toBe(before);
    await counter.terminal.printed();
    const paper = JSON.stringify(counter.printer.printed.at(-1));
    expect(paper).toContain(instrumentId);
    expect(paper).toContain('Provisional acknowledgement');
    expect(paper).toContain('This is not a receipt');
    const { visit, papers } = counter.terminal.clerkSnapshot();
    expect(visit).toBeNull();
    expect(papers?.held).toMatchObject([{ instrumentId, number: '004217', totalPaise }]);
  });

  it('CA18 only what the office accepts; by default nothing', async () => {
    const { visitId } = await quoted();
    await accept(['demand_draft']);
    expect(await answer(visitId)).toMatchObject({ error: { code: 'INSTRUMENT_NOT_ACCEPTED' } });
    await accept([]);
    expect(counter.terminal.clerkSnapshot().papers?.accepted).toBeNull();
    const draft = await answer(visitId, { instrument: 'demand_draft' });
    expect(draft).toMatchObject({ error: { code: 'INSTRUMENT_NOT_ACCEPTED' } });
  });

  it.each([
    ['2026-06-16', 'INSTRUMENT_POSTDATED'],
    ['2026-03-14', 'INSTRUMENT_STALE'],
    ['2026-02-30', 'INPUT_INVALID'],
  ])('CA18 dated %s on the 15th of June it is refused: %s', async (drawnOn, code) => {
    const { visitId } = await quoted();
    expect(await answer(visitId, { drawnOn })).toMatchObject({ error: { code } });
    expect(counter.bodies('instrument.received')).toEqual([]);
  });

  it('CA18 three months to the day are good', async () => {
    const { visitId } = await quoted();
    expect(await answer(visitId, { drawnOn: '2026-03-15' })).toMatchObject({ ok: true });
  });

  it.each([
    { number: '4217' },
    { number: '00421A' },
    { bank: 'X' },
    { bank: '<script>alert(1)</script>' },
    { instrument: 'promissory_note' },
    { amountPaise: 95_000 },
  ])('CA18 P1 refuses what no cheque is: %j', async (wrong) => {
    const { visitId } = await quoted();
    const refused = await answer(visitId, wrong);
    const code = 'amountPaise' in wrong ? 'AMOUNT_REFUSED' : 'INPUT_INVALID';
    expect(refused).toMatchObject({ error: { code } });
  });

  it('CA18 the very same one is not taken twice, however its bank is written', async () => {
    const { instrumentId } = await take();
    const { visitId } = await quoted();
    const bank = CHEQUE.bank.toUpperCase();
    expect(await answer(visitId, { bank })).toMatchObject({
      error: { code: 'INSTRUMENT_KNOWN', details: { id: instrumentId } },
    });
  });
});

describe('a cheque where a UPI code was shown before', () => {
  it('CA19 P6 a payment that comes late goes back; the cheque alone pays', async () => {
    const { counter: desk } = await openUpiCounter();
    counter = desk;
    await accept(['cheque']);
    const { visitId, quote } = await quoted();
    const { chargeId } = await counter.do('payByUpi', { visitId });
    await settle();
    await counter.do('takeInstrument', { visitId, ...CHEQUE });
    expect(counter.bodies('upi.ended')).toEqual([{ chargeId, why: 'stopped' }]);
    counter.hq.publish(news({ chargeId, state: 'paid', amountPaise: quote.totalPaise }));
    await online(counter);
    expect(counter.bodies('upi.late')).toHaveLength(1);
    expect(counter.bodies('receipt.issued')).toEqual([]);
  });
});

describe('what the bank did', () => {
  const bankReference = 'N168260612345';

  it('CA20 realised: the receipt is issued by itself, in the shift that is open then', async () => {
    const { instrumentId, totalPaise } = await take();
    await endShift(counter, FLOAT);
    await hear({ instrumentId, totalPaise, state: 'realised', bankReference });
    expect(counter.bodies('receipt.issued')).toEqual([]);
    await counter.openShift();
    expect(counter.bodies('instrument.realised')).toMatchObject([
      { instrumentId, totalPaise, bankReference, realisedOn: '2026-06-18' },
    ]);
    expect(counter.bodies('receipt.issued')).toMatchObject([
      { tenderKind: 'instrument', totalPaise },
    ]);
    expect(balance(CHEQUES_HELD)).toBe(0);
    expect(balance(CHEQUES)).toBe(totalPaise);
    await counter.terminal.printed();
    const paper = JSON.stringify(counter.printer.printed.at(-1));
    expect(paper).toContain(bankReference);
    expect(counter.terminal.clerkSnapshot().papers?.held).toEqual([]);
    const x = await counter.do('xReport', { print: false });
    expect(x).toMatchObject({ receipts: 1, nonCashPaise: totalPaise, instruments: 0 });
  });

  it('CA20 said twice, of another counter or of another amount it issues nothing more', async () => {
    const { instrumentId, totalPaise } = await take();
    const word = { instrumentId, totalPaise, state: 'realised', bankReference };
    await hear({ ...word, to: 'KA-BLR-01-C9' });
    await hear({ ...word, totalPaise: totalPaise - 100 });
    expect(counter.bodies('receipt.issued')).toEqual([]);
    await hear(word);
    await hear(word);
    expect(counter.bodies('receipt.issued')).toHaveLength(1);
  });

  it('CA20 dishonoured: the quote lapses, no receipt, and the cheque may come again', async () => {
    const { instrumentId, totalPaise, quote } = await take();
    await hear({ instrumentId, totalPaise, state: 'dishonoured', reason: 'funds' });
    expect(counter.bodies('instrument.dishonoured')).toEqual([
      { instrumentId, reason: 'funds', returnedOn: '2026-06-18' },
    ]);
    expect(counter.bodies('quote.lapsed')).toEqual([
      { quoteId: quote.quoteId, reason: 'dishonoured' },
    ]);
    expect(counter.bodies('receipt.issued')).toEqual([]);
    const { visitId } = await quoted();
    expect(await answer(visitId)).toMatchObject({ ok: true });
  });

  it('CA20 P5 its receipt is not paid back from a drawer', async () => {
    const { instrumentId, totalPaise } = await take();
    await hear({ instrumentId, totalPaise, state: 'realised', bankReference });
    const number = String(counter.bodies('receipt.issued')[0]?.['receiptNumber']);
    const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] };
    const reversal = { qr: qrOfReceipt(counter, number), reason: 'citizen_withdrew', ...byManager };
    expect(await counter.refusal('reverse', reversal)).toBe('REFUND_NOT_IN_CASH');
    const correction = { qr: reversal.qr, ...LL_TWO, givenPaise: paise(0), ...byManager };
    expect(await counter.refusal('correct', correction)).toBe('REFUND_NOT_IN_CASH');
  });
});
