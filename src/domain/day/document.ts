/**
 * The document of an office's day: what was charged, where its money is, who had which shift, what each
 * counter's journal covers, and what people must see one by one. Made by `make-document.ts` from the
 * books; signed as one entry of the office's chain. docs/spec/day-close.md, DC8.
 */
import type { CashCount } from '#domain/cash.ts';
import type { Texts } from '#domain/language.ts';
import type { HeadLine } from '#domain/ledger/figures.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

/** DC3. `unused`: heard from, and no shift of this day. */
export const COUNTER_STATES = ['complete', 'open_shift', 'behind', 'unused'] as const;
export type CounterDayState = (typeof COUNTER_STATES)[number];

/** Why a counter is not complete when its day closes. */
export const EXPLANATIONS = [
  'offline',
  'power_cut',
  'device_broken',
  'switched_off',
  'clerk_absent',
  'other',
] as const;
export type ExplanationReason = (typeof EXPLANATIONS)[number];

export interface Explanation {
  readonly counterId: string;
  readonly reason: ExplanationReason;
  readonly words: string;
}

/** What the document covers of a counter's journal. */
export interface DayCounter {
  readonly counterId: string;
  readonly state: CounterDayState;
  /** From the first entry of the day's first Z to the last one's own; null without a Z. */
  readonly fromSeq: number | null;
  readonly throughSeq: number | null;
  /** Of the last Z's entry. */
  readonly headHash: string | null;
  /** What HQ held of its journal. */
  readonly heldSeq: number;
  /** Entries that it has by its own word and HQ does not; null where it has not said. */
  readonly missingEntries: number | null;
  readonly lastHeardAt: Instant | null;
  readonly explanation: Omit<Explanation, 'counterId'> | null;
}

export interface DayShift {
  readonly counterId: string;
  readonly shiftId: string;
  readonly staffId: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly isSealed: boolean;
  readonly takenOverFrom: string | null;
  readonly handedTo: string | null;
  readonly closedBy: string | null;
  readonly zNumber: number | null;
  readonly fromSeq: number | null;
  readonly throughSeq: number | null;
  readonly zHash: string | null;
  readonly floatPaise: Paise;
  /** Null while it is open, like all of its close. */
  readonly countedPaise: Paise | null;
  readonly expectedPaise: Paise | null;
  readonly variancePaise: Paise | null;
  readonly reason: string | null;
  /** Charged in it, less what was reversed, whatever the tender. */
  readonly takingsPaise: Paise | null;
}

export interface TenderLine {
  readonly tender: string;
  readonly receipts: number;
  readonly reversals: number;
  readonly chargedPaise: Paise;
  readonly reversedPaise: Paise;
  readonly netPaise: Paise;
}

export interface ServiceLine extends Omit<TenderLine, 'tender'> {
  readonly serviceCode: string;
  readonly texts: Texts;
}

/** The trial balance: each column of it sums to nothing. */
export interface AccountLine {
  readonly account: string;
  readonly openingPaise: Paise;
  readonly movedPaise: Paise;
  readonly closingPaise: Paise;
}

/** Over and short by person: one never hides the other (P11). */
export interface PersonLine {
  readonly staffId: string;
  readonly shifts: number;
  readonly overPaise: Paise;
  readonly shortPaise: Paise;
}

interface Listed {
  readonly counterId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly staffId: string;
}

export interface CancelledCharge extends Listed {
  readonly receiptNumber: string;
  readonly amountPaise: Paise;
  readonly reason: string;
  readonly approverId: string;
  readonly paidBackPaise: Paise;
  readonly toRefundPaise: Paise;
}

export interface WaivedCharge extends Listed {
  readonly receiptNumber: string;
  readonly serviceCode: string;
  readonly waivedPaise: Paise;
  readonly totalPaise: Paise;
}

export interface Reprint extends Listed {
  readonly receiptNumber: string;
  readonly duplicate: number;
}

/** A drop, exchange, slip, note, count, certificate, opened drawer: its kind and its signed body. */
export interface OtherEvent extends Listed {
  readonly kind: string;
  readonly shiftId: string;
  readonly amountPaise: Paise;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A list that is too long for one entry says how much it leaves out. */
export interface DayList<T> {
  readonly count: number;
  readonly amountPaise: Paise;
  readonly items: readonly T[];
}

export interface DepositAct {
  readonly depositId: string;
  readonly act: 'prepared' | 'carried' | 'accepted' | 'returned';
  readonly at: Instant;
  readonly staffId: string;
  readonly amountPaise: Paise;
  readonly bagNumber: string;
  readonly bankReference: string | null;
}

/** Asked for by UPI, and neither paid nor given up: it may still come. */
export interface AwaitedPayment {
  readonly counterId: string;
  readonly chargeId: string;
  readonly amountPaise: Paise;
}

export interface SafeCount {
  readonly count: CashCount;
  readonly countedPaise: Paise;
  /** What the books said. */
  readonly bookPaise: Paise;
  readonly differencePaise: Paise;
}

/** What the manager found of a book of leaves at the end of the day. */
export interface LeafCount {
  readonly bookId: string;
  /** The next leaf that is not used; one after the last where all are. */
  readonly nextLeaf: number;
}

export interface DayDocument {
  readonly formatVersion: 1;
  readonly officeId: string;
  readonly date: IsoDate;
  readonly madeAt: Instant;
  readonly counters: readonly DayCounter[];
  readonly shifts: readonly DayShift[];
  readonly byHead: readonly HeadLine[];
  readonly byTender: readonly TenderLine[];
  readonly byService: readonly ServiceLine[];
  readonly accounts: readonly AccountLine[];
  readonly people: readonly PersonLine[];
  readonly awaitingUpi: {
    readonly askedPaise: Paise;
    readonly asked: readonly AwaitedPayment[];
    /** Paid by the gateway's evidence, and the counter has made no receipt yet. */
    readonly paidPaise: Paise;
  };
  readonly cancelled: DayList<CancelledCharge>;
  readonly waived: DayList<WaivedCharge>;
  readonly reprinted: DayList<Reprint>;
  readonly others: DayList<OtherEvent>;
  readonly deposits: readonly DepositAct[];
  readonly safeCount: SafeCount | null;
  readonly leaves: readonly LeafCount[];
}

/** DC10: what a supplement adds to the document before it; lines that did not change are not there. */
export interface DayDeltas {
  readonly byHead: readonly HeadLine[];
  readonly byTender: readonly TenderLine[];
  readonly byService: readonly ServiceLine[];
  readonly accounts: readonly Omit<AccountLine, 'openingPaise' | 'closingPaise'>[];
  /** What arrived of each counter's journal. */
  readonly counters: readonly {
    readonly counterId: string;
    readonly fromSeq: number;
    readonly throughSeq: number;
    readonly headHash: string;
  }[];
}
