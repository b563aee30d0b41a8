/** Bodies of entries as a counter makes them, for suites that need a journal and not the terminal. */
import { cashTotal, changeFor, type CashCount } from '#domain/cash.ts';
import {
  GENESIS_HASH,
  type Hash,
  type KeyId,
  type ReceiptNumber,
  type StaffId,
} from '#domain/ids.ts';
import type {
  CashTenderedBody,
  ChargedLine,
  EntryBodies,
  QuoteIssuedBody,
  ReceiptIssuedBody,
  TariffRef,
} from '#domain/journal/kinds.ts';
import type { LeafRef } from '#domain/leaf.ts';
import { add, paise, rupees, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type { Act } from '#terminal/journal/recorder.ts';

export const CLERK = 'S1042' as StaffId;
export const MANAGER = 'S2001' as StaffId;

export const TARIFF: TariffRef = {
  tariffId: 'transport-licences',
  version: 3,
  hash: 'ab'.repeat(32) as Hash,
};

export const FLOAT: CashCount = { 10000: 5, 5000: 6, 1000: 20, 100: 50 };

export const enrolledBody = (publicKey: Uint8Array): EntryBodies['counter.enrolled'] => ({
  publicKey: toBase64Url(publicKey),
  rootKeyId: '0123456789abcdef' as KeyId,
  certificateHash: GENESIS_HASH,
  training: false,
  softwareVersion: '0.1.0',
});

export const linesOf = (amountsPaise: readonly number[]): readonly ChargedLine[] =>
  amountsPaise.map((amount, index) => ({
    code: `fee-${index + 1}`,
    head: index === 0 ? '0041-00-101-01' : '0041-00-102-02',
    quantity: 1,
    ratePaise: paise(amount),
    amountPaise: paise(amount),
  }));

const totalOf = (lines: readonly ChargedLine[]): Paise =>
  sum(lines.map((line) => line.amountPaise));

/** Issues a quote of these lines for the citizen, whose details are kept apart. */
export function issueQuote(
  act: Act,
  of: {
    readonly lines: readonly ChargedLine[];
    readonly visitId?: QuoteIssuedBody['visitId'];
    readonly replaces?: ReceiptNumber;
    readonly leaf?: LeafRef;
  },
): QuoteIssuedBody {
  const body: QuoteIssuedBody = {
    quoteId: act.nextQuoteId(),
    visitId: of.visitId ?? act.nextVisitId(),
    serviceCode: 'learner-licence',
    tariff: TARIFF,
    facts: { classes: 2, ageBand: '18-60', urgent: false },
    lines: of.lines,
    totalPaise: totalOf(of.lines),
    quotedAt: act.now,
    validUntil: instant(act.now + 1_800_000),
    language: 'hi',
    citizen: act.keepPrivate('{"payer":"A Citizen","applicationRef":"KA01-2026-77","mobile":null}'),
    phone: 'none',
    shownOn: 'display',
    previews: 1,
    ...(of.replaces === undefined ? {} : { replaces: of.replaces }),
    ...(of.leaf === undefined ? {} : { leaf: of.leaf }),
  };
  act.append('quote.issued', body);
  return body;
}

/** What a QR's payload weighs. */
const QR = toBase64Url(Uint8Array.from({ length: 260 }, (_, index) => (index * 7) % 256));

export function receiptBody(
  act: Act,
  of: { readonly quote: QuoteIssuedBody; readonly tenderId: ReceiptIssuedBody['tenderId'] },
): ReceiptIssuedBody {
  const { quote, tenderId } = of;
  return {
    receiptNumber: act.nextReceiptNumber(),
    tenderId,
    quoteId: quote.quoteId,
    visitId: quote.visitId,
    serviceCode: quote.serviceCode,
    tariff: quote.tariff,
    lines: quote.lines,
    totalPaise: quote.totalPaise,
    tenderKind: quote.totalPaise === 0 ? 'nil' : 'cash',
    language: quote.language,
    citizen: quote.citizen,
    issuedAt: act.now,
    qr: QR,
  };
}

/** Cash for the quotes, with `overPaise` more than is due handed over; receipts and print jobs. */
export function takeCash(
  act: Act,
  of: {
    readonly quotes: readonly QuoteIssuedBody[];
    readonly overPaise?: Paise;
    readonly creditPaise?: Paise;
  },
): readonly ReceiptIssuedBody[] {
  const { quotes, overPaise = ZERO, creditPaise = ZERO } = of;
  const [first] = quotes;
  assert(first !== undefined, 'nothing to pay for');
  const totalPaise = sum(quotes.map((quote) => quote.totalPaise));
  const duePaise = paise(Math.max(0, totalPaise - creditPaise));
  const givenPaise = add(duePaise, overPaise);
  const changePaise = subtract(add(givenPaise, creditPaise), totalPaise);
  const body: CashTenderedBody = {
    tenderId: act.nextTenderId(),
    visitId: first.visitId,
    quoteIds: quotes.map((quote) => quote.quoteId),
    totalPaise,
    creditPaise,
    givenPaise,
    changePaise,
    change: changeFor(changePaise) ?? {},
  };
  act.append('cash.tendered', body);
  return quotes.map((quote) => {
    const receipt = receiptBody(act, { quote, tenderId: body.tenderId });
    act.append('receipt.issued', receipt);
    const subject = receipt.receiptNumber;
    act.append('print.queued', { jobId: act.nextPrintJobId(), document: 'receipt', subject });
    return receipt;
  });
}

export const openedBody = (act: Act, float: CashCount = FLOAT): EntryBodies['shift.opened'] => ({
  shiftId: act.nextShiftId(),
  float,
  floatPaise: cashTotal(float),
  personalCashPaise: rupees(200),
});
