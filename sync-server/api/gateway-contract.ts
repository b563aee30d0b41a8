/** What HQ's page learns of the payment gateway: breaks, settlements, and effects that did not go out. */
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

/** The three books: the counter's journal, our record of evidence, the gateway. */
export interface GatewayBreak {
  readonly kind:
    | 'not_ours'
    | 'not_at_gateway'
    | 'amount_differs'
    | 'no_receipt'
    | 'no_payment'
    | 'refund_not_ours'
    | 'refund_not_at_gateway'
    | 'settlement_differs';
  readonly orderId: string | null;
  readonly gatewayPaymentId: string | null;
  /** The charge, the receipt that no payment pays, or the settlement. */
  readonly chargeId: string | null;
  readonly oursPaise: Paise | null;
  readonly theirsPaise: Paise | null;
}

export interface GatewaySettlement {
  readonly settlementId: string;
  /** `arrived`: the bank's reference is known. */
  readonly state: 'arrived' | 'under_way' | 'failed';
  readonly utr: string | null;
  readonly payments: number;
  readonly grossPaise: Paise;
  /** Refunds, disputes and whatever else was withheld. */
  readonly refundedPaise: Paise;
  readonly feePaise: Paise;
  readonly taxPaise: Paise;
  readonly settledPaise: Paise;
}

/** An effect that was tried to the end, or is still being tried and fails. */
export interface StuckEffect {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly state: 'dead' | 'due';
  readonly attempts: number;
  readonly lastError: string;
  readonly createdAt: Instant;
}

export interface GatewayReport {
  /** When its books were read to the end the last time; null: never. */
  readonly readAt: Instant | null;
  readonly breaks: readonly GatewayBreak[];
  readonly settlements: readonly GatewaySettlement[];
  readonly stuck: readonly StuckEffect[];
}
