/** Payment links through the whole server: asked for, told, shown, paid, over, refunded. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { insertTariff, tariffVersion } from '#server/store/tariffs.ts';
import { untilText } from '#server/payments/links.ts';
import { openCounter, type MessageCounter } from '#tests/sync-server/messages/message-kit.ts';
import { until } from '#tests/sync-server/counter-at-hq.ts';
import { startTestServer, write } from '#tests/sync-server/testkit.ts';
import { TARIFF_REF } from '#tests/testkit/receipt-journal.ts';
import { startLinks, type Links } from './link-kit.ts';

let kit: Links;
let counter: MessageCounter;
beforeAll(async () => {
  kit = await startLinks();
  counter = await openCounter(kit, 'KA-BLR-01-C3' as CounterId);
});
afterAll(async () => {
  expect(kit.gateway.violations).toEqual([]);
  expect(kit.simulator.violations).toEqual([]);
  expect(kit.server.warnings.filter((warning) => warning.startsWith('server.fault'))).toEqual([]);
  await kit.stop();
});
beforeEach(() => {
  kit.gateway.held = false;
  kit.nextDay();
});

type QuoteOf = Parameters<MessageCounter['quote']>[0];

/** A link for a new quote, told to its citizen. */
async function linked(of: QuoteOf = {}) {
  const quote = counter.quote(of);
  await counter.sync();
  const answer = await counter.ask('/v1/upi/links', [quote.entry]);
  await kit.rounds();
  return { ...quote, answer, address: kit.linkOf(quote.number) };
}
const smsTo = (number: string) => kit.simulator.messages.filter(({ to }) => to === number);

test('PL1 P8 a link for the signed amount, told by SMS in full, the same when asked again', async () => {
  const { quote, answer, address, number } = await linked().then((it) => ({ ...it, quote: it }));
  expect(answer).toMatchObject({ state: 'awaiting', amountPaise: 10_095_050, settledBy: null });
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/R\/L\/[A-Z2-7]{26}$/);
  expect(smsTo(number)[0]?.body).toContain('सरकारी शुल्क Rs 1,00,950.50 है, अधिक नहीं');
  expect(await counter.ask('/v1/upi/links', [quote.entry])).toEqual(answer);
  await kit.rounds();
  expect(smsTo(number)).toHaveLength(1);
  expect(kit.gateway.links.links.get(answer.orderId)?.smsTo).toBeNull();
});

test('PL2 the page shows the official lines first, then the gateway’s page', async () => {
  const { address, body } = await linked();
  expect(await kit.page(address)).toMatchObject({
    state: 'open',
    officeId: 'KA-BLR-01',
    totalPaise: 10_095_050,
    charges: [{ serviceCode: 'LL-NEW', tariffId: body.tariff.tariffId, lines: body.lines }],
    payAt: expect.stringContaining('/links/'),
    receiptNumbers: [],
  });
  const shown = JSON.stringify(await kit.page(address));
  expect(shown).not.toContain('Sita');
  expect(shown).not.toContain(body.quoteId);
});

test('PL2 U21 paid: the page says so, the counter is told, its receipt is shown', async () => {
  const { address, answer, body } = await linked();
  kit.gateway.links.pay(answer.orderId, 'FAILED');
  expect(kit.gateway.links.pay(answer.orderId, 'SUCCESS')?.status).toBe('SUCCESS');
  await until(async () => (await kit.page(address)).state === 'paid');
  await kit.rounds();
  expect(await kit.page(address)).toMatchObject({ state: 'paid', payAt: null });
  const told = await kit.rows<{ content: string }>(
    "SELECT content FROM feed_item WHERE type = 'payment' ORDER BY cursor_no DESC LIMIT 1",
  );
  const content = JSON.parse(told[0]?.content ?? '{}') as Record<string, unknown>;
  expect(content).toMatchObject({ orderId: answer.orderId, state: 'paid', chargeId: body.quoteId });
});

test('PL2 the webhook lost: opening the page asks the gateway', async () => {
  const { address, answer } = await linked();
  kit.gateway.held = true;
  kit.gateway.links.pay(answer.orderId, 'SUCCESS');
  kit.pass(5_000);
  await kit.page(address);
  await kit.server.server.payments?.round();
  expect((await kit.page(address)).state).toBe('paid');
  kit.gateway.waiting.splice(0);
});

test('PL3 U9 cash at the counter ends the link; what still came by it goes back once', async () => {
  const { address, answer } = await linked();
  kit.gateway.held = true;
  const payment = kit.gateway.links.pay(answer.orderId, 'SUCCESS');
  await counter.ask(`/v1/upi/orders/${answer.orderId}/cash_taken`, []);
  expect((await kit.page(address)).state).toBe('settled');
  for (let round = 0; round < 4; round += 1) {
    kit.pass(3_600_000);
    await kit.rounds();
  }
  const [order] = kit.gateway.links.links.get(answer.orderId)?.orders ?? [];
  expect(order?.refunds).toMatchObject([{ paymentId: payment?.id, amountPaise: 10_095_050 }]);
  kit.gateway.waiting.splice(0);
});

test('PL1 half way a reminder, once; at its end unknown, then what the gateway says', async () => {
  const { address, number, answer } = await linked({ language: 'en' });
  kit.hours(21);
  kit.hours(2);
  await kit.rounds();
  await kit.rounds();
  const reminders = smsTo(number).filter(({ body }) => body.startsWith('Still open'));
  expect(reminders).toHaveLength(1);
  expect(reminders[0]?.body).toContain(address);
  expect(reminders[0]?.body).toContain(untilText(Number(answer['expiresAt'])));
  kit.hours(1);
  expect((await kit.page(address)).state).toBe('unknown');
  kit.hours(1);
  await kit.rounds();
  expect((await kit.page(address)).state).toBe('expired');
});

test('PL1 one link for a visit with two quotes: one sum, each charge shown', async () => {
  const first = counter.quote({ totalPaise: 30_000 });
  const second = counter.quote({ totalPaise: 5_000, sameVisit: true });
  await counter.sync();
  const answer = await counter.ask('/v1/upi/links', [first.entry, second.entry]);
  expect(answer).toMatchObject({ state: 'awaiting', amountPaise: 35_000 });
  await kit.rounds();
  const page = await kit.page(kit.linkOf(first.number));
  expect(page.charges.map(({ totalPaise }) => totalPaise)).toEqual([30_000, 5_000]);
  expect(smsTo(first.number)[0]?.body).toContain('Rs 350.00');
});

test('PL1 no number, no link; an open code is ended first', async () => {
  const none = counter.quote({ mobile: null });
  const refused = counter.quote({ contact: 'refused' });
  const open = counter.quote();
  await counter.sync();
  for (const { entry } of [none, refused]) {
    expect(await counter.ask('/v1/upi/links', [entry])).toMatchObject({
      error: { code: 'NO_CONTACT' },
    });
  }
  await counter.ask('/v1/upi/orders', [open.entry]);
  expect(await counter.ask('/v1/upi/links', [open.entry])).toMatchObject({
    error: { code: 'UPI_ORDER_OPEN' },
  });
  const { entry } = await linked();
  expect(await counter.ask('/v1/upi/orders', [entry])).toMatchObject({
    error: { code: 'UPI_ORDER_OPEN' },
  });
});

test('PL1 a token that is none, a server without messages: told so', async () => {
  for (const token of ['A'.repeat(26), 'short', '../keys']) {
    expect((await kit.page(`x/${token}`)).error?.code).toMatch(/LINK_UNKNOWN|NOT_FOUND/);
  }
  const off = await startTestServer();
  try {
    const answer = await fetch(`${off.origin}/v1/public/links/${'A'.repeat(26)}`);
    expect(answer.status).toBe(404);
  } finally {
    await off.stop();
  }
});

test('PL5 a quote that waited for the line is taken until a day after its end, at its own price', async () => {
  const quote = counter.quote({ language: 'en' });
  kit.hours(23);
  await counter.sync();
  const answer = await counter.ask('/v1/upi/links', [quote.entry]);
  expect(answer).toMatchObject({ state: 'awaiting', amountPaise: 10_095_050 });
  await kit.rounds();
  expect(kit.linkOf(quote.number)).toContain('/R/L/');
  const late = counter.quote();
  kit.hours(25);
  await counter.sync();
  expect(await counter.ask('/v1/upi/links', [late.entry])).toMatchObject({
    error: { code: 'UPI_QUOTE_REFUSED', details: { problem: 'over' } },
  });
});

test('PL5 P1 where another tariff has begun meanwhile no link is made at the old price', async () => {
  const quote = counter.quote();
  kit.hours(2);
  await counter.sync();
  const { read } = kit.server.database;
  const known = await tariffVersion(read, TARIFF_REF);
  if (known === null) throw new Error('the tariff is published');
  const validFrom = instant(kit.now() - 3_600_000);
  const next = { ...known, version: known.version + 1, validFrom };
  await write(kit.server.database, (writer) => insertTariff(writer, next, kit.now()));
  expect(await counter.ask('/v1/upi/links', [quote.entry])).toMatchObject({
    error: { code: 'UPI_QUOTE_REFUSED', details: { problem: 'over' } },
  });
});

test('PL6 where it is set so the gateway writes to the citizen, and HQ only where it cannot', async () => {
  const other = await startLinks({ linkSms: 'gateway' });
  const desk = await openCounter(other, 'KA-BLR-01-C3' as CounterId);
  const known = desk.quote({ language: 'en' });
  await desk.sync();
  const first = await desk.ask('/v1/upi/links', [known.entry]);
  await other.rounds();
  const link = (orderId: string) => other.gateway.links.links.get(orderId);
  expect(link(first.orderId)).toMatchObject({ smsTo: known.number.slice(-10) });
  expect(other.linkOf(known.number)).toBe('');
  // Its number lies at the counter still.
  const early = desk.quote();
  const second = await desk.ask('/v1/upi/links', [early.entry]);
  expect(link(second.orderId)).toMatchObject({ smsTo: null, phone: '9999999999' });
  await desk.sync();
  await other.rounds();
  expect(other.linkOf(early.number)).toContain('/R/L/');
  expect(other.gateway.violations).toEqual([]);
  await other.stop();
});
