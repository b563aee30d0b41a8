/** Words of transfers to the treasury, in both languages. */
import type { Language, Texts } from '#domain/language.ts';
import type { PayoutState } from '#domain/payments/payout.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

const STATES: Readonly<Record<PayoutState, Texts>> = {
  ordered: t('1 Ordered', '1 आदेश हुआ'),
  withdrawn: t('Withdrawn', 'वापस लिया'),
  approved: t('2 Approved', '2 मंज़ूर'),
  sent: t('3 The bank has it', '3 बैंक के पास'),
  paid: t('4 At the treasury', '4 कोषागार में'),
  failed: t('The bank would not', 'बैंक ने नहीं किया'),
  reversed: t('Came back', 'वापस आया'),
};

export const PAYOUT_WORDS = {
  title: t('Settled, for the treasury', 'निपटान हुआ, कोषागार के लिए'),
  to: t('To {name}, account ending {digits}', '{name} को, खाता …{digits}'),
  off: t('Transfers are not set up: challans go on', 'अंतरण चालू नहीं: चालान चलते हैं'),
  office: t('Office', 'कार्यालय'),
  ready: t('May be sent', 'भेजने योग्य'),
  held: t('Stays', 'रुका हुआ'),
  whose: t('Whose it is', 'किस मद का'),
  officesEmpty: t(
    'Everything that was settled has been sent on. The gateway pays out a day after the payments.',
    'जो निपटा, सब भेजा जा चुका। गेटवे भुगतान के एक दिन बाद भेजता है।',
  ),
  transfers: t('Transfers', 'अंतरण'),
  transfersEmpty: t('Nothing was sent on yet.', 'अभी कुछ नहीं भेजा गया।'),
  transfer: t('Transfer', 'अंतरण'),
  amount: t('Amount', 'राशि'),
  reference: t('Bank reference or answer', 'बैंक संदर्भ या उत्तर'),
} as const;

export const payoutInWords = (state: PayoutState, language: Language): string =>
  STATES[state][language];
