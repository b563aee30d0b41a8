/** Paying by UPI. */
import { entry, type ErrorEntry } from './entry.ts';

export const PAYMENT_ERRORS = {
  UPI_OFF: entry(
    503,
    'UPI is not set up here. Nothing was charged; take cash.',
    'यहाँ UPI चालू नहीं है। कुछ नहीं लिया गया; नकद लें।',
  ),
  UPI_OFFLINE: entry(
    503,
    'UPI needs the network, and it is away. Nothing was charged; take cash.',
    'UPI के लिए नेटवर्क चाहिए, जो अभी नहीं है। कुछ नहीं लिया गया; नकद लें।',
  ),
  UPI_NOT_IN_TRAINING: entry(
    409,
    'A training counter moves no real money. Use cash to practise.',
    'प्रशिक्षण काउंटर पर असली राशि नहीं चलती। अभ्यास नकद से करें।',
  ),
  UPI_NOT_AWAITED: entry(
    409,
    'No UPI payment is being waited for here. Nothing was changed.',
    'यहाँ किसी UPI भुगतान की प्रतीक्षा नहीं है। कुछ नहीं बदला।',
  ),
  UPI_CHARGE_SETTLED: entry(
    409,
    'This charge is settled already ({by}). Nothing more is asked of the citizen.',
    'यह शुल्क पहले ही निपट चुका है ({by})। नागरिक से और कुछ न लें।',
  ),
  UPI_ORDER_OPEN: entry(
    409,
    'A UPI payment is still open for this charge. Wait for it, or take cash.',
    'इस शुल्क का UPI भुगतान अभी खुला है। रुकें या नकद लें।',
  ),
  UPI_TOO_MANY_ORDERS: entry(
    409,
    'UPI was tried {limit} times for this charge. Take cash; what still arrives is refunded.',
    'इस शुल्क के लिए UPI {limit} बार आज़माया गया। नकद लें; जो बाद में आएगा, लौटेगा।',
  ),
  PAYOUTS_OFF: entry(
    503,
    'Transfers to the treasury are not set up. The money stays in the account; send it by challan.',
    'कोषागार को अंतरण चालू नहीं है। राशि खाते में रहेगी; चालान से भेजें।',
  ),
  PAYOUT_NOTHING: entry(
    409,
    'Nothing has been settled for {office} that was not sent on already.',
    '{office} के लिए ऐसा कुछ निपटान नहीं हुआ जो पहले न भेजा गया हो।',
  ),
  PAYOUT_BANK_SHORT: entry(
    409,
    '{amount} was settled, and by the books the bank holds {bank}: a challan took it. Nothing was ordered.',
    '{amount} का निपटान हुआ, पर बही में बैंक के पास {bank} है: चालान से जा चुका। कुछ आदेश नहीं हुआ।',
  ),
  PAYOUT_UNKNOWN: entry(404, 'There is no such transfer.', 'ऐसा कोई अंतरण नहीं है।'),
  PAYOUT_STATE: entry(
    409,
    'The transfer is {state}: that cannot be done any more. Nothing was changed.',
    'अंतरण की स्थिति {state} है: अब यह नहीं हो सकता। कुछ नहीं बदला।',
  ),
  UPI_ORDER_UNKNOWN: entry(
    404,
    'There is no such UPI order here. Nothing was changed.',
    'यहाँ ऐसा कोई UPI ऑर्डर नहीं है। कुछ नहीं बदला।',
  ),
  UPI_CODE_DIFFERS: entry(
    502,
    'The UPI code from the gateway is not for this charge ({field}). It is not shown; take cash.',
    'गेटवे का UPI कोड इस शुल्क का नहीं ({field})। नहीं दिखाया जाएगा; नकद लें।',
  ),
  UPI_QUOTE_REFUSED: entry(
    422,
    'The quote is not one that can be paid by UPI ({problem}). Nothing was charged.',
    'यह दर-पत्र UPI से नहीं चुक सकता ({problem})। कुछ नहीं लिया गया।',
  ),
  GATEWAY_UNAVAILABLE: entry(
    503,
    'The payment gateway does not answer ({cause}). Nothing was charged here. Try UPI again, or take cash.',
    'भुगतान गेटवे उत्तर नहीं दे रहा ({cause})। यहाँ कुछ नहीं लिया गया। UPI फिर आज़माएँ, या नकद लें।',
  ),
  GATEWAY_REFUSED: entry(
    502,
    'The payment gateway refused ({reason}). Nothing was charged; take cash.',
    'भुगतान गेटवे ने मना किया ({reason})। कुछ नहीं लिया गया; नकद लें।',
  ),
  EFFECT_NOT_DEAD: entry(
    409,
    'It is not given up: it has gone out or is being tried. Nothing was changed.',
    'यह छोड़ा नहीं गया है: जा चुका है या आज़माया जा रहा है। कुछ नहीं बदला।',
  ),
  WEBHOOK_REFUSED: entry(
    401,
    'The message is not signed by the gateway, or too old. It was not used.',
    'संदेश पर गेटवे के हस्ताक्षर नहीं, या वह पुराना है। काम में नहीं लिया गया।',
  ),
} as const satisfies Record<string, ErrorEntry>;
