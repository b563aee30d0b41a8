/** Paper: failed, unconfirmed, interrupted. Never in the way of the next citizen. */
import { describe, expect, it } from 'vitest';

import type { Paise } from '#domain/money.ts';
import { CITIZEN, createOpenCounter, LL_TWO, type TestCounter } from '#tests/testkit/counter.ts';

const rupees = (amount: number) => (amount * 100) as Paise;

async function charge(counter: TestCounter): Promise<string> {
  const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
  const paid = await counter.do('takeCash', { visitId, givenPaise: rupees(950) });
  return paid.receiptNumbers[0] ?? '';
}

const unlocked = async (counter: TestCounter): Promise<TestCounter> => {
  const again = await counter.restart();
  await again.do('unlock', { pin: '4711' });
  return again;
};

const job = (counter: TestCounter, index = 0) => {
  const found = counter.terminal.clerkSnapshot().printJobs[index];
  if (found === undefined) throw new Error('no print job is shown');
  return found;
};

const duplicateWords = (counter: TestCounter): readonly boolean[] =>
  counter.printer.printed.map((paper) => JSON.stringify(paper).includes('DUPLICATE'));

describe('a print job', () => {
  it('P2 that failed is a record; the original is printed, once, with no DUPLICATE on it', async () => {
    const counter = await createOpenCounter();
    counter.printer.trouble('paper-out');
    const receipt = await charge(counter);
    await counter.terminal.printed();
    expect(job(counter)).toMatchObject({
      status: 'failed',
      code: 'PRINTER_PAPER_OUT',
      subject: receipt,
    });
    expect(counter.terminal.clerkSnapshot().trouble[0]?.code).toBe('PRINTER_PAPER_OUT');
    counter.printer.trouble('none');
    await counter.do('printAgain', { jobId: job(counter).jobId });
    await counter.terminal.printed();
    expect(counter.terminal.clerkSnapshot().printJobs).toEqual([]);
    expect(duplicateWords(counter)).toEqual([false]);
    expect(counter.bodies('receipt.reprinted')).toEqual([]);
    expect(counter.bodies('receipt.issued')).toHaveLength(1);
  });

  it('P11 that nobody can be sure of is printed again as DUPLICATE n, and counted', async () => {
    const counter = await createOpenCounter();
    counter.printer.trouble('silent');
    const receiptNumber = await charge(counter);
    await counter.terminal.printed();
    const { jobId, status } = job(counter);
    expect(status).toBe('unconfirmed');
    await counter.do('printAgain', { jobId });
    await counter.terminal.printed();
    counter.printer.trouble('none');
    await counter.do('printAgain', { jobId });
    await counter.terminal.printed();
    expect(duplicateWords(counter)).toEqual([false, true, true]);
    expect(counter.bodies('receipt.reprinted')).toEqual([
      { receiptNumber, duplicate: 1, jobId },
      { receiptNumber, duplicate: 2, jobId },
    ]);
    expect((await counter.do('xReport', { print: false })).reprints).toBe(2);
    expect(await counter.refusal('printAgain', { jobId })).toBe('PRINT_JOB_DONE');
  });

  it('that came out after all is confirmed by a person', async () => {
    const counter = await createOpenCounter();
    counter.printer.trouble('silent');
    await charge(counter);
    await counter.terminal.printed();
    await counter.do('confirmPrinted', { jobId: job(counter).jobId });
    expect(counter.terminal.clerkSnapshot().printJobs).toEqual([]);
    expect(counter.kinds().at(-1)).toBe('print.confirmed');
  });

  it('never blocks the next citizen', async () => {
    const counter = await createOpenCounter();
    counter.printer.print = () => new Promise(() => {});
    await charge(counter);
    await charge(counter);
    expect(counter.bodies('receipt.issued')).toHaveLength(2);
    expect(counter.terminal.clerkSnapshot().printJobs).toHaveLength(2);
    expect(await counter.refusal('printAgain', { jobId: job(counter).jobId })).toBe(
      'PRINT_JOB_BUSY',
    );
  });

  it('of an earlier shift is not printed again from the counter', async () => {
    const counter = await createOpenCounter();
    counter.printer.trouble('paper-out');
    await charge(counter);
    await counter.terminal.printed();
    const { jobId } = job(counter);
    const count = { 50000: 1, 10000: 14, 5000: 11, 1000: 20, 500: 20, 100: 50 };
    await counter.do('closeShift', { count, varianceReason: 'counted twice' });
    await counter.openShift({});
    expect(await counter.refusal('printAgain', { jobId })).toBe('PRINT_JOB_OTHER_SHIFT');
  });

  it('P2 whose outcome the disk did not take is not printed twice', async () => {
    const counter = await createOpenCounter();
    const transact = counter.store.transact.bind(counter.store);
    const print = counter.printer.print.bind(counter.printer);
    counter.printer.print = (paper) => {
      counter.store.transact = () => ({ ok: false, error: { code: 'DISK_FAILED' } });
      return print(paper);
    };
    await charge(counter);
    await counter.terminal.printed();
    expect(counter.bodies('print.confirmed')).toEqual([]);
    counter.store.transact = transact;
    counter.printer.print = print;
    await charge(counter);
    await counter.terminal.printed();
    expect(counter.printer.printed).toHaveLength(2);
    expect(counter.bodies('print.confirmed')).toHaveLength(2);
  });

  it('a test page is a record too', async () => {
    const counter = await createOpenCounter();
    await counter.do('testPrint', {});
    await counter.terminal.printed();
    expect(counter.printer.printed[0]?.kind).toBe('test');
  });
});

describe('killed between cash taken and printed', () => {
  it('P2 P4 the charge is there, the job is unconfirmed and offered again, nothing is doubled', async () => {
    const counter = await createOpenCounter();
    counter.printer.print = () => new Promise(() => {});
    const receipt = await charge(counter);
    const again = await unlocked(counter);
    expect(again.bodies('receipt.issued')).toHaveLength(1);
    expect(again.terminal.clerkSnapshot()).toMatchObject({
      visit: null,
      shift: { receipts: 1 },
      paid: { totalPaise: rupees(950) },
      printJobs: [{ status: 'unconfirmed', code: 'PRINT_RESTARTED', subject: receipt }],
    });
    expect(again.terminal.clerkSnapshot().trouble.map(({ code }) => code)).toContain(
      'PRINT_RESTARTED',
    );
    const visitId = again.terminal.clerkSnapshot().paid?.visitId ?? '';
    expect(await again.refusal('takeCash', { visitId, givenPaise: rupees(950) })).toBe(
      'VISIT_UNKNOWN',
    );
  });

  it('P2 only the paper that was in the printer is doubtful; the ones behind it are printed', async () => {
    const counter = await createOpenCounter();
    const print = counter.printer.print.bind(counter.printer);
    counter.printer.print = () => new Promise(() => {});
    await charge(counter);
    const second = await charge(counter);
    counter.printer.print = print;
    const again = await unlocked(counter);
    await again.terminal.printed();
    expect(again.terminal.clerkSnapshot().printJobs).toHaveLength(1);
    expect(JSON.stringify(again.printer.printed)).toContain(second);
    expect(again.printer.printed).toHaveLength(1);
  });

  it('P2 P4 what was interrupted is not printed before the disk takes the word of it', async () => {
    const counter = await createOpenCounter();
    const print = counter.printer.print.bind(counter.printer);
    const transact = counter.store.transact.bind(counter.store);
    counter.printer.print = () => new Promise(() => {});
    await charge(counter);
    counter.printer.print = print;
    counter.store.transact = () => ({ ok: false, error: { code: 'DISK_FAILED' } });
    const again = await counter.restart();
    await again.terminal.printed();
    expect(again.printer.printed).toEqual([]);
    counter.store.transact = transact;
    const mended = await again.restart();
    await mended.do('unlock', { pin: '4711' });
    await mended.do('testPrint', {});
    await mended.terminal.printed();
    expect(mended.bodies('print.unconfirmed')).toMatchObject([{ code: 'PRINT_RESTARTED' }]);
    expect(mended.printer.printed.map(({ kind }) => kind)).toEqual(['test']);
  });

  it('P2 an unpaid quote survives a restart and can be paid', async () => {
    const counter = await createOpenCounter();
    const { visitId } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    const again = await unlocked(counter);
    expect(again.terminal.clerkSnapshot().visit?.payer).toBe(CITIZEN.payer);
    await again.do('takeCash', { visitId, givenPaise: rupees(950) });
    expect(again.bodies('receipt.issued')).toHaveLength(1);
  });
});
