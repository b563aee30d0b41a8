/** What a document is asked for by: its kind, and which one of its kind. Checked whole at the edge. */
import { z } from 'zod';

import { COUNT_OCCASIONS } from '#domain/documents/denominations.ts';
import { LANGUAGES } from '#domain/language.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { daysBetween, parseIsoDate, type IsoDate } from '#domain/time.ts';
import { monthRange } from '#server/registers/visible.ts';

export const DOCUMENT_FORMATS = ['pdf', 'csv', 'json'] as const;

/** A quarter of a year: longer books are several documents. */
export const MOST_DAYS = 92;

const date = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const named = z.string().regex(/^[A-Z]{2}-[A-Z0-9-]{4,44}$/);
/** A count that was ordered from afar is called by its order. */
const counted = z.string().regex(/^(?:[A-Z]{2}-[A-Z0-9-]{4,44}|[0-9a-f]{32})$/);

const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const supplement = z.coerce.number().int().min(1).max(999);

const which = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shift-z'), shift: named }),
  z.strictObject({
    kind: z.literal('denominations'),
    occasion: z.enum(COUNT_OCCASIONS),
    number: counted,
    date: date.optional(),
  }),
  z.strictObject({ kind: z.literal('day-book'), date }),
  z.strictObject({ kind: z.literal('cash-book'), from: date, until: date }),
  z.strictObject({ kind: z.literal('receipts-register'), from: date, until: date }),
  z.strictObject({ kind: z.literal('inspection-memo'), date, count: counted }),
  z.strictObject({ kind: z.literal('challan'), deposit: named }),
  z.strictObject({ kind: z.literal('cheque-register'), month }),
  z.strictObject({ kind: z.literal('month-checklist'), month }),
  z.strictObject({ kind: z.literal('day-close'), date }),
  z.strictObject({ kind: z.literal('day-supplement'), date, number: supplement }),
]);
export type DocumentRequest = z.infer<typeof which>;

const manner = z.object({
  format: z.enum(DOCUMENT_FORMATS).default('pdf'),
  language: z.enum(LANGUAGES).default('en'),
});
export type DocumentManner = z.infer<typeof manner>;

export interface Asked {
  readonly request: DocumentRequest;
  readonly manner: DocumentManner;
}

/** The days that a document covers, where it covers days. */
export function periodOf(request: DocumentRequest): { from: IsoDate; until: IsoDate } | null {
  switch (request.kind) {
    case 'cash-book':
    case 'receipts-register':
      return { from: request.from, until: request.until };
    case 'day-book':
      return { from: request.date, until: request.date };
    case 'month-checklist':
      return monthRange(request.month);
    default:
      return null;
  }
}

export function askedFor(kind: string, query: Readonly<Record<string, unknown>>): Result<Asked> {
  const { format, language, ...rest } = query;
  const how = manner.safeParse({ format, language });
  const what = which.safeParse({ ...rest, kind });
  if (!how.success) return fail('INPUT_INVALID', { field: 'format' });
  if (!what.success) {
    const field = what.error.issues[0]?.path.join('.') ?? 'kind';
    return fail('INPUT_INVALID', { field: field === '' ? 'kind' : field });
  }
  const period = periodOf(what.data);
  if (period !== null) {
    const days = daysBetween(period.from, period.until) + 1;
    if (days < 1 || days > MOST_DAYS) return fail('DOCUMENT_RANGE', { most: MOST_DAYS });
  }
  return ok({ request: what.data, manner: how.data });
}
