/** Words of the registers: cheques and drafts, books of leaves, books and papers of a month. */
import type { DishonourReason, InstrumentKind } from '#domain/journal/instrument-kinds.ts';
import type { Texts } from '#domain/language.ts';
import type { ChequeRow } from '#server/api/office-registers-contract.ts';

import { t } from './words.ts';

export const INSTRUMENTS: Readonly<Record<InstrumentKind, Texts>> = {
  cheque: t('Cheque', 'चेक'),
  demand_draft: t('Demand draft', 'डिमांड ड्राफ़्ट'),
};

export const CHEQUE_STATES: Readonly<Record<ChequeRow['state'], Texts>> = {
  received: t('Waits for the bank', 'बैंक की प्रतीक्षा में'),
  realised: t('Realised', 'वसूल हुआ'),
  dishonoured: t('Dishonoured', 'अनादृत'),
};

export const DISHONOUR_WORDS: Readonly<Record<DishonourReason, Texts>> = {
  funds: t('Not enough money', 'खाते में राशि कम'),
  signature: t('Signature differs', 'हस्ताक्षर अलग'),
  stopped: t('Payment stopped', 'भुगतान रोका गया'),
  stale: t('Too old', 'अवधि बीत गई'),
  other: t('Other', 'अन्य'),
};

export const CHEQUE_WORDS = {
  title: t('Cheques and drafts', 'चेक और ड्राफ़्ट'),
  empty: t(
    'No cheque was received. Where this office takes them, each stands here from the counter to the bank.',
    'कोई चेक नहीं आया। जहाँ कार्यालय लेता है, हर चेक काउंटर से बैंक तक यहाँ दिखता है।',
  ),
  cheque: t('Cheque, draft', 'चेक, ड्राफ़्ट'),
  amount: t('Amount', 'राशि'),
  bank: t('Bank, drawn on', 'बैंक, तारीख'),
  received: t('Received', 'प्राप्त'),
  valid: t('Valid until', 'कब तक मान्य'),
  ended: t('Outcome', 'परिणाम'),
  receipts: t('receipts', 'रसीदें'),
  receiptWaits: t('the counter makes the receipt', 'रसीद काउंटर बनाएगा'),
  realise: t('The bank paid', 'बैंक ने दिया'),
  dishonour: t('It came back', 'लौट आया'),
  needsOther: t('another person says so', 'दूसरे व्यक्ति बताएँगे'),
  realiseTitle: t('{kind} {number} was paid', '{kind} {number} का भुगतान हुआ'),
  bankReference: t('The bank’s reference', 'बैंक का संदर्भ'),
  realisedOn: t('Date of realisation', 'वसूली की तारीख'),
  realiseGo: t('Sign: it was paid', 'हस्ताक्षर: भुगतान हुआ'),
  dishonourTitle: t('{kind} {number} came back', '{kind} {number} लौट आया'),
  why: t('Why the bank did not pay', 'बैंक ने क्यों नहीं दिया'),
  returnedOn: t('Day it came back', 'लौटने का दिन'),
  dishonourNote: t(
    'Its charges lapse, the citizen is told, and HQ opens a case.',
    'इसके शुल्क निरस्त होंगे, नागरिक को सूचना जाएगी, मुख्यालय मामला खोलेगा।',
  ),
  dishonourGo: t('Sign: it came back', 'हस्ताक्षर: लौट आया'),
} as const satisfies Record<string, Texts>;

export const LEAF_WORDS = {
  title: t('Books of leaves', 'पन्नों की पुस्तिकाएँ'),
  empty: t(
    'HQ has issued no book to this office. One is for days on which no counter works at all.',
    'मुख्यालय ने इस कार्यालय को कोई पुस्तिका नहीं दी। वह उन दिनों के लिए है जब कोई काउंटर न चले।',
  ),
  book: t('Book', 'पुस्तिका'),
  leaves: t('Leaves', 'पन्ने'),
  fromTo: t('{from} to {to}', '{from} से {to}'),
  issued: t('Issued', 'दी गई'),
  custodian: t('Who has it', 'किसके पास'),
  kept: t('kept by the office', 'कार्यालय में'),
  closed: t('closed', 'बंद'),
  used: t('Keyed, spoilt', 'दर्ज, ख़राब'),
  next: t('Next leaf', 'अगला पन्ना'),
  missing: t('Missing', 'बिना हिसाब'),
  none: t('none', 'कोई नहीं'),
  hand: t('Hand over', 'सौंपें'),
  count: t('Count', 'गिनें'),
  handTitle: t('Book {book} changes hands', 'पुस्तिका {book} सौंपी जा रही है'),
  to: t('Who takes it', 'कौन लेगा'),
  toOffice: t('The office keeps it', 'कार्यालय में रहेगी'),
  nextLeaf: t('Next leaf that nobody has used', 'अगला पन्ना, जो किसी ने उपयोग नहीं किया'),
  nextHint: t('{from} to {to}; {to} where all are used', '{from} से {to}; सब उपयोग हुए हों तो {to}'),
  handGo: t('Sign: handed over', 'हस्ताक्षर: सौंपी'),
  countTitle: t('Count of book {book}', 'पुस्तिका {book} की गिनती'),
  countGo: t('Sign the count', 'गिनती पर हस्ताक्षर'),
} as const satisfies Record<string, Texts>;

export const PAPER_WORDS = {
  month: t('Month', 'माह'),
  monthPapers: t('Papers of the month', 'माह के काग़ज़ात'),
  days: t('Days', 'दिन'),
  daysEmpty: t('No day of this month was worked.', 'इस माह किसी दिन काम नहीं हुआ।'),
  day: t('Day', 'दिन'),
  state: t('State', 'स्थिति'),
  net: t('Charged less cancelled', 'शुल्क, रद्द घटाकर'),
  over: t('Over', 'अधिक'),
  short: t('Short', 'कम'),
  papers: t('Papers', 'काग़ज़ात'),
  heads: t('By head of account', 'लेखा शीर्ष के अनुसार'),
  headsEmpty: t('Nothing was charged this month.', 'इस माह कोई शुल्क नहीं लिया गया।'),
  head: t('Head of account', 'लेखा शीर्ष'),
  charged: t('Charged', 'शुल्क'),
  reversed: t('Cancelled', 'रद्द'),
  deposited: t('At the bank', 'बैंक में'),
  remitted: t('At the treasury', 'कोषागार में'),
  accounts: t('Accounts', 'खाते'),
  accountsNote: t(
    'Each column comes to nothing: every paisa is in one account.',
    'हर स्तंभ का योग शून्य है: हर पैसा एक ही खाते में है।',
  ),
  account: t('Account', 'खाता'),
  opening: t('Opening', 'आरंभिक'),
  moved: t('Moved', 'बदलाव'),
  closing: t('Closing', 'अंतिम'),
} as const satisfies Record<string, Texts>;
