/**
 * The next number of each series: a number is used up by appending the entry that bears it, never by
 * asking. Asking twice without appending answers the same.
 */
import * as ids from '#domain/ids.ts';
import { cashSeries } from '#domain/journal/project-cash.ts';
import { series, type ViewReader } from '#domain/journal/views.ts';
import { financialYear, type IsoDate } from '#domain/time.ts';

export interface Numbering {
  nextShiftId(): ids.ShiftId;
  nextVisitId(): ids.VisitId;
  nextQuoteId(): ids.QuoteId;
  nextTenderId(): ids.TenderId;
  nextPrintJobId(): ids.PrintJobId;
  nextDropId(): string;
  nextSlipId(): string;
  nextCountId(): string;
  nextCertificateNumber(): string;
  nextInstrumentId(): string;
  /** In the financial year of the business date. */
  nextReceiptNumber(): ids.ReceiptNumber;
}

export function createNumbering(of: {
  readonly counterId: ids.CounterId;
  readonly views: ViewReader;
  readonly businessDate: () => IsoDate;
}): Numbering {
  const { counterId, views, businessDate } = of;
  return {
    nextShiftId: () => ids.shiftId(counterId, series(views).shifts + 1),
    nextVisitId: () => ids.visitId(counterId, series(views).visits + 1),
    nextQuoteId: () => ids.quoteId(counterId, series(views).quotes + 1),
    nextTenderId: () => ids.tenderId(counterId, series(views).tenders + 1),
    nextPrintJobId: () => ids.printJobId(counterId, series(views).printJobs + 1),
    nextDropId: () => ids.dropId(counterId, cashSeries(views).drops + 1),
    nextSlipId: () => ids.slipId(counterId, cashSeries(views).slips + 1),
    nextCountId: () => ids.countId(counterId, cashSeries(views).counts + 1),
    nextCertificateNumber: () =>
      ids.certificateNumber(counterId, cashSeries(views).certificates + 1),
    nextInstrumentId: () => ids.instrumentId(counterId, cashSeries(views).instruments + 1),
    nextReceiptNumber: () => {
      const year = financialYear(businessDate());
      const n = (series(views).receipts[year] ?? 0) + 1;
      return ids.receiptNumber(counterId, { financialYear: year, n });
    },
  };
}
