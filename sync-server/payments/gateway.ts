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

export interface PaymentLinkToCreate {
  /** Ends in `-L` and a number: the gateway's orders under it are asked about by this name. */
  readonly orderId: string;
  readonly amountPaise: Paise;
  readonly expiresAt: Instant;
  /** Shown on the gateway's page: the office, the service. */
  readonly purpose: string;
  /** Our own page, where the gateway sends the citizen back to. */
  readonly returnUrl: string;
  /** Ten digits where the gateway is to send the link itself; null: it learns no number (P10). */
  readonly notifyMobile: string | null;
}

/** What was paid for one of the gateway's orders, and what went back. */
export type OrderMoney = Pick<OrderEvidence, 'payments' | 'refunds'>;

/** Which orders are links (PL1). */
export const isLinkId = (orderId: string): boolean => /-L\d+$/.test(orderId);

/** A movement in the gateway's own books: what it took, sent back, kept and paid out. */
export interface BookEvent {
  readonly eventId: string;
  readonly type: string;
  readonly orderId: string | null;
  readonly gatewayPaymentId: string | null;
  /** Ours, where the movement is a refund that we asked for. */
  readonly refundId: string | null;
  /** Null while the gateway has not paid it out. */
  readonly settlementId: string | null;
  /** The bank's reference of the settlement. */
  readonly utr: string | null;
  /** Negative where it went back, or is withheld. */
  readonly amountPaise: Paise;
  readonly feePaise: Paise;
  readonly taxPaise: Paise;
}

export interface BookPage {
  readonly events: readonly BookEvent[];
  /** Where the next page begins; null after the last. */
  readonly cursor: string | null;
}

/** What the gateway says that it paid out to the bank. */
export interface SettlementRow {
  readonly settlementId: string;
  readonly state: 'arrived' | 'under_way' | 'failed';
  readonly utr: string | null;
  readonly netPaise: Paise;
  /** Kept for the paying out itself, tax included: of no payment. */
  readonly ownFeePaise: Paise;
  readonly settledAt: Instant | null;
}

export interface SettlementPage {
  readonly settlements: readonly SettlementRow[];
  readonly cursor: string | null;
}

/** A page of what happened between two instants. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
  readonly cursor: string | null;
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
  /** Answers the address of the gateway's own page; repeated, the same. */
  createLink(of: PaymentLinkToCreate): Promise<Result<string>>;
  /** Of an order or of a link: a link's payments are those of the orders under it. */
  evidence(orderId: string, askedAt: Instant): Promise<Result<OrderEvidence>>;
  /** Asks for it; whether it came to be is for {@link evidence} to say. */
  terminate(orderId: string): Promise<Result<null>>;
  /** Its books between two instants, by page. */
  books(of: Period): Promise<Result<BookPage>>;
  settlements(of: Period): Promise<Result<SettlementPage>>;
  /** All that is in one settlement, whenever it happened. */
  settlementBooks(of: {
    readonly utr: string;
    readonly cursor: string | null;
  }): Promise<Result<BookPage>>;
  /** Repeated with the same id it is the same refund. */
  refund(of: {
    readonly orderId: string;
    /** Which of a link's orders is meant. */
    readonly gatewayPaymentId: string;
    readonly refundId: string;
    readonly amountPaise: Paise;
  }): Promise<Result<null>>;
}
