/** Views of the drawer from its entries: what was dropped, owed, sealed, ordered and certified. */
import type { CashCount } from '#domain/cash.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { ZERO, type Paise } from '#domain/money.ts';

import { numberOf } from './numbers.ts';
import type { CashBodies } from './cash-kinds.ts';
import { EMPTY_CASH_SERIES, type CashSeriesView } from './cash-views.ts';
import type { EntryOf } from './kinds.ts';
import { presence, type ShiftView, type ViewReader, type ViewWriter } from './views.ts';

export const cashSeries = (views: ViewReader): CashSeriesView =>
  views.view('cashSeries', 'here') ?? EMPTY_CASH_SERIES;

const setSeries = (views: ViewWriter, fields: Partial<CashSeriesView>): void =>
  views.putView('cashSeries', 'here', { ...cashSeries(views), ...fields });

function noteDrop(entry: EntryOf<'cash.dropped'>, views: ViewWriter): void {
  const { dropId, amountPaise, bagNumber, approverId } = entry.body;
  const { shiftId, staffId, seq, wallTimeMs: droppedAt } = entry;
  const drop = { dropId, shiftId, amountPaise, bagNumber, staffId, approverId, droppedAt, seq };
  setSeries(views, { drops: numberOf(dropId) });
  views.putView('cashDrop', dropId, drop);
}

function oweChange(entry: EntryOf<'change.owed'>, views: ViewWriter): void {
  const { slipId, tenderId, amountPaise } = entry.body;
  const tender = views.view('tender', tenderId);
  if (tender !== undefined) {
    views.putView('tender', tenderId, { ...tender, owedPaise: amountPaise });
  }
  setSeries(views, { slips: numberOf(slipId) });
  const owedAt = entry.wallTimeMs;
  const { language } = entry.body;
  views.putView('changeSlip', slipId, { slipId, amountPaise, language, owedAt, givenAt: null });
}

function giveChange(entry: EntryOf<'change.given'>, views: ViewWriter): void {
  const { slipId, amountPaise } = entry.body;
  const givenAt = entry.wallTimeMs;
  // Of another counter: from here on this one knows that it was paid.
  const slip = views.view('changeSlip', slipId) ?? {
    slipId,
    amountPaise,
    language: 'en' as const,
    owedAt: givenAt,
  };
  views.putView('changeSlip', slipId, { ...slip, givenAt });
}

function suspend(entry: EntryOf<'shift.suspended'>, views: ViewWriter): void {
  views.putView('seal', entry.body.shiftId, entry.body);
  views.putView('presence', 'here', { ...presence(views), shiftId: null });
}

function resume(entry: EntryOf<'shift.resumed'>, views: ViewWriter): void {
  const { shiftId, sealedPaise } = entry.body;
  views.putView('seal', shiftId, { shiftId, sealNumber: null, sealedPaise });
  views.putView('presence', 'here', { ...presence(views), shiftId });
}

function orderCount(entry: EntryOf<'count.ordered'>, views: ViewWriter): void {
  const { countId } = entry.body;
  if (entry.body.source !== 'hq') setSeries(views, { counts: numberOf(countId) });
  const order = { ...entry.body, orderedAt: entry.wallTimeMs, isTaken: false };
  views.putView('countOrder', countId, order);
}

function takeCount(entry: EntryOf<'count.taken'>, views: ViewWriter): void {
  const order = views.view('countOrder', entry.body.countId);
  if (order === undefined) return;
  views.putView('countOrder', order.countId, { ...order, isTaken: true, takenSeq: entry.seq });
}

function certify(entry: EntryOf<'certificate.issued'>, views: ViewWriter): void {
  const { certificateNumber, receiptNumber } = entry.body;
  setSeries(views, { certificates: numberOf(certificateNumber) });
  views.putView('certificate', receiptNumber, { ...entry.body, issuedAt: entry.wallTimeMs });
}

/** Counts of this close that did not agree; those before cash moved again say nothing any more. */
export const countsOfClose = (
  { counted }: Pick<ShiftView, 'counted'>,
  expectedPaise: Paise,
): readonly CashCount[] => (counted?.expectedPaise === expectedPaise ? counted.counts : []);

/** A drawer that was sealed is counted by what it held then. */
function noteCount(entry: EntryOf<'shift.counted'>, views: ViewWriter): void {
  const { shiftId, count, purpose } = entry.body;
  const shift = views.view('shift', shiftId);
  if (shift === undefined || purpose !== 'close') return;
  const seal = views.view('seal', shiftId);
  const isSealed = seal !== undefined && seal.sealNumber !== null;
  const drawer = views.view('balance', DRAWER)?.balancePaise ?? ZERO;
  const expectedPaise = isSealed ? seal.sealedPaise : drawer;
  const counts = [...countsOfClose(shift, expectedPaise), count];
  views.putView('shift', shiftId, { ...shift, counted: { expectedPaise, counts } });
}

/** A Z ends its range; the one after it begins with the next entry. */
export function closeRange(entry: EntryOf<'shift.closed'>, views: ViewWriter): void {
  const { zNumber } = entry.body;
  if (zNumber !== undefined) setSeries(views, { zNumber, closedThroughSeq: entry.seq });
}

type CashProjections = {
  readonly [K in keyof CashBodies | 'shift.counted']?: (
    entry: EntryOf<K>,
    views: ViewWriter,
  ) => void;
};

/** Each kind's part in the views; the rest of the kinds is in `project.ts`. */
export const CASH_PROJECTIONS: CashProjections = {
  'shift.counted': noteCount,
  'cash.dropped': noteDrop,
  'change.owed': oweChange,
  'change.given': giveChange,
  'shift.suspended': suspend,
  'shift.resumed': resume,
  'count.ordered': orderCount,
  'count.taken': takeCount,
  'certificate.issued': certify,
};
