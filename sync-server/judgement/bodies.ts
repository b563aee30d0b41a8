/** What re-pricing reads of an entry's body. Anything else in it is its kind's own affair. */
import { z } from 'zod';

import { isHash, type Hash } from '#domain/ids.ts';
import { MAX_PAISE, type Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

const paise = z.custom<Paise>(
  (v) => typeof v === 'number' && Number.isSafeInteger(v) && Math.abs(v) <= MAX_PAISE,
);
const instant = z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v));
const quoteId = z.string().min(1).max(40);

const charge = {
  quoteId,
  serviceCode: z.string().max(64),
  tariff: z.looseObject({
    tariffId: z.string().max(64),
    version: z.number().int(),
    hash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
  }),
  lines: z
    .array(
      z.looseObject({
        code: z.string().max(64),
        head: z.string().max(64),
        quantity: z.number().optional(),
        ratePaise: paise.optional(),
        amountPaise: paise,
      }),
    )
    .max(500),
  totalPaise: paise,
};

export const quoteBody = z.looseObject({
  ...charge,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  quotedAt: instant,
  pricedAt: instant.optional(),
  validUntil: instant,
});
export type QuoteBody = z.infer<typeof quoteBody>;

export const receiptBody = z.looseObject({
  ...charge,
  receiptNumber: z.string().min(1).max(40),
  tenderKind: z.string(),
  issuedAt: instant,
  citizen: z.looseObject({ ref: z.string().regex(/^[0-9a-f]{32}$/) }),
});
export type ReceiptBody = z.infer<typeof receiptBody>;

export const reversalBody = z.looseObject({ receiptNumber: z.string().max(40) });

/** R7: the first field in which a receipt is not its quote; null where it is. */
export function differenceFromQuote(receipt: ReceiptBody, quote: QuoteBody): string | null {
  if (receipt.serviceCode !== quote.serviceCode) return 'serviceCode';
  if (receipt.tariff.hash !== quote.tariff.hash) return 'tariff.hash';
  if (receipt.totalPaise !== quote.totalPaise) return 'totalPaise';
  const sameLines =
    receipt.lines.length === quote.lines.length &&
    receipt.lines.every((line, index) => {
      const other = quote.lines[index];
      return other?.code === line.code && other.amountPaise === line.amountPaise;
    });
  if (!sameLines) return 'lines';
  const isLate = receipt.tenderKind === 'cash' && receipt.issuedAt >= quote.validUntil;
  return isLate ? 'validUntil' : null;
}
