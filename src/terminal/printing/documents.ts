/**
 * Papers from committed entries: a print job names what it prints, and the paper is laid out from
 * the views each time, so that a copy cannot differ from its entry.
 */
import type { Language, Texts } from '#domain/language.ts';
import type { ReceiptNumber } from '#domain/ids.ts';
import type { PrintJobView, QuoteView, ReceiptView, TenderView } from '#domain/journal/views.ts';
import { add, formatPaise, formatRupees, type Paise } from '#domain/money.ts';
import type { PaperTender, PricedService, ReceiptContent } from '#domain/receipt/content.ts';
import { layoutReceipt } from '#domain/receipt/layout-receipt.ts';
import {
  layoutQuoteSlip,
  layoutReversalSlip,
  layoutTableSlip,
  layoutTestPage,
} from '#domain/receipt/layout-slips.ts';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import { assert, type Result, ok } from '#domain/result.ts';
import { amountInWords } from '#domain/words.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { citizenRecord } from '#terminal/citizen-record.ts';
import { counterOf, officeOf, type Context } from '#terminal/context.ts';
import { describeCharged } from '#terminal/pricing.ts';
import { factRows, linesOf } from '#terminal/snapshots/quote.ts';
import { readX } from '#terminal/use-cases/drawer.ts';
import { cashPaper } from './cash-papers.ts';
import { letterhead } from './letterhead.ts';
import { REVERSAL_WORDS, UPI_WORDS, X_WORDS } from './words.ts';

/** The service as charged, from the entry's figures and the words of the tariff it names. */
function pricedService(context: Context, quote: QuoteView, language: Language): PricedService {
  const described = describeCharged(context, quote);
  const charge = described.ok ? described.value : null;
  const tariff = context.tariffs().byRef(quote.tariff);
  const code: Texts = { en: quote.serviceCode, hi: quote.serviceCode };
  return {
    service: charge?.serviceTexts ?? code,
    factsInWords: charge === null ? [] : factRows(charge),
    lines: linesOf(quote.lines, charge),
    totalPaise: quote.totalPaise,
    totalInWords: amountInWords(quote.totalPaise, language),
    tariff: {
      citation: tariff.ok ? tariff.value.texts[language] : quote.tariff.tariffId,
      version: String(quote.tariff.version),
    },
  };
}

function tenderOf(receipt: ReceiptView, tender: TenderView): PaperTender | null {
  if (receipt.tenderKind === 'nil') return null;
  const { givenPaise, changePaise, creditPaise, upi, instrument } = tender;
  if (instrument !== undefined) {
    return { kind: 'instrument', reference: instrument.bankReference };
  }
  if (upi !== undefined) {
    return { kind: 'upi', reference: upi.bankReference ?? upi.gatewayPaymentId };
  }
  return { kind: 'cash', givenPaise, changePaise, ...(creditPaise > 0 ? { creditPaise } : {}) };
}

/** The last six digits: enough to bracket the turnover between two receipts, too few to read it. */
const lastDigits = (totalPaise: Paise): string => String(totalPaise).padStart(6, '0').slice(-6);

const viewsOf = (context: Context) => context.ports.store.read;

function receiptContent(context: Context, receipt: ReceiptView, duplicate: number): ReceiptContent {
  const store = viewsOf(context);
  const quote = store.view('quote', receipt.quoteId);
  const tender = store.view('tender', receipt.tenderId);
  assert(quote !== undefined && tender !== undefined, `${receipt.receiptNumber} stands alone`);
  const person = citizenRecord(store, receipt.citizen)?.citizen ?? null;
  const qrText = receiptQrUrlOfEntry(officeOf(context).publicOrigin, receipt.qr);
  assert(qrText !== null, `${receipt.receiptNumber} has no readable QR`);
  const together = tender.receiptNumbers.length > 1;
  return {
    ...letterhead(context, receipt.staffId),
    ...pricedService(context, quote, receipt.language),
    receiptNumber: receipt.receiptNumber,
    issuedAt: receipt.issuedAt,
    businessDate: receipt.businessDate,
    receivedFrom: person?.payer ?? null,
    onAccountOf: person?.beneficiary ?? null,
    applicationRef: person?.applicationRef ?? null,
    tender: tenderOf(receipt, tender),
    ...(together ? { paidTogetherPaise: tender.totalPaise } : {}),
    runningTotalDigits: lastDigits(receipt.grossChargedPaise),
    qrText,
    duplicateNumber: duplicate === 0 ? null : duplicate,
    reversal: reversalOf(receipt),
  };
}

function reversalOf(receipt: ReceiptView): ReceiptContent['reversal'] {
  const { reversed } = receipt;
  if (reversed === null) return null;
  return {
    reversalNumber: String(reversed.seq),
    reversedAt: reversed.at,
    reason: REVERSAL_WORDS[reversed.reason],
  };
}

function quoteSlip(context: Context, job: PrintJobView): Result<PaperDocument> {
  const store = viewsOf(context);
  const quote = store.view('quote', job.subject);
  assert(quote !== undefined, `no quote ${job.subject}`);
  const { language } = quote;
  const content = {
    ...letterhead(context, quote.staffId),
    ...pricedService(context, quote, language),
    quoteNumber: quote.quoteId,
    issuedAt: quote.quotedAt,
    validUntil: quote.validUntil,
    applicationRef: citizenRecord(store, quote.citizen)?.citizen.applicationRef ?? null,
  };
  return layoutQuoteSlip(content, { language, paper: context.ports.paper });
}

/** The receipt that replaced this one in the same act, where it was corrected. */
function replacementOf(context: Context, receipt: ReceiptView): ReceiptNumber | null {
  const store = viewsOf(context);
  const later = store.viewsByTag('receipt', receipt.shiftId ?? '');
  const replacement = later.find(
    ({ quoteId }) => store.view('quote', quoteId)?.replaces === receipt.receiptNumber,
  );
  return replacement?.receiptNumber ?? null;
}

function reversalSlip(context: Context, job: PrintJobView): Result<PaperDocument> {
  const store = viewsOf(context);
  const receipt = store.view('receipt', job.subject);
  const quote = receipt === undefined ? undefined : store.view('quote', receipt.quoteId);
  assert(receipt !== undefined && quote !== undefined, `no receipt ${job.subject}`);
  const { reversed, language } = receipt;
  assert(reversed !== null, `${job.subject} is not reversed`);
  const content = {
    ...letterhead(context, receipt.staffId),
    reversalNumber: String(reversed.seq),
    receiptNumber: receipt.receiptNumber,
    reversedAt: reversed.at,
    service: pricedService(context, quote, language).service,
    reason: REVERSAL_WORDS[reversed.reason],
    amountPaise: receipt.totalPaise,
    amountInWords: amountInWords(receipt.totalPaise, language),
    returned: returnedOf(reversed, receipt),
    approvedBy: reversed.approverId,
    runningReversedDigits: lastDigits(grossReversedAt(context, reversed.seq)),
    replacedBy: replacementOf(context, receipt),
  };
  return layoutReversalSlip(content, { language, paper: context.ports.paper });
}

/** What came by UPI goes back through the gateway. */
function returnedOf(
  { paidBackPaise }: NonNullable<ReceiptView['reversed']>,
  { tenderKind }: ReceiptView,
): 'cash' | 'refund-due' | 'none' {
  if (paidBackPaise > 0) return 'cash';
  return tenderKind === 'upi' ? 'refund-due' : 'none';
}

/** The running total that the reversal's own entry bears. */
function grossReversedAt(context: Context, seq: number): Paise {
  const stored = viewsOf(context).entry(seq);
  assert(stored !== undefined, `entry ${seq} is missing`);
  const { grossReversedPaise } = JSON.parse(stored.text) as { grossReversedPaise: Paise };
  return add(grossReversedPaise, 0 as Paise);
}

function xSlip(context: Context, job: PrintJobView): Result<PaperDocument> {
  const shift = viewsOf(context).view('shift', job.subject);
  assert(shift !== undefined, `no shift ${job.subject}`);
  const x = readX(shift, job.queuedAt);
  const row = (label: Texts, value: number | string) => ({ label, value: String(value) });
  const content = {
    ...letterhead(context, shift.staffId),
    title: X_WORDS.title,
    printedAt: job.queuedAt,
    facts: [
      { label: X_WORDS.shift, value: shift.shiftId },
      { label: X_WORDS.businessDate, value: x.businessDate },
    ],
    sections: [
      {
        heading: null,
        rows: [
          row(X_WORDS.quotes, x.quotes),
          row(X_WORDS.lapsed, x.lapsed),
          row(X_WORDS.receipts, x.receipts),
          row(X_WORDS.nilReceipts, x.nilReceipts),
          row(X_WORDS.reversals, x.reversals),
          row(X_WORDS.reprints, x.reprints),
          row(X_WORDS.noSales, x.noSales),
          row(X_WORDS.instruments, x.instruments),
          row(X_WORDS.instrumentsWorth, formatPaise(x.instrumentsPaise)),
        ],
      },
    ],
    note: X_WORDS.note,
    signatures: [],
  };
  return layoutTableSlip(content, { language: 'en', paper: context.ports.paper });
}

/** What a citizen takes who cannot be told yet whether their payment has come (P6). */
function upiSlip(context: Context, job: PrintJobView): Result<PaperDocument> {
  const store = viewsOf(context);
  const upi = store.view('upi', job.subject);
  const quotes = (upi?.quoteIds ?? []).map((quoteId) => store.view('quote', quoteId));
  const [first] = quotes;
  assert(upi !== undefined && first !== undefined, `no charge ${job.subject}`);
  const services = quotes.flatMap((quote) =>
    quote === undefined
      ? []
      : [
          {
            label: pricedService(context, quote, first.language).service,
            value: formatRupees(quote.totalPaise),
          },
        ],
  );
  const total = { label: UPI_WORDS.total, value: formatRupees(upi.totalPaise), strong: true };
  // Wanted while the line was away: there is nothing yet that could have been paid.
  const isToCome = upi.state === 'requested';
  const content = {
    ...letterhead(context, first.staffId),
    title: isToCome ? UPI_WORDS.linkTitle : UPI_WORDS.title,
    printedAt: job.queuedAt,
    facts: [{ label: UPI_WORDS.number, value: upi.chargeId }],
    sections: [{ heading: null, rows: [...services, total] }],
    note: isToCome ? UPI_WORDS.linkNote : UPI_WORDS.note,
    signatures: [],
  };
  return layoutTableSlip(content, { language: first.language, paper: context.ports.paper });
}

function testPage(context: Context, job: PrintJobView): PaperDocument {
  const office = officeOf(context);
  const content = {
    officeName: office.name,
    counterLabel: String(counterOf(context).number),
    printedAt: job.queuedAt,
    qrText: office.publicOrigin.toUpperCase(),
  };
  return layoutTestPage(content, { language: 'en', paper: context.ports.paper });
}

/** The paper of a job. PRINT_UNDRAWABLE where a money line cannot be drawn: the record stands. */
export function documentOf(context: Context, job: PrintJobView): Result<PaperDocument> {
  switch (job.document) {
    case 'receipt': {
      const receipt = viewsOf(context).view('receipt', job.subject);
      assert(receipt !== undefined, `no receipt ${job.subject}`);
      const content = receiptContent(context, receipt, job.duplicate);
      return layoutReceipt(content, { language: receipt.language, paper: context.ports.paper });
    }
    case 'quote_slip':
      return quoteSlip(context, job);
    case 'upi_slip':
      return upiSlip(context, job);
    case 'reversal_slip':
      return reversalSlip(context, job);
    case 'x_report':
      return xSlip(context, job);
    case 'test_page':
      return ok(testPage(context, job));
    default:
      return cashPaper(context, job.document, job);
  }
}
