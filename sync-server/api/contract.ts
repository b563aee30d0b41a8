/**
 * What HQ's page and the sync server say to each other. No Node and no DOM here: both sides import
 * it. Amounts are paise, instants milliseconds since 1970 UTC. No personal data crosses.
 */
import type { FallbackReason } from '#domain/journal/finger-kinds.ts';
import type { TenderKind } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

export interface CounterRow {
  readonly officeId: string;
  readonly counterId: string;
  readonly training: boolean;
  readonly enrolledAt: Instant | null;
  /** Last acknowledged entry; 0 before the first. */
  readonly seq: number;
  readonly lastSyncAt: Instant | null;
  /** Wall time of the counter's last entry. */
  readonly lastEntryAt: Instant | null;
  readonly todayReceipts: number;
  readonly todayPaise: Paise;
  readonly openCases: number;
  /** Whoever took over from it (K22); null for one that lives. */
  readonly successorId: string | null;
}

/** `GET /hq/api/counters/:counterId/lost`: what a lost disk took, as far as it is known (LD2, LD3). */
export interface LostDisk {
  readonly counterId: string;
  readonly successorId: string | null;
  /** The last entry that HQ holds. */
  readonly heldSeq: number;
  /** Known by their QR alone, in order of their place. */
  readonly receipts: readonly {
    readonly seq: number;
    readonly receiptNumber: string;
    readonly totalPaise: Paise;
    readonly issuedAt: number;
  }[];
  readonly knownPaise: Paise;
  /** Charged after the last held entry and up to the highest QR, in all. */
  readonly provenPaise: Paise;
  /** Proven, and of receipts that nobody has brought. */
  readonly missingPaise: Paise;
}

export interface OfficeRow {
  readonly officeId: string;
  readonly name: Texts;
  readonly department: Texts;
  readonly counters: readonly CounterRow[];
}

/** `GET /hq/api/overview` */
export interface Overview {
  readonly now: Instant;
  readonly businessDate: IsoDate;
  readonly offices: readonly OfficeRow[];
  readonly today: Figures;
  /** The same figures for the business date before, up to the same time of day. */
  readonly yesterday: Figures;
  readonly openCases: number;
  /** Money on branches that lost, about which nobody has decided. */
  readonly suspensePaise: Paise;
  /** What the server cannot do just now: a second place that fails, a witness that disagrees. */
  readonly troubles: readonly Failure[];
}

export interface Figures {
  readonly receipts: number;
  readonly collectedPaise: Paise;
  readonly reversedPaise: Paise;
  readonly nilReceipts: number;
  readonly quotesWithoutMoney: number;
  readonly reprints: number;
}

export interface ChargeRow {
  readonly officeId: string;
  readonly counterId: string;
  readonly seq: number;
  readonly receiptNumber: string;
  readonly serviceCode: string;
  readonly serviceTexts: Texts;
  readonly tenderKind: TenderKind;
  readonly totalPaise: Paise;
  readonly issuedAt: Instant;
  readonly receivedAt: Instant;
  readonly businessDate: IsoDate;
  readonly staffId: string | null;
  readonly reversed: boolean;
}

/** `GET /hq/api/charges?date=YYYY-MM-DD&limit=` newest first. */
export interface Charges {
  readonly businessDate: IsoDate;
  readonly rows: readonly ChargeRow[];
  readonly totalRows: number;
}

export interface ServiceTotal {
  readonly serviceCode: string;
  readonly serviceTexts: Texts;
  readonly receipts: number;
  readonly totalPaise: Paise;
}

export interface HourTotal {
  /** 0 to 23, IST. */
  readonly hour: number;
  readonly receipts: number;
  readonly totalPaise: Paise;
}

/** `GET /hq/api/totals?date=YYYY-MM-DD` */
export interface Totals {
  readonly businessDate: IsoDate;
  readonly byService: readonly ServiceTotal[];
  readonly byHour: readonly HourTotal[];
}

export interface TariffRow {
  readonly tariffId: string;
  readonly version: number;
  readonly hash: string;
  readonly title: Texts;
  readonly authority: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly state: 'in_force' | 'future' | 'expired' | 'recalled';
  readonly makerId: string;
  readonly approverId: string;
  readonly services: readonly { readonly serviceCode: string; readonly texts: Texts }[];
}

/** `GET /hq/api/tariffs` */
export interface Tariffs {
  readonly rows: readonly TariffRow[];
}

export interface CaseRow {
  readonly caseId: string;
  readonly officeId: string;
  readonly counterId: string;
  readonly kind: string;
  readonly openedAt: Instant;
  readonly details: Readonly<Record<string, string | number>>;
  /** Who looks into it. */
  readonly assignee: string | null;
  readonly closedAt: Instant | null;
  readonly resolution: string | null;
  /** In words, by who closed it. */
  readonly reason: string | null;
  readonly closedBy: string | null;
}

/** `GET /hq/api/cases` open ones, oldest first, then those closed last. */
export interface Cases {
  readonly rows: readonly CaseRow[];
}

export const RESOLUTIONS = ['explained', 'corrected', 'fraud', 'mistaken'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface SuspenseRow {
  readonly seq: number;
  readonly kind: string;
  readonly receiptNumber: string;
  /** Negative for a reversal. */
  readonly amountPaise: Paise;
  readonly decision: string | null;
}

export interface BranchEntry {
  readonly seq: number;
  readonly text: string;
  readonly hash: string;
  readonly signature: string | null;
}

/** `GET /hq/api/cases/:officeId/:caseId/evidence`: both branches, in the bytes that were signed. */
export interface CaseEvidence {
  /** The first entry in which the branches differ, as HQ holds it. Null: HQ's chain ends before. */
  readonly held: BranchEntry | null;
  /** The other branch from there on, as it came. */
  readonly other: readonly BranchEntry[];
  /** The batch's signed first line. */
  readonly batchHeader: string;
  readonly suspense: readonly SuspenseRow[];
}

export type RefundState = 'proposed' | 'endorsed' | 'approved' | 'paid' | 'withdrawn';

/** What is owed back for a receipt that was charged more than its fee. */
export interface RefundRow {
  readonly officeId: string;
  readonly refundId: string;
  readonly counterId: string;
  readonly seq: number;
  readonly receiptNumber: string;
  readonly chargedPaise: Paise;
  readonly expectedPaise: Paise;
  readonly amountPaise: Paise;
  /**
   * `knowable`: the counter was wrong. `law`: the tariff was corrected for the past. `sanction`: asked
   * for by a person, the whole receipt.
   */
  readonly basis: 'knowable' | 'law' | 'sanction';
  readonly state: RefundState;
  readonly createdAt: Instant;
  readonly endorsedBy: string | null;
  readonly approvedBy: string | null;
  readonly paidReference: string | null;
  readonly sanctionNumber: string | null;
  /** It was paid by UPI: the gateway sends it back, and nobody records a payment (RS3). */
  readonly isByGateway: boolean;
}

/** `GET /hq/api/refunds` waiting ones first. */
export interface Refunds {
  readonly rows: readonly RefundRow[];
}

/** How often one clerk let citizens past the finger in a month, against the office's others. */
export interface IdentityRow {
  readonly officeId: string;
  readonly staffId: string;
  readonly byFinger: number;
  readonly byCode: number;
  readonly byManager: number;
  readonly topReason: FallbackReason | null;
  /** Whole percent. */
  readonly bypassPercent: number;
  readonly othersPercent: number | null;
  readonly standsOut: boolean;
}

/** `GET /hq/api/identity?month=YYYY-MM`: the highest share first; without a month, this one. */
export interface IdentityRates {
  readonly month: string;
  readonly rows: readonly IdentityRow[];
}

/** `GET /hq/events`: server-sent `changed` events; the page then reads what it shows. */
export interface ChangedEvent {
  readonly officeId: string;
  readonly counterId: string;
  readonly seq: number;
}

/** `POST /hq/api/session {token}` answers 204 and a cookie; `DELETE` ends it. */
export interface SessionRequest {
  readonly token: string;
}
