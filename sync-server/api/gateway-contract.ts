/** What HQ's page learns of the payment gateway: breaks, settlements, and effects that did not go out. */
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

/** The three books: the counter's journal, our record of evidence, the gateway. */
export interface GatewayBreak {
  readonly kind: 'not_ours' | 'not_at_gateway' | 'amount_differs' | 'no_receipt' | 'no_payment';
  readonly orderId: string | null;
  readonly gatewayPaymentId: string | null;
  /** The charge, or the receipt that no payment pays. */
  readonly chargeId: string | null;
  readonly oursPaise: Paise | null;
  readonly theirsPaise: Paise | null;
}

export interface GatewaySettlement {
  readonly settlementId: string;
  readonly utr: string | null;
  readonly payments: number;
  readonly grossPaise: Paise;
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
  readonly breaks: readonly GatewayBreak[];
  readonly settlements: readonly GatewaySettlement[];
  readonly stuck: readonly StuckEffect[];
}
