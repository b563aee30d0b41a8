/** What goes wrong between a person and a drawer. */
import { entry } from './entry.ts';

export const CASH_ERRORS = {
  CASH_COUNT_EMPTY: entry(
    422,
    'Nothing was counted. Enter how many of each note and coin.',
    'कुछ नहीं गिना गया। हर नोट और सिक्के की संख्या भरें।',
  ),
  DROP_TOO_MUCH: entry(
    422,
    'That is more than this drawer can hold by the record. The count was kept; count again.',
    'अभिलेख के अनुसार गल्ले में इतना नहीं हो सकता। गिनती दर्ज हुई; फिर गिनें।',
  ),
  EXCHANGE_UNEQUAL: entry(
    422,
    'What goes out is {out} and what comes in is {in}. Both must be worth the same.',
    'बाहर {out} जा रहा है और अंदर {in} आ रहा है। दोनों बराबर होने चाहिए।',
  ),
  CHANGE_NOT_OWED: entry(
    422,
    'The change of {receipt} was {change}. Only that much, once, can be owed on a slip.',
    '{receipt} की वापसी {change} थी। पर्ची पर बस उतना, एक ही बार, बाक़ी रखा जा सकता है।',
  ),
  CHANGE_SLIP_UNKNOWN: entry(
    404,
    'There is no slip {slip} of this office. Read its number again; nothing was given.',
    'इस कार्यालय में पर्ची {slip} नहीं है। क्रमांक फिर पढ़ें; कुछ नहीं दिया गया।',
  ),
  CHANGE_SLIP_NOT_HEARD: entry(
    409,
    'HQ has not heard of slip {slip} from counter {counter} yet. It can be paid there.',
    'काउंटर {counter} की पर्ची {slip} की सूचना मुख्यालय में अभी नहीं है। भुगतान वहीं हो सकता है।',
  ),
  CHANGE_SLIP_ELSEWHERE: entry(
    409,
    'Slip {slip} is to be paid at counter {counter}. It is paid once; nothing was given here.',
    'पर्ची {slip} का भुगतान काउंटर {counter} पर होना है। एक ही बार; यहाँ कुछ नहीं दिया गया।',
  ),
  CHANGE_SLIP_NEEDS_HQ: entry(
    503,
    'Slip {slip} is of another counter: paying it needs HQ, and there is no line. Pay it at {counter}.',
    'पर्ची {slip} दूसरे काउंटर की है: भुगतान के लिए मुख्यालय चाहिए, लाइन नहीं है। {counter} पर दें।',
  ),
  CHANGE_SLIP_PAID: entry(
    409,
    'Slip {slip} was paid at {at}. Nothing was given again.',
    'पर्ची {slip} का भुगतान {at} पर हो चुका है। दोबारा कुछ नहीं दिया गया।',
  ),
  SEAL_UNKNOWN: entry(
    404,
    'There is no sealed drawer of {staff} at this counter.',
    'इस काउंटर पर {staff} का कोई सीलबंद गल्ला नहीं है।',
  ),
  SEALED_DRAWERS_OPEN: entry(
    409,
    'Your drawer is still sealed here. Break the seal and go on with that shift.',
    'आपका गल्ला यहाँ सीलबंद है। सील खोलकर वही पाली आगे चलाएँ।',
  ),
  HANDOVER_COUNTS_DIFFER: entry(
    422,
    'The two counts differ. Nothing was handed over; both were kept. Count again together.',
    'दोनों गिनतियाँ अलग हैं। कुछ नहीं सौंपा गया; दोनों दर्ज हुईं। साथ में फिर गिनें।',
  ),
  HANDOVER_TO_SELF: entry(
    422,
    'A drawer is handed to somebody else. Choose who takes it.',
    'गल्ला किसी और को सौंपा जाता है। चुनें कि कौन लेगा।',
  ),
  SHIFT_NOT_LEFT: entry(
    409,
    'No shift was left open here by somebody who is away.',
    'यहाँ किसी अनुपस्थित व्यक्ति की पाली खुली नहीं है।',
  ),
  COUNT_WANTED: entry(
    409,
    'A count of the drawer is wanted now. Press F9: cash drawer, count now.',
    'गल्ले की गिनती अभी माँगी गई है। F9 दबाएँ: नकद गल्ला, अभी गिनें।',
  ),
  COUNT_NOT_ORDERED: entry(
    404,
    'No count was asked for under {count}, or it was taken already.',
    '{count} के नाम से कोई गिनती नहीं माँगी गई, या वह हो चुकी है।',
  ),
  COUNT_ORDERED_ALREADY: entry(
    409,
    'A count is already asked for. Take that one first.',
    'गिनती पहले से माँगी गई है। पहले वही करें।',
  ),
  RECEIPT_CERTIFIED: entry(
    409,
    'Receipt {receipt} was certified already as {certificate}. One certificate a receipt.',
    'रसीद {receipt} का प्रमाणपत्र {certificate} पहले ही बन चुका है। एक रसीद का एक ही।',
  ),
  NOTE_SERIAL_MISSING: entry(
    422,
    'A note that is kept needs its number on the paper. Type it from the note.',
    'रखे गए नोट का क्रमांक ज़रूरी है। नोट से देखकर भरें।',
  ),
} as const;
