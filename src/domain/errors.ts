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
