/** A receipt that a citizen has lost: certified once, under a number, by the manager. Never copied. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { checkApproval } from '#terminal/use-cases/pin.ts';

export async function certify(
  context: Context,
  input: CommandInput<'certify'>,
): Promise<Result<CommandAnswer<'certify'>>> {
  const { receiptNumber, reason, approverId } = input;
  const { read } = context.ports.store;
  const receipt = read.view('receipt', receiptNumber);
  if (receipt === undefined) return fail('RECEIPT_UNKNOWN', { receipt: receiptNumber });
  if (receipt.reversed !== null) return fail('ALREADY_REVERSED', { receipt: receiptNumber });
  const known = read.view('certificate', receiptNumber);
  if (known !== undefined) {
    const { certificateNumber: certificate } = known;
    return fail('RECEIPT_CERTIFIED', { receipt: receiptNumber, certificate });
  }
  const approved = await checkApproval(context, input, 'certify');
  if (!approved.ok) return approved;
  const certified = context.recorder().record((act) => {
    const certificateNumber = act.nextCertificateNumber();
    act.append('staff.stepped_up', approved.value);
    act.append('certificate.issued', { certificateNumber, receiptNumber, reason, approverId });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'certificate', subject: receiptNumber });
    return ok({ certificateNumber });
  });
  if (certified.ok) context.printSoon();
  return certified;
}
