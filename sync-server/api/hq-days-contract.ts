/**
 * What HQ's page learns of offices' days, of who was over and short, and of cash on its way; and what
 * HQ does about them. No Node and no DOM here. Addresses begin with `/hq/api`; acts carry `staffId` and
 * `pin` of whoever at HQ signs.
 */
import type { Age } from '#domain/deposits/limits.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { DepositRow } from './office-cash-contract.ts';
import type { BankBranch, DayLine } from './office-contract.ts';

export interface OfficeDay extends DayLine {
  readonly officeId: string;
  readonly officeName: Texts;
  /** Open past its cut-off, or closed by it. */
  readonly isLate: boolean;
}

/** `GET /days?from=&until=&officeId=&state=`: newest first, at most 500; `totals` are of all that match. */
export interface OfficeDays {
  readonly now: Instant;
  readonly rows: readonly OfficeDay[];
  readonly totals: {
    readonly days: number;
    readonly open: number;
    readonly prepared: number;
    readonly closed: number;
    readonly byThemselves: number;
    readonly supplemented: number;
    readonly checksWaiting: number;
  };
}

/**
 * `GET /days/:officeId/:date/document` answers what the office's page gets, of open drawers as well.
 * `GET /days/:officeId/:date/close` answers its DayClosing, as an approver would close it;
 * `POST /days/:officeId/:date/close {staffId, pin, revision}`: an approver is the checker.
 */
export interface CheckerCloses {
  readonly revision: number;
}

/** `POST /days/:officeId/:date/check`: of a day that one person closed, or that closed by itself. */
export interface CheckDay {
  readonly finding: 'agreed' | 'disputed';
  readonly words: string;
}

/** Over and short of one person in a month; a shift beyond the limit stands out, so does their sum. */
export interface OverShortRow {
  readonly officeId: string;
  readonly staffId: string;
  readonly shifts: number;
  readonly shiftsOver: number;
  readonly shiftsShort: number;
  readonly overPaise: Paise;
  readonly shortPaise: Paise;
  /** The widest single shift, with its sign. */
  readonly widestPaise: Paise;
  /** Mean of the shifts, and three times their spread around it: the control limits. */
  readonly meanPaise: Paise;
  readonly lowerPaise: Paise;
  readonly upperPaise: Paise;
  readonly beyondLimits: number;
  readonly standsOut: boolean;
}

export interface OverShortOffice {
  readonly officeId: string;
  readonly officeName: Texts;
  readonly shifts: number;
  readonly overPaise: Paise;
  readonly shortPaise: Paise;
  /** What each of the office's shifts is held against. */
  readonly meanPaise: Paise;
  readonly lowerPaise: Paise;
  readonly upperPaise: Paise;
}

/** `GET /over-short?month=YYYY-MM&officeId=` */
export interface OverShort {
  readonly month: string;
  readonly offices: readonly OverShortOffice[];
  /** Those that stand out first. */
  readonly people: readonly OverShortRow[];
}

/** `GET /over-short/:officeId/:staffId?month=`: the shifts behind a row. */
export interface OverShortShifts {
  readonly rows: readonly {
    readonly counterId: string;
    readonly shiftId: string;
    readonly date: IsoDate;
    readonly variancePaise: Paise;
    readonly takingsPaise: Paise;
    readonly reason: string | null;
    readonly closedBy: string | null;
    readonly isBeyond: boolean;
  }[];
}

export interface OutstandingDeposit extends DepositRow {
  readonly officeId: string;
  readonly officeName: Texts;
  readonly age: Age;
  readonly daysLate: number;
}

/** `GET /deposits`: cash that has not reached the bank, by age. */
export interface OutstandingCash {
  readonly ages: readonly {
    readonly age: Age;
    readonly offices: number;
    readonly amountPaise: Paise;
  }[];
  /** Still in safes, by the oldest day of it. */
  readonly inSafes: readonly {
    readonly officeId: string;
    readonly officeName: Texts;
    readonly amountPaise: Paise;
    readonly oldestDate: IsoDate;
    readonly dueOn: IsoDate;
    readonly daysLate: number;
    readonly age: Age;
    readonly isOverCeiling: boolean;
  }[];
  readonly deposits: readonly OutstandingDeposit[];
}

/** `POST /offices/:officeId/leaf-books {staffId, pin, …}` issues a book: LEAF_BOOK_KNOWN. */
export interface IssueLeafBook {
  readonly bookId: string;
  readonly firstLeaf: number;
  readonly lastLeaf: number;
}

/** `POST /offices/:officeId/leaf-books/:bookId/close {staffId, pin, words}` */
export interface CloseLeafBook {
  readonly words: string;
}

/** `GET /offices/:officeId/desk`, and `POST` of the same with `staffId` and `pin` of an approver. */
export interface OfficeDesk {
  readonly deposits: {
    readonly office?: { readonly mostPaise: Paise; readonly act: 'warn' | 'block' } | undefined;
    readonly officer?: { readonly mostPaise: Paise; readonly act: 'warn' | 'block' } | undefined;
    readonly dueWorkingDays?: number | undefined;
  };
  /** A day that nobody closed closes itself so long after its midnight, in minutes. */
  readonly cutOffMinutes: number;
  readonly branches: readonly BankBranch[];
}
