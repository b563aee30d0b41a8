/** Words that several documents share, and how a text in both languages is written down. */
import type { Texts } from '#domain/language.ts';

export const t = (en: string, hi: string): Texts => ({ en, hi });

/** A sum of money over a column: the sign stays with its word. */
export const rupeesTitle = (en: string, hi: string): Texts =>
  t(`${en} (₹)`.replaceAll(' ', '\u00A0'), `${hi} (₹)`.replaceAll(' ', '\u00A0'));

export const WORDS = {
  number: t('No.', 'क्र.'),
  date: t('Date', 'दिनांक'),
  businessDate: t('Account date', 'लेखा दिनांक'),
  time: t('Time', 'समय'),
  counter: t('Counter', 'काउंटर'),
  shift: t('Shift', 'पाली'),
  clerk: t('Clerk', 'लिपिक'),
  manager: t('Manager', 'प्रबंधक'),
  witness: t('Witness', 'साक्षी'),
  receiptNumber: t('Receipt number', 'रसीद संख्या'),
  receipts: t('Receipts', 'रसीदें'),
  service: t('Service', 'सेवा'),
  head: t('Head of account', 'लेखा शीर्ष'),
  reason: t('Reason', 'कारण'),
  remarks: t('Remarks', 'टिप्पणी'),
  particulars: t('Particulars', 'विवरण'),
  amount: rupeesTitle('Amount', 'राशि'),
  inWords: t('In words', 'शब्दों में'),
  total: t('Total', 'योग'),
  cash: t('Cash', 'नकद'),
  upi: t('UPI', 'UPI'),
  instrument: t('Cheque / DD', 'चेक / डीडी'),
  noFee: t('No fee', 'निःशुल्क'),
  month: t('Month', 'माह'),
  from: t('From', 'आरंभ दिनांक'),
  until: t('To', 'अंतिम दिनांक'),
  approvedBy: t('Approved by', 'स्वीकृति'),
} as const;

/** How a receipt was paid, as a book says it. */
export const TENDER_WORDS: Readonly<Record<string, Texts>> = {
  cash: WORDS.cash,
  upi: WORDS.upi,
  instrument: WORDS.instrument,
  nil: WORDS.noFee,
};

export const REVERSAL_WORDS: Readonly<Record<string, Texts>> = {
  wrong_service: t('Wrong service', 'ग़लत सेवा'),
  wrong_facts: t('Wrong facts', 'ग़लत तथ्य'),
  charged_twice: t('Charged twice', 'दो बार शुल्क'),
  citizen_withdrew: t('Citizen withdrew', 'नागरिक ने वापस लिया'),
};

/** The words of a code, or the code where a later version wrote one that is not known here. */
export const wordsOf = (words: Readonly<Record<string, Texts>>, code: string): Texts =>
  words[code] ?? t(code, code);
