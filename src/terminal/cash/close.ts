/**
 * Z: what was counted against the ledger's balance, and the entry that closes a shift and every entry
 * since the Z before it (CA6). Whoever counts learns the expected figure only from a closed shift.
 */
import type { ShiftClosed } from '#contract/answers.ts';
import { cashTotal, type CashCount } from '#domain/cash.ts';
import type { CountPurpose, EntryBodies } from '#domain/journal/kinds.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { cashSeries, countsOfClose } from '#domain/journal/project-cash.ts';
import type { ShiftView } from '#domain/journal/views.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { subtract, type Paise } from '#domain/money.ts';
import { judgeCount, standingCount } from '#domain/recount.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';

export type Closing = Omit<EntryBodies['shift.closed'], 'zNumber' | 'fromSeq'>;

/** How the drawer's owner ends: into the safe, or into the next clerk's hands, or in absence. */
export type CloseWay = Pick<Closing, 'handedTo' | 'closedBy'>;

/** A drawer that is counted, and what it holds by the record. */
export interface Drawer {
  readonly shift: ShiftView;
  readonly expectedPaise: Paise;
}

export interface Counted {
  readonly count: CashCount;
  readonly varianceReason?: string | undefined;
}

export const ownDrawer = (context: Context): Drawer => ({
  shift: shiftOf(context),
  expectedPaise: balanceOf(context.ports.store.read, DRAWER),
});

/** What would be written of the close with this count. */
export function closingBody({ shift, expectedPaise }: Drawer, of: Counted): Closing {
  const countedPaise = cashTotal(of.count);
  const reason = of.varianceReason?.trim() ?? '';
  return {
    shiftId: shift.shiftId,
    firstSeq: shift.firstSeq,
    count: of.count,
    countedPaise,
    expectedPaise,
    variancePaise: subtract(countedPaise, expectedPaise),
    ...(reason === '' ? {} : { varianceReason: reason }),
    receipts: shift.receipts,
    reversals: shift.reversals,
  };
}

/**
 * The expected figure is not answered and the count is kept: whoever tries counts until one fits
 * leaves a trail of them.
 */
export function keepCount(
  context: Context,
  of: { readonly shift: ShiftView; readonly count: CashCount; readonly purpose: CountPurpose },
  failure: Result<never>,
): Result<never> {
  const { count, purpose } = of;
  const { shiftId, staffId } = of.shift;
  const body = { shiftId, count, countedPaise: cashTotal(count), purpose };
  const kept = context.recorder().record(
    (act) => {
      act.append('shift.counted', body);
      return ok(null);
    },
    { staffId, shiftId },
  );
  return kept.ok ? failure : kept;
}

/** CA13: what will be written of the close, or what is to be done first. */
export function countDrawer(context: Context, drawer: Drawer, of: Counted): Result<Closing> {
  const { shift, expectedPaise } = drawer;
  const { count } = of;
  const earlier = countsOfClose(shift, expectedPaise);
  const body = closingBody(drawer, of);
  const agrees = body.variancePaise === 0;
  const hasReason = body.varianceReason !== undefined;
  const isSettled = standingCount(earlier) !== null;
  const verdict = judgeCount({ earlier, count, agrees, hasReason });
  if (verdict === 'close') return ok({ ...body, counts: earlier.length + (isSettled ? 0 : 1) });
  if (verdict === 'stands') return fail('COUNT_STANDS');
  const failure = fail(verdict === 'again' ? 'COUNT_AGAIN' : 'VARIANCE_REASON_MISSING');
  return isSettled ? failure : keepCount(context, { shift, count, purpose: 'close' }, failure);
}

/** Appends Z and queues its paper: part of the act that is running. */
export function appendClose(act: Act, body: Closing, way: CloseWay = {}): ShiftClosed {
  const { zNumber, closedThroughSeq } = cashSeries(act.views);
  const jobId = act.nextPrintJobId();
  act.append('print.queued', { jobId, document: 'z_report', subject: body.shiftId });
  act.append('shift.closed', {
    ...body,
    ...way,
    zNumber: zNumber + 1,
    fromSeq: closedThroughSeq + 1,
  });
  const { countedPaise, expectedPaise, variancePaise } = body;
  return { countedPaise, expectedPaise, variancePaise };
}

export function closeWith(
  context: Context,
  body: Closing,
  way: CloseWay = {},
): Result<ShiftClosed> {
  const closed = context.recorder().record((act) => ok(appendClose(act, body, way)));
  if (closed.ok) context.printSoon();
  return closed;
}
