/**
 * What the manager's page of an office and the sync server say to each other. No Node and no DOM here:
 * both sides import it. Amounts are paise, instants milliseconds since 1970 UTC, dates `YYYY-MM-DD` in
 * India. No personal data crosses but the names of the office's own staff.
 *
 * Every address begins with `/office/api`. A read answers its value; an act answers 204 or its value;
 * a failure answers `{ ok: false, error: { code, details } }` with the code's status. Acts that move
 * money or close a day carry the PIN again: it is the session's own person who signs.
 */
import type { CashCount } from '#domain/cash.ts';
import type {
  CounterDayState,
  DayDeltas,
  DayDocument,
  DayShift,
  Explanation,
  LeafCount,
} from '#domain/day/document.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { LeafBookRow } from './office-registers-contract.ts';

/** `POST /session` answers this and a cookie; wrong: OFFICE_STAFF_WRONG, often: TOO_MANY_REQUESTS. */
export interface OfficeSignIn {
  readonly officeId: string;
  readonly staffId: string;
  readonly pin: string;
}

/** `GET /session`: NOT_SIGNED_IN without one. `DELETE /session` ends it. */
export interface OfficeSession {
  readonly officeId: string;
  readonly officeName: Texts;
  readonly department: Texts;
  readonly address: Texts;
  readonly staffId: string;
  readonly name: string;
  readonly endsAt: Instant;
  readonly now: Instant;
  /** Today by HQ's clock. */
  readonly today: IsoDate;
  /** Whoever may sign here; for choosing a carrier, a custodian, a witness. */
  readonly staff: readonly OfficePerson[];
  readonly branches: readonly BankBranch[];
}

export interface OfficePerson {
  readonly staffId: string;
  readonly name: string;
  readonly role: 'clerk' | 'manager' | 'auditor';
}

export interface BankBranch {
  readonly branchId: string;
  readonly texts: Texts;
  /** A bank, or the treasury itself. */
  readonly kind: 'bank' | 'treasury';
  /** IFSC of a bank, code of a treasury. */
  readonly code: string;
}

/** Every act's own proof, beside the session. */
export interface Signed {
  readonly pin: string;
}

// The day at a glance

/** `open`: nobody has prepared it. `prepared`: a manager has, another must close. `closed`: for ever. */
export type DayState = 'open' | 'prepared' | 'closed';
/** `two`: maker and checker. `one`: one-person office, HQ checks later. `cut_off`: by itself. */
export type ClosedHow = 'two' | 'one' | 'cut_off';
/** `waiting`: HQ has to look at it. */
export type DayCheck = 'done' | 'waiting' | 'disputed';

export interface DayLine {
  readonly date: IsoDate;
  readonly state: DayState;
  readonly how: ClosedHow | null;
  readonly check: DayCheck | null;
  readonly maker: string | null;
  readonly checker: string | null;
  readonly closedAt: Instant | null;
  readonly supplements: number;
  /** When it closes by itself, if nobody does. */
  readonly cutOffAt: Instant;
  /** Charged less reversed, whatever the tender; of shifts that are closed. */
  readonly netPaise: Paise;
  readonly overPaise: Paise;
  readonly shortPaise: Paise;
}

/** `GET /days?from=&until=` (at most 92 days), newest first. */
export interface Days {
  readonly rows: readonly DayLine[];
}

/** A counter on one day. What its drawer should hold is nowhere: counts are blind. */
export interface CounterLine {
  readonly counterId: string;
  readonly state: CounterDayState;
  /** The open shift, of this day or an earlier one; null where none is open. */
  readonly shift: {
    readonly shiftId: string;
    readonly staffId: string;
    readonly openedAt: Instant;
    readonly businessDate: IsoDate;
    readonly isSealed: boolean;
  } | null;
  readonly receipts: number;
  /** Charged less reversed, whatever the tender; of the day's shifts that are closed. */
  readonly takingsPaise: Paise;
  /** Over is positive; of shifts that are closed. */
  readonly variancePaise: Paise;
  /** Entries that it has by its own word and HQ has not; null where it has not said. */
  readonly toSend: number | null;
  readonly lastHeardAt: Instant | null;
  /** Heard from within the last minutes. */
  readonly isOnline: boolean;
  /** A count was ordered and is not taken yet. */
  readonly countWanted: boolean;
}

/** Cash counted before a witness, or handed in, in the middle of a shift. */
export interface CountLine {
  readonly occasion: 'surprise' | 'drop';
  readonly number: string;
  readonly counterId: string;
  readonly staffId: string;
  readonly at: Instant;
}

/** Kinds of what needs a person; each has words of its own on the page. */
export const EXCEPTION_KINDS = [
  'earlier_day_open',
  'check_waiting',
  'check_disputed',
  'shift_left_open',
  'counter_silent',
  'entries_missing',
  'count_wanted',
  'over_short',
  'note_impounded',
  'change_owed',
  'safe_over_ceiling',
  'cash_late',
  'deposit_not_carried',
  'deposit_in_transit',
  'deposit_differs',
  'cheque_waiting',
  'leaf_missing',
  'payment_without_receipt',
  'receipt_without_payment',
  'case_open',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export interface OfficeException {
  readonly kind: ExceptionKind;
  /** Its age counts from here; the oldest come first. */
  readonly since: Instant;
  readonly counterId: string | null;
  readonly staffId: string | null;
  /** A deposit, a day, a receipt, a case: whatever `kind` is about. */
  readonly subject: string;
  readonly amountPaise: Paise | null;
  /** Of a case: its kind. */
  readonly caseKind: string | null;
}

/** `GET /days/:date`: one day at a glance. */
export interface DayAtGlance {
  readonly now: Instant;
  readonly day: DayLine;
  readonly counters: readonly CounterLine[];
  /** Of this day. While a shift is open nothing of its close is told. */
  readonly shifts: readonly DayShift[];
  /** Each has its papers; what was counted stands in them. */
  readonly counts: readonly CountLine[];
  /** Of the office, not of the day alone; oldest first. */
  readonly exceptions: readonly OfficeException[];
  /** Money of shifts whose drawer is counted alone: counts are blind. Receipts are of all. */
  readonly totals: {
    readonly receipts: number;
    readonly netPaise: Paise;
    readonly cashPaise: Paise;
    readonly upiPaise: Paise;
    readonly instrumentPaise: Paise;
    /** Asked for by UPI and neither paid nor given up. */
    readonly awaitingUpiPaise: Paise;
  };
  /** Earlier days that nobody closed, oldest first. */
  readonly openDays: readonly IsoDate[];
}

// Closing a day, step by step

export const CLOSE_STEPS = [
  'earlier_days',
  'counters',
  'awaiting_upi',
  'variances',
  'leaves',
  'safe',
  'prepare',
  'check',
] as const;
export type CloseStepName = (typeof CLOSE_STEPS)[number];

/** Who can take what stands in the way, and how. */
export const UNBLOCKERS = [
  /** The clerk closes the shift, at that counter. */
  'clerk_closes',
  /** A manager closes it there for a clerk who is away. */
  'manager_closes_for_absent',
  /** The counter comes back to the line, or its stick is brought. */
  'counter_connects',
  /** The manager says why, in the preparation. */
  'explain',
  /** A manager closes the earlier day. */
  'close_earlier_day',
  /** A manager counts the book's leaves. */
  'count_leaves',
  /** The manager prepares, or prepares again. */
  'prepare',
  /** Another manager, who had no shift that day. */
  'another_manager',
  /** An approver at HQ. */
  'hq_approver',
] as const;
export type Unblocker = (typeof UNBLOCKERS)[number];

export interface CloseItem {
  /** A counter, a day, a person, a book, a charge. */
  readonly subject: string;
  readonly counterId: string | null;
  readonly staffId: string | null;
  readonly since: Instant | null;
  readonly amountPaise: Paise | null;
  /** Of a counter. */
  readonly state: CounterDayState | null;
  readonly missingEntries: number | null;
  /** Whoever can help; empty where it only has to be seen. */
  readonly unblock: readonly Unblocker[];
}

export interface CloseStep {
  readonly step: CloseStepName;
  /** `done` folds; `blocks` comes first; `note` has to be seen and stops nobody; `next` may be done now. */
  readonly state: 'done' | 'blocks' | 'note' | 'next' | 'later';
  readonly items: readonly CloseItem[];
}

/** `GET /days/:date/close` */
export interface DayClosing {
  readonly now: Instant;
  readonly day: DayLine;
  /** Of what is shown: an act with another revision answers DAY_CHANGED. */
  readonly revision: number;
  readonly steps: readonly CloseStep[];
  /**
   * As it would be signed now; of a closed day, as it was. Null while a drawer of the day is to be
   * counted: it would tell what is in it, and counts are blind.
   */
  readonly document: DayDocument | null;
  /** Null where this person may prepare now. */
  readonly mayPrepare: Failure | null;
  /** Null where this person may close now. */
  readonly mayClose: Failure | null;
  /** Whoever is alone here closes without a second person, and HQ checks later. */
  readonly isOnePerson: boolean;
  /** What the maker signed, where somebody prepared it. */
  readonly prepared: {
    readonly staffId: string;
    readonly at: Instant;
    readonly revision: number;
    readonly explanations: readonly Explanation[];
  } | null;
  /** Books of leaves that are out and must be counted. */
  readonly leafBooks: readonly LeafBookRow[];
}

/** `POST /days/:date/prepare`: DAY_CHANGED, DAY_CLOSED, DAY_BEFORE_OPEN, DAY_NOT_EXPLAINED, DAY_NOT_YET. */
export interface PrepareDay extends Signed {
  readonly revision: number;
  /** One for each counter that is neither complete nor unused. */
  readonly explanations: readonly Explanation[];
  /** What the safe holds, note by note; absent where it was not counted. */
  readonly safeCount?: CashCount | undefined;
  /** One for each book that is out. */
  readonly leafCounts: readonly LeafCount[];
}

/**
 * `POST /days/:date/close`: by another manager, who had no shift that day (SECOND_PERSON_NEEDED), or by
 * the one manager there is. DAY_CHANGED where anything arrived since; DAY_CLOSED where somebody was first.
 */
export interface CloseDay extends Signed {
  readonly revision: number;
}

/** An entry of the office's chain as it was signed. */
export interface SignedEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly hash: string;
  readonly signature: string;
  readonly keyId: string;
}

/** `GET /days/:date/document`: DAY_NOT_CLOSED before, DAY_DRAWER_OPEN while a drawer of it is open. */
export interface ClosedDay {
  readonly day: DayLine;
  /** As it was closed. */
  readonly document: DayDocument;
  readonly entry: SignedEntry;
  readonly supplements: readonly {
    readonly number: number;
    readonly deltas: DayDeltas;
    /** The whole day, the supplement in it. */
    readonly document: DayDocument;
    readonly entry: SignedEntry;
  }[];
  readonly checked: {
    readonly staffId: string;
    readonly at: Instant;
    readonly finding: 'agreed' | 'disputed';
    readonly words: string;
  } | null;
}

/** `POST /counters/:counterId/count` orders a surprise count: COUNTER_UNKNOWN. */
export type OrderCount = Signed;
