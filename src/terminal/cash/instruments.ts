/**
 * Cheques and demand drafts (CA18 to CA20): taken for the visit's quotes against a provisional
 * acknowledgement, receipted when HQ says that the bank has paid. The amount is the quotes' total.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import type { InstrumentReceivedBody } from '#domain/journal/instrument-kinds.ts';
import type { InstrumentView } from '#domain/journal/paper-views.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { addMonths } from '#domain/tariff/derive.ts';
import type { IsoDate } from '#domain/time.ts';
import { counterOf, here, officeOf, shiftOf, type Context } from '#terminal/context.ts';
import { checkIdentity } from '#terminal/fingers/identity.ts';
import type { About, Act } from '#terminal/journal/recorder.ts';
import { instrumentNews, SETTING } from '#terminal/settings.ts';
import { payByInstrument } from '#terminal/use-cases/receipts.ts';
import { closeSoon, visitChargeId, waitingUpi } from '#terminal/use-cases/upi.ts';
import { payableVisit, visitTotal } from '#terminal/visits.ts';
import type { FeedInstrument } from '#protocol/feed.ts';

/** By the law's custom: three months from the date on it. */
const VALID_MONTHS = 3;

type Taken = CommandInput<'takeInstrument'>;

function checkAccepted(context: Context, { instrument }: Taken): Result<null> {
  const { instruments } = officeOf(context);
  // A training counter never takes what a bank would pay.
  const isAccepted = instruments?.kinds.includes(instrument) === true;
  return isAccepted && !counterOf(context).training ? ok(null) : fail('INSTRUMENT_NOT_ACCEPTED');
}

/** CA18: neither of tomorrow nor older than a bank would pay. */
function checkDate(drawnOn: IsoDate, today: IsoDate): Result<null> {
  if (drawnOn > today) return fail('INSTRUMENT_POSTDATED', { date: drawnOn });
  const last = addMonths(drawnOn, VALID_MONTHS);
  return today > last ? fail('INSTRUMENT_STALE', { date: drawnOn, last }) : ok(null);
}

const isSame = (held: InstrumentView, { instrument, number, bank }: Taken): boolean =>
  held.instrument === instrument &&
  held.number === number &&
  held.bank.toLowerCase() === bank.toLowerCase();

function receive(context: Context, act: Act, input: Taken): Result<InstrumentReceivedBody> {
  const { visitId, instrument, number, bank, drawnOn } = input;
  const date = checkDate(drawnOn, act.businessDate);
  if (!date.ok) return date;
  const held = act.views.viewsByTag('instrument', 'held').find((each) => isSame(each, input));
  if (held !== undefined) return fail('INSTRUMENT_KNOWN', { id: held.instrumentId });
  const visit = payableVisit(act.views, visitId, act.now);
  if (!visit.ok) return visit;
  const known = checkIdentity(context, act.views, visit.value);
  if (!known.ok) return known;
  const totalPaise = visitTotal(visit.value);
  if (totalPaise === 0) return fail('INSTRUMENT_FOR_NOTHING');
  const upi = waitingUpi(act.views, visit.value);
  if (upi !== null) act.append('upi.ended', { chargeId: upi.chargeId, why: 'stopped' });
  const body: InstrumentReceivedBody = {
    instrumentId: act.nextInstrumentId(),
    visitId,
    quoteIds: visit.value.quotes.map(({ quoteId }) => quoteId),
    totalPaise,
    instrument,
    number,
    bank,
    drawnOn,
    language: visit.value.quotes[0].language,
  };
  act.append('instrument.received', body);
  const jobId = act.nextPrintJobId();
  act.append('print.queued', { jobId, document: 'instrument_slip', subject: body.instrumentId });
  return ok(body);
}

export function takeInstrument(
  context: Context,
  input: Taken,
): Result<CommandAnswer<'takeInstrument'>> {
  const accepted = checkAccepted(context, input);
  if (!accepted.ok) return accepted;
  let chargeId = '';
  const taken = context.recorder().record((act) => {
    const visit = payableVisit(act.views, input.visitId, act.now);
    if (visit.ok) chargeId = visitChargeId(visit.value);
    return receive(context, act, input);
  });
  if (!taken.ok) return taken;
  closeSoon(context, { chargeId, why: 'cash_taken' });
  context.printSoon();
  const { instrumentId, totalPaise } = taken.value;
  return ok({ instrumentId, totalPaise });
}

function takeRealised(
  context: Context,
  act: Act,
  of: { held: InstrumentView; item: FeedInstrument },
) {
  const { held, item } = of;
  const { bankReference, date: realisedOn, totalPaise } = item;
  if (bankReference === null || totalPaise !== held.totalPaise) {
    context.ports.log.warn('instrument.differs', { instrument: held.instrumentId });
    return;
  }
  payByInstrument(context, act, { held, bankReference, realisedOn });
}

function takeDishonoured(act: Act, held: InstrumentView, item: FeedInstrument): void {
  const { instrumentId, quoteIds } = held;
  const { date: returnedOn, reason } = item;
  act.append('instrument.dishonoured', { instrumentId, reason: reason ?? 'other', returnedOn });
  for (const quoteId of quoteIds) act.append('quote.lapsed', { quoteId, reason: 'dishonoured' });
}

/** Said once: what the counter knows to be ended, or never took, changes nothing. */
function take(context: Context, act: Act, item: FeedInstrument): void {
  const held = act.views.view('instrument', item.instrumentId);
  if (held?.state !== 'held') return;
  if (item.state === 'realised') takeRealised(context, act, { held, item });
  else takeDishonoured(act, held, item);
}

const ownerOfShift = (context: Context): About => ({ staffId: shiftOf(context).staffId });

/** CA20: a receipt needs an open shift; whatever waits for one stays kept. */
export function takeInstrumentNews(context: Context): Result<null> {
  const news = instrumentNews(context.ports.store.read);
  if (news.length === 0 || here(context).shiftId === null) return ok(null);
  const taken = context.recorder().record((act) => {
    for (const item of news) take(context, act, item);
    act.putSetting(SETTING.instrumentNews, '[]');
    return ok(null);
  }, ownerOfShift(context));
  if (!taken.ok) return taken;
  context.printSoon();
  context.changed();
  return ok(null);
}
