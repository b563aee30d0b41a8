/**
 * What a counter's journal can say: each kind of entry and its body. Bodies hold no personal data:
 * people are `PrivateRef`s, facts are coarse (DESIGN P10). A kind is never renamed and a field never
 * changes its meaning; new kinds and new optional fields may be added (docs/spec/journal.md).
 */
import type { CashCount } from '#domain/cash.ts';
import type {
  CounterId,
  Hash,
  KeyId,
  PrintJobId,
  QuoteId,
  ReceiptNumber,
  ShiftId,
  StaffId,
  TenderId,
  VisitId,
} from '#domain/ids.ts';
import type { Language } from '#domain/language.ts';
import type { LeafRef } from '#domain/leaf.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

import type { CashBodies } from './cash-kinds.ts';
import type { FingerBodies, StepUpAct } from './finger-kinds.ts';
import type { InstrumentBodies } from './instrument-kinds.ts';
import type { LeafBodies } from './leaf-kinds.ts';
import type { PrivateDigest } from './private-digest.ts';

/** A tariff as an entry names it: several are in force at once. */
export interface TariffRef {
  readonly tariffId: string;
  readonly version: number;
  /** SHA-256 of the signed tariff's payload bytes. */
  readonly hash: Hash;
}

/** One fee line as charged. Texts are found in the tariff that the entry names. */
export interface ChargedLine {
  readonly code: string;
  readonly head: string;
  readonly quantity?: number;
  readonly ratePaise?: Paise;
  readonly amountPaise: Paise;
}

/** Values safe to keep for ever: choices, counts, bands; never a birth date or a name. */
export type CoarseFacts = Readonly<Record<string, string | number | boolean>>;

export type { PrivateDigest };

export const LAPSE_REASONS = [
  'enquiry',
  'no_money',
  'papers_missing',
  'wrong_service',
  'expired',
] as const;
export type LapseReason = (typeof LAPSE_REASONS)[number];

export const REVERSAL_REASONS = [
  'wrong_service',
  'wrong_facts',
  'charged_twice',
  'citizen_withdrew',
] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

export const LOCK_CAUSES = ['clerk', 'idle', 'restart'] as const;
export type LockCause = (typeof LOCK_CAUSES)[number];

/** What HQ may ask of a counter through the feed. */
export const COMMAND_KINDS = [
  'rotate_key',
  'retire',
  'message',
  'accept_past',
  'count_drawer',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

export const PRINT_DOCUMENTS = [
  'receipt',
  'quote_slip',
  'upi_slip',
  'reversal_slip',
  'x_report',
  'z_report',
  'drop_slip',
  'change_slip',
  'count_memo',
  'certificate',
  'instrument_slip',
  'test_page',
] as const;
export type PrintDocumentKind = (typeof PRINT_DOCUMENTS)[number];

export interface QuoteIssuedBody {
  readonly quoteId: QuoteId;
  readonly visitId: VisitId;
  readonly serviceCode: string;
  readonly tariff: TariffRef;
  readonly facts: CoarseFacts;
  readonly lines: readonly ChargedLine[];
  readonly totalPaise: Paise;
  readonly quotedAt: Instant;
  /** Present where the clock's doubt spanned a change: the instant in doubt with the lower fee. */
  readonly pricedAt?: Instant;
  readonly validUntil: Instant;
  readonly language: Language;
  /** Applicant, beneficiary, application reference, mobile number: all apart. */
  readonly citizen: PrivateDigest;
  readonly phone: 'given' | 'none';
  /** The citizen wants no message and no call (docs/spec/messages.md, M2). */
  readonly contact?: 'refused';
  /** The citizen's display was there when the amount was shown; else a slip was printed. */
  readonly shownOn: 'display' | 'slip';
  /** Previews computed since the quote before: they are only counted. */
  readonly previews: number;
  /** A correction: the receipt that this quote replaces. */
  readonly replaces?: ReceiptNumber;
  /** Written by hand on this leaf: `quotedAt` is the paper's time. */
  readonly leaf?: LeafRef;
}

export interface CashTenderedBody {
  readonly tenderId: TenderId;
  readonly visitId: VisitId;
  readonly quoteIds: readonly QuoteId[];
  /** Sum of the quotes. */
  readonly totalPaise: Paise;
  /** Money already here from receipts reversed in the same act (a corrected service). */
  readonly creditPaise: Paise;
  /** What the citizen handed over, typed by the clerk; never the charge. */
  readonly givenPaise: Paise;
  /** given + credit - total. */
  readonly changePaise: Paise;
  readonly change: CashCount;
}

/** A citizen is asked to pay by UPI: named by the newest quote of the visit (U2). */
export interface UpiRequestedBody {
  readonly chargeId: string;
  readonly visitId: VisitId;
  readonly quoteIds: readonly QuoteId[];
  /** Sum of the quotes. */
  readonly totalPaise: Paise;
}

export const UPI_ENDS = ['cash', 'stopped', 'expired', 'unavailable'] as const;
/**
 * Why the counter asks no more: cash instead, stopped by the clerk, the gateway's own word that
 * nothing was paid, or no code was ever shown. A success may still follow each (U7).
 */
export type UpiEnd = (typeof UPI_ENDS)[number];

/** The gateway's evidence as HQ signed it: the tender of a visit that was paid by UPI. */
export interface UpiConfirmedBody extends UpiRequestedBody {
  readonly tenderId: TenderId;
  readonly orderId: string;
  readonly gatewayPaymentId: string;
  /** The bank's reference (UTR), where the gateway said it. */
  readonly bankReference: string | null;
}

/** How it was paid; `instrument`: by a cheque or a demand draft that was realised. */
export const TENDER_KINDS = ['cash', 'upi', 'nil', 'instrument'] as const;
export type TenderKind = (typeof TENDER_KINDS)[number];

export interface ReceiptIssuedBody {
  readonly receiptNumber: ReceiptNumber;
  readonly tenderId: TenderId;
  readonly quoteId: QuoteId;
  readonly visitId: VisitId;
  readonly serviceCode: string;
  readonly tariff: TariffRef;
  readonly lines: readonly ChargedLine[];
  readonly totalPaise: Paise;
  readonly tenderKind: TenderKind;
  readonly language: Language;
  readonly citizen: PrivateDigest;
  readonly issuedAt: Instant;
  /** The citizen holds this leaf in its place: `issuedAt` is the paper's time. */
  readonly leaf?: LeafRef;
  /** The exact COSE_Sign1 bytes of the receipt's QR, base64url: signed once, printed as they are. */
  readonly qr: string;
}

/** What whoever opens a shift has looked at. */
export interface OpeningChecks {
  /** The test page came out whole, or receipts wait until there is paper. */
  readonly paper: 'whole' | 'missing';
  /** The citizen's display was seen with its picture, or quotes go on paper. */
  readonly display: 'seen' | 'missing';
  /** Where the account date is from: the clock, HQ's last word, or whoever opened. */
  readonly date: 'clock' | 'hq' | 'stated';
  /** What the clock made of it, where that is another date. */
  readonly clockDate?: IsoDate;
}

/** What a count was taken for that did not agree. */
export type CountPurpose = 'close' | 'drop' | 'hand_over';

/** Body of each kind. Amounts in paise, instants in milliseconds since 1970 UTC. */
export interface EntryBodies extends FingerBodies, CashBodies, LeafBodies, InstrumentBodies {
  'counter.enrolled': {
    readonly publicKey: string;
    readonly rootKeyId: KeyId;
    readonly certificateHash: Hash;
    readonly training: boolean;
    readonly softwareVersion: string;
    /** The counter that this one takes over from, where there is one. */
    readonly successorOf?: { readonly counterId: CounterId; readonly headHash: Hash };
  };
  /** Signed by the key before; every entry after it is under the new one (J17). */
  'key.rotated': {
    readonly keyId: KeyId;
    readonly publicKey: string;
    readonly certificateHash: Hash;
    /** HQ's command, where it came from there. */
    readonly commandId?: string;
  };
  /** The last entry of a journal: nothing follows it (J18). */
  'counter.retired': { readonly commandId: string };
  /** What HQ asked of this counter, once each (F10). */
  'command.received': { readonly commandId: string; readonly command: CommandKind };
  'tariff.applied': TariffRef & { readonly validFrom: Instant; readonly validTo: Instant | null };
  'staff.signed_in': { readonly method: 'pin' };
  'staff.sign_in_failed': { readonly attempt: number; readonly purpose: 'sign_in' | 'step_up' };
  'staff.signed_out': { readonly cause: 'clerk' | 'idle' };
  'staff.stepped_up': {
    readonly approverId: StaffId;
    readonly act: StepUpAct;
    /** Absent: by PIN. */
    readonly method?: 'finger';
  };
  'screen.locked': { readonly cause: LockCause };
  'screen.unlocked': { readonly method: 'pin' };
  'shift.opened': {
    readonly shiftId: ShiftId;
    readonly float: CashCount;
    readonly floatPaise: Paise;
    /** The clerk's own cash in their pockets, declared. */
    readonly personalCashPaise: Paise;
    /** Taken over from this shift's clerk, both counting: the cash is not a float. */
    readonly takenOverFrom?: ShiftId;
    /** What was looked at before the first citizen. */
    readonly checks?: OpeningChecks;
  };
  /** A count that did not agree with the record and has no reason yet: each is kept (P11). */
  'shift.counted': {
    readonly shiftId: ShiftId;
    readonly count: CashCount;
    readonly countedPaise: Paise;
    readonly purpose?: CountPurpose;
  };
  'shift.closed': {
    readonly shiftId: ShiftId;
    readonly firstSeq: number;
    readonly count: CashCount;
    readonly countedPaise: Paise;
    readonly expectedPaise: Paise;
    readonly variancePaise: Paise;
    readonly varianceReason?: string;
    readonly receipts: number;
    readonly reversals: number;
    /** How many counts it took; those that did not agree are each in the journal. */
    readonly counts?: number;
    /** Z: numbered in the counter, it closes every entry since the Z before it (CA6). */
    readonly zNumber?: number;
    readonly fromSeq?: number;
    /** The cash went to the next clerk at this counter, not into the safe. */
    readonly handedTo?: StaffId;
    /** The clerk was not there: this manager counted. */
    readonly closedBy?: StaffId;
  };
  'quote.issued': QuoteIssuedBody;
  /** `dishonoured`: the bank sent its cheque back. */
  'quote.lapsed': { readonly quoteId: QuoteId; readonly reason: LapseReason | 'dishonoured' };
  'visit.held': { readonly visitId: VisitId };
  'visit.resumed': { readonly visitId: VisitId };
  'cash.tendered': CashTenderedBody;
  'upi.requested': UpiRequestedBody;
  /** The code was checked and is shown. */
  'upi.awaiting': {
    readonly chargeId: string;
    readonly orderId: string;
    readonly expiresAt: Instant;
  };
  'upi.ended': {
    readonly chargeId: string;
    readonly why: UpiEnd;
    /** The citizen had gone with a slip: HQ tells them. */
    readonly wasAside?: true;
  };
  /** The citizen goes with a slip; whether they have paid will be known later (P6). */
  'upi.set_aside': { readonly chargeId: string };
  'upi.confirmed': UpiConfirmedBody;
  /** HQ told of a payment that settles nothing: it goes back. */
  'upi.late': {
    readonly chargeId: string;
    readonly orderId: string;
    readonly gatewayPaymentId: string;
    readonly amountPaise: Paise;
  };
  'receipt.issued': ReceiptIssuedBody;
  'receipt.reprinted': {
    readonly receiptNumber: ReceiptNumber;
    /** DUPLICATE n on the paper. */
    readonly duplicate: number;
    readonly jobId: PrintJobId;
  };
  'charge.reversed': {
    readonly receiptNumber: ReceiptNumber;
    readonly amountPaise: Paise;
    readonly lines: readonly ChargedLine[];
    readonly reason: ReversalReason;
    readonly approverId: StaffId;
    /** Cash handed back now; zero where the money stays as credit of a corrected service. */
    readonly paidBackPaise: Paise;
    /** Paid by UPI: what HQ sends back through the gateway; absent for cash. */
    readonly toRefundPaise?: Paise;
  };
  'print.queued': {
    readonly jobId: PrintJobId;
    readonly document: PrintDocumentKind;
    /** The receipt, quote, shift or nothing that it prints. */
    readonly subject: string;
  };
  'print.confirmed': { readonly jobId: PrintJobId };
  /** The printer said no, or could not be reached: nothing was printed. */
  'print.failed': { readonly jobId: PrintJobId; readonly code: string };
  /** It may or may not have come out (power cut, connection lost half way). */
  'print.unconfirmed': { readonly jobId: PrintJobId; readonly code: string };
  'display.missing': { readonly cause: 'never_seen' | 'lost' };
  'display.returned': Record<string, never>;
  'drawer.opened': { readonly cause: 'no_sale' };
  'clock.jumped': { readonly byMs: number };
  'disk.low': { readonly freeBytes: number };
  /** HQ tells another past of this day than this counter remembers (TR10). */
  'hq.past_changed': { readonly date: IsoDate };
  'device.fault': { readonly device: 'printer' | 'scanner' | 'display'; readonly code: string };
}

export type EntryKind = keyof EntryBodies;

/** These carry their own Ed25519 signature beside the chain (docs/spec/journal.md, J7). */
export const SIGNED_KINDS: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'counter.enrolled',
  'key.rotated',
  'counter.retired',
  'quote.issued',
  'receipt.issued',
  'charge.reversed',
  'shift.closed',
]);

export interface EntryHeader {
  readonly formatVersion: 1;
  readonly officeId: string;
  readonly counterId: CounterId;
  readonly keyId: KeyId;
  /** From 1, no gaps. The only order there is. */
  readonly seq: number;
  readonly staffId: StaffId | null;
  readonly shiftId: ShiftId | null;
  readonly businessDate: IsoDate;
  /** What the wall clock said; recorded, never a reason to reject. */
  readonly wallTimeMs: Instant;
  /** Milliseconds since this boot, which `bootId` names. */
  readonly monotonicMs: number;
  readonly bootId: string;
  /** Rise for ever: every receipt adds once, whatever the tender; training adds nothing. */
  readonly grossChargedPaise: Paise;
  readonly grossReversedPaise: Paise;
  readonly prevHash: Hash;
}

export type EntryOf<K extends EntryKind> = EntryHeader & {
  readonly kind: K;
  readonly body: EntryBodies[K];
};

/** An entry as read back: discriminated by `kind`. */
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];

/** An entry as it lies on disk and crosses the wire. */
export interface StoredEntry {
  readonly seq: number;
  /** UTF-8 JSON text; these very bytes are hashed, signed, sent and verified. */
  readonly text: string;
  readonly hash: Hash;
  /** Ed25519 over the hash (J7), base64url; null for kinds that the chain alone covers. */
  readonly signature: string | null;
}
