/**
 * Who may be reached, and how: read from the private record that the quote's entry names, at the moment
 * of sending and never kept elsewhere. docs/spec/messages.md, M2 and M3.
 */
import { z } from 'zod';

import { LANGUAGES, type Language } from '#domain/language.ts';
import { dialled, type E164 } from '#domain/messages/phone.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Reader } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { privateText, standingOf } from '#server/store/messages.ts';

const recordShape = z.object({
  citizen: z.object({
    language: z.enum(LANGUAGES),
    mobile: z.string().nullable(),
    contact: z.literal('refused').optional(),
  }),
});

export interface Contact {
  readonly number: E164;
  readonly language: Language;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * CONTACT_NOT_YET: the record has not come, or is erased. NO_CONTACT: no number, or refused.
 * NUMBER_INVALID, NUMBER_OPTED_OUT.
 */
export async function contactOf(
  reader: Reader,
  of: CounterKey & { readonly ref: string },
): Promise<Result<Contact>> {
  const text = await privateText(reader, of);
  if (text === null) return fail('CONTACT_NOT_YET');
  const record = recordShape.safeParse(readJson(text));
  if (!record.success) return fail('NO_CONTACT');
  const { language, mobile, contact } = record.data.citizen;
  if (mobile === null || contact === 'refused') return fail('NO_CONTACT');
  const number = dialled(mobile);
  if (number === null) return fail('NUMBER_INVALID');
  const standing = await standingOf(reader, number);
  if (standing === null) return ok({ number, language });
  return fail(standing === 'opted_out' ? 'NUMBER_OPTED_OUT' : 'NUMBER_INVALID');
}
