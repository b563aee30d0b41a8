/**
 * Views from entries: the one place that makes them, live and on rebuilding (P3, P5). Each kind has
 * a small function; a kind that is not here (or not yet known to this program) changes no view.
 */
import type { PrintJobId, VisitId } from '#domain/ids.ts';
import { postingsOf } from '#domain/ledger/postings.ts';
import { add, ZERO, type Paise } from '#domain/money.ts';
import { financialYear, instant } from '#domain/time.ts';

import { knownEntry, type AnyEntry } from './chain.ts';
import { FINGER_PROJECTIONS } from './finger-views.ts';
import { numberOf } from './numbers.ts';
import { CASH_PROJECTIONS, closeRange } from './project-cash.ts';
import { noteLeafReceipt, PAPER_PROJECTIONS } from './project-papers.ts';
import { inShift, raise, setQuoteStatus } from './project-parts.ts';
import type { CommandKind, Entry, EntryKind, EntryOf, TenderKind } from './kinds.ts';
import {
  presence,
  series,
  type PresenceView,
  type PrintJobStatus,
  type UpiView,
  type ViewReader,
  type ViewWriter,
} from './views.ts';

/** Raised with every change to what is projected: views of another version are made again. */
export const VIEWS_VERSION = '8';

const change = (views: ViewWriter, fields: Partial<PresenceView>): void =>
  views.putView('presence', 'here', { ...presence(views), ...fields });

function moveVisit(views: ViewWriter, visitId: VisitId, to: 'open' | 'held'): void {
  for (const quote of views.viewsByTag('quote', 'live')) {
    if (quote.visitId === visitId) setQuoteStatus(views, quote.quoteId, to);
  }
}

function setJob(
  views: ViewWriter,
  id: PrintJobId,
  to: { readonly status: PrintJobStatus; readonly code: string | null },
): void {
  const job = views.view('printJob', id);
  if (job !== undefined) views.putView('printJob', id, { ...job, ...to });
}

function openShift(entry: EntryOf<'shift.opened'>, views: ViewWriter): void {
  const { shiftId, checks } = entry.body;
  const clockDate = checks?.clockDate;
  raise(views, 'shifts', shiftId);
  change(views, { shiftId, testJobId: null });
  if (entry.staffId === null) return;
  views.putView('shift', shiftId, {
    shiftId,
    staffId: entry.staffId,
    businessDate: entry.businessDate,
    ...(clockDate === undefined ? {} : { clockDate }),
    openedAt: entry.wallTimeMs,
    closedAt: null,
    firstSeq: entry.seq,
    quotes: 0,
    lapsed: 0,
    receipts: 0,
    nilReceipts: 0,
    reversals: 0,
    reprints: 0,
    noSales: 0,
    chargedPaise: ZERO,
    reversedPaise: ZERO,
    nonCashPaise: ZERO,
    instruments: 0,
    instrumentsPaise: ZERO,
  });
}

function closeShift(entry: EntryOf<'shift.closed'>, views: ViewWriter): void {
  const shift = views.view('shift', entry.body.shiftId);
  if (shift !== undefined) {
    const closed = { closedAt: entry.wallTimeMs, closedSeq: entry.seq };
    views.putView('shift', shift.shiftId, { ...shift, ...closed });
  }
  closeRange(entry, views);
  change(views, { shiftId: null });
}

function issueQuote(entry: EntryOf<'quote.issued'>, views: ViewWriter): void {
  const { body, staffId, seq } = entry;
  raise(views, 'visits', body.visitId);
  raise(views, 'quotes', body.quoteId);
  views.putView('quote', body.quoteId, { ...body, status: 'open', staffId, seq });
  inShift(views, entry, (shift) => ({ quotes: shift.quotes + 1 }));
}

function takeCash(entry: EntryOf<'cash.tendered'>, views: ViewWriter): void {
  const { body } = entry;
  raise(views, 'tenders', body.tenderId);
  const tenderedAt = entry.wallTimeMs;
  views.putView('tender', body.tenderId, { ...body, tenderedAt, receiptNumbers: [] });
}

function requestUpi(entry: EntryOf<'upi.requested'>, views: ViewWriter): void {
  const requestedAt = entry.wallTimeMs;
  const fresh = { isAside: false, orderId: null, expiresAt: null };
  const { chargeId } = entry.body;
  views.putView('upi', chargeId, { ...entry.body, ...fresh, state: 'requested', requestedAt });
}

function changeUpi(views: ViewWriter, chargeId: string, with_: Partial<UpiView>): void {
  const upi = views.view('upi', chargeId);
  if (upi !== undefined) views.putView('upi', chargeId, { ...upi, ...with_ });
}

function setUpiAside(views: ViewWriter, chargeId: string): void {
  changeUpi(views, chargeId, { isAside: true });
  for (const quoteId of views.view('upi', chargeId)?.quoteIds ?? []) {
    setQuoteStatus(views, quoteId, 'confirming');
  }
}

function confirmUpi(entry: EntryOf<'upi.confirmed'>, views: ViewWriter): void {
  const { chargeId, orderId, gatewayPaymentId, bankReference, ...body } = entry.body;
  raise(views, 'tenders', body.tenderId);
  changeUpi(views, chargeId, { state: 'confirmed', orderId });
  views.putView('tender', body.tenderId, {
    ...body,
    creditPaise: ZERO,
    givenPaise: ZERO,
    changePaise: ZERO,
    change: {},
    tenderedAt: entry.wallTimeMs,
    receiptNumbers: [],
    upi: { orderId, gatewayPaymentId, bankReference },
  });
}

const isCash = (kind: TenderKind): boolean => kind === 'cash' || kind === 'nil';

function countReceipt(entry: EntryOf<'receipt.issued'>, views: ViewWriter): void {
  const { totalPaise, tenderKind, tenderId, receiptNumber } = entry.body;
  const before = series(views);
  views.putView('series', 'here', {
    ...before,
    tenders: Math.max(before.tenders, numberOf(tenderId)),
    receipts: { ...before.receipts, [financialYear(entry.businessDate)]: numberOf(receiptNumber) },
  });
  inShift(views, entry, (shift) => ({
    receipts: shift.receipts + 1,
    nilReceipts: shift.nilReceipts + (tenderKind === 'nil' ? 1 : 0),
    chargedPaise: add(shift.chargedPaise, totalPaise),
    nonCashPaise: add(shift.nonCashPaise, isCash(tenderKind) ? ZERO : totalPaise),
  }));
}

function issueReceipt(entry: EntryOf<'receipt.issued'>, views: ViewWriter): void {
  const { body, seq, staffId, shiftId, businessDate, grossChargedPaise } = entry;
  countReceipt(entry, views);
  views.putView('receipt', body.receiptNumber, {
    ...body,
    seq,
    staffId,
    shiftId,
    businessDate,
    grossChargedPaise,
    duplicates: 0,
    reversed: null,
  });
  setQuoteStatus(views, body.quoteId, 'paid');
  noteLeafReceipt(entry, views);
  const tender = views.view('tender', body.tenderId);
  if (tender === undefined) return;
  const receiptNumbers = [...tender.receiptNumbers, body.receiptNumber];
  views.putView('tender', body.tenderId, { ...tender, receiptNumbers });
}

function queuePrint(entry: EntryOf<'print.queued'>, views: ViewWriter): void {
  const { jobId, document, subject } = entry.body;
  raise(views, 'printJobs', jobId);
  if (document === 'test_page') change(views, { testJobId: jobId });
  views.putView('printJob', jobId, {
    jobId,
    document,
    subject,
    duplicate: views.view('printJob', jobId)?.duplicate ?? 0,
    status: 'queued',
    code: null,
    queuedAt: entry.wallTimeMs,
  });
}

/** The duplicate's number reaches its print job whichever of the two entries comes first. */
function reprint(entry: EntryOf<'receipt.reprinted'>, views: ViewWriter): void {
  const { receiptNumber, duplicate, jobId } = entry.body;
  raise(views, 'printJobs', jobId);
  const receipt = views.view('receipt', receiptNumber);
  if (receipt !== undefined) {
    views.putView('receipt', receiptNumber, { ...receipt, duplicates: duplicate });
  }
  const queued = views.view('printJob', jobId);
  views.putView('printJob', jobId, {
    jobId,
    document: 'receipt',
    subject: receiptNumber,
    duplicate,
    status: queued?.status ?? 'queued',
    code: queued?.code ?? null,
    queuedAt: queued?.queuedAt ?? entry.wallTimeMs,
  });
  inShift(views, entry, (shift) => ({ reprints: shift.reprints + 1 }));
}

function reverse(entry: EntryOf<'charge.reversed'>, views: ViewWriter): void {
  const { receiptNumber, reason, approverId, paidBackPaise, amountPaise } = entry.body;
  const receipt = views.view('receipt', receiptNumber);
  if (receipt !== undefined) {
    const at = entry.wallTimeMs;
    const reversed = { seq: entry.seq, at, reason, approverId, paidBackPaise };
    views.putView('receipt', receiptNumber, { ...receipt, reversed });
  }
  inShift(views, entry, (shift) => ({
    reversals: shift.reversals + 1,
    reversedPaise: add(shift.reversedPaise, amountPaise),
  }));
}

/** A clock that went back leaves a floor: effective time waits there until it has caught up. */
function noteClock(entry: EntryOf<'clock.jumped'>, views: ViewWriter): void {
  if (entry.body.byMs >= 0) return;
  const before = views.view('clock', 'here')?.floor ?? 0;
  const floor = instant(Math.max(before, entry.wallTimeMs - entry.body.byMs));
  views.putView('clock', 'here', { floor });
}

function finishCommand(views: ViewWriter, commandId: string | undefined): void {
  const command = commandId === undefined ? undefined : views.view('command', commandId);
  if (command !== undefined)
    views.putView('command', command.commandId, { ...command, isDone: true });
}

/** Nothing is left to do about these once they are journaled. */
const DONE_AT_ONCE: ReadonlySet<CommandKind> = new Set<CommandKind>(['message', 'count_drawer']);

type Projections = {
  readonly [K in EntryKind]?: (entry: EntryOf<K>, views: ViewWriter) => void;
};

const NO_FAILURES = { failedAttempts: 0, lastFailedAt: null } as const;

const PROJECTIONS: Projections = {
  ...FINGER_PROJECTIONS,
  ...CASH_PROJECTIONS,
  ...PAPER_PROJECTIONS,
  'tariff.applied': ({ body }, views) =>
    views.putView('tariff', `${body.tariffId}@${body.version}`, body),
  'staff.signed_in': ({ staffId }, views) =>
    change(views, { staffId, locked: false, testJobId: null, ...NO_FAILURES }),
  'staff.sign_in_failed': ({ wallTimeMs }, views) =>
    change(views, {
      failedAttempts: presence(views).failedAttempts + 1,
      lastFailedAt: wallTimeMs,
    }),
  'staff.signed_out': (_, views) => change(views, { staffId: null, locked: false }),
  'staff.stepped_up': (_, views) => change(views, NO_FAILURES),
  'screen.locked': (_, views) => change(views, { locked: true }),
  'screen.unlocked': (_, views) => change(views, { locked: false, ...NO_FAILURES }),
  'shift.opened': openShift,
  'shift.closed': closeShift,
  'quote.issued': issueQuote,
  'quote.lapsed': (entry, views) => {
    setQuoteStatus(views, entry.body.quoteId, 'lapsed');
    inShift(views, entry, (shift) => ({ lapsed: shift.lapsed + 1 }));
  },
  'visit.held': ({ body }, views) => moveVisit(views, body.visitId, 'held'),
  'visit.resumed': ({ body }, views) => moveVisit(views, body.visitId, 'open'),
  'cash.tendered': takeCash,
  'upi.requested': requestUpi,
  'upi.awaiting': ({ body }, views) =>
    changeUpi(views, body.chargeId, {
      state: 'awaiting',
      orderId: body.orderId,
      expiresAt: body.expiresAt,
    }),
  'upi.ended': ({ body }, views) =>
    changeUpi(views, body.chargeId, { state: 'ended', isAside: false }),
  'upi.set_aside': ({ body }, views) => setUpiAside(views, body.chargeId),
  'upi.confirmed': confirmUpi,
  'upi.late': ({ body }, views) => {
    const late = views.view('upi', body.chargeId)?.late ?? [];
    changeUpi(views, body.chargeId, { late: [...late, body.gatewayPaymentId] });
  },
  'receipt.issued': issueReceipt,
  'receipt.reprinted': reprint,
  'charge.reversed': reverse,
  'print.queued': queuePrint,
  'print.confirmed': ({ body }, views) =>
    setJob(views, body.jobId, { status: 'confirmed', code: null }),
  'print.failed': ({ body }, views) =>
    setJob(views, body.jobId, { status: 'failed', code: body.code }),
  'print.unconfirmed': ({ body }, views) =>
    setJob(views, body.jobId, { status: 'unconfirmed', code: body.code }),
  'display.missing': (_, views) => change(views, { displayMissing: true }),
  'display.returned': (_, views) => change(views, { displayMissing: false }),
  'drawer.opened': (entry, views) =>
    inShift(views, entry, (shift) => ({ noSales: shift.noSales + 1 })),
  'clock.jumped': noteClock,
  'command.received': ({ body, seq }, views) =>
    views.putView('command', body.commandId, {
      ...body,
      seq,
      isDone: DONE_AT_ONCE.has(body.command),
    }),
  'key.rotated': ({ body }, views) => finishCommand(views, body.commandId),
  'counter.retired': ({ body, seq }, views) => {
    finishCommand(views, body.commandId);
    views.putView('retirement', 'here', { seq });
  },
};

/** Balance of one account: the sum of every posting to it. */
export const balanceOf = (views: ViewReader, account: string): Paise =>
  views.view('balance', account)?.balancePaise ?? ZERO;

function post(entry: Entry, views: ViewWriter): void {
  for (const { account, amountPaise } of postingsOf(entry)) {
    const balancePaise = add(balanceOf(views, account), amountPaise);
    views.putView('balance', account, { account, balancePaise });
  }
}

/** Adds an entry to the views. Order is the chain's; every entry is added exactly once. */
export function projectEntry(entry: AnyEntry | Entry, views: ViewWriter): void {
  if (!Object.hasOwn(PROJECTIONS, entry.kind)) return;
  const known = knownEntry(entry as AnyEntry);
  const project = PROJECTIONS[known.kind] as
    | ((entry: Entry, views: ViewWriter) => void)
    | undefined;
  project?.(known, views);
  post(known, views);
}
