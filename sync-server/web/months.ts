/** Months as pages name them and step through them: `2026-11`. */
import type { Language, Texts } from '#domain/language.ts';
import { addDays, isoDate, type IsoDate } from '#domain/time.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

const MONTHS: readonly Texts[] = [
  t('January', 'जनवरी'),
  t('February', 'फ़रवरी'),
  t('March', 'मार्च'),
  t('April', 'अप्रैल'),
  t('May', 'मई'),
  t('June', 'जून'),
  t('July', 'जुलाई'),
  t('August', 'अगस्त'),
  t('September', 'सितंबर'),
  t('October', 'अक्टूबर'),
  t('November', 'नवंबर'),
  t('December', 'दिसंबर'),
];

/** `November 2026` of `2026-11`. */
export const monthInWords = (month: string, language: Language): string =>
  `${MONTHS[Number(month.slice(5)) - 1]?.[language] ?? ''} ${month.slice(0, 4)}`;

const MONTHS_A_YEAR = 12;

/** `2026-12` and one more is `2027-01`. */
export function monthAfter(month: string, steps: number): string {
  const [year = 0, inYear = 1] = month.split('-').map(Number);
  const months = year * MONTHS_A_YEAR + (inYear - 1) + steps;
  const rest = (months % MONTHS_A_YEAR) + 1;
  return `${Math.floor(months / MONTHS_A_YEAR)}-${String(rest).padStart(2, '0')}`;
}

/** `2026-11-30` of `2026-11`. */
export const lastDayOf = (month: string): IsoDate =>
  addDays(isoDate(`${monthAfter(month, 1)}-01`), -1);
