/** What official documents are called where they are asked for, at the office and at HQ. */
import type { CountOccasion } from '#domain/documents/denominations.ts';
import type { DocumentKind } from '#domain/documents/form.ts';
import type { Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const PAPER_NAMES: Readonly<Record<Exclude<DocumentKind, 'denominations'>, Texts>> = {
  'shift-z': t('Z', 'Z'),
  'inspection-memo': t('Memo of the count', 'गिनती का ज्ञापन'),
  'day-close': t('Close of the day', 'दिन का समापन'),
  'day-supplement': t('Supplement', 'पूरक'),
  'day-book': t('Day book', 'दैनिक बही'),
  challan: t('Challan', 'चालान'),
  'cash-book': t('Cash book', 'रोकड़ बही'),
  'receipts-register': t('Register of receipts', 'रसीद रजिस्टर'),
  'month-checklist': t('Month’s checklist', 'माह की जाँच सूची'),
  'cheque-register': t('Register of cheques', 'चेक रजिस्टर'),
};

/** Denomination sheets are called by what was counted. */
export const SHEET_NAMES: Readonly<Record<CountOccasion, Texts>> = {
  opening: t('At opening', 'आरंभ में'),
  closing: t('At close', 'समापन पर'),
  drop: t('Notes and coins', 'नोट-सिक्के'),
  surprise: t('Notes and coins', 'नोट-सिक्के'),
  deposit: t('Notes and coins', 'नोट-सिक्के'),
};

export const PAPER_WORDS = {
  pdf: t('PDF', 'PDF'),
  csv: t('CSV', 'CSV'),
  json: t('JSON', 'JSON'),
  papersOf: t('{paper} of {subject}', '{paper}, {subject}'),
  sheets: t('Notes and coins', 'नोट-सिक्के'),
} as const satisfies Record<string, Texts>;
