/**
 * A payment link by SMS: for a citizen without a UPI phone at hand. HQ makes it for the signed quotes;
 * the citizen goes with a slip, and what is paid comes by the feed like any other UPI payment.
 * docs/spec/payment-links.md.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { askLink } from '#terminal/upi/hq-desk.ts';
import { currentVisit, type Visit } from '#terminal/visits.ts';
import { beginUpi } from './upi.ts';

/** The very texts that HQ reads the amount from. */
function signedTexts(context: Context, visit: Visit) {
  const { read } = context.ports.store;
  return visit.quotes.map(({ quoteId, seq }) => {
    const stored = read.entry(seq);
    assert(stored !== undefined, `${quoteId} has no entry`);
    return { text: stored.text, signature: stored.signature };
  });
}

/** NO_CONTACT where the citizen gave no number or refused; the visit then stays as it was. */
export async function payByLink(
  context: Context,
  { visitId }: CommandInput<'payByLink'>,
): Promise<Result<CommandAnswer<'payByLink'>>> {
  const begun = beginUpi(context, visitId);
  if (!begun.ok) return begun;
  const { chargeId } = begun.value;
  const visit = currentVisit(context.ports.store.read);
  if (visit === undefined) return fail('VISIT_UNKNOWN', { visit: visitId });
  const made = await askLink(context.ports.transport, signedTexts(context, visit));
  const recorded = context.recorder().record((act) => {
    if (!made.ok) {
      act.append('upi.ended', { chargeId, why: 'unavailable' });
      return ok(null);
    }
    const { orderId, expiresAt } = made.value;
    act.append('upi.awaiting', { chargeId, orderId, expiresAt });
    act.append('upi.set_aside', { chargeId });
    const jobId = act.nextPrintJobId();
    act.append('print.queued', { jobId, document: 'upi_slip', subject: chargeId });
    return ok(null);
  });
  if (!recorded.ok) return recorded;
  if (!made.ok) return made;
  context.printSoon();
  return ok({ chargeId });
}
