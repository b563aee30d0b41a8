/** What goes wrong with leaves of contingency books, cheques and demand drafts. */
import { entry } from './entry.ts';

export const PAPERS_ERRORS = {
  LEAF_KEYED_ALREADY: entry(
    409,
    'Leaf {leaf} was entered here already ({as}). Each is entered once; nothing was changed.',
    'पन्ना {leaf} यहाँ पहले ही दर्ज है ({as})। हर पन्ना एक ही बार; कुछ नहीं बदला।',
  ),
  LEAF_NOT_IN_BOOK: entry(
    422,
    'Book {book} has leaves {first} to {last}. Read the number on the leaf again.',
    'पुस्तिका {book} में पन्ने {first} से {last} हैं। पन्ने का क्रमांक फिर पढ़ें।',
  ),
  LEAF_BOOK_UNKNOWN: entry(
    409,
    'HQ has told this counter of no book {book}. Read it again; entered all the same, HQ looks into it.',
    'पुस्तिका {book} की सूचना यहाँ नहीं है। फिर पढ़ें; फिर भी दर्ज करें तो मुख्यालय जाँचेगा।',
  ),
  LEAF_TIME_WRONG: entry(
    422,
    'A leaf of that book was written between {from} and now. Read date and time on it again.',
    'इस पुस्तिका का पन्ना {from} और अभी के बीच लिखा गया होगा। उस पर दिनांक और समय फिर पढ़ें।',
  ),
  LEAF_OF_OTHER_OFFICE: entry(
    422,
    'Book {book} belongs to another office. Its leaves are entered there.',
    'पुस्तिका {book} दूसरे कार्यालय की है। उसके पन्ने वहीं दर्ज होंगे।',
  ),
  INSTRUMENT_NOT_ACCEPTED: entry(
    409,
    'That is not accepted here. Nothing was taken; ask for cash or UPI.',
    'यह यहाँ स्वीकार नहीं है। कुछ नहीं लिया गया; नकद या UPI माँगें।',
  ),
  INSTRUMENT_POSTDATED: entry(
    422,
    'It bears the date {date}, which has not come. Give it back; nothing was taken.',
    'उस पर दिनांक {date} है, जो अभी आया नहीं। लौटा दें; कुछ नहीं लिया गया।',
  ),
  INSTRUMENT_STALE: entry(
    422,
    'It is of {date} and was good until {last}. Give it back; nothing was taken.',
    'यह {date} का है और {last} तक मान्य था। लौटा दें; कुछ नहीं लिया गया।',
  ),
  INSTRUMENT_KNOWN: entry(
    409,
    'The very same one was taken as {id} and waits for the bank. Read its number again.',
    'ठीक यही {id} के रूप में लिया जा चुका है और बैंक की प्रतीक्षा में है। क्रमांक फिर पढ़ें।',
  ),
  INSTRUMENT_FOR_NOTHING: entry(
    422,
    'There is nothing to pay, so nothing is taken. Print the receipt without a fee.',
    'कोई शुल्क नहीं है, इसलिए कुछ नहीं लिया जाता। निःशुल्क रसीद छापें।',
  ),
} as const;
