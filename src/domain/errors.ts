/**
 * The one registry of expected failures: a code, how an HTTP edge answers it, and a sentence in each
 * language that says what happened, whether money is safe, and what to do next. `{name}` in a
 * sentence is filled from the failure's details. Codes are stable: they are printed in manuals.
 * The rows lie by subject in `errors/`.
 */
import type { Language } from './language.ts';

import { CASH_ERRORS } from './errors/cash.ts';
import { COUNTER_ERRORS } from './errors/counter.ts';
import { DAY_ERRORS } from './errors/days.ts';
import { DEPOSIT_ERRORS } from './errors/deposits.ts';
import { DOCUMENT_ERRORS } from './errors/documents.ts';
import { FINGER_ERRORS } from './errors/fingers.ts';
import { GENERAL_ERRORS } from './errors/general.ts';
import { HQ_ERRORS } from './errors/hq.ts';
import { JOURNAL_ERRORS } from './errors/journal.ts';
import { MESSAGE_ERRORS } from './errors/messages.ts';
import { PAPER_ERRORS } from './errors/paper.ts';
import { PAPERS_ERRORS } from './errors/papers.ts';
import { PAYMENT_ERRORS } from './errors/payments.ts';
import { SCANNER_ERRORS } from './errors/scanner.ts';
import { SHIFT_ERRORS } from './errors/shift.ts';
import { TARIFF_ERRORS } from './errors/tariffs.ts';
import { WIRE_ERRORS } from './errors/wire.ts';

export const ERRORS = {
  ...JOURNAL_ERRORS,
  ...TARIFF_ERRORS,
  ...COUNTER_ERRORS,
  ...CASH_ERRORS,
  ...SHIFT_ERRORS,
  ...PAPERS_ERRORS,
  ...DAY_ERRORS,
  ...DEPOSIT_ERRORS,
  ...DOCUMENT_ERRORS,
  ...PAPER_ERRORS,
  ...PAYMENT_ERRORS,
  ...MESSAGE_ERRORS,
  ...SCANNER_ERRORS,
  ...FINGER_ERRORS,
  ...WIRE_ERRORS,
  ...HQ_ERRORS,
  ...GENERAL_ERRORS,
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A date as people here write it; everything else as it is. */
const inWords = (value: string | number): string =>
  String(value).replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3-$2-$1');

/** The sentence for a person, filled in. Unknown placeholders stay visible on purpose. */
export function errorSentence(
  failure: {
    readonly code: ErrorCode;
    readonly details?: Readonly<Record<string, string | number>>;
  },
  language: Language,
): string {
  const details = failure.details ?? {};
  return ERRORS[failure.code].texts[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    inWords(details[name] ?? whole),
  );
}

/** Codes kept as text (in a print job's record, say) that are still in the registry. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERRORS, text);
