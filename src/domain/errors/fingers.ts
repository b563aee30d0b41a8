/** Enrolling and recognising by fingerprint. There is always another way (promise P9). */
import { entry, type ErrorEntry } from './entry.ts';

export const FINGER_ERRORS = {
  FINGER_OFF: entry(
    409,
    'This office does not use fingerprints: HQ has not switched them on. Go on without.',
    'इस कार्यालय में फ़िंगरप्रिंट का उपयोग नहीं होता: मुख्यालय ने चालू नहीं किया। उसके बिना आगे बढ़ें।',
  ),
  FINGER_NOT_THE_MOMENT: entry(
    409,
    'That is not the next step of this capture. See the screen for what is.',
    'अभी यह चरण नहीं है। अगला चरण स्क्रीन पर देखें।',
  ),
  FINGER_NOT_A_FINGER: entry(
    422,
    'No finger could be seen clearly. Wipe the glass and put one finger flat on it.',
    'उँगली साफ़ नहीं दिखी। काँच पोंछें और एक उँगली सीधी रखें।',
  ),
  FINGER_TOO_DRY: entry(
    422,
    'The finger is too dry. Breathe on it and put it on again.',
    'उँगली बहुत सूखी है। उस पर साँस छोड़ें और फिर रखें।',
  ),
  FINGER_TOO_WET: entry(
    422,
    'The finger is too wet. Wipe it dry and put it on again.',
    'उँगली बहुत गीली है। पोंछकर फिर रखें।',
  ),
  FINGER_PARTIAL: entry(
    422,
    'Only a part of the finger was on the glass. Put it on flat, with more of the finger.',
    'उँगली का थोड़ा ही हिस्सा काँच पर था। उसे सीधा और पूरा रखें।',
  ),
  FINGER_OFF_CENTRE: entry(
    422,
    'The finger was to one side. Put it in the middle of the glass.',
    'उँगली एक ओर थी। उसे काँच के बीच में रखें।',
  ),
  FINGER_FEW_DETAILS: entry(
    422,
    'Too little of the ridges was seen. Press a little harder, or take another finger.',
    'लकीरें बहुत कम दिखीं। थोड़ा दबाएँ, या दूसरी उँगली लें।',
  ),
  FINGER_DIFFERS: entry(
    422,
    'This capture does not agree with the others of this finger. Put the same finger on again.',
    'यह छाप इसी उँगली की बाकी छापों से नहीं मिलती। वही उँगली फिर रखें।',
  ),
  FINGER_REPEATED: entry(
    409,
    'This finger is enrolled already under another name. Take a different finger.',
    'यह उँगली दूसरे नाम से दर्ज हो चुकी है। दूसरी उँगली लें।',
  ),
  FINGER_UNREADABLE: entry(
    422,
    'The finger cannot be read. Nothing was kept. Try another finger, or go on with a code or the ' +
      'manager.',
    'उँगली पढ़ी नहीं जा सकती। कुछ नहीं रखा गया। दूसरी उँगली लें, या कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  FINGER_NOT_MATCHED: entry(
    403,
    'The finger is not that of the person who is enrolled. No money has moved. Check the ' +
      'reference, or go on with a code or the manager.',
    'उँगली दर्ज व्यक्ति की नहीं है। कोई पैसा नहीं लिया गया। संदर्भ जाँचें, या कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  FINGER_NOT_ENROLLED: entry(
    404,
    'Nobody is enrolled under this reference for this service. Enrol them with their consent, or ' +
      'go on with a code or the manager.',
    'इस संदर्भ से इस सेवा के लिए कोई दर्ज नहीं है। सहमति लेकर दर्ज करें, या कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  FINGER_ENROLLED_ALREADY: entry(
    409,
    'This finger is enrolled under another reference. Nothing was kept. Call the manager.',
    'यह उँगली किसी और संदर्भ से दर्ज है। कुछ नहीं रखा गया। प्रबंधक को बुलाएँ।',
  ),
  FINGER_LOCKED: entry(
    429,
    'Too many captures did not match. Wait {seconds} seconds, or go on with a code or the manager.',
    'बहुत बार छाप नहीं मिली। {seconds} सेकंड रुकें, या कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  FINGER_KEY_MISSING: entry(
    503,
    'This counter does not have the key of the office for fingerprints yet. It comes when another ' +
      'counter and HQ are online. Go on with a code or the manager.',
    'इस काउंटर के पास अभी कार्यालय की फ़िंगरप्रिंट कुंजी नहीं है। दूसरे काउंटर और मुख्यालय के ऑनलाइन होने पर आएगी। तब तक कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  FINGERS_NEEDED: entry(
    409,
    'At least {count} different fingers are needed. Capture another one.',
    'कम से कम {count} अलग उँगलियाँ चाहिए। एक और उँगली लें।',
  ),
  SCANNER_UNPROVEN: entry(
    403,
    'This scanner cannot prove that a finger was taken now. Approve with the PIN.',
    'यह स्कैनर साबित नहीं कर सकता कि उँगली अभी ली गई। पिन से मंज़ूरी दें।',
  ),
  STEP_UP_PROOF_WRONG: entry(
    403,
    'The approval by finger was for something else, or too long ago. Nothing was done. Approve again.',
    'उँगली से मिली मंज़ूरी किसी और काम की थी, या पुरानी हो गई। कुछ नहीं किया गया। फिर मंज़ूरी दें।',
  ),
  IDENTITY_NEEDED: entry(
    403,
    'This service asks who the citizen is. Take their finger, or go on with a code or the manager. ' +
      'No money has moved.',
    'यह सेवा नागरिक की पहचान माँगती है। उनकी उँगली लें, या कोड से या प्रबंधक के साथ आगे बढ़ें। कोई पैसा नहीं लिया गया।',
  ),
  IDENTITY_NOT_NEEDED: entry(
    409,
    'Nothing in this visit asks who the citizen is. Go on.',
    'इस काम में पहचान नहीं माँगी गई है। आगे बढ़ें।',
  ),
  CODE_OFFLINE: entry(
    503,
    'There is no line to HQ, so no code can be sent. Go on with a finger or the manager.',
    'मुख्यालय से संपर्क नहीं है, इसलिए कोड नहीं भेजा जा सकता। उँगली से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  CODE_NO_PHONE: entry(
    409,
    'This citizen gave no mobile number, so no code can be sent. Go on with the manager.',
    'नागरिक ने मोबाइल नंबर नहीं दिया, इसलिए कोड नहीं भेजा जा सकता। प्रबंधक के साथ आगे बढ़ें।',
  ),
  CODE_NOT_YET: entry(
    409,
    'The citizen’s number has not reached HQ yet. Ask for the code again in a minute, or go on with the manager.',
    'नागरिक का नंबर अभी मुख्यालय नहीं पहुँचा। एक मिनट बाद फिर कोड माँगें, या प्रबंधक के साथ आगे बढ़ें।',
  ),
  CODE_WRONG: entry(
    403,
    'The code is wrong. {left} tries are left.',
    'कोड गलत है। {left} बार और कोशिश कर सकते हैं।',
  ),
  CODE_EXPIRED: entry(
    410,
    'The code holds no longer, or there was none. Send a new one.',
    'कोड अब मान्य नहीं है, या भेजा ही नहीं गया। नया भेजें।',
  ),
  CODE_TOO_SOON: entry(
    429,
    'A code was sent just now. Wait {seconds} seconds before another one.',
    'कोड अभी भेजा गया है। दूसरा भेजने से पहले {seconds} सेकंड रुकें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
