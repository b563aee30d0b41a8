/** Words of evidence: what may be taken out of HQ as one file, and how it is checked. */
import type { Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const EVIDENCE_WORDS = {
  title: t('Evidence as a file', 'साक्ष्य की फ़ाइल'),
  note: t(
    'One file with every entry, key and hash. Anybody checks it without a network: npm run verify.',
    'एक फ़ाइल: हर प्रविष्टि, कुंजी और हैश। कोई भी बिना नेटवर्क जाँच ले: npm run verify।',
  ),
  about: t('About', 'किसके बारे में'),
  receipt: t('One receipt', 'एक रसीद'),
  day: t('A day of a counter', 'काउंटर का एक दिन'),
  shift: t('A shift', 'एक पाली'),
  range: t('Entries of a counter', 'काउंटर की प्रविष्टियाँ'),
  office: t('All that HQ decided at an office', 'कार्यालय पर मुख्यालय के सब निर्णय'),
  receiptNumber: t('Receipt number', 'रसीद संख्या'),
  counterId: t('Counter', 'काउंटर'),
  officeId: t('Office', 'कार्यालय'),
  date: t('Day, as 2026-11-23', 'दिन, जैसे 2026-11-23'),
  shiftId: t('Shift, as KA-BLR-01-C3-S7', 'पाली, जैसे KA-BLR-01-C3-S7'),
  fromSeq: t('From entry', 'प्रविष्टि से'),
  toSeq: t('To entry', 'प्रविष्टि तक'),
  make: t('Make the file', 'फ़ाइल बनाएँ'),
  made: t('Saved: {name}', 'सहेजी गई: {name}'),
} as const;
