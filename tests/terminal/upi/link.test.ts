/** A payment link at the counter: asked for, the citizen set aside, paid by the feed, over, refused. */
import { expect, test } from 'vitest';

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
