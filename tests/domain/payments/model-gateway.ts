/** A gateway as far as money goes: what citizens paid, what went back, and what it would answer. */
import { add, paise, subtract, ZERO, type Paise } from '#domain/money.ts';
import { readRefundId } from '#domain/payments/evidence.ts';
import type { OrderEvidence, PaymentEvidence, RefundEvidence } from '#domain/payments/types.ts';
import type { Instant } from '#domain/time.ts';

interface ModelPayment {
  readonly id: string;
  readonly amountPaise: Paise;
  status: 'pending' | 'failed' | 'success';
  backPaise: Paise;
}

interface ModelRefund {
  readonly id: string | null;
  readonly paymentId: string;
  readonly status: RefundEvidence['status'];
  readonly amountPaise: Paise;
}

interface ModelOrder {
  readonly id: string;
  readonly amountPaise: Paise;
  status: OrderEvidence['status'];
  readonly payments: ModelPayment[];
  readonly refunds: ModelRefund[];
}

const isWhole = ({ status, backPaise }: ModelPayment): boolean =>
  status === 'success' && backPaise === 0;

export class ModelGateway {
  readonly orders = new Map<string, ModelOrder>();
  #payments = 0;

  copy(): ModelGateway {
    const twin = new ModelGateway();
    twin.#payments = this.#payments;
    for (const [id, order] of this.orders) {
      const payments = order.payments.map((it) => ({ ...it }));
      twin.orders.set(id, { ...order, payments, refunds: [...order.refunds] });
    }
    return twin;
  }

  create(id: string, amountPaise: Paise): void {
    if (this.orders.has(id)) return;
    this.orders.set(id, { id, amountPaise, status: 'active', payments: [], refunds: [] });
  }

  /** Someone scans and confirms; the money may be on its way for long. */
  scan(id: string, amountPaise: Paise): void {
    const order = this.orders.get(id);
    if (order === undefined || order.status === 'expired' || order.status === 'terminated') return;
    this.#payments += 1;
    const status = 'pending';
    order.payments.push({ id: `p${this.#payments}`, amountPaise, status, backPaise: ZERO });
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
    const kept = order?.payments.filter(isWhole) ?? [];
    const alreadyOurs = order?.refunds.some((it) => it.id !== null && it.status !== 'failed');
    const successes = order?.payments.filter(({ status }) => status === 'success').length ?? 0;
    const autos = order?.refunds.filter((it) => it.id === null).length ?? 0;
    if (order === undefined || successes - autos < 2) return;
    const payment = alreadyOurs === true ? kept.at(-1) : kept[pick % kept.length];
    if (payment === undefined) return;
    const { id: paymentId, amountPaise } = payment;
    payment.backPaise = amountPaise;
    order.refunds.push({ id: null, paymentId, status: 'success', amountPaise });
  }

  /** By order, as the real one: of one of its payments, whatever was asked for. Once for an id. */
  refund(
    id: string,
    of: { readonly refundId: string; readonly amountPaise: Paise; readonly works: boolean },
  ): void {
    const { refundId, amountPaise, works } = of;
    const order = this.orders.get(id);
    if (order === undefined || order.refunds.some((it) => it.id === refundId)) return;
    const ours = order.refunds.find((it) => it.id !== null && it.status === 'success')?.paymentId;
    const payment = order.payments.find(
      (it) =>
        it.status === 'success' &&
        subtract(it.amountPaise, it.backPaise) >= amountPaise &&
        (ours === undefined || it.id === ours),
    );
    if (payment === undefined) return;
    if (works) payment.backPaise = add(payment.backPaise, amountPaise);
    const status = works ? 'success' : 'failed';
    order.refunds.push({ id: refundId, paymentId: payment.id, status, amountPaise });
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
        if (payment.status === 'success') total += payment.amountPaise - payment.backPaise;
      }
    }
    return paise(total);
  }

  /** Of no payment did more go back than came. */
  neverTooMuch(): boolean {
    return [...this.orders.values()].every(({ payments, refunds }) =>
      payments.every(({ id, amountPaise }) => {
        const back = refunds.filter((it) => it.status === 'success' && it.paymentId === id);
        return back.reduce((sum, it) => sum + it.amountPaise, 0) <= amountPaise;
      }),
    );
  }
}

export function refundIdOf(of: {
  readonly orderId: string;
  readonly part: number;
  readonly attempt: number;
}): string {
  const id = `R${of.orderId}${of.part === 0 ? '' : `p${of.part}`}-${of.attempt}`;
  const read = readRefundId(id);
  const isKept = read.part === of.part && read.attempt === of.attempt;
  if (!isKept) throw new Error('a refund id keeps its part and its attempt');
  return id;
}
