/** Messages and calls to citizens. */
import { entry, type ErrorEntry } from './entry.ts';

export const MESSAGE_ERRORS = {
  MESSAGES_OFF: entry(
    503,
    'Messages and calls are not set up here. Everything else goes on; hand over the paper.',
    'यहाँ संदेश और फ़ोन चालू नहीं हैं। बाकी सब चलता है; काग़ज़ दें।',
  ),
  MESSAGE_SERVICE_UNAVAILABLE: entry(
    503,
    'The message service does not answer ({cause}). It is tried again by itself.',
    'संदेश सेवा उत्तर नहीं दे रही ({cause})। अपने आप फिर कोशिश होगी।',
  ),
  MESSAGE_REFUSED: entry(
    502,
    'The message service refused ({reason}). Nothing was sent.',
    'संदेश सेवा ने मना किया ({reason})। कुछ नहीं भेजा गया।',
  ),
  NUMBER_INVALID: entry(
    422,
    'The number cannot be reached: it is not one, or not a mobile. Nothing was sent.',
    'नंबर सही नहीं या मोबाइल नहीं है। कुछ नहीं भेजा गया।',
  ),
  NUMBER_OPTED_OUT: entry(
    409,
    'Who has this number wants no messages. Nothing was sent.',
    'इस नंबर वाले संदेश नहीं चाहते। कुछ नहीं भेजा गया।',
  ),
  CONTACT_NOT_YET: entry(
    409,
    'The counter has not sent the number yet. It is tried again by itself.',
    'काउंटर से नंबर अभी नहीं आया। अपने आप फिर कोशिश होगी।',
  ),
  NO_CONTACT: entry(
    409,
    'The citizen gave no number, or wants no messages. Take cash, or show the code here.',
    'नागरिक ने नंबर नहीं दिया या संदेश नहीं चाहते। नकद लें, या यहीं कोड दिखाएँ।',
  ),
  LINK_UNKNOWN: entry(
    404,
    'There is no such payment link. Type it exactly as it came; nothing was paid.',
    'ऐसा कोई भुगतान लिंक नहीं है। जैसा आया वैसा लिखें; कुछ नहीं चुकाया गया।',
  ),
  CITIZEN_NOT_ASKED: entry(
    409,
    'Nobody is asked about this receipt here: they are asked by phone, or have answered. Nothing to do.',
    'इस रसीद पर यहाँ किसी से नहीं पूछा जाता: फ़ोन पर पूछा जाएगा, या उत्तर आ चुका है। कुछ न करें।',
  ),
  CITIZEN_ASKED_ELSEWHERE: entry(
    409,
    'This counter took the charge itself. Any other counter may ask.',
    'यह शुल्क इसी काउंटर ने लिया है। कोई दूसरा काउंटर पूछ सकता है।',
  ),
  QUESTION_OVER: entry(
    409,
    'No question stands on this screen now. Ask at the counter again.',
    'इस स्क्रीन पर अभी कोई प्रश्न नहीं है। काउंटर पर फिर पूछें।',
  ),
  CALL_UNKNOWN: entry(404, 'There is no such call.', 'ऐसा कोई फ़ोन नहीं है।'),
  CALLBACK_REFUSED: entry(
    401,
    'The message is not signed by the message service. It was not used.',
    'संदेश पर संदेश सेवा के हस्ताक्षर नहीं। काम में नहीं लिया गया।',
  ),
} as const satisfies Record<string, ErrorEntry>;
