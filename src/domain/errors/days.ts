/** What goes wrong at an office's desk: closing a day, books of leaves, cheques. */
import { entry, type ErrorEntry } from './entry.ts';

export const DAY_ERRORS = {
  OFFICE_STAFF_WRONG: entry(
    403,
    'The office, staff number or PIN is not right, or this person is no manager there.',
    'कार्यालय, कर्मचारी संख्या या पिन सही नहीं, या यह व्यक्ति वहाँ प्रबंधक नहीं।',
  ),
  DAY_CLOSED: entry(
    409,
    'The day {date} is closed and is never opened again. What arrives for it makes a supplement.',
    '{date} का दिन बंद है और फिर नहीं खुलेगा। इसके लिए जो आएगा वह पूरक में आएगा।',
  ),
  DAY_CHANGED: entry(
    409,
    'Something of {date} has arrived since. Look again and prepare the day anew; nothing was signed.',
    '{date} का कुछ और आ गया है। फिर देखें और दिन दोबारा तैयार करें; हस्ताक्षर नहीं हुआ।',
  ),
  DAY_NOT_YET: entry(
    422,
    '{date} has not come yet by HQ’s clock. Nothing was signed.',
    'मुख्यालय की घड़ी से {date} अभी नहीं आया। हस्ताक्षर नहीं हुआ।',
  ),
  DAY_BEFORE_OPEN: entry(
    409,
    'The day {date} before it is still open. Close that one first.',
    'उससे पहले का दिन {date} अभी खुला है। पहले उसे बंद करें।',
  ),
  DAY_NOT_EXPLAINED: entry(
    422,
    'Counter {counter} is not complete. Say why, or bring it to the line; nothing was signed.',
    'काउंटर {counter} पूरा नहीं है। कारण लिखें या उसे लाइन पर लाएँ; हस्ताक्षर नहीं हुआ।',
  ),
  DAY_NOT_PREPARED: entry(
    409,
    'Nobody has prepared {date} yet. A manager prepares it first.',
    '{date} अभी किसी ने तैयार नहीं किया। पहले एक प्रबंधक तैयार करे।',
  ),
  DAY_NOT_CLOSED: entry(
    409,
    'The day {date} is not closed: there is no document of it yet.',
    '{date} का दिन बंद नहीं है: उसका दस्तावेज़ अभी नहीं है।',
  ),
  DAY_CHECKED: entry(
    409,
    'Nothing of {date} waits for a check. Nothing was changed.',
    '{date} की कोई जाँच बाक़ी नहीं। कुछ नहीं बदला।',
  ),
  DAY_DRAWER_OPEN: entry(
    409,
    'The drawer of {shift} is still to be counted, and counts are blind. See the document after that.',
    '{shift} का गल्ला अभी गिना जाना है, और गिनती बिना देखे होती है। दस्तावेज़ उसके बाद देखें।',
  ),
  CHECKER_HAD_SHIFT: entry(
    403,
    'Who had a shift that day cannot close it. Another manager or HQ does.',
    'जिसकी उस दिन पाली थी वह दिन बंद नहीं कर सकता। दूसरा प्रबंधक या मुख्यालय करे।',
  ),
  LEAVES_NOT_COUNTED: entry(
    422,
    'Book {book} is out. Count its leaves first; nothing was signed.',
    'पुस्तिका {book} बाहर है। पहले उसके पन्ने गिनें; हस्ताक्षर नहीं हुआ।',
  ),
  LEAF_BOOK_NOT_ISSUED: entry(
    404,
    'There is no book {book} in this office.',
    'इस कार्यालय में पुस्तिका {book} नहीं है।',
  ),
  LEAF_BOOK_KNOWN: entry(
    409,
    'Book {book} was issued already. A number is used once.',
    'पुस्तिका {book} पहले ही जारी हो चुकी है। एक संख्या एक ही बार।',
  ),
  LEAF_BOOK_CLOSED: entry(
    409,
    'Book {book} is closed. Nothing was changed.',
    'पुस्तिका {book} बंद है। कुछ नहीं बदला।',
  ),
  LEAF_COUNT_BACK: entry(
    422,
    'Leaf {leaf} of {book} was used already, so the next one is higher. Count again.',
    '{book} का पन्ना {leaf} पहले ही काम आ चुका, इसलिए अगला उससे आगे है। फिर गिनें।',
  ),
  CUSTODIAN_UNKNOWN: entry(
    422,
    '{staff} does not work at this office. Choose somebody of its roster.',
    '{staff} इस कार्यालय में नहीं हैं। सूची में से चुनें।',
  ),
  CHEQUE_UNKNOWN: entry(404, 'There is no such cheque or draft.', 'ऐसा कोई चेक या ड्राफ़्ट नहीं है।'),
  CHEQUE_STATE: entry(
    409,
    'This cheque is {state} already. Nothing was changed.',
    'यह चेक पहले ही {state} है। कुछ नहीं बदला।',
  ),
  CHEQUE_DATE_EARLY: entry(
    422,
    'The bank’s date {date} is before the cheque was taken in ({received}). Read the slip again.',
    'बैंक की तारीख {date} चेक लेने ({received}) से पहले की है। पर्ची फिर पढ़ें।',
  ),
  BAG_NUMBER_USED: entry(
    409,
    'Bag {bag} is on its way already. Read the number again.',
    'थैली {bag} पहले ही मार्ग में है। संख्या फिर पढ़ें।',
  ),
  BRANCH_UNKNOWN: entry(
    422,
    'This office has no such branch. Choose one of the list.',
    'इस कार्यालय की ऐसी कोई शाखा नहीं। सूची में से चुनें।',
  ),
  REMITTANCE_UNKNOWN: entry(404, 'There is no such remittance.', 'ऐसा कोई प्रेषण नहीं है।'),
  REMITTANCE_STATE: entry(
    409,
    'This remittance is {state} already. Nothing was changed.',
    'यह प्रेषण पहले ही {state} है। कुछ नहीं बदला।',
  ),
  SHIFT_UNKNOWN: entry(
    404,
    'There is no such shift in this office.',
    'इस कार्यालय में ऐसी कोई पाली नहीं है।',
  ),
} as const satisfies Record<string, ErrorEntry>;
