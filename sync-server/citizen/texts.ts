/** The citizen page's words, in each language with the same keys. Plain and short: many read little. */
import { createContext, useContext } from 'react';

import type { Language, Texts } from '#domain/language.ts';

import type { Verdict } from './check.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

const TEXTS = {
  brand: t('Raseed', 'रसीद'),
  otherLanguage: t('हिन्दी', 'English'),
  title: t('Check your receipt', 'अपनी रसीद जाँचें'),
  intro: t(
    'See whether a receipt is real, and what you should have paid.',
    'देखें कि रसीद असली है या नहीं, और आपको कितना देना था।',
  ),
  scan: t('Scan with the camera', 'कैमरे से स्कैन करें'),
  photo: t('Choose a photo', 'फ़ोटो चुनें'),
  orNumber: t('Or type the receipt number', 'या रसीद संख्या लिखें'),
  number: t('Receipt number', 'रसीद संख्या'),
  numberHint: t('As printed: KA-BLR-01-C3/2627/000042', 'जैसी छपी है: KA-BLR-01-C3/2627/000042'),
  numberWrong: t(
    'This is not a receipt number. Type it exactly as it is printed.',
    'यह रसीद संख्या नहीं है। जैसी छपी है, ठीक वैसी लिखें।',
  ),
  checkNumber: t('Check the number', 'संख्या जाँचें'),
  numberNeedsNetwork: t(
    'A number can be checked only with a network. Scanning works without.',
    'संख्या जाँचने के लिए नेटवर्क चाहिए। स्कैन बिना नेटवर्क भी चलता है।',
  ),
  privacy: t(
    'No name, no phone number, no sign-in. Nothing about you is kept.',
    'न नाम, न फ़ोन नंबर, न लॉगिन। आपके बारे में कुछ नहीं रखा जाता।',
  ),
  published: t(
    'Published for {date}: the root of every counter’s journal, for whoever wants to keep it.',
    '{date} के लिए प्रकाशित: हर काउंटर की बही की जड़, जो चाहे रख सकता है।',
  ),
  publishedAll: t('All published roots', 'सब प्रकाशित जड़ें'),
  ready: t(
    'Ready, also without a network. Keys of {date}.',
    'तैयार, बिना नेटवर्क भी। कुंजियाँ {date} की।',
  ),
  preparing: t('Getting ready…', 'तैयार हो रहा है…'),
  notReady: t('Not ready yet: connect to a network once.', 'अभी तैयार नहीं: एक बार नेटवर्क से जुड़ें।'),
  rootChanged: t(
    'HQ now shows other keys than at your first visit. They are not used. Tell the complaint number.',
    'मुख्यालय अब पहली बार से अलग कुंजियाँ दिखा रहा है। वे काम में नहीं ली गईं। शिकायत नंबर पर बताएँ।',
  ),
  checking: t('Checking…', 'जाँच हो रही है…'),
  aim: t('Hold the whole square in the frame.', 'पूरा चौकोर कोड चौखट में रखें।'),
  stopCamera: t('Close the camera', 'कैमरा बंद करें'),
  cameraRefused: t(
    'The camera cannot be used. Allow it for this page, or choose a photo.',
    'कैमरा नहीं खुला। इस पेज को अनुमति दें, या फ़ोटो चुनें।',
  ),
  photoUnreadable: t(
    'No receipt code was found in this photo. Lay the receipt flat, in good light, and try again.',
    'इस फ़ोटो में रसीद का कोड नहीं मिला। रसीद सीधी रखें, अच्छी रोशनी में फिर फ़ोटो लें।',
  ),
  readingPhoto: t('Reading the photo…', 'फ़ोटो पढ़ी जा रही है…'),
  amountCancelled: t('Cancelled, in full', 'पूरी रद्द राशि'),
  refundApproved: t('To be paid back to you', 'आपको लौटाया जाएगा'),
  refunded: t('Paid back to you', 'आपको लौटाया गया'),
  sanction: t('By sanction', 'स्वीकृति संख्या'),
  paidExactly: t('You should have paid exactly', 'आपको केवल इतना देना था'),
  nothingToPay: t('There was nothing to pay.', 'कोई शुल्क नहीं देना था।'),
  linesCharged: t('What was charged', 'किस बात का शुल्क'),
  linesPublished: t('The published fee', 'प्रकाशित शुल्क'),
  linesMissing: t(
    'The fee lines are not on this phone yet. They appear with a network.',
    'शुल्क का ब्योरा अभी इस फ़ोन में नहीं है। नेटवर्क मिलने पर दिखेगा।',
  ),
  publishedNote: t(
    'Each line as published. The signed total above is what counts.',
    'हर पंक्ति, जैसी प्रकाशित है। ऊपर की हस्ताक्षरित राशि ही मान्य है।',
  ),
  rounding: t('Rounding', 'पूर्णांकन'),
  total: t('Official total', 'कुल सरकारी शुल्क'),
  where: t('The receipt', 'रसीद का विवरण'),
  service: t('Service', 'सेवा'),
  office: t('Office', 'कार्यालय'),
  department: t('Department', 'विभाग'),
  counter: t('Counter', 'काउंटर'),
  issuedAt: t('Issued', 'जारी'),
  paidBy: t('Paid by', 'भुगतान'),
  cash: t('Cash', 'नकद'),
  upi: t('UPI', 'UPI'),
  nil: t('No fee', 'निःशुल्क'),
  instrument: t('Cheque or draft', 'चेक या ड्राफ़्ट'),
  tariff: t('Tariff', 'शुल्क दर'),
  version: t('version {n}', 'संस्करण {n}'),
  askedMore: t('Were you asked for more?', 'ज़्यादा पैसे माँगे गए?'),
  askedMoreText: t(
    'Nobody may ask for more than this amount. Call and give the receipt number.',
    'इससे ज़्यादा कोई नहीं माँग सकता। कॉल करें और रसीद संख्या बताएँ।',
  ),
  whatToDo: t('What to do', 'अब क्या करें'),
  tellText: t(
    'Keep this paper. Call and say what you see here.',
    'यह काग़ज़ सँभालकर रखें। कॉल करें और यहाँ जो लिखा है बताएँ।',
  ),
  call: t('Call {number}', '{number} पर कॉल करें'),
  noNumber: t(
    'The complaint number is printed on the receipt and at the office.',
    'शिकायत नंबर रसीद पर और कार्यालय में लिखा है।',
  ),
  again: t('Check another receipt', 'दूसरी रसीद जाँचें'),
  retry: t('Ask HQ again', 'मुख्यालय से फिर पूछें'),
  depends: t('depends on: {of}', 'इस पर निर्भर: {of}'),
  perUnit: t('{rate} × {of}', '{rate} × {of}'),
  perStep: t('{rate} for each {step} of: {of}', 'प्रत्येक {step} पर {rate}: {of}'),
  percent: t('{rate} % of: {of}', '{of} का {rate} %'),
  rebate: t('less, where it applies', 'छूट, जहाँ लागू हो'),
} as const satisfies Record<string, Texts>;

interface VerdictWords {
  readonly word: Texts;
  readonly meaning: Texts;
}

const verdict = (word: Texts, meaning: Texts): VerdictWords => ({ word, meaning });

export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  confirmed: verdict(
    t('Genuine', 'असली रसीद'),
    t(
      'Signed by the counter and confirmed with HQ.',
      'काउंटर के हस्ताक्षर सही हैं और मुख्यालय ने पुष्टि की है।',
    ),
  ),
  unconfirmed: verdict(
    t('Signature valid', 'हस्ताक्षर मान्य'),
    t(
      'Not confirmed with HQ: it cannot be reached now. It is asked again when there is a network.',
      'मुख्यालय से पुष्टि नहीं हुई: अभी संपर्क नहीं है। नेटवर्क मिलते ही फिर पूछा जाएगा।',
    ),
  ),
  not_yet_received: verdict(
    t('Signature valid, not yet received', 'हस्ताक्षर मान्य, अभी पहुँची नहीं'),
    t(
      'HQ has not received it from the counter yet. That is normal while a counter has no network. Check again tomorrow.',
      'काउंटर से यह रसीद मुख्यालय अभी नहीं पहुँची। काउंटर पर नेटवर्क न हो तो ऐसा होता है। कल फिर जाँचें।',
    ),
  ),
  reversed: verdict(
    t('Cancelled', 'रद्द'),
    t(
      'This receipt was reversed. The money was given back or moved to another receipt. If you did not get it, call.',
      'यह रसीद रद्द कर दी गई है। पैसा वापस हुआ या दूसरी रसीद में जोड़ा गया। आपको न मिला हो तो कॉल करें।',
    ),
  ),
  altered: verdict(
    t('Altered: not genuine', 'बदली हुई: असली नहीं'),
    t(
      'What is written here is not what the counter signed. Do not rely on it.',
      'यहाँ जो लिखा है, काउंटर ने उस पर हस्ताक्षर नहीं किए। इस पर भरोसा न करें।',
    ),
  ),
  unknown_key: verdict(
    t('Not from a known counter', 'किसी ज्ञात काउंटर की नहीं'),
    t(
      'No office of this department signed it. Do not rely on it.',
      'इस विभाग के किसी कार्यालय ने इस पर हस्ताक्षर नहीं किए। इस पर भरोसा न करें।',
    ),
  ),
  revoked_key: verdict(
    t('Counter’s key withdrawn', 'काउंटर की कुंजी वापस ली गई'),
    t(
      'HQ has withdrawn the key that signed this, and has not confirmed the receipt. Ask before you rely on it.',
      'जिस कुंजी से हस्ताक्षर हुए, मुख्यालय ने उसे वापस ले लिया है और रसीद की पुष्टि नहीं की। भरोसा करने से पहले पूछें।',
    ),
  ),
  expired_key: verdict(
    t('Counter’s key out of date', 'काउंटर की कुंजी की अवधि समाप्त'),
    t(
      'The key was not valid on the day of this receipt, and HQ has not confirmed it. Ask before you rely on it.',
      'रसीद के दिन यह कुंजी मान्य नहीं थी और मुख्यालय ने पुष्टि नहीं की। भरोसा करने से पहले पूछें।',
    ),
  ),
  unknown_alarm: verdict(
    t('HQ has no such receipt', 'मुख्यालय में ऐसी रसीद नहीं'),
    t(
      'HQ holds the counter’s book up to here, and this is not in it. HQ has been told. Keep the paper.',
      'मुख्यालय के पास काउंटर का यहाँ तक का हिसाब है, और यह रसीद उसमें नहीं है। मुख्यालय को सूचना दी गई। काग़ज़ सँभालें।',
    ),
  ),
  training: verdict(
    t('Training: not a receipt', 'प्रशिक्षण: यह रसीद नहीं है'),
    t(
      'It was printed for practice. If you paid money for it, call.',
      'यह अभ्यास के लिए छपी है। इसके लिए पैसे दिए हों तो कॉल करें।',
    ),
  ),
  unreadable: verdict(
    t('Not a receipt', 'यह रसीद नहीं है'),
    t(
      'This code is not that of a receipt. Scan the square on the receipt, flat and in good light.',
      'यह रसीद का कोड नहीं है। रसीद का चौकोर कोड सीधा रखकर, अच्छी रोशनी में स्कैन करें।',
    ),
  ),
  not_found: verdict(
    t('Number not found', 'संख्या नहीं मिली'),
    t(
      'HQ has later receipts of this counter but not this one. Compare the number with the paper. If it is the same, call.',
      'मुख्यालय के पास इस काउंटर की बाद की रसीदें हैं, यह नहीं। संख्या काग़ज़ से मिलाएँ। वही हो तो कॉल करें।',
    ),
  ),
  unreachable: verdict(
    t('HQ cannot be reached', 'मुख्यालय से संपर्क नहीं'),
    t(
      'A number is checked only with a network. Scan the code instead: that works without.',
      'संख्या की जाँच नेटवर्क से ही होती है। कोड स्कैन करें: वह बिना नेटवर्क भी चलता है।',
    ),
  ),
  no_keys: verdict(
    t('Not ready yet', 'अभी तैयार नहीं'),
    t(
      'HQ’s keys have not reached this phone yet. Connect to a network once, then check again.',
      'मुख्यालय की कुंजियाँ इस फ़ोन में अभी नहीं आईं। एक बार नेटवर्क से जुड़ें, फिर जाँचें।',
    ),
  ),
};

export type Word = keyof typeof TEXTS;

export interface Words {
  readonly language: Language;
  /** A text with its `{…}` filled. */
  readonly say: (word: Word, values?: Readonly<Record<string, string | number>>) => string;
}

export const wordsIn = (language: Language): Words => ({
  language,
  say: (word, values = {}) =>
    TEXTS[word][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    ),
});

export const WordsContext = createContext<Words>(wordsIn('en'));
export const useWords = (): Words => useContext(WordsContext);
