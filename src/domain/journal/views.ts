/**
 * Views: what the journal adds up to, kept beside it in the same transaction so that no screen has a
 * formula of its own. Every view is made by {@link projectEntry} alone and can be dropped and
 * rebuilt from the entries.
 */
import type { CashCount } from '#domain/cash.ts';
import type { PrintJobId, ReceiptNumber, ShiftId, StaffId } from '#domain/ids.ts';
import type { LeafRef } from '#domain/leaf.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

import type { FingerViewTypes } from './finger-views.ts';
import type { InstrumentView, LeafView } from './paper-views.ts';
import type {
  CashDropView,
  CashSeriesView,
  CertificateView,
  ChangeSlipView,
  CountOrderView,
  SealView,
} from './cash-views.ts';
import type {
  CashTenderedBody,
  CommandKind,
  PrintDocumentKind,
  QuoteIssuedBody,
  ReceiptIssuedBody,
  ReversalReason,
  TariffRef,
  UpiRequestedBody,
} from './kinds.ts';

/** Who is at the counter. One row, id `here`. */
export interface PresenceView {
  readonly staffId: StaffId | null;
  readonly locked: boolean;
  readonly shiftId: ShiftId | null;
  /** Wrong PINs since the last right one. */
  readonly failedAttempts: number;
  readonly lastFailedAt: Instant | null;
  readonly displayMissing: boolean;
  /** The test page that whoever is here had printed before their shift. */
  readonly testJobId: PrintJobId | null;
}

export interface ShiftView {
  readonly shiftId: ShiftId;
  readonly staffId: StaffId;
  readonly businessDate: IsoDate;
  /** What the clock said when another date was chosen (CA12). */
  readonly clockDate?: IsoDate;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** Of the entry that closed it. */
  readonly closedSeq?: number;
  readonly firstSeq: number;
  readonly quotes: number;
  readonly lapsed: number;
  readonly receipts: number;
  readonly nilReceipts: number;
  readonly reversals: number;
  readonly reprints: number;
  readonly noSales: number;
  readonly chargedPaise: Paise;
  readonly reversedPaise: Paise;
  readonly nonCashPaise: Paise;
  /** Cheques and drafts taken; their receipts come later. */
  readonly instruments: number;
  readonly instrumentsPaise: Paise;
  /** Counts at its end that did not agree with what the record said then. */
  readonly counted?: { readonly expectedPaise: Paise; readonly counts: readonly CashCount[] };
}

/** `confirming`: set aside until it is known whether the citizen has paid by UPI. */
export type QuoteStatus = 'open' | 'held' | 'confirming' | 'paid' | 'lapsed';
export interface QuoteView extends QuoteIssuedBody {
  readonly status: QuoteStatus;
  readonly staffId: StaffId | null;
  readonly seq: number;
}

export interface TenderView extends CashTenderedBody {
  readonly tenderedAt: Instant;
  readonly receiptNumbers: readonly ReceiptNumber[];
  /** Of the change: what the citizen has a slip for, where there is one. */
  readonly owedPaise?: Paise;
  /** Present where it was paid by UPI: nothing was given and nothing goes back. */
  readonly upi?: {
    readonly orderId: string;
    readonly gatewayPaymentId: string;
    readonly bankReference: string | null;
  };
  /** Present where a leaf was keyed: what was collected is `givenPaise`. */
  readonly leaf?: LeafRef;
  /** Present where a cheque or draft was realised. */
  readonly instrument?: { readonly instrumentId: string; readonly bankReference: string };
}

/** One charge that was asked for by UPI. */
export interface UpiView extends UpiRequestedBody {
  readonly state: 'requested' | 'awaiting' | 'ended' | 'confirmed';
  readonly isAside: boolean;
  readonly orderId: string | null;
  readonly expiresAt: Instant | null;
  readonly requestedAt: Instant;
  /** Payments of which it was said that they go back. */
  readonly late?: readonly string[];
}

export interface ReceiptView extends ReceiptIssuedBody {
  readonly seq: number;
  readonly staffId: StaffId | null;
  readonly shiftId: ShiftId | null;
  readonly businessDate: IsoDate;
  readonly grossChargedPaise: Paise;
  readonly duplicates: number;
  readonly reversed: {
    readonly seq: number;
    readonly at: Instant;
    readonly reason: ReversalReason;
    readonly approverId: StaffId;
    readonly paidBackPaise: Paise;
  } | null;
}

export type PrintJobStatus = 'queued' | 'confirmed' | 'failed' | 'unconfirmed';
export interface PrintJobView {
  readonly jobId: PrintJobId;
  readonly document: PrintDocumentKind;
  readonly subject: string;
  /** DUPLICATE n, or 0 for an original. */
  readonly duplicate: number;
  readonly status: PrintJobStatus;
  readonly code: string | null;
  readonly queuedAt: Instant;
}

/** How far each numbered series has come. One row, id `here`. */
export interface SeriesView {
  readonly shifts: number;
  readonly visits: number;
  readonly quotes: number;
  readonly tenders: number;
  readonly printJobs: number;
  /** Last receipt number in each financial year. */
  readonly receipts: Readonly<Record<string, number>>;
}

/** One account of the double-entry ledger (`domain/ledger`); all balances sum to zero. */
export interface BalanceView {
  readonly account: string;
  readonly balancePaise: Paise;
}

export interface TariffView extends TariffRef {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** Time that the journal has seen. One row, id `here`, there once the clock has gone back. */
export interface ClockView {
  /** Effective time is never before this. */
  readonly floor: Instant;
}

/** What HQ asked of this counter. */
export interface CommandView {
  readonly commandId: string;
  readonly command: CommandKind;
  readonly seq: number;
  readonly isDone: boolean;
}

/** One row, id `here`, there once the counter is retired. */
export interface RetirementView {
  readonly seq: number;
}

export interface ViewTypes extends FingerViewTypes {
  readonly presence: PresenceView;
  readonly series: SeriesView;
  readonly shift: ShiftView;
  readonly quote: QuoteView;
  readonly tender: TenderView;
  readonly upi: UpiView;
  readonly receipt: ReceiptView;
  readonly printJob: PrintJobView;
  readonly balance: BalanceView;
  readonly tariff: TariffView;
  readonly clock: ClockView;
  readonly command: CommandView;
  readonly retirement: RetirementView;
  readonly cashSeries: CashSeriesView;
  readonly cashDrop: CashDropView;
  readonly changeSlip: ChangeSlipView;
  readonly seal: SealView;
  readonly countOrder: CountOrderView;
  readonly certificate: CertificateView;
  readonly leaf: LeafView;
  readonly instrument: InstrumentView;
}
export type ViewName = keyof ViewTypes;

/**
 * The one word that a view is listed by; empty for what is only ever looked up by its id. Listing
 * costs an index entry in every commit, so only what a screen or a rule lists has a tag.
 */
export const VIEW_TAGS: { readonly [N in ViewName]: (value: ViewTypes[N]) => string } = {
  presence: () => '',
  series: () => '',
  shift: (shift) => (shift.closedAt === null ? 'open' : ''),
  quote: (quote) => (quote.status === 'open' || quote.status === 'held' ? 'live' : ''),
  tender: () => '',
  upi: ({ state, isAside }) =>
    isAside && state !== 'confirmed' ? 'aside' : state === 'awaiting' ? 'awaiting' : '',
  receipt: (receipt) => receipt.shiftId ?? '',
  printJob: (job) => (job.status === 'confirmed' ? '' : 'pending'),
  balance: () => '',
  tariff: (tariff) => tariff.tariffId,
  clock: () => '',
  command: ({ isDone }) => (isDone ? '' : 'open'),
  retirement: () => '',
  cashSeries: () => '',
  cashDrop: (drop) => drop.shiftId ?? '',
  changeSlip: (slip) => (slip.givenAt === null ? 'owed' : ''),
  seal: (seal) => (seal.sealNumber === null ? '' : 'sealed'),
  countOrder: (order) => (order.isTaken ? '' : 'open'),
  certificate: () => '',
  leaf: () => '',
  instrument: ({ state }) => (state === 'held' ? 'held' : ''),
  enrolment: () => '',
  fingerTries: () => '',
  identity: () => '',
  sealOffer: () => '',
  sealShare: () => '',
};

/**
 * Views that are an entry's body and a little more: what is theirs alone. A store may keep that part
 * and take the rest from the entry that `seq` names, which is there and never changes.
 */
export const OWN_FIELDS: {
  readonly quote: readonly Exclude<keyof QuoteView, keyof QuoteIssuedBody>[];
  readonly receipt: readonly Exclude<keyof ReceiptView, keyof ReceiptIssuedBody>[];
} = {
  quote: ['status', 'staffId', 'seq'],
  receipt: [
    'seq',
    'staffId',
    'shiftId',
    'businessDate',
    'grossChargedPaise',
    'duplicates',
    'reversed',
  ],
};

export interface ViewReader {
  view<N extends ViewName>(name: N, id: string): ViewTypes[N] | undefined;
  /** In the order in which they were first put. */
  viewsByTag<N extends ViewName>(name: N, tag: string): readonly ViewTypes[N][];
}

export interface ViewWriter extends ViewReader {
  putView<N extends ViewName>(name: N, id: string, value: ViewTypes[N]): void;
}

export const EMPTY_PRESENCE: PresenceView = {
  staffId: null,
  locked: false,
  shiftId: null,
  failedAttempts: 0,
  lastFailedAt: null,
  displayMissing: false,
  testJobId: null,
};

export const EMPTY_SERIES: SeriesView = {
  shifts: 0,
  visits: 0,
  quotes: 0,
  tenders: 0,
  printJobs: 0,
  receipts: {},
};

export const presence = (views: ViewReader): PresenceView =>
  views.view('presence', 'here') ?? EMPTY_PRESENCE;
export const series = (views: ViewReader): SeriesView =>
  views.view('series', 'here') ?? EMPTY_SERIES;
