/** What a clerk may do at the drawer without a charge: open it, read X, print a test page. */
import type { CommandAnswer, XReport } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import type { ShiftView } from '#domain/journal/views.ts';
import { ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { shiftOf, type Context } from '#terminal/context.ts';

/** Counted and shown as a signal at HQ: a drawer that opens without a charge has a reason. */
export function noSale(context: Context): Result<null> {
  const recorded = context.recorder().record((act) => {
    act.append('drawer.opened', { cause: 'no_sale' });
    return ok(null);
  });
  if (recorded.ok) context.openDrawer();
  return recorded;
}

/** Never the expected cash: the count that ends the shift is blind. */
export const readX = (shift: ShiftView, at: Instant): XReport => ({
  at,
  businessDate: shift.businessDate,
  quotes: shift.quotes,
  lapsed: shift.lapsed,
  receipts: shift.receipts,
  nilReceipts: shift.nilReceipts,
  reversals: shift.reversals,
  reprints: shift.reprints,
  noSales: shift.noSales,
  nonCashPaise: shift.nonCashPaise,
  instruments: shift.instruments,
  instrumentsPaise: shift.instrumentsPaise,
});

export function xReport(
  context: Context,
  { print }: CommandInput<'xReport'>,
): Result<CommandAnswer<'xReport'>> {
  const shift = shiftOf(context);
  const report = readX(shift, context.now());
  if (!print) return ok(report);
  const queued = context.recorder().record((act) => {
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'x_report', subject: shift.shiftId });
    return ok(report);
  });
  if (queued.ok) context.printSoon();
  return queued;
}

export function testPrint(context: Context): Result<null> {
  const queued = context.recorder().record((act) => {
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'test_page', subject: '' });
    return ok(null);
  });
  if (queued.ok) context.printSoon();
  return queued;
}
