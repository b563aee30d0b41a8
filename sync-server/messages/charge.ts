/** A quote or receipt in the words that a citizen is told: office, service, amount. No personal data. */
import { z } from 'zod';

import { decodeEntry } from '#domain/journal/chain.ts';
import { LANGUAGES, type Language, type Texts } from '#domain/language.ts';
import type { SpokenCharge } from '#domain/messages/call-script.ts';
import { formatRupees, isPaise, type Paise } from '#domain/money.ts';
import type { Reader } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { serviceName } from '#server/store/figures.ts';
import { officeById } from '#server/store/fleet.ts';
import { entryAt } from '#server/store/receipts.ts';

const hex32 = z.string().regex(/^[0-9a-f]{32}$/);
const common = {
  quoteId: z.string().max(40),
  serviceCode: z.string().max(64),
  totalPaise: z.custom<Paise>((value) => isPaise(value) && value >= 0),
  language: z.enum(LANGUAGES),
  citizen: z.looseObject({ ref: hex32 }),
};
export const quoteBody = z.looseObject({
  ...common,
  validUntil: z.number().int(),
  phone: z.enum(['given', 'none']),
  contact: z.literal('refused').optional(),
});
export const receiptBody = z.looseObject({ ...common, receiptNumber: z.string().max(40) });
export const reversalBody = z.looseObject({
  receiptNumber: z.string().max(40),
  amountPaise: z.custom<Paise>((value) => isPaise(value) && value >= 0),
});

export interface ToldCharge extends SpokenCharge {
  readonly language: Language;
  readonly complaintNumber: string;
}

const names = (code: string): Texts => ({ en: code, hi: code });

/** Null for an office that HQ does not know. */
export async function chargeInWords(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly serviceCode: string;
    readonly totalPaise: Paise;
    readonly language: Language;
  },
): Promise<ToldCharge | null> {
  const office = await officeById(reader, of.officeId);
  if (office === null) return null;
  return {
    officeId: of.officeId,
    office: office.name,
    serviceCode: of.serviceCode,
    service: (await serviceName(reader, of.serviceCode)) ?? names(of.serviceCode),
    totalPaise: of.totalPaise,
    language: of.language,
    complaintNumber: office.complaintNumber,
  };
}

/** The quote or receipt at a place of a journal; null where nothing such is there. */
export async function chargeAt(
  reader: Reader,
  of: CounterKey & { readonly seq: number },
): Promise<ToldCharge | null> {
  const row = await entryAt(reader, of, of.seq);
  const entry = row === null ? null : decodeEntry(row.text);
  if (entry?.ok !== true) return null;
  const shape = entry.value.kind === 'receipt.issued' ? receiptBody : quoteBody;
  const body = shape.safeParse(entry.value.body);
  return body.success ? chargeInWords(reader, { officeId: of.officeId, ...body.data }) : null;
}

/** `Rs 1,00,950.50`: the sign of the rupee is no letter of a short message. */
export const inRupees = (amount: Paise): string => formatRupees(amount).replace('₹', 'Rs ');
