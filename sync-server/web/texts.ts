/** The HQ page's words, in each language with the same keys. */
import { createContext, useContext } from 'react';

import type { Language } from '#domain/language.ts';

const en = {
  title: 'HQ',
  today: 'Today',
  days: 'Days',
  overShort: 'Over and short',
  deposits: 'Cash to the bank',
  offices: 'Offices',
  counters: 'Counters',
  tariffs: 'Tariffs',
  cases: 'Cases',
  refunds: 'Refunds',
  gateway: 'Gateway',
  treasury: 'To the treasury',
  answers: 'What citizens say',
  signals: 'Signals',
  menu: 'Menu',
  language: 'हिन्दी',
  live: 'Live',
  notLive: 'Not live: trying again',
  signInTitle: 'Sign in to HQ',
  signInHint: 'Paste the access code that was shown when the server started.',
  accessCode: 'Access code',
  signIn: 'Sign in',
  wrongCode: 'That code is not right. Copy it again from where the server was started.',
  unreachable:
    'HQ cannot be reached. The last figures stay in sight; they are tried again by themselves.',
  unreachableFirst: 'HQ cannot be reached. It is tried again by itself.',
  refused: 'HQ refused the question. Load the page again; if it stays, call support.',
  loading: 'Reading figures…',
  collected: 'Collected',
  receipts: 'Receipts',
  reversed: 'Reversed',
  nil: 'Nil receipts',
  withoutMoney: 'Quotes without money',
  reprints: 'Printed again',
  yesterdayByNow: 'yesterday by now',
  byHour: 'Collected by hour, ₹',
  byService: 'By service',
  charges: 'Charges today',
  chargesEmpty:
    'No charges yet today. A charge appears here within seconds of its receipt, once its counter is online.',
  noService: 'Nothing collected yet today.',
  office: 'Office',
  counter: 'Counter',
  service: 'Service',
  amount: 'Amount',
  time: 'Time',
  receipt: 'Receipt',
  tender: 'Paid by',
  cash: 'Cash',
  upi: 'UPI',
  nilTender: 'Nil',
  chequeTender: 'Cheque, draft',
  received: 'Reached HQ',
  status: 'State',
  valid: 'Issued',
  reversedState: 'Reversed',
  lastSync: 'Last heard',
  never: 'never',
  ago: 'ago',
  entries: 'Entries',
  takings: 'Takings today',
  online: 'In touch',
  quiet: 'Quiet',
  silent: 'Silent',
  notEnrolled: 'Not enrolled',
  training: 'Training',
  countersEmpty: 'No counter is registered yet. Make a one-time code and enter it at the counter.',
  inForce: 'In force',
  future: 'From a later day',
  expired: 'Expired',
  version: 'version',
  from: 'from {date}',
  until: 'until {date}',
  openEnded: 'until changed',
  signedBy: 'Made by {maker}, approved by {approver}',
  servicesIn: '{n} services',
  tariffsEmpty:
    'No tariff is in force. Counters charge nothing until one is made, approved and published.',
  casesEmpty:
    'No open case. A batch that does not fit its chain, or an entry that cannot be read, becomes one.',
  openCases: 'Open cases',
  kind: 'Kind',
  opened: 'Opened',
  all: 'All',
  pending: '…',
} as const;

export type HqTexts = Readonly<Record<keyof typeof en, string>>;

const hi: HqTexts = {
  title: 'मुख्यालय',
  today: 'आज',
  days: 'दिन',
  overShort: 'अधिक और कम नकद',
  deposits: 'बैंक जाने वाला नकद',
  offices: 'कार्यालय',
  counters: 'काउंटर',
  tariffs: 'शुल्क दरें',
  cases: 'मामले',
  refunds: 'वापसियाँ',
  gateway: 'भुगतान गेटवे',
  treasury: 'कोषागार को',
  answers: 'नागरिक क्या कहते हैं',
  signals: 'संकेत',
  menu: 'मेन्यू',
  language: 'English',
  live: 'सीधा प्रसारण',
  notLive: 'संपर्क टूटा: फिर कोशिश हो रही है',
  signInTitle: 'मुख्यालय में प्रवेश',
  signInHint: 'सर्वर शुरू होते समय दिखा प्रवेश कोड यहाँ डालें।',
  accessCode: 'प्रवेश कोड',
  signIn: 'प्रवेश करें',
  wrongCode: 'यह कोड सही नहीं है। जहाँ सर्वर शुरू हुआ था वहाँ से फिर कॉपी करें।',
  unreachable: 'मुख्यालय से संपर्क नहीं हो रहा। पिछले आँकड़े दिखते रहेंगे; कोशिश अपने-आप जारी है।',
  unreachableFirst: 'मुख्यालय से संपर्क नहीं हो रहा। कोशिश अपने-आप जारी है।',
  refused: 'मुख्यालय ने उत्तर नहीं दिया। पेज फिर खोलें; न चले तो सहायता को फ़ोन करें।',
  loading: 'आँकड़े पढ़े जा रहे हैं…',
  collected: 'वसूली',
  receipts: 'रसीदें',
  reversed: 'वापस की गई राशि',
  nil: 'शून्य शुल्क रसीदें',
  withoutMoney: 'बिना भुगतान के विवरण',
  reprints: 'दोबारा छपी रसीदें',
  yesterdayByNow: 'कल इस समय तक',
  byHour: 'घंटे के अनुसार वसूली, ₹',
  byService: 'सेवा के अनुसार',
  charges: 'आज के शुल्क',
  chargesEmpty: 'आज अभी कोई शुल्क नहीं। काउंटर ऑनलाइन हो तो रसीद के कुछ सेकंड में यहाँ दिखेगा।',
  noService: 'आज अभी कुछ वसूल नहीं हुआ।',
  office: 'कार्यालय',
  counter: 'काउंटर',
  service: 'सेवा',
  amount: 'राशि',
  time: 'समय',
  receipt: 'रसीद',
  tender: 'भुगतान',
  cash: 'नकद',
  upi: 'यूपीआई',
  nilTender: 'शून्य',
  chequeTender: 'चेक, ड्राफ़्ट',
  received: 'मुख्यालय पहुँची',
  status: 'स्थिति',
  valid: 'जारी',
  reversedState: 'रद्द',
  lastSync: 'पिछला संपर्क',
  never: 'कभी नहीं',
  ago: 'पहले',
  entries: 'प्रविष्टियाँ',
  takings: 'आज की वसूली',
  online: 'संपर्क में',
  quiet: 'शांत',
  silent: 'संपर्क नहीं',
  notEnrolled: 'पंजीकृत नहीं',
  training: 'प्रशिक्षण',
  countersEmpty: 'अभी कोई काउंटर पंजीकृत नहीं। एक बार का कोड बनाएँ और काउंटर पर डालें।',
  inForce: 'लागू',
  future: 'आगे से लागू',
  expired: 'समाप्त',
  version: 'संस्करण',
  from: '{date} से',
  until: '{date} तक',
  openEnded: 'अगले बदलाव तक',
  signedBy: '{maker} ने बनाया, {approver} ने मंज़ूर किया',
  servicesIn: '{n} सेवाएँ',
  tariffsEmpty: 'अभी कोई शुल्क दर लागू नहीं। दर बनने, मंज़ूर और प्रकाशित होने तक काउंटर शुल्क नहीं लेते।',
  casesEmpty: 'कोई मामला खुला नहीं। जो बैच अपनी कड़ी से न जुड़े या जो प्रविष्टि पढ़ी न जाए, वह मामला बनती है।',
  openCases: 'खुले मामले',
  kind: 'प्रकार',
  opened: 'खुला',
  all: 'सभी',
  pending: '…',
};

export const TEXTS: Readonly<Record<Language, HqTexts>> = { en, hi };

export interface Words {
  readonly language: Language;
  readonly t: HqTexts;
}

export const WordsContext = createContext<Words>({ language: 'en', t: en });
export const useWords = (): Words => useContext(WordsContext);

/** Fills `{name}` in a sentence. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** `3 min ago`: how long ago, in one unit. */
export function age(
  of: { readonly from: number | null; readonly now: number },
  words: Words,
): string {
  if (of.from === null) return words.t.never;
  const seconds = Math.max(0, Math.round((of.now - of.from) / 1000));
  const units: readonly (readonly [number, string, string])[] = [
    [86_400, 'd', 'दिन'],
    [3600, 'h', 'घंटे'],
    [60, 'min', 'मिनट'],
  ];
  const unit = units.find(([size]) => seconds >= size) ?? ([1, 's', 'सेकंड'] as const);
  const count = Math.floor(seconds / unit[0]);
  return `${count} ${words.language === 'hi' ? unit[2] : unit[1]} ${words.t.ago}`;
}
