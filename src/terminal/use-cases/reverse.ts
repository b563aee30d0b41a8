/**
 * Taking a charge back: with the receipt in hand, a reason, and a manager beside the clerk. A wrong
 * service is a reversal and a new charge in one act, and only the difference moves.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import type { StaffId } from '#domain/ids.ts';
import type { ReversalReason } from '#domain/journal/kinds.ts';
import type { ReceiptView } from '#domain/journal/views.ts';
import { ZERO, type Paise } from '#domain/money.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { citizenRecord } from '#terminal/citizen-record.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { checkApproval, type Approved } from './pin.ts';
import { issueQuote } from './quote.ts';
import { payVisit, type Payment } from './receipts.ts';
import { reversibleReceipt } from './scan-receipt.ts';
import { showPaid } from './take-cash.ts';

function appendReversal(
  act: Act,
  of: {
    readonly receipt: ReceiptView;
    readonly reason: ReversalReason;
    readonly approverId: StaffId;
    readonly paidBackPaise: Paise;
    readonly toRefundPaise?: Paise;
  },
): void {
  const { receipt, reason, approverId, paidBackPaise, toRefundPaise = ZERO } = of;
  const { receiptNumber, totalPaise: amountPaise, lines } = receipt;
  act.append('charge.reversed', {
    receiptNumber,
    amountPaise,
    lines,
    reason,
    approverId,
    paidBackPaise,
    ...(toRefundPaise === ZERO ? {} : { toRefundPaise }),
  });
  const jobId = act.nextPrintJobId();
  act.append('print.queued', { jobId, document: 'reversal_slip', subject: receiptNumber });
}

/** The receipt first, then the manager: nobody types a PIN for what cannot be done. */
async function receiptAndApproval(
  context: Context,
  input: CommandInput<'reverse'> | CommandInput<'correct'>,
  act: 'reverse' | 'correct',
): Promise<Result<{ readonly receipt: ReceiptView; readonly approved: Approved }>> {
  const { shiftId } = shiftOf(context);
  const receipt = reversibleReceipt(context, { qr: input.qr, shiftId });
  if (!receipt.ok) return receipt;
  if (act === 'correct' && receipt.value.tenderKind === 'upi') {
    return fail('REFUND_NOT_IN_CASH', { receipt: receipt.value.receiptNumber });
  }
  // By a cheque: its money is at the bank, and goes back by sanction alone.
  if (receipt.value.tenderKind === 'instrument') {
    return fail('REFUND_NOT_IN_CASH', { receipt: receipt.value.receiptNumber });
  }
  const approved = await checkApproval(context, input, act);
  return approved.ok ? ok({ receipt: receipt.value, approved: approved.value }) : approved;
}

export async function reverse(
  context: Context,
  input: CommandInput<'reverse'>,
): Promise<Result<CommandAnswer<'reverse'>>> {
  const found = await receiptAndApproval(context, input, 'reverse');
  if (!found.ok) return found;
  const { receipt, approved } = found.value;
  const { receiptNumber, totalPaise } = receipt;
  const { approverId, reason } = input;
  // What came by UPI goes back by UPI, to the account that it came from: never from the drawer.
  const isUpi = receipt.tenderKind === 'upi';
  const paidBackPaise = isUpi ? ZERO : totalPaise;
  const toRefundPaise = isUpi ? totalPaise : ZERO;
  const reversed = context.recorder().record((act) => {
    act.append('staff.stepped_up', approved);
    appendReversal(act, { receipt, reason, approverId, paidBackPaise, toRefundPaise });
    return ok({ receiptNumber, paidBackPaise, toRefundPaise });
  });
  if (reversed.ok) {
    if (paidBackPaise > 0) context.openDrawer();
    context.printSoon();
  }
  return reversed;
}

/** Reversal, linked quote, tender of the difference and new receipt, inside one transaction. */
function correctWithin(
  context: Context,
  act: Act,
  of: {
    readonly receipt: ReceiptView;
    readonly approved: Approved;
    readonly input: CommandInput<'correct'>;
  },
): Result<Payment> {
  const { receipt, approved, input } = of;
  const { approverId, serviceCode, facts, givenPaise } = input;
  const record = citizenRecord(act.store, receipt.citizen);
  if (record === null) return fail('RECEIPT_UNKNOWN', { receipt: receipt.receiptNumber });
  act.append('staff.stepped_up', approved);
  appendReversal(act, { receipt, reason: 'wrong_service', approverId, paidBackPaise: ZERO });
  const visitId = act.nextVisitId();
  const issued = issueQuote(context, act, {
    serviceCode,
    facts,
    citizen: record.citizen,
    visitId,
    replaces: receipt.receiptNumber,
  });
  if (!issued.ok) return issued;
  const quote = act.views.view('quote', issued.value.quoteId);
  assert(quote !== undefined, 'a quote that was appended has a view');
  const visit = { visitId, quotes: [quote] as const };
  return payVisit(context, act, { visit, givenPaise, creditPaise: receipt.totalPaise });
}

export async function correct(
  context: Context,
  input: CommandInput<'correct'>,
): Promise<Result<CommandAnswer<'correct'>>> {
  const found = await receiptAndApproval(context, input, 'correct');
  if (!found.ok) return found;
  const { receipt, approved } = found.value;
  const corrected = context
    .recorder()
    .record((act) => correctWithin(context, act, { receipt, approved, input }));
  if (!corrected.ok) return corrected;
  if (corrected.value.changePaise > 0 || input.givenPaise > 0) context.openDrawer();
  showPaid(context);
  return ok({ ...corrected.value, reversed: receipt.receiptNumber });
}
