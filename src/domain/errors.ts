/**
 * The one registry of expected failures: a code, how an HTTP edge answers it, and a sentence in each
 * language that says what happened, whether money is safe, and what to do next. `{name}` in a
 * sentence is filled from the failure's details. Codes are stable: they are printed in manuals.
 */
import { errorEntry as entry, type ErrorEntry } from './error-entry.ts';
import { COUNTER_ERRORS } from './errors-counter.ts';
import type { Language } from './language.ts';

export const ERRORS = {
  ...COUNTER_ERRORS,
  INPUT_INVALID: entry(
    400,
    'The value for {field} cannot be used. Correct it and go on.',
    '{field} का मान सही नहीं है। ठीक करके आगे बढ़ें।',
  ),
  AMOUNT_REFUSED: entry(
    400,
    'A charge is computed from the published tariff and takes no amount. Nothing was charged.',
    'शुल्क प्रकाशित दर से ही निकलता है, राशि भेजी नहीं जा सकती। कुछ नहीं लिया गया।',
  ),
  ENTRY_UNREADABLE: entry(
    422,
    'A journal entry cannot be read. It is kept aside and HQ is told.',
    'जर्नल की एक प्रविष्टि पढ़ी नहीं जा सकी। वह अलग रखी गई है, मुख्यालय को सूचना जाएगी।',
  ),
  CHAIN_HASH_WRONG: entry(
    422,
    'Journal entry {seq} was altered. The counter stops charging; call HQ.',
    'जर्नल की प्रविष्टि {seq} बदली हुई है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_GAP: entry(
    409,
    'Entries are missing: expected {expected}, found {found}. They will be sent again.',
    'प्रविष्टियाँ छूटी हैं: {expected} चाहिए थी, {found} मिली। वे फिर भेजी जाएँगी।',
  ),
  CHAIN_BROKEN: entry(
    422,
    'Journal entry {seq} does not follow the one before it. The counter stops charging; call HQ.',
    'जर्नल की प्रविष्टि {seq} पिछली से नहीं जुड़ती। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_TOTAL_FELL: entry(
    422,
    'The running total fell at journal entry {seq}. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} पर चालू योग घट गया। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_TOTAL_WRONG: entry(
    422,
    'The running total at journal entry {seq} is not the sum of the receipts. Call HQ.',
    'प्रविष्टि {seq} पर चालू योग रसीदों के योग से नहीं मिलता। मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_SIGNATURE_WRONG: entry(
    422,
    'Journal entry {seq} is not signed by this counter. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} पर इस काउंटर का हस्ताक्षर नहीं है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_FOREIGN: entry(
    422,
    'Journal entry {seq} is of another counter. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} किसी दूसरे काउंटर की है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  DISK_FULL: entry(
    507,
    'The disk is full: the last step was not recorded and no money counts. Free space, then repeat.',
    'डिस्क भर गई है: पिछला काम दर्ज नहीं हुआ, पैसा नहीं लिया गया। जगह बनाकर दोहराएँ।',
  ),
  DISK_FAILED: entry(
    500,
    'The disk did not take the last step ({cause}). It was not recorded; stop and call HQ.',
    'डिस्क ने पिछला काम नहीं लिया ({cause})। वह दर्ज नहीं हुआ; रुकें, मुख्यालय को फ़ोन करें।',
  ),
  SCHEMA_NEWER: entry(
    409,
    'The journal was written by a newer program ({found}; this one knows {known}). Update first.',
    'जर्नल नए प्रोग्राम का है ({found}; यह {known} तक जानता है)। पहले अपडेट करें।',
  ),
  JOURNAL_IN_USE: entry(
    409,
    'Another program holds this journal. Close it: a counter runs once.',
    'यह जर्नल किसी और प्रोग्राम ने खोल रखा है। उसे बंद करें: काउंटर एक ही बार चलता है।',
  ),
  JOURNAL_UNREADABLE: entry(
    500,
    'The journal file cannot be opened ({cause}). Do not delete it; call HQ.',
    'जर्नल की फ़ाइल नहीं खुली ({cause})। उसे मिटाएँ नहीं; मुख्यालय को फ़ोन करें।',
  ),
  KEY_EXPOSED: entry(
    500,
    'The counter key at {path} can be read by others. Narrow its permissions, then start again.',
    'काउंटर की कुंजी {path} दूसरे पढ़ सकते हैं। अनुमति घटाकर फिर शुरू करें।',
  ),
  KEY_UNREADABLE: entry(
    500,
    'The counter key cannot be read ({cause}). It is not replaced; call HQ to enrol anew.',
    'काउंटर की कुंजी नहीं पढ़ी गई ({cause})। बदली नहीं गई; नए पंजीकरण के लिए मुख्यालय से कहें।',
  ),
  SERVICE_UNKNOWN: entry(
    404,
    'There is no service {service} in any tariff of this counter. Nothing was charged.',
    'इस काउंटर की किसी दर-सूची में सेवा {service} नहीं है। कुछ नहीं लिया गया।',
  ),
  FEE_NOT_PUBLISHED: entry(
    422,
    'The fee for {service} with these facts is not published. It cannot be charged; ask HQ.',
    'इन तथ्यों पर {service} का शुल्क प्रकाशित नहीं है। लिया नहीं जा सकता; मुख्यालय से पूछें।',
  ),
  TARIFF_EXPIRED: entry(
    422,
    'The tariff {tariff} ended on {ended}. Nothing can be charged under it; ask HQ for the new one.',
    'दर-सूची {tariff} {ended} को समाप्त हो गई। इस पर कुछ नहीं लिया जा सकता; मुख्यालय से नई लें।',
  ),
  TARIFF_NOT_YET_IN_FORCE: entry(
    422,
    'The tariff {tariff} is in force from {begins}. Nothing can be charged under it before then.',
    'दर-सूची {tariff} {begins} से लागू होगी। उससे पहले इस पर कुछ नहीं लिया जा सकता।',
  ),
  TARIFF_INVALID: entry(
    422,
    'The tariff cannot be used: {problem} at {path}. The one before it stays; HQ is told.',
    'दर-सूची काम की नहीं: {path} पर {problem}। पहले वाली बनी रहेगी; मुख्यालय को सूचना जाएगी।',
  ),
  FACT_MISSING: entry(
    400,
    'The fee depends on {fact}. Ask the citizen and enter it.',
    'शुल्क {fact} पर निर्भर है। नागरिक से पूछकर भरें।',
  ),
  FACT_WRONG_TYPE: entry(
    400,
    'The value for {fact} is not of the kind that the tariff needs. Correct it.',
    '{fact} का मान उस प्रकार का नहीं है जो दर-सूची को चाहिए। ठीक करें।',
  ),
  FACT_OUT_OF_RANGE: entry(
    400,
    'The value for {fact} must be between {min} and {max}. Correct it.',
    '{fact} का मान {min} और {max} के बीच होना चाहिए। ठीक करें।',
  ),
  FACT_NOT_AN_OPTION: entry(
    400,
    'The value for {fact} is not one of the published options. Choose again.',
    '{fact} का मान प्रकाशित विकल्पों में नहीं है। फिर से चुनें।',
  ),
  FACT_UNKNOWN: entry(
    400,
    'The service {service} has no fact {fact}. Nothing was charged.',
    'सेवा {service} में {fact} नाम का तथ्य नहीं है। कुछ नहीं लिया गया।',
  ),
  FACT_DERIVED: entry(
    400,
    '{fact} is worked out by the counter and cannot be entered. Enter what it is worked out from.',
    '{fact} काउंटर खुद निकालता है, भरा नहीं जाता। जिससे निकलता है वह भरें।',
  ),
  FEE_TOO_LARGE: entry(
    422,
    'The fee for {service} comes to more than a counter may charge. Ask HQ.',
    '{service} का शुल्क काउंटर की सीमा से अधिक है। मुख्यालय से पूछें।',
  ),
  PRINT_UNDRAWABLE: entry(
    422,
    'This paper cannot be drawn (line {line}). The charge is safe. Send it by SMS and call HQ.',
    'यह काग़ज़ छापा नहीं जा सकता (पंक्ति {line})। शुल्क सुरक्षित है। SMS भेजें और मुख्यालय को बताएँ।',
  ),
  PRINTER_UNREACHABLE: entry(
    503,
    'The printer does not answer. The charge is safe. Check its power and cable and press F8, ' +
      'or send by SMS.',
    'प्रिंटर से संपर्क नहीं है। शुल्क सुरक्षित है। बिजली और तार देखें और F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_PAPER_OUT: entry(
    503,
    'Printer out of paper. The charge is safe. Load paper and press F8, or send by SMS.',
    'प्रिंटर में काग़ज़ ख़त्म है। शुल्क सुरक्षित है। काग़ज़ लगाकर F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_COVER_OPEN: entry(
    503,
    'The printer cover is open. The charge is safe. Close it and press F8, or send by SMS.',
    'प्रिंटर का ढक्कन खुला है। शुल्क सुरक्षित है। बंद करके F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_OFFLINE: entry(
    503,
    'The printer is offline. The charge is safe. Press its feed button, then F8, or send by SMS.',
    'प्रिंटर ऑफ़लाइन है। शुल्क सुरक्षित है। उसका फ़ीड बटन, फिर F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_FAULT: entry(
    503,
    'The printer reports a fault (cutter or heat). The charge is safe. Switch it off and on, ' +
      'press F8, or send by SMS.',
    'प्रिंटर में ख़राबी है (कटर या गर्मी)। शुल्क सुरक्षित है। बंद-चालू करके F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_DISCONNECTED: entry(
    503,
    'The line to the printer broke. The charge is safe. Look at the paper: if the receipt is not ' +
      'whole, press F8, or send by SMS.',
    'प्रिंटर से संपर्क बीच में टूटा। शुल्क सुरक्षित है। काग़ज़ देखें: रसीद पूरी न हो तो F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_TIMEOUT: entry(
    504,
    'The printer did not say that it finished. The charge is safe. Look at the paper: if the ' +
      'receipt is not whole, press F8, or send by SMS.',
    'प्रिंटर ने छपाई पूरी होने की सूचना नहीं दी। शुल्क सुरक्षित है। काग़ज़ देखें: रसीद पूरी न हो तो F8 दबाएँ।',
  ),
  HOST_RESTARTING: entry(
    503,
    'The counter service is starting again. Nothing is lost; look before you repeat the last step.',
    'काउंटर सेवा फिर से शुरू हो रही है। कुछ खोया नहीं है; पिछला काम दोहराने से पहले देख लें।',
  ),
  SENDER_REFUSED: entry(403, 'This window may not do that.', 'इस विंडो से यह काम नहीं हो सकता।'),
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
  CHAIN_FORKED: entry(
    409,
    'HQ holds another entry {seq} of this counter. Both are kept; stop charging and call HQ.',
    'मुख्यालय के पास दूसरी प्रविष्टि {seq} है। दोनों रखी हैं; रुकें, मुख्यालय को फ़ोन करें।',
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
  NOT_SIGNED_IN: entry(
    401,
    'Sign in at HQ with the access token of this installation.',
    'इस स्थापना के टोकन से मुख्यालय में प्रवेश करें।',
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
  CONFIG_UNREADABLE: entry(
    500,
    'The configuration {file} cannot be used (field {field}). Correct it and start again.',
    'सेटिंग फ़ाइल {file} काम नहीं आ सकती (फ़ील्ड {field})। ठीक करके फिर शुरू करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** The sentence for a person, filled in. Unknown placeholders stay visible on purpose. */
export function errorSentence(
  failure: {
    readonly code: ErrorCode;
    readonly details?: Readonly<Record<string, string | number>>;
  },
  language: Language,
): string {
  const details = failure.details ?? {};
  return ERRORS[failure.code].texts[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(details[name] ?? whole),
  );
}
