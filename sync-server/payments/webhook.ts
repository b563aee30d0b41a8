/**
 * Reading the gateway's webhooks: whether one is really the gateway's, and which order it hints at.
 * Nothing in it is believed beyond that. docs/spec/payments.md, U17.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

import { fromUtf8 } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseExactJson } from './exact-json.ts';

export const MAX_WEBHOOK_BYTES = 64 * 1024;
/** The vendor repeats after 2, 10 and 30 minutes. */
const OLDEST_MS = 2 * 3_600_000;
const AHEAD_MS = 300_000;

export interface SignedWebhook {
  readonly body: Uint8Array;
  readonly signature: string;
  readonly timestamp: string;
}

/** Constant in time for signatures of the right length. */
export function isWebhookSigned(of: SignedWebhook, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(of.timestamp).update(of.body).digest();
  const given = Buffer.from(of.signature, 'base64');
  const isCanonical = given.toString('base64') === of.signature;
  return isCanonical && given.length === expected.length && timingSafeEqual(given, expected);
}

/** WEBHOOK_REFUSED for every reason alike. */
export function checkWebhook(
  of: SignedWebhook,
  by: { readonly secret: string; readonly nowMs: number },
): Result<null> {
  const at = /^\d{13}$/.test(of.timestamp) ? Number(of.timestamp) : Number.NaN;
  const age = by.nowMs - at;
  const isFresh = age <= OLDEST_MS && age >= -AHEAD_MS;
  return isFresh && isWebhookSigned(of, by.secret) ? ok(null) : fail('WEBHOOK_REFUSED');
}

export interface WebhookHint {
  readonly type: string;
  /** Null for settlements and for what we do not know. */
  readonly orderId: string | null;
  /** As text, whatever their number of digits. */
  readonly reference: string | null;
}

const text = z.string().max(100);
const part = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined);
const order = z.object({ order_id: text });
const refund = z.object({ order_id: text, cf_refund_id: text });
const shape = z.object({
  type: text,
  data: z
    .object({
      order: part(order.nullable()),
      payment: part(z.object({ cf_payment_id: text })),
      refund: part(refund),
      auto_refund: part(refund),
      settlement: part(z.object({ utr: text.nullish(), settlement_id: text })),
      link_id: part(text),
    })
    .default({}),
});

const transferMessage = z.object({
  type: text,
  data: z.object({ transfer_id: text }).optional().catch(undefined),
});

/** Of the transfers' webhooks: which one it speaks of, null where of none that is ours. */
export function readTransferHint(body: Uint8Array): Result<WebhookHint> {
  const parsed = transferMessage.safeParse(parseExactJson(fromUtf8(body) ?? ''));
  if (!parsed.success) return fail('MESSAGE_UNREADABLE', { problem: 'webhook' });
  const { type, data } = parsed.data;
  const orderId = data?.transfer_id ?? null;
  return ok({ type, orderId, reference: orderId });
}

/** MESSAGE_UNREADABLE where it is no message at all; an unknown type is a hint without an order. */
export function readHint(body: Uint8Array): Result<WebhookHint> {
  const parsed = shape.safeParse(parseExactJson(fromUtf8(body) ?? ''));
  if (!parsed.success) return fail('MESSAGE_UNREADABLE', { problem: 'webhook' });
  const { type, data } = parsed.data;
  const back = data.refund ?? data.auto_refund;
  const reference =
    data.payment?.cf_payment_id ??
    back?.cf_refund_id ??
    data.settlement?.utr ??
    data.settlement?.settlement_id ??
    data.link_id ??
    null;
  // A link's own name comes first: the order under it is the gateway's and nobody's here.
  const orderId = data.link_id ?? data.order?.order_id ?? back?.order_id ?? null;
  return ok({ type, orderId, reference });
}
