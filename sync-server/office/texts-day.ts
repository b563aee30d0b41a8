/** Words of the day at a glance: counters, shifts, what needs a person and what to do about it. */
import type { CounterDayState } from '#domain/day/document.ts';
import type { Texts } from '#domain/language.ts';
import type { ExceptionKind } from '#server/api/office-contract.ts';

import { t } from './words.ts';

export const DAY_WORDS = {
  // Over and short
  exact: t('exact', 'बराबर'),
  over: t('over', 'अधिक'),
  short: t('short', 'कम'),
  // Figures
  takings: t('Charged less cancelled', 'शुल्क, रद्द घटाकर'),
  cash: t('Cash', 'नकद'),
  upi: t('UPI', 'यूपीआई'),
  instruments: t('Cheques, drafts', 'चेक, ड्राफ़्ट'),
  awaiting: t('Awaiting UPI', 'यूपीआई प्रतीक्षा में'),
  receipts: t('Receipts: {n}', 'रसीदें: {n}'),
  blind: t('Open drawers are counted first', 'खुले गल्ले पहले गिने जाएँगे'),
  // State of the day
  stateOpen: t('Open', 'खुला'),
  statePrepared: t(
    'Prepared by {name}; another manager closes',
    '{name} ने तैयार किया; दूसरे प्रबंधक बंद करेंगे',
  ),
  stateClosed: t('Closed', 'बंद'),
  closedOne: t('closed by one person', 'एक व्यक्ति ने बंद किया'),
  closedCutOff: t('closed by itself', 'अपने-आप बंद हुआ'),
  checkWaiting: t('HQ checks it', 'मुख्यालय जाँचेगा'),
  checkDisputed: t('HQ disputes it', 'मुख्यालय सहमत नहीं'),
  oneSupplement: t('1 supplement', '1 पूरक'),
  supplements: t('{n} supplements', '{n} पूरक'),
  cutOff: t('closes by itself {at}', '{at} को अपने-आप बंद होगा'),
  toClose: t('Close this day', 'यह दिन बंद करें'),
  toClosed: t('See the closed day', 'बंद दिन देखें'),
  // Counters
  counters: t('Counters', 'काउंटर'),
  countersEmpty: t(
    'No counter of this office was in use that day.',
    'उस दिन इस कार्यालय का कोई काउंटर नहीं चला।',
  ),
  counter: t('Counter', 'काउंटर'),
  shift: t('Clerk and shift', 'लिपिक और पाली'),
  taken: t('Takings', 'वसूली'),
  variance: t('Over, short', 'अधिक, कम'),
  toSend: t('To send', 'भेजना बाकी'),
  seen: t('Last heard', 'पिछला संपर्क'),
  since: t('{name}, since {at}', '{name}, {at} से'),
  sinceDay: t('{name}, since {at} of {day}', '{name}, {day} को {at} से'),
  sealed: t('drawer sealed', 'गल्ला सीलबंद'),
  noShift: t('no open shift', 'कोई पाली खुली नहीं'),
  nothing: t('none', 'कुछ नहीं'),
  unknown: t('not known', 'पता नहीं'),
  online: t('in touch', 'संपर्क में'),
  countNow: t('Count now', 'अभी गिनती'),
  countAsked: t('count asked for', 'गिनती माँगी गई'),
  countTitle: t('Surprise count at {counter}', '{counter} पर अचानक गिनती'),
  countText: t(
    'The counter asks for it in its next idle moment. It is counted before a witness; nobody sees there what the drawer should hold.',
    'काउंटर ख़ाली होते ही गिनती माँगेगा। गिनती साक्षी के सामने होगी; गल्ले में कितना होना चाहिए, वहाँ कोई नहीं देखता।',
  ),
  countGo: t('Ask for the count', 'गिनती माँगें'),
  // Shifts
  shifts: t('Shifts of the day', 'दिन की पालियाँ'),
  counts: t('Counts and cash handed in', 'गिनतियाँ और जमा कराया नकद'),
  countsEmpty: t(
    'No drawer was counted in the middle of a shift, and no cash handed in.',
    'पाली के बीच कोई गल्ला नहीं गिना गया, न नकद जमा कराया गया।',
  ),
  what: t('What', 'क्या'),
  surprise: t('Surprise count', 'आकस्मिक गिनती'),
  drop: t('Handed in', 'जमा कराया'),
  time: t('Time', 'समय'),
  books: t('Books of the day', 'दिन की बहियाँ'),
  shiftsEmpty: t('No shift was opened that day.', 'उस दिन कोई पाली नहीं खुली।'),
  zNumber: t('Z', 'Z'),
  clerk: t('Clerk', 'लिपिक'),
  hours: t('From, to', 'कब से, कब तक'),
  stillOpen: t('open', 'खुली'),
  counted: t('Counted', 'गिना गया'),
  takenOver: t('taken over from {name}', '{name} से ली'),
  handedTo: t('handed to {name}', '{name} को सौंपी'),
  closedBy: t('closed by {name} in absence', 'अनुपस्थिति में {name} ने बंद की'),
  // Exceptions
  exceptions: t('What needs a person', 'जिस पर ध्यान चाहिए'),
  exceptionsEmpty: t(
    'Nothing waits for a person. What does will stand here, the oldest first.',
    'किसी बात को अभी व्यक्ति की ज़रूरत नहीं। जिसे होगी वह यहाँ दिखेगी, सबसे पुरानी पहले।',
  ),
} as const satisfies Record<string, Texts>;

export const COUNTER_STATES: Readonly<Record<CounterDayState, Texts>> = {
  complete: t('Complete', 'पूरा'),
  open_shift: t('Shift open', 'पाली खुली'),
  behind: t('HQ is behind', 'मुख्यालय को बाकी'),
  unused: t('Not used', 'नहीं चला'),
};

/** What it is, and what to do about it. */
export const EXCEPTIONS: Readonly<Record<ExceptionKind, { what: Texts; todo: Texts }>> = {
  earlier_day_open: {
    what: t('An earlier day is open', 'पिछला दिन खुला है'),
    todo: t('Close it; days close in their order.', 'उसे बंद करें; दिन क्रम से बंद होते हैं।'),
  },
  check_waiting: {
    what: t('HQ has not checked the close yet', 'मुख्यालय ने समापन अभी नहीं जाँचा'),
    todo: t('Nothing to do here: an approver at HQ looks.', 'यहाँ कुछ नहीं करना: मुख्यालय देखेगा।'),
  },
  check_disputed: {
    what: t('HQ does not agree with the close', 'मुख्यालय समापन से सहमत नहीं'),
    todo: t('Read its words, and answer HQ.', 'उनकी बात पढ़ें और मुख्यालय को उत्तर दें।'),
  },
  shift_left_open: {
    what: t('A shift was left open', 'पाली खुली छूट गई'),
    todo: t(
      'The clerk closes it at the counter, or a manager counts there in their absence.',
      'लिपिक काउंटर पर बंद करें, या उनकी अनुपस्थिति में प्रबंधक वहीं गिनें।',
    ),
  },
  counter_silent: {
    what: t('Nothing was heard of a counter', 'काउंटर से कोई सूचना नहीं'),
    todo: t(
      'It goes on charging. See to its line, or bring its stick to HQ.',
      'वह काम कर रहा है। उसकी लाइन देखें, या उसकी स्टिक मुख्यालय पहुँचाएँ।',
    ),
  },
  entries_missing: {
    what: t('Entries of a counter have not arrived', 'काउंटर की प्रविष्टियाँ नहीं पहुँचीं'),
    todo: t('They arrive once it has a line.', 'लाइन मिलते ही पहुँचेंगी।'),
  },
  count_wanted: {
    what: t('A count was asked for and not taken', 'माँगी गई गिनती नहीं हुई'),
    todo: t('Go to the counter and be its witness.', 'काउंटर पर जाएँ और साक्षी बनें।'),
  },
  over_short: {
    what: t('A count was over or short', 'गिनती में अधिक या कम'),
    todo: t('Ask the clerk, and write down what you learn.', 'लिपिक से पूछें और लिख लें।'),
  },
  note_impounded: {
    what: t('A false note was kept', 'नक़ली नोट रखा गया'),
    todo: t('Hand it to the bank with the next deposit.', 'अगली जमा के साथ बैंक को सौंपें।'),
  },
  change_owed: {
    what: t('Change is owed on a slip', 'पर्ची पर वापसी बाक़ी है'),
    todo: t('It is paid at any counter, once.', 'किसी भी काउंटर पर, एक ही बार दी जाएगी।'),
  },
  safe_over_ceiling: {
    what: t('The safe holds more than it may', 'तिजोरी में सीमा से अधिक नकद'),
    todo: t('Prepare a deposit today.', 'आज ही जमा तैयार करें।'),
  },
  cash_late: {
    what: t('Cash is late for the bank', 'बैंक के लिए नकद देर से'),
    todo: t('Prepare the deposit, and say why it is late.', 'जमा तैयार करें और देरी का कारण लिखें।'),
  },
  deposit_not_carried: {
    what: t('A bag is filled and still here', 'थैली भरी है और यहीं है'),
    todo: t('Another manager lets it go.', 'दूसरे प्रबंधक उसे जाने दें।'),
  },
  deposit_in_transit: {
    what: t('A bag left and the bank has not said yes', 'थैली गई, बैंक की स्वीकृति नहीं'),
    todo: t('Enter the bank’s reference, or that it came back.', 'बैंक का संदर्भ भरें, या कि वह लौट आई।'),
  },
  deposit_differs: {
    what: t('The bank accepted another sum', 'बैंक ने अलग राशि ली'),
    todo: t('HQ looks into the difference.', 'अंतर को मुख्यालय देखेगा।'),
  },
  cheque_waiting: {
    what: t('A cheque waits for the bank', 'चेक बैंक की प्रतीक्षा में'),
    todo: t('Enter whether the bank paid.', 'भरें कि बैंक ने भुगतान किया या नहीं।'),
  },
  leaf_missing: {
    what: t('A leaf is unaccounted for', 'एक पन्ने का हिसाब नहीं'),
    todo: t('Find it, and key it at a counter.', 'उसे खोजें और काउंटर पर दर्ज करें।'),
  },
  payment_without_receipt: {
    what: t('Paid by UPI, and no receipt', 'यूपीआई से भुगतान, रसीद नहीं'),
    todo: t('The counter makes it once it has a line.', 'लाइन मिलते ही काउंटर रसीद बनाएगा।'),
  },
  receipt_without_payment: {
    what: t('Receipt that no payment pays', 'रसीद जिसका भुगतान नहीं आया'),
    todo: t('HQ looks into it.', 'मुख्यालय देखेगा।'),
  },
  case_open: {
    what: t('HQ has a case', 'मुख्यालय में मामला'),
    todo: t('Answer when HQ asks.', 'मुख्यालय पूछे तो उत्तर दें।'),
  },
};
