/**
 * A payment inside a transaction: the tender, one receipt a quote with its signed QR, and the print
 * jobs, all together or not at all (P2). Amounts come from journaled quotes alone.
 */
import { changeFor, type CashCount } from '#domain/cash.ts';
import type { InstrumentView } from '#domain/journal/paper-views.ts';
import type { LeafRef } from '#domain/leaf.ts';
import type { IsoDate } from '#domain/time.ts';
import type { PrintJobId, ReceiptNumber, TenderId } from '#domain/ids.ts';
import type { EntryBodies, ReceiptIssuedBody, TenderKind } from '#domain/journal/kinds.ts';
import { totalsAfter } from '#domain/journal/chain.ts';
import type { QuoteView, UpiView } from '#domain/journal/views.ts';
import { add, formatPaise, negate, subtract, ZERO, type Paise } from '#domain/money.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { certificateFromText } from '#protocol/certificates.ts';
import { encodeReceiptQr } from '#protocol/receipt-qr.ts';
import { counterOf, officeOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { visitTotal, type Visit } from '#terminal/visits.ts';

/** More than this beyond the fee is a slip of the finger: twenty of the largest notes. */
export const MAX_CHANGE_PAISE = 1_000_000;

export interface CashTerms {
  readonly totalPaise: Paise;
  readonly givenPaise: Paise;
  readonly changePaise: Paise;
  readonly change: CashCount;
}

/** Whether what was handed over (and what is here already) pays the total, and what goes back. */
export function cashTerms(of: {
  readonly totalPaise: Paise;
  readonly creditPaise: Paise;
  readonly givenPaise: Paise;
}): Result<CashTerms> {
  const { totalPaise, creditPaise, givenPaise } = of;
  if (changeFor(totalPaise) === null) {
    return fail('CASH_NOT_PAYABLE', { total: formatPaise(totalPaise) });
  }
  const changePaise = subtract(add(givenPaise, creditPaise), totalPaise);
  if (changePaise < 0) {
    return fail('CASH_SHORT', { missing: formatPaise(negate(changePaise)) });
  }
  if (givenPaise > 0 && changePaise > creditPaise + MAX_CHANGE_PAISE) {
    return fail('CASH_TOO_MUCH', { given: formatPaise(givenPaise) });
  }
  const change = changeFor(changePaise);
  if (change === null) return fail('CASH_NOT_PAYABLE', { total: formatPaise(changePaise) });
  return ok({ totalPaise, givenPaise, changePaise, change });
}

/** Signs the receipt that the next entry will hold: its place in the chain is in the code. */
function signedQr(context: Context, act: Act, body: Omit<ReceiptIssuedBody, 'qr'>): string {
  const counter = counterOf(context);
  const { head } = act;
  const totals = totalsAfter(head, {
    counterId: counter.counterId,
    kind: 'receipt.issued',
    body: { ...body, qr: '' },
  });
  return encodeReceiptQr({
    publicOrigin: officeOf(context).publicOrigin,
    certificate: certificateFromText(counter.certificate),
    sign: (message) => context.ports.signer.sign(message),
    receipt: {
      receiptNumber: body.receiptNumber,
      seq: head.seq + 1,
      issuedAt: body.issuedAt,
      serviceCode: body.serviceCode,
      totalPaise: body.totalPaise,
      tariffId: body.tariff.tariffId,
      tariffVersion: body.tariff.version,
      tariffHash: body.tariff.hash,
      grossChargedPaise: totals.grossChargedPaise,
      prevHash: head.hash,
      tenderKind: body.tenderKind,
    },
  }).qr;
}

function issueReceipt(
  context: Context,
  act: Act,
  of: {
    readonly quote: QuoteView;
    readonly tenderId: TenderId;
    readonly tenderKind: Exclude<TenderKind, 'nil'>;
    /** Of a leaf: when it was written. */
    readonly leaf?: LeafRef;
  },
): ReceiptNumber {
  const { quote, tenderId, leaf } = of;
  // What was paid elsewhere may have been put aside since.
  const isPayable = quote.status === 'open' || of.tenderKind !== 'cash';
  assert(isPayable && quote.status !== 'paid', `${quote.quoteId} is ${quote.status}, not open`);
  const receiptNumber = act.nextReceiptNumber();
  const body: Omit<ReceiptIssuedBody, 'qr'> = {
    receiptNumber,
    tenderId,
    quoteId: quote.quoteId,
    visitId: quote.visitId,
    serviceCode: quote.serviceCode,
    tariff: quote.tariff,
    lines: quote.lines,
    totalPaise: quote.totalPaise,
    tenderKind: quote.totalPaise === 0 ? 'nil' : of.tenderKind,
    language: quote.language,
    citizen: quote.citizen,
    issuedAt: leaf === undefined ? act.now : quote.quotedAt,
    ...(leaf === undefined ? {} : { leaf }),
  };
  act.append('receipt.issued', { ...body, qr: signedQr(context, act, body) });
  return receiptNumber;
}

export function queueReceipt(act: Act, receiptNumber: ReceiptNumber): PrintJobId {
  const jobId = act.nextPrintJobId();
  act.append('print.queued', { jobId, document: 'receipt', subject: receiptNumber });
  return jobId;
}

export interface Payment extends CashTerms {
  readonly tenderId: TenderId;
  readonly receiptNumbers: readonly ReceiptNumber[];
}

/** One tender for all quotes of the visit, one receipt each, each queued for the printer. */
export function payVisit(
  context: Context,
  act: Act,
  of: { readonly visit: Visit; readonly givenPaise: Paise; readonly creditPaise?: Paise },
): Result<Payment> {
  const { visit, givenPaise } = of;
  const creditPaise = of.creditPaise ?? ZERO;
  const terms = cashTerms({ totalPaise: visitTotal(visit), creditPaise, givenPaise });
  if (!terms.ok) return terms;
  const tenderId = act.nextTenderId();
  act.append('cash.tendered', {
    tenderId,
    visitId: visit.visitId,
    quoteIds: visit.quotes.map((quote) => quote.quoteId),
    creditPaise,
    ...terms.value,
  });
  const receiptNumbers = visit.quotes.map((quote) =>
    issueReceipt(context, act, { quote, tenderId, tenderKind: 'cash' }),
  );
  for (const receiptNumber of receiptNumbers) queueReceipt(act, receiptNumber);
  return ok({ ...terms.value, tenderId, receiptNumbers });
}

/** The gateway's success is the tender: the receipts of its quotes, each queued for the printer. */
export function payByGateway(
  context: Context,
  act: Act,
  of: {
    readonly upi: UpiView;
    readonly orderId: string;
    readonly gatewayPaymentId: string;
    readonly bankReference: string | null;
  },
): void {
  const { upi, orderId, gatewayPaymentId, bankReference } = of;
  const { chargeId, visitId, quoteIds, totalPaise } = upi;
  const tenderId = act.nextTenderId();
  const evidence = { orderId, gatewayPaymentId, bankReference };
  act.append('upi.confirmed', {
    tenderId,
    chargeId,
    visitId,
    quoteIds,
    totalPaise,
    ...evidence,
  });
  const numbers = quoteIds.map((quoteId) => {
    const quote = act.views.view('quote', quoteId);
    assert(quote !== undefined, `${quoteId} has no view`);
    return issueReceipt(context, act, { quote, tenderId, tenderKind: 'upi' });
  });
  for (const receiptNumber of numbers) queueReceipt(act, receiptNumber);
}

/** The bank has paid a cheque or draft: the receipts of its quotes, each queued for the printer. */
export function payByInstrument(
  context: Context,
  act: Act,
  of: {
    readonly held: InstrumentView;
    readonly bankReference: string;
    readonly realisedOn: IsoDate;
  },
): void {
  const { held, bankReference, realisedOn } = of;
  const { instrumentId, visitId, quoteIds, totalPaise } = held;
  const tenderId = act.nextTenderId();
  const charge = { instrumentId, visitId, quoteIds, totalPaise };
  act.append('instrument.realised', { ...charge, tenderId, bankReference, realisedOn });
  const numbers = quoteIds.map((quoteId) => {
    const quote = act.views.view('quote', quoteId);
    assert(quote !== undefined, `${quoteId} has no view`);
    return issueReceipt(context, act, { quote, tenderId, tenderKind: 'instrument' });
  });
  for (const receiptNumber of numbers) queueReceipt(act, receiptNumber);
}

/** What was collected on a leaf: tender and receipt. No paper: the citizen has the leaf. */
export function payByLeaf(
  context: Context,
  act: Act,
  body: Omit<EntryBodies['leaf.keyed'], 'tenderId'>,
): ReceiptNumber {
  const { leaf, quoteIds } = body;
  const tenderId = act.nextTenderId();
  act.append('leaf.keyed', { ...body, tenderId });
  const [quoteId] = quoteIds;
  const quote = quoteId === undefined ? undefined : act.views.view('quote', quoteId);
  assert(quote !== undefined, 'a leaf has the quote that was made of it');
  return issueReceipt(context, act, { quote, tenderId, tenderKind: 'cash', leaf });
}
