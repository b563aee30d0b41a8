/** Messages: once, in the citizen's language, with what the carrier says of them afterwards. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { ConfigError } from '#server/config.ts';
import { defaultRules, readMessageConfig } from '#server/messages/config.ts';
import { SMS_TEMPLATE_NAMES } from '#domain/messages/sms.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { receiptByNumber } from '#server/store/receipts.ts';
import { refundIdOf } from '#server/store/refunds.ts';
import { OFFICE, startTestServer, write } from '#tests/sync-server/testkit.ts';
import { openCounter, startMessages, type MessageCounter, type Messages } from './message-kit.ts';

const PLACE = { officeId: OFFICE, counterId: 'KA-BLR-01-C3' };

let kit: Messages;
let counter: MessageCounter;
beforeAll(async () => {
  kit = await startMessages({ rules: { calls: { receiptShare: 0, quoteShare: 0 } } });
  counter = await openCounter(kit, 'KA-BLR-01-C3' as CounterId);
});
afterAll(async () => {
  expect(kit.simulator.violations).toEqual([]);
  expect(kit.server.warnings.filter((warning) => warning.startsWith('server.fault'))).toEqual([]);
  await kit.stop();
});
beforeEach(() => {
  kit.simulator.fault = 'none';
  kit.simulator.carriers.clear();
  kit.nextDay();
});

const smsTo = (number: string) => kit.simulator.messages.filter(({ to }) => to === number);
const rowOf = async (ref: string) => {
  const [row] = await kit.rows<{ state: string; reason: string | null; attempt: number }>(
    'SELECT state, reason, attempt FROM message WHERE ref = ? ORDER BY created_at DESC LIMIT 1',
    [ref],
  );
  return row;
};
async function charged(of: Parameters<MessageCounter['quote']>[0] = {}) {
  const quote = counter.quote(of);
  const receiptNumber = counter.receipt(quote);
  await counter.sync();
  return { ...quote, receiptNumber };
}

test('M5 M6 a receipt is told once, in the citizen’s language, and delivered', async () => {
  const { number, receiptNumber, line } = await charged({ language: 'en' });
  await kit.round();
  await kit.round();
  const sent = smsTo(number);
  expect(sent.map(({ body }) => body)).toEqual([
    `Official fee Rs 1,00,950.50 for Learner's licence at Koramangala. Receipt ${receiptNumber}. ` +
      'Asked for more? Call 1064. - Raseed',
  ]);
  expect(await rowOf(line.ref)).toMatchObject({ state: 'sent' });
  expect(await kit.simulator.report(sent[0]?.sid ?? '', 2)).toEqual([204, 204]);
  expect(await rowOf(line.ref)).toMatchObject({ state: 'delivered', reason: null });
});

test('M5 a reversal is told too', async () => {
  const quote = counter.quote({ language: 'en' });
  const receiptNumber = counter.receipt(quote);
  counter.journal.append('charge.reversed', { receiptNumber, amountPaise: 10_095_050 });
  await counter.sync();
  await kit.round();
  expect(smsTo(quote.number)[0]?.body).toContain(`Receipt ${receiptNumber} of Koramangala`);
});

test('P6 M5 a payment that settles nothing is told once: it goes back', async () => {
  const quote = counter.quote({ language: 'en' });
  const late = {
    chargeId: `${quote.body.quoteId}-S2`,
    gatewayPaymentId: '77',
    amountPaise: 95_000,
  };
  counter.journal.append('upi.late', { ...late, orderId: 'any' });
  counter.journal.append('upi.late', { ...late, orderId: 'any' });
  await counter.sync();
  await kit.round();
  await kit.round();
  expect(smsTo(quote.number).map(({ body }) => body)).toEqual([
    `Your UPI payment of Rs 950.00 at Koramangala settles nothing and goes back to your account. ` +
      `Slip ${quote.body.quoteId}-S2. Questions: 1064. - Raseed`,
  ]);
});

test('P6 M5 who went with a slip hears that nothing was paid; who stood there does not', async () => {
  const [gone, stayed] = [counter.quote({ language: 'en' }), counter.quote()];
  const why = 'expired' as const;
  counter.journal.append('upi.ended', { chargeId: gone.body.quoteId, why, wasAside: true });
  counter.journal.append('upi.ended', { chargeId: stayed.body.quoteId, why });
  await counter.sync();
  await kit.round();
  expect(smsTo(gone.number)[0]?.body).toContain(`Nothing was paid for ${gone.body.quoteId}`);
  expect(smsTo(stayed.number)).toEqual([]);
});

test('RS4 M5 a sanctioned refund is told once, with its number', async () => {
  const { number, receiptNumber, line } = await charged({ language: 'en' });
  const { counterId } = PLACE;
  const place = await receiptByNumber(kit.server.database.read, PLACE, receiptNumber);
  const seq = place?.seq ?? 0;
  const refundId = refundIdOf({ officeId: OFFICE, counterId, seq });
  const about = { refundId, counterId, seq, receiptNumber, citizenRef: line.ref };
  const sums = { chargedPaise: 10_095_050, expectedPaise: 10_093_050, amountPaise: 2_000 };
  const sanctionNumber = `${OFFICE}/S/2627/000001`;
  const facts: readonly OfficeFact[] = [
    { kind: 'refund.proposed', body: { ...about, ...sums, basis: 'law' } },
    { kind: 'refund.approved', body: { refundId, staffId: 'S9002', sanctionNumber } },
  ];
  await write(kit.server.database, async (writer) => {
    for (const fact of facts) {
      await recordFact(kit.server.context, writer, { officeId: OFFICE, at: kit.now(), fact });
    }
  });
  await kit.round();
  await kit.round();
  expect(smsTo(number).map(({ body }) => body)).toContain(
    `Receipt ${receiptNumber} of Koramangala: Rs 20.00 goes back to you by sanction ` +
      `${sanctionNumber}. You need pay nothing for it. Questions: 1064. - Raseed`,
  );
  expect(smsTo(number)).toHaveLength(2);
});

test('M7 a carrier’s passing error is tried again an hour later, three times in all', async () => {
  const { number, line } = await charged();
  kit.simulator.carriers.set(number, 'unreachable');
  await kit.round();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const [latest] = smsTo(number);
    await kit.simulator.report(latest?.sid ?? '', 2);
    expect(smsTo(number)).toHaveLength(attempt);
    kit.hours(1);
    await kit.round();
  }
  expect(smsTo(number)).toHaveLength(3);
  expect(await rowOf(line.ref)).toMatchObject({ state: 'failed', reason: '30003', attempt: 3 });
});

test('M7 late news of an older attempt takes nothing back', async () => {
  const { number, line } = await charged();
  await kit.round();
  const [message] = smsTo(number);
  await kit.simulator.report(message?.sid ?? '');
  kit.simulator.carriers.set(number, 'unreachable');
  await kit.simulator.report(message?.sid ?? '');
  expect(await rowOf(line.ref)).toMatchObject({ state: 'delivered' });
});

test.each(['lost', 'busy', 'broken', 'html'] as const)(
  'M7 a service that is %s: in the end there is one message',
  async (fault) => {
    const { number, line } = await charged();
    kit.simulator.fault = fault;
    await kit.round();
    kit.pass(90_000);
    await kit.round();
    kit.simulator.fault = 'none';
    kit.pass(900_000);
    await kit.round();
    expect(smsTo(number)).toHaveLength(1);
    expect(await rowOf(line.ref)).toMatchObject({ state: 'sent' });
  },
);

test.each([
  ['invalid', 'NUMBER_INVALID'],
  ['opted_out', 'NUMBER_OPTED_OUT'],
] as const)('M3 a number that is %s is remembered and left alone', async (carrier, reason) => {
  const mobile = carrier === 'invalid' ? '9700000001' : '9700000002';
  kit.simulator.carriers.set(`+91${mobile}`, carrier);
  const first = await charged({ mobile });
  await kit.round();
  expect(await rowOf(first.line.ref)).toMatchObject({ state: 'suppressed', reason });
  kit.simulator.carriers.clear();
  const second = await charged({ mobile });
  await kit.round();
  expect(smsTo(second.number)).toEqual([]);
  expect(await rowOf(second.line.ref)).toMatchObject({ state: 'suppressed', reason });
});

test('M2 a number that is none is never sent to', async () => {
  const { line } = await charged({ mobile: '12345' });
  await kit.round();
  expect(await rowOf(line.ref)).toMatchObject({ state: 'suppressed', reason: 'NUMBER_INVALID' });
});

const COMPLETE = {
  RASEED_TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  RASEED_TWILIO_AUTH_TOKEN: 'a-token-of-this-test',
  RASEED_TWILIO_SMS_SENDER: 'RASEED',
  RASEED_TWILIO_CALL_FROM: '+15005550006',
  RASEED_PUBLIC_ORIGIN: 'https://raseed.example',
};

test('M1 without settings messages are off and the server runs; in part they are a mistake', async () => {
  expect(readMessageConfig({ RASEED_PUBLIC_ORIGIN: 'https://raseed.example' })).toBeNull();
  expect(() => readMessageConfig({ RASEED_TWILIO_SMS_SENDER: 'RASEED' })).toThrow(
    /RASEED_TWILIO_ACCOUNT_SID[^]*RASEED_PUBLIC_ORIGIN/,
  );
  const off = await startTestServer();
  try {
    expect(off.server.messages).toBeNull();
    const answer = await fetch(`${off.origin}/v1/calls/in`, { method: 'POST' });
    expect(answer.status).toBe(404);
  } finally {
    await off.stop();
  }
});

test('M6 against the real service every text is registered', () => {
  expect(() => readMessageConfig(COMPLETE)).toThrow(/templates\.receipt\.en\.dltTemplateId/);
  const local = { ...COMPLETE, RASEED_TWILIO_ORIGIN: 'http://127.0.0.1:4010' };
  expect(readMessageConfig(local)).toMatchObject({ smsSender: 'RASEED' });
  expect(() => readMessageConfig({ ...local, RASEED_TWILIO_CALL_FROM: '+919876543210' })).toThrow(
    ConfigError,
  );
  const registered = {
    en: { dltTemplateId: '1'.repeat(19) },
    hi: { dltTemplateId: '2'.repeat(19) },
  };
  const templates = Object.fromEntries(SMS_TEMPLATE_NAMES.map((name) => [name, registered]));
  expect(defaultRules({ templates }).templates.link?.hi?.dltTemplateId).toBe('2'.repeat(19));
  expect(() => defaultRules({ templates: { link: { en: {} } } })).toThrow(ConfigError);
});
