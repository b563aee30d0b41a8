/**
 * What is sent by SMS. In India every text is registered beforehand: the words stand here as they
 * are registered, with numbered places. docs/spec/messages.md, M6.
 */
import type { Language, Texts } from '#domain/language.ts';
import { assert } from '#domain/result.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const SMS_TEMPLATES = {
  receipt: t(
    'Official fee {1} for {2} at {3}. Receipt {4}. Asked for more? Call {5}. - Raseed',
    '{3} में {2} का सरकारी शुल्क {1}। रसीद {4}। अधिक माँगा गया? {5} पर फ़ोन करें। - रसीद',
  ),
  reversed: t(
    'Receipt {1} of {2} was taken back: {3} is yours again. Not so? Call {4}. - Raseed',
    '{2} की रसीद {1} वापस ली गई: {3} आपके हैं। ऐसा नहीं? {4} पर फ़ोन करें। - रसीद',
  ),
  link: t(
    'Pay the official fee {1} for {2} at {3}, no more, until {4}: {5} - Raseed',
    '{3} में {2} का सरकारी शुल्क {1} है, अधिक नहीं। {4} तक चुकाएँ: {5} - रसीद',
  ),
  link_reminder: t(
    'Still open: the official fee {1} for {2}, until {3}: {4} Paid already? Ignore this. - Raseed',
    'अभी बाकी है: {2} का सरकारी शुल्क {1}, {3} तक: {4} चुका दिया हो तो ध्यान न दें। - रसीद',
  ),
  upi_back: t(
    'Your UPI payment of {1} at {2} settles nothing and goes back to your account. Slip {3}. Questions: {4}. - Raseed',
    '{2} में आपका UPI भुगतान {1} किसी शुल्क का नहीं, आपके खाते में लौट रहा है। पर्ची {3}। प्रश्न: {4}। - रसीद',
  ),
  refund: t(
    'Receipt {1} of {2}: {3} goes back to you by sanction {4}. You need pay nothing for it. Questions: {5}. - Raseed',
    '{2} की रसीद {1}: {3} स्वीकृति {4} से आपको लौटेंगे। इसके लिए कुछ न दें। प्रश्न: {5}। - रसीद',
  ),
  upi_not_paid: t(
    'Nothing was paid for {1} at {2}: nothing is owed, no receipt was made. Money gone all the same? Call {3}. - Raseed',
    '{2} में {1} पर कुछ नहीं चुकाया गया: कुछ बकाया नहीं, रसीद नहीं बनी। फिर भी पैसे कटे? {3} पर फ़ोन करें। - रसीद',
  ),
  case_opened: t(
    'Your answer about {1} is with HQ, not with the office. You hear from us by {2}. - Raseed',
    '{1} के बारे में आपका उत्तर मुख्यालय के पास है, कार्यालय के पास नहीं। {2} तक सूचना मिलेगी। - रसीद',
  ),
  case_closed: t(
    'HQ has looked into your answer about {1}. Outcome: {2}. Questions: {3}. - Raseed',
    'मुख्यालय ने {1} के बारे में आपके उत्तर की जाँच की। परिणाम: {2}। प्रश्न: {3}। - रसीद',
  ),
  code: t(
    'Your code at {2} is {1}, for ten minutes. Tell it to nobody but the clerk before you. - Raseed',
    '{2} में आपका कोड {1} है, दस मिनट के लिए। सामने बैठे क्लर्क के सिवा किसी को न बताएँ। - रसीद',
  ),
} as const satisfies Record<string, Texts>;

export type SmsTemplate = keyof typeof SMS_TEMPLATES;
export const SMS_TEMPLATE_NAMES = Object.keys(SMS_TEMPLATES) as readonly SmsTemplate[];

/** Every place is filled and every value has a place, or the registered text would be another. */
export function fillSms(
  template: SmsTemplate,
  language: Language,
  values: readonly string[],
): string {
  const text = SMS_TEMPLATES[template][language];
  const places = new Set(text.match(/\{\d\}/g));
  assert(places.size === values.length, `${template} has ${places.size} places`);
  return text.replaceAll(/\{(\d)\}/g, (_place, number: string) => values[Number(number) - 1] ?? '');
}
