/** Words of the cases and refunds: what each kind of case means, and what people do about it. */
import type { Language, Texts } from '#domain/language.ts';
import { formatRupees, isPaise } from '#domain/money.ts';
import type { RefundState, Resolution } from '#server/api/contract.ts';
import { DAY_ACT_WORDS } from './texts-days.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

/** By `CaseKind`; a kind that is newer than this page shows its code. */
const KINDS: Readonly<Record<string, Texts>> = {
  fork: t('Counter copied or restored', 'काउंटर की नक़ल या पुरानी प्रति'),
  chain_broken: t('Broken chain in a signed batch', 'हस्ताक्षरित बैच में टूटी कड़ी'),
  private_digest_wrong: t('Private data does not match', 'निजी डेटा मेल नहीं खाता'),
  entry_unreadable: t('Entry cannot be read', 'प्रविष्टि पढ़ी नहीं जाती'),
  entry_of_another_counter: t('Entry of another counter', 'दूसरे काउंटर की प्रविष्टि'),
  entry_signature_wrong: t('Entry wrongly signed', 'प्रविष्टि पर ग़लत हस्ताक्षर'),
  shift_date_stated: t('Account date stated against the clock', 'लेखा दिनांक घड़ी से अलग बताया गया'),
  slip_paid_twice: t('Slip for change paid twice', 'वापसी की पर्ची का दो बार भुगतान'),
  slip_without_leave: t('Slip for change paid without leave', 'वापसी की पर्ची का भुगतान बिना अनुमति'),
  unknown_kind: t('Entry of an unknown kind', 'अनजान प्रकार की प्रविष्टि'),
  total_fell: t('Running total fell', 'चालू योग घटा'),
  total_wrong: t('Running total is wrong', 'चालू योग ग़लत'),
  receipt_number_twice: t('Receipt number used twice', 'रसीद संख्या दो बार'),
  reversal_without_receipt: t('Reversal without its receipt', 'बिना रसीद की वापसी'),
  server_went_back: t('HQ lost entries', 'मुख्यालय से प्रविष्टियाँ खोईं'),
  receipt_unknown: t('Receipt that HQ does not hold', 'रसीद जो मुख्यालय में नहीं'),
  overcharged: t('Citizen was overcharged', 'नागरिक से अधिक लिया गया'),
  undercharged: t('Less was charged than due', 'देय से कम लिया गया'),
  charge_differs: t('Charge differs from its tariff', 'शुल्क अपनी दर से अलग'),
  quote_wrong: t('Wrong amount was shown', 'ग़लत राशि दिखाई गई'),
  price_unknown: t('No published fee fits', 'कोई प्रकाशित शुल्क नहीं मिलता'),
  tariff_unknown: t('Tariff that HQ never published', 'अप्रकाशित शुल्क दर'),
  receipt_without_quote: t('Receipt without a quote', 'बिना विवरण की रसीद'),
  first_entry_wrong: t('Enrolment stands in a wrong place', 'पंजीकरण ग़लत जगह पर'),
  counter_succeeded: t('Counter enrolled anew', 'काउंटर फिर से पंजीकृत'),
  past_changed: t('Counter remembers another past', 'काउंटर को दूसरा अतीत याद है'),
  citizen_paid_more: t('Citizen says: paid more', 'नागरिक कहते हैं: अधिक लिया गया'),
  citizen_no_receipt: t('Citizen says: no receipt', 'नागरिक कहते हैं: रसीद नहीं मिली'),
  quarantine_full: t('Too many other branches', 'बहुत अधिक अलग शाखाएँ'),
  bypass_rate: t('Many let past the finger', 'बिना उँगली के बहुत पहचान'),
  figures_wrong: t('Figures of an entry do not agree', 'प्रविष्टि के आँकड़े मेल नहीं खाते'),
  drawer_differs: t('Drawer unlike its record', 'गल्ला अपने अभिलेख से अलग'),
  date_ahead: t('Device’s date is ahead', 'उपकरण की तारीख आगे है'),
  counter_stopped: t('Counter stopped itself', 'काउंटर ने ख़ुद को रोका'),
  batch_forged: t('Batch that it did not sign', 'बैच जिस पर इसका हस्ताक्षर नहीं'),
  day_not_closed: t('Day closed by itself', 'दिन अपने आप बंद हुआ'),
  day_disputed: t('HQ disputes a day’s document', 'मुख्यालय दिन के दस्तावेज़ से असहमत'),
  safe_differs: t('Safe unlike the books', 'तिजोरी बही से अलग'),
  deposit_differs: t('Bank took another sum', 'बैंक ने अलग राशि ली'),
  deposit_returned: t('Bag came back from its way', 'थैली रास्ते से लौटी'),
  cheque_dishonoured: t('Cheque dishonoured', 'चेक अस्वीकृत'),
  leaf_missing: t('Leaf is unaccounted for', 'पन्ने का हिसाब नहीं'),
  leaf_twice: t('Leaf keyed twice', 'पन्ना दो बार दर्ज'),
  leaf_unknown: t('Leaf of no known book', 'अनजान पुस्तिका का पन्ना'),
  leaf_excess: t('Leaf took more than the fee', 'पन्ने पर शुल्क से अधिक लिया'),
  upi_needs_person: t('UPI money needs a person', 'UPI राशि पर ध्यान दें'),
};

/** What is found in a case, in the order in which it is read. */
const FIELDS: Readonly<Record<string, Texts>> = {
  receiptNumber: t('receipt', 'रसीद'),
  chargedPaise: t('charged', 'लिया गया'),
  expectedPaise: t('fee', 'शुल्क'),
  excessPaise: t('too much', 'अधिक'),
  shortfallPaise: t('too little', 'कम'),
  tariff: t('tariff', 'दर'),
  field: t('differs in', 'अंतर'),
  charged: t('has', 'है'),
  expected: t('should have', 'होना चाहिए'),
  seq: t('entry', 'प्रविष्टि'),
  firstSeq: t('from', 'से'),
  lastSeq: t('to', 'तक'),
  code: t('code', 'कोड'),
  successor: t('now', 'अब'),
  heldSeq: t('HQ holds up to', 'मुख्यालय के पास यहाँ तक'),
  namedSeq: t('it knew up to', 'उसे यहाँ तक पता था'),
  date: t('day', 'दिन'),
  today: t('at HQ', 'मुख्यालय में'),
  shiftId: t('shift', 'पाली'),
  leftPaise: t('left by the books', 'बही में शेष'),
  feedCursor: t('HQ’s news end at', 'मुख्यालय की ख़बरें यहाँ तक'),
  toldCursor: t('the counter was told up to', 'काउंटर को यहाँ तक बताया गया'),
  acknowledgedSeq: t('acknowledged up to', 'यहाँ तक की पावती दी'),
  dueDate: t('to be ended by', 'इस तारीख तक'),
  answerId: t('answer', 'उत्तर'),
  staff: t('clerk', 'क्लर्क'),
  month: t('month', 'माह'),
  bypasses: t('let past', 'बिना उँगली'),
  bypassPercent: t('percent', 'प्रतिशत'),
  othersPercent: t('other clerks, percent', 'अन्य क्लर्क, प्रतिशत'),
};

const RESOLUTION_WORDS: Readonly<Record<Resolution, Texts>> = {
  explained: t('Explained: nothing was wrong', 'स्पष्ट हुआ: कुछ ग़लत नहीं था'),
  corrected: t('Put right', 'ठीक किया गया'),
  fraud: t('Fraud: handed to vigilance', 'धोखाधड़ी: सतर्कता को सौंपा'),
  mistaken: t('Opened by mistake', 'ग़लती से खुला'),
};

const STATES: Readonly<Record<RefundState, Texts>> = {
  proposed: t('1 Proposed', '1 प्रस्तावित'),
  endorsed: t('2 Endorsed', '2 समर्थित'),
  approved: t('3 Approved', '3 मंज़ूर'),
  paid: t('4 Paid', '4 चुकाया'),
  withdrawn: t('Withdrawn', 'वापस लिया'),
};

const BASES = {
  knowable: t('Counter was wrong', 'काउंटर ग़लत था'),
  law: t('Fee corrected later', 'शुल्क बाद में सुधरा'),
  sanction: t('Asked for, whole', 'पूरी वापसी माँगी'),
} as const;

export const ACT_WORDS = {
  retry: t('Try again', 'फिर आज़माएँ'),
  suspense: t('In suspense: money on copies of counters', 'उचंत: काउंटरों की नक़ल पर दर्ज पैसा'),
  open: t('Open', 'खुले'),
  closed: t('Closed', 'बंद'),
  closedEmpty: t('No case was closed yet.', 'अभी कोई मामला बंद नहीं हुआ।'),
  assignee: t('Given to', 'किसे दिया'),
  nobody: t('nobody', 'किसी को नहीं'),
  next: t('Next', 'अगला'),
  look: t('Look into it', 'देखें'),
  act: t('What is done', 'क्या करना है'),
  assign: t('Give the case to somebody', 'मामला किसी को दें'),
  decide: t('Decide about the money in suspense', 'उचंत के पैसे का निर्णय'),
  close: t('Close the case', 'मामला बंद करें'),
  endorse: t('Endorse', 'समर्थन करें'),
  approve: t('Approve', 'मंज़ूर करें'),
  pay: t('Record the payment', 'भुगतान दर्ज करें'),
  order: t('Send on', 'आगे भेजें'),
  withdraw: t('Withdraw the order', 'आदेश वापस लें'),
  orderNote: t(
    'All that was settled and not sent on. Another person approves before money moves.',
    'जो निपटा और नहीं भेजा गया, सब। पैसा चलने से पहले दूसरा व्यक्ति मंज़ूरी देगा।',
  ),
  request: t('Refund a receipt', 'रसीद की वापसी'),
  requestNote: t(
    'The whole receipt, after its shift has ended. You agree by signing; another person approves.',
    'पाली समाप्त होने के बाद, पूरी रसीद। हस्ताक्षर से आप सहमत हैं; मंज़ूरी दूसरा व्यक्ति देगा।',
  ),
  receiptNumber: t('Receipt number', 'रसीद संख्या'),
  byGateway: t('Goes back by UPI, by itself', 'UPI से अपने आप लौटेगा'),
  reveal: t('See whom it was about', 'देखें किसके बारे में था'),
  revealNote: t(
    'Who looks, when and why is signed and kept. The office must not learn who complained.',
    'किसने, कब और क्यों देखा, हस्ताक्षर सहित रहेगा। कार्यालय न जाने कि शिकायत किसने की।',
  ),
  revealed: t('It was about', 'यह इसके बारे में था'),
  quote: t('Charge shown, no receipt', 'शुल्क बताया, रसीद नहीं'),
  said: t('What was said', 'क्या कहा'),
  recording: t('Recording', 'रिकॉर्डिंग'),
  to: t('Staff number of who looks into it', 'जो देखेगा उसकी कर्मचारी संख्या'),
  resolution: t('Outcome', 'परिणाम'),
  reason: t('Reason: signed, and kept', 'कारण: हस्ताक्षर सहित रहेगा'),
  decision: t('The money', 'पैसा'),
  accounted: t('was taken, and is accounted for', 'लिया गया था, हिसाब में है'),
  notTaken: t('was never taken', 'लिया ही नहीं गया'),
  how: t('Paid by', 'कैसे चुकाया'),
  cash: t('Cash, by the treasury’s voucher', 'नकद, कोषागार के वाउचर से'),
  bank: t('Bank transfer', 'बैंक अंतरण'),
  upi: t('UPI', 'यूपीआई'),
  reference: t('Voucher or bank number', 'वाउचर या बैंक संख्या'),
  staffId: t('Your staff number', 'आपकी कर्मचारी संख्या'),
  pin: t('Your PIN', 'आपका पिन'),
  sign: t('Sign', 'हस्ताक्षर करें'),
  cancel: t('Leave it as it is', 'ऐसे ही छोड़ें'),
  secondPerson: t(
    'Another person than who endorsed it approves.',
    'समर्थन करने वाले से अलग व्यक्ति मंज़ूर करे।',
  ),
  decideNote: t(
    'An approver decides who is not the one it was given to.',
    'मंज़ूरी वही दे जिसे मामला नहीं दिया गया।',
  ),
  ask: t('Ask', 'कहें'),
  askTitle: t('Ask of {counter}', '{counter} से कहें'),
  message: t('Show a message', 'संदेश दिखाएँ'),
  count: t('Count the drawer now', 'गल्ला अभी गिने'),
  rotate: t('Make a new key', 'नई कुंजी बनाए'),
  retire: t('End its journal', 'बही समाप्त करे'),
  countNote: t(
    'The counter asks for a blind count before a witness at its next idle moment.',
    'काउंटर अगले ख़ाली क्षण में साक्षी के सामने, अपेक्षित राशि देखे बिना, गिनती माँगेगा।',
  ),
  rotateNote: t(
    'The counter makes a new key with its next contact; charging goes on.',
    'अगले संपर्क पर काउंटर नई कुंजी बनाता है; शुल्क लेना चलता रहता है।',
  ),
  retireNote: t(
    'It ends for ever when its shift is closed. Only an approver may ask this.',
    'पाली बंद होने पर हमेशा के लिए समाप्त। केवल मंज़ूरी देने वाला कह सकता है।',
  ),
  accept: t('Take HQ’s past as it is now', 'मुख्यालय का अतीत मान ले'),
  acceptNote: t(
    'After its complaint was looked into: it remembers what HQ tells from now on. An approver signs.',
    'शिकायत की जाँच के बाद: अब से बताया हुआ याद रखेगा। मंज़ूरी देने वाला हस्ताक्षर करे।',
  ),
  newCounter: t('New counter', 'नया काउंटर'),
  counterName: t('Its name, such as KA-BLR-01-C4', 'नाम, जैसे KA-BLR-01-C4'),
  code: t('Make a one-time code', 'एक बार का कोड बनाएँ'),
  codeNote: t(
    'It makes one counter within seven days. A code given before stops working. An approver signs.',
    'सात दिन में एक काउंटर बनता है। पहले का कोड नहीं चलेगा। मंज़ूरी देने वाला हस्ताक्षर करे।',
  ),
  codeIs: t(
    'The code. It is shown once; type it at the counter.',
    'कोड। एक ही बार दिखेगा; काउंटर पर लिखें।',
  ),
  shut: t('Done', 'हो गया'),
  found: t('What was found', 'क्या मिला'),
  overdue: t('overdue', 'देर हो गई'),
  whom: t('Shown at', 'कहाँ दिखे'),
  thisCounter: t('this counter', 'इस काउंटर पर'),
  wholeOffice: t('every counter of the office', 'कार्यालय के हर काउंटर पर'),
  inEnglish: t('In English', 'अंग्रेज़ी में'),
  inHindi: t('In Hindi', 'हिन्दी में'),
  hours: t('For how long', 'कितनी देर'),
  hours1: t('1 hour', '1 घंटा'),
  hours8: t('8 hours', '8 घंटे'),
  hours24: t('1 day', '1 दिन'),
  hours72: t('3 days', '3 दिन'),
  recall: t('Recall this tariff', 'यह दर वापस लें'),
  recalled: t('recalled', 'वापस ली गई'),
  recallNote: t(
    'Every counter stops charging by it, and what was charged is priced again. An approver signs.',
    'हर काउंटर इससे शुल्क लेना रोकेगा और लिया गया शुल्क दोबारा जाँचा जाएगा। मंज़ूरी देने वाला हस्ताक्षर करे।',
  ),
  lost: t('Lost disk', 'खोई डिस्क'),
  lostTitle: t('{counter}, followed by {successor}', '{counter}, अब {successor}'),
  lostHeld: t('HQ holds its journal up to entry', 'मुख्यालय के पास बही इस प्रविष्टि तक'),
  lostProven: t('Charged after that, proven by receipts', 'उसके बाद लिया गया, रसीदों से सिद्ध'),
  lostKnown: t('Receipts that were brought', 'लाई गई रसीदें'),
  lostMissing: t('Not brought yet; the cash must cover it', 'जो नहीं लाई गईं; नकद में होना चाहिए'),
  lostQr: t('A receipt’s QR, scanned', 'रसीद का QR, स्कैन करें'),
  keep: t('Keep this receipt', 'यह रसीद रखें'),
  kept: t('Kept.', 'रख ली गई।'),
  held: t('HQ has this receipt already.', 'यह रसीद मुख्यालय के पास पहले से है।'),
  inSuspense: t('Money of this branch', 'इस शाखा का पैसा'),
  owed: t('Owed back', 'लौटाना है'),
  why: t('Why', 'क्यों'),
  state: t('Step', 'चरण'),
  people: t('Signed by', 'किसके हस्ताक्षर'),
  refundsEmpty: t(
    'No refund is owed. Every charge is priced again; what was too much becomes one by itself.',
    'कोई वापसी देय नहीं। हर शुल्क दोबारा जाँचा जाता है; अधिक लिया गया पैसा अपने आप यहाँ आता है।',
  ),
  ...DAY_ACT_WORDS,
} as const;

export const kindInWords = (kind: string, language: Language): string =>
  KINDS[kind]?.[language] ?? kind;
export const stateInWords = (state: RefundState, language: Language): string =>
  STATES[state][language];
export const basisInWords = (basis: keyof typeof BASES, language: Language): string =>
  BASES[basis][language];
export const resolutionInWords = (resolution: string, language: Language): string =>
  RESOLUTION_WORDS[resolution as Resolution]?.[language] ?? resolution;

type Details = Readonly<Record<string, string | number>>;

/** Fields of a charge by their words; others as they are called. */
const CHARGE_FIELDS: Readonly<Record<string, Texts>> = {
  totalPaise: t('the total', 'कुल राशि'),
  serviceCode: t('the service', 'सेवा'),
  body: t('its form', 'रूप'),
};

/** An amount by its own name, or by that of the field that differs. */
function valueInWords(name: string, details: Details): string {
  const value = details[name] ?? '';
  const isBoth = name === 'charged' || name === 'expected';
  const isAmount = (isBoth ? `${details['field']}` : name).endsWith('Paise');
  return isAmount && isPaise(value) ? formatRupees(value) : `${value}`;
}

/** What was found, known fields first and in words, money as rupees. */
export function detailsInWords(details: Details, language: Language): string {
  const known = Object.keys(FIELDS).filter((name) => Object.hasOwn(details, name));
  // Long bytes are evidence for a bundle, not for a line of a table.
  const others = Object.keys(details).filter(
    (name) => !Object.hasOwn(FIELDS, name) && name !== 'basis' && name !== 'qr',
  );
  return [...known, ...others]
    .map((name) => {
      const label = FIELDS[name]?.[language] ?? name;
      const field = name === 'field' ? CHARGE_FIELDS[`${details[name]}`] : undefined;
      return `${label} ${field?.[language] ?? valueInWords(name, details)}`;
    })
    .join(' · ');
}
