/**
 * What the screens are drawn from. After every change the terminal sends a whole, small snapshot:
 * a screen is a function of it and of what is being typed. Nothing here is computed twice: figures
 * come from the journal's views.
 */
import type { AccountDate } from '#domain/account-date.ts';
import type { CashCount } from '#domain/cash.ts';
import type { PrintJobId, QuoteId, ReceiptNumber, ShiftId, StaffId, VisitId } from '#domain/ids.ts';
import type { InstrumentKind } from '#domain/journal/instrument-kinds.ts';
import type { CountSource } from '#domain/journal/cash-kinds.ts';
import type { PrintDocumentKind } from '#domain/journal/kinds.ts';
import type { PrintJobStatus } from '#domain/journal/views.ts';
import type { Language, Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

import type { AskSnapshot, CitizenAskSnapshot } from './ask.ts';
import type { CitizenUpiSnapshot, UpiAsideSnapshot, UpiSnapshot } from './upi.ts';
import type {
  CaptureSnapshot,
  CitizenCaptureSnapshot,
  IdentitySnapshot,
  ScannerSnapshot,
} from './finger.ts';

export interface LineSnapshot {
  readonly code: string;
  readonly texts: Texts;
  readonly authority: string;
  readonly head: string;
  readonly quantity?: number;
  readonly ratePaise?: Paise;
  readonly amountPaise: Paise;
}

export interface QuoteSnapshot {
  readonly quoteId: QuoteId;
  readonly serviceCode: string;
  readonly serviceTexts: Texts;
  /** The facts in words, one row each. */
  readonly factsInWords: readonly Texts[];
  readonly lines: readonly LineSnapshot[];
  readonly totalPaise: Paise;
  readonly validUntil: Instant;
  readonly tariffTitle: Texts;
  readonly tariffVersion: number;
}

/** A price that was not recorded. */
export interface PreviewSnapshot {
  readonly serviceCode: string;
  readonly lines: readonly LineSnapshot[];
  readonly totalPaise: Paise;
  readonly factsInWords: readonly Texts[];
  readonly tariffTitle: Texts;
  readonly tariffVersion: number;
  /** Present for a waiver at discretion: `quote` needs a manager's approval beside it. */
  readonly needsApproval?: true;
}

export interface VisitSnapshot {
  readonly visitId: VisitId;
  readonly language: Language;
  readonly payer: string;
  readonly beneficiary: string | null;
  readonly applicationRef: string;
  readonly mobile: string | null;
  /** Present where no message and no call is wanted. */
  readonly contact?: 'refused';
  readonly quotes: readonly QuoteSnapshot[];
  readonly totalPaise: Paise;
  /** Present while it is asked for by UPI, and where no code came. */
  readonly upi?: UpiSnapshot;
  /** Present where a service of the visit asks who the citizen is: money waits for it. */
  readonly identity?: IdentitySnapshot;
}

export interface HeldVisitSnapshot {
  readonly visitId: VisitId;
  readonly payer: string;
  readonly serviceTexts: Texts;
  readonly totalPaise: Paise;
}

export interface PrintJobSnapshot {
  readonly jobId: PrintJobId;
  readonly document: PrintDocumentKind;
  readonly subject: string;
  readonly duplicate: number;
  readonly status: PrintJobStatus;
  readonly code: string | null;
}

/** The last payment: the change due stays in sight until the next one. */
export interface PaidSnapshot {
  readonly visitId: VisitId;
  readonly at: Instant;
  readonly receipts: readonly {
    readonly receiptNumber: ReceiptNumber;
    readonly serviceTexts: Texts;
    readonly totalPaise: Paise;
    readonly job: PrintJobSnapshot | null;
  }[];
  readonly totalPaise: Paise;
  readonly givenPaise: Paise;
  readonly changePaise: Paise;
  readonly change: CashCount;
  readonly nil: boolean;
  /** Present where it was paid by UPI: the bank's reference, else the gateway's. */
  readonly upi?: { readonly reference: string };
}

export type Phase = 'not_enrolled' | 'stopped' | 'signed_out' | 'locked' | 'no_shift' | 'ready';

export interface SyncSnapshot {
  readonly state: 'online' | 'offline' | 'never';
  /** Entries not yet acknowledged. */
  readonly toSend: number;
  readonly lastAcknowledgedAt: Instant | null;
  readonly failure: Failure | null;
  /** HQ's clock when it last spoke, and how far ours was from it then; absent before. */
  readonly clock?: { readonly serverTime: Instant; readonly skewMs: number };
}

export type PrinterCondition = 'ready' | 'paper_low' | 'trouble' | 'unknown';

/** The full check of the journal, as far as it has come. */
export interface JournalCheckSnapshot {
  readonly state: 'running' | 'good' | 'bad';
  readonly seq: number;
  readonly lastSeq: number;
  /** When it ended; null while it runs. */
  readonly endedAt: Instant | null;
}

/** The drawer beside charges: what it waits for, and what is open. */
export interface DrawerSnapshot {
  /** A count that somebody wants taken now. */
  readonly countWanted: { readonly countId: string; readonly source: CountSource } | null;
  /** Slips for change that this counter has not paid yet. */
  readonly slips: readonly { readonly slipId: string; readonly amountPaise: Paise }[];
  /** The drawer that whoever is signed in left sealed here; its number is read from the seal. */
  readonly sealed: { readonly shiftId: ShiftId; readonly openedAt: Instant } | null;
  /** Counts at the end of the shift that did not agree; the one that can no longer be changed. */
  readonly closing: { readonly counts: number; readonly standing: CashCount | null };
}

/** What is paid for otherwise than over the counter: cheques, drafts, leaves of a book. */
export interface PapersSnapshot {
  /** Null: neither cheque nor draft is accepted here. */
  readonly accepted: {
    readonly kinds: readonly InstrumentKind[];
    readonly payableTo: Texts;
  } | null;
  /** Taken here, and the bank has not spoken yet. */
  readonly held: readonly {
    readonly instrumentId: string;
    readonly instrument: InstrumentKind;
    readonly number: string;
    readonly bank: string;
    readonly totalPaise: Paise;
    readonly receivedAt: Instant;
  }[];
  /** Contingency books of this office that are in use. */
  readonly books: readonly {
    readonly bookId: string;
    readonly firstLeaf: number;
    readonly lastLeaf: number;
    readonly custodian: StaffId | null;
  }[];
}

/** Before a shift: what is to be looked at. */
export interface OpeningSnapshot {
  /** Of this person's test page. */
  readonly testPage: 'none' | 'printing' | 'printed' | 'failed';
  readonly date: AccountDate;
}

/** Why the counter stands still, and what may be done about it. */
export interface StoppedSnapshot {
  readonly failure: Failure;
  /** Empty where not even that can be read. */
  readonly counterId: string;
  /** What HQ has acknowledged: safe whatever happens to this machine. */
  readonly acknowledgedSeq: number;
  /** Whether what is good of the journal may be taken to a stick. */
  readonly canSave: boolean;
  /** Whether nothing is wrong with the journal itself: what keeps it shut can be put right. */
  readonly canOpenAgain: boolean;
  /** Whether this device may become a counter anew. */
  readonly canStartAnew: boolean;
}

export interface ClerkSnapshot {
  readonly phase: Phase;
  readonly now: Instant;
  readonly office: { readonly officeId: string; readonly name: Texts; readonly department: Texts };
  readonly counter: {
    readonly counterId: string;
    readonly number: number;
    readonly training: boolean;
  };
  readonly staff: {
    readonly staffId: StaffId;
    readonly name: string;
    readonly role: string;
  } | null;
  /** Staff who may sign in here, for the sign-in screen's list. */
  readonly roster: readonly {
    readonly staffId: StaffId;
    readonly name: string;
    readonly role: string;
  }[];
  readonly shift: {
    readonly shiftId: ShiftId;
    readonly businessDate: IsoDate;
    readonly openedAt: Instant;
    readonly receipts: number;
  } | null;
  readonly visit: VisitSnapshot | null;
  readonly held: readonly HeldVisitSnapshot[];
  /** Present while somebody is signed in and the screen is open. */
  readonly drawer?: DrawerSnapshot;
  /** Present while a shift is open and the screen too. */
  readonly papers?: PapersSnapshot;
  /** While nobody is here: drawers that were left sealed. */
  readonly sealedHere?: readonly {
    readonly shiftId: ShiftId;
    readonly staffId: StaffId;
    readonly openedAt: Instant;
  }[];
  /** Present while no shift is open and somebody is signed in. */
  readonly opening?: OpeningSnapshot;
  readonly paid: PaidSnapshot | null;
  /** Absent: UPI is not set up at HQ; cash goes on (U19). */
  readonly upi?: {
    readonly aside: readonly UpiAsideSnapshot[];
    /** HQ sends no payment links. */
    readonly linksOff?: true;
  };
  /** Failed, unconfirmed or waiting print jobs, oldest first. */
  readonly printJobs: readonly PrintJobSnapshot[];
  readonly sync: SyncSnapshot;
  readonly printer: { readonly condition: PrinterCondition; readonly failure: Failure | null };
  /** Absent where this counter has no fingerprint scanner configured. */
  readonly scanner?: ScannerSnapshot;
  /** Present while somebody's finger is captured, and a little longer with its outcome. */
  readonly capture?: CaptureSnapshot;
  /** Services that ask for a finger here, for the enrolment's list; absent where none does. */
  readonly fingerServices?: readonly { readonly serviceCode: string; readonly texts: Texts }[];
  readonly displayPresent: boolean;
  /** Present from when a citizen was asked until the clerk goes on. */
  readonly ask?: AskSnapshot;
  /** What needs a person now, most urgent first; the screen keeps one line for the first. */
  readonly trouble: readonly Failure[];
  /** Present in the phase `stopped`. */
  readonly stopped?: StoppedSnapshot;
  /** What HQ has to say to whoever is here, latest last. */
  readonly messages?: readonly Texts[];
  /** Present once a full check was asked for. */
  readonly journalCheck?: JournalCheckSnapshot;
}

/** The citizen's display. It never learns more than the citizen may see. */
export interface CitizenSnapshot {
  readonly screen: 'closed' | 'idle' | 'quote' | 'paid';
  readonly language: Language;
  readonly office: { readonly name: Texts; readonly department: Texts };
  readonly counterNumber: number;
  readonly training: boolean;
  readonly quotes: readonly QuoteSnapshot[];
  readonly totalPaise: Paise;
  readonly payer: string | null;
  /** Echo of the number that SMS and calls go to, whole: the citizen checks it. */
  readonly mobile: string | null;
  readonly noPhone: boolean;
  /** Present where no message and no call is wanted. */
  readonly contact?: 'refused';
  readonly paid: PaidSnapshot | null;
  /** Present while the citizen is asked to pay by UPI. */
  readonly upi?: CitizenUpiSnapshot;
  /** Where to complain, as the office published it; null before its settings have come. */
  readonly complaintsNumber: string | null;
  /** Rows of the published fee board, for the idle screen. */
  readonly feeBoard: readonly { readonly texts: Texts; readonly totalPaise: Paise | null }[];
  /** Present while a citizen without a phone is asked what they paid. */
  readonly ask?: CitizenAskSnapshot;
  /** Present while the citizen's own finger is captured. */
  readonly capture?: CitizenCaptureSnapshot;
}

export interface TerminalEvents {
  readonly clerk: ClerkSnapshot;
  readonly citizen: CitizenSnapshot;
}
