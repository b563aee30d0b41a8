/** What every printer behind the port does, whatever it is made of. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrintJobId } from '#domain/ids.ts';
import { layoutReceipt } from '#domain/receipt/layout-receipt.ts';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import { assert } from '#domain/result.ts';
import type { Printer, PrintOutcome } from '#terminal/ports/printer.ts';
import type { PrinterTrouble } from '#tests/testkit/fake-printer.ts';
import { sampleReceipt } from '#tests/testkit/papers.ts';

export interface PrinterHarness {
  readonly printer: Printer;
  trouble(trouble: PrinterTrouble): Promise<void>;
  /** Whole papers that came out so far. */
  papers(): Promise<number>;
  kicks(): Promise<number>;
  close(): Promise<void>;
}

function receipt(): PaperDocument {
  const laidOut = layoutReceipt(sampleReceipt('hi'), { language: 'hi', paper: 80 });
  assert(laidOut.ok, 'the sample cannot be laid out');
  return laidOut.value;
}

const UNDRAWABLE: PaperDocument = {
  ...receipt(),
  blocks: [{ kind: 'total', amount: '₹9\uFFFD0.00' }],
};

const job = (document = receipt()) => ({ jobId: 'KA-BLR-01-C3-P17' as PrintJobId, document });

const codeOf = (outcome: PrintOutcome): string =>
  outcome.kind === 'confirmed' ? 'CONFIRMED' : outcome.failure.code;

export function printerContract(name: string, make: () => Promise<PrinterHarness>): void {
  describe(`printer: ${name}`, () => {
    let harness: PrinterHarness;
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(() => harness.close());

    it('confirms a paper that came out whole', async () => {
      expect(await harness.printer.print(job())).toEqual({ kind: 'confirmed', paper: 'ok' });
      expect(await harness.papers()).toBe(1);
    });

    it('says what it is like when all is well', async () => {
      expect(await harness.printer.status()).toEqual({
        ready: true,
        paper: 'ok',
        cover: 'closed',
        failure: null,
      });
    });

    it.each([
      ['paper-out', 'PRINTER_PAPER_OUT'],
      ['cover-open', 'PRINTER_COVER_OPEN'],
      ['cutter-jammed', 'PRINTER_FAULT'],
      ['gone', 'PRINTER_UNREACHABLE'],
    ] as const)('%s: fails with %s, prints nothing, and prints once mended', async (bad, code) => {
      await harness.trouble(bad);
      const status = await harness.printer.status();
      expect([status.ready, status.failure?.code]).toEqual([false, code]);
      const outcome = await harness.printer.print(job());
      expect([outcome.kind, codeOf(outcome)]).toEqual(['failed', code]);
      expect(codeOf(await harness.printer.kickDrawer())).toBe(code);
      await harness.trouble('none');
      expect(await harness.papers()).toBe(0);
      expect((await harness.printer.print(job())).kind).toBe('confirmed');
      expect(await harness.papers()).toBe(1);
    });

    it('paper that ends in mid-job fails, and the rest never comes out later', async () => {
      await harness.trouble('paper-out-mid-job');
      const outcome = await harness.printer.print(job());
      expect([outcome.kind, codeOf(outcome)]).toEqual(['failed', 'PRINTER_PAPER_OUT']);
      await harness.trouble('none');
      expect(await harness.papers()).toBe(0);
      expect((await harness.printer.print(job())).kind).toBe('confirmed');
      expect(await harness.papers()).toBe(1);
    });

    it('a line that breaks in mid-job fails, and the next job is whole', async () => {
      await harness.trouble('drops-mid-job');
      const outcome = await harness.printer.print(job());
      expect([outcome.kind, codeOf(outcome)]).toEqual(['failed', 'PRINTER_DISCONNECTED']);
      expect(await harness.papers()).toBe(0);
      expect((await harness.printer.print(job())).kind).toBe('confirmed');
      expect(await harness.papers()).toBe(1);
    });

    it('a printer that never answers leaves its job unconfirmed, not failed', async () => {
      await harness.trouble('silent');
      const outcome = await harness.printer.print(job());
      expect([outcome.kind, codeOf(outcome)]).toEqual(['unconfirmed', 'PRINTER_TIMEOUT']);
      expect(await harness.printer.status()).toEqual({
        ready: true,
        paper: 'unknown',
        cover: 'unknown',
        failure: null,
      });
    });

    it('a slow printer is waited for', async () => {
      await harness.trouble('slow');
      expect((await harness.printer.print(job())).kind).toBe('confirmed');
      expect(await harness.papers()).toBe(1);
    });

    it('prints on the last of its paper and says so', async () => {
      await harness.trouble('paper-low');
      expect(await harness.printer.print(job())).toEqual({ kind: 'confirmed', paper: 'low' });
      expect((await harness.printer.status()).paper).toBe('low');
    });

    it('refuses a paper whose money cannot be drawn, and prints nothing', async () => {
      const outcome = await harness.printer.print(job(UNDRAWABLE));
      expect([outcome.kind, codeOf(outcome)]).toEqual(['failed', 'PRINT_UNDRAWABLE']);
      expect(await harness.papers()).toBe(0);
    });

    it('jobs asked for at once come out one after the other', async () => {
      const { printer } = harness;
      const outcomes = await Promise.all([
        printer.print(job()),
        printer.print(job()),
        printer.kickDrawer(),
      ]);
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(3).fill('confirmed'));
      expect([await harness.papers(), await harness.kicks()]).toEqual([2, 1]);
    });
  });
}
