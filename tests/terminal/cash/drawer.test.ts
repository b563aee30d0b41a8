import { beforeEach, describe, expect, it } from 'vitest';

import { cashTotal } from '#domain/cash.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { CHANGE_OWED, DRAWER, IN_HAND, overShortOf, SAFE } from '#domain/ledger/postings.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  endShift,
  FLOAT,
  LL_TWO,
  MANAGER,
  PINS,
  showDisplay,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { openingOf } from '#tests/testkit/opening.ts';

const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };
const OTHER = Object.keys(PINS).find((id) => id !== CLERK && id !== MANAGER) ?? MANAGER;

let counter: TestCounter;
beforeEach(async () => {
  counter = await createOpenCounter();
});

const balance = (account: string): number => balanceOf(counter.store.read, account);

async function charge(over = 0): Promise<string> {
  const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  const paid = await counter.do('takeCash', {
    visitId,
    givenPaise: (quote.totalPaise + over) as never,
  });
  return paid.receiptNumbers[0] ?? '';
}

describe('what leaves a drawer', () => {
  it('CA1 a drop goes into the safe in a numbered bag, with a second person', async () => {
    const before = balance(DRAWER);
    const count = { 10000: 5 };
    const drop = { count, bagNumber: 'BG-104', ...byManager };
    const { dropId, droppedPaise } = await counter.do('dropCash', drop);
    expect(droppedPaise).toBe(50_000);
    expect(balance(DRAWER)).toBe(before - 50_000);
    expect(balance(SAFE)).toBe(50_000);
    expect(counter.bodies('cash.dropped')[0]).toMatchObject({ dropId, bagNumber: 'BG-104' });
  });

  it('CA1 P11 a drop above the record is refused without a figure, and its count is kept', async () => {
    const drop = { count: { 50000: 90 }, bagNumber: 'BG-104', ...byManager };
    const answer = await counter.answer('dropCash', drop);
    expect(answer).toEqual({ ok: false, error: { code: 'DROP_TOO_MUCH' } });
    expect(counter.bodies('shift.counted')).toHaveLength(1);
  });

  it.each([{ 10000: -1 }, { 10000: 1.5 }, { 10000: 1e9 }, { 12345: 1 }, { 10000: '5' }])(
    'CA1 refuses a count that is none: %j',
    async (count) => {
      const drop = { count, bagNumber: 'BG-104', ...byManager };
      expect(await counter.refusal('dropCash', drop)).toBe('INPUT_INVALID');
    },
  );

  it('CA1 an empty drop, a clerk as their own second person and an unknown bag are refused', async () => {
    const drop = { count: { 10000: 1 }, bagNumber: 'BG-104', ...byManager };
    expect(await counter.refusal('dropCash', { ...drop, count: {} })).toBe('CASH_COUNT_EMPTY');
    const own = { ...drop, approverId: CLERK, approverPin: PINS[CLERK] };
    expect(await counter.refusal('dropCash', own)).toBe('OWN_APPROVAL');
    expect(await counter.refusal('dropCash', { ...drop, bagNumber: '' })).toBe('INPUT_INVALID');
  });

  it('CA2 an exchange moves nothing in the ledger, and both sides must be worth the same', async () => {
    const before = balance(DRAWER);
    const out = { 50000: 1 };
    await counter.do('exchangeCash', { out, in: { 1000: 50 }, ...byManager });
    expect(balance(DRAWER)).toBe(before);
    const unequal = { out, in: { 1000: 49 }, ...byManager };
    expect(await counter.refusal('exchangeCash', unequal)).toBe('EXCHANGE_UNEQUAL');
  });
});

describe('change that the drawer cannot give', () => {
  it('CA3 is owed on a slip, once, up to the change, and paid once', async () => {
    const receiptNumber = await charge(700);
    const before = balance(DRAWER);
    const owed = await counter.do('oweChange', { receiptNumber, owedPaise: 700 } as never);
    expect(balance(DRAWER)).toBe(before + 700);
    expect(balance(CHANGE_OWED)).toBe(-700);
    const again = { receiptNumber, owedPaise: 100 };
    expect(await counter.refusal('oweChange', again)).toBe('CHANGE_NOT_OWED');
    const { slipId } = owed;
    await counter.do('giveChange', { slipId });
    expect(balance(DRAWER)).toBe(before);
    expect(balance(CHANGE_OWED)).toBe(0);
    expect(await counter.refusal('giveChange', { slipId })).toBe('CHANGE_SLIP_PAID');
  });

  it('CA3 is never more than the change of that tender, nor of no tender of this shift', async () => {
    const receiptNumber = await charge(700);
    const more = { receiptNumber, owedPaise: 701 };
    expect(await counter.refusal('oweChange', more)).toBe('CHANGE_NOT_OWED');
    const unknown = { receiptNumber: 'KA-BLR-01-C3/2627/009999', owedPaise: 100 };
    expect(await counter.refusal('oweChange', unknown)).toBe('RECEIPT_UNKNOWN');
    expect(await counter.refusal('giveChange', { slipId: 'KA-BLR-01-C3-O9' })).toBe(
      'CHANGE_SLIP_UNKNOWN',
    );
  });
});

describe('a note that is refused', () => {
  it('CA4 moves no money; one that is kept needs its number', async () => {
    const before = balance(DRAWER);
    const note = { denominationPaise: 50_000, fault: 'counterfeit', end: 'impounded' };
    expect(await counter.refusal('refuseNote', note)).toBe('NOTE_SERIAL_MISSING');
    await counter.do('refuseNote', { ...note, serial: '5AB123456' } as never);
    expect(balance(DRAWER)).toBe(before);
    expect(counter.bodies('note.refused')).toEqual([{ ...note, serial: '5AB123456' }]);
  });
});

describe('a sealed drawer', () => {
  it('CA5 its cash waits apart while somebody else works, and its clerk goes on with it', async () => {
    const own = balance(DRAWER);
    const { shiftId } = counter.terminal.clerkSnapshot().shift ?? { shiftId: '' };
    await counter.do('suspendShift', { sealNumber: 'SL-9' });
    expect(balance(DRAWER)).toBe(0);
    expect(balance(`sealed:${shiftId}`)).toBe(own);
    await counter.do('signIn', { staffId: OTHER as never, pin: PINS[OTHER] ?? '' });
    await counter.openShift({ 1000: 5 });
    await charge();
    const expectedPaise = balance(DRAWER);
    await counter.do('closeShift', { count: { 1000: expectedPaise / 1000 } });
    await counter.do('signOut', {});
    await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
    const opening = openingOf(counter.terminal.clerkSnapshot(), {});
    expect(await counter.refusal('openShift', opening)).toBe('SEALED_DRAWERS_OPEN');
    expect(counter.terminal.clerkSnapshot().drawer?.sealed?.shiftId).toBe(shiftId);
    await counter.do('resumeShift', { shiftId, sealNumber: 'SL-9', intact: true } as never);
    expect(balance(DRAWER)).toBe(own);
    expect(counter.terminal.clerkSnapshot().shift?.shiftId).toBe(shiftId);
    expect(counter.terminal.clerkSnapshot().drawer?.countWanted).toBeNull();
  });

  it.each([
    { sealNumber: 'SL-8', intact: true },
    { sealNumber: 'SL-9', intact: false },
  ])('CA5 P11 a seal that is another or broken asks for a count at once: %j', async (found) => {
    const { shiftId } = counter.terminal.clerkSnapshot().shift ?? { shiftId: '' };
    await counter.do('suspendShift', { sealNumber: 'SL-9' });
    await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
    await counter.do('resumeShift', { shiftId, ...found } as never);
    expect(counter.bodies('shift.resumed')[0]).toMatchObject({ intact: false });
    expect(counter.terminal.clerkSnapshot().drawer?.countWanted?.source).toBe('seal');
  });

  it('CA5 is nobody else’s to open', async () => {
    const { shiftId } = counter.terminal.clerkSnapshot().shift ?? { shiftId: '' };
    await counter.do('suspendShift', { sealNumber: 'SL-9' });
    await counter.do('signIn', { staffId: OTHER as never, pin: PINS[OTHER] ?? '' });
    const resume = { shiftId, sealNumber: 'SL-9', intact: true };
    expect(await counter.refusal('resumeShift', resume)).toBe('SEAL_UNKNOWN');
  });
});

describe('a handover', () => {
  const handOver = (count: object, toCount: object) => ({
    count,
    toCount,
    toStaffId: OTHER,
    toPin: PINS[OTHER],
    personalCashPaise: 0,
  });

  it('CA7 P5 closes one shift and opens the next over the same cash, accepted by both', async () => {
    const before = balance(DRAWER);
    const answer = await counter.do('handOver', handOver(FLOAT, FLOAT) as never);
    expect(answer).toMatchObject({ variancePaise: 0, countedPaise: cashTotal(FLOAT) });
    expect(balance(DRAWER)).toBe(before);
    expect(balance(IN_HAND)).toBe(0);
    expect(balance(SAFE)).toBe(0);
    const shown = counter.terminal.clerkSnapshot();
    expect(shown.staff?.staffId).toBe(OTHER);
    expect(counter.bodies('shift.closed')[0]).toMatchObject({ handedTo: OTHER });
  });

  it('CA7 two counts that differ hand nothing over and are both kept', async () => {
    const differing = handOver(FLOAT, { ...FLOAT, 100: 49 });
    expect(await counter.refusal('handOver', differing)).toBe('HANDOVER_COUNTS_DIFFER');
    expect(counter.bodies('shift.counted')).toHaveLength(2);
    expect(counter.terminal.clerkSnapshot().staff?.staffId).toBe(CLERK);
  });

  it('CA7 a difference from the record stays with who hands over, with a reason', async () => {
    const short = { ...FLOAT, 100: 40 };
    const taking = handOver(short, short);
    expect(await counter.refusal('handOver', taking)).toBe('VARIANCE_REASON_MISSING');
    await counter.do('handOver', { ...taking, varianceReason: 'coins missing' } as never);
    expect(balance(overShortOf(CLERK))).toBe(1000);
    expect(balance(DRAWER)).toBe(cashTotal(short));
  });

  it('CA7 not to oneself, and not with a wrong PIN', async () => {
    const self = { ...handOver(FLOAT, FLOAT), toStaffId: CLERK, toPin: PINS[CLERK] };
    expect(await counter.refusal('handOver', self)).toBe('HANDOVER_TO_SELF');
    const wrong = { ...handOver(FLOAT, FLOAT), toPin: '9999' };
    expect(await counter.refusal('handOver', wrong)).toBe('PIN_WRONG');
  });

  it('CA8 a manager closes the shift of a clerk who is away; it stays that clerk’s', async () => {
    const away = { count: { 100: 1 }, reason: 'taken ill', ...byManager };
    expect(await counter.refusal('closeForAbsent', away)).toBe('SHIFT_NOT_LEFT');
    await counter.do('lock', {});
    expect(await counter.refusal('closeForAbsent', away)).toBe('COUNT_AGAIN');
    await counter.do('closeForAbsent', away);
    expect(counter.bodies('shift.closed')[0]).toMatchObject({
      closedBy: MANAGER,
      varianceReason: 'taken ill',
    });
    expect(balance(overShortOf(CLERK))).toBe(cashTotal(FLOAT) - 100);
    expect(counter.terminal.clerkSnapshot().phase).toBe('signed_out');
  });
});

describe('a sealed drawer whose clerk does not come back', () => {
  const sealedOf = (shiftId: string, seal = 'SL-9') => ({
    count: FLOAT,
    reason: 'taken ill',
    sealed: { shiftId, sealNumber: seal, intact: true },
    ...byManager,
  });

  async function leave(): Promise<string> {
    const { shiftId } = counter.terminal.clerkSnapshot().shift ?? { shiftId: '' };
    await counter.do('suspendShift', { sealNumber: 'SL-9' });
    return shiftId;
  }

  it('CA8 P5 is counted and closed by a manager, seal and all, also while nobody is here', async () => {
    const shiftId = await leave();
    expect(counter.terminal.clerkSnapshot().sealedHere).toMatchObject([
      { shiftId, staffId: CLERK },
    ]);
    const answer = await counter.do('closeForAbsent', sealedOf(shiftId) as never);
    expect(answer).toMatchObject({ variancePaise: 0 });
    expect(balance(`sealed:${shiftId}`)).toBe(0);
    expect(balance(DRAWER)).toBe(0);
    expect(balance(SAFE)).toBe(cashTotal(FLOAT));
    expect(counter.bodies('shift.resumed')[0]).toMatchObject({ shiftId, intact: true });
    const closed = counter.store.read
      .entries(1, 1000)
      .find(({ text }) => text.includes('"shift.closed"'));
    expect(JSON.parse(closed?.text ?? '{}')).toMatchObject({ staffId: CLERK, shiftId });
    expect(counter.terminal.clerkSnapshot().sealedHere).toBeUndefined();
  });

  it('CA8 CA13 another seal is said so, and a count that differs is taken again', async () => {
    const shiftId = await leave();
    const short = { ...sealedOf(shiftId, 'SL-8'), count: { ...FLOAT, 100: 40 } };
    expect(await counter.refusal('closeForAbsent', short)).toBe('COUNT_AGAIN');
    expect(counter.bodies('shift.counted')[0]).toMatchObject({ shiftId, purpose: 'close' });
    await counter.do('closeForAbsent', short as never);
    expect(counter.bodies('shift.resumed')[0]).toMatchObject({ intact: false });
    expect(counter.bodies('shift.closed')[0]).toMatchObject({ counts: 2, variancePaise: -1000 });
    expect(balance(overShortOf(CLERK))).toBe(1000);
  });

  it('CA8 not over an open shift, not one that is not sealed, not by its own clerk', async () => {
    const shiftId = await leave();
    const unknown = sealedOf('KA-BLR-01-C3-S99');
    expect(await counter.refusal('closeForAbsent', unknown)).toBe('SEAL_UNKNOWN');
    const own = { ...sealedOf(shiftId), approverId: CLERK, approverPin: PINS[CLERK] };
    expect(await counter.refusal('closeForAbsent', own)).toBe('OWN_APPROVAL');
    await counter.do('signIn', { staffId: OTHER as never, pin: PINS[OTHER] ?? '' });
    await counter.openShift({ 1000: 5 });
    expect(await counter.refusal('closeForAbsent', sealedOf(shiftId))).toBe('SHIFT_ALREADY_OPEN');
  });
});

describe('a surprise count', () => {
  it('CA9 is asked for by a manager, taken before a witness, and never tells the clerk', async () => {
    const { countId } = await counter.do('orderCount', byManager);
    expect(counter.terminal.clerkSnapshot().trouble.map(({ code }) => code)).toContain(
      'COUNT_WANTED',
    );
    expect(await counter.refusal('orderCount', byManager)).toBe('COUNT_ORDERED_ALREADY');
    const before = balance(DRAWER);
    const count = { ...FLOAT, 100: 45 };
    const answer = await counter.do('takeCount', { countId, count, ...byManager });
    expect(answer).toEqual({ countId, countedPaise: cashTotal(count) });
    expect(counter.bodies('count.taken')[0]).toMatchObject({
      witnessId: MANAGER,
      variancePaise: -500,
    });
    expect(balance(DRAWER)).toBe(before);
    expect(counter.terminal.clerkSnapshot().drawer?.countWanted).toBeNull();
    const again = { countId, count, ...byManager };
    expect(await counter.refusal('takeCount', again)).toBe('COUNT_NOT_ORDERED');
  });

  it('CA9 P11 one that is put off is still wanted, and each time is in the journal', async () => {
    const { countId } = await counter.do('orderCount', byManager);
    await counter.do('putOffCount', { countId });
    await counter.do('putOffCount', { countId });
    expect(counter.bodies('count.put_off')).toEqual([{ countId }, { countId }]);
    expect(counter.terminal.clerkSnapshot().drawer?.countWanted?.countId).toBe(countId);
    await counter.do('takeCount', { countId, count: FLOAT, ...byManager });
    expect(await counter.refusal('putOffCount', { countId })).toBe('COUNT_NOT_ORDERED');
  });

  it('CA9 what was ordered is still wanted after a restart', async () => {
    const { countId } = await counter.do('orderCount', byManager);
    const again = await counter.restart();
    await showDisplay(again);
    await again.do('unlock', { pin: PINS[CLERK] ?? '' });
    expect(again.terminal.clerkSnapshot().drawer?.countWanted?.countId).toBe(countId);
  });
});

describe('a lost receipt', () => {
  it('CA10 is certified once, under a number, never printed again as a receipt', async () => {
    const receiptNumber = await charge();
    const lost = { receiptNumber, reason: 'lost', ...byManager };
    const { certificateNumber } = await counter.do('certify', lost as never);
    expect(certificateNumber).toBe('KA-BLR-01-C3-E1');
    expect(await counter.refusal('certify', lost)).toBe('RECEIPT_CERTIFIED');
    const unknown = { ...lost, receiptNumber: 'KA-BLR-01-C3/2627/000099' };
    expect(await counter.refusal('certify', unknown)).toBe('RECEIPT_UNKNOWN');
  });
});

describe('Z', () => {
  it('CA6 numbers count up, and their ranges are the whole journal without overlap', async () => {
    for (let day = 0; day < 4; day += 1) {
      await charge();
      await endShift(counter, { 100: 1 });
      await counter.openShift();
    }
    const entries = counter.store.read.entries(1, 100_000);
    const closes = entries
      .map(({ text }) => JSON.parse(text) as { seq: number; kind: string; body: never })
      .filter(({ kind }) => kind === 'shift.closed');
    let from = 1;
    closes.forEach(({ seq, body }, index) => {
      expect(body).toMatchObject({ zNumber: index + 1, fromSeq: from });
      from = seq + 1;
    });
    expect(closes).toHaveLength(4);
  });
});
