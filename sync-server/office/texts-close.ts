/** Words of the close of a day: its steps, what stands in the way, who can take it away, what is signed. */
import type { ExplanationReason } from '#domain/day/document.ts';
import type { Texts } from '#domain/language.ts';
import type { CloseStep, CloseStepName, Unblocker } from '#server/api/office-contract.ts';

import { t } from './words.ts';

export const STEP_WORDS: Readonly<Record<CloseStepName, { title: Texts; clear: Texts }>> = {
  earlier_days: {
    title: t('Earlier days', 'पिछले दिन'),
    clear: t('All are closed.', 'सभी बंद हैं।'),
  },
  counters: {
    title: t('Counters', 'काउंटर'),
    clear: t('All are complete: HQ has every entry.', 'सभी पूरे हैं: हर प्रविष्टि मुख्यालय में है।'),
  },
  awaiting_upi: {
    title: t('Awaiting UPI', 'यूपीआई प्रतीक्षा में'),
    clear: t('Nothing is awaited.', 'कुछ प्रतीक्षा में नहीं।'),
  },
  variances: {
    title: t('Over and short', 'अधिक और कम नकद'),
    clear: t('Every count was exact.', 'हर गिनती बराबर थी।'),
  },
  leaves: {
    title: t('Books of leaves', 'पन्नों की पुस्तिकाएँ'),
    clear: t('No book is out.', 'कोई पुस्तिका बाहर नहीं।'),
  },
  safe: {
    title: t('The safe', 'तिजोरी'),
    clear: t('Counted.', 'गिनी गई।'),
  },
  prepare: {
    title: t('Preparation: the maker signs', 'तैयारी: तैयार करने वाले के हस्ताक्षर'),
    clear: t('Signed.', 'हस्ताक्षर हुए।'),
  },
  check: {
    title: t('Close: the checker signs', 'समापन: जाँचने वाले के हस्ताक्षर'),
    clear: t('Closed.', 'बंद हुआ।'),
  },
};

export const STATE_WORDS: Readonly<Record<CloseStep['state'], Texts>> = {
  done: t('Done', 'हो गया'),
  blocks: t('Stands in the way', 'रुकावट'),
  note: t('To be seen', 'देख लें'),
  next: t('Now', 'अब'),
  later: t('Later', 'बाद में'),
};

export const UNBLOCK_WORDS: Readonly<Record<Unblocker, Texts>> = {
  clerk_closes: t('The clerk closes the shift at that counter.', 'लिपिक उस काउंटर पर पाली बंद करें।'),
  manager_closes_for_absent: t(
    'A manager counts and closes it there, if the clerk is away.',
    'लिपिक न हों तो प्रबंधक वहीं गिनकर बंद करें।',
  ),
  counter_connects: t(
    'The counter gets its line again, or its stick is brought.',
    'काउंटर को लाइन मिले, या उसकी स्टिक लाई जाए।',
  ),
  explain: t('You say why, below.', 'नीचे आप कारण लिखें।'),
  close_earlier_day: t('A manager closes the earlier day.', 'प्रबंधक पिछला दिन बंद करें।'),
  count_leaves: t('You count the leaves, below.', 'नीचे आप पन्ने गिनें।'),
  prepare: t('A manager prepares the day.', 'प्रबंधक दिन तैयार करें।'),
  another_manager: t(
    'Another manager who had no shift that day.',
    'दूसरे प्रबंधक, जिनकी उस दिन कोई पाली न रही हो।',
  ),
  hq_approver: t('An approver at HQ.', 'मुख्यालय के अनुमोदक।'),
};

export const REASON_WORDS: Readonly<Record<ExplanationReason, Texts>> = {
  offline: t('No line', 'लाइन नहीं'),
  power_cut: t('Power cut', 'बिजली नहीं'),
  device_broken: t('Device broken', 'मशीन ख़राब'),
  switched_off: t('Switched off', 'बंद किया हुआ'),
  clerk_absent: t('Clerk absent', 'लिपिक अनुपस्थित'),
  other: t('Other', 'अन्य'),
};

export const CLOSE_WORDS = {
  who: t('Who can help', 'कौन मदद कर सकता है'),
  toEarlier: t('Close {day} first', 'पहले {day} बंद करें'),
  missing: t('{n} entries have not arrived', '{n} प्रविष्टियाँ नहीं पहुँचीं'),
  missingUnknown: t('how many entries are missing is not known', 'कितनी प्रविष्टियाँ बाकी हैं, पता नहीं'),
  heard: t('last heard {ago}', 'पिछला संपर्क {ago}'),
  shiftSince: t('{name}, since {at}', '{name}, {at} से'),
  leafOf: t('{book}: next leaf {n}', '{book}: अगला पन्ना {n}'),
  notYours: t('Not by you now', 'अभी आप नहीं'),
  // Preparation
  explainTitle: t('Why {counter} is not complete', '{counter} पूरा क्यों नहीं है'),
  reason: t('Reason', 'कारण'),
  words: t('In your words', 'अपने शब्दों में'),
  leavesText: t(
    'The number of the next leaf that nobody has used; {last} where all are used.',
    'अगले बिना उपयोग के पन्ने का क्रमांक; सब उपयोग हुए हों तो {last}।',
  ),
  nextLeaf: t('{book}: next leaf', '{book}: अगला पन्ना'),
  safeText: t(
    'Notes and coins in the safe, floats too. What the books say stands in the document afterwards.',
    'तिजोरी के नोट और सिक्के, आरंभिक नकद सहित। बहियों की राशि बाद में दस्तावेज़ में दिखेगी।',
  ),
  safeCount: t('Count the safe', 'तिजोरी गिनें'),
  safeLeave: t('Do not count it today', 'आज न गिनें'),
  documentTitle: t('The day’s document, as it will print', 'दिन का दस्तावेज़, जैसा छपेगा'),
  unfinished: t(
    'Something above is not written yet: a reason, or a count of leaves.',
    'ऊपर कुछ लिखना बाकी है: कोई कारण, या पन्नों की गिनती।',
  ),
  prepareGo: t('Sign and prepare', 'हस्ताक्षर करके तैयार करें'),
  prepareAgain: t('Prepare again', 'फिर तैयार करें'),
  preparedBy: t('{name} prepared it at {at}.', '{name} ने {at} पर तैयार किया।'),
  changedSince: t(
    'Something has arrived since. The maker prepares again; nobody signs what nobody has seen.',
    'तब से कुछ और आया है। तैयार करने वाले फिर तैयार करें; बिना देखे हस्ताक्षर नहीं।',
  ),
  // Close
  closeText: t(
    'Compare the document with what you know. Once closed, a day is never opened again: what comes later makes a supplement.',
    'दस्तावेज़ को अपनी जानकारी से मिलाएँ। बंद दिन फिर नहीं खुलता: बाद में जो आए, उसका पूरक बनेगा।',
  ),
  oneText: t(
    'You are the one manager here: you close, and HQ checks later.',
    'यहाँ आप अकेले प्रबंधक हैं: आप बंद करें, मुख्यालय बाद में जाँचेगा।',
  ),
  closeGo: t('Sign and close the day', 'हस्ताक्षर करके दिन बंद करें'),
  // Closed
  blind: t(
    'A drawer of this day is still to be counted. The document would tell what is in it; it is shown afterwards.',
    'इस दिन का एक गल्ला अभी गिनना बाकी है। दस्तावेज़ से उसकी राशि दिख जाती; बाद में दिखेगा।',
  ),
  document: t('The day’s document', 'दिन का दस्तावेज़'),
  closedTitle: t('The closed day', 'बंद दिन'),
  maker: t('Prepared by', 'तैयारकर्ता'),
  checker: t('Closed by', 'बंद करने वाले'),
  nobody: t('nobody: it closed by itself', 'कोई नहीं: अपने-आप बंद हुआ'),
  alone: t('alone; HQ checks', 'अकेले; मुख्यालय जाँचेगा'),
  closedAt: t('Closed at', 'बंद होने का समय'),
  entry: t('Entry of the office’s chain', 'कार्यालय शृंखला की प्रविष्टि'),
  hash: t('Its digest', 'उसका अंक-सार'),
  checked: t('HQ', 'मुख्यालय'),
  agreed: t('agreed: {name}, {at}', 'सहमत: {name}, {at}'),
  disputed: t('does not agree: {name}, {at}', 'सहमत नहीं: {name}, {at}'),
  notChecked: t('has not looked yet', 'ने अभी नहीं देखा'),
  noCheck: t('two people closed it', 'दो व्यक्तियों ने बंद किया'),
  supplements: t('Supplements', 'पूरक'),
  noSupplements: t(
    'None. What arrives for this day from now on makes one.',
    'कोई नहीं। अब इस दिन के लिए जो आएगा, उसका पूरक बनेगा।',
  ),
  supplement: t('Supplement {n}', 'पूरक {n}'),
  arrived: t('What arrived', 'क्या आया'),
  fromTo: t('entries {from} to {to}', 'प्रविष्टियाँ {from} से {to}'),
  adds: t('Added to the day', 'दिन में जुड़ा'),
  net: t('Net', 'शेष'),
  cash: t('of it in cash', 'उसमें नकद'),
  wholeDay: t('The whole day with it', 'इसके साथ पूरा दिन'),
} as const satisfies Record<string, Texts>;
