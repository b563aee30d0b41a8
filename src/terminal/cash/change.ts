/** Change that the drawer cannot give: owed on a numbered slip, paid once at the same counter. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { formatPaise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { formatIstTime } from '#domain/time.ts';
import { shiftOf, type Context } from '#terminal/context.ts';

/** Only what the tender says goes back can be owed, and only while the citizen is of this shift. */
export function oweChange(
  context: Context,
  { receiptNumber, owedPaise }: CommandInput<'oweChange'>,
): Result<CommandAnswer<'oweChange'>> {
  const { read } = context.ports.store;
  const receipt = read.view('receipt', receiptNumber);
  const tender = receipt === undefined ? undefined : read.view('tender', receipt.tenderId);
  if (receipt === undefined || tender === undefined) {
    return fail('RECEIPT_UNKNOWN', { receipt: receiptNumber });
  }
  if (receipt.shiftId !== shiftOf(context).shiftId) {
    return fail('RECEIPT_OTHER_SHIFT', { receipt: receiptNumber });
  }
  const { tenderId, changePaise } = tender;
  if (owedPaise === 0 || owedPaise > changePaise || tender.owedPaise !== undefined) {
    return fail('CHANGE_NOT_OWED', { receipt: receiptNumber, change: formatPaise(changePaise) });
  }
  const owed = context.recorder().record((act) => {
    const slipId = act.nextSlipId();
    const { language } = receipt;
    act.append('change.owed', { slipId, tenderId, amountPaise: owedPaise, language });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'change_slip', subject: slipId });
    return ok({ slipId, owedPaise });
  });
  if (owed.ok) context.printSoon();
  return owed;
}

export function giveChange(
  context: Context,
  { slipId }: CommandInput<'giveChange'>,
): Result<CommandAnswer<'giveChange'>> {
  const slip = context.ports.store.read.view('changeSlip', slipId);
  if (slip === undefined) return fail('CHANGE_SLIP_UNKNOWN', { slip: slipId });
  if (slip.givenAt !== null) {
    return fail('CHANGE_SLIP_PAID', { slip: slipId, at: formatIstTime(slip.givenAt) });
  }
  const { amountPaise } = slip;
  const given = context.recorder().record((act) => {
    act.append('change.given', { slipId, amountPaise });
    return ok({ slipId, givenPaise: amountPaise });
  });
  if (given.ok) context.openDrawer();
  return given;
}
