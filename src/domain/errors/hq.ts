/** What HQ decides, publishes and keeps twice. */
import { entry, type ErrorEntry } from './entry.ts';

export const HQ_ERRORS = {
  OFFICE_CHAIN_DIFFERS: entry(
    500,
    'The chain of {office} and its copy differ at {seq}. Nothing is decided until both are compared.',
    '{office} की शृंखला और उसकी प्रति {seq} पर अलग हैं। मिलान तक कोई निर्णय नहीं होगा।',
  ),
  OFFICE_COPY_FAILED: entry(
    503,
    'The copy of the office chain cannot be written ({cause}). Decided, but not sent; try again.',
    'कार्यालय शृंखला की प्रति नहीं लिखी गई ({cause})। निर्णय दर्ज है, भेजा नहीं गया; फिर करें।',
  ),
  HQ_PAST_CHANGED: entry(
    409,
    'HQ published another past for {date} than before. Go on charging; call the inspector.',
    'मुख्यालय ने {date} का रिकॉर्ड बदला है। काम जारी रखें; निरीक्षक को फ़ोन करें।',
  ),
  ROOT_NOT_MADE: entry(
    404,
    'There is no published root for {date}. A day has its root after midnight.',
    '{date} की जड़ प्रकाशित नहीं है। दिन की जड़ आधी रात के बाद बनती है।',
  ),
  COUNTER_NOT_IN_ROOT: entry(
    404,
    'The root of {date} does not cover {counter}: nothing of it was acknowledged by then.',
    '{date} की जड़ में {counter} नहीं है: तब तक उसका कुछ माना नहीं गया था।',
  ),
  HEAD_PROOF_WRONG: entry(
    422,
    'The proof does not lead from {counter} to the root of {date}.',
    'प्रमाण {counter} से {date} की जड़ तक नहीं पहुँचता।',
  ),
  EVIDENCE_NOTHING: entry(
    404,
    'HQ holds nothing of this. Look at the number and the counter again.',
    'मुख्यालय के पास इसका कुछ नहीं है। संख्या और काउंटर फिर देखें।',
  ),
  CASE_UNKNOWN: entry(404, 'There is no such case.', 'ऐसा कोई मामला नहीं है।'),
  CASE_CLOSED: entry(
    409,
    'This case is closed already. Nothing was changed.',
    'यह मामला पहले ही बंद है। कुछ नहीं बदला।',
  ),
  CASE_NEEDS_DECISION: entry(
    409,
    'Money stands in suspense here. Say what becomes of it, then close the case.',
    'यहाँ उचंत में पैसा है। पहले उसका निर्णय करें, फिर मामला बंद करें।',
  ),
  REFUND_UNKNOWN: entry(404, 'There is no such refund.', 'ऐसी कोई वापसी नहीं है।'),
  REFUND_STATE: entry(
    409,
    'The refund is {state}: this step is not its next one. Nothing was changed.',
    'वापसी की स्थिति {state} है: यह उसका अगला कदम नहीं। कुछ नहीं बदला।',
  ),
  REFUND_BY_GATEWAY: entry(
    409,
    'It came by UPI and goes back by UPI, by itself. Nobody records that.',
    'यह UPI से आया और अपने आप UPI से लौटेगा। इसे कोई दर्ज नहीं करता।',
  ),
  RECEIPT_NOT_HELD: entry(
    404,
    'HQ holds no receipt {receipt} of this office. Look at the number; it may not have arrived yet.',
    'मुख्यालय के पास इस कार्यालय की रसीद {receipt} नहीं है। संख्या देखें; हो सकता है अभी न आई हो।',
  ),
  REFUND_REMAINDER: entry(
    409,
    'So much of this receipt is not there any more: some went back already. Nothing was sent.',
    'इस रसीद की इतनी राशि अब नहीं है: कुछ पहले लौट चुकी है। कुछ नहीं भेजा गया।',
  ),
  SECOND_PERSON_NEEDED: entry(
    403,
    'Who asked for it cannot approve it. Another person must.',
    'जिसने माँगा वही मंज़ूर नहीं कर सकता। दूसरा व्यक्ति करे।',
  ),
  HQ_STAFF_WRONG: entry(
    403,
    'The staff number or PIN is not right, or this role may not do it. Nothing was changed.',
    'कर्मचारी संख्या या पिन सही नहीं, या इस भूमिका को अनुमति नहीं। कुछ नहीं बदला।',
  ),
  TARIFF_UNKNOWN: entry(
    404,
    'There is no published tariff {tariff} of version {version}.',
    'शुल्क दर {tariff} का संस्करण {version} प्रकाशित नहीं है।',
  ),
} as const satisfies Record<string, ErrorEntry>;
