/** Paying by UPI at the counter, with an HQ that says what each test needs. */
import { describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { CITIZEN, LL_TWO, MANAGER, PASSPORT, PINS, qrOfReceipt } from '#tests/testkit/counter.ts';
import type { TestCounter } from '#tests/testkit/counter.ts';
import { news, online, openUpiCounter, PAYEE, settle } from './desk.ts';

const quoteOf = (counter: TestCounter) => counter.do('quote', { ...LL_TWO, citizen: CITIZEN });

/** Quoted, asked for, its code shown. */
async function awaiting(counter: TestCounter) {
  const { visitId, quote } = await quoteOf(counter);
  const { chargeId } = await counter.do('payByUpi', { visitId });
  await settle();
  return { visitId, quote, chargeId, amountPaise: quote.totalPaise };
}
type Awaited_ = Awaited<ReturnType<typeof awaiting>>;

const paid = async (counter: TestCounter, of: Awaited_) => {
  const { chargeId, amountPaise } = of;
  counter.hq.publish(news({ chargeId, state: 'paid', amountPaise }));
  await online(counter);
};

const visitUpi = (counter: TestCounter) => counter.terminal.clerkSnapshot().visit?.upi;
const shown = (counter: TestCounter) => counter.terminal.citizenSnapshot().upi;

describe('P6 a charge by UPI at the counter', () => {
  test('U16 U23 the code is on the citizen’s display with its payee, and the clerk’s side waits', async () => {
    const { counter } = await openUpiCounter();
    const { quote, visitId } = await awaiting(counter);
    expect(visitUpi(counter)).toMatchObject({ state: 'awaiting', isShown: true, failure: null });
    const display = shown(counter);
    expect(display).toMatchObject({ payeeName: PAYEE.name, leftMs: 300_000 });
    expect(display?.link).toContain(`pa=${PAYEE.address}`);
    expect(counter.terminal.citizenSnapshot().quotes[0]?.totalPaise).toBe(quote.totalPaise);
    await counter.do('payByUpi', { visitId });
    await settle();
    expect(counter.bodies('upi.requested')).toHaveLength(1);
    expect(counter.bodies('upi.awaiting')).toHaveLength(1);
    expect(shown(counter)?.link).toBe(display?.link);
  });

  test('P2 U21 PAID by HQ’s signed word alone: tender, receipt and print job in one act', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    await paid(counter, of);
    const [tender] = counter.bodies('upi.confirmed');
    expect(tender).toMatchObject({ chargeId: of.chargeId, bankReference: '612345678901' });
    const [receipt] = counter.bodies('receipt.issued');
    expect(receipt).toMatchObject({ tenderKind: 'upi', totalPaise: of.amountPaise });
    const { paid: done, visit, upi } = counter.terminal.clerkSnapshot();
    expect(visit).toBeNull();
    expect(upi).toEqual({ aside: [] });
    expect(done).toMatchObject({ totalPaise: of.amountPaise, changePaise: 0 });
    expect(done?.upi).toEqual({ reference: '612345678901' });
    await counter.terminal.printed();
    const paper = JSON.stringify(counter.printer.printed.at(-1));
    expect(paper).toContain('612345678901');
    expect(counter.terminal.citizenSnapshot().screen).toBe('paid');
    // The drawer is as it was.
    const { read } = counter.store;
    expect(read.view('balance', 'awaiting-upi')?.balancePaise).toBe(of.amountPaise);
  });

  test('U21 the same word twice, or of another counter, or of another amount, charges nothing more', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    const { chargeId, amountPaise } = of;
    const word = news({ chargeId, state: 'paid', amountPaise });
    counter.hq.publish({ ...word, to: 'KA-BLR-01-C9' as CounterId });
    counter.hq.publish({ ...word, amountPaise: (amountPaise - 1) as never });
    await online(counter);
    expect(counter.bodies('receipt.issued')).toEqual([]);
    expect(counter.bodies('upi.late')).toHaveLength(1);
    counter.hq.publish(word, word);
    await online(counter);
    expect(counter.bodies('receipt.issued')).toHaveLength(1);
    expect(counter.bodies('upi.confirmed')).toHaveLength(1);
  });

  test('several services, one code, one tender, a receipt each', async () => {
    const { counter, desk } = await openUpiCounter();
    const first = await quoteOf(counter);
    const second = await counter.do('quote', { ...PASSPORT, citizen: CITIZEN });
    const { chargeId } = await counter.do('payByUpi', { visitId: first.visitId });
    await settle();
    expect(chargeId).toBe(`${second.quote.quoteId}-S2`);
    const amountPaise = first.quote.totalPaise + second.quote.totalPaise;
    expect(desk.asked).toMatchObject([{ amountPaise }]);
    await paid(counter, { ...first, chargeId, amountPaise: amountPaise as never });
    expect(counter.bodies('receipt.issued')).toHaveLength(2);
    expect(new Set(counter.bodies('receipt.issued').map(({ tenderId }) => tenderId)).size).toBe(1);
  });

  test('U9 cash instead while the code is open: said in the journal, what comes later goes back', async () => {
    const { counter, desk } = await openUpiCounter();
    const of = await awaiting(counter);
    await counter.do('stopUpi', { visitId: of.visitId });
    expect(shown(counter)).toBeUndefined();
    await counter.do('takeCash', { visitId: of.visitId, givenPaise: 100_000 as never });
    await settle();
    expect(desk.closed).toEqual([`/v1/upi/orders/${of.chargeId}-U1/cash_taken`]);
    await paid(counter, of);
    expect(counter.bodies('receipt.issued')).toMatchObject([{ tenderKind: 'cash' }]);
    expect(counter.bodies('upi.confirmed')).toEqual([]);
    expect(counter.bodies('upi.late')).toHaveLength(1);
  });

  test('F13 U21 the same late payment told again, by a feed that went back: said once', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    await counter.do('stopUpi', { visitId: of.visitId });
    await counter.do('takeCash', { visitId: of.visitId, givenPaise: 100_000 as never });
    await settle();
    for (let n = 0; n < 3; n += 1) await paid(counter, of);
    expect(counter.bodies('upi.late')).toHaveLength(1);
    const other = news({ chargeId: of.chargeId, state: 'paid', amountPaise: of.amountPaise });
    counter.hq.publish({ ...other, gatewayPaymentId: '9900112233' });
    await online(counter);
    expect(counter.bodies('upi.late')).toHaveLength(2);
  });

  test('U7 stopped, and paid all the same before cash was taken: it is the charge’s', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    await counter.do('stopUpi', { visitId: of.visitId });
    await paid(counter, of);
    expect(counter.bodies('receipt.issued')).toMatchObject([{ tenderKind: 'upi' }]);
    expect(await counter.refusal('takeCash', { visitId: of.visitId, givenPaise: 100_000 })).toBe(
      'VISIT_UNKNOWN',
    );
  });

  test('U5 the gateway says that nothing was paid: asked again with a new code', async () => {
    const { counter } = await openUpiCounter();
    const { chargeId, visitId } = await awaiting(counter);
    counter.hq.publish(news({ chargeId, state: 'ended' }));
    await online(counter);
    expect(counter.bodies('upi.ended')).toMatchObject([{ why: 'expired' }]);
    await counter.do('payByUpi', { visitId });
    await settle();
    expect(visitUpi(counter)).toMatchObject({ state: 'awaiting' });
  });

  test('P7 the network is lost while awaiting: a slip, the next citizen, the receipt when it is known', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    counter.hq.isUp = false;
    counter.pass(310_000);
    await settle();
    expect(visitUpi(counter)).toMatchObject({ state: 'unknown', isShown: false });
    await counter.do('setUpiAside', { visitId: of.visitId });
    await counter.terminal.printed();
    expect(JSON.stringify(counter.printer.printed.at(-1))).toContain(of.chargeId);
    const { visit, upi } = counter.terminal.clerkSnapshot();
    expect(visit).toBeNull();
    expect(upi?.aside).toMatchObject([{ chargeId: of.chargeId, totalPaise: of.amountPaise }]);
    const next = await quoteOf(counter);
    await counter.do('takeCash', { visitId: next.visitId, givenPaise: 100_000 as never });
    counter.hq.isUp = true;
    await online(counter, 120_000);
    await paid(counter, of);
    expect(counter.bodies('receipt.issued')).toMatchObject([
      { tenderKind: 'cash' },
      { tenderKind: 'upi' },
    ]);
    expect(counter.terminal.clerkSnapshot().upi?.aside).toEqual([]);
  });

  test('P7 known only after the shift’s close: kept, and the receipt is made in the next shift', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    await counter.do('setUpiAside', { visitId: of.visitId });
    const count = { 10000: 10, 5000: 10, 1000: 20, 500: 20, 100: 50 };
    await counter.do('closeShift', { count });
    await paid(counter, of);
    expect(counter.bodies('receipt.issued')).toEqual([]);
    const again = await counter.restart();
    await again.do('signIn', { staffId: 'S1042' as never, pin: '4711' });
    await again.openShift(count);
    expect(again.bodies('receipt.issued')).toMatchObject([{ tenderKind: 'upi' }]);
  });

  test('a restart while awaiting shows the same code again', async () => {
    const { counter, desk } = await openUpiCounter();
    const { chargeId } = await awaiting(counter);
    const again = await counter.restart();
    await settle();
    expect(desk.asked.map(({ orderId }) => orderId)).toEqual([`${chargeId}-U1`, `${chargeId}-U1`]);
    await again.do('unlock', { pin: '4711' });
    expect(again.terminal.clerkSnapshot().visit?.upi).toMatchObject({ isShown: true });
  });

  test('P6 a reversal of a UPI receipt opens no drawer: HQ sends it back where it came from', async () => {
    const { counter } = await openUpiCounter();
    const of = await awaiting(counter);
    await paid(counter, of);
    const [receipt] = counter.bodies('receipt.issued');
    const number = String(receipt?.['receiptNumber']);
    const kicks = counter.printer.kicks;
    const answer = await counter.do('reverse', {
      qr: qrOfReceipt(counter, number),
      reason: 'citizen_withdrew',
      approverId: MANAGER,
      approverPin: PINS[MANAGER] ?? '',
    });
    expect(answer).toMatchObject({ paidBackPaise: 0, toRefundPaise: of.amountPaise });
    expect(counter.printer.kicks).toBe(kicks);
    const owed = counter.store.read.view('balance', 'refunds-payable')?.balancePaise;
    expect(owed).toBe(0 - of.amountPaise);
  });
});

describe('bad input', () => {
  test('U16 another payee, another amount: never shown, nothing charged, cash goes on', async () => {
    for (const spoil of ['payee', 'amount'] as const) {
      const { counter, desk } = await openUpiCounter();
      if (spoil === 'payee') desk.payee = 'thief@bank';
      else desk.codes.offPaise = 1;
      const { visitId } = await awaiting(counter);
      expect(visitUpi(counter)).toMatchObject({
        state: 'failed',
        failure: { code: 'UPI_CODE_DIFFERS' },
      });
      expect(JSON.stringify(counter.terminal.citizenSnapshot())).not.toContain('upi://');
      await counter.do('takeCash', { visitId, givenPaise: 100_000 as never });
    }
  });

  test('the gateway or HQ does not answer: said, and asked again by a key', async () => {
    const { counter, desk } = await openUpiCounter();
    desk.codes.isSilent = true;
    const { visitId } = await awaiting(counter);
    expect(visitUpi(counter)).toMatchObject({
      state: 'failed',
      failure: { code: 'HQ_UNREACHABLE' },
    });
    desk.codes.isSilent = false;
    await counter.do('payByUpi', { visitId });
    await settle();
    expect(visitUpi(counter)).toMatchObject({ state: 'awaiting', isShown: true });
  });

  test('U3 no second code while the first may still be paid', async () => {
    const { counter, desk } = await openUpiCounter();
    desk.codes.hasNone = true;
    await awaiting(counter);
    expect(visitUpi(counter)).toMatchObject({
      isShown: false,
      failure: { code: 'UPI_ORDER_OPEN' },
    });
    expect(await counter.refusal('quote', { ...PASSPORT, citizen: CITIZEN })).toBe(
      'UPI_ORDER_OPEN',
    );
  });

  test('U19 without keys at HQ UPI is off and says so; offline it says that', async () => {
    const off = await openUpiCounter({ isOn: false });
    const { visitId } = await quoteOf(off.counter);
    expect(off.counter.terminal.clerkSnapshot().upi).toBeUndefined();
    expect(await off.counter.refusal('payByUpi', { visitId })).toBe('UPI_OFF');
    await off.counter.do('takeCash', { visitId, givenPaise: 100_000 as never });
    const { counter } = await openUpiCounter();
    counter.hq.isUp = false;
    await online(counter, 120_000);
    const held = await quoteOf(counter);
    expect(await counter.refusal('payByUpi', { visitId: held.visitId })).toBe('UPI_OFFLINE');
  });
});
