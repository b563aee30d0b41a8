/** Words of the gateway's page, in both languages. */
import type { Language, Texts } from '#domain/language.ts';
import type { GatewayBreak } from '#server/api/gateway-contract.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

const BREAKS: Readonly<Record<GatewayBreak['kind'], Texts>> = {
  not_ours: t('At the gateway, unknown to us', 'गेटवे पर है, हमें ज्ञात नहीं'),
  not_at_gateway: t('In our record, not at the gateway yet', 'हमारे अभिलेख में, गेटवे पर अभी नहीं'),
  amount_differs: t('Amounts differ', 'राशियाँ अलग हैं'),
  no_receipt: t('Paid, no receipt from a counter yet', 'भुगतान हुआ, काउंटर की रसीद अभी नहीं'),
  no_payment: t('Receipt by UPI without a payment', 'UPI रसीद, पर भुगतान नहीं'),
  refund_not_ours: t('The gateway gave back more than we know of', 'गेटवे ने ज्ञात से अधिक लौटाया'),
  refund_not_at_gateway: t(
    'Refunded by our record, not in its books',
    'हमारे यहाँ लौटा, उसकी बही में नहीं',
  ),
  settlement_differs: t('A settlement’s sum is not its payments’', 'निपटान का योग भुगतानों से अलग'),
};

export const GATEWAY_WORDS = {
  breaks: t('Where the three books differ', 'जहाँ तीनों बहियाँ अलग हैं'),
  breaksEmpty: t(
    'Journal, our record and the gateway agree; what is not due yet is no break.',
    'काउंटर, हमारा अभिलेख और गेटवे सहमत हैं; जो अभी देय नहीं, वह अंतर नहीं।',
  ),
  settlements: t('Settlements', 'निपटान'),
  settlementsEmpty: t(
    'The gateway has paid nothing out yet. It does so a day after the payments.',
    'गेटवे ने अभी कुछ नहीं भेजा। भुगतान के एक दिन बाद भेजता है।',
  ),
  stuck: t('What did not go out', 'जो बाहर नहीं जा सका'),
  stuckEmpty: t('Everything has gone out.', 'सब कुछ जा चुका है।'),
  what: t('What', 'क्या'),
  charge: t('Charge, receipt, settlement', 'शुल्क, रसीद, निपटान'),
  readAt: t('Read to the end at {time}; every hour again', '{time} तक पूरी पढ़ी गई; हर घंटे फिर'),
  neverRead: t('Not read to the end yet', 'अभी पूरी नहीं पढ़ी गई'),
  back: t('Sent back', 'लौटाया'),
  arrived: t('At the bank', 'बैंक में'),
  under_way: t('Under way', 'रास्ते में'),
  failed: t('Came back', 'वापस आया'),
  order: t('Order', 'ऑर्डर'),
  ours: t('Ours', 'हमारी'),
  theirs: t('Gateway’s', 'गेटवे की'),
  settlement: t('Settlement', 'निपटान संख्या'),
  utr: t('Bank reference', 'बैंक संदर्भ'),
  payments: t('Payments', 'भुगतान'),
  gross: t('Gross', 'सकल'),
  fee: t('Fee', 'शुल्क कटौती'),
  tax: t('Tax', 'कर'),
  settled: t('Paid out', 'भेजा गया'),
  state: t('State', 'स्थिति'),
  attempts: t('Attempts', 'प्रयास'),
  error: t('Last answer', 'अंतिम उत्तर'),
  dead: t('Given up', 'छोड़ दिया'),
  due: t('Being tried', 'आज़माया जा रहा'),
} as const;

export const breakInWords = (kind: GatewayBreak['kind'], language: Language): string =>
  BREAKS[kind][language];
