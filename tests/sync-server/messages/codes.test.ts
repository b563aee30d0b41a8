/** One-time codes from the counter's signed request over the vendor's double to the citizen's phone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import { enrolCounter, type TestCounter } from '#tests/sync-server/testkit.ts';
import { startTestServer } from '#tests/sync-server/testkit.ts';
import { openCounter, startMessages, type MessageCounter, type Messages } from './message-kit.ts';

const COUNTER_ID = 'KA-BLR-01-C7' as CounterId;
const REF = '0'.repeat(31);
let kit: Messages;
let counter: MessageCounter;
let other: TestCounter;

beforeAll(async () => {
  kit = await startMessages();
  counter = await openCounter(kit, COUNTER_ID);
  other = await enrolCounter(kit.server, 'KA-BLR-01-C8' as CounterId);
}, 60_000);
afterAll(() => kit.stop());

type Quote = ReturnType<MessageCounter['quote']>;
interface Answer {
  readonly codeId?: string;
  readonly validUntil?: number;
  readonly error?: { readonly code: string; readonly details?: Record<string, unknown> };
}

const ask = async ({ body, line }: Quote): Promise<Answer> =>
  counter.ask(`/v1/codes?visit=${body.visitId}&ref=${line.ref}`, []) as Promise<Answer>;

async function check(codeId: string, code: string, signer = counter.signer) {
  const url = `/v1/codes/${codeId}/check`;
  const signed = signRequest({ line: `POST ${url}`, at: instant(kit.now()) }, signer);
  const response = await fetch(`${kit.server.origin}${url}`, {
    method: 'POST',
    headers: { ...signed, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const answer = (await response.json()) as Answer;
  return answer.error?.code ?? 'OK';
}

/** What came on the phone of whoever was quoted. */
async function codeOn({ number }: Quote): Promise<string> {
  await kit.round();
  const latest = kit.simulator.messages.findLast(({ to }) => to === number);
  return /(?<!\d)(\d{6})(?!\d)/.exec(latest?.body ?? '')?.[1] ?? '';
}

const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('one-time codes', () => {
  it('FP23 a code goes to the visit’s own number and opens once', async () => {
    const quote = counter.quote();
    await counter.sync();
    const { codeId = '', validUntil } = await ask(quote);
    expect(validUntil).toBe(kit.now() + 600_000);
    const code = await codeOn(quote);
    expect(code).toMatch(/^\d{6}$/);
    const rows = await kit.rows<{ hash: Buffer }>('SELECT code_hash AS hash FROM one_time_code');
    expect(rows.map(({ hash }) => hash.toString('latin1')).join()).not.toContain(code);
    expect(await check(codeId, code, other.signer)).toBe('CODE_EXPIRED');
    expect(await check(codeId, wrong(code))).toBe('CODE_WRONG');
    expect(await check(codeId, code)).toBe('OK');
    expect(await check(codeId, code)).toBe('CODE_EXPIRED');
    const fills = await kit.rows<{ fill: string }>(
      "SELECT fill FROM message WHERE template = 'code'",
    );
    expect(fills.map(({ fill }) => fill).join()).not.toContain(code);
  });

  it('FP23 five tries, ten minutes, one a minute, and a new one ends the old', async () => {
    const quote = counter.quote();
    await counter.sync();
    const first = await ask(quote);
    const code = await codeOn(quote);
    expect((await ask(quote)).error?.code).toBe('CODE_TOO_SOON');
    for (let left = 5; left > 0; left -= 1) {
      expect(await check(first.codeId ?? '', wrong(code))).toBe('CODE_WRONG');
    }
    expect(await check(first.codeId ?? '', code)).toBe('CODE_EXPIRED');
    kit.pass(61_000);
    const second = await ask(quote);
    const secondCode = await codeOn(quote);
    kit.pass(61_000);
    const third = await ask(quote);
    expect(await check(second.codeId ?? '', secondCode)).toBe('CODE_EXPIRED');
    const thirdCode = await codeOn(quote);
    kit.pass(600_000);
    expect(await check(third.codeId ?? '', thirdCode)).toBe('CODE_EXPIRED');
  });

  it('FP23 no phone, a visit that HQ does not know, another counter’s visit', async () => {
    const silent = counter.quote({ mobile: null });
    await counter.sync();
    expect((await ask(silent)).error?.code).toBe('CODE_NO_PHONE');
    const unsent = counter.quote();
    expect((await ask(unsent)).error?.code).toBe('CODE_NOT_YET');
    const foreign = await counter.ask(`/v1/codes?visit=KA-BLR-01-C9-V1&ref=${REF}0`, []);
    expect((foreign as Answer).error?.code).toBe('MESSAGE_UNREADABLE');
  });

  it('FP23 M17 where messages are not set up the counter is told at once', async () => {
    const server = await startTestServer();
    const lone = await enrolCounter(server, COUNTER_ID);
    const url = `/v1/codes?visit=${COUNTER_ID}-V1&ref=${REF}0`;
    const at = instant(server.clock.now);
    const response = await fetch(`${server.origin}${url}`, {
      method: 'POST',
      headers: signRequest({ line: `POST ${url}`, at }, lone.signer),
    });
    expect(((await response.json()) as Answer).error?.code).toBe('MESSAGES_OFF');
    const asks = '/v1/asks/KA-BLR-01-C3%2F2627%2F000001';
    const headers = signRequest({ line: `GET ${asks}`, at }, lone.signer);
    const asked = await fetch(`${server.origin}${asks}`, { headers });
    expect(((await asked.json()) as Answer).error?.code).toBe('MESSAGES_OFF');
    await server.stop();
  });
});
