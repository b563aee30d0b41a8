/**
 * The gateway's payment links. A link makes orders of its own as people open it: its evidence is what
 * was paid for all of them. docs/spec/payment-links.md.
 */
import type { Cashfree } from 'cashfree-pg';
import { z } from 'zod';

import type { OrderEvidence } from '#domain/payments/types.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { gatewayPaise, gatewayRupees } from './exact-json.ts';
import type { OrderMoney, PaymentLinkToCreate } from './gateway.ts';

/** The gateway answers only those that were paid unless it is asked for all. */
const ALL_ORDERS = 'ALL';
const MAX_ORDERS = 50;

interface Answer {
  readonly status: number;
  readonly data: unknown;
}

type Options = NonNullable<Parameters<Cashfree['PGFetchLink']>[3]>;

export interface LinkParts {
  readonly client: Cashfree;
  readonly options: () => Options;
  /** An idempotency key for a business key. */
  readonly key: (businessKey: string) => string;
  readonly ask: <T>(shape: z.ZodType<T>, call: () => Promise<Answer>) => Promise<Result<T>>;
  readonly orderEvidence: (orderId: string) => Promise<Result<OrderMoney>>;
}

const linkShape = z.object({
  link_id: z.string().max(64),
  link_status: z.string(),
  link_amount: z.string(),
  link_url: z.url({ protocol: /^https?$/ }).max(500),
});
const ordersShape = z.array(z.object({ order_id: z.string().min(1).max(64) })).max(MAX_ORDERS);

const STATUS: Readonly<Record<string, OrderEvidence['status']>> = {
  ACTIVE: 'active',
  // Never asked for, never right: the rest of its life decides.
  PARTIALLY_PAID: 'active',
  PAID: 'paid',
  EXPIRED: 'expired',
  CANCELLED: 'terminated',
};

export class CashfreeLinks {
  readonly #parts: LinkParts;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  #fetch(linkId: string) {
    const { client, ask, options } = this.#parts;
    return ask(linkShape, () => client.PGFetchLink(linkId, undefined, undefined, options()));
  }

  async create(of: PaymentLinkToCreate, customerPhone: string): Promise<Result<string>> {
    const { orderId, amountPaise } = of;
    const { client, ask, options } = this.#parts;
    const key = this.#parts.key(`link/${orderId}`);
    const request = {
      link_id: orderId,
      link_amount: gatewayRupees(amountPaise),
      link_currency: 'INR',
      link_purpose: of.purpose.slice(0, 500),
      customer_details: { customer_phone: customerPhone },
      link_partial_payments: false,
      link_auto_reminders: false,
      link_notify: { send_sms: of.notifyMobile !== null, send_email: false },
      link_expiry_time: new Date(of.expiresAt).toISOString(),
      link_meta: { return_url: of.returnUrl, upi_intent: 'true', payment_methods: 'upi' },
    };
    let made = await ask(linkShape, () => client.PGCreateLink(request, undefined, key, options()));
    if (!made.ok && made.error.details?.['reason'] === 'link_already_exists') {
      made = await this.#fetch(orderId);
    }
    if (!made.ok) return made;
    const { link_id, link_amount, link_url } = made.value;
    const isIts = link_id === orderId && gatewayPaise(link_amount) === amountPaise;
    return isIts ? ok(link_url) : fail('GATEWAY_REFUSED', { reason: 'another link' });
  }

  #orders(linkId: string) {
    const { client, ask, options } = this.#parts;
    const none = undefined;
    return ask(ordersShape, () =>
      client.PGLinkFetchOrders(linkId, none, none, ALL_ORDERS, options()),
    );
  }

  async evidence(linkId: string, askedAt: Instant): Promise<Result<OrderEvidence>> {
    const link = await this.#fetch(linkId);
    if (!link.ok) return link;
    if (link.value.link_id !== linkId) return fail('UPI_ORDER_UNKNOWN');
    const orders = await this.#orders(linkId);
    if (!orders.ok) return orders;
    const payments = [];
    const refunds = [];
    for (const { order_id: orderId } of orders.value) {
      const money = await this.#parts.orderEvidence(orderId);
      if (!money.ok) return money;
      payments.push(...money.value.payments);
      refunds.push(...money.value.refunds);
    }
    const status = STATUS[link.value.link_status];
    if (status === undefined) return fail('GATEWAY_UNAVAILABLE', { cause: 'link status' });
    return ok({ orderId: linkId, askedAt, status, payments, refunds });
  }

  async cancel(linkId: string): Promise<Result<null>> {
    const { client, ask, options } = this.#parts;
    const key = this.#parts.key(`cancel/${linkId}`);
    const answer = await ask(z.object({ link_id: z.string() }), () =>
      client.PGCancelLink(linkId, undefined, key, options()),
    );
    return answer.ok ? ok(null) : answer;
  }

  /** A refund goes by the order that was paid. */
  async orderOf(of: {
    readonly orderId: string;
    readonly gatewayPaymentId: string;
  }): Promise<Result<string>> {
    const orders = await this.#orders(of.orderId);
    if (!orders.ok) return orders;
    for (const { order_id: orderId } of orders.value) {
      const money = await this.#parts.orderEvidence(orderId);
      if (!money.ok) return money;
      const isIts = money.value.payments.some(
        ({ gatewayPaymentId }) => gatewayPaymentId === of.gatewayPaymentId,
      );
      if (isIts) return ok(orderId);
    }
    return fail('UPI_ORDER_UNKNOWN');
  }
}
