/** What goes wrong when a shift is opened or its drawer counted at the end. */
import { entry } from './entry.ts';

export const SHIFT_ERRORS = {
  ACCOUNT_DATE_OF_HQ: entry(
    422,
    'HQ says that today is {hqDate}. The shift was not opened; open it with that date.',
    'मुख्यालय के अनुसार आज {hqDate} है। पाली नहीं खुली; इसी दिनांक से खोलें।',
  ),
  ACCOUNT_DATE_EARLY: entry(
    422,
    'The last shift here was of {lastDate}. A new one cannot be earlier; look at the date again.',
    'यहाँ की पिछली पाली {lastDate} की थी। नई पाली उससे पहले की नहीं हो सकती; दिनांक फिर देखें।',
  ),
  ACCOUNT_DATE_LATE: entry(
    422,
    'That date is after {most}. Look at a calendar; nothing was opened.',
    'यह दिनांक {most} के बाद का है। कैलेंडर देखें; कुछ नहीं खुला।',
  ),
  TEST_PAGE_FIRST: entry(
    409,
    'No test page has come out yet. Print one with F8, or say that there is no paper now.',
    'अभी कोई जाँच पृष्ठ नहीं छपा है। F8 से छापें, या बताएँ कि अभी काग़ज़ नहीं है।',
  ),
  COUNT_AGAIN: entry(
    409,
    'This count does not fit the record. It was kept. Count everything once more, from the start.',
    'यह गिनती अभिलेख से नहीं मिलती। यह दर्ज हुई। सब कुछ शुरू से एक बार फिर गिनें।',
  ),
  COUNT_STANDS: entry(
    409,
    'The last count stands. Enter it again as it was, with the reason; it cannot be changed now.',
    'पिछली गिनती ही मान्य है। उसे वैसा ही, कारण सहित भरें; अब वह बदली नहीं जा सकती।',
  ),
} as const;
