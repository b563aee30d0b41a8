/**
 * The one registry of expected failures: a code, how an HTTP edge answers it, and a sentence in each
 * language that says what happened, whether money is safe, and what to do next. `{name}` in a
 * sentence is filled from the failure's details. Codes are stable: they are printed in manuals.
 */
import type { Language, Texts } from './language.ts';

interface ErrorEntry {
  readonly http: number;
  readonly texts: Texts;
}

const entry = (http: number, en: string, hi: string): ErrorEntry => ({ http, texts: { en, hi } });

export const ERRORS = {
  INPUT_INVALID: entry(
    400,
    'The value for {field} cannot be used. Correct it and go on.',
    '{field} का मान सही नहीं है। ठीक करके आगे बढ़ें।',
  ),
  AMOUNT_REFUSED: entry(
    400,
    'A charge is computed from the published tariff and takes no amount. Nothing was charged.',
    'शुल्क प्रकाशित दर से ही निकलता है, राशि भेजी नहीं जा सकती। कुछ नहीं लिया गया।',
  ),
  ENTRY_UNREADABLE: entry(
    422,
    'A journal entry cannot be read. It is kept aside and HQ is told.',
    'जर्नल की एक प्रविष्टि पढ़ी नहीं जा सकी। वह अलग रखी गई है, मुख्यालय को सूचना जाएगी।',
  ),
  CHAIN_HASH_WRONG: entry(
    422,
    'Journal entry {seq} was altered. The counter stops charging; call HQ.',
    'जर्नल की प्रविष्टि {seq} बदली हुई है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_GAP: entry(
    409,
    'Entries are missing: expected {expected}, found {found}. They will be sent again.',
    'प्रविष्टियाँ छूटी हैं: {expected} चाहिए थी, {found} मिली। वे फिर भेजी जाएँगी।',
  ),
  CHAIN_BROKEN: entry(
    422,
    'Journal entry {seq} does not follow the one before it. The counter stops charging; call HQ.',
    'जर्नल की प्रविष्टि {seq} पिछली से नहीं जुड़ती। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_TOTAL_FELL: entry(
    422,
    'The running total fell at journal entry {seq}. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} पर चालू योग घट गया। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

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
    String(details[name] ?? whole),
  );
}
