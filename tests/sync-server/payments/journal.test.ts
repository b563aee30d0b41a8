/** What counters are told of UPI, and what their journals tell HQ of it: U21, U22. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { SIM_PAYEE } from '#server/simulators/cashfree/answers.ts';
import { batchText, postBatch } from '#tests/sync-server/testkit.ts';
import { openCounter, startUpi, type Upi, type UpiCounter } from './upi-kit.ts';

let upi: Upi;
beforeAll(async () => {
  upi = await startUpi();
  upi.simulator.held = true;
});
afterAll(async () => {
  expect(upi.simulator.violations).toEqual([]);
  await upi.stop();
});

let counters = 0;
const fresh = (): Promise<UpiCounter> => {
  counters += 1;
  return openCounter(upi, `KA-BLR-01-C${50 + counters}` as CounterId);
};

const rows = <Row>(sql: string, values: readonly string[] = []) =>
  upi.server.database.read.rows<Row>(sql, values);
const newsOf = async (chargeId: string) => {
  const items = await rows<{ content: string }>(
    "SELECT content FROM feed_item WHERE type = 'payment' ORDER BY cursor_no",
  );
  return items
    .map(({ content }) => JSON.parse(content) as { chargeId: string; state: string; to: string })
    .filter((item) => item.chargeId === chargeId);
};
const factsOf = async (chargeId: string) => {
  const entries = await rows<{ text: string }>(
    "SELECT text FROM office_entry WHERE kind LIKE 'payment.%' ORDER BY seq",
  );
  return entries
    .map(({ text }) => JSON.parse(text) as { kind: string; body: Record<string, unknown> })
    .filter(({ body }) => body['chargeId'] === chargeId)
    .map(({ kind }) => kind);
};
const dutiesOf = (chargeId: string) =>
  rows<{ reason: string; state: string }>(
    'SELECT reason, state FROM upi_refund WHERE charge_id = ?',
    [chargeId],
  );

/** Sends the whole journal, has it judged, and lets the desk take what it says. */
async function send(counter: UpiCounter): Promise<void> {
  await postBatch(upi.server, batchText(counter, counter.journal.entries));
  await upi.server.server.projector.settled();
  for (let n = 0; n < 3; n += 1) await upi.round();
}

const quoteIdOf = (entry: StoredEntry): string =>
  (JSON.parse(entry.text) as { body: { quoteId: string } }).body.quoteId;

async function paid(counter: UpiCounter) {
  const quote = counter.quote();
  const { orderId } = await counter.request(quote);
  upi.simulator.ledger.pay(orderId, 'SUCCESS');
  await upi.simulator.deliver({ times: 2 });
  await upi.round();
  return { quote, chargeId: quoteIdOf(quote), orderId };
}

describe('U21 what a counter is told', () => {
  test('U16 whom codes may pay; PAID once for the counter that asked, after the fact', async () => {
    const counter = await fresh();
    const [setup] = await rows<{ content: string }>(
      "SELECT content FROM feed_item WHERE type = 'upi' ORDER BY cursor_no DESC LIMIT 1",
    );
    const payees = [{ address: SIM_PAYEE, name: 'Trial Office' }];
    expect(JSON.parse(setup?.content ?? '')).toEqual({ type: 'upi', payees });
    const { chargeId } = await paid(counter);
    await upi.round();
    expect(await newsOf(chargeId)).toMatchObject([
      { state: 'paid', to: counter.counterId, amountPaise: 95_050 },
    ]);
    expect(await factsOf(chargeId)).toEqual(['payment.settled', 'payment.moved']);
  });

  test('nothing was paid: said when the gateway says so, and only then', async () => {
    const counter = await fresh();
    const quote = counter.quote();
    const { orderId } = await counter.request(quote);
    await upi.round();
    expect(await newsOf(quoteIdOf(quote))).toEqual([]);
    upi.simulator.ledger.terminate(orderId);
    upi.pass(3_000);
    await upi.round();
    expect(await newsOf(quoteIdOf(quote))).toMatchObject([{ state: 'ended' }]);
    expect(await counter.slip(quoteIdOf(quote))).toMatchObject({ state: 'not_paid' });
  });
});

describe('U22 what the journal says', () => {
  test('cash was taken: a success before and after it goes back, once', async () => {
    const counter = await fresh();
    const { quote, chargeId, orderId } = await paid(counter);
    const quoteIds = [quoteIdOf(quote)];
    counter.journal.append('cash.tendered', { quoteIds });
    await send(counter);
    await send(counter);
    for (let n = 0; n < 3; n += 1) {
      upi.pass(21_600_000);
      await upi.round();
    }
    expect(upi.simulator.ledger.orders.get(orderId)?.refunds).toHaveLength(1);
    expect(await dutiesOf(chargeId)).toEqual([{ reason: 'charge_settled', state: 'refunded' }]);
    expect(await factsOf(chargeId)).toEqual([
      'payment.settled',
      'payment.moved',
      'payment.refund_owed',
      'payment.moved',
      'payment.refund_ended',
      'payment.moved',
    ]);
    expect((await newsOf(chargeId)).map(({ state }) => state)).toEqual(['paid', 'late']);
  });

  test('the quote lapsed: what had settled it goes back, what comes later too', async () => {
    const counter = await fresh();
    const before = await paid(counter);
    const quote = counter.quote();
    const { orderId } = await counter.request(quote);
    const { id: paymentId } = upi.simulator.ledger.pay(orderId, 'PENDING') as { id: string };
    for (const quoteId of [before.chargeId, quoteIdOf(quote)]) {
      counter.journal.append('quote.lapsed', { quoteId, reason: 'no_money' });
    }
    await send(counter);
    upi.simulator.ledger.end(orderId, { paymentId, status: 'SUCCESS' });
    for (let n = 0; n < 3; n += 1) {
      upi.pass(21_600_000);
      await upi.round();
    }
    for (const chargeId of [before.chargeId, quoteIdOf(quote)]) {
      expect(await dutiesOf(chargeId)).toEqual([{ reason: 'given_up', state: 'refunded' }]);
      expect(await counter.slip(chargeId)).toMatchObject({ state: 'refunded' });
    }
  });

  test('a reversal by two people at the counter is refunded where it came from', async () => {
    const counter = await fresh();
    const { chargeId, orderId } = await paid(counter);
    const receiptNumber = `${counter.counterId}/2627/000001`;
    counter.journal.append('receipt.issued', {
      receiptNumber,
      quoteId: chargeId,
      serviceCode: 'LL',
      tariff: { tariffId: 't', version: 1 },
      totalPaise: 95_050,
      tenderKind: 'upi',
      issuedAt: upi.now(),
    });
    await send(counter);
    expect(await counter.slip(chargeId)).toMatchObject({
      state: 'paid',
      receiptNumbers: [receiptNumber],
    });
    counter.journal.append('charge.reversed', {
      receiptNumber,
      amountPaise: 95_050,
      paidBackPaise: 0,
      toRefundPaise: 95_050,
    });
    await send(counter);
    expect(await dutiesOf(chargeId)).toMatchObject([{ reason: 'charge_reversed' }]);
    expect(upi.simulator.ledger.orders.get(orderId)?.refunds).toHaveLength(1);
  });

  test('P5 one of two receipts reversed: only its money goes back, and the other stays paid', async () => {
    const counter = await fresh();
    const visitId = `${counter.counterId}-V1`;
    const quotes = [60_000, 35_050].map((totalPaise, n) =>
      counter.journal.append('quote.issued', {
        quoteId: `${counter.counterId}-Q${n + 1}`,
        visitId,
        totalPaise,
        validUntil: upi.now() + 600_000,
      }),
    );
    const { orderId } = await counter.request(...quotes);
    upi.simulator.ledger.pay(orderId, 'SUCCESS');
    await upi.simulator.deliver();
    await upi.round();
    const chargeId = orderId.replace(/-U1$/, '');
    const numbers = quotes.map((quote, n) => {
      const receiptNumber = `${counter.counterId}/2627/00000${n + 1}`;
      const totalPaise = [60_000, 35_050][n];
      counter.journal.append('receipt.issued', {
        receiptNumber,
        quoteId: quoteIdOf(quote),
        serviceCode: 'LL',
        tariff: { tariffId: 't', version: 1 },
        totalPaise,
        tenderKind: 'upi',
        issuedAt: upi.now(),
      });
      return receiptNumber;
    });
    const reverse = (n: number, toRefundPaise: number) =>
      counter.journal.append('charge.reversed', {
        receiptNumber: numbers[n],
        amountPaise: toRefundPaise,
        paidBackPaise: 0,
        toRefundPaise,
      });
    const back = () =>
      upi.simulator.ledger.orders.get(orderId)?.refunds.map(({ amountPaise }) => amountPaise);
    reverse(0, 60_000);
    await send(counter);
    expect(back()).toEqual([60_000]);
    expect(await counter.slip(chargeId)).toMatchObject({ state: 'paid' });
    reverse(1, 35_050);
    await send(counter);
    expect(back()).toEqual([60_000, 35_050]);
    expect(await counter.slip(chargeId)).toMatchObject({ state: 'refunded' });
    // The counter knows of its own reversals: nothing is told as late.
    expect((await newsOf(chargeId)).map(({ state }) => state)).toEqual(['paid']);
  });
});

describe('several quotes', () => {
  test('U2 one order for all of them; asked for again in another company, the first is given up', async () => {
    const counter = await fresh();
    const first = counter.quote(10_000);
    const alone = await counter.request(first);
    const visitId = `${counter.counterId}-V1`;
    const second = counter.journal.append('quote.issued', {
      quoteId: `${counter.counterId}-Q9`,
      visitId,
      totalPaise: 5_050,
      validUntil: upi.now() + 600_000,
    });
    const both = await counter.request(first, second);
    expect(both).toMatchObject({ amountPaise: 15_050, state: 'awaiting' });
    expect(both.orderId).toBe(`${counter.counterId}-Q9-S2-U1`);
    expect(await counter.status(alone.orderId)).toMatchObject({ settledBy: 'given_up' });
    expect((await counter.request(second, first)).error?.code).toBe('UPI_QUOTE_REFUSED');
    expect((await counter.request(first, counter.quote())).error?.code).toBe('UPI_QUOTE_REFUSED');
    upi.simulator.ledger.pay(both.orderId, 'SUCCESS');
    await upi.simulator.deliver();
    await upi.round();
    expect((await counter.request(first)).error?.code).toBe('UPI_CHARGE_SETTLED');
  });
});
