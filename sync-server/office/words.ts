/** How the page says something: by a table of words, in the language that is chosen. */
import { errorSentence } from '#domain/errors.ts';
import type { Language, Texts } from '#domain/language.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import { paperDate } from '#domain/receipt/blocks.ts';
import type { Failure } from '#domain/result.ts';
import { weekday, type IsoDate } from '#domain/time.ts';
import { fill, useWords } from '#server/web/texts.ts';

export const t = (en: string, hi: string): Texts => ({ en, hi });

export type Values = Readonly<Record<string, string | number>>;

/** Says a word of a table, its blanks filled. */
export function useSay<W extends Readonly<Record<string, Texts>>>(
  words: W,
): (word: keyof W & string, values?: Values) => string {
  const { language } = useWords();
  return (word, values = {}) => fill((words[word] as Texts)[language], values);
}

export const sentenceOf = (failure: Failure, language: Language): string =>
  errorSentence(failure, language);

const WEEKDAYS: readonly Texts[] = [
  t('Sunday', 'रविवार'),
  t('Monday', 'सोमवार'),
  t('Tuesday', 'मंगलवार'),
  t('Wednesday', 'बुधवार'),
  t('Thursday', 'गुरुवार'),
  t('Friday', 'शुक्रवार'),
  t('Saturday', 'शनिवार'),
];

/** `Tuesday, 24-11-2026` */
export const dayInWords = (date: IsoDate, language: Language): string =>
  `${WEEKDAYS[weekday(date)]?.[language] ?? ''}, ${paperDate(date)}`;

/** `Fees 0041-00-101-02`, `Over and short`: an account as people call it. */
export function accountInWords(account: string, language: Language): string {
  const known = chartAccount(account) ?? chartAccount(`${account}:`);
  const of = account.includes(':') ? account.slice(account.indexOf(':') + 1) : '';
  if (known === null) return account;
  return known.of === 'head' ? of : [known.texts[language], of].filter(Boolean).join(' ');
}
