/** Paying by UPI across the edge between screens and terminal: commands' answers and snapshots. */
import type { ReceiptNumber } from '#domain/ids.ts';
import type { Paise } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';

/** How the charge in hand stands with UPI. */
export interface UpiSnapshot {
  readonly chargeId: string;
  /**
   * `requested`: the code is being asked for. `awaiting`: the citizen's turn. `unknown`: its time is
   * over in silence; nobody knows yet. `failed`: no code came, `failure` says why.
   */
  readonly state: 'requested' | 'awaiting' | 'unknown' | 'failed';
  readonly expiresAt: Instant | null;
  /** Whether the citizen's display shows the code at this moment. */
  readonly isShown: boolean;
  readonly failure: Failure | null;
}

/** A citizen who left with a slip: it will be known later whether they have paid. */
export interface UpiAsideSnapshot {
  /** The slip's number. */
  readonly chargeId: string;
  readonly totalPaise: Paise;
  readonly requestedAt: Instant;
}

/** What the citizen's display draws beside the fee lines. */
export interface CitizenUpiSnapshot {
  /** `coming`: being asked for. `bank`: its time is over, and nobody knows yet. */
  readonly state: 'coming' | 'code' | 'bank';
  /** The checked text of the code; null in any other state. */
  readonly link: string | null;
  readonly payeeName: string;
  readonly payeeAddress: string;
  /** Of the code, when this snapshot was made; 0 when it is over. */
  readonly leftMs: number;
}

export interface UpiSlipFound {
  readonly chargeId: string;
  readonly counterId: string;
  readonly amountPaise: Paise;
  readonly state: 'paid' | 'waiting' | 'not_paid' | 'refunded' | 'cash';
  readonly receiptNumbers: readonly ReceiptNumber[];
}
