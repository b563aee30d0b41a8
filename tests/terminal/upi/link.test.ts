/** A payment link at the counter: asked for, the citizen set aside, paid by the feed, over, refused. */
import { describe, expect, test } from 'vitest';

import { fail } from '#domain/result.ts';
import { DAY_MS } from '#domain/time.ts';
import { CITIZEN, LL_TWO } from '#tests/testkit/counter.ts';
import type { TestCounter } from '#tests/testkit/counter.ts';
import { news, online, openUpiCounter } from './desk.ts';

async function linked(counter: TestCounter) {
  const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  const { chargeId } = await counter.do('payByLink', { visitId });
  return { chargeId, amountPaise: quote.totalPaise, orderId: `${chargeId}-L1` };
}

test('PL1 P2 the citizen goes with a slip, the next one is served, paid comes by the feed', async () => {
  const { counter } = await openUpiCounter();
  const of = await linked(counter);
  expect(counter.terminal.clerkSnapshot().visit).toBeNull();
  expect(counter.terminal.clerkSnapshot().upi?.aside).toMatchObject([{ chargeId: of.chargeId }]);
  expect(counter.bodies('upi.awaiting')).toMatchObject([{ orderId: of.orderId }]);
  await counter.terminal.printed();
  expect(JSON.stringify(counter.printer.printed.at(-1))).toContain(of.chargeId);
  counter.pass(20 * 60_000);
  expect(counter.bodies('quote.lapsed')).toEqual([]);
  await counter.do('unlock', { pin: '4711' });
  counter.hq.publish(news({ ...of, state: 'paid' }));
  await online(counter);
  expect(counter.bodies('receipt.issued')).toMatchObject([
    { tenderKind: 'upi', totalPaise: of.amountPaise },
  ]);
});

test('PL2 a link that ends unpaid ends its quotes', async () => {
  const { counter } = await openUpiCounter();
  const of = await linked(counter);
  counter.hq.publish(news({ ...of, state: 'ended', gatewayPaymentId: null, bankReference: null }));
  await online(counter);
  expect(counter.bodies('quote.lapsed')).toMatchObject([{ reason: 'expired' }]);
  expect(counter.bodies('receipt.issued')).toEqual([]);
});

test('PL1 where HQ makes none the visit stays, and cash goes on', async () => {
  const { counter, desk } = await openUpiCounter();
  desk.codes.hasNone = true;
  const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  expect(await counter.refusal('payByLink', { visitId })).toBe('NO_CONTACT');
  expect(counter.terminal.clerkSnapshot().visit?.visitId).toBe(visitId);
  await counter.do('takeCash', { visitId, givenPaise: quote.totalPaise });
  expect(counter.bodies('receipt.issued')).toMatchObject([{ tenderKind: 'cash' }]);
});

describe('PL5 wanted while the line is away', () => {
  const wanted = async () => {
    const { counter, desk } = await openUpiCounter();
    counter.hq.isUp = false;
    await online(counter);
    expect(counter.terminal.clerkSnapshot().sync.state).toBe('offline');
    const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const { chargeId } = await counter.do('payByLink', { visitId });
    await counter.terminal.printed();
    return { counter, desk, chargeId, amountPaise: quote.totalPaise };
  };
  const back = async (counter: TestCounter) => {
    counter.hq.isUp = true;
    await online(counter, 60_000);
  };

  test('P7 the citizen goes with a slip that says so; made when it is back, paid by the feed', async () => {
    const { counter, chargeId, amountPaise } = await wanted();
    const snapshot = counter.terminal.clerkSnapshot();
    expect(snapshot.visit).toBeNull();
    expect(snapshot.upi?.aside).toMatchObject([{ chargeId }]);
    const slip = JSON.stringify(counter.printer.printed.at(-1));
    expect(slip).toContain(chargeId);
    expect(slip).toContain('PAYMENT LINK COMES BY SMS');
    expect(counter.bodies('upi.awaiting')).toEqual([]);
    const after = await counter.restart();
    await back(after);
    expect(after.bodies('upi.awaiting')).toMatchObject([{ chargeId, orderId: `${chargeId}-L1` }]);
    expect(after.bodies('quote.lapsed')).toEqual([]);
    const orderId = `${chargeId}-L1`;
    after.hq.publish(news({ chargeId, orderId, amountPaise, state: 'paid' }));
    await online(after);
    expect(after.bodies('receipt.issued')).toMatchObject([
      { tenderKind: 'upi', totalPaise: amountPaise },
    ]);
  });

  test('an answer that says nothing is asked for again; a refusal ends it, and the citizen is told', async () => {
    const { counter, desk, chargeId } = await wanted();
    desk.codes.isSilent = true;
    await back(counter);
    expect(counter.kinds()).not.toContain('upi.ended');
    desk.codes.isSilent = false;
    counter.hq.onAsk = async () => fail('UPI_QUOTE_REFUSED', { problem: 'over' });
    await online(counter, 240_000);
    expect(counter.bodies('upi.ended')).toEqual([{ chargeId, why: 'unavailable', wasAside: true }]);
    expect(counter.bodies('quote.lapsed')).toMatchObject([{ reason: 'expired' }]);
  });

  test('a line that stays away for a day: it ends by itself', async () => {
    const { counter, chargeId } = await wanted();
    // Both clocks, without each second of the day.
    counter.clock.pass(DAY_MS);
    counter.pass(10_000);
    expect(counter.bodies('upi.ended')).toMatchObject([{ chargeId, why: 'unavailable' }]);
    expect(counter.terminal.clerkSnapshot().upi?.aside ?? []).toEqual([]);
  });

  test('M1 where HQ sends no links none is promised', async () => {
    const { counter } = await openUpiCounter({ links: false });
    counter.hq.isUp = false;
    await online(counter);
    expect(counter.terminal.clerkSnapshot().upi).toEqual({ aside: [], linksOff: true });
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    expect(await counter.refusal('payByLink', { visitId })).toBe('MESSAGES_OFF');
    expect(counter.kinds()).not.toContain('upi.requested');
  });

  test('no number, or no messages wanted: refused at once, nothing said of the visit', async () => {
    const { counter } = await openUpiCounter();
    counter.hq.isUp = false;
    await online(counter);
    for (const person of [{ mobile: null }, { contact: 'refused' as const }]) {
      const citizen = { ...CITIZEN, ...person };
      const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen });
      expect(await counter.refusal('payByLink', { visitId })).toBe('NO_CONTACT');
      expect(counter.kinds()).not.toContain('upi.requested');
      await counter.do('takeCash', { visitId, givenPaise: quote.totalPaise });
    }
  });
});
