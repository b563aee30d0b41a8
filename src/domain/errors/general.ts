/** Edges, configuration and supervision. */
import { entry, type ErrorEntry } from './entry.ts';

export const GENERAL_ERRORS = {
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
  HOST_RESTARTING: entry(
    503,
    'The counter service is starting again. Nothing is lost; look before you repeat the last step.',
    'काउंटर सेवा फिर से शुरू हो रही है। कुछ खोया नहीं है; पिछला काम दोहराने से पहले देख लें।',
  ),
  SENDER_REFUSED: entry(403, 'This window may not do that.', 'इस विंडो से यह काम नहीं हो सकता।'),
  CONFIG_UNREADABLE: entry(
    500,
    'The configuration {file} cannot be used (field {field}). Correct it and start again.',
    'सेटिंग फ़ाइल {file} काम नहीं आ सकती (फ़ील्ड {field})। ठीक करके फिर शुरू करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
