/** Words that every sheet needs, whatever the document. */
import type { Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const SHEET_WORDS = {
  total: t('Total', 'योग'),
  carriedForward: t('Carried forward', 'अगले पृष्ठ पर ले जाया गया'),
  broughtForward: t('Brought forward', 'पिछले पृष्ठ से लाया गया'),
  nothing: t('Nil', 'कुछ नहीं'),
  page: t('Page {n} of {m}', 'पृष्ठ {n} / {m}'),
  asOf: t('As known at HQ on {at}', 'मुख्यालय के अनुसार {at} तक'),
  training: t('TRAINING · NOT AN ACCOUNT', 'प्रशिक्षण · यह लेखा नहीं है'),
  signature: t('Signature and date', 'हस्ताक्षर और दिनांक'),
} as const;

export const filled = (text: string, blanks: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name] ?? whole));
