/** What HQ sees of answers, links and failures, and how somebody looks up whom an answer was about. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { Answers, RevealedAnswer } from '#server/api/answers-contract.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { HQ_TOKEN } from '#tests/sync-server/testkit.ts';
import { openCounter, startMessages, type MessageCounter, type Messages } from './message-kit.ts';

let kit: Messages;
let counter: MessageCounter;
beforeAll(async () => {
  kit = await startMessages();
  counter = await openCounter(kit, 'KA-BLR-01-C3' as CounterId);
  const staff = { staffId: 'S9001', name: 'Asha', role: 'hq_operator', pin: '4711' } as const;
  await setUpHqStaff(kit.server.database, [staff]);
});
/** Anew each time: days pass here, and a session ends. */
async function signIn(): Promise<string> {
  const session = await fetch(`${kit.server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  return (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
afterAll(() => kit.stop());

const answers = async () => {
  const cookie = await signIn();
  const answer = await fetch(`${kit.server.origin}/hq/api/answers`, { headers: { cookie } });
  return (await answer.json()) as Answers;
};
const reveal = async (callId: string, body: object) => {
  const cookie = await signIn();
  const answer = await fetch(`${kit.server.origin}/hq/api/answers/KA-BLR-01/${callId}/reveal`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as {
    readonly value?: RevealedAnswer;
    readonly error?: { readonly code: string };
  };
};

/** One person answers with a key; the call's random id. */
async function answered(key: string): Promise<{ callId: string; receiptNumber: string }> {
  const quote = counter.quote();
  const receiptNumber = counter.receipt(quote);
  await counter.sync();
  await kit.round();
  kit.hours(2);
  await kit.round();
  const call = kit.simulator.calls.find(({ to }) => to === quote.number);
  await kit.simulator.answer(call?.sid ?? '');
  await kit.simulator.press(call?.sid ?? '', key);
  kit.nextDay();
  return { callId: call?.url.split('/').at(-1) ?? '', receiptNumber };
}

test('M13 fewer than five answers of an office are not shown; refusals are', async () => {
  for (const key of ['1', '1', '2', '1']) await answered(key);
  counter.quote({ contact: 'refused' });
  counter.quote({ mobile: null });
  await counter.sync();
  await kit.round();
  const [office] = (await answers()).offices;
  expect(office).toMatchObject({ answered: 4, exact: null, more: null, noReceipt: null });
  expect(office).toMatchObject({ refused: 1, noPhone: 1, quotes: 6 });
  await answered('3');
  expect((await answers()).offices[0]).toMatchObject({
    name: { en: 'Koramangala' },
    answered: 5,
    exact: 3,
    more: 1,
    noReceipt: 1,
  });
});

test('M13 whom an answer was about: by name, with PIN and reason, as a fact', async () => {
  const { callId, receiptNumber } = await answered('2');
  const proof = { staffId: 'S9001', pin: '4711', reason: 'to ask the clerk of that day' };
  expect(await reveal(callId, { ...proof, pin: '0000' })).toMatchObject({
    error: { code: 'HQ_STAFF_WRONG' },
  });
  expect(await reveal(callId, { ...proof, reason: '' })).toMatchObject({
    error: { code: 'INPUT_INVALID' },
  });
  expect(await reveal('0'.repeat(32), proof)).toMatchObject({ error: { code: 'CALL_UNKNOWN' } });
  expect(await reveal(callId, proof)).toMatchObject({
    value: { receiptNumber, answer: 'more', recording: null },
  });
  const [last] = await kit.rows<{ text: string }>(
    'SELECT text FROM office_entry ORDER BY seq DESC LIMIT 1',
  );
  expect(JSON.parse(last?.text ?? '{}')).toMatchObject({
    kind: 'citizen.revealed',
    body: { callId, staffId: 'S9001', reason: proof.reason },
  });
});

test('M7 what did not get through is in sight with its code, and nobody’s number', async () => {
  const quote = counter.quote({ mobile: '9711111111' });
  counter.receipt(quote);
  kit.simulator.carriers.set(quote.number, 'invalid');
  await counter.sync();
  await kit.round();
  const { failures, isOn } = await answers();
  expect(isOn).toBe(true);
  expect(failures[0]).toMatchObject({ what: 'receipt', reason: 'NUMBER_INVALID' });
  expect(JSON.stringify(await answers())).not.toContain('9711111111');
  const closed = await fetch(`${kit.server.origin}/hq/api/answers`);
  expect(closed.status).toBe(401);
});
