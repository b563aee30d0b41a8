/** The last payment of the shift: the change due stays in sight until the next tender. */
import type { PaidSnapshot, PrintJobSnapshot } from '#contract/snapshot.ts';
import { tenderId } from '#domain/ids.ts';
import type { ReceiptNumber } from '#domain/ids.ts';
import { series, type PrintJobView, type TenderView } from '#domain/journal/views.ts';
import { counterOf, shiftOf, type Context } from '#terminal/context.ts';
import { quoteSnapshot } from './quote.ts';

export const jobSnapshot = (job: PrintJobView): PrintJobSnapshot => ({
  jobId: job.jobId,
  document: job.document,
  subject: job.subject,
  duplicate: job.duplicate,
  status: job.status,
  code: job.code,
});

function lastTender(context: Context): TenderView | undefined {
  const { read } = context.ports.store;
  const { tenders } = series(read);
  const tender = read.view('tender', tenderId(counterOf(context).counterId, tenders));
  const [receiptNumber] = tender?.receiptNumbers ?? [];
  // Money that nobody handed over now: a leaf keyed, a cheque that the bank has paid.
  if (tender?.leaf !== undefined || tender?.instrument !== undefined) return undefined;
  const receipt = receiptNumber === undefined ? undefined : read.view('receipt', receiptNumber);
  return receipt?.shiftId === shiftOf(context).shiftId ? tender : undefined;
}

function paidReceipt(
  context: Context,
  receiptNumber: ReceiptNumber,
  jobs: readonly PrintJobView[],
) {
  const { read } = context.ports.store;
  const receipt = read.view('receipt', receiptNumber);
  const quote = receipt === undefined ? undefined : read.view('quote', receipt.quoteId);
  if (receipt === undefined || quote === undefined) return [];
  const { serviceTexts } = quoteSnapshot(context, quote);
  const job = jobs.find(
    ({ document, subject }) => document === 'receipt' && subject === receiptNumber,
  );
  const { totalPaise } = receipt;
  return [
    { receiptNumber, serviceTexts, totalPaise, job: job === undefined ? null : jobSnapshot(job) },
  ];
}

/** `jobs`: those not yet confirmed; a receipt without one is printed. */
export function paidSnapshot(context: Context, jobs: readonly PrintJobView[]): PaidSnapshot | null {
  const tender = lastTender(context);
  if (tender === undefined) return null;
  const { visitId, tenderedAt: at, totalPaise, givenPaise, changePaise, change, upi } = tender;
  return {
    visitId,
    at,
    receipts: tender.receiptNumbers.flatMap((number) => paidReceipt(context, number, jobs)),
    totalPaise,
    givenPaise,
    changePaise,
    change,
    nil: totalPaise === 0,
    ...(upi === undefined ? {} : { upi: { reference: upi.bankReference ?? upi.gatewayPaymentId } }),
  };
}
