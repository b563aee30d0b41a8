/**
 * The manager's page about what is kept in registers: books of leaves, cheques, the cash book, receipts,
 * the month, a shift's paper. Reads and acts as in `office-contract.ts`.
 */
import type { CashCount } from '#domain/cash.ts';
import type { DayDocument, DayShift } from '#domain/day/document.ts';
import type { DishonourReason, InstrumentKind } from '#domain/journal/instrument-kinds.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { DayLine, DayState, Signed } from './office-contract.ts';

export interface LeafBookRow {
  readonly bookId: string;
  readonly firstLeaf: number;
  readonly lastLeaf: number;
  readonly issuedAt: Instant;
  readonly issuedBy: string;
  /** Who has it; null while the office keeps it. */
  readonly custodian: string | null;
  readonly isClosed: boolean;
  readonly keyed: number;
  readonly spoilt: number;
  /** The next leaf by the last count and the highest that was keyed. */
  readonly nextLeaf: number;
  /** Below `nextLeaf` and neither keyed nor spoilt: each is a case. */
  readonly missing: readonly number[];
}

/** `GET /leaf-books` */
export interface LeafBooks {
  readonly rows: readonly LeafBookRow[];
}

/** `POST /leaf-books/:bookId/hand`: null takes it back. */
export interface HandLeafBook extends Signed {
  readonly custodian: string | null;
  /** Counted when it changes hands. */
  readonly nextLeaf: number;
}

/** `POST /leaf-books/:bookId/count` */
export interface CountLeafBook extends Signed {
  readonly nextLeaf: number;
}

export interface ChequeRow {
  readonly instrumentId: string;
  readonly counterId: string;
  readonly instrument: InstrumentKind;
  readonly number: string;
  readonly bank: string;
  readonly drawnOn: IsoDate;
  readonly amountPaise: Paise;
  readonly inWords: Texts;
  readonly receivedAt: Instant;
  readonly receivedBy: string;
  /** Three months after its date. */
  readonly validUntil: IsoDate;
  readonly state: 'received' | 'realised' | 'dishonoured';
  readonly bankReference: string | null;
  readonly endedOn: IsoDate | null;
  readonly endedBy: string | null;
  readonly reason: DishonourReason | null;
  /** The receipts that its counter has made of it since. */
  readonly receipts: readonly string[];
}

/** `GET /cheques?month=YYYY-MM`: the register (GAR-5); without a month, those that wait and the newest. */
export interface Cheques {
  readonly rows: readonly ChequeRow[];
}

/** `POST /cheques/:instrumentId/realise`: not by who received it. */
export interface RealiseCheque extends Signed {
  readonly bankReference: string;
  readonly realisedOn: IsoDate;
}

/** `POST /cheques/:instrumentId/dishonour` */
export interface DishonourCheque extends Signed {
  readonly reason: DishonourReason;
  readonly returnedOn: IsoDate;
}

/** `GET /cash-book?month=YYYY-MM`: the cash account of a month, day by day (GAR-3). */
export interface CashBook {
  readonly month: string;
  readonly openingPaise: Paise;
  readonly closingPaise: Paise;
  readonly days: readonly {
    readonly date: IsoDate;
    readonly openingPaise: Paise;
    /** Fees in cash by head, charged less reversed. */
    readonly receipts: readonly { readonly head: string; readonly amountPaise: Paise }[];
    readonly receiptsPaise: Paise;
    /** Floats, change owed, over and short, leaves: cash that is no fee of the day. */
    readonly otherPaise: Paise;
    /** Bags that left for the bank. */
    readonly deposits: readonly {
      readonly depositId: string;
      readonly amountPaise: Paise;
      readonly bankReference: string | null;
    }[];
    readonly depositsPaise: Paise;
    readonly closingPaise: Paise;
    readonly state: DayState;
    /** Of the day's document, where the safe was counted. */
    readonly countedPaise: Paise | null;
  }[];
}

/** `GET /receipts?date=`: the register of receipts (GAR-6, TR-5): series used, by counter. */
export interface ReceiptRegister {
  readonly date: IsoDate;
  readonly series: readonly {
    readonly counterId: string;
    readonly first: string;
    readonly last: string;
    readonly used: number;
    readonly cancelled: number;
    readonly netPaise: Paise;
  }[];
}

/** `GET /receipts?date=&counterId=&after=`: one by one, 500 at most; `after` is the last `seq` seen. */
export interface ReceiptPage {
  readonly rows: readonly {
    readonly seq: number;
    readonly receiptNumber: string;
    readonly serviceCode: string;
    readonly serviceTexts: Texts;
    readonly tenderKind: string;
    readonly totalPaise: Paise;
    readonly issuedAt: Instant;
    readonly staffId: string | null;
    readonly isReversed: boolean;
  }[];
  readonly hasMore: boolean;
}

/** `GET /month?month=YYYY-MM`: per head, from the counter to the treasury; the month's checklist. */
export interface MonthFigures {
  readonly month: string;
  readonly heads: readonly {
    readonly head: string;
    readonly chargedPaise: Paise;
    readonly reversedPaise: Paise;
    readonly cashPaise: Paise;
    readonly upiPaise: Paise;
    readonly instrumentPaise: Paise;
    readonly depositedPaise: Paise;
    readonly remittedPaise: Paise;
  }[];
  /** Every account at the beginning and the end of the month; each column sums to nothing. */
  readonly accounts: readonly {
    readonly account: string;
    readonly openingPaise: Paise;
    readonly movedPaise: Paise;
    readonly closingPaise: Paise;
  }[];
  readonly days: readonly DayLine[];
}

/** `GET /shifts/:shiftId`: a shift's Z and its sheet of notes and coins. SHIFT_UNKNOWN. */
export interface ShiftPaper {
  readonly shift: DayShift;
  readonly count: CashCount | null;
  readonly float: CashCount | null;
  readonly byHead: DayDocument['byHead'];
  /** Counts that were ordered in it and taken, once it is closed. */
  readonly counts: readonly {
    readonly countId: string;
    readonly at: Instant;
    readonly witnessId: string;
    readonly count: CashCount;
    readonly countedPaise: Paise;
    readonly expectedPaise: Paise;
    readonly variancePaise: Paise;
  }[];
}
