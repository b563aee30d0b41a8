/** Words on papers that come from codes: why a charge was taken back, the rows of an X report. */
import type { ReversalReason } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const REVERSAL_WORDS: Readonly<Record<ReversalReason, Texts>> = {
  wrong_service: t('Wrong service', 'ग़लत सेवा'),
  wrong_facts: t('Wrong particulars', 'ग़लत विवरण'),
  charged_twice: t('Charged twice', 'दो बार शुल्क लिया गया'),
  citizen_withdrew: t('Citizen withdrew', 'नागरिक ने वापस लिया'),
};

export const X_WORDS = {
  title: t('X report', 'X रिपोर्ट'),
  shift: t('Shift', 'पाली'),
  businessDate: t('Account date', 'लेखा दिनांक'),
  quotes: t('Quotes', 'शुल्क विवरण'),
  lapsed: t('Quotes ended without money', 'बिना राशि समाप्त विवरण'),
  receipts: t('Receipts', 'रसीदें'),
  nilReceipts: t('of which no fee', 'इनमें निःशुल्क'),
  reversals: t('Cancelled charges', 'रद्द शुल्क'),
  reprints: t('Duplicates printed', 'छपी प्रतिलिपियाँ'),
  noSales: t('Drawer opened without a charge', 'बिना शुल्क गल्ला खुला'),
  instruments: t('Cheques and drafts taken', 'लिए गए चेक और ड्राफ़्ट'),
  instrumentsWorth: t('for, in all', 'कुल राशि'),
  note: t(
    'Cash is counted blind and is not shown here.',
    'नकद बिना अपेक्षित राशि देखे गिना जाता है, यहाँ नहीं दिखता।',
  ),
} as const;

export const UPI_WORDS = {
  title: t('PAYMENT BEING CONFIRMED', 'भुगतान की पुष्टि हो रही है'),
  linkTitle: t('PAYMENT LINK COMES BY SMS', 'भुगतान लिंक SMS से आएगा'),
  linkNote: t(
    'This is not a receipt. When the network is back headquarters sends you the address of its own page, with this amount and no other. When it is paid your receipt is made; ask for it at any counter of this office with this number. Pay nobody else.',
    'यह रसीद नहीं है। नेटवर्क लौटने पर मुख्यालय आपको अपने पेज का पता भेजेगा, इसी राशि के लिए। भुगतान होने पर आपकी रसीद बनेगी; इस संख्या के साथ इस कार्यालय के किसी भी काउंटर पर पूछें। और किसी को कुछ न दें।',
  ),
  number: t('Slip', 'पर्ची संख्या'),
  total: t('You were asked for exactly', 'आपसे केवल इतना माँगा गया'),
  note: t(
    'This is not a receipt. If your bank has paid, your receipt is made without your paying again; if not, your money goes back to your account. Do not pay twice. Ask at any counter of this office with this number.',
    'यह रसीद नहीं है। यदि बैंक ने भुगतान कर दिया है तो दोबारा दिए बिना आपकी रसीद बनेगी; नहीं तो राशि आपके खाते में लौटेगी। दो बार भुगतान न करें। इस संख्या के साथ इस कार्यालय के किसी भी काउंटर पर पूछें।',
  ),
} as const;
