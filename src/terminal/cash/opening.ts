/**
 * What is looked at before the first citizen (CA11, CA12): paper, the citizen's display, the account
 * date. Nothing of it keeps a counter shut: what is missing is recorded with the shift.
 */
import type { OpeningSnapshot } from '#contract/snapshot.ts';
import {
  accountDate,
  checkAccountDate,
  type AccountDate,
  type DateEvidence,
} from '#domain/account-date.ts';
import { shiftId } from '#domain/ids.ts';
import type { OpeningChecks } from '#domain/journal/kinds.ts';
import { series, type ShiftView } from '#domain/journal/views.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, type IsoDate } from '#domain/time.ts';
import { counterOf, here, officeOf, type Context } from '#terminal/context.ts';
import { isDisplayPresent } from '#terminal/display.ts';
import { clockSettings } from '#terminal/settings.ts';

function lastShift(context: Context): ShiftView | undefined {
  const { read } = context.ports.store;
  const { shifts } = series(read);
  return read.view('shift', shiftId(counterOf(context).counterId, shifts));
}

function evidenceOf(context: Context): DateEvidence {
  const { clock, store } = context.ports;
  const wall = clock.now();
  const { serverTime, skewMs } = clockSettings(store.read);
  const isTold = context.sync().state === 'online' && context.memory.clock === null;
  const shift = lastShift(context);
  const seen = [
    serverTime ?? 0,
    shift?.closedAt ?? shift?.openedAt ?? 0,
    store.read.view('clock', 'here')?.floor ?? 0,
  ];
  const lastSeenMs = Math.max(...seen);
  return {
    wall,
    hqNow: isTold && serverTime !== null ? instant(wall - skewMs) : null,
    lastSeen: lastSeenMs === 0 ? null : instant(lastSeenMs),
    lastDate: shift?.businessDate ?? null,
    calendar: officeOf(context).calendar,
  };
}

function testPageOf(context: Context): OpeningSnapshot['testPage'] {
  const { read } = context.ports.store;
  const { testJobId } = here(context);
  const job = testJobId === null ? undefined : read.view('printJob', testJobId);
  if (job === undefined) return 'none';
  if (job.status === 'queued') return 'printing';
  return job.status === 'failed' ? 'failed' : 'printed';
}

export const openingSnapshot = (context: Context): OpeningSnapshot => ({
  testPage: testPageOf(context),
  date: accountDate(evidenceOf(context)),
});

function dateChecks(date: IsoDate, { clockDate, hqDate }: AccountDate) {
  if (date === clockDate) return { date: 'clock' } as const;
  return { date: date === hqDate ? 'hq' : 'stated', clockDate } as const;
}

/** What the shift's entry says of it; refused where what was said cannot be. */
export function checkOpening(
  context: Context,
  said: Pick<OpeningChecks, 'paper' | 'display'> & { readonly businessDate: IsoDate },
): Result<OpeningChecks> {
  const { paper, display, businessDate } = said;
  const evidence = evidenceOf(context);
  const right = checkAccountDate(evidence, businessDate);
  if (!right.ok) return right;
  if (paper === 'whole' && testPageOf(context) !== 'printed') return fail('TEST_PAGE_FIRST');
  if (display === 'seen' && !isDisplayPresent(context)) return fail('DISPLAY_MISSING');
  return ok({ paper, display, ...dateChecks(businessDate, accountDate(evidence)) });
}
