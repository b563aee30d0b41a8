/** A gateway as far as money goes: what citizens paid, what went back, and what it would answer. */
import { paise, type Paise } from '#domain/money.ts';
import { attemptOf } from '#domain/payments/evidence.ts';
import type { OrderEvidence, PaymentEvidence, RefundEvidence } from '#domain/payments/types.ts';
import type { Instant } from '#domain/time.ts';

interface ModelPayment {
  readonly id: string;
  readonly amountPaise: Paise;
  status: 'pending' | 'failed' | 'success';
  back: boolean;
}

interface ModelOrder {
  readonly id: string;
  readonly amountPaise: Paise;
  status: OrderEvidence['status'];
  readonly payments: ModelPayment[];
  readonly refunds: { id: string | null; paymentId: string; status: RefundEvidence['status'] }[];
}

export class ModelGateway {
  readonly orders = new Map<string, ModelOrder>();
  #payments = 0;

  create(id: string, amountPaise: Paise): void {
    if (this.orders.has(id)) return;
    this.orders.set(id, { id, amountPaise, status: 'active', payments: [], refunds: [] });
  }

  /** Someone scans and confirms; the money may be on its way for long. */
  scan(id: string, amountPaise: Paise): void {
    const order = this.orders.get(id);
    if (order === undefined || order.status === 'expired' || order.status === 'terminated') return;
    this.#payments += 1;
    order.payments.push({ id: `p${this.#payments}`, amountPaise, status: 'pending', back: false });
  }

  /** U7: also after FAILED, after the order ended, and twice on one order. */
  settle(id: string, of: { readonly index: number; readonly works: boolean }): void {
    const order = this.orders.get(id);
    const payment = order?.payments[of.index % Math.max(1, order.payments.length)];
    if (order === undefined || payment === undefined || payment.status === 'success') return;
    payment.status = of.works ? 'success' : 'failed';
    if (of.works) order.status = 'paid';
  }

  end(id: string, status: 'expired' | 'terminated'): void {
    const order = this.orders.get(id);
    if (order?.status === 'active') order.status = status;
  }

  /** All successes of an order but one go back by themselves; `pick` says which. */
  autoRefund(id: string, pick: number): void {
    const order = this.orders.get(id);
    const kept = order?.payments.filter(({ status, back }) => status === 'success' && !back) ?? [];
    const alreadyOurs = order?.refunds.some((it) => it.id !== null && it.status !== 'failed');
    const successes = order?.payments.filter(({ status }) => status === 'success').length ?? 0;
    const autos = order?.refunds.filter((it) => it.id === null).length ?? 0;
    if (order === undefined || successes - autos < 2) return;
    const payment = alreadyOurs === true ? kept.at(-1) : kept[pick % kept.length];
    if (payment === undefined) return;
    payment.back = true;
    order.refunds.push({ id: null, paymentId: payment.id, status: 'success' });
  }

  /** By order, as the real one: the first payment still held. The same id twice is one refund. */
  refund(id: string, of: { readonly refundId: string; readonly works: boolean }): void {
    const order = this.orders.get(id);
    if (order === undefined || order.refunds.some((it) => it.id === of.refundId)) return;
    const payment = order.payments.find(({ status, back }) => status === 'success' && !back);
    if (payment === undefined) return;
    payment.back = of.works;
    const status = of.works ? 'success' : 'failed';
    order.refunds.push({ id: of.refundId, paymentId: payment.id, status });
  }

  evidence(id: string, askedAt: Instant): OrderEvidence | null {
    const order = this.orders.get(id);
    if (order === undefined) return null;
    const payments = order.payments.map((it): PaymentEvidence => ({
      gatewayPaymentId: it.id,
      status: it.status,
      amountPaise: it.amountPaise,
      bankReference: null,
    }));
    const refunds = order.refunds.map((it) => ({
      refundId: it.id,
      gatewayPaymentId: it.paymentId,
      status: it.status,
    }));
    return { orderId: id, askedAt, status: order.status, payments, refunds };
  }

  /** What citizens are out of pocket by UPI. */
  heldPaise(): Paise {
    let total = 0;
    for (const { payments } of this.orders.values()) {
      for (const payment of payments) {
        if (payment.status === 'success' && !payment.back) total += payment.amountPaise;
      }
    }
    return paise(total);
  }

  /** Own refunds that succeeded, by payment. */
  backOnce(): boolean {
    return [...this.orders.values()].every((order) => {
      const done = order.refunds.filter((it) => it.status === 'success').map((it) => it.paymentId);
      return new Set(done).size === done.length;
    });
  }
}

export const refundIdOf = (orderId: string, attempt: number): string => {
  const id = `R${orderId}-${attempt}`;
  if (attemptOf(id) !== attempt) throw new Error('a refund id keeps its attempt');
  return id;
};
