/**
 * What the gateway's answer changes: successes become a settlement or refund duties, refunds move
 * duties, the order's status moves the order. Rules U6 to U14 of docs/spec/payments.md.
 */
import { subtract } from '#domain/money.ts';
import { partOf, partsPaise, settlingSuccess } from './parts.ts';
import { dayEndAfter } from './polling.ts';
import type {
  Collection,
  DutyReason,
  Effect,
  OrderEvidence,
  OrderState,
  PaymentEvidence,
  RefundDuty,
  RefundEvidence,
  Step,
  Success,
} from './types.ts';

/** Collects the effects of several small changes. */
class Draft {
  next: Collection;
  readonly effects: Effect[] = [];

  constructor(start: Collection) {
    this.next = start;
  }

  change(with_: Partial<Collection>): void {
    this.next = { ...this.next, ...with_ };
  }

  setDuty(of: RefundDuty): void {
    const same = (duty: RefundDuty) =>
      duty.gatewayPaymentId === of.gatewayPaymentId && partOf(duty) === partOf(of);
    const { duties } = this.next;
    const isKnown = duties.some(same);
    this.change({
      duties: isKnown ? duties.map((duty) => (same(duty) ? of : duty)) : [...duties, of],
    });
  }

  setOrderState(orderId: string, state: OrderState): void {
    this.change({
      orders: this.next.orders.map((order) =>
        order.orderId === orderId ? { ...order, state } : order,
      ),
    });
  }
}

const isAuto = (refund: RefundEvidence): boolean =>
  refund.refundId === null && refund.status !== 'failed';

function whyNotSettling(of: Collection, success: Success): DutyReason | null {
  if (success.amountPaise !== of.amountPaise) return 'amount_differs';
  if (of.settledBy === null) return null;
  const isSecond = of.successes.some(
    (other) =>
      other.orderId === success.orderId && other.gatewayPaymentId !== success.gatewayPaymentId,
  );
  if (isSecond) return 'second_success';
  return of.settledBy.by === 'given_up' ? 'given_up' : 'charge_settled';
}

/** U11: the gateway refunds by order, so only one success of an order is ours to send back. */
function dutyFor(
  of: Collection,
  success: Success,
  why: { readonly reason: DutyReason; readonly since: OrderEvidence['askedAt'] },
): RefundDuty {
  const { gatewayPaymentId, orderId, amountPaise } = success;
  const isBack = (id: string) =>
    of.duties.some((duty) => duty.gatewayPaymentId === id && duty.state === 'by_gateway');
  const isShared = of.successes.some(
    (other) =>
      other.orderId === orderId &&
      other.gatewayPaymentId !== gatewayPaymentId &&
      !isBack(other.gatewayPaymentId),
  );
  const state = isShared ? 'waiting' : 'owed';
  return { gatewayPaymentId, orderId, amountPaise, state, attempt: 1, ...why };
}

function oweRefund(draft: Draft, duty: RefundDuty, refunds: readonly RefundEvidence[]): void {
  const { gatewayPaymentId, orderId, attempt } = duty;
  const isBack = refunds.some((it) => isAuto(it) && it.gatewayPaymentId === gatewayPaymentId);
  draft.setDuty(isBack ? { ...duty, state: 'by_gateway' } : duty);
  if (!isBack && duty.state === 'owed') {
    draft.effects.push({ kind: 'refund', orderId, gatewayPaymentId, attempt, part: 0 });
  }
}

function takeSuccess(draft: Draft, payment: PaymentEvidence, evidence: OrderEvidence): void {
  const { gatewayPaymentId, amountPaise, bankReference } = payment;
  const { orderId, askedAt, refunds } = evidence;
  const isKnown = draft.next.successes.some((it) => it.gatewayPaymentId === gatewayPaymentId);
  if (isKnown) return;
  const success: Success = { gatewayPaymentId, orderId, amountPaise, bankReference };
  const isBack = refunds.some((it) => isAuto(it) && it.gatewayPaymentId === gatewayPaymentId);
  const reason = whyNotSettling(draft.next, success) ?? (isBack ? 'refunded_before' : null);
  draft.change({ successes: [...draft.next.successes, success] });
  if (reason === null) {
    draft.change({ settledBy: { by: 'upi', gatewayPaymentId } });
    draft.setOrderState(orderId, 'paid');
    draft.effects.push({ kind: 'tell_paid', orderId });
    return;
  }
  if (reason === 'amount_differs') {
    draft.effects.push({ kind: 'look', why: 'amount_differs', gatewayPaymentId });
  }
  if (!isSettledByOrder(draft.next, orderId)) draft.setOrderState(orderId, 'late');
  oweRefund(draft, dutyFor(draft.next, success, { reason, since: askedAt }), refunds);
}

function isSettledByOrder(of: Collection, orderId: string): boolean {
  const { settledBy } = of;
  return (
    settledBy?.by === 'upi' &&
    of.successes.some(
      (it) => it.orderId === orderId && it.gatewayPaymentId === settledBy.gatewayPaymentId,
    )
  );
}

/**
 * U12: of two successes of one order the gateway sent back another than we thought. They change
 * places: what we owe, or have sent, was for the one that stayed.
 */
function changePlaces(draft: Draft, back: Success, stayed: RefundDuty): void {
  const { gatewayPaymentId, orderId, amountPaise } = back;
  const inParts = partsPaise(draft.next, gatewayPaymentId);
  const moved = (duty: RefundDuty): RefundDuty => {
    if (duty === stayed) return { ...duty, gatewayPaymentId, amountPaise, state: 'by_gateway' };
    if (duty.gatewayPaymentId !== gatewayPaymentId) return duty;
    const rest = duty.part ? duty.amountPaise : subtract(stayed.amountPaise, inParts);
    // Under a new attempt: the old one may be done with, having found nothing to send.
    const attempt = duty.state === 'owed' ? duty.attempt + 1 : duty.attempt;
    return { ...duty, gatewayPaymentId: stayed.gatewayPaymentId, amountPaise: rest, attempt };
  };
  draft.change({ duties: draft.next.duties.map(moved) });
  for (const duty of draft.next.duties) {
    if (duty.gatewayPaymentId !== stayed.gatewayPaymentId || duty.state !== 'owed') continue;
    const { attempt } = duty;
    const part = partOf(duty);
    const gateway = { orderId, gatewayPaymentId: stayed.gatewayPaymentId };
    draft.effects.push({ kind: 'refund', ...gateway, attempt, part });
  }
}

const waitingOf = (of: Collection, success: Success): RefundDuty | undefined =>
  of.duties.find(
    (it) =>
      it.orderId === success.orderId &&
      it.state === 'waiting' &&
      it.gatewayPaymentId !== success.gatewayPaymentId,
  );

/** U12: another success of the order settles now; where there is none a person looks. */
function settlingPaymentWentBack(draft: Draft, success: Success): void {
  const { gatewayPaymentId } = success;
  const other = waitingOf(draft.next, success);
  if (other?.amountPaise !== draft.next.amountPaise) {
    draft.effects.push({ kind: 'look', why: 'settling_payment_refunded', gatewayPaymentId });
    return;
  }
  draft.change({ settledBy: { by: 'upi', gatewayPaymentId: other.gatewayPaymentId } });
  changePlaces(draft, success, other);
}

/** A payment that settles nothing: what is owed of it, whole or in parts, is not ours to send. */
function otherWentBack(draft: Draft, success: Success): void {
  const { gatewayPaymentId } = success;
  const its = draft.next.duties.filter((it) => it.gatewayPaymentId === gatewayPaymentId);
  const other = waitingOf(draft.next, success);
  const isOurs = its.some(({ state }) => state !== 'waiting' && state !== 'by_gateway');
  if (isOurs && other !== undefined) {
    changePlaces(draft, success, other);
    return;
  }
  for (const duty of its) {
    if (duty.state !== 'refunded') draft.setDuty({ ...duty, state: 'by_gateway' });
  }
}

function takeAutoRefund(draft: Draft, { gatewayPaymentId }: RefundEvidence): void {
  const success = draft.next.successes.find((it) => it.gatewayPaymentId === gatewayPaymentId);
  if (success === undefined) return;
  const isSettling = settlingSuccess(draft.next) === success;
  if (isSettling) settlingPaymentWentBack(draft, success);
  else otherWentBack(draft, success);
}

/** Our own refunds are recognised by their ids; a failed one is tried again under a new id (U13). */
function takeOwnRefund(draft: Draft, refund: RefundEvidence, orderId: string): void {
  const { part, attempt } = readRefundId(refund.refundId ?? '');
  const duty = draft.next.duties.find(
    (it) =>
      it.orderId === orderId &&
      (it.state === 'sent' || it.state === 'owed') &&
      partOf(it) === part &&
      it.attempt === attempt,
  );
  if (duty === undefined) return;
  if (refund.status === 'success') {
    const reference = typeof refund.reference === 'string' ? { reference: refund.reference } : {};
    draft.setDuty({ ...duty, ...reference, state: 'refunded' });
  }
  if (refund.status === 'pending') draft.setDuty({ ...duty, state: 'sent' });
  if (refund.status !== 'failed') return;
  const { gatewayPaymentId } = duty;
  if (duty.attempt >= MAX_ATTEMPTS) {
    draft.setDuty({ ...duty, state: 'stuck' });
    draft.effects.push({ kind: 'look', why: 'refund_stuck', gatewayPaymentId });
    return;
  }
  const again = { ...duty, state: 'owed', attempt: duty.attempt + 1 } as const;
  draft.setDuty(again);
  draft.effects.push({ kind: 'refund', orderId, gatewayPaymentId, attempt: again.attempt, part });
}

const MAX_ATTEMPTS = 5;

/** A refund's id ends with its attempt, and names its part before that: `R…-2`, `R…p1-2`. */
export function readRefundId(refundId: string): {
  readonly part: number;
  readonly attempt: number;
} {
  const [, part, attempt] = /(?:p(\d{1,3}))?-(\d{1,2})$/.exec(refundId) ?? [];
  return { part: Number(part ?? 0), attempt: Number(attempt ?? 0) };
}

function statusOf(evidence: OrderEvidence, before: OrderState): OrderState {
  const mayStillPay = evidence.payments.some(({ status }) => status === 'pending');
  switch (evidence.status) {
    case 'active':
    case 'termination_requested':
      return 'awaiting';
    case 'expired':
      return mayStillPay ? 'unknown' : 'expired';
    case 'terminated':
      return mayStillPay ? 'unknown' : 'terminated';
    case 'paid':
      // Paid, and no payment listed yet: asked again, never believed without the payment.
      return before === 'requested' ? 'awaiting' : 'unknown';
  }
}

function moveOrder(draft: Draft, evidence: OrderEvidence): void {
  const { orderId, askedAt } = evidence;
  draft.change({
    orders: draft.next.orders.map((order) => {
      if (order.orderId !== orderId) return order;
      if (order.askedAt !== null && order.askedAt > askedAt) return order;
      const isFinal = order.state === 'paid' || order.state === 'late';
      return { ...order, askedAt, state: isFinal ? order.state : statusOf(evidence, order.state) };
    }),
  });
}

/** U14: a refund that the gateway owes and has not made in T+5 is looked at by a person. */
export function sweepWaiting(of: Collection, now: OrderEvidence['askedAt']): Step {
  const draft = new Draft(of);
  for (const duty of of.duties) {
    if (duty.state !== 'waiting' || now < dayEndAfter(duty.since)) continue;
    draft.setDuty({ ...duty, state: 'stuck' });
    const { gatewayPaymentId } = duty;
    draft.effects.push({ kind: 'look', why: 'refund_stuck', gatewayPaymentId });
  }
  return draft;
}

export function takeEvidence(of: Collection, evidence: OrderEvidence): Step {
  const draft = new Draft(of);
  moveOrder(draft, evidence);
  for (const payment of evidence.payments) {
    if (payment.status === 'success') takeSuccess(draft, payment, evidence);
  }
  for (const refund of evidence.refunds) {
    if (isAuto(refund)) takeAutoRefund(draft, refund);
    else if (refund.refundId !== null) takeOwnRefund(draft, refund, evidence.orderId);
  }
  return { next: draft.next, effects: draft.effects };
}

/** U9, U22: something else is true now although a payment had settled: that payment goes back. */
export function unsettle(
  of: Collection,
  why: {
    readonly by: 'cash' | 'given_up';
    readonly reason: DutyReason;
    readonly since: OrderEvidence['askedAt'];
  },
): Step {
  const draft = new Draft(of);
  const { settledBy } = of;
  const { by, reason, since } = why;
  draft.change({ settledBy: { by } });
  if (settledBy?.by !== 'upi') return draft;
  const success = of.successes.find((it) => it.gatewayPaymentId === settledBy.gatewayPaymentId);
  if (success === undefined) return draft;
  draft.setOrderState(success.orderId, 'late');
  const alone = { ...of, successes: [success] };
  const amountPaise = subtract(success.amountPaise, partsPaise(of, success.gatewayPaymentId));
  if (amountPaise > 0) {
    oweRefund(draft, { ...dutyFor(alone, success, { reason, since }), amountPaise }, []);
  }
  return { next: draft.next, effects: draft.effects };
}
