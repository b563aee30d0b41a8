/**
 * What is known of paying one charge by UPI: its orders at the gateway, who settled it, and which
 * payments must go back. Plain data, kept as JSON by the server. docs/spec/payments.md.
 */
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

/** U1. `paid`: its success settles the charge. `late`: it succeeded and cannot settle. */
export type OrderState =
  | 'requested'
  | 'awaiting'
  | 'paid'
  | 'expired'
  | 'terminated'
  | 'unknown'
  | 'late'
  | 'refused';

export interface UpiOrder {
  readonly orderId: string;
  readonly state: OrderState;
  readonly requestedAt: Instant;
  /** When the gateway stops taking payments for it. */
  readonly expiresAt: Instant;
  /** When the newest evidence was asked for; older evidence moves no state (U8). */
  readonly askedAt: Instant | null;
}

export interface Success {
  readonly gatewayPaymentId: string;
  readonly orderId: string;
  readonly amountPaise: Paise;
  /** The bank's reference (UTR), where the gateway said it. */
  readonly bankReference: string | null;
}

export type DutyReason =
  | 'charge_settled'
  | 'second_success'
  | 'amount_differs'
  | 'given_up'
  | 'charge_reversed'
  | 'sanctioned'
  | 'refunded_before';
/**
 * `owed`: ours to send. `waiting`: the gateway refunds a second success of an order by itself.
 * `sent`: asked for, outcome not known. `stuck`: a person must look.
 */
export type DutyState = 'owed' | 'waiting' | 'sent' | 'refunded' | 'by_gateway' | 'stuck';

/** U25: what of the payment that settled goes back, and for which receipt. */
export interface DutyPart {
  /** From 1, in the order in which they came to be. */
  readonly nth: number;
  readonly receiptNumber: string;
  /** Null: the journal took the receipt back. */
  readonly sanctionId: string | null;
}

/** U10: one for each success that settles nothing; U25: one for each part of the one that did. */
export interface RefundDuty {
  readonly gatewayPaymentId: string;
  readonly orderId: string;
  readonly amountPaise: Paise;
  readonly reason: DutyReason;
  readonly state: DutyState;
  /** From 1; a new attempt has a refund id of its own. */
  readonly attempt: number;
  readonly since: Instant;
  /** Absent: the whole payment. */
  readonly part?: DutyPart;
  /** The bank's reference of the refund that came to be, where the gateway said it. */
  readonly reference?: string;
}

export type Settlement =
  | { readonly by: 'cash' }
  | { readonly by: 'upi'; readonly gatewayPaymentId: string }
  | { readonly by: 'given_up' };

export interface Collection {
  readonly chargeId: string;
  readonly amountPaise: Paise;
  readonly orders: readonly UpiOrder[];
  readonly successes: readonly Success[];
  readonly settledBy: Settlement | null;
  readonly duties: readonly RefundDuty[];
}

export interface PaymentEvidence {
  readonly gatewayPaymentId: string;
  readonly status: 'success' | 'pending' | 'failed';
  readonly amountPaise: Paise;
  readonly bankReference: string | null;
}

export interface RefundEvidence {
  /** Ours; null where the gateway refunded by itself. */
  readonly refundId: string | null;
  readonly gatewayPaymentId: string;
  readonly status: 'success' | 'pending' | 'failed';
  /** The bank's own (ARN), where there is one. */
  readonly reference?: string | null;
}

/** What the gateway answered about one order; never a webhook's own word (U6). */
export interface OrderEvidence {
  readonly orderId: string;
  readonly askedAt: Instant;
  readonly status: 'active' | 'paid' | 'expired' | 'terminated' | 'termination_requested';
  readonly payments: readonly PaymentEvidence[];
  readonly refunds: readonly RefundEvidence[];
}

export type PaymentEvent =
  | {
      readonly kind: 'requested';
      readonly orderId: string;
      readonly at: Instant;
      readonly expiresAt: Instant;
    }
  | { readonly kind: 'created'; readonly orderId: string }
  | { readonly kind: 'refused'; readonly orderId: string }
  | { readonly kind: 'observed'; readonly evidence: OrderEvidence }
  | { readonly kind: 'time_passed'; readonly at: Instant }
  | { readonly kind: 'cash_taken'; readonly at: Instant }
  | { readonly kind: 'given_up'; readonly at: Instant }
  /** The journal says that the charge ended without money: no receipt is made for it any more. */
  | { readonly kind: 'lapsed'; readonly at: Instant }
  /** U22: the journal says that a receipt of it was taken back, by two people. */
  | {
      readonly kind: 'reversed';
      readonly at: Instant;
      readonly receiptNumber: string;
      readonly amountPaise: Paise;
    }
  /** U25: two people sanctioned that so much of a receipt goes back. */
  | {
      readonly kind: 'sanctioned';
      readonly at: Instant;
      readonly sanctionId: string;
      readonly receiptNumber: string;
      readonly receiptPaise: Paise;
      readonly amountPaise: Paise;
    }
  /** `part` as of the duty; 0: the whole payment. */
  | { readonly kind: 'refund_sent'; readonly gatewayPaymentId: string; readonly part: number };

export type Effect =
  | { readonly kind: 'create_order'; readonly orderId: string }
  | { readonly kind: 'terminate_order'; readonly orderId: string }
  | {
      readonly kind: 'refund';
      readonly orderId: string;
      readonly gatewayPaymentId: string;
      readonly attempt: number;
      readonly part: number;
    }
  | { readonly kind: 'tell_paid'; readonly orderId: string }
  | {
      readonly kind: 'look';
      readonly why: 'settling_payment_refunded' | 'refund_stuck' | 'amount_differs';
      readonly gatewayPaymentId: string;
    };

export interface Step {
  readonly next: Collection;
  /** To be stored in the transaction that stores `next`. */
  readonly effects: readonly Effect[];
}
