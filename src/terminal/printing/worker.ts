/**
 * Prints what is queued, one paper at a time and in order, after the entries that say so are on
 * disk. Each outcome is journaled. Nothing waits for it: the next citizen is served meanwhile.
 */
import type { PrintJobView } from '#domain/journal/views.ts';
import { ok, type Failure } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { stopOnFault } from '#terminal/damage.ts';
import type { PrintOutcome } from '#terminal/ports/printer.ts';
import { documentOf } from './documents.ts';

const queuedJobs = (context: Context): readonly PrintJobView[] =>
  context.ports.store.read
    .viewsByTag('printJob', 'pending')
    .filter((job) => job.status === 'queued')
    .toSorted((a, b) => a.queuedAt - b.queuedAt);

async function printOne(context: Context, job: PrintJobView): Promise<PrintOutcome> {
  const document = documentOf(context, job);
  if (!document.ok) return { kind: 'failed', failure: document.error };
  return context.ports.printer.print({ jobId: job.jobId, document: document.value });
}

function recordOutcome(context: Context, job: PrintJobView, outcome: PrintOutcome): Failure | null {
  const { jobId } = job;
  const recorded = context.recorder().record((act) => {
    if (outcome.kind === 'confirmed') act.append('print.confirmed', { jobId });
    else if (outcome.kind === 'failed') {
      act.append('print.failed', { jobId, code: outcome.failure.code });
    } else act.append('print.unconfirmed', { jobId, code: outcome.failure.code });
    return ok(null);
  });
  return recorded.ok ? null : recorded.error;
}

function noteCondition(context: Context, outcome: PrintOutcome): void {
  const { printer } = context.memory;
  if (outcome.kind === 'confirmed') {
    printer.condition = outcome.paper === 'low' ? 'paper_low' : 'ready';
    printer.failure = null;
  } else {
    printer.condition = 'trouble';
    printer.failure = outcome.failure;
  }
}

export interface PrintWorker {
  /**
   * After a restart: jobs are printed one at a time, so only the oldest queued one may have been in
   * the printer's hands. Nobody knows whether it came out; the ones behind it surely did not. Until
   * that is journaled nothing is printed: it would be the same paper again.
   */
  settleInterrupted(): void;
  /** Looks for queued paper. Returns at once. */
  nudge(): void;
  /** Resolves when nothing is queued or the worker has stopped. */
  idle(): Promise<void>;
  stop(): void;
}

export function createPrintWorker(context: Context): PrintWorker {
  let stopped = false;
  /** What the printer answered and the disk did not take: told before anything else is printed. */
  let untold: { readonly job: PrintJobView; readonly outcome: PrintOutcome } | null = null;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  /** False where the disk does not take it: printing again would be worse than waiting. */
  function tell(job: PrintJobView, outcome: PrintOutcome): boolean {
    const failure = recordOutcome(context, job, outcome);
    untold = failure === null ? null : { job, outcome };
    if (failure !== null) context.ports.log.warn('print.unrecorded', { code: failure.code });
    context.changed();
    return failure === null;
  }

  async function printNext(job: PrintJobView): Promise<boolean> {
    context.memory.printing = job.jobId;
    context.changed();
    const outcome = await printOne(context, job);
    context.memory.printing = null;
    noteCondition(context, outcome);
    return tell(job, outcome);
  }

  /** Ends in the same breath as its last look at the queue, so that no nudge falls between. */
  async function run(): Promise<void> {
    isRunning = true;
    try {
      let goesOn = untold === null || tell(untold.job, untold.outcome);
      for (;;) {
        const [job] = queuedJobs(context);
        if (job === undefined || !goesOn || stopped) return;
        goesOn = await printNext(job);
      }
    } finally {
      isRunning = false;
    }
  }

  return {
    settleInterrupted: () => {
      const [job] = queuedJobs(context);
      if (job !== undefined)
        tell(job, { kind: 'unconfirmed', failure: { code: 'PRINT_RESTARTED' } });
    },
    nudge: () => {
      if (!isRunning && !stopped) running = run().catch(stopOnFault(context));
    },
    idle: () => running,
    stop: () => {
      stopped = true;
    },
  };
}
