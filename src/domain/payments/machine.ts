/**
 * The state machine of paying one charge by UPI: pure, from what is known and what happened to what
 * is known then and what must be done. A success is never thrown away and never counted twice; one
 * settles the charge and each other goes back. Rules U1 to U15 and U25 of
 * docs/spec/payments.md.
 */
import type { Paise } from '#domain/money.ts';
import { fail, ok, unreachable, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { sweepWaiting, takeEvidence, unsettle } from './evidence.ts';
import { partOf, reverseReceipt, sanctionRefund } from './parts.ts';
import { EXPIRY_GRACE_MS } from './polling.ts';
import type { Collection, OrderState, PaymentEvent, Step, UpiOrder } from './types.ts';

/** Orders of one charge; more are a sign of trouble and not of a citizen. */
export const MAX_ORDERS = 20;

export const newCollection = (chargeId: string, amountPaise: Paise): Collection => ({
  chargeId,
  amountPaise,
  orders: [],
  successes: [],
  settledBy: null,
  duties: [],
});

const isOpen = ({ state }: UpiOrder): boolean =>
  state === 'requested' || state === 'awaiting' || state === 'unknown';

export const openOrder = (of: Collection): UpiOrder | null => of.orders.find(isOpen) ?? null;

const nothing = (next: Collection): Result<Step> => ok({ next, effects: [] });

/** U3, U4: one open order at a time, none for a charge that is settled. */
function request(
  of: Collection,
  event: Extract<PaymentEvent, { kind: 'requested' }>,
): Result<Step> {
  const { orderId, at, expiresAt } = event;
  if (of.orders.some((order) => order.orderId === orderId)) return nothing(of);
  if (of.settledBy !== null) return fail('UPI_CHARGE_SETTLED', { by: of.settledBy.by });
  if (openOrder(of) !== null) return fail('UPI_ORDER_OPEN');
  if (of.orders.length >= MAX_ORDERS) return fail('UPI_TOO_MANY_ORDERS', { limit: MAX_ORDERS });
  const order: UpiOrder = {
    orderId,
    state: 'requested',
    requestedAt: at,
    expiresAt,
    askedAt: null,
  };
  return ok({
    next: { ...of, orders: [...of.orders, order] },
    effects: [{ kind: 'create_order', orderId }],
  });
}

/** Moves an order that is still `requested`; whatever came first stays. */
const fromRequested = (of: Collection, orderId: string, state: OrderState): Collection => ({
  ...of,
  orders: of.orders.map((order) =>
    order.orderId === orderId && order.state === 'requested' ? { ...order, state } : order,
  ),
});

/** U5: silence past the end of an order makes it unknown, never failed. */
function passTime(of: Collection, at: Instant): Step {
  const orders = of.orders.map((order): UpiOrder => {
    const isDue = order.state === 'requested' || order.state === 'awaiting';
    const isOver = at >= order.expiresAt + EXPIRY_GRACE_MS;
    return isDue && isOver ? { ...order, state: 'unknown' } : order;
  });
  return sweepWaiting({ ...of, orders }, at);
}

const terminations = (of: Collection): Step['effects'] =>
  of.orders.filter(isOpen).map(({ orderId }) => ({ kind: 'terminate_order', orderId }) as const);

/** U9: the drawer's word is a fact; what comes by UPI besides goes back. */
function takeCash(of: Collection, at: Instant): Step {
  if (of.settledBy?.by === 'cash') return { next: of, effects: [] };
  const step = unsettle(of, { by: 'cash', reason: 'charge_settled', since: at });
  return { next: step.next, effects: [...step.effects, ...terminations(of)] };
}

function giveUp(of: Collection): Step {
  if (of.settledBy !== null) return { next: of, effects: [] };
  return { next: { ...of, settledBy: { by: 'given_up' } }, effects: terminations(of) };
}

/** U22: the journal ended the charge. A success that settled it meanwhile pays for nothing. */
function lapse(of: Collection, at: Instant): Step {
  return of.settledBy?.by === 'upi'
    ? unsettle(of, { by: 'given_up', reason: 'given_up', since: at })
    : giveUp(of);
}

const markSent = (
  of: Collection,
  which: { readonly gatewayPaymentId: string; readonly part: number },
): Collection => ({
  ...of,
  duties: of.duties.map((duty) => {
    const isIt = duty.gatewayPaymentId === which.gatewayPaymentId && partOf(duty) === which.part;
    return isIt && duty.state === 'owed' ? { ...duty, state: 'sent' } : duty;
  }),
});

/**
 * Fails only where a new order may not be asked for, where evidence is of another charge, and where
 * more is sanctioned than is left.
 */
export function applyPayment(of: Collection, event: PaymentEvent): Result<Step> {
  switch (event.kind) {
    case 'requested':
      return request(of, event);
    case 'created':
      return nothing(fromRequested(of, event.orderId, 'awaiting'));
    case 'refused':
      return nothing(fromRequested(of, event.orderId, 'refused'));
    case 'observed': {
      const { orderId } = event.evidence;
      const isOurs = of.orders.some((order) => order.orderId === orderId);
      return isOurs ? ok(takeEvidence(of, event.evidence)) : fail('UPI_ORDER_UNKNOWN');
    }
    case 'time_passed':
      return ok(passTime(of, event.at));
    case 'cash_taken':
      return ok(takeCash(of, event.at));
    case 'given_up':
      return ok(giveUp(of));
    case 'lapsed':
      return ok(lapse(of, event.at));
    case 'reversed':
      return ok(reverseReceipt(of, event));
    case 'sanctioned':
      return sanctionRefund(of, event);
    case 'refund_sent':
      return nothing(markSent(of, event));
    default:
      return unreachable(event);
  }
}
