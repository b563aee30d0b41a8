/** What a person at the counter asked for and cannot have. */
import { entry, type ErrorEntry } from './entry.ts';

export const COUNTER_ERRORS = {
  COMMAND_UNKNOWN: entry(
    404,
    'This program has no command of that name. Nothing was done.',
    'इस नाम का कोई आदेश नहीं है। कुछ नहीं हुआ।',
  ),
  COMMAND_NOT_ALLOWED: entry(
    403,
    'This screen may not do that. Nothing was done.',
    'यह स्क्रीन ऐसा नहीं कर सकती। कुछ नहीं हुआ।',
  ),
  NOT_ENROLLED: entry(
    409,
    'This counter is not registered yet. Enter the code from HQ.',
    'यह काउंटर अभी पंजीकृत नहीं है। मुख्यालय का कोड भरें।',
  ),
  ALREADY_ENROLLED: entry(
    409,
    'This counter is registered already as {counter}.',
    'यह काउंटर पहले से {counter} के रूप में पंजीकृत है।',
  ),
  SIGN_IN_FIRST: entry(
    401,
    'Nobody is signed in. Sign in and go on.',
    'कोई साइन-इन नहीं है। साइन-इन करके आगे बढ़ें।',
  ),
  ALREADY_SIGNED_IN: entry(
    409,
    '{staff} is signed in here. They sign out first.',
    '{staff} यहाँ साइन-इन हैं। पहले वे साइन-आउट करें।',
  ),
  STAFF_UNKNOWN: entry(
    404,
    '{staff} is not on the list of this office. Ask the manager.',
    '{staff} इस कार्यालय की सूची में नहीं है। प्रबंधक से पूछें।',
  ),
  PIN_WRONG: entry(
    401,
    'The PIN is wrong. It was recorded; try again in {seconds} s.',
    'पिन ग़लत है। यह दर्ज हुआ; {seconds} सेकंड बाद फिर कोशिश करें।',
  ),
  PIN_DELAYED: entry(
    429,
    'Too soon after a wrong PIN. Wait {seconds} s and try again.',
    'ग़लत पिन के बाद थोड़ा रुकें। {seconds} सेकंड बाद फिर कोशिश करें।',
  ),
  SCREEN_LOCKED: entry(
    401,
    'The screen is locked. Unlock it with your PIN.',
    'स्क्रीन बंद है। अपने पिन से खोलें।',
  ),
  SCREEN_NOT_LOCKED: entry(409, 'The screen is not locked.', 'स्क्रीन बंद नहीं है।'),
  SHIFT_OF_ANOTHER: entry(
    403,
    'This shift belongs to {staff}. Only they can go on with it.',
    'यह पाली {staff} की है। वही इसे आगे चला सकते हैं।',
  ),
  SHIFT_ALREADY_OPEN: entry(
    409,
    'A shift is open already. Close it first.',
    'पाली पहले से खुली है। पहले उसे बंद करें।',
  ),
  SHIFT_OPEN: entry(
    409,
    'The shift is still open. Count the cash and close it, or lock the screen.',
    'पाली अभी खुली है। नकद गिनकर बंद करें, या स्क्रीन बंद करें।',
  ),
  NO_SHIFT: entry(
    409,
    'No shift is open. Count the float and open one.',
    'कोई पाली खुली नहीं है। आरंभिक नकद गिनकर पाली खोलें।',
  ),
  QUOTES_OPEN: entry(
    409,
    '{count} quotes are still open. Take the money or say why each ended.',
    '{count} शुल्क विवरण खुले हैं। राशि लें या बताएँ कि क्यों समाप्त हुए।',
  ),
  VARIANCE_REASON_MISSING: entry(
    422,
    'The count and the record differ. Count again, or write why and close.',
    'गिनती और अभिलेख में अंतर है। फिर गिनें, या कारण लिखकर बंद करें।',
  ),
  OWN_APPROVAL: entry(
    403,
    'Nobody approves their own act. Ask the manager to enter their PIN.',
    'अपने काम की स्वीकृति कोई ख़ुद नहीं दे सकता। प्रबंधक अपना पिन भरें।',
  ),
  APPROVAL_NEEDED: entry(
    403,
    'This needs a manager beside the clerk. Nothing was charged.',
    'इसके लिए प्रबंधक की स्वीकृति चाहिए। कुछ नहीं लिया गया।',
  ),
  NOT_A_MANAGER: entry(
    403,
    '{staff} is not a manager. Ask a manager to enter their PIN.',
    '{staff} प्रबंधक नहीं हैं। प्रबंधक अपना पिन भरें।',
  ),
  QUOTE_UNKNOWN: entry(
    404,
    'There is no quote {quote} here. Quote again.',
    'यहाँ शुल्क विवरण {quote} नहीं है। फिर से विवरण बनाएँ।',
  ),
  QUOTE_ENDED: entry(
    409,
    'Quote {quote} has ended: it is paid or was closed. No more money was taken.',
    'विवरण {quote} समाप्त है: भुगतान हो चुका या बंद हुआ। और राशि नहीं ली गई।',
  ),
  QUOTE_EXPIRED: entry(
    409,
    'Quote {quote} ended at {ended}. No money was taken. One key quotes it again.',
    'विवरण {quote} का समय {ended} पर समाप्त हुआ। राशि नहीं ली गई। एक कुंजी से फिर बनाएँ।',
  ),
  VISIT_UNKNOWN: entry(
    404,
    'There is no open visit {visit}. No money was taken.',
    'खुला काम {visit} नहीं है। राशि नहीं ली गई।',
  ),
  VISIT_OPEN: entry(
    409,
    'Another citizen is being served. Finish or hold that visit first.',
    'अभी दूसरे नागरिक का काम चल रहा है। पहले उसे पूरा करें या रोकें।',
  ),
  VISIT_TOO_LARGE: entry(
    409,
    'A visit holds at most {max} quotes. Take the money for these first.',
    'एक बार में अधिकतम {max} विवरण। पहले इनका भुगतान लें।',
  ),
  CASH_SHORT: entry(
    409,
    'Rs {missing} more is needed. No money was recorded.',
    '₹{missing} और चाहिए। राशि दर्ज नहीं हुई।',
  ),
  CASH_NOT_PAYABLE: entry(
    422,
    'Rs {total} cannot be made of notes and coins. Nothing was taken; ask HQ.',
    '₹{total} नोट और सिक्कों से नहीं बनता। कुछ नहीं लिया गया; मुख्यालय से पूछें।',
  ),
  CASH_TOO_MUCH: entry(
    422,
    'Rs {given} is far more than the fee. Check what the citizen gave.',
    '₹{given} शुल्क से बहुत अधिक है। नागरिक ने जो दिया उसे देखें।',
  ),
  PRINT_JOB_UNKNOWN: entry(
    404,
    'There is no print job {job}. The charges are safe.',
    'प्रिंट {job} नहीं मिला। शुल्क सुरक्षित हैं।',
  ),
  PRINT_JOB_BUSY: entry(
    409,
    'That paper is waiting for the printer or being printed. Wait for it.',
    'वह काग़ज़ अभी छप रहा है या कतार में है। रुकें।',
  ),
  PRINT_JOB_DONE: entry(
    409,
    'That paper was printed already. A copy needs the manager.',
    'वह काग़ज़ छप चुका है। प्रति के लिए प्रबंधक से कहें।',
  ),
  PRINT_JOB_OTHER_SHIFT: entry(
    409,
    'That receipt is of an earlier shift. The manager gives a certificate instead.',
    'वह रसीद पिछली पाली की है। प्रबंधक उसका प्रमाण-पत्र देंगे।',
  ),
  PRINT_RESTARTED: entry(
    409,
    'The counter restarted while it printed. The charge is safe. See whether the paper came out.',
    'छपते समय काउंटर फिर से चालू हुआ। शुल्क सुरक्षित है। देखें कि काग़ज़ निकला या नहीं।',
  ),
  RECEIPT_ALTERED: entry(
    422,
    'This receipt was altered: its signature does not fit. Keep it and call the manager.',
    'यह रसीद बदली हुई है: हस्ताक्षर मेल नहीं खाता। रसीद रखें और प्रबंधक को बुलाएँ।',
  ),
  RECEIPT_OTHER_COUNTER: entry(
    409,
    'Receipt {receipt} is of another counter. It can be reversed only there.',
    'रसीद {receipt} दूसरे काउंटर की है। वहीं रद्द हो सकती है।',
  ),
  RECEIPT_UNKNOWN: entry(
    404,
    "Receipt {receipt} is not in this counter's journal. Keep it and call the manager.",
    'रसीद {receipt} इस काउंटर के जर्नल में नहीं है। रसीद रखें और प्रबंधक को बुलाएँ।',
  ),
  RECEIPT_OTHER_SHIFT: entry(
    409,
    'Receipt {receipt} is of an earlier shift. Its refund goes through the office.',
    'रसीद {receipt} पिछली पाली की है। वापसी कार्यालय से होगी, गल्ले से नहीं।',
  ),
  ALREADY_REVERSED: entry(
    409,
    'Receipt {receipt} was cancelled already. No money goes back again.',
    'रसीद {receipt} पहले ही रद्द है। राशि दुबारा वापस नहीं होगी।',
  ),
  REFUND_NOT_IN_CASH: entry(
    409,
    'Receipt {receipt} was not paid in cash. Its refund goes through the office.',
    'रसीद {receipt} नकद की नहीं है। वापसी कार्यालय से होगी।',
  ),
  DISK_LOW: entry(
    507,
    'The disk is nearly full: {freeMb} MB left. Charging goes on; call HQ today.',
    'डिस्क लगभग भर गई है: {freeMb} MB बचे हैं। काम चलेगा; आज ही मुख्यालय को फ़ोन करें।',
  ),
  DISPLAY_MISSING: entry(
    503,
    "The citizen's screen is not there. Quotes go on paper; see to its cable or window.",
    'नागरिक की स्क्रीन नहीं दिख रही। विवरण काग़ज़ पर दें; तार या खिड़की देखें।',
  ),
  CLOCK_JUMPED: entry(
    503,
    'The clock of this machine moved by {minutes} min. Charging goes on; HQ is told.',
    'इस मशीन की घड़ी {minutes} मिनट खिसकी। काम चलेगा; मुख्यालय को सूचना जाएगी।',
  ),
  TARIFF_MISSING: entry(
    503,
    "No tariff is in force here. Nothing can be charged until HQ's arrives.",
    'यहाँ कोई दर-सूची लागू नहीं है। मुख्यालय से आने तक कुछ नहीं लिया जा सकता।',
  ),
  NOT_SIGNED_IN: entry(
    401,
    'Sign in at HQ with the access token of this installation.',
    'इस स्थापना के टोकन से मुख्यालय में प्रवेश करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
