/** Words of the signals: what is counted by clerk, and that a count is no verdict. */
import type { Texts } from '#domain/language.ts';
import type { FallbackReason } from '#domain/journal/finger-kinds.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const SIGNAL_WORDS = {
  title: t('Citizens let past the finger, by clerk', 'बिना उँगली के पहचान, क्लर्क के अनुसार'),
  note: t(
    'This month, {month}. A high share is a reason to ask, not a verdict: hands that work wear their prints.',
    'इस माह, {month}। अधिक संख्या पूछने का कारण है, दोष नहीं: मेहनत से उँगलियाँ घिस जाती हैं।',
  ),
  empty: t('Nobody was asked for a finger this month.', 'इस माह किसी से उँगली नहीं माँगी गई।'),
  clerk: t('Clerk', 'क्लर्क'),
  byFinger: t('By finger', 'उँगली से'),
  byCode: t('By code', 'कोड से'),
  byManager: t('By manager', 'प्रबंधक से'),
  share: t('Let past', 'बिना उँगली'),
  others: t('Other clerks', 'अन्य क्लर्क'),
  topReason: t('Mostly because', 'मुख्य कारण'),
  signal: t('Signal', 'संकेत'),
  askWhy: t('ask why', 'कारण पूछें'),
} as const;

export const REASON_WORDS: Readonly<Record<FallbackReason, Texts>> = {
  worn: t('worn finger', 'घिसी उँगली'),
  injured: t('injured', 'चोट'),
  no_finger: t('no such finger', 'उँगली नहीं है'),
  not_enrolled: t('not enrolled', 'दर्ज नहीं'),
  declined: t('did not want to', 'देना नहीं चाहा'),
  not_matched: t('did not match', 'छाप नहीं मिली'),
  scanner_trouble: t('scanner trouble', 'स्कैनर में गड़बड़'),
};
