/** What needs a person now, most urgent first; the clerk's screen keeps one line for the first. */
import type { PrintJobView } from '#domain/journal/views.ts';
import { fail, type Failure } from '#domain/result.ts';
import { isErrorCode, type ErrorCode } from '#domain/errors.ts';
import { wantedCount } from '#terminal/cash/counts.ts';
import { here, type Context } from '#terminal/context.ts';
import { isDisplayPresent } from '#terminal/display.ts';

const PRINT_JOB_TROUBLES = ['failed', 'unconfirmed'] as const;

/** The latest paper that a person has to look at, in the words of its own failure. */
function paperTrouble(jobs: readonly PrintJobView[]): readonly Failure[] {
  const job = jobs.findLast(({ status }) => PRINT_JOB_TROUBLES.some((known) => known === status));
  if (job?.code === undefined || job.code === null || !isErrorCode(job.code)) return [];
  return [{ code: job.code }];
}

/** Being offline is a quiet word in the corner; what does not pass by itself is trouble. */
const QUIET: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'HQ_UNREACHABLE',
  'DATABASE_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'SERVER_FAULT',
]);

function syncTrouble(context: Context): Failure | null {
  const { failure } = context.sync();
  return failure === null || QUIET.has(failure.code) ? null : failure;
}

export function troubleList(context: Context, jobs: readonly PrintJobView[]): readonly Failure[] {
  const { memory } = context;
  if (memory.stopped !== null) return [memory.stopped];
  if (context.counter() === null) return [];
  const shelf = context.tariffs();
  const isServing = here(context).shiftId !== null;
  const papers = paperTrouble(jobs);
  const printer = memory.printer.failure;
  const troubles: readonly (Failure | null)[] = [
    memory.disk,
    memory.backup,
    shelf.book.tariffs.length === 0 ? fail('TARIFF_MISSING').error : null,
    ...papers,
    printer !== null && !papers.some(({ code }) => code === printer.code) ? printer : null,
    isServing && wantedCount(context) !== undefined ? fail('COUNT_WANTED').error : null,
    isServing && !isDisplayPresent(context) ? fail('DISPLAY_MISSING').error : null,
    ...shelf.failures,
    memory.clock,
    syncTrouble(context),
  ];
  return troubles.filter((trouble) => trouble !== null);
}
