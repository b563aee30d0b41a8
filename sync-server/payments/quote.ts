/**
 * P1 at the gateway's door: what is to be paid is read from the quote's own entry, signed by the
 * counter that asks. No amount is ever taken from the request.
 */
import { z } from 'zod';

import { decodeEntry, entrySignatureInput, hashEntry } from '#domain/journal/chain.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import type { ServerContext } from '#server/context.ts';
import type { CounterRecord } from '#server/store/fleet.ts';

export interface SignedQuote {
  readonly chargeId: string;
  readonly amountPaise: Paise;
  readonly validUntil: Instant;
}

/** The gateway takes nothing below a rupee. */
const LEAST_PAISE = 100;

const body = z.object({
  quoteId: z.string().regex(/^[A-Z0-9-]{8,38}$/),
  totalPaise: z.custom<Paise>((value) => isPaise(value) && value >= 0),
  validUntil: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

const refuse = (problem: string) => fail('UPI_QUOTE_REFUSED', { problem });

export function readSignedQuote(
  context: Pick<ServerContext, 'crypto' | 'now'>,
  counter: CounterRecord,
  of: { readonly text: string; readonly signature: string },
): Result<SignedQuote> {
  const signature = fromBase64Url(of.signature);
  const message = entrySignatureInput(hashEntry(of.text, context.crypto.sha256));
  const { publicKey } = counter;
  const isSigned =
    signature?.length === 64 && context.crypto.verifyEd25519({ publicKey, message, signature });
  if (!isSigned) return fail('SIGNATURE_WRONG');
  const entry = decodeEntry(of.text);
  if (!entry.ok || entry.value.kind !== 'quote.issued') return refuse('not a quote');
  if (entry.value.counterId !== counter.counterId) return refuse('another counter');
  const quote = body.safeParse(entry.value.body);
  if (!quote.success) return refuse('unreadable');
  const { quoteId, totalPaise, validUntil } = quote.data;
  if (!quoteId.startsWith(`${counter.counterId}-Q`)) return refuse('another counter');
  if (totalPaise < LEAST_PAISE) return refuse('less than a rupee');
  if (validUntil <= context.now()) return refuse('over');
  return ok({ chargeId: quoteId, amountPaise: totalPaise, validUntil: instant(validUntil) });
}
