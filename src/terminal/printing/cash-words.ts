/** Words on the papers of a drawer: Z, drops, change owed, counts, certificates. */
import type { CertificateReason, CountSource } from '#domain/journal/cash-kinds.ts';
import type { InstrumentKind } from '#domain/journal/instrument-kinds.ts';
import type { Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const CASH_WORDS = {
  shift: t('Shift', 'पाली'),
  businessDate: t('Account date', 'लेखा दिनांक'),
  opened: t('Opened', 'आरंभ'),
  closed: t('Closed', 'समाप्ति'),
  entries: t('Entries', 'प्रविष्टियाँ'),
  zTitle: t('Z report', 'Z रिपोर्ट'),
  zNumber: t('Z number', 'Z क्रमांक'),
  charges: t('Charges', 'शुल्क'),
  receipts: t('Receipts', 'रसीदें'),
  nilReceipts: t('of which no fee', 'इनमें निःशुल्क'),
  charged: t('Charged', 'लिया गया शुल्क'),
  notCash: t('of which not cash', 'इनमें नकद के बिना'),
  reversals: t('Cancelled charges', 'रद्द शुल्क'),
  reversed: t('Cancelled', 'रद्द राशि'),
  reprints: t('Duplicates printed', 'छपी प्रतिलिपियाँ'),
  instruments: t('Cheques and drafts taken', 'लिए गए चेक और ड्राफ़्ट'),
  instrumentsWorth: t('for, in all', 'कुल राशि'),
  noSales: t('Drawer opened without a charge', 'बिना शुल्क गल्ला खुला'),
  cash: t('Cash', 'नकद'),
  drops: t('Handed in during the shift', 'पाली में जमा कराया'),
  expected: t('By the record', 'अभिलेख के अनुसार'),
  counted: t('Counted', 'गिना गया'),
  counts: t('Counts taken', 'कितनी बार गिना'),
  variance: t('Difference', 'अंतर'),
  reason: t('Reason', 'कारण'),
  handedTo: t('Handed to', 'किसे सौंपा'),
  closedBy: t('Counted in absence by', 'अनुपस्थिति में गिनने वाले'),
  clerkSigns: t('Clerk', 'लिपिक'),
  managerSigns: t('Manager', 'प्रबंधक'),
  witnessSigns: t('Witness', 'साक्षी'),
  citizenSigns: t('Received by', 'प्राप्तकर्ता'),
  dropTitle: t('Cash handed in', 'जमा कराया नकद'),
  drop: t('Number', 'क्रमांक'),
  bag: t('Bag', 'थैला'),
  takenBy: t('Taken by', 'लेने वाले'),
  total: t('Together', 'कुल'),
  changeTitle: t('Change owed to you', 'आपकी बाक़ी वापसी'),
  slip: t('Slip', 'पर्ची'),
  owed: t('To be paid', 'देय राशि'),
  words: t('In words', 'शब्दों में'),
  changeNote: t(
    'Bring this slip to any counter of this office. It is paid once, and kept there.',
    'यह पर्ची इस कार्यालय के किसी भी काउंटर पर लाएँ। भुगतान एक ही बार होगा, पर्ची वहीं रहेगी।',
  ),
  instrumentTitle: t('Provisional acknowledgement', 'अस्थायी पावती'),
  instrumentNumber: t('Acknowledgement', 'पावती'),
  instrument: t('Received', 'प्राप्त'),
  instrumentOf: t('Number', 'क्रमांक'),
  bank: t('Bank', 'बैंक'),
  drawnOn: t('Dated', 'दिनांक'),
  madeOutFor: t('Made out for', 'राशि'),
  instrumentNote: t(
    'This is not a receipt. The receipt is made when the bank has paid; ask for it here.',
    'यह रसीद नहीं है। बैंक से भुगतान मिलने पर रसीद बनेगी; यहीं माँगें।',
  ),
  memoTitle: t('Surprise count', 'आकस्मिक गणना'),
  orderedBy: t('Ordered by', 'आदेश'),
  memoNote: t(
    'Counted before the witness. The record is compared at HQ and is not shown here.',
    'साक्षी के सामने गिना गया। अभिलेख से मिलान मुख्यालय में होगा, यहाँ नहीं दिखता।',
  ),
  certificateTitle: t('Payment certificate', 'भुगतान प्रमाणपत्र'),
  certificate: t('Certificate', 'प्रमाणपत्र'),
  ofReceipt: t('In place of receipt', 'जिस रसीद के स्थान पर'),
  paidOn: t('Paid on', 'भुगतान दिनांक'),
  approvedBy: t('Approved by', 'स्वीकृति'),
  certificateNote: t(
    'This is not a receipt and no copy of one. Issued once.',
    'यह रसीद या उसकी प्रति नहीं है। एक ही बार जारी।',
  ),
} as const;

export const COUNT_SOURCE_WORDS: Readonly<Record<CountSource, Texts>> = {
  manager: t('Manager', 'प्रबंधक'),
  hq: t('HQ', 'मुख्यालय'),
  seal: t('Seal found broken', 'सील टूटी मिली'),
};

export const INSTRUMENT_WORDS: Readonly<Record<InstrumentKind, Texts>> = {
  cheque: t('Cheque', 'चेक'),
  demand_draft: t('Demand draft', 'डिमांड ड्राफ़्ट'),
};

export const CERTIFICATE_WORDS: Readonly<Record<CertificateReason, Texts>> = {
  lost: t('Lost', 'खो गई'),
  destroyed: t('Destroyed', 'नष्ट हुई'),
  unreadable: t('Unreadable', 'अपठनीय'),
};
