/** Calls that state the official charge, from the journal to a case at HQ and the message at its end. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { callbackSignature, readForm } from '#server/messages/signature.ts';
import { closeCaseBy } from '#server/store/cases.ts';
import { OFFICE, write } from '#tests/sync-server/testkit.ts';
import { openCounter, OWNER, startMessages, TOKEN } from './message-kit.ts';
import type { MessageCounter, Messages } from './message-kit.ts';

let kit: Messages;
let counter: MessageCounter;
beforeAll(async () => {
  kit = await startMessages();
  counter = await openCounter(kit, 'KA-BLR-01-C3' as CounterId);
});
afterAll(async () => {
  expect(kit.simulator.violations).toEqual([]);
  expect(kit.server.warnings.filter((warning) => warning.startsWith('server.fault'))).toEqual([]);
  await kit.stop();
});
beforeEach(() => {
  kit.simulator.fault = 'none';
  // Half past eleven of the next day, so that nobody has been called lately.
  kit.nextDay();
});

const callsTo = (number: string) => kit.simulator.calls.filter(({ to }) => to === number);
const smsTo = (number: string) => kit.simulator.messages.filter(({ to }) => to === number);
const plan = async (quoteId: string) => {
  const [row] = await kit.rows<{ state: string; reason: string | null; answer: string | null }>(
    'SELECT state, reason, answer FROM citizen_call WHERE quote_id = ?',
    [quoteId],
  );
  return row;
};
const lastFacts = async () => {
  const rows = await kit.rows<{ text: string }>(
    'SELECT text FROM office_entry ORDER BY seq DESC LIMIT 3',
  );
  return rows.map(
    ({ text }) => JSON.parse(text) as { kind: string; body: Record<string, unknown> },
  );
};

/** A receipt of Rs 1,00,950.50, and the call about it ringing. */
async function ringing(of: Parameters<MessageCounter['quote']>[0] = {}) {
  const quote = counter.quote(of);
  const receiptNumber = counter.receipt(quote);
  await counter.sync();
  await kit.round();
  kit.hours(2);
  await kit.round();
  const [call] = callsTo(quote.number);
  return { quote, receiptNumber, call };
}
const taken = async (of: Parameters<MessageCounter['quote']>[0] = {}) => {
  const rung = await ringing(of);
  if (rung.call === undefined) throw new Error('it rings');
  return { ...rung, call: rung.call };
};

describe('P8 a call in Hindi, from start to a case at HQ', () => {
  test('M10 M12 M14 it states the charge, asks, and the end is told by SMS', async () => {
    const { quote, receiptNumber, call } = await taken();
    await kit.simulator.answer(call.sid);
    const [question] = call.turns;
    const heard = question?.says.map(({ text }) => text).join(' ') ?? '';
    expect(heard).toContain('कोरमंगला');
    expect(heard).toContain('लर्नर लाइसेंस');
    expect(heard).toContain('एक लाख नौ सौ पचास रुपये पचास पैसे मात्र');
    expect(heard).toContain('यदि आपसे अधिक लिया गया, तो 2 दबाएँ।');
    expect(question?.says.every(({ language }) => language === 'hi-IN')).toBe(true);
    expect(question?.markup).toContain('<Gather input="dtmf" numDigits="1"');

    await kit.simulator.press(call.sid, '2');
    expect(call.turns.at(-1)?.wants).toBe('record');
    await kit.simulator.press(call.sid, '#');
    expect(call.status).toBe('completed');

    const facts = await lastFacts();
    expect(facts.map(({ kind }) => kind)).toEqual([
      'case.assigned',
      'case.opened',
      'citizen.answered',
    ]);
    const [assigned, opened, answered] = facts;
    expect(answered?.body).toMatchObject({ answer: 'more', about: 'receipt', channel: 'call' });
    expect(assigned?.body).toMatchObject({ assignee: OWNER });
    expect(opened?.body).toMatchObject({ kind: 'citizen_paid_more' });
    // M13: nothing there says whom it was about.
    const said = JSON.stringify(facts);
    for (const secret of [quote.body.quoteId, receiptNumber, quote.number, quote.line.ref]) {
      expect(said).not.toContain(secret);
    }
    await kit.round();
    expect(smsTo(quote.number)[0]?.body).toMatch(
      /^कोरमंगला के बारे में आपका उत्तर मुख्यालय के पास है.* \d\d-\d\d-\d{4} तक/,
    );

    const caseId = String(opened?.body['caseId']);
    await write(kit.server.database, (writer) =>
      closeCaseBy(kit.server.context, writer, {
        officeId: OFFICE,
        caseId,
        resolution: 'fraud',
        reason: 'the clerk admitted it',
        staffId: OWNER,
        at: kit.now(),
      }),
    );
    await kit.round();
    await kit.round();
    const told = smsTo(quote.number).filter(({ body }) => body.includes('परिणाम'));
    expect(told.map(({ body }) => body)).toEqual([
      'मुख्यालय ने कोरमंगला के बारे में आपके उत्तर की जाँच की। ' +
        'परिणाम: सतर्कता को सौंपा गया। प्रश्न: 1064। - रसीद',
    ]);
  });

  test('M10 in English, exactly this: thanked, no case', async () => {
    const { quote, call } = await taken({ language: 'en' });
    await kit.simulator.answer(call.sid);
    const heard = call.turns[0]?.says.map(({ text }) => text).join(' ');
    expect(heard).toContain('Rupees one lakh nine hundred fifty and fifty paise only');
    await kit.simulator.press(call.sid, '1');
    expect(call.status).toBe('completed');
    expect(await plan(quote.body.quoteId)).toMatchObject({ state: 'answered', answer: 'exact' });
    expect((await lastFacts())[0]?.kind).toBe('citizen.answered');
  });

  test('M11 9 repeats, silence repeats, after three times it ends without an answer', async () => {
    const { quote, call } = await taken();
    await kit.simulator.answer(call.sid);
    await kit.simulator.press(call.sid, '9');
    expect(call.turns[1]?.says).toEqual(call.turns[0]?.says);
    await kit.simulator.press(call.sid, '');
    await kit.simulator.press(call.sid, '7');
    expect(call.status).toBe('completed');
    expect(await plan(quote.body.quoteId)).toMatchObject({ answer: 'no_answer' });
  });

  test('M12 the first answer counts; the same key twice opens one case', async () => {
    const { quote, call } = await taken();
    await kit.simulator.answer(call.sid);
    const turn = call.turns[0];
    await kit.simulator.press(call.sid, '3');
    call.turns.push(...(turn === undefined ? [] : [turn]));
    await kit.simulator.press(call.sid, '1');
    expect(await plan(quote.body.quoteId)).toMatchObject({ answer: 'no_receipt' });
    const cases = await kit.rows("SELECT 1 FROM case_file WHERE kind = 'citizen_no_receipt'");
    expect(cases).toHaveLength(1);
  });

  test('M3 0: this number is never called again, nor sent anything', async () => {
    const { quote, call } = await taken({ mobile: '9800000001' });
    await kit.simulator.answer(call.sid);
    await kit.simulator.press(call.sid, '0');
    expect(await plan(quote.body.quoteId)).toMatchObject({ reason: 'opted_out' });
    const before = smsTo(quote.number).length;
    kit.hours(24);
    const again = await ringing({ mobile: '9800000001' });
    expect(again.call).toBe(call);
    expect(smsTo(quote.number)).toHaveLength(before);
    expect(await plan(again.quote.body.quoteId)).toMatchObject({ reason: 'NUMBER_OPTED_OUT' });
  });
});

describe('who is called, and when', () => {
  test('M8 a quote that became no charge is asked about too, as such', async () => {
    const quote = counter.quote();
    await counter.sync();
    await kit.round();
    kit.hours(3);
    await kit.round();
    const [call] = callsTo(quote.number);
    if (call === undefined) throw new Error('it rings');
    await kit.simulator.answer(call.sid);
    const heard = call.turns[0]?.says.map(({ text }) => text).join(' ');
    expect(heard).toContain('यदि आपने इतना दिया या कुछ नहीं दिया');
    await kit.simulator.press(call.sid, '2');
    const [answered] = (await lastFacts()).filter(({ kind }) => kind === 'citizen.answered');
    expect(answered?.body).toMatchObject({ about: 'quote', answer: 'more' });
  });

  test('M2 who has no phone or refused is not called and gets nothing', async () => {
    const none = counter.quote({ mobile: null });
    const refused = counter.quote({ contact: 'refused' });
    counter.receipt(none);
    await counter.sync();
    await kit.round();
    kit.hours(3);
    await kit.round();
    expect(await plan(none.body.quoteId)).toMatchObject({
      state: 'suppressed',
      reason: 'no_phone',
    });
    expect(await plan(refused.body.quoteId)).toMatchObject({ reason: 'refused' });
    expect(callsTo(refused.number)).toEqual([]);
    expect(smsTo(refused.number)).toEqual([]);
  });

  test('M4 at night nobody’s phone rings: the next morning it does', async () => {
    const quote = counter.quote();
    counter.receipt(quote);
    kit.hours(11);
    await counter.sync();
    await kit.round();
    expect(smsTo(quote.number)).toEqual([]);
    kit.hours(2);
    await kit.round();
    expect(callsTo(quote.number)).toEqual([]);
    kit.hours(9);
    await kit.round();
    expect(callsTo(quote.number)).toHaveLength(1);
    expect(smsTo(quote.number)).toHaveLength(1);
    kit.hours(2);
  });

  test('M8 one number is called once in a day, however often it was given', async () => {
    const first = counter.quote({ mobile: '9800000002' });
    const second = counter.quote({ mobile: '9800000002' });
    await counter.sync();
    await kit.round();
    kit.hours(3);
    await kit.round();
    expect(callsTo(first.number)).toHaveLength(1);
    const plans = [await plan(first.body.quoteId), await plan(second.body.quoteId)];
    expect(new Set(plans.map((it) => it?.reason))).toEqual(new Set(['called_already', null]));
  });

  test('M9 busy and missed calls are tried again later, three times in all', async () => {
    const { quote, call } = await taken();
    await kit.simulator.end(call.sid, 'busy', 2);
    expect(await plan(quote.body.quoteId)).toMatchObject({ state: 'planned', reason: 'busy' });
    for (const status of ['no-answer', 'no-answer'] as const) {
      kit.hours(24);
      await kit.round();
      const [again] = callsTo(quote.number);
      if (again === undefined || again.status !== 'ringing') throw new Error('it rings again');
      await kit.simulator.end(again.sid, status);
    }
    expect(callsTo(quote.number)).toHaveLength(3);
    expect(await plan(quote.body.quoteId)).toMatchObject({
      state: 'answered',
      answer: 'no_answer',
      reason: 'no-answer',
    });
  });

  test('M7 a call whose answer was lost is not made twice', async () => {
    const quote = counter.quote();
    await counter.sync();
    await kit.round();
    kit.hours(3);
    kit.simulator.fault = 'lost';
    await kit.round();
    expect(callsTo(quote.number)).toHaveLength(1);
    kit.simulator.fault = 'none';
    kit.pass(120_000);
    await kit.round();
    expect(callsTo(quote.number)).toHaveLength(1);
    expect(await plan(quote.body.quoteId)).toMatchObject({ state: 'ringing' });
  }, 40_000);
});

describe('M16 the edge', () => {
  const post = (url: string, body: string, signature: string) =>
    fetch(`${kit.server.origin}${url}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body,
    });
  const signed = (url: string, body: string) => {
    const address = `${kit.server.origin}${url}`;
    return callbackSignature({ token: TOKEN, url: address, form: readForm(body) });
  };

  test('unsigned, altered and oversized requests change nothing', async () => {
    const { quote, call } = await taken();
    await kit.simulator.answer(call.sid);
    const url = new URL(call.turns[0]?.action ?? '');
    const place = url.pathname + url.search;
    const body = `CallSid=${call.sid}&Digits=2`;
    expect((await post(place, body, '')).status).toBe(401);
    expect((await post(place, `${body}&x=1`, signed(place, body))).status).toBe(401);
    expect((await post(`${place}&y=1`, body, signed(place, body))).status).toBe(401);
    const long = `${body}&x=${'1'.repeat(20_000)}`;
    expect((await post(place, long, signed(place, long))).status).toBe(413);
    const foreign = `CallSid=CA${'f'.repeat(32)}&Digits=2`;
    expect((await post(place, foreign, signed(place, foreign))).status).toBe(404);
    expect(await plan(quote.body.quoteId)).toMatchObject({ state: 'ringing', answer: null });
  });

  test('M3 who writes STOP is left alone, who writes START is not any more', async () => {
    const standing = async () =>
      (await kit.rows<{ n: number }>('SELECT COUNT(*) AS n FROM number_standing'))[0]?.n ?? 0;
    const before = await standing();
    for (const [text, more] of [
      ['stop ', 1],
      ['hello', 1],
      ['START', 0],
    ] as const) {
      const body = new URLSearchParams({ From: '+919811111111', Body: text }).toString();
      const answer = await post('/v1/messages/in', body, signed('/v1/messages/in', body));
      expect(answer.status).toBe(204);
      expect(await standing()).toBe(before + more);
    }
  });
});

describe('M15 the number that answers', () => {
  test('digits of a receipt in, its official charge out; a wrong number is told so', async () => {
    const { receiptNumber } = await ringing();
    const call = await kit.simulator.dialIn('+919822222222');
    await kit.simulator.press(call.sid, '2');
    expect(call.turns.at(-1)?.says[0]).toMatchObject({ language: 'en-IN' });
    await kit.simulator.press(call.sid, '999');
    expect(call.turns.at(-1)?.says[0]?.text).toContain('No receipt with these digits');
    await kit.simulator.press(call.sid, receiptNumber.replaceAll(/\D/g, ''));
    const heard = call.turns
      .at(-1)
      ?.says.map(({ text }) => text)
      .join(' ');
    expect(heard).toContain('Rupees one lakh nine hundred fifty and fifty paise only');
    expect(call.status).toBe('completed');
  });
});
