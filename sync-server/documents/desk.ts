/**
 * Makes documents of what HQ holds: reads the rows, has the pure builders make the form of them, and
 * puts the office's profile on it. An office sees nothing of what an open shift should hold (DO10).
 */
import { cashBookForm } from '#domain/documents/cash-book.ts';
import { dayBookForm, type BookTender, type DayBookRow } from '#domain/documents/day-book.ts';
import type { FormBody, FormDocument } from '#domain/documents/form.ts';
import { issueForm } from '#domain/documents/profile.ts';
import { receiptsRegisterForm } from '#domain/documents/receipts-register.ts';
import { shiftZForm } from '#domain/documents/shift-z-form.ts';
import { shiftZOf } from '#domain/documents/shift-z.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { Texts } from '#domain/language.ts';
import { cashBookOf } from '#domain/ledger/cash-book.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { negate } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { addDays, type Instant, type IsoDate } from '#domain/time.ts';
import { soundPostings } from '#server/books/book-run.ts';
import { balancesAt, booksOfDay, dayTotals } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { eventsOfDay, type ListedEvent } from '#server/store/day-figures.ts';
import {
  receiptsOfDay,
  serviceNames,
  usedNumbers,
  type ChargedReceipt,
} from '#server/store/document-rows.ts';
import { entriesAfter } from '#server/store/entries.ts';
import { officeById } from '#server/store/fleet.ts';
import { openShifts } from '#server/store/office-shifts.ts';
import { findShift, memoOf, sheetOf } from './counts.ts';
import { challanOf, chequesOf, dayOf, leafStock, monthOf } from './registers.ts';
import { hasShape } from './shapes.ts';
import { profileOf } from './profiles.ts';
import { periodOf, type DocumentRequest } from './request.ts';

/** Whoever asks: an office's own manager counts blind, HQ does not count. */
export type Viewer = 'office' | 'hq';

export interface DeskQuestion {
  readonly officeId: string;
  readonly viewer: Viewer;
  readonly request: DocumentRequest;
  readonly at: Instant;
}

type Question<K extends DocumentRequest['kind']> = DeskQuestion & {
  readonly request: Extract<DocumentRequest, { kind: K }>;
};

/** An office of a hundred counters at two thousand receipts has not been seen. */
const MOST_ROWS = 100_000;
const MOST_SHIFT_ENTRIES = 100_000;

const named = (names: ReadonlyMap<string, Texts>, code: string): Texts =>
  names.get(code) ?? { en: code, hi: code };

async function shiftZ(reader: Reader, of: Question<'shift-z'>): Promise<Result<FormBody>> {
  const shift = await findShift(reader, of.officeId, of.request.shift);
  if (shift?.closed === null || shift === null) return fail('DOCUMENT_SHIFT_UNKNOWN');
  const { openedSeq, closed, shiftId } = shift;
  const limit = closed.seq - openedSeq + 1;
  if (limit > MOST_SHIFT_ENTRIES) return fail('DOCUMENT_TOO_LONG', { most: MOST_SHIFT_ENTRIES });
  const rows = await entriesAfter(reader, shift, { afterSeq: openedSeq - 1, limit });
  const entries = rows.flatMap(({ text }) => {
    const decoded = decodeEntry(text);
    // What moves nothing in the books for its own figures' sake is not in the paper either.
    const isSound = decoded.ok && soundPostings(decoded.value) !== null;
    return isSound && hasShape(decoded.value) ? [knownEntry(decoded.value)] : [];
  });
  const z = shiftZOf(entries, { shiftId, isTraining: false });
  if (!z.ok) return z;
  const names = await serviceNames(reader);
  return ok(shiftZForm(z.value, (code) => named(names, code)));
}

const chargedRow = (it: ChargedReceipt, names: ReadonlyMap<string, Texts>): DayBookRow => ({
  at: it.issuedAt,
  receiptNumber: it.receiptNumber,
  service: named(names, it.serviceCode),
  staffId: it.staffId,
  tender: it.tenderKind === 'nil' ? 'cash' : (it.tenderKind as BookTender),
  amountPaise: it.totalPaise,
  what: 'charged',
  isCancelled: it.isReversed,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A reversal moves the books by the tender that it goes back by. */
const cancelledRow = (event: ListedEvent, service: Texts): DayBookRow => ({
  at: event.at,
  receiptNumber: text(event.body['receiptNumber']),
  service,
  staffId: event.staffId,
  tender: Number(event.body['toRefundPaise'] ?? 0) > 0 ? 'upi' : 'cash',
  amountPaise: negate(event.amountPaise),
  what: 'cancelled',
  isCancelled: false,
});

async function dayBook(reader: Reader, of: Question<'day-book'>): Promise<Result<FormBody>> {
  const { officeId } = of;
  const { date } = of.request;
  const receipts = await receiptsOfDay(reader, { officeId, date, most: MOST_ROWS + 1 });
  if (receipts.length > MOST_ROWS) return fail('DOCUMENT_TOO_LONG', { most: MOST_ROWS });
  const names = await serviceNames(reader);
  const charged = new Map(receipts.map((it) => [it.receiptNumber, it.serviceCode]));
  const rows = [
    ...receipts.map((it) => ({ ...it, row: chargedRow(it, names) })),
    ...(await eventsOfDay(reader, officeId, date))
      .filter(({ kind }) => kind === 'charge.reversed')
      .map((event) => {
        const code = charged.get(text(event.body['receiptNumber'])) ?? '';
        return { ...event, row: cancelledRow(event, named(names, code)) };
      }),
  ].toSorted((a, b) =>
    a.counterId === b.counterId ? a.seq - b.seq : a.counterId < b.counterId ? -1 : 1,
  );
  const counters = Map.groupBy(rows, ({ counterId }) => counterId);
  return ok(
    dayBookForm({
      officeId,
      date,
      counters: [...counters].map(([counterId, own]) => ({
        counterId,
        rows: own.map(({ row }) => row),
      })),
      heads: headLines(await booksOfDay(reader, officeId, date)),
    }),
  );
}

async function cashBook(reader: Reader, of: Question<'cash-book'>): Promise<Result<FormBody>> {
  const { officeId } = of;
  const { from, until } = of.request;
  const before = await balancesAt(reader, officeId, addDays(from, -1));
  const amounts = await dayTotals(reader, officeId, { from, until });
  return ok(cashBookForm(cashBookOf({ officeId, from, until, before, amounts })));
}

async function eventsOfPeriod(
  reader: Reader,
  of: { readonly officeId: string; readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly ListedEvent[]> {
  const found: ListedEvent[] = [];
  for (let date = of.from; date <= of.until; date = addDays(date, 1)) {
    found.push(...(await eventsOfDay(reader, of.officeId, date)));
  }
  return found;
}

async function receiptsRegister(
  reader: Reader,
  of: Question<'receipts-register'>,
): Promise<Result<FormBody>> {
  const period = { officeId: of.officeId, from: of.request.from, until: of.request.until };
  const events = await eventsOfPeriod(reader, period);
  const times = (counterId: string, kind: string) =>
    events.filter((it) => it.counterId === counterId && it.kind === kind).length;
  const series = await usedNumbers(reader, period);
  return ok(
    receiptsRegisterForm({
      ...period,
      series: series.map((it) => ({
        counterId: it.counterId,
        firstNumber: `${it.series}/${String(it.first).padStart(6, '0')}`,
        lastNumber: `${it.series}/${String(it.last).padStart(6, '0')}`,
        issued: it.issued,
        cancelled: times(it.counterId, 'charge.reversed'),
        duplicates: times(it.counterId, 'receipt.reprinted'),
      })),
      cancelled: events
        .filter(({ kind }) => kind === 'charge.reversed')
        .map((it) => ({
          at: it.at,
          receiptNumber: text(it.body['receiptNumber']),
          reason: text(it.body['reason']),
          approverId: text(it.body['approverId']),
          amountPaise: it.amountPaise,
        })),
      leafBooks: await leafStock(reader, of.officeId),
    }),
  );
}

/** DO10: null where no shift is open whose money the document would tell. */
async function openShiftIn(reader: Reader, of: DeskQuestion): Promise<Result<null>> {
  const period = periodOf(of.request);
  const tellsMoney = of.request.kind !== 'receipts-register';
  if (of.viewer === 'hq' || period === null || !tellsMoney) return ok(null);
  const open = (await openShifts(reader, of.officeId)).find(
    ({ businessDate }) => businessDate <= period.until,
  );
  if (open === undefined) return ok(null);
  return fail('DOCUMENT_SHIFT_OPEN', { shift: open.shiftId, counter: open.counterId });
}

async function bodyOf(reader: Reader, of: DeskQuestion): Promise<Result<FormBody>> {
  const { request, officeId } = of;
  switch (request.kind) {
    case 'shift-z':
      return shiftZ(reader, { ...of, request });
    case 'denominations':
      return sheetOf(reader, { ...request, officeId, date: request.date ?? null });
    case 'day-book':
      return dayBook(reader, { ...of, request });
    case 'cash-book':
      return cashBook(reader, { ...of, request });
    case 'receipts-register':
      return receiptsRegister(reader, { ...of, request });
    case 'inspection-memo':
      return memoOf(reader, {
        officeId,
        date: request.date,
        countId: request.count,
        isBlind: of.viewer === 'office',
      });
    case 'challan':
      return challanOf(reader, { officeId, depositId: request.deposit });
    case 'cheque-register':
      return ok(await chequesOf(reader, { officeId, month: request.month }));
    case 'month-checklist':
      return ok(await monthOf(reader, { officeId, month: request.month }));
    case 'day-close':
      return dayOf(reader, { officeId, date: request.date, viewer: of.viewer, supplement: null });
    case 'day-supplement': {
      const { date, number: supplement } = request;
      return dayOf(reader, { officeId, date, viewer: of.viewer, supplement });
    }
  }
}

export async function documentFor(reader: Reader, of: DeskQuestion): Promise<Result<FormDocument>> {
  const office = await officeById(reader, of.officeId);
  if (office === null) return fail('DOCUMENT_UNKNOWN');
  const open = await openShiftIn(reader, of);
  if (!open.ok) return open;
  const body = await bodyOf(reader, of);
  if (!body.ok) return body;
  return ok(issueForm(body.value, { office, profile: profileOf(of.officeId), asOf: of.at }));
}
