/**
 * What the counter asks of HQ's payment desk: an order for signed quotes, an order's end, what is
 * known of a slip. Nothing that is answered here makes a charge paid: that comes by the feed (U21).
 */
import { z } from 'zod';

import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { parseJson } from '#protocol/signed.ts';
import type { SignedAsk, SyncTransport } from '#terminal/ports/sync-transport.ts';

const instantShape = z.number().int().transform(instant);
const orderShape = z.object({
  orderId: z.string().min(3).max(45),
  gatewayOrderId: z.string().max(64).nullable(),
  state: z.string(),
  settledBy: z.string().nullable(),
  amountPaise: z.number().int(),
  expiresAt: instantShape,
  link: z.string().max(2_000).nullable(),
});
export type UpiOrderAnswer = z.infer<typeof orderShape>;

const slipShape = z.object({
  chargeId: z.string(),
  counterId: z.string(),
  amountPaise: z.number().int(),
  state: z.enum(['paid', 'waiting', 'not_paid', 'refunded', 'cash']),
  receiptNumbers: z.array(z.string()),
});
export type UpiSlipAnswer = z.infer<typeof slipShape>;

async function ask<T>(
  transport: SyncTransport,
  of: SignedAsk,
  shape: z.ZodType<T>,
): Promise<Result<T>> {
  if (transport.ask === undefined) return fail('HQ_UNREACHABLE');
  const answer = await transport.ask(of);
  if (!answer.ok) return answer;
  const read = shape.safeParse(parseJson(answer.value));
  return read.success ? ok(read.data) : fail('MESSAGE_UNREADABLE', { problem: 'upi' });
}

/** P1: the amount is read from the quotes' own signed entries. */
export const askOrder = (
  transport: SyncTransport,
  quotes: readonly { readonly text: string; readonly signature: string | null }[],
): Promise<Result<UpiOrderAnswer>> =>
  ask(
    transport,
    { method: 'POST', path: '/v1/upi/orders', body: JSON.stringify({ quotes }) },
    orderShape,
  );

/** Told to the citizen by SMS; like an order, but there is no code to show. */
export const askLink = (
  transport: SyncTransport,
  quotes: readonly { readonly text: string; readonly signature: string | null }[],
): Promise<Result<UpiOrderAnswer>> =>
  ask(
    transport,
    { method: 'POST', path: '/v1/upi/links', body: JSON.stringify({ quotes }) },
    orderShape,
  );

export const closeOrder = (
  transport: SyncTransport,
  of: { readonly orderId: string; readonly why: 'cash_taken' | 'given_up' },
): Promise<Result<UpiOrderAnswer>> =>
  ask(
    transport,
    { method: 'POST', path: `/v1/upi/orders/${encodeURIComponent(of.orderId)}/${of.why}` },
    orderShape,
  );

export const askSlip = (
  transport: SyncTransport,
  chargeId: string,
): Promise<Result<UpiSlipAnswer>> =>
  ask(
    transport,
    { method: 'GET', path: `/v1/upi/slips/${encodeURIComponent(chargeId)}` },
    slipShape,
  );
