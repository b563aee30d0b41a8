/**
 * Quotes: the official amount, journaled and signed before anybody sees it. What is signed is made
 * from a service, facts and the tariff in force; this module has no way to be given an amount (P1).
 */
import type { CommandInput } from '#contract/commands.ts';
import type { CommandAnswer } from '#contract/answers.ts';
import type { Citizen } from '#contract/values.ts';
import type { ReceiptNumber, VisitId } from '#domain/ids.ts';
import type { ChargedLine, QuoteIssuedBody } from '#domain/journal/kinds.ts';
import type { LeafRef } from '#domain/leaf.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { nextChange } from '#domain/tariff/book.ts';
import type { PricedLine } from '#domain/tariff/types.ts';
import { instant, type Instant } from '#domain/time.ts';
import { citizenRecord, citizenRecordText } from '#terminal/citizen-record.ts';
import { shiftOf, type Context } from '#terminal/context.ts';
import { isDisplayPresent, watchDisplay } from '#terminal/display.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { priceNow, priceThen, type Item, type Priced } from '#terminal/pricing.ts';
import { quoteSnapshot } from '#terminal/snapshots/quote.ts';
import { currentVisit, isExpired, liveQuote, MAX_QUOTES_IN_VISIT } from '#terminal/visits.ts';
import { waitingUpi } from './upi.ts';
import { checkApproval, type Approved } from './pin.ts';

export const QUOTE_VALIDITY_MS = 15 * 60_000;

export interface QuoteRequest extends Item {
  readonly citizen: Citizen;
  readonly visitId: VisitId;
  /** A correction: the receipt that this quote replaces. */
  readonly replaces?: ReceiptNumber;
  /** Written by hand: on which leaf, and when. */
  readonly onLeaf?: { readonly leaf: LeafRef; readonly writtenAt: Instant };
}

const chargedLine = (line: PricedLine): ChargedLine => ({
  code: line.code,
  head: line.head,
  ...(line.quantity === undefined ? {} : { quantity: line.quantity }),
  ...(line.ratePaise === undefined ? {} : { ratePaise: line.ratePaise }),
  amountPaise: line.amountPaise,
});

/** A quote ends no later than its tariff. */
function validUntil(context: Context, item: Item, at: Instant): Instant {
  const change = nextChange(context.tariffs().book, item.serviceCode, at);
  const usual = at + QUOTE_VALIDITY_MS;
  return instant(change === null ? usual : Math.min(usual, change));
}

/** Journals one signed quote inside a transaction. The price is computed here and only here. */
export function issueQuote(
  context: Context,
  act: Act,
  request: QuoteRequest,
): Result<QuoteIssuedBody & { readonly priced: Priced }> {
  const { citizen, facts, visitId, replaces, serviceCode, onLeaf } = request;
  const quotedAt = onLeaf?.writtenAt ?? act.now;
  const priced =
    onLeaf === undefined
      ? priceNow(context, request, quotedAt)
      : priceThen(context, request, quotedAt);
  if (!priced.ok) return priced;
  const { charge, tariff, pricedAt } = priced.value;
  const body: QuoteIssuedBody = {
    quoteId: act.nextQuoteId(),
    visitId,
    serviceCode,
    tariff,
    facts: charge.coarseFacts,
    lines: charge.lines.map(chargedLine),
    totalPaise: charge.totalPaise,
    quotedAt,
    ...(pricedAt === quotedAt ? {} : { pricedAt }),
    validUntil: validUntil(context, request, quotedAt),
    language: citizen.language,
    citizen: act.keepPrivate(citizenRecordText({ citizen, facts })),
    phone: citizen.mobile === null ? 'none' : 'given',
    ...(citizen.contact === undefined ? {} : { contact: citizen.contact }),
    shownOn: onLeaf === undefined && isDisplayPresent(context) ? 'display' : 'slip',
    previews: context.memory.previews,
    ...(replaces === undefined ? {} : { replaces }),
    ...(onLeaf === undefined ? {} : { leaf: onLeaf.leaf }),
  };
  act.append('quote.issued', body);
  return ok({ ...body, priced: priced.value });
}

/** Where the citizen has no screen, the quote goes on paper. */
function queueSlip(act: Act, body: QuoteIssuedBody): void {
  if (body.shownOn === 'display') return;
  const jobId = act.nextPrintJobId();
  act.append('print.queued', { jobId, document: 'quote_slip', subject: body.quoteId });
}

/** The visit that a new quote joins: the one being served, or a new one. */
function visitToJoin(act: Act): Result<VisitId> {
  const visit = currentVisit(act.views);
  if (visit === undefined) return ok(act.nextVisitId());
  // Its code is for the quotes of before.
  if (waitingUpi(act.views, visit) !== null) return fail('UPI_ORDER_OPEN');
  const isFull = visit.quotes.length >= MAX_QUOTES_IN_VISIT;
  return isFull ? fail('VISIT_TOO_LARGE', { max: MAX_QUOTES_IN_VISIT }) : ok(visit.visitId);
}

/** The tariff may have changed while the manager typed: what needs them is asked again here. */
function quoteIntoVisit(
  context: Context,
  act: Act,
  of: Omit<QuoteRequest, 'visitId'> & { readonly isApproved: boolean },
): Result<QuoteIssuedBody> {
  const { isApproved, ...request } = of;
  const visitId = visitToJoin(act);
  if (!visitId.ok) return visitId;
  const issued = issueQuote(context, act, { ...request, visitId: visitId.value });
  if (!issued.ok) return issued;
  const { priced, ...body } = issued.value;
  if (priced.charge.needsSecondPerson && !isApproved) return fail('APPROVAL_NEEDED');
  queueSlip(act, body);
  return ok(body);
}

type QuoteAnswer = CommandAnswer<'quote'>;

function answerQuote(context: Context, body: QuoteIssuedBody): Result<QuoteAnswer> {
  context.memory.previews = 0;
  context.printSoon();
  return ok({ visitId: body.visitId, quote: quoteSnapshot(context, body) });
}

/** A waiver at discretion needs a second person before anything is journaled. */
async function checkWaiver(
  context: Context,
  input: CommandInput<'quote'>,
): Promise<Result<Approved | null>> {
  const priced = priceNow(context, input, context.now());
  if (!priced.ok) return priced;
  if (!priced.value.charge.needsSecondPerson) return ok(null);
  if (input.approval === undefined) return fail('APPROVAL_NEEDED');
  return checkApproval(context, input.approval, 'waive');
}

export async function quote(
  context: Context,
  input: CommandInput<'quote'>,
): Promise<Result<QuoteAnswer>> {
  watchDisplay(context);
  const approval = await checkWaiver(context, input);
  if (!approval.ok) return approval;
  const { serviceCode, facts, citizen } = input;
  const issued = context.recorder().record((act) => {
    const isApproved = approval.value !== null;
    if (approval.value !== null) act.append('staff.stepped_up', approval.value);
    return quoteIntoVisit(context, act, { serviceCode, facts, citizen, isApproved });
  });
  return issued.ok ? answerQuote(context, issued.value) : issued;
}

/** The same again, priced now: what one key does after a quote has expired. */
export function requote(
  context: Context,
  { quoteId }: CommandInput<'requote'>,
): Result<QuoteAnswer> {
  const { store } = context.ports;
  const old = store.read.view('quote', quoteId);
  if (old === undefined) return fail('QUOTE_UNKNOWN', { quote: quoteId });
  const isOfThisShift = old.seq >= shiftOf(context).firstSeq;
  if (old.status === 'paid' || !isOfThisShift) return fail('QUOTE_ENDED', { quote: quoteId });
  const record = citizenRecord(store.read, old.citizen);
  if (record === null) return fail('QUOTE_UNKNOWN', { quote: quoteId });
  const { serviceCode } = old;
  watchDisplay(context);
  const issued = context.recorder().record((act) => {
    const live = liveQuote(act.views, quoteId);
    if (live.ok) {
      const reason = isExpired(live.value, act.now) ? 'expired' : 'wrong_service';
      act.append('quote.lapsed', { quoteId, reason });
    }
    return quoteIntoVisit(context, act, { ...record, serviceCode, isApproved: false });
  });
  return issued.ok ? answerQuote(context, issued.value) : issued;
}
