/** What the server needs of a payment gateway, whichever it is. Answers only; it decides nothing. */
import type { Paise } from '#domain/money.ts';
import type { OrderEvidence } from '#domain/payments/types.ts';
import type { Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';

export interface OrderToCreate {
  readonly orderId: string;
  readonly amountPaise: Paise;
  readonly expiresAt: Instant;
  /** An id without meaning outside this office; never a citizen's name or number. */
  readonly customerId: string;
}

export interface CreatedOrder {
  readonly gatewayOrderId: string;
  readonly sessionId: string;
}

/**
 * Failures: GATEWAY_UNAVAILABLE (silence, throttling, a page instead of an answer: nothing is known),
 * GATEWAY_REFUSED (the gateway understood and said no), UPI_ORDER_UNKNOWN (it has no such order).
 */
export interface Gateway {
  /** Repeated for the same order it answers the same order. */
  createOrder(of: OrderToCreate): Promise<Result<CreatedOrder>>;
  /** The text of the UPI code, not yet checked. */
  upiLink(of: { readonly orderId: string; readonly sessionId: string }): Promise<Result<string>>;
  evidence(orderId: string, askedAt: Instant): Promise<Result<OrderEvidence>>;
  /** Asks for it; whether it came to be is for {@link evidence} to say. */
  terminate(orderId: string): Promise<Result<null>>;
  /** Repeated with the same id it is the same refund. */
  refund(of: {
    readonly orderId: string;
    readonly refundId: string;
    readonly amountPaise: Paise;
  }): Promise<Result<null>>;
}
