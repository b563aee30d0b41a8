/** Words of the page behind a payment link. */
import type { Texts } from '#domain/language.ts';
import type { PublicLink } from '#server/api/public-contract.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export type LinkState = PublicLink['state'] | 'loading' | 'no_link' | 'unreachable';

/** What is so, and what it means for the citizen's money. */
export const LINK_STATES: Readonly<
  Record<LinkState, { readonly word: Texts; readonly meaning: Texts }>
> = {
  loading: {
    word: t('One moment…', 'एक क्षण…'),
    meaning: t('HQ is being asked.', 'मुख्यालय से पूछा जा रहा है।'),
  },
  open: {
    word: t('To be paid', 'भुगतान बाकी है'),
    meaning: t(
      'This is the official fee. Nobody may ask for more.',
      'यही सरकारी शुल्क है। इससे अधिक कोई नहीं माँग सकता।',
    ),
  },
  paid: {
    word: t('Paid', 'भुगतान हो गया'),
    meaning: t('HQ has the money. Nothing more is due.', 'पैसा मुख्यालय को मिल गया। और कुछ नहीं देना है।'),
  },
  settled: {
    word: t('Paid in cash', 'नकद चुकाया गया'),
    meaning: t(
      'It was paid at the counter. What was also paid here goes back by itself.',
      'यह काउंटर पर चुकाया गया। यहाँ भी दिया हो तो अपने आप लौटेगा।',
    ),
  },
  refunding: {
    word: t('Goes back to you', 'पैसा लौट रहा है'),
    meaning: t(
      'Your payment came after the charge had ended. It goes back to your account by itself.',
      'आपका भुगतान शुल्क समाप्त होने के बाद आया। यह अपने आप आपके खाते में लौटेगा।',
    ),
  },
  unknown: {
    word: t('Not known yet', 'अभी पता नहीं'),
    meaning: t(
      'The time is over and the bank has not answered. If money left your account it is not lost. Do not pay again.',
      'समय समाप्त हुआ और बैंक का उत्तर नहीं आया। खाते से पैसा गया हो तो खोया नहीं है। दोबारा न चुकाएँ।',
    ),
  },
  expired: {
    word: t('This link is over', 'यह लिंक समाप्त है'),
    meaning: t(
      'Nothing was paid by it. Ask at the office for another.',
      'इससे कुछ नहीं चुकाया गया। कार्यालय से नया लिंक लें।',
    ),
  },
  no_link: {
    word: t('No such link', 'ऐसा कोई लिंक नहीं'),
    meaning: t(
      'Open it exactly as it stands in the message. Pay nothing elsewhere.',
      'संदेश में जैसा है ठीक वैसा खोलें। कहीं और कुछ न चुकाएँ।',
    ),
  },
  unreachable: {
    word: t('HQ cannot be reached', 'मुख्यालय से संपर्क नहीं'),
    meaning: t(
      'It is asked again by itself when there is a network.',
      'नेटवर्क मिलते ही अपने आप फिर पूछा जाएगा।',
    ),
  },
};

export const LINK_WORDS = {
  youPay: t('You pay exactly', 'आपको ठीक इतना देना है'),
  youPaid: t('You paid exactly', 'आपने ठीक इतना चुकाया'),
  pay: t('Pay {amount} now', '{amount} अभी चुकाएँ'),
  payNote: t(
    'The bank’s page opens. Check that it shows the same amount.',
    'बैंक का पेज खुलेगा। देखें कि वहाँ यही राशि है।',
  ),
  until: t('To be paid by {time}.', '{time} तक चुकाएँ।'),
  authority: t('By order of', 'किसके आदेश से'),
  receipt: t('Receipt', 'रसीद'),
  receiptFollows: t(
    'The receipt follows by message, and at any counter of the office.',
    'रसीद संदेश से आएगी, और कार्यालय के किसी भी काउंटर पर मिलेगी।',
  ),
} as const satisfies Record<string, Texts>;
