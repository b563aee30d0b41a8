/**
 * The manager's page about cash after the counters: the safe, deposits, settlements, remittances. Reads
 * and acts as in `office-contract.ts`.
 */
import type { CashCount } from '#domain/cash.ts';
import type { DelayReason, DepositLine, DepositState } from '#domain/deposits/deposit.ts';
import type { CashLimit } from '#domain/deposits/limits.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { BankBranch, Signed } from './office-contract.ts';

/** `GET /safe` */
export interface Safe {
  /** By the books: fees, floats and change that is owed together. */
  readonly bookPaise: Paise;
  /** Fees that may be deposited now, head by head; the rest lies in open drawers or is no fee. */
  readonly fees: {
    readonly totalPaise: Paise;
    readonly lines: readonly DepositLine[];
    readonly byDay: readonly { readonly date: IsoDate; readonly amountPaise: Paise }[];
  };
  readonly floatPaise: Paise;
  /** In bags that are prepared and still here. */
  readonly preparedPaise: Paise;
  readonly late: { readonly dueOn: IsoDate; readonly daysLate: number } | null;
  readonly office: CashLimit | null;
  readonly officer: CashLimit | null;
  readonly dueWorkingDays: number;
  /** The next days on which the bank works, today included where it does. */
  readonly workingDays: readonly IsoDate[];
}

export interface ChallanLine {
  /** `revenue:<head>`, `over-short`, `credit`, `refunds-payable`. */
  readonly account: string;
  readonly amountPaise: Paise;
}

export interface DepositRow {
  readonly depositId: string;
  readonly state: DepositState;
  readonly amountPaise: Paise;
  /** As a challan writes it. */
  readonly inWords: Texts;
  readonly count: CashCount;
  readonly lines: readonly ChallanLine[];
  readonly branch: BankBranch;
  readonly bagNumber: string;
  /** Of the oldest money in it. */
  readonly oldestDate: IsoDate;
  readonly dueOn: IsoDate;
  readonly delay: { readonly reason: DelayReason; readonly words: string } | null;
  readonly preparedBy: string;
  readonly preparedAt: Instant;
  readonly carrier: string | null;
  readonly witness: string | null;
  readonly letGoBy: string | null;
  readonly carriedAt: Instant | null;
  readonly bankReference: string | null;
  readonly realisedOn: IsoDate | null;
  readonly acceptedPaise: Paise | null;
  /** Why the bank took another sum, or why it came back. */
  readonly words: string | null;
  /** Who said that the bank has it, or that it came back. */
  readonly endedBy: string | null;
  readonly endedAt: Instant | null;
  /** Warnings that were gone on with: SAFE_OVER_CEILING, CARRIER_OVER_CEILING. */
  readonly warnings: readonly Failure[];
}

/** `GET /deposits?state=`: those on their way first, then the newest ends; at most 200. */
export interface Deposits {
  readonly rows: readonly DepositRow[];
}

/** `POST /deposits` answers {@link DepositRow}. DEPOSIT_TOO_MUCH, DEPOSIT_LATE, BAG_NUMBER_USED. */
export interface PrepareDeposit extends Signed {
  readonly count: CashCount;
  readonly branchId: string;
  readonly bagNumber: string;
  readonly delay?: { readonly reason: DelayReason; readonly words: string } | undefined;
}

/** `POST /deposits/:id/carry`: by another than who prepared it. */
export interface CarryDeposit extends Signed {
  readonly carrier: string;
  readonly witness: string;
}

/** `POST /deposits/:id/accept`: BANK_DATE_EARLY, BANK_DATE_FUTURE, DEPOSIT_DIFFERS, BANK_REFERENCE_USED. */
export interface AcceptDeposit extends Signed {
  readonly bankReference: string;
  readonly realisedOn: IsoDate;
  readonly acceptedPaise: Paise;
  readonly words?: string | undefined;
}

/** `POST /deposits/:id/return` */
export interface ReturnDeposit extends Signed {
  readonly words: string;
}

/** `GET /settlements`: what the gateway still owes the bank, by the day it was paid. */
export interface ExpectedSettlements {
  readonly rows: readonly {
    readonly date: IsoDate;
    readonly payments: number;
    readonly grossPaise: Paise;
    readonly expectedOn: IsoDate;
    readonly isLate: boolean;
  }[];
  /** By the books: what the gateway holds in all. */
  readonly bookPaise: Paise;
}

/** `GET /remittances`: per head, what reached the bank and what went on to the treasury. */
export interface Remittances {
  readonly heads: readonly {
    readonly account: string;
    readonly atBankPaise: Paise;
    readonly preparedPaise: Paise;
    readonly remittedPaise: Paise;
  }[];
  readonly rows: readonly RemittanceRow[];
}

export interface RemittanceRow {
  readonly remittanceId: string;
  readonly state: 'prepared' | 'remitted' | 'withdrawn';
  readonly lines: readonly ChallanLine[];
  readonly amountPaise: Paise;
  readonly inWords: Texts;
  readonly treasury: BankBranch;
  readonly preparedBy: string;
  readonly preparedAt: Instant;
  /** GRN or challan number of the treasury. */
  readonly challanNumber: string | null;
  readonly realisedOn: IsoDate | null;
  readonly remittedBy: string | null;
}

/** `POST /remittances` answers {@link RemittanceRow}. REMITTANCE_TOO_MUCH. */
export interface PrepareRemittance extends Signed {
  readonly branchId: string;
  readonly lines: readonly ChallanLine[];
}

/** `POST /remittances/:id/remit`: by another than who prepared it. */
export interface RemitToTreasury extends Signed {
  readonly challanNumber: string;
  readonly realisedOn: IsoDate;
}
