/** Words of HQ's pages about days of offices, who was over and short, cash on its way, offices' desks. */
import type { Age } from '#domain/deposits/limits.ts';
import type { Texts } from '#domain/language.ts';
import type { ClosedHow, DayCheck, DayState } from '#server/api/office-contract.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

/** Acts and the fields that are typed for them. */
export const DAY_ACT_WORDS = {
  check: t('Check the close', 'समापन जाँचें'),
  checkNote: t(
    'One person closed it, or it closed by itself. An approver signs what was found.',
    'एक व्यक्ति ने बंद किया, या अपने-आप बंद हुआ। मंज़ूरी देने वाला निष्कर्ष पर हस्ताक्षर करे।',
  ),
  finding: t('Finding', 'निष्कर्ष'),
  words: t('In your words: signed, and kept', 'अपने शब्दों में: हस्ताक्षर सहित रहेगा'),
  closeDay: t('Close it as the checker', 'जाँचने वाले के रूप में बंद करें'),
  closeDayNote: t(
    'Its manager has prepared it and no other there may close it. An approver signs.',
    'प्रबंधक ने तैयार किया; वहाँ दूसरा बंद नहीं कर सकता। मंज़ूरी देने वाला हस्ताक्षर करे।',
  ),
  issueBook: t('Issue a book of leaves', 'पन्नों की पुस्तिका दें'),
  issueBookNote: t(
    'Numbered leaves for days on which no counter works. The office’s counters learn of it.',
    'उन दिनों के लिए क्रमांकित पन्ने जब कोई काउंटर न चले। कार्यालय के काउंटरों को सूचना जाएगी।',
  ),
  bookId: t('Book, such as B3', 'पुस्तिका, जैसे B3'),
  firstLeaf: t('First leaf', 'पहला पन्ना'),
  lastLeaf: t('Last leaf', 'अंतिम पन्ना'),
  closeBook: t('Close the book', 'पुस्तिका बंद करें'),
  setDesk: t('Change what the office is held to', 'कार्यालय के नियम बदलें'),
} as const satisfies Record<string, Texts>;

export const DAY_STATE_WORDS: Readonly<Record<DayState, Texts>> = {
  open: t('Open', 'खुला'),
  prepared: t('Prepared', 'तैयार'),
  closed: t('Closed', 'बंद'),
};
export const HOW_WORDS: Readonly<Record<ClosedHow, Texts>> = {
  two: t('by two', 'दो ने'),
  one: t('by one person', 'एक ने'),
  cut_off: t('by itself', 'अपने-आप'),
};
export const CHECK_WORDS: Readonly<Record<DayCheck, Texts>> = {
  done: t('agreed', 'सहमत'),
  waiting: t('to be checked', 'जाँच बाकी'),
  disputed: t('disputed', 'असहमत'),
};
export const AGE_WORDS: Readonly<Record<Age, Texts>> = {
  not_due: t('Not due yet', 'अभी समय है'),
  to_3_days: t('Up to 3 days late', '3 दिन तक देर'),
  to_7_days: t('4 to 7 days late', '4 से 7 दिन देर'),
  over_7_days: t('More than 7 days late', '7 दिन से अधिक देर'),
};

export const DAYS_WORDS = {
  // Filters
  from: t('From', 'कब से'),
  until: t('Until', 'कब तक'),
  allOffices: t('All offices', 'सभी कार्यालय'),
  allStates: t('All states', 'सभी स्थितियाँ'),
  month: t('Month', 'माह'),
  earlier: t('Earlier', 'पिछला'),
  later: t('Later', 'अगला'),
  // Days
  title: t('Days of offices', 'कार्यालयों के दिन'),
  empty: t(
    'No office worked on these days. A day stands here with its first shift.',
    'इन दिनों किसी कार्यालय में काम नहीं हुआ। पहली पाली के साथ दिन यहाँ आता है।',
  ),
  open: t('Open', 'खुले'),
  prepared: t('Prepared', 'तैयार'),
  closed: t('Closed', 'बंद'),
  byThemselves: t('Closed by themselves', 'अपने-आप बंद'),
  supplemented: t('Supplemented', 'पूरक सहित'),
  checksWaiting: t('To be checked', 'जाँच बाकी'),
  late: t('late', 'देर'),
  day: t('Day', 'दिन'),
  office: t('Office', 'कार्यालय'),
  state: t('State', 'स्थिति'),
  signed: t('Prepared, closed by', 'तैयार, बंद किसने किया'),
  supplements: t('Supplements', 'पूरक'),
  net: t('Charged less cancelled', 'शुल्क, रद्द घटाकर'),
  over: t('Over', 'अधिक'),
  short: t('Short', 'कम'),
  agreed: t('Everything agrees', 'सब मेल खाता है'),
  disputed: t('It does not agree', 'मेल नहीं खाता'),
  look: t('Look', 'देखें'),
  nothingToDo: t('Nothing to sign here.', 'यहाँ हस्ताक्षर को कुछ नहीं।'),
  shut: t('Done', 'हो गया'),
  document: t('The day’s document', 'दिन का दस्तावेज़'),
  checkedBy: t('HQ: {finding}, {name}: {words}', 'मुख्यालय: {finding}, {name}: {words}'),
  // Over and short
  chartTitle: t('The widest shift of each person, ₹', 'हर व्यक्ति की सबसे बड़ी पाली का अंतर, ₹'),
  chartNote: t(
    'Over stands above the line, short below it. Outside the dashed limits (three spreads around the office’s mean) a shift stands out: a reason to ask, not a verdict.',
    'रेखा के ऊपर अधिक, नीचे कम। टूटी रेखाओं की सीमा (कार्यालय के औसत से तीन मानक विचलन) के बाहर की पाली अलग दिखती है: पूछने का कारण, निर्णय नहीं।',
  ),
  upper: t('limit', 'सीमा'),
  mean: t('mean', 'औसत'),
  people: t('People', 'व्यक्ति'),
  peopleEmpty: t(
    'No shift was counted this month. Each count stands here, over as loud as short.',
    'इस माह कोई पाली नहीं गिनी गई। हर गिनती यहाँ दिखेगी, अधिक भी कम जितनी ही।',
  ),
  clerk: t('Clerk', 'लिपिक'),
  shifts: t('Shifts', 'पालियाँ'),
  shiftsOver: t('of them over', 'उनमें अधिक'),
  shiftsShort: t('of them short', 'उनमें कम'),
  widest: t('Widest', 'सबसे बड़ा'),
  beyond: t('Beyond the limits', 'सीमा के बाहर'),
  signal: t('Signal', 'संकेत'),
  askWhy: t('Ask why', 'कारण पूछें'),
  shiftsOf: t('Shifts of {name}', '{name} की पालियाँ'),
  counter: t('Counter', 'काउंटर'),
  variance: t('Over, short', 'अधिक, कम'),
  takings: t('Takings', 'वसूली'),
  reason: t('Reason', 'कारण'),
  // Deposits
  ages: t('Cash that has not reached the bank', 'नकद जो बैंक नहीं पहुँचा'),
  offices: t('{n} offices', '{n} कार्यालय'),
  inSafes: t('In safes', 'तिजोरियों में'),
  inSafesEmpty: t('No fee lies in a safe.', 'किसी तिजोरी में शुल्क नहीं।'),
  onTheWay: t('In bags', 'थैलियों में'),
  onTheWayEmpty: t('No bag is on its way.', 'कोई थैली मार्ग में नहीं।'),
  amount: t('Amount', 'राशि'),
  oldest: t('Oldest money of', 'सबसे पुराना नकद'),
  due: t('Due', 'कब तक'),
  age: t('Age', 'आयु'),
  daysLate: t('Days late', 'देरी, दिन'),
  ceiling: t('Ceiling', 'सीमा'),
  overCeiling: t('over it', 'से अधिक'),
  bag: t('Bag', 'थैली'),
  carrier: t('Carrier, witness', 'ले जाने वाले, साक्षी'),
  filled: t('in the safe, filled', 'तिजोरी में, भरी हुई'),
  onItsWay: t('on its way', 'मार्ग में'),
  delay: t('Reason of delay', 'देरी का कारण'),
  // Offices
  noOffices: t('No office is set up yet.', 'अभी कोई कार्यालय नहीं बना।'),
  desk: t('What the office is held to', 'कार्यालय के नियम'),
  officeMost: t('The safe may keep, ₹', 'तिजोरी में रह सकता है, ₹'),
  officerMost: t('One person may carry, ₹', 'एक व्यक्ति ले जा सकता है, ₹'),
  limitActs: t('Beyond it', 'उससे अधिक पर'),
  warn: t('warn', 'चेतावनी'),
  block: t('block', 'रोकें'),
  noLimit: t('no limit', 'कोई सीमा नहीं'),
  dueDays: t('Working days until cash is due', 'नकद कितने कार्य दिवस में जाए'),
  cutOff: t('Hours until a day closes by itself', 'कितने घंटे में दिन अपने-आप बंद'),
  branches: t('Banks and treasury', 'बैंक और कोषागार'),
  noBranches: t('None is named: no cash can be deposited.', 'कोई नहीं: नकद जमा नहीं हो सकता।'),
  branchEn: t('Name in English', 'नाम अंग्रेज़ी में'),
  branchHi: t('Name in Hindi', 'नाम हिन्दी में'),
  branchCode: t('IFSC or treasury code', 'आईएफ़एससी या कोषागार कोड'),
  branchKind: t('Bank or treasury', 'बैंक या कोषागार'),
  bank: t('Bank', 'बैंक'),
  treasury: t('Treasury', 'कोषागार'),
  addBranch: t('Another one', 'एक और'),
  dropBranch: t('Take it off', 'हटाएँ'),
  books: t('Books of leaves', 'पन्नों की पुस्तिकाएँ'),
  booksEmpty: t('No book was issued to this office.', 'इस कार्यालय को कोई पुस्तिका नहीं दी गई।'),
  book: t('Book', 'पुस्तिका'),
  leaves: t('Leaves', 'पन्ने'),
  custodian: t('Who has it', 'किसके पास'),
  keptThere: t('the office', 'कार्यालय'),
  used: t('Keyed, spoilt', 'दर्ज, ख़राब'),
  nextLeaf: t('Next leaf', 'अगला पन्ना'),
  missing: t('Missing', 'बिना हिसाब'),
  bookClosed: t('closed', 'बंद'),
} as const satisfies Record<string, Texts>;
