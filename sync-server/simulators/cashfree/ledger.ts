/**
 * A payment gateway's books, as far as one can see them from outside: orders, payments, refunds and
 * settlements, moved by citizens' phones and by time. Amounts are paise here and rupees outside.
 */
export interface SimPayment {
  readonly id: string;
  readonly amountPaise: number;
  readonly at: number;
  status: 'SUCCESS' | 'FAILED' | 'USER_DROPPED' | 'PENDING';
  /** What went back of it, by us or by the gateway itself. */
  backPaise: number;
  settlementId: string | null;
}

export interface SimRefund {
  readonly id: string | null;
  readonly cfId: string;
  readonly paymentId: string;
  readonly amountPaise: number;
  readonly at: number;
  status: 'SUCCESS' | 'PENDING' | 'CANCELLED';
  settlementId: string | null;
}

export interface SimOrder {
  readonly id: string;
  readonly cfId: string;
  readonly sessionId: string;
  readonly amountPaise: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  status: 'ACTIVE' | 'PAID' | 'EXPIRED' | 'TERMINATED' | 'TERMINATION_REQUESTED';
  readonly payments: SimPayment[];
  readonly refunds: SimRefund[];
}

export interface SimSettlement {
  readonly id: string;
  /** Sixteen digits: more than a double keeps in every case. */
  utr: string;
  status: 'SUCCESS' | 'PENDING_WITH_BANK' | 'FAILED';
  readonly at: number;
  readonly grossPaise: number;
  readonly refundedPaise: number;
  readonly feePaise: number;
  readonly taxPaise: number;
}

export const netOf = (of: SimSettlement): number =>
  of.grossPaise - of.refundedPaise - of.feePaise - of.taxPaise;

export type SimFailure =
  | 'order_already_exists'
  | 'order_not_found'
  | 'order_not_active'
  | 'refund_already_exists'
  | 'refund_amount_invalid';

/** What a webhook is sent about. */
export type SimNews =
  | { readonly kind: 'payment'; readonly order: SimOrder; readonly payment: SimPayment }
  | { readonly kind: 'refund'; readonly order: SimOrder; readonly refund: SimRefund }
  | {
      readonly kind: 'settlement';
      readonly settlement: SimSettlement;
      readonly event: 'INITIATED' | 'SUCCESS' | 'FAILED' | 'REVERSED';
    };

/** Of a payment by UPI: a fee of 0.4 % and 18 % tax on it. */
const FEE_PER_MILLE = 4;
const TAX_PERCENT = 18;

export const feeOf = (amountPaise: number): number =>
  Math.round((amountPaise * FEE_PER_MILLE) / 1_000);
export const taxOf = (amountPaise: number): number =>
  Math.round((feeOf(amountPaise) * TAX_PERCENT) / 100);

export class SimLedger {
  readonly orders = new Map<string, SimOrder>();
  readonly settlements: SimSettlement[] = [];
  /** The bank takes no refund back: each one that is asked for is cancelled. */
  refundsFail = false;
  readonly #now: () => number;
  readonly #tell: (news: SimNews) => void;
  #next = 5_114_920_543_000;

  constructor(of: { readonly now: () => number; readonly tell: (news: SimNews) => void }) {
    this.#now = of.now;
    this.#tell = of.tell;
  }

  #id(): string {
    this.#next += 1;
    return String(this.#next);
  }

  create(of: {
    readonly id: string;
    readonly amountPaise: number;
    readonly expiresAt: number;
  }): SimOrder | SimFailure {
    if (this.orders.has(of.id)) return 'order_already_exists';
    const cfId = this.#id();
    const order: SimOrder = {
      ...of,
      cfId,
      sessionId: `session_${cfId}_${of.id}`,
      createdAt: this.#now(),
      status: 'ACTIVE',
      payments: [],
      refunds: [],
    };
    this.orders.set(of.id, order);
    return order;
  }

  find(id: string): SimOrder | null {
    const order = this.orders.get(id) ?? null;
    if (order?.status === 'ACTIVE' && this.#now() >= order.expiresAt) order.status = 'EXPIRED';
    return order;
  }

  bySession(sessionId: string): SimOrder | null {
    const order = [...this.orders.values()].find((it) => it.sessionId === sessionId);
    return order === undefined ? null : this.find(order.id);
  }

  /** Someone pays, or tries to. A payment begun in time may end after its order. */
  pay(id: string, status: SimPayment['status']): SimPayment | SimFailure {
    const order = this.find(id);
    if (order === null) return 'order_not_found';
    if (order.status === 'EXPIRED' || order.status === 'TERMINATED') return 'order_not_active';
    const { amountPaise } = order;
    const payment: SimPayment = {
      id: this.#id(),
      amountPaise,
      at: this.#now(),
      status: 'PENDING',
      backPaise: 0,
      settlementId: null,
    };
    order.payments.push(payment);
    if (status !== 'PENDING') this.end(id, { paymentId: payment.id, status });
    return payment;
  }

  /** Success may follow failure; a second success goes back by itself. */
  end(
    id: string,
    of: { readonly paymentId: string; readonly status: SimPayment['status'] },
  ): SimPayment | SimFailure {
    const order = this.find(id);
    const payment = order?.payments.find((it) => it.id === of.paymentId);
    if (order === null || payment === undefined) return 'order_not_found';
    if (payment.status === 'SUCCESS') return payment;
    payment.status = of.status;
    const isSecond = of.status === 'SUCCESS' && order.status === 'PAID';
    if (of.status === 'SUCCESS') order.status = 'PAID';
    this.#tell({ kind: 'payment', order, payment });
    if (isSecond) this.#back(order, { payment, id: null, amountPaise: payment.amountPaise });
    return payment;
  }

  terminate(id: string): SimOrder | SimFailure {
    const order = this.find(id);
    if (order === null) return 'order_not_found';
    if (order.status !== 'ACTIVE' && order.status !== 'TERMINATION_REQUESTED') {
      return 'order_not_active';
    }
    const isUnderWay = order.payments.some((it) => it.status === 'PENDING');
    order.status = isUnderWay ? 'TERMINATION_REQUESTED' : 'TERMINATED';
    return order;
  }

  #back(
    order: SimOrder,
    of: { readonly payment: SimPayment; readonly id: string | null; readonly amountPaise: number },
  ): SimRefund {
    const { payment, id, amountPaise } = of;
    const cfId = this.#id();
    const at = this.#now();
    const status = id !== null && this.refundsFail ? 'CANCELLED' : 'SUCCESS';
    const paymentId = payment.id;
    const refund: SimRefund = { id, cfId, paymentId, amountPaise, at, status, settlementId: null };
    if (status === 'SUCCESS') payment.backPaise += amountPaise;
    order.refunds.push(refund);
    this.#tell({ kind: 'refund', order, refund });
    return refund;
  }

  refund(
    id: string,
    of: { readonly refundId: string; readonly amountPaise: number },
  ): SimRefund | SimFailure {
    const order = this.find(id);
    if (order === null) return 'order_not_found';
    if (order.refunds.some((it) => it.id === of.refundId)) return 'refund_already_exists';
    const payment = order.payments.find(
      (it) => it.status === 'SUCCESS' && it.amountPaise - it.backPaise >= of.amountPaise,
    );
    if (payment === undefined) return 'refund_amount_invalid';
    return this.#back(order, { payment, id: of.refundId, amountPaise: of.amountPaise });
  }

  #utr(): string {
    return `9${this.#id().padStart(15, '0')}`;
  }

  /** A second success that went back by itself is in no settlement, nor is its refund. */
  #due() {
    const orders = [...this.orders.values()];
    const auto = new Set(
      orders
        .flatMap(({ refunds }) => refunds.filter((it) => it.id === null))
        .map((it) => it.paymentId),
    );
    const payments = orders
      .flatMap((order) => order.payments)
      .filter((it) => it.status === 'SUCCESS' && !auto.has(it.id) && it.settlementId === null);
    const refunds = orders
      .flatMap((order) => order.refunds)
      .filter((it) => it.id !== null && it.status === 'SUCCESS' && it.settlementId === null);
    return { payments, refunds };
  }

  /** What succeeded and is not settled goes to the merchant's bank, less what was sent back. */
  settle(): SimSettlement | null {
    const { payments, refunds } = this.#due();
    const total = (of: readonly { readonly amountPaise: number }[]): number =>
      of.reduce((sum, it) => sum + it.amountPaise, 0);
    const settlement: SimSettlement = {
      id: this.#id(),
      utr: this.#utr(),
      status: 'PENDING_WITH_BANK',
      at: this.#now(),
      grossPaise: total(payments),
      refundedPaise: total(refunds),
      feePaise: payments.reduce((sum, it) => sum + feeOf(it.amountPaise), 0),
      taxPaise: payments.reduce((sum, it) => sum + taxOf(it.amountPaise), 0),
    };
    if (netOf(settlement) <= 0) return null;
    for (const it of [...payments, ...refunds]) it.settlementId = settlement.id;
    this.settlements.push(settlement);
    this.#tell({ kind: 'settlement', settlement, event: 'INITIATED' });
    this.land(settlement);
    return settlement;
  }

  /** The bank has it; after a return under another reference. */
  land(settlement: SimSettlement): void {
    if (settlement.status === 'FAILED') settlement.utr = this.#utr();
    settlement.status = 'SUCCESS';
    this.#tell({ kind: 'settlement', settlement, event: 'SUCCESS' });
  }

  /** The merchant's bank sends it back. */
  sendBack(settlement: SimSettlement): void {
    settlement.status = 'FAILED';
    this.#tell({ kind: 'settlement', settlement, event: 'REVERSED' });
  }
}
