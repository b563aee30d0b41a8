/**
 * When an order is asked about again: every few seconds while the citizen stands there, ever slower
 * to the end of the fifth day, then no more (U15). Webhooks only bring the next question forward.
 */
import { DAY_MS, instant, IST_OFFSET_MS, type Instant } from '#domain/time.ts';
import type { Collection, UpiOrder } from './types.ts';

/** The gateway may answer a payment some time after its order ended. */
export const EXPIRY_GRACE_MS = 30_000;
/** RBI's T+5: the bank reverses by itself by then. T is a calendar day in India. */
const DAYS_KEPT = 5;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Up to this age of the order, this pause. */
const SCHEDULE: readonly (readonly [ageMs: number, pauseMs: number])[] = [
  [2 * MINUTE, 3 * SECOND],
  [15 * MINUTE, 15 * SECOND],
  [HOUR, 5 * MINUTE],
  [DAY_MS, HOUR],
];
const SLOWEST_MS = 6 * HOUR;

/** The first instant after T+5, IST. */
export function dayEndAfter(at: Instant): Instant {
  const day = Math.floor((at + IST_OFFSET_MS) / DAY_MS);
  return instant((day + DAYS_KEPT + 1) * DAY_MS - IST_OFFSET_MS);
}

const hasOpenDuty = (of: Collection, orderId: string): boolean =>
  of.duties.some(
    (duty) =>
      duty.orderId === orderId &&
      (duty.state === 'owed' || duty.state === 'waiting' || duty.state === 'sent'),
  );

function needsAsking(of: Collection, order: UpiOrder, now: Instant): boolean {
  if (order.state === 'refused') return false;
  if (hasOpenDuty(of, order.orderId)) return true;
  // Never given up on silence: what is unknown is asked about until the gateway has answered.
  if (order.state === 'unknown' || order.state === 'requested' || order.state === 'awaiting') {
    return true;
  }
  return now < dayEndAfter(order.expiresAt);
}

function pauseFor(order: UpiOrder, now: Instant): number {
  if (order.state === 'paid' || order.state === 'late') return SLOWEST_MS;
  const age = now - order.requestedAt;
  return SCHEDULE.find(([ageMs]) => age < ageMs)?.[1] ?? SLOWEST_MS;
}

/** The next instant at which something must be asked, or null where all is over. */
export function nextPollAt(of: Collection, now: Instant): Instant | null {
  const pauses = of.orders
    .filter((order) => needsAsking(of, order, now))
    .map((order) => pauseFor(order, now));
  return pauses.length === 0 ? null : instant(now + Math.min(...pauses));
}

export const ordersToAsk = (of: Collection, now: Instant): readonly string[] =>
  of.orders.filter((order) => needsAsking(of, order, now)).map(({ orderId }) => orderId);
