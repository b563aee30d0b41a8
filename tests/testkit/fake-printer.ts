/**
 * A printer in memory, for tests of what stands above the port. The printer contract holds it to the
 * same answers as the TCP driver.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import { fail } from '#domain/result.ts';
import type { PrintJob, PrintOutcome, Printer, PrinterStatus } from '#terminal/ports/printer.ts';

export const PRINTER_TROUBLES = [
  'none',
  'paper-low',
  'paper-out',
  'paper-out-mid-job',
  'cover-open',
  'cutter-jammed',
  'gone',
  'silent',
  'slow',
  'drops-mid-job',
] as const;
export type PrinterTrouble = (typeof PRINTER_TROUBLES)[number];

export interface FakePrinter extends Printer {
  /** What came out whole, in order. */
  readonly printed: readonly PaperDocument[];
  readonly kicks: number;
  trouble(trouble: PrinterTrouble): void;
}

/** Troubles that a printer shows before it takes anything. */
const REFUSALS: Partial<Record<PrinterTrouble, ErrorCode>> = {
  'paper-out': 'PRINTER_PAPER_OUT',
  'cover-open': 'PRINTER_COVER_OPEN',
  'cutter-jammed': 'PRINTER_FAULT',
  gone: 'PRINTER_UNREACHABLE',
};

const failed = (code: ErrorCode): PrintOutcome => ({ kind: 'failed', failure: fail(code).error });

const isUndrawable = (document: PaperDocument): boolean =>
  document.blocks.some((block) => block.kind === 'total' && /[^₹\d,.-]/u.test(block.amount));

export function createFakePrinter(): FakePrinter {
  const printed: PaperDocument[] = [];
  let kicks = 0;
  let now: PrinterTrouble = 'none';

  const paper = (): PrinterStatus['paper'] => {
    if (now === 'paper-out') return 'out';
    if (now === 'gone' || now === 'silent') return 'unknown';
    return now === 'paper-low' ? 'low' : 'ok';
  };

  const run = (work: () => void, takesPaper: boolean): PrintOutcome => {
    const refusal = REFUSALS[now];
    if (refusal !== undefined) return failed(refusal);
    if (takesPaper && now === 'paper-out-mid-job') {
      now = 'paper-out';
      return failed('PRINTER_PAPER_OUT');
    }
    if (takesPaper && now === 'drops-mid-job') {
      now = 'none';
      return failed('PRINTER_DISCONNECTED');
    }
    work();
    if (now === 'silent') return { kind: 'unconfirmed', failure: fail('PRINTER_TIMEOUT').error };
    return { kind: 'confirmed', paper: paper() };
  };

  return {
    printed,
    get kicks() {
      return kicks;
    },
    trouble: (trouble) => {
      now = trouble;
    },
    status: () => {
      const code = REFUSALS[now];
      const unknown = now === 'gone' || now === 'silent';
      return Promise.resolve({
        ready: code === undefined,
        paper: paper(),
        cover: unknown ? 'unknown' : now === 'cover-open' ? 'open' : 'closed',
        failure: code === undefined ? null : fail(code).error,
      });
    },
    print: ({ document }: PrintJob) =>
      Promise.resolve(
        isUndrawable(document)
          ? { kind: 'failed', failure: fail('PRINT_UNDRAWABLE', { line: 'total' }).error }
          : run(() => printed.push(document), true),
      ),
    kickDrawer: () =>
      Promise.resolve(
        run(() => {
          kicks += 1;
        }, false),
      ),
  };
}
