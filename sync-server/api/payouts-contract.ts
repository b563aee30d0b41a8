/** What HQ's page learns of transfers to the treasury: `GET /hq/api/payouts`. */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import type { Paise } from '#domain/money.ts';
import type { PayoutState } from '#domain/payments/payout.ts';
import type { Instant } from '#domain/time.ts';

/** Of an office: what may be sent on now, account by account. */
export interface PayoutOffice {
  readonly officeId: string;
  readonly amountPaise: Paise;
  /** Stays at the bank: owed back, or waiting for receipts. */
  readonly heldPaise: Paise;
  readonly lines: readonly DepositLine[];
}

export interface PayoutRow {
  readonly officeId: string;
  readonly payoutId: string;
  readonly amountPaise: Paise;
  readonly lines: readonly DepositLine[];
  readonly state: PayoutState;
  readonly orderedBy: string;
  readonly approvedBy: string | null;
  readonly orderedAt: Instant;
  readonly bankReference: string | null;
  /** Why nothing is known, or why the bank would not have it; as it said it. */
  readonly trouble: string | null;
}

export interface PayoutReport {
  /** Where it goes; null: transfers are not set up. */
  readonly account: { readonly name: string; readonly lastFour: string } | null;
  readonly offices: readonly PayoutOffice[];
  readonly rows: readonly PayoutRow[];
}
