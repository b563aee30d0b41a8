/** A citizen without a phone is asked at another counter than the one that took the charge. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import { openCounter, startMessages, type MessageCounter, type Messages } from './message-kit.ts';

let kit: Messages;
let charging: MessageCounter;
let asking: MessageCounter;
beforeAll(async () => {
  kit = await startMessages();
  charging = await openCounter(kit, 'KA-BLR-01-C3' as CounterId);
  asking = await openCounter(kit, 'KA-BLR-01-C4' as CounterId);
});
afterAll(() => kit.stop());

interface Said {
  readonly error?: { readonly code: string };
}

async function ask(by: MessageCounter, receiptNumber: string, answer?: unknown): Promise<Said> {
  const url = `/v1/asks/${encodeURIComponent(receiptNumber)}`;
  const method = answer === undefined ? 'GET' : 'POST';
  const signed = signRequest({ line: `${method} ${url}`, at: instant(kit.now()) }, by.signer);
  const sent = answer === undefined ? {} : { body: JSON.stringify({ answer }) };
  const response = await fetch(`${kit.server.origin}${url}`, {
    method,
    headers: { ...signed, ...(answer === undefined ? {} : { 'content-type': 'application/json' }) },
    ...sent,
  });
  return (await response.json()) as Said;
}

async function charged(mobile: string | null): Promise<string> {
  const quote = charging.quote({ mobile });
  const receiptNumber = charging.receipt(quote);
  await charging.sync();
  await kit.round();
  return receiptNumber;
}

const rowOf = async (receiptNumber: string) => {
  const [row] = await kit.rows<Record<string, unknown>>(
    'SELECT c.call_id AS callId, c.answer, c.channel, c.case_id AS caseId FROM citizen_call c ' +
      'JOIN receipt_digits d ON d.office_id = c.office_id AND d.counter_id = c.counter_id ' +
      'AND d.seq = c.receipt_seq WHERE d.digits = ? AND d.counter_id = ?',
    [receiptNumber.replaceAll(/\D/g, ''), 'KA-BLR-01-C3'],
  );
  return row;
};

describe('M17 a citizen without a phone', () => {
  test('P9 M12 is told the official charge, answers once, and a case is opened at HQ', async () => {
    const receiptNumber = await charged(null);
    const told = await ask(asking, receiptNumber);
    expect(told).toEqual({
      language: 'hi',
      office: { en: 'Koramangala', hi: 'कोरमंगला' },
      service: { en: "Learner's licence", hi: 'लर्नर लाइसेंस' },
      chargedPaise: 10_095_050,
    });
    expect(await ask(asking, receiptNumber, 'more')).toEqual({});
    const row = await rowOf(receiptNumber);
    expect(row).toMatchObject({ answer: 'more', channel: 'counter' });
    const facts = await kit.rows<{ text: string }>(
      "SELECT text FROM office_entry WHERE kind = 'citizen.answered'",
    );
    expect(facts.at(-1)?.text).toContain('"channel":"counter"');
    const cases = await kit.rows<{ kind: string }>('SELECT kind FROM case_file WHERE case_id = ?', [
      String(row?.['caseId']),
    ]);
    expect(cases).toMatchObject([{ kind: 'citizen_paid_more' }]);
    expect(await ask(asking, receiptNumber, 'exact')).toMatchObject({
      error: { code: 'CITIZEN_NOT_ASKED' },
    });
    expect(await rowOf(receiptNumber)).toMatchObject({ answer: 'more' });
  });

  test('M13 no word of it leads an office from a receipt to an answer', async () => {
    const receiptNumber = await charged(null);
    const { callId } = (await rowOf(receiptNumber)) ?? {};
    const told = JSON.stringify(await ask(asking, receiptNumber));
    const heard = JSON.stringify(await ask(asking, receiptNumber, 'no_receipt'));
    expect(told + heard).not.toContain(String(callId));
    expect(heard).toBe('{}');
    const withPhone = await charged('9876500001');
    const again = await ask(asking, receiptNumber);
    // Who has answered and who has a phone are told alike.
    expect(again).toEqual(await ask(asking, withPhone));
  });
});

describe('M17 bad input', () => {
  test('the counter that charged, an unknown receipt, another answer, a stranger', async () => {
    const receiptNumber = await charged(null);
    const code = async (said: Promise<Said>) => (await said).error?.code;
    expect(await code(ask(charging, receiptNumber))).toBe('CITIZEN_ASKED_ELSEWHERE');
    expect(await code(ask(charging, receiptNumber, 'exact'))).toBe('CITIZEN_ASKED_ELSEWHERE');
    expect(await code(ask(asking, 'KA-BLR-01-C3/2627/999999'))).toBe('CITIZEN_NOT_ASKED');
    expect(await code(ask(asking, 'nonsense'))).toBe('MESSAGE_UNREADABLE');
    for (const answer of ['no_answer', 'never', 1, null]) {
      expect(await code(ask(asking, receiptNumber, answer))).toBe('MESSAGE_UNREADABLE');
    }
    const unsigned = await fetch(
      `${kit.server.origin}/v1/asks/${encodeURIComponent(receiptNumber)}`,
    );
    expect(await unsigned.json()).toMatchObject({ error: { code: 'SIGNATURE_WRONG' } });
    expect(await rowOf(receiptNumber)).toMatchObject({ answer: null });
  });

  test('a counter that tries receipt after receipt is held back', async () => {
    let last: Said = {};
    for (let n = 0; n < 61; n += 1) last = await ask(asking, 'KA-BLR-01-C3/2627/999999');
    expect(last).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } });
  });
});
