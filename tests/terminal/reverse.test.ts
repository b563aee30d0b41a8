/** Taking a charge back, and putting a wrong service right. */
import { describe, expect, it } from 'vitest';

import type { CommandInput } from '#contract/commands.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { balanceOf } from '#domain/journal/project.ts';
import type { Paise } from '#domain/money.ts';
import type { CounterId } from '#domain/ids.ts';
import {
  CITIZEN,
  CLERK,
  createOpenCounter,
  endShift,
  LL_TWO,
  MANAGER,
  OTHER_CLERK,
  PINS,
  qrOfReceipt,
  type TestCounter,
} from '#tests/testkit/counter.ts';

const rupees = (amount: number) => (amount * 100) as Paise;
const FLOAT_PAISE = rupees(1850);
const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

async function charge(counter: TestCounter): Promise<string> {
  const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  const paid = await counter.do('takeCash', { visitId, givenPaise: rupees(1000) });
  return qrOfReceipt(counter, paid.receiptNumbers[0] ?? '');
}

const reversal = (qr: string): CommandInput<'reverse'> => ({
  qr,
  reason: 'charged_twice',
  ...byManager,
});

const drawer = (counter: TestCounter): number => balanceOf(counter.store.read, DRAWER);

describe('a reversal', () => {
  it('P3 P5 gives the cash back once, raises the reversed total, and prints a slip', async () => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    const before = drawer(counter);
    const done = await counter.do('reverse', reversal(qr));
    expect(done.paidBackPaise).toBe(rupees(950));
    expect(before - drawer(counter)).toBe(rupees(950));
    expect(drawer(counter)).toBe(FLOAT_PAISE);
    expect(await counter.refusal('reverse', reversal(qr))).toBe('ALREADY_REVERSED');
    expect(await counter.do('checkReceipt', { qr })).toMatchObject({ verdict: 'reversed' });
    await counter.terminal.printed();
    expect(counter.printer.printed.at(-1)?.kind).toBe('reversal');
    const head = JSON.parse(counter.store.read.lastEntry()?.text ?? '{}');
    expect(head).toMatchObject({
      grossChargedPaise: rupees(950),
      grossReversedPaise: rupees(950),
    });
    expect(counter.bodies('staff.stepped_up')).toEqual([{ approverId: MANAGER, act: 'reverse' }]);
  });

  it.each([
    [{ approverId: CLERK, approverPin: PINS[CLERK] ?? '' }, 'OWN_APPROVAL'],
    [{ approverId: OTHER_CLERK, approverPin: PINS[OTHER_CLERK] ?? '' }, 'NOT_A_MANAGER'],
    [{ approverId: MANAGER, approverPin: '0000' }, 'PIN_WRONG'],
    [{ approverId: 'S7777', approverPin: '0000' }, 'STAFF_UNKNOWN'],
  ])('by %j is refused: %s, and no money moves', async (approval, code) => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    const before = drawer(counter);
    const input = { ...reversal(qr), ...approval };
    expect(await counter.refusal('reverse', input)).toBe(code);
    expect(drawer(counter)).toBe(before);
    expect(counter.bodies('charge.reversed')).toEqual([]);
  });

  it('needs the very receipt: another counter’s is refused with a word', async () => {
    const other = await createOpenCounter({
      counterId: 'KA-BLR-01-C4' as CounterId,
      seed: 'other',
    });
    const qr = await charge(other);
    const counter = await createOpenCounter();
    expect(await counter.refusal('reverse', reversal(qr))).toBe('RECEIPT_OTHER_COUNTER');
    expect(await counter.do('checkReceipt', { qr })).toMatchObject({
      verdict: 'signature_valid_other_counter',
      totalPaise: rupees(950),
    });
  });

  it('P12 an altered receipt is told from a genuine one', async () => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    const body = qr.slice(qr.lastIndexOf('/') + 1);
    const at = Math.floor(body.length - 20);
    const other = body[at] === 'A' ? 'B' : 'A';
    const altered = qr.replace(body, `${body.slice(0, at)}${other}${body.slice(at + 1)}`);
    expect(await counter.do('checkReceipt', { qr: altered })).toMatchObject({ verdict: 'altered' });
    expect(await counter.refusal('reverse', reversal(altered))).toBe('RECEIPT_ALTERED');
  });

  it('P3 a receipt that this journal does not hold is unknown, though its signature fits', async () => {
    const lost = await createOpenCounter();
    const qr = await charge(lost);
    const counter = await createOpenCounter();
    expect(await counter.refusal('checkReceipt', { qr })).toBe('RECEIPT_UNKNOWN');
    expect(await counter.refusal('reverse', reversal(qr))).toBe('RECEIPT_UNKNOWN');
  });

  it('of an earlier shift does not touch the drawer', async () => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    await endShift(counter, {});
    await counter.openShift({});
    expect(await counter.refusal('reverse', reversal(qr))).toBe('RECEIPT_OTHER_SHIFT');
  });
});

describe('a wrong service put right', () => {
  const correction = (qr: string, classes: number, given: number): CommandInput<'correct'> => ({
    qr,
    serviceCode: 'LL-NEW',
    facts: { classes },
    givenPaise: rupees(given),
    ...byManager,
  });

  it('P5 a higher fee: only the difference is taken, all in one act', async () => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    const done = await counter.do('correct', correction(qr, 3, 500));
    expect(done).toMatchObject({ totalPaise: rupees(1400), changePaise: rupees(50) });
    expect(drawer(counter)).toBe(FLOAT_PAISE + rupees(1400));
    expect(counter.bodies('quote.issued')[1]).toMatchObject({ replaces: done.reversed });
    expect(counter.bodies('charge.reversed')[0]).toMatchObject({ paidBackPaise: 0 });
    expect(await counter.do('checkReceipt', { qr })).toMatchObject({ verdict: 'reversed' });
    await counter.terminal.printed();
    expect(counter.printer.printed.map(({ kind }) => kind)).toEqual([
      'receipt',
      'reversal',
      'receipt',
    ]);
    const slip = JSON.stringify(counter.printer.printed[1]);
    expect(slip).toContain(done.receiptNumbers[0]);
  });

  it('P5 a lower fee: the difference goes back', async () => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    const done = await counter.do('correct', correction(qr, 1, 0));
    expect(done).toMatchObject({ totalPaise: rupees(500), changePaise: rupees(450) });
    expect(drawer(counter)).toBe(FLOAT_PAISE + rupees(500));
  });

  it('P2 cash that is short, or facts that do not hold, leave everything as it was', async () => {
    const counter = await createOpenCounter();
    const qr = await charge(counter);
    const before = counter.kinds();
    expect(await counter.refusal('correct', correction(qr, 3, 400))).toBe('CASH_SHORT');
    expect(await counter.refusal('correct', correction(qr, 77, 400))).toBe('FACT_OUT_OF_RANGE');
    await counter.terminal.printed();
    expect(counter.kinds().filter((kind) => kind !== 'print.confirmed')).toEqual(
      before.filter((kind) => kind !== 'print.confirmed'),
    );
    expect(await counter.do('checkReceipt', { qr })).toMatchObject({ verdict: 'genuine_here' });
  });
});
