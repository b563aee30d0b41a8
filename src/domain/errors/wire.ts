/** What crosses between a counter and HQ, and the sync server itself. */
import { entry, type ErrorEntry } from './entry.ts';

export const WIRE_ERRORS = {
  SIGNATURE_WRONG: entry(
    422,
    'A message from HQ or a counter is not signed as it must be. It was not used; tell HQ.',
    'संदेश पर सही हस्ताक्षर नहीं है। उसे काम में नहीं लिया गया; मुख्यालय को बताएँ।',
  ),
  CERTIFICATE_INVALID: entry(
    422,
    'A certificate does not lead to the key pinned at enrolment. Nothing was used; tell HQ.',
    'प्रमाणपत्र पंजीकरण की कुंजी तक नहीं पहुँचता। कुछ नहीं बदला; मुख्यालय को बताएँ।',
  ),
  MESSAGE_UNREADABLE: entry(
    400,
    'The message is not of the form that was agreed: {problem}. Nothing was stored.',
    'संदेश तय रूप में नहीं है: {problem}। कुछ नहीं रखा गया।',
  ),
  MESSAGE_TOO_LARGE: entry(
    413,
    'The message is larger than {limitBytes} bytes. Nothing was stored.',
    'संदेश {limitBytes} बाइट से बड़ा है। कुछ नहीं रखा गया।',
  ),
  PRIVATE_DIGEST_WRONG: entry(
    422,
    'Personal data sent beside the entries does not match them. It was not kept; tell HQ.',
    'साथ भेजी गई निजी जानकारी प्रविष्टियों से नहीं मिलती। नहीं रखी गई; मुख्यालय को बताएँ।',
  ),
  COUNTER_UNKNOWN: entry(
    404,
    'HQ does not know the counter {counter}. Its entries stay here; enrol it again.',
    'मुख्यालय काउंटर {counter} को नहीं जानता। प्रविष्टियाँ यहीं हैं; फिर पंजीकरण करें।',
  ),
  QUARANTINE_FULL: entry(
    409,
    'HQ keeps {batches} batches of other branches of {counter}, and no more. A person at HQ is told.',
    'मुख्यालय {counter} की दूसरी शाखाओं के {batches} बैच रखता है, और नहीं। वहाँ एक व्यक्ति को बताया गया।',
  ),
  FEED_WENT_BACK: entry(
    409,
    'HQ was put back to an older state: its news end at {cursor}. They are read again from the start.',
    'मुख्यालय पुरानी स्थिति में है: ख़बरें {cursor} तक हैं। शुरू से फिर पढ़ी जाएँगी।',
  ),
  COUNTER_NOT_LOST: entry(
    409,
    'No other counter has taken over from this one: it will send the receipt itself.',
    'इस काउंटर की जगह कोई दूसरा नहीं आया: रसीद वह ख़ुद भेजेगा।',
  ),
  ENROLMENT_CODE_WRONG: entry(
    403,
    'The enrolment code is not one that HQ gave. Type it again, or ask HQ for a new one.',
    'पंजीकरण कोड सही नहीं है। फिर लिखें, या मुख्यालय से नया लें।',
  ),
  ENROLMENT_CODE_EXPIRED: entry(
    403,
    'The enrolment code ended on {ended}. Ask HQ for a new one.',
    'पंजीकरण कोड {ended} को समाप्त हो गया। मुख्यालय से नया लें।',
  ),
  ENROLMENT_CODE_USED: entry(
    403,
    'The enrolment code was used before. If it was not you, tell HQ; else ask for a new one.',
    'यह पंजीकरण कोड काम में आ चुका है। आपने नहीं किया तो मुख्यालय को बताएँ; वरना नया लें।',
  ),
  HQ_UNREACHABLE: entry(
    503,
    'HQ cannot be reached. Go on: everything is kept here and sent when the line is back.',
    'मुख्यालय से संपर्क नहीं है। काम जारी रखें: सब यहाँ सुरक्षित है, बाद में भेजा जाएगा।',
  ),
  HQ_REFUSED: entry(
    502,
    'HQ gave an answer that cannot be used ({status}). Everything is kept here; tell HQ.',
    'मुख्यालय का उत्तर काम का नहीं ({status})। सब यहाँ सुरक्षित है; मुख्यालय को बताएँ।',
  ),
  HQ_WENT_BACK: entry(
    409,
    'HQ lost entries it had acknowledged, after {seq}. They are being sent again.',
    'मुख्यालय से {seq} के बाद की मानी हुई प्रविष्टियाँ छूट गईं। वे फिर भेजी जा रही हैं।',
  ),
  FILE_DAMAGED: entry(
    422,
    'The file {file} is cut short or changed. Nothing of it was used; copy it again.',
    'फ़ाइल {file} अधूरी या बदली हुई है। उससे कुछ नहीं लिया गया; फिर से कॉपी करें।',
  ),
  FILE_FOREIGN: entry(
    409,
    'The file {file} is not for this counter or this office. Nothing of it was used.',
    'फ़ाइल {file} इस काउंटर या कार्यालय की नहीं है। उससे कुछ नहीं लिया गया।',
  ),
  SEALED_FOR_ANOTHER: entry(
    409,
    'It is sealed for another machine. Nothing of it was used; make it again.',
    'यह किसी दूसरी मशीन के लिए मुहरबंद है। इससे कुछ नहीं लिया गया; फिर से बनाएँ।',
  ),
  SEAL_BROKEN: entry(
    422,
    'It was changed after it was sealed. Nothing of it was used; copy it again.',
    'यह मुहरबंद होने के बाद बदला गया है। इससे कुछ नहीं लिया गया; फिर से कॉपी करें।',
  ),
  SEAL_CUT_SHORT: entry(
    422,
    'It was not copied to its end. Nothing of it was used; copy it again.',
    'यह पूरा कॉपी नहीं हुआ। इससे कुछ नहीं लिया गया; फिर से कॉपी करें।',
  ),
  SEAL_KEY_MISSING: entry(
    409,
    'HQ has not told this counter yet how to seal a stick. Nothing is lost; go online once, or call HQ.',
    'पेन ड्राइव मुहरबंद करने की कुंजी मुख्यालय से अभी नहीं आई। कुछ खोया नहीं; एक बार ऑनलाइन हों या मुख्यालय को फ़ोन करें।',
  ),
  EXCHANGE_PLACE_MISSING: entry(
    409,
    'The stick or folder is not there any more. Plug it in and choose it again.',
    'वह पेन ड्राइव या फ़ोल्डर अब नहीं है। लगाएँ और फिर चुनें।',
  ),
  EXCHANGE_FULL: entry(
    507,
    'The stick is full. Nothing is lost; take another, or make room on it.',
    'पेन ड्राइव भरी है। कुछ खोया नहीं; दूसरी लें या जगह बनाएँ।',
  ),
  EXCHANGE_FAILED: entry(
    500,
    'The stick did not take or give the files ({cause}). Nothing is lost; try another.',
    'पेन ड्राइव ने फ़ाइलें नहीं लीं या नहीं दीं ({cause})। कुछ खोया नहीं; दूसरी लगाएँ।',
  ),
  EXCHANGE_NOTHING: entry(
    404,
    'There is nothing for this counter on the stick.',
    'पेन ड्राइव पर इस काउंटर के लिए कुछ नहीं है।',
  ),
  DATABASE_UNAVAILABLE: entry(
    503,
    'The database does not answer. Nothing is lost; counters send again by themselves.',
    'डेटाबेस उत्तर नहीं दे रहा। कुछ खोया नहीं; काउंटर अपने आप फिर भेजेंगे।',
  ),
  REQUEST_STALE: entry(
    401,
    'The clock of this machine differs from the one at HQ ({serverTimeMs}). It is tried again.',
    'इस मशीन की घड़ी मुख्यालय से अलग है ({serverTimeMs})। फिर कोशिश होगी।',
  ),
  TOO_MANY_REQUESTS: entry(
    429,
    'Too many attempts. Wait {seconds} seconds and try again.',
    'बहुत अधिक प्रयास। {seconds} सेकंड रुककर फिर कोशिश करें।',
  ),
  NOT_FOUND: entry(404, 'There is nothing at this address.', 'इस पते पर कुछ नहीं है।'),
  SERVER_FAULT: entry(
    500,
    'The server met a fault of its own (reference {reference}). Nothing was lost; try again.',
    'सर्वर में अपनी गड़बड़ी हुई (संदर्भ {reference})। कुछ खोया नहीं; फिर कोशिश करें।',
  ),
  RECEIPT_QR_UNREADABLE: entry(
    400,
    'This is not the QR of a receipt. Scan it again, flat and in good light.',
    'यह रसीद का QR नहीं है। सीधा रखकर, अच्छी रोशनी में फिर स्कैन करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
