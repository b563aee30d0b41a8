/**
 * P1 at the gateway's door: what is to be paid is read from the quote's own entry, signed by the
 * counter that asks. No amount is ever taken from the request.
 */
import { z } from 'zod';

import { decodeEntry, entrySignatureInput, hashEntry } from '#domain/journal/chain.ts';
import { isTrainingCounter, type QuoteId } from '#domain/ids.ts';
import { isPaise, sum, type Paise } from '#domain/money.ts';
import { chargeIdOf } from '#domain/payments/charge-id.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import type { ServerContext } from '#server/context.ts';
import type { CounterRecord } from '#server/store/fleet.ts';

/** What one payment pays: the quotes of one visit together (U2). */
export interface SignedQuote {
  readonly chargeId: string;
  readonly quoteIds: readonly QuoteId[];
  readonly amountPaise: Paise;
  readonly validUntil: Instant;
}

export interface QuoteText {
  readonly text: string;
  readonly signature: string;
}

/** As many as a visit holds. */
export const MAX_QUOTES = 8;

/** The gateway takes nothing below a rupee. */
const LEAST_PAISE = 100;

const body = z.object({
  quoteId: z.custom<QuoteId>((v) => typeof v === 'string' && /^[A-Z0-9-]{8,34}$/.test(v)),
  visitId: z.string().max(40),
  totalPaise: z.custom<Paise>((value) => isPaise(value) && value >= 0),
  validUntil: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

const refuse = (problem: string) => fail('UPI_QUOTE_REFUSED', { problem });

type QuoteBody = z.infer<typeof body>;

function readOne(
  context: Pick<ServerContext, 'crypto' | 'now'>,
  counter: CounterRecord,
  of: QuoteText & { readonly lateByMs: number },
): Result<QuoteBody> {
  const signature = fromBase64Url(of.signature);
  const message = entrySignatureInput(hashEntry(of.text, context.crypto.sha256));
  const { publicKey } = counter;
  const isSigned =
    signature?.length === 64 && context.crypto.verifyEd25519({ publicKey, message, signature });
  if (!isSigned) return fail('SIGNATURE_WRONG');
  const entry = decodeEntry(of.text);
  if (!entry.ok || entry.value.kind !== 'quote.issued') return refuse('not a quote');
  if (entry.value.counterId !== counter.counterId) return refuse('another counter');
  if (isTrainingCounter(counter.counterId)) return fail('UPI_NOT_IN_TRAINING');
  const quote = body.safeParse(entry.value.body);
  if (!quote.success) return refuse('unreadable');
  if (!quote.data.quoteId.startsWith(`${counter.counterId}-Q`)) return refuse('another counter');
  const isOver = quote.data.validUntil + of.lateByMs <= context.now();
  return isOver ? refuse('over') : ok(quote.data);
}

const numberOf = (quoteId: string): number => Number(/\d+$/.exec(quoteId)?.[0] ?? 0);

export function readSignedQuotes(
  context: Pick<ServerContext, 'crypto' | 'now'>,
  counter: CounterRecord,
  texts: readonly QuoteText[],
  /** How long after its end a quote is still taken: a link may have waited for the line (PL5). */
  lateByMs = 0,
): Result<SignedQuote> {
  const quotes: QuoteBody[] = [];
  for (const each of texts.slice(0, MAX_QUOTES)) {
    const quote = readOne(context, counter, { ...each, lateByMs });
    if (!quote.ok) return quote;
    quotes.push(quote.value);
  }
  const [first] = quotes;
  if (first === undefined || texts.length > MAX_QUOTES) return refuse('no quotes');
  const isOneVisit = quotes.every(({ visitId }) => visitId === first.visitId);
  const isInOrder = quotes.every(
    ({ quoteId }, at) => at === 0 || numberOf(quoteId) > numberOf(quotes[at - 1]?.quoteId ?? ''),
  );
  if (!isOneVisit || !isInOrder) return refuse('not one visit');
  const amountPaise = sum(quotes.map(({ totalPaise }) => totalPaise));
  if (amountPaise < LEAST_PAISE) return refuse('less than a rupee');
  const quoteIds = quotes.map(({ quoteId }) => quoteId);
  const validUntil = instant(Math.min(...quotes.map((quote) => quote.validUntil)));
  return ok({ chargeId: chargeIdOf(quoteIds), quoteIds, amountPaise, validUntil });
}
