/**
 * The gateway port over `cashfree-pg`. The only place that builds its client: telemetry off (U20),
 * a time limit on every call, redirects and proxies refused, answers read with every digit kept.
 */
import { hash } from 'node:crypto';

import { CFEnvironment, Cashfree } from 'cashfree-pg';
import jsQr from 'jsqr';
import { PNG } from 'pngjs';
import { z } from 'zod';

import type { OrderEvidence, PaymentEvidence, RefundEvidence } from '#domain/payments/types.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import {
  fetchBooks,
  fetchSettlementBooks,
  fetchSettlements,
  type BookParts,
} from './cashfree-books.ts';
import type { PaymentConfig } from './config.ts';
import { gatewayPaise, gatewayRupees, parseExactJson } from './exact-json.ts';
import { CashfreeLinks } from './cashfree-links.ts';
import { isLinkId, type CreatedOrder, type Gateway, type OrderToCreate } from './gateway.ts';
import type {
  BookPage,
  OrderMoney,
  PaymentLinkToCreate,
  Period,
  SettlementPage,
} from './gateway.ts';

const TIMEOUT_MS = 8_000;
const MAX_ANSWER_BYTES = 1_000_000;
/** The vendor asks for a number; the counter never gives it a citizen's (P10). */
const NO_PHONE = '9999999999';

type Settings = Pick<
  PaymentConfig,
  'clientId' | 'clientSecret' | 'environment' | 'gatewayOrigin' | 'channel'
> & { readonly timeoutMs?: number };

/** A UUID (version 5's form) that a repetition after a crash makes again. */
export function idempotencyKey(businessKey: string): string {
  const hex = hash('sha1', `raseed/idempotency/1\0${businessKey}`, 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

export function makeCashfree(of: Settings): Cashfree {
  const environment =
    of.environment === 'production' ? CFEnvironment.PRODUCTION : CFEnvironment.SANDBOX;
  const none = undefined;
  const client = new Cashfree(environment, of.clientId, of.clientSecret, none, none, none, false);
  if (of.gatewayOrigin !== null) client.basePath = `${of.gatewayOrigin}/pg`;
  return client;
}

const amount = z.string().transform((text, context) => {
  const value = gatewayPaise(text);
  if (value === null) context.addIssue({ code: 'custom', message: 'not an amount' });
  return value ?? z.NEVER;
});
const id = z.string().min(1).max(64);
const orderShape = z.object({
  order_id: id,
  cf_order_id: id,
  order_status: z.enum(['ACTIVE', 'PAID', 'EXPIRED', 'TERMINATED', 'TERMINATION_REQUESTED']),
  payment_session_id: z.string().max(512).nullish(),
  order_amount: amount,
});
const paymentShape = z.object({
  cf_payment_id: id,
  payment_status: z.string(),
  payment_amount: amount,
  bank_reference: z.string().max(64).nullish(),
});
const refundShape = z.object({
  refund_id: z.string().max(64).nullish(),
  cf_payment_id: id,
  refund_status: z.string(),
  refund_type: z.string().nullish(),
  refund_arn: z.string().max(64).nullish(),
});
const payShape = z.object({
  data: z.object({
    payload: z.object({
      default: z.string().max(2_000).optional(),
      qrcode: z.string().max(500_000).optional(),
    }),
  }),
});
const errorShape = z.object({ code: z.string().max(80) });

interface Answer {
  readonly status: number;
  readonly data: unknown;
}

/** What is understood and refused is told from what is only silent. */
function read<T>(answer: Answer, shape: z.ZodType<T>): Result<T> {
  const { status, data } = answer;
  if (status === 200) {
    const parsed = shape.safeParse(data);
    return parsed.success ? ok(parsed.data) : fail('GATEWAY_UNAVAILABLE', { cause: 'unreadable' });
  }
  const error = errorShape.safeParse(data);
  if (!error.success || status === 429 || status >= 500) {
    return fail('GATEWAY_UNAVAILABLE', { cause: `http ${status}` });
  }
  return status === 404
    ? fail('UPI_ORDER_UNKNOWN')
    : fail('GATEWAY_REFUSED', { reason: error.data.code });
}

const causeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';

const PAYMENT_STATUS: Readonly<Record<string, PaymentEvidence['status']>> = {
  SUCCESS: 'success',
  FAILED: 'failed',
  USER_DROPPED: 'failed',
  CANCELLED: 'failed',
  VOID: 'failed',
};
const REFUND_STATUS: Readonly<Record<string, RefundEvidence['status']>> = {
  SUCCESS: 'success',
  CANCELLED: 'failed',
  FAILED: 'failed',
};
const ORDER_STATUS = {
  ACTIVE: 'active',
  PAID: 'paid',
  EXPIRED: 'expired',
  TERMINATED: 'terminated',
  TERMINATION_REQUESTED: 'termination_requested',
} as const;

const paymentOf = (of: z.infer<typeof paymentShape>): PaymentEvidence => ({
  gatewayPaymentId: of.cf_payment_id,
  // NOT_ATTEMPTED, PENDING and whatever comes to be: not final, asked about again.
  status: PAYMENT_STATUS[of.payment_status] ?? 'pending',
  amountPaise: of.payment_amount,
  bankReference: of.bank_reference ?? null,
});

const refundOf = (of: z.infer<typeof refundShape>): RefundEvidence => ({
  refundId: of.refund_type === 'MERCHANT_INITIATED' ? (of.refund_id ?? null) : null,
  gatewayPaymentId: of.cf_payment_id,
  status: REFUND_STATUS[of.refund_status] ?? 'pending',
  reference: of.refund_arn ?? null,
});

/** The text inside a picture of a code; null where there is none. */
function textOfPicture(dataUrl: string): string | null {
  const encoded = /^data:image\/png;base64,([A-Za-z0-9+/=]+)$/.exec(dataUrl)?.[1];
  if (encoded === undefined) return null;
  try {
    const { data, width, height } = PNG.sync.read(Buffer.from(encoded, 'base64'));
    return jsQr.default(new Uint8ClampedArray(data), width, height)?.data ?? null;
  } catch {
    return null;
  }
}

class CashfreeGateway implements Gateway {
  readonly #client: Cashfree;
  readonly #settings: Settings;
  readonly #links: CashfreeLinks;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#client = makeCashfree(settings);
    this.#links = new CashfreeLinks({
      client: this.#client,
      options: () => this.#options,
      key: idempotencyKey,
      ask: (shape, call) => this.#ask(shape, call),
      orderEvidence: (orderId) => this.#moneyOf(orderId),
    });
  }

  /** A call may not follow a redirect with our secret, nor wait for ever. */
  get #options() {
    return {
      timeout: this.#settings.timeoutMs ?? TIMEOUT_MS,
      maxRedirects: 0,
      proxy: false as const,
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: 'text' as const,
      transformResponse: [(text: unknown) => parseExactJson(String(text))],
      validateStatus: () => true,
    };
  }

  async #ask<T>(shape: z.ZodType<T>, call: () => Promise<Answer>): Promise<Result<T>> {
    try {
      return read(await call(), shape);
    } catch (error) {
      return fail('GATEWAY_UNAVAILABLE', { cause: causeOf(error) });
    }
  }

  async createOrder(of: OrderToCreate): Promise<Result<CreatedOrder>> {
    const { orderId, amountPaise } = of;
    const key = idempotencyKey(`order/${orderId}`);
    const request = {
      order_id: orderId,
      order_amount: gatewayRupees(amountPaise),
      order_currency: 'INR',
      customer_details: { customer_id: of.customerId, customer_phone: NO_PHONE },
      order_meta: { payment_methods: 'upi' },
      order_expiry_time: new Date(of.expiresAt).toISOString(),
    };
    let made = await this.#ask(orderShape, () =>
      this.#client.PGCreateOrder(request, undefined, key, this.#options),
    );
    if (!made.ok && made.error.details?.['reason'] === 'order_already_exists') {
      made = await this.#order(orderId);
    }
    if (!made.ok) return made;
    const { order_amount, order_id, cf_order_id, payment_session_id } = made.value;
    if (order_amount !== amountPaise || order_id !== orderId) {
      return fail('GATEWAY_REFUSED', { reason: 'another order' });
    }
    return typeof payment_session_id === 'string'
      ? ok({ gatewayOrderId: cf_order_id, sessionId: payment_session_id })
      : fail('GATEWAY_UNAVAILABLE', { cause: 'no session' });
  }

  #order(orderId: string) {
    return this.#ask(orderShape, () =>
      this.#client.PGFetchOrder(orderId, undefined, undefined, this.#options),
    );
  }

  async upiLink(of: {
    readonly orderId: string;
    readonly sessionId: string;
  }): Promise<Result<string>> {
    const { channel } = this.#settings;
    const request = { payment_session_id: of.sessionId, payment_method: { upi: { channel } } };
    const none = undefined;
    const key = idempotencyKey(`pay/${of.orderId}/${channel}`);
    const answer = await this.#ask(payShape, () =>
      this.#client.PGPayOrder(request, none, key, none, none, none, none, this.#options),
    );
    if (!answer.ok) return answer;
    const { default: link, qrcode } = answer.value.data.payload;
    const text = link ?? (qrcode === undefined ? null : textOfPicture(qrcode));
    return text === null ? fail('UPI_CODE_DIFFERS', { field: 'upi' }) : ok(text);
  }

  async evidence(orderId: string, askedAt: Instant): Promise<Result<OrderEvidence>> {
    if (isLinkId(orderId)) return this.#links.evidence(orderId, askedAt);
    const order = await this.#order(orderId);
    if (!order.ok) return order;
    if (order.value.order_id !== orderId) return fail('UPI_ORDER_UNKNOWN');
    const money = await this.#moneyOf(orderId);
    if (!money.ok) return money;
    return ok({
      orderId,
      askedAt,
      status: ORDER_STATUS[order.value.order_status],
      ...money.value,
    });
  }

  /** What was paid for one of the gateway's orders, and what went back. */
  async #moneyOf(orderId: string): Promise<Result<OrderMoney>> {
    const none = undefined;
    const payments = await this.#ask(z.array(paymentShape), () =>
      this.#client.PGOrderFetchPayments(orderId, none, none, this.#options),
    );
    if (!payments.ok) return payments;
    const refunds = await this.#ask(z.array(refundShape), () =>
      this.#client.PGOrderFetchRefunds(orderId, none, none, this.#options),
    );
    if (!refunds.ok) return refunds;
    return ok({
      payments: payments.value.map(paymentOf),
      refunds: refunds.value.map(refundOf),
    });
  }

  createLink(of: PaymentLinkToCreate): Promise<Result<string>> {
    return this.#links.create(of, of.notifyMobile ?? NO_PHONE);
  }

  get #bookParts(): BookParts {
    return {
      client: this.#client,
      options: () => this.#options,
      ask: (shape, call) => this.#ask(shape, call),
    };
  }

  books(of: Period): Promise<Result<BookPage>> {
    return fetchBooks(this.#bookParts, of);
  }

  settlements(of: Period): Promise<Result<SettlementPage>> {
    return fetchSettlements(this.#bookParts, of);
  }

  settlementBooks(of: Parameters<Gateway['settlementBooks']>[0]): Promise<Result<BookPage>> {
    return fetchSettlementBooks(this.#bookParts, of);
  }

  async terminate(orderId: string): Promise<Result<null>> {
    if (isLinkId(orderId)) return this.#links.cancel(orderId);
    const key = idempotencyKey(`terminate/${orderId}`);
    const request = { order_status: 'TERMINATED' };
    const answer = await this.#ask(orderShape, () =>
      this.#client.PGTerminateOrder(orderId, request, undefined, key, this.#options),
    );
    return answer.ok ? ok(null) : answer;
  }

  async refund(of: Parameters<Gateway['refund']>[0]): Promise<Result<null>> {
    const { refundId, amountPaise } = of;
    const under = isLinkId(of.orderId) ? await this.#links.orderOf(of) : ok(of.orderId);
    if (!under.ok) return under;
    const orderId = under.value;
    const key = idempotencyKey(`refund/${refundId}`);
    const request = { refund_id: refundId, refund_amount: gatewayRupees(amountPaise) };
    const answer = await this.#ask(z.object({ refund_id: z.literal(refundId) }), () =>
      this.#client.PGOrderCreateRefund(orderId, request, undefined, key, this.#options),
    );
    if (answer.ok) return ok(null);
    const isThere = answer.error.details?.['reason'] === 'refund_already_exists';
    return isThere ? ok(null) : answer;
  }
}

export const openCashfree = (settings: Settings): Gateway => new CashfreeGateway(settings);
