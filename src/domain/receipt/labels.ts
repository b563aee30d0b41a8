/** The fixed words of receipts and slips, in each language. `{…}` is filled by {@link labelText}. */
import type { Language, Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

const LABELS = {
  receipt: t('RECEIPT', 'रसीद'),
  nilReceipt: t('RECEIPT · NO FEE', 'रसीद · निःशुल्क'),
  quoteSlip: t('FEE QUOTE', 'शुल्क विवरण'),
  reversalSlip: t('REVERSED CHARGE', 'रद्द शुल्क'),
  testPage: t('PRINTER TEST', 'प्रिंटर जाँच'),
  duplicate: t('DUPLICATE {n}', 'प्रतिलिपि {n}'),
  reversed: t('REVERSED', 'रद्द'),
  training: t('TRAINING · NOT A RECEIPT', 'प्रशिक्षण · यह रसीद नहीं है'),
  trainingMark: t('T', 'प्र'),
  notAReceipt: t(
    'This is not a receipt. Pay only at the counter and take a receipt.',
    'यह रसीद नहीं है। केवल काउंटर पर पैसे दें और रसीद लें।',
  ),
  number: t('No.', 'संख्या'),
  date: t('Date', 'दिनांक'),
  businessDate: t('Account date', 'लेखा दिनांक'),
  counter: t('Counter', 'काउंटर'),
  clerk: t('Clerk', 'लिपिक'),
  receivedFrom: t('Received from', 'प्राप्त (किससे)'),
  onAccountOf: t('On account of', 'किसके लिए'),
  applicant: t('Applicant', 'आवेदक'),
  application: t('Application', 'आवेदन'),
  head: t('head\u00A0{head}', 'लेखा\u00A0शीर्ष\u00A0{head}'),
  officialTotal: t('Official total', 'कुल सरकारी शुल्क'),
  youPayExactly: t('You pay exactly', 'केवल इतना ही दें'),
  paidTogetherTotal: t('All receipts together', 'सभी रसीदों का योग'),
  cashGiven: t('Cash given', 'नकद दिया'),
  change: t('Change', 'वापस मिले'),
  credit: t('From the reversed receipt', 'रद्द रसीद से'),
  paidByUpi: t('Paid by UPI', 'UPI से भुगतान'),
  paidByInstrument: t('Paid by cheque or draft', 'चेक या ड्राफ़्ट से भुगतान'),
  nothingToPay: t('Nothing to pay', 'कोई शुल्क नहीं'),
  tariff: t('Tariff', 'शुल्क दर'),
  tariffVersion: t('{citation}, version\u00A0{version}', '{citation}, संस्करण\u00A0{version}'),
  runningTotal: t('Running total', 'चालू योग'),
  runningReversed: t('Reversed total', 'रद्द का योग'),
  scan: t(
    'Scan with any phone. It must say “signature valid”.',
    'किसी भी फ़ोन से स्कैन करें। “हस्ताक्षर मान्य” दिखना चाहिए।',
  ),
  officialFee: t('Official fee. Complaints: {phone}', 'सरकारी शुल्क। शिकायत: {phone}'),
  validUntil: t('Valid until', 'मान्य समय'),
  quoteNumber: t('Quote', 'विवरण सं.'),
  reversalNumber: t('Reversal', 'रद्द संख्या'),
  ofReceipt: t('Of receipt', 'मूल रसीद'),
  reason: t('Reason', 'कारण'),
  approvedBy: t('Approved by', 'स्वीकृति'),
  amountReversed: t('Amount reversed', 'रद्द की गई राशि'),
  returnedCash: t('Returned to you in cash.', 'आपको नकद वापस किया गया।'),
  returnedRefund: t(
    'A refund is due to you. It is sanctioned by the office and paid against this number.',
    'आपको धन वापसी देय है। कार्यालय की स्वीकृति के बाद इसी संख्या पर भुगतान होगा।',
  ),
  replacedBy: t('Replaced by', 'नई रसीद'),
  citizenSignature: t('Received back (signature)', 'वापस प्राप्त किया (हस्ताक्षर)'),
  sample: t(
    'Every word and every line of the square must be clear.',
    'हर शब्द और चौखाने की हर रेखा साफ़ दिखनी चाहिए।',
  ),
} as const satisfies Record<string, Texts>;

export type Label = keyof typeof LABELS;

/** A label in a language, with its `{…}` filled. */
export function labelText(
  label: Label,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return LABELS[label][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}
