/** Asking a citizen without a phone on their own screen: what each screen learns, and when it is over. */
import { beforeEach, describe, expect, test } from 'vitest';

import { fail, ok } from '#domain/result.ts';
import { CITIZEN, createOpenCounter, LL_TWO, type TestCounter } from '#tests/testkit/counter.ts';

const RECEIPT = 'KA-BLR-01-C1/2627/004200';
const TOLD = {
  language: 'hi',
  office: { en: 'Koramangala', hi: 'कोरमंगला' },
  service: { en: "Learner's licence", hi: 'लर्नर लाइसेंस' },
  chargedPaise: 10_095_050,
};

let counter: TestCounter;
let sent: { path: string; body: string | undefined }[];
let isDown: boolean;
beforeEach(async () => {
  counter = await createOpenCounter();
  sent = [];
  isDown = false;
  counter.hq.isUp = true;
  counter.hq.onAsk = async ({ method, path, body }) => {
    if (isDown) return fail('HQ_UNREACHABLE');
    sent.push({ path, body });
    return ok(method === 'GET' ? JSON.stringify(TOLD) : '{}');
  };
});

const look = () =>
  counter.terminal.execute('displayHeartbeat', { width: 1280, height: 800 }, 'citizen');
const press = (answer: string) => counter.terminal.execute('displayAnswer', { answer }, 'citizen');
const atCitizen = () => counter.terminal.citizenSnapshot();
const atClerk = () => counter.terminal.clerkSnapshot().ask;

async function asked(): Promise<void> {
  await look();
  await counter.do('askCitizen', { receipt: RECEIPT.toLowerCase() });
}

describe('M17 a question on the citizen’s own screen', () => {
  test('P8 says the official charge in their language; the clerk learns only that it is over', async () => {
    await asked();
    const { language, ...rest } = TOLD;
    expect(atCitizen()).toMatchObject({
      screen: 'idle',
      language,
      ask: { ...rest, state: 'asked' },
    });
    expect(atClerk()).toEqual({ receiptNumber: RECEIPT, isOver: false });
    const before = counter.kinds().length;
    expect(await press('more')).toEqual({ ok: true, value: null });
    expect(sent).toEqual([
      { path: `/v1/asks/${encodeURIComponent(RECEIPT)}`, body: undefined },
      { path: `/v1/asks/${encodeURIComponent(RECEIPT)}`, body: '{"answer":"more"}' },
    ]);
    expect(atCitizen().ask?.state).toBe('thanked');
    expect(atClerk()).toEqual({ receiptNumber: RECEIPT, isOver: true });
    expect(counter.kinds()).toHaveLength(before);
    expect(JSON.stringify([atClerk(), atCitizen()])).not.toContain('more');
    counter.pass(15_000);
    expect(atCitizen().ask).toBeUndefined();
  });

  test('an answer that did not get through is asked for once more', async () => {
    await asked();
    isDown = true;
    expect(await press('exact')).toMatchObject({ error: { code: 'HQ_UNREACHABLE' } });
    expect(atCitizen().ask?.state).toBe('unheard');
    isDown = false;
    await press('exact');
    expect(atCitizen().ask?.state).toBe('thanked');
    expect(await press('more')).toMatchObject({ error: { code: 'QUESTION_OVER' } });
  });

  test('it ends by the clerk, by another citizen’s quote, and by itself', async () => {
    await asked();
    await counter.do('endAsk', {});
    expect([atCitizen().ask, atClerk()]).toEqual([undefined, undefined]);
    expect(await press('exact')).toMatchObject({ error: { code: 'QUESTION_OVER' } });

    await asked();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    expect(atCitizen()).toMatchObject({ screen: 'quote' });
    expect(atCitizen().ask).toBeUndefined();
    expect(await counter.refusal('askCitizen', { receipt: RECEIPT })).toBe('VISIT_OPEN');
    const total = counter.terminal.clerkSnapshot().visit?.totalPaise;
    await counter.do('takeCash', { visitId, givenPaise: total as never });

    await asked();
    counter.pass(120_000);
    expect(atCitizen().ask).toBeUndefined();
    expect(atClerk()).toMatchObject({ isOver: true });
  });

  test('the clerk’s keys answer nothing that stands nowhere, and the display asks nothing', async () => {
    expect(await counter.refusal('displayAnswer', { answer: 'exact' })).toBe('QUESTION_OVER');
    expect(await counter.refusal('displayAnswer', { answer: 'no_answer' })).toBe('INPUT_INVALID');
    const display = await counter.terminal.execute('askCitizen', { receipt: RECEIPT }, 'citizen');
    expect(display).toMatchObject({ error: { code: 'COMMAND_NOT_ALLOWED' } });
  });

  test('no screen of the citizen’s, no line, no receipt: said so', async () => {
    counter.pass(6_000);
    expect(await counter.refusal('askCitizen', { receipt: RECEIPT })).toBe('DISPLAY_MISSING');
    await look();
    expect(await counter.refusal('askCitizen', { receipt: 'no receipt at all' })).toBe(
      'RECEIPT_QR_UNREADABLE',
    );
    isDown = true;
    expect(await counter.refusal('askCitizen', { receipt: RECEIPT })).toBe('HQ_UNREACHABLE');
    counter.hq.onAsk = async () => ok('{"chargedPaise":-1}');
    expect(await counter.refusal('askCitizen', { receipt: RECEIPT })).toBe('MESSAGE_UNREADABLE');
  });
});
