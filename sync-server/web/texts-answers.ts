/** Words of the page about calls, links and messages. */
import type { Language, Texts } from '#domain/language.ts';
import type { LinkStateRow } from '#server/api/answers-contract.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const ANSWER_WORDS = {
  byOffice: t('Calls of 30 days, by office', '30 दिन के फ़ोन, कार्यालय के अनुसार'),
  byOfficeNote: t(
    'HQ calls after a random time. The office does not learn who said what; fewer than five answers are not shown.',
    'मुख्यालय किसी भी समय फ़ोन करता है। किसने क्या कहा, कार्यालय नहीं जानता; पाँच से कम उत्तर नहीं दिखते।',
  ),
  off: t(
    'Messages and calls are not set up on this server. Everything else goes on.',
    'इस सर्वर पर संदेश और फ़ोन चालू नहीं हैं। बाकी सब चल रहा है।',
  ),
  byOfficeEmpty: t(
    'Nobody has been called yet. A call is planned with each quote.',
    'अभी किसी को फ़ोन नहीं हुआ। हर विवरण के साथ एक फ़ोन तय होता है।',
  ),
  quotes: t('Quotes', 'विवरण'),
  answered: t('Answered', 'उत्तर'),
  exact: t('Exactly this', 'ठीक इतना'),
  more: t('Paid more', 'अधिक लिया'),
  moreShare: t('Share', 'हिस्सा'),
  noReceipt: t('No receipt', 'रसीद नहीं'),
  noAnswer: t('Not reached', 'बात नहीं हुई'),
  noPhone: t('No phone', 'फ़ोन नहीं'),
  refused: t('Refused', 'मना किया'),
  few: t('few', 'कम'),
  links: t('Payment links', 'भुगतान लिंक'),
  linksEmpty: t('No link has been sent yet.', 'अभी कोई लिंक नहीं भेजा गया।'),
  order: t('Link', 'लिंक'),
  state: t('State', 'स्थिति'),
  until: t('Until', 'कब तक'),
  sent: t('Sent', 'भेजा'),
  failures: t('What did not get through', 'जो नहीं पहुँचा'),
  failuresEmpty: t('Everything got through.', 'सब पहुँच गया।'),
  what: t('What', 'क्या'),
  reason: t('Reason', 'कारण'),
  attempt: t('Attempt', 'प्रयास'),
  at: t('When', 'कब'),
} as const satisfies Record<string, Texts>;

const LINK_STATES: Readonly<Record<LinkStateRow['state'], Texts>> = {
  open: t('Open', 'खुला'),
  paid: t('Paid', 'चुकाया'),
  settled: t('Paid in cash', 'नकद चुकाया'),
  refunding: t('Goes back', 'लौट रहा है'),
  unknown: t('Not known', 'पता नहीं'),
  expired: t('Over', 'समाप्त'),
};

const WHAT: Readonly<Record<string, Texts>> = {
  receipt: t('Receipt', 'रसीद'),
  reversed: t('Reversal', 'वापसी'),
  link: t('Payment link', 'भुगतान लिंक'),
  link_reminder: t('Reminder', 'याद'),
  case_opened: t('Case opened', 'मामला खुला'),
  case_closed: t('Case closed', 'मामला बंद'),
  call: t('Call', 'फ़ोन'),
};

/** Our own codes and the carrier's; others stand as they came. */
const REASONS: Readonly<Record<string, Texts>> = {
  NUMBER_INVALID: t('not a mobile number', 'मोबाइल नंबर नहीं'),
  NUMBER_OPTED_OUT: t('wants no messages', 'संदेश नहीं चाहते'),
  '30003': t('phone not reachable', 'फ़ोन पहुँच से बाहर'),
  '30004': t('blocked by the carrier', 'सेवा ने रोका'),
  '30005': t('unknown number', 'अनजान नंबर'),
  '30006': t('a landline', 'लैंडलाइन'),
  '30007': t('filtered by the carrier', 'सेवा ने छाँटा'),
};

export const linkStateInWords = (state: LinkStateRow['state'], language: Language): string =>
  LINK_STATES[state][language];
export const whatInWords = (what: string, language: Language): string =>
  WHAT[what]?.[language] ?? what;
export const reasonInWords = (reason: string, language: Language): string =>
  REASONS[reason]?.[language] ?? reason;
