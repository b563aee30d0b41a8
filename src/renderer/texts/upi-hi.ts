/** The same in Hindi. */
import type { upiEn } from './upi-en.ts';

type Same = {
  readonly [K in keyof typeof upiEn]: (typeof upiEn)[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : string;
};

export const upiHi: Same = {
  document_upi_slip: 'पर्ची: भुगतान की पुष्टि बाक़ी',
  upiOff: 'चालू नहीं; नकद लें',
  upiAsking: 'कोड माँगा जा रहा है',
  upiAskingHelp: 'गेटवे कोड बना रहा है। F4 से कभी भी नकद ले सकते हैं।',
  upiAwaiting: 'नागरिक UPI से भुगतान कर रहे हैं',
  upiAwaitingHelp: 'कोड नागरिक की स्क्रीन पर है। भुगतान होते ही रसीद अपने-आप छपेगी।',
  upiHidden: 'कोड इस समय नहीं दिख रहा। F6 से फिर दिखाएँ।',
  upiLeft: (time) => `${time} शेष`,
  upiUnknown: 'बैंक की पुष्टि का इंतज़ार',
  upiUnknownHelp:
    'कोड का समय पूरा हुआ; भुगतान हुआ या नहीं, अभी पता नहीं। पर्ची देकर अगले नागरिक को बुलाएँ, या रुकें।',
  upiAgain: 'कोड फिर दिखाएँ',
  upiSlip: 'पर्ची दें: भुगतान की पुष्टि बाक़ी',
  upiCash: 'नकद लें',
  upiAside: 'जिन भुगतानों की पुष्टि बाक़ी है',
  upiLink: 'SMS से भुगतान लिंक भेजें',
  upiLinkOff: 'संदेश चालू नहीं',
  upiLinkLater: 'नेटवर्क लौटने पर जाएगा',
  upiLinkNobody: 'नंबर नहीं, या संदेश नहीं चाहते',
  upiFind: 'पर्ची खोजें',
  upiFindTitle: 'पर्ची का क्या हुआ?',
  upiFindText: 'संख्या पर्ची पर छपी है। इस कार्यालय का कोई भी काउंटर खोज सकता है।',
  upiFindField: 'पर्ची संख्या',
  upiFindGo: 'खोजें',
  upiPaidBy: 'UPI से भुगतान',
  upiReference: (reference) => `बैंक संदर्भ ${reference}`,
  upiState_paid: 'भुगतान हो गया। रसीद बन गई।',
  upiState_waiting: 'अभी पता नहीं। अपने-आप पूछा जा रहा है; दोबारा भुगतान न लें।',
  upiState_not_paid: 'कुछ नहीं चुकाया गया। नागरिक अब भुगतान कर सकते हैं।',
  upiState_refunded: 'भुगतान हुआ था और नागरिक के खाते में लौट गया।',
  upiState_cash: 'नकद चुकाया गया। UPI से आई राशि लौट गई।',
  toRefund: 'उनके UPI खाते में लौटेगा',
  toRefundHelp: 'गेटवे से, अपने-आप। गल्ले से कुछ न दें।',
  upiScan: 'किसी भी UPI ऐप से स्कैन करें',
  upiPayTo: 'भुगतान पाने वाला',
  upiPayCheck: 'आपके ऐप में यही नाम और यही राशि दिखनी चाहिए।',
  upiTimeLeft: (time) => `कोड ${time} तक मान्य`,
  upiComing: 'आपका कोड आ रहा है',
  upiBank: 'बैंक की पुष्टि का इंतज़ार',
  upiBankHelp: 'दोबारा भुगतान न करें। खाते से निकली राशि मिल जाएगी या लौट आएगी।',
};
