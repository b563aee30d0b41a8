/**
 * Z: what was counted against the ledger's balance, and the entry that closes a shift and every entry
 * since the Z before it (CA6). Whoever counts learns the expected figure only from a closed shift.
 */
import type { ShiftClosed } from '#contract/answers.ts';
import { cashTotal, type CashCount } from '#domain/cash.ts';
import type { EntryBodies } from '#domain/journal/kinds.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { cashSeries } from '#domain/journal/project-cash.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { subtract } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';

export type Closing = Omit<EntryBodies['shift.closed'], 'zNumber' | 'fromSeq'>;

/** How the drawer's owner ends: into the safe, or into the next clerk's hands, or in absence. */
export type CloseWay = Pick<Closing, 'handedTo' | 'closedBy'>;

function closingBody(
  context: Context,
  of: { readonly count: CashCount; readonly varianceReason?: string | undefined },
): Closing {
  const shift = shiftOf(context);
  const countedPaise = cashTotal(of.count);
  const expectedPaise = balanceOf(context.ports.store.read, DRAWER);
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
  count: CashCount,
  failure: Result<never>,
): Result<never> {
  const { shiftId } = shiftOf(context);
  const kept = context.recorder().record((act) => {
    act.append('shift.counted', { shiftId, count, countedPaise: cashTotal(count) });
    return ok(null);
  });
  return kept.ok ? failure : kept;
}

/** What will be written of the close, where the count agrees or a reason is given. */
export function countDrawer(
  context: Context,
  of: { readonly count: CashCount; readonly varianceReason?: string | undefined },
): Result<Closing> {
  const body = closingBody(context, of);
  if (body.variancePaise === 0 || body.varianceReason !== undefined) return ok(body);
  return keepCount(context, of.count, fail('VARIANCE_REASON_MISSING'));
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
