/** Values that cross between the screens and the terminal service, checked at that edge. */
import { z } from 'zod';

import {
  DENOMINATIONS_PAISE,
  isCashCount,
  type CashCount,
  type DenominationPaise,
} from '#domain/cash.ts';
import {
  isReceiptNumber,
  isStaffId,
  type PrintJobId,
  type QuoteId,
  type ReceiptNumber,
  type ShiftId,
  type StaffId,
  type VisitId,
} from '#domain/ids.ts';
import { LANGUAGES } from '#domain/language.ts';
import { isBookId, MAX_LEAF } from '#domain/leaf.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { parseIsoDate, type Instant, type IsoDate } from '#domain/time.ts';

import { FINGERS } from './finger.ts';

const text = (maxLength: number) => z.string().trim().min(1).max(maxLength);

export const language = z.enum(LANGUAGES);
/** A calendar date in India, `YYYY-MM-DD`. */
export const date = z.custom<IsoDate>(
  (v) => typeof v === 'string' && parseIsoDate(v) !== null,
  'date',
);
export const staffId = z.custom<StaffId>((v) => typeof v === 'string' && isStaffId(v), 'staffId');
const namedId = <Id extends string>(letter: string) =>
  z.custom<Id>(
    (v) => typeof v === 'string' && new RegExp(`^[A-Z0-9-]{6,24}-${letter}\\d{1,9}$`).test(v),
  );
export const quoteId = namedId<QuoteId>('Q');
export const visitId = namedId<VisitId>('V');
export const shiftId = namedId<ShiftId>('S');
/** Change owed, a count that was ordered: numbered in their counter. */
export const slipId = namedId<string>('O');
export const countId = z.string().regex(/^[A-Za-z0-9-]{6,40}$/);
export const receiptNumber = z.custom<ReceiptNumber>(
  (v) => typeof v === 'string' && isReceiptNumber(v),
  'receiptNumber',
);
/** As it is printed on a bag or a seal. */
export const sealNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9/-]{2,19}$/);
/** Bank and branch, as they are printed. */
export const bankName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,&'()/-]{2,59}$/u);
export const bookId = z.string().refine(isBookId);
export const leafNumber = z.number().int().min(1).max(MAX_LEAF);
export const instant = z.custom<Instant>(
  (v) => typeof v === 'number' && Number.isSafeInteger(v) && v > 0,
  'instant',
);
export const reasonText = z.string().trim().min(3).max(200);
export const denominationPaise = z.custom<DenominationPaise>(
  (v) => DENOMINATIONS_PAISE.some((known) => known === v),
  'denominationPaise',
);
export const printJobId = namedId<PrintJobId>('P');
/** One of those that `exchangePlaces` answered. */
export const placeId = z.string().min(1).max(400);
export const pin = z.string().regex(/^\d{4,8}$/);
/** What a matched finger gave for one act (`CaptureOutcome`). */
export const fingerProof = z.string().regex(/^[0-9a-f]{32}$/);
/** The office's number for a citizen, as a person reads it out. */
export const citizenReference = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9/-]{2,39}$/);
export const finger = z.enum(FINGERS);
/** Cash that a person hands over, counts or declares. Never a charge. */
export const cashPaise = z.custom<Paise>((v) => isPaise(v) && v >= 0, 'cashPaise');
export const cashCount = z.custom<CashCount>(isCashCount, 'cashCount');
export const factValues = z.record(
  z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
  z.union([z.string().max(200), z.number(), z.boolean()]),
);
export const serviceCode = z.string().regex(/^[A-Z0-9-]{2,32}$/);

/** Who is served. Kept apart from the journal; `phone` null is a recorded "no phone". */
export const citizen = z.strictObject({
  language,
  payer: text(80),
  /** Null where payer and beneficiary are the same person. */
  beneficiary: text(80).nullable(),
  applicationRef: text(40),
  /** Ten digits of an Indian mobile number, or null for "no phone". */
  mobile: z
    .string()
    .regex(/^[6-9]\d{9}$/)
    .nullable(),
  /** Present where the citizen wants no message and no call, though there is a number. */
  contact: z.literal('refused').optional(),
});
export type Citizen = z.infer<typeof citizen>;
