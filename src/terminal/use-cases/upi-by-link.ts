/**
 * A payment link by SMS: for a citizen without a UPI phone at hand, or while the line is away. HQ makes
 * it for the signed quotes, now or when the line is back; the citizen goes with a slip, and what is paid
 * comes by the feed like any other UPI payment. docs/spec/payment-links.md.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import type { VisitId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { citizenRecord } from '#terminal/citizen-record.ts';
import type { Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { areLinksOn } from '#terminal/settings.ts';
import { askLink } from '#terminal/upi/hq-desk.ts';
import { signedQuotes } from '#terminal/upi/signed-quotes.ts';
import { currentVisit } from '#terminal/visits.ts';
import { beginUpi } from './upi.ts';

type Linked = Result<CommandAnswer<'payByLink'>>;

function goWithSlip(act: Act, chargeId: string): void {
  act.append('upi.set_aside', { chargeId });
  const jobId = act.nextPrintJobId();
  act.append('print.queued', { jobId, document: 'upi_slip', subject: chargeId });
}

/** NO_CONTACT where the citizen gave no number or refused; the visit then stays as it was. */
async function linkNow(context: Context, chargeId: string, visitId: VisitId): Promise<Linked> {
  const visit = currentVisit(context.ports.store.read);
  if (visit === undefined) return fail('VISIT_UNKNOWN', { visit: visitId });
  const quoteIds = visit.quotes.map(({ quoteId }) => quoteId);
  const made = await askLink(context.ports.transport, signedQuotes(context, quoteIds));
  const recorded = context.recorder().record((act) => {
    if (!made.ok) {
      act.append('upi.ended', { chargeId, why: 'unavailable' });
      return ok(null);
    }
    const { orderId, expiresAt } = made.value;
    act.append('upi.awaiting', { chargeId, orderId, expiresAt });
    goWithSlip(act, chargeId);
    return ok(null);
  });
  if (!recorded.ok) return recorded;
  return made.ok ? ok({ chargeId }) : made;
}

/** PL5: requested and set aside; `upi/links.ts` asks HQ when the line is back. */
function linkLater(context: Context, chargeId: string): Linked {
  const recorded = context.recorder().record((act) => {
    goWithSlip(act, chargeId);
    return ok(null);
  });
  return recorded.ok ? ok({ chargeId }) : recorded;
}

/** Whether HQ sends links, and to whom: without a line nobody else can say so. */
function checkLater(context: Context): Result<null> {
  const { read } = context.ports.store;
  if (!areLinksOn(read)) return fail('MESSAGES_OFF');
  const last = currentVisit(read)?.quotes.at(-1);
  const person = last === undefined ? null : citizenRecord(read, last.citizen)?.citizen;
  const isReachable = (person?.mobile ?? null) !== null && person?.contact === undefined;
  return isReachable ? ok(null) : fail('NO_CONTACT');
}

export async function payByLink(
  context: Context,
  { visitId }: CommandInput<'payByLink'>,
): Promise<Linked> {
  const isOnline = context.sync().state === 'online';
  const reachable = isOnline ? ok(null) : checkLater(context);
  if (!reachable.ok) return reachable;
  const begun = beginUpi(context, visitId, isOnline ? 'now' : 'later');
  if (!begun.ok) return begun;
  const { chargeId } = begun.value;
  const linked = isOnline
    ? await linkNow(context, chargeId, visitId)
    : linkLater(context, chargeId);
  if (linked.ok) context.printSoon();
  return linked;
}
