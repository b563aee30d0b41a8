/**
 * Paper that did not come out. Where surely nothing was printed, the original is printed; where
 * nobody knows, the copy says DUPLICATE n and the spoilt paper is kept. Only within the shift.
 */
import type { CommandInput } from '#contract/commands.ts';
import type { PrintJobId, ReceiptNumber } from '#domain/ids.ts';
import type { PrintJobView, ViewReader } from '#domain/journal/views.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';

/** A job that is failed or unconfirmed: what a person may decide about. */
function unsettledJob(context: Context, jobId: PrintJobId): Result<PrintJobView> {
  const job = context.ports.store.read.view('printJob', jobId);
  if (job === undefined) return fail('PRINT_JOB_UNKNOWN', { job: jobId });
  if (job.status === 'queued') return fail('PRINT_JOB_BUSY');
  if (job.status === 'confirmed') return fail('PRINT_JOB_DONE');
  return ok(job);
}

/** A copy of an earlier shift's receipt is a certificate, and not this. */
function isOfThisShift(context: Context, views: ViewReader, job: PrintJobView): boolean {
  if (job.document !== 'receipt') return true;
  return views.view('receipt', job.subject)?.shiftId === shiftOf(context).shiftId;
}

function requeue(act: Act, { jobId, document, subject, status }: PrintJobView): void {
  act.append('print.queued', { jobId, document, subject });
  if (document !== 'receipt' || status === 'failed') return;
  const receiptNumber = subject as ReceiptNumber;
  const duplicate = (act.views.view('receipt', receiptNumber)?.duplicates ?? 0) + 1;
  act.append('receipt.reprinted', { receiptNumber, duplicate, jobId });
}

export function printAgain(context: Context, { jobId }: CommandInput<'printAgain'>): Result<null> {
  const job = unsettledJob(context, jobId);
  if (!job.ok) return job;
  if (!isOfThisShift(context, context.ports.store.read, job.value)) {
    return fail('PRINT_JOB_OTHER_SHIFT');
  }
  const queued = context.recorder().record((act) => {
    requeue(act, job.value);
    return ok(null);
  });
  if (queued.ok) context.printSoon();
  return queued;
}

/** The paper is in the citizen's hand: a person says so. */
export function confirmPrinted(
  context: Context,
  { jobId }: CommandInput<'confirmPrinted'>,
): Result<null> {
  const job = unsettledJob(context, jobId);
  if (!job.ok) return job;
  return context.recorder().record((act) => {
    act.append('print.confirmed', { jobId });
    return ok(null);
  });
}
