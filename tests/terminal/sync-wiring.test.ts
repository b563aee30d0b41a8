/** The terminal and the line to HQ: what goes up by itself, what comes down and counts at once. */
import { describe, expect, it } from 'vitest';

import type { Hash } from '#domain/ids.ts';
import type { Paise } from '#domain/money.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  MANAGER,
  LL_TWO,
  PINS,
  publishedTariff,
  signedTariff,
  type TestCounter,
} from '#tests/testkit/counter.ts';

const rupees = (amount: number) => (amount * 100) as Paise;

/** Lets promises that wait for each other come to an end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

async function online(counter: TestCounter): Promise<void> {
  counter.hq.isUp = true;
  counter.pass(60_000);
  await settle();
}

/** The driving fees, corrected: the test costs Rs 60. */
const correctedTariff = (): string => {
  const tariff = JSON.parse(publishedTariff('cmvr-rule-32'));
  tariff.version = 2;
  for (const service of tariff.services) {
    if (service.code === 'LL-TEST') {
      service.lines[0].fee = { form: 'fixed', amountPaise: 6_000 };
    }
  }
  return JSON.stringify(tariff);
};

describe('the line', () => {
  it('P7 is quiet while it is dead, and everything goes up when it is there', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
    await counter.terminal.printed();
    const offline = counter.terminal.clerkSnapshot();
    expect(offline.sync).toMatchObject({ state: 'never', toSend: counter.kinds().length });
    expect(offline.trouble.map(({ code }) => code)).not.toContain('HQ_UNREACHABLE');
    await online(counter);
    expect(counter.terminal.clerkSnapshot().sync).toMatchObject({ state: 'online', toSend: 0 });
    expect(counter.hq.received.at(-1)?.seq).toBe(counter.kinds().length);
  });

  it('P1 a corrected tariff counts from the moment it has come', async () => {
    const counter = await createOpenCounter();
    await online(counter);
    const test = { serviceCode: 'LL-TEST', facts: {} };
    expect((await counter.do('preview', test)).totalPaise).toBe(rupees(50));
    counter.hq.publish({ type: 'tariff', document: signedTariff(correctedTariff()) });
    await online(counter);
    const preview = await counter.do('preview', test);
    expect(preview).toMatchObject({ totalPaise: rupees(60), tariffVersion: 2 });
    expect(counter.bodies('tariff.applied').at(-1)).toMatchObject({ version: 2 });
    counter.hq.publish({ type: 'tariff.recalled', tariffId: 'cmvr-rule-32', version: 2 });
    await online(counter);
    expect((await counter.do('preview', test)).totalPaise).toBe(rupees(50));
  });

  it('CA9 F10 HQ asks for a count once, however often it says so, and the counter wants it', async () => {
    const counter = await createOpenCounter();
    const commandId = 'a1'.repeat(16);
    const command = { type: 'command', commandId, to: null, command: 'count_drawer' } as const;
    counter.hq.publish(command, command);
    await online(counter);
    expect(counter.bodies('count.ordered')).toEqual([
      { countId: commandId, source: 'hq', orderedBy: null },
    ]);
    const { drawer } = counter.terminal.clerkSnapshot();
    expect(drawer?.countWanted).toEqual({ countId: commandId, source: 'hq' });
  });

  it('CA9 a count that a manager wants from the office’s page is the manager’s', async () => {
    const counter = await createOpenCounter();
    const commandId = 'a2'.repeat(16);
    counter.hq.publish({
      type: 'command',
      commandId,
      to: null,
      command: 'count_drawer',
      by: MANAGER,
    });
    await online(counter);
    expect(counter.bodies('count.ordered')).toEqual([
      { countId: commandId, source: 'manager', orderedBy: MANAGER },
    ]);
  });

  it('who leaves the roster signs in no more', async () => {
    const counter = await createOpenCounter();
    counter.hq.publish({ type: 'roster', staff: [] });
    await online(counter);
    await counter.do('lock', {});
    expect(await counter.refusal('unlock', { pin: PINS[CLERK] ?? '' })).toBe('STAFF_UNKNOWN');
  });

  it('P3 a chain of which HQ holds another copy stops the counter, for good', async () => {
    const counter = await createOpenCounter();
    await online(counter);
    counter.hq.forgedHead = 'ab'.repeat(32) as Hash;
    const again = await counter.restart();
    again.hq.isUp = true;
    again.pass(60_000);
    await settle();
    expect(again.terminal.clerkSnapshot()).toMatchObject({
      phase: 'stopped',
      trouble: [{ code: 'CHAIN_FORKED' }],
    });
    again.hq.isUp = false;
    const once = await again.restart();
    expect(once.terminal.clerkSnapshot().phase).toBe('stopped');
    expect(await once.refusal('unlock', { pin: PINS[CLERK] ?? '' })).toBe('CHAIN_FORKED');
  });
});
