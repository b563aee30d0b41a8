/** What goes wrong between the safe and the bank. */
import { entry, type ErrorEntry } from './entry.ts';

export const DEPOSIT_ERRORS = {
  DEPOSIT_UNKNOWN: entry(404, 'There is no such deposit.', 'ऐसी कोई जमा नहीं है।'),
  DEPOSIT_STATE: entry(
    409,
    'This deposit is {state} already. Look at it again; nothing was changed.',
    'यह जमा पहले ही {state} है। फिर देखें; कुछ नहीं बदला।',
  ),
  DEPOSIT_TOO_MUCH: entry(
    422,
    '{amount} is more than the fees in the safe ({most}). Count again; nothing was recorded.',
    '{amount} तिजोरी में रखे शुल्क ({most}) से अधिक है। फिर गिनें; कुछ दर्ज नहीं हुआ।',
  ),
  DEPOSIT_WITNESS: entry(
    422,
    'Carrier and witness must be two people.',
    'ले जाने वाला और साक्षी दो अलग व्यक्ति हों।',
  ),
  DEPOSIT_DIFFERS: entry(
    422,
    'The bank accepted another sum than the bag held. Say why; nothing was recorded.',
    'बैंक ने थैली से अलग राशि ली। कारण लिखें; कुछ दर्ज नहीं हुआ।',
  ),
  DEPOSIT_LATE: entry(
    422,
    'This cash was due at the bank on {due}. Say why it is late; nothing was recorded.',
    'यह नकद {due} तक बैंक पहुँचना था। देरी का कारण लिखें; कुछ दर्ज नहीं हुआ।',
  ),
  BANK_DATE_EARLY: entry(
    422,
    "The bank's date {date} is before the bag left ({carried}). Read the slip again.",
    'बैंक की तारीख {date} थैली निकलने ({carried}) से पहले की है। पर्ची फिर पढ़ें।',
  ),
  BANK_DATE_FUTURE: entry(
    422,
    "The bank's date {date} has not come yet. Read the slip again.",
    'बैंक की तारीख {date} अभी आई नहीं है। पर्ची फिर पढ़ें।',
  ),
  BANK_REFERENCE_USED: entry(
    409,
    'Reference {reference} of this bank stands at another deposit already. Read the slip again.',
    'इस बैंक का संदर्भ {reference} पहले ही दूसरी जमा पर है। पर्ची फिर पढ़ें।',
  ),
  SAFE_OVER_CEILING: entry(
    422,
    'More than {most} would stay in the safe. Deposit more.',
    'तिजोरी में {most} से अधिक रह जाएगा। अधिक राशि जमा करें।',
  ),
  CARRIER_OVER_CEILING: entry(
    422,
    'One person may carry {most} at most. Make two deposits.',
    'एक व्यक्ति अधिकतम {most} ले जा सकता है। दो जमा बनाएँ।',
  ),
  REMITTANCE_TOO_MUCH: entry(
    422,
    'Under {head} only {most} has reached the bank and was not remitted. Nothing was recorded.',
    '{head} में केवल {most} बैंक पहुँचा और भेजा जाना बाकी है। कुछ दर्ज नहीं हुआ।',
  ),
} as const satisfies Record<string, ErrorEntry>;
