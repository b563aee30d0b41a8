/** What a payment link has come to; only the gateway's evidence ever says paid. */
import type { PublicLink } from '#server/api/public-contract.ts';
import { isGivenBack } from '#domain/payments/parts.ts';
import type { Collection } from '#domain/payments/types.ts';
import type { Instant } from '#domain/time.ts';

export function linkState(of: Collection, orderId: string, now: Instant): PublicLink['state'] {
  const { settledBy, successes } = of;
  if (isGivenBack(of)) return 'refunding';
  if (settledBy?.by === 'upi') return 'paid';
  if (settledBy?.by === 'cash') return 'settled';
  if (successes.length > 0) return 'refunding';
  const order = of.orders.find((it) => it.orderId === orderId);
  if (order?.state === 'unknown') return 'unknown';
  const isOpen = order?.state === 'requested' || order?.state === 'awaiting';
  if (settledBy !== null || !isOpen) return 'expired';
  return now < order.expiresAt ? 'open' : 'unknown';
}
