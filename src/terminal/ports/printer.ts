/**
 * The receipt printer. It never throws and never guesses: `confirmed` means the printer said it had
 * worked through the whole job, `failed` that it surely did not, `unconfirmed` that nobody knows.
 */
import type { PrintJobId } from '#domain/ids.ts';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import type { Failure } from '#domain/result.ts';

export interface PrinterStatus {
  /** Would take a job now. */
  readonly ready: boolean;
  readonly paper: 'ok' | 'low' | 'out' | 'unknown';
  readonly cover: 'closed' | 'open' | 'unknown';
  /** Why it is not ready; null where it is. */
  readonly failure: Failure | null;
}

export interface PrintJob {
  readonly jobId: PrintJobId;
  readonly document: PaperDocument;
}

export type PrintOutcome =
  | { readonly kind: 'confirmed'; readonly paper: PrinterStatus['paper'] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'unconfirmed'; readonly failure: Failure };

export interface Printer {
  status(): Promise<PrinterStatus>;
  /** One at a time: a second job waits for the first. */
  print(job: PrintJob): Promise<PrintOutcome>;
  /** Opens the cash drawer that hangs on the printer. */
  kickDrawer(): Promise<PrintOutcome>;
}
