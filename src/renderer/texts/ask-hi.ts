/** Every word about asking a citizen without a phone in Hindi; a part of `hi.ts`. */
import type { ScreenTexts } from './en.ts';
import type { askEn } from './ask-en.ts';

export const askHi: Pick<ScreenTexts, keyof typeof askEn> = {
  askMenu: 'बिना फ़ोन वाले नागरिक से पूछें',
  askTask: 'बिना फ़ोन वाले नागरिक से पूछें',
  askTaskText:
    'मुख्यालय पूछता है कि पिछली रसीद पर कितना दिया गया। नागरिक अपनी स्क्रीन पर स्वयं उत्तर देते हैं। जिस काउंटर ने शुल्क लिया, वहाँ नहीं।',
  askField: 'रसीद: स्कैन करें, या संख्या लिखें',
  askGo: 'नागरिक की स्क्रीन पर पूछें',
  askStands: 'प्रश्न नागरिक की स्क्रीन पर है',
  askStandsText: 'उत्तर वे स्वयं दबाएँगे। उनकी ओर से न दबाएँ। Esc से प्रश्न हटेगा।',
  askOver: 'प्रश्न पूरा हुआ',
  askOverText: 'उत्तर केवल मुख्यालय जानता है। Esc से आगे बढ़ें।',
  askTitle: 'मुख्यालय आपसे पूछता है',
  askOfficial: 'सरकारी शुल्क था',
  askWhat: 'आपने कितना दिया?',
  ask_exact: 'ठीक इतना ही',
  ask_more: 'इससे अधिक',
  ask_no_receipt: 'पैसे दिए, रसीद नहीं मिली',
  askHidden: 'यहाँ स्वयं दबाएँ। आपका उत्तर कार्यालय को नहीं बताया जाता; उत्तर देना ज़रूरी नहीं।',
  askUnheard: 'आपका उत्तर नहीं पहुँचा। कृपया एक बार फिर दबाएँ।',
  askThanks: 'धन्यवाद',
  askThanksText: 'आपका उत्तर मुख्यालय के पास है, इस कार्यालय के पास नहीं। कुछ ग़लत हो तो जाँच होगी।',
};
