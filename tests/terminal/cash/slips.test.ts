/** Change owed by one counter and paid at another of its office, with HQ's leave. */
import { beforeEach, describe, expect, it } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { CHANGE_OWED, DRAWER } from '#domain/ledger/postings.ts';
import { paise } from '#domain/money.ts';
import { fail, ok } from '#domain/result.ts';
import {
  CITIZEN,
  COUNTER,
  createOpenCounter,
  grantOf,
  LL_TWO,
  OFFICE,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { createTestSigner } from '#tests/testkit/ports.ts';
import { online } from '#tests/terminal/upi/desk.ts';

const OWNER = 'KA-BLR-01-C4' as CounterId;
const SLIP = 'KA-BLR-01-C4-O2';
const GRANT_ID = 'ab'.repeat(16);

let counter: TestCounter;
beforeEach(async () => {
  counter = await createOpenCounter();
  counter.hq.isUp = true;
});

const grant = (of: object = {}) => ({
  officeId: OFFICE,
  grantId: GRANT_ID,
  slipId: SLIP,
  owner: OWNER,
  payer: COUNTER,
  amountPaise: paise(700),
  at: counter.clock.now(),
  ...of,
});
const balance = (account: string): number => balanceOf(counter.store.read, account);

describe('a slip of another counter', () => {
  it('CA14 P5 is paid with HQ’s signed leave, whose amount it is, and once', async () => {
    const asked: string[] = [];
    counter.hq.onAsk = ({ method, path }) => {
      asked.push(`${method} ${path}`);
      return Promise.resolve(ok(grantOf(grant())));
    };
    const before = balance(DRAWER);
    const answer = await counter.do('giveChange', { slipId: SLIP });
    expect(answer).toEqual({ slipId: SLIP, givenPaise: 700 });
    expect(asked).toEqual([`POST /v1/slips/${SLIP}/grant`]);
    expect(counter.bodies('change.given')).toEqual([
      { slipId: SLIP, amountPaise: 700, grantId: GRANT_ID },
    ]);
    expect(balance(DRAWER)).toBe(before - 700);
    expect(balance(CHANGE_OWED)).toBe(700);
    expect(await counter.refusal('giveChange', { slipId: SLIP })).toBe('CHANGE_SLIP_PAID');
    expect(asked).toHaveLength(1);
  });

  it('CA14 P7 without a line it says so at once, and where it can be paid', async () => {
    counter.hq.isUp = false;
    const answer = await counter.answer('giveChange', { slipId: SLIP });
    expect(answer).toMatchObject({
      error: { code: 'CHANGE_SLIP_NEEDS_HQ', details: { slip: SLIP, counter: OWNER } },
    });
    expect(counter.bodies('change.given')).toEqual([]);
  });

  it.each([
    ['of another slip', { slipId: 'KA-BLR-01-C4-O3' }],
    ['for another counter', { payer: 'KA-BLR-01-C9' }],
    ['of nothing', { amountPaise: 0 }],
    ['of less than nothing', { amountPaise: -700 }],
  ])('CA14 a leave %s pays nothing', async (_, wrong) => {
    counter.hq.onAsk = () => Promise.resolve(ok(grantOf(grant(wrong) as never)));
    expect(await counter.refusal('giveChange', { slipId: SLIP })).toBe('MESSAGE_UNREADABLE');
    expect(counter.bodies('change.given')).toEqual([]);
  });

  it('CA14 P3 a leave that HQ did not sign pays nothing', async () => {
    const forged = grantOf(grant(), createTestSigner('somebody'));
    counter.hq.onAsk = () => Promise.resolve(ok(forged));
    expect(await counter.refusal('giveChange', { slipId: SLIP })).toBe('SIGNATURE_WRONG');
    expect(counter.bodies('change.given')).toEqual([]);
  });

  it('CA14 what HQ refuses is said in HQ’s own words', async () => {
    const elsewhere = { slip: SLIP, counter: 'KA-BLR-01-C9' };
    counter.hq.onAsk = () => Promise.resolve(fail('CHANGE_SLIP_ELSEWHERE', elsewhere));
    expect(await counter.refusal('giveChange', { slipId: SLIP })).toBe('CHANGE_SLIP_ELSEWHERE');
  });

  it('CA14 of another office, of no counter, or of this one and never written is unknown', async () => {
    counter.hq.onAsk = () => Promise.resolve(ok(grantOf(grant())));
    for (const slipId of ['KA-MYS-02-C1-O1', 'KA-BLR-01-X9-O1', `${COUNTER}-O99`]) {
      expect(await counter.refusal('giveChange', { slipId })).toBe('CHANGE_SLIP_UNKNOWN');
    }
  });
});

describe('a slip of this counter that another may pay', () => {
  async function owe(): Promise<string> {
    const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const givenPaise = paise(quote.totalPaise + 700);
    const { receiptNumbers } = await counter.do('takeCash', { visitId, givenPaise });
    const [receiptNumber] = receiptNumbers;
    const owed = { receiptNumber, owedPaise: paise(700) };
    return (await counter.do('oweChange', owed as never)).slipId;
  }

  it('CA14 is not paid here any more, once HQ has told so', async () => {
    const slipId = await owe();
    const payer = 'KA-BLR-01-C9' as CounterId;
    const word = {
      type: 'slip',
      grantId: GRANT_ID,
      slipId,
      payer,
      amountPaise: paise(700),
    } as const;
    counter.hq.publish({ ...word, owner: OWNER });
    await online(counter);
    expect(counter.terminal.clerkSnapshot().drawer?.slips).toHaveLength(1);
    counter.hq.publish({ ...word, owner: COUNTER });
    await online(counter);
    expect(counter.terminal.clerkSnapshot().drawer?.slips).toEqual([]);
    const answer = await counter.answer('giveChange', { slipId });
    expect(answer).toMatchObject({
      error: { code: 'CHANGE_SLIP_ELSEWHERE', details: { counter: payer } },
    });
  });
});
