/** Tariffs, facts and prices. */
import { entry, type ErrorEntry } from './entry.ts';

export const TARIFF_ERRORS = {
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
  CLOCK_IN_DOUBT: entry(
    409,
    'The clock of this counter is too far in doubt to know which fee holds. Connect it to HQ.',
    'इस काउंटर की घड़ी पर इतना संदेह है कि शुल्क तय नहीं हो सकता। इसे मुख्यालय से जोड़ें।',
  ),
  FEE_TOO_LARGE: entry(
    422,
    'The fee for {service} comes to more than a counter may charge. Ask HQ.',
    '{service} का शुल्क काउंटर की सीमा से अधिक है। मुख्यालय से पूछें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
