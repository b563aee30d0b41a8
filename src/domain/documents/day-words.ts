/** Words of what an office's day says: states of counters, explanations, events, acts. */
import type { CounterDayState, DepositAct, ExplanationReason } from '#domain/day/document.ts';
import type { Texts } from '#domain/language.ts';
import { t } from './words.ts';

export const COUNTER_STATE_WORDS: Readonly<Record<CounterDayState, Texts>> = {
  complete: t('Complete', 'पूर्ण'),
  open_shift: t('Shift open', 'पाली खुली'),
  behind: t('Not all received', 'सब प्राप्त नहीं'),
  unused: t('Not used', 'प्रयुक्त नहीं'),
};

export const EXPLANATION_WORDS: Readonly<Record<ExplanationReason, Texts>> = {
  offline: t('No line', 'लाइन नहीं'),
  power_cut: t('Power cut', 'बिजली बंद'),
  device_broken: t('Device broken', 'यंत्र ख़राब'),
  switched_off: t('Switched off', 'बंद किया गया'),
  clerk_absent: t('Clerk absent', 'लिपिक अनुपस्थित'),
  other: t('Other', 'अन्य'),
};

export const DEPOSIT_ACT_WORDS: Readonly<Record<DepositAct['act'], Texts>> = {
  prepared: t('Prepared', 'तैयार'),
  carried: t('Left the safe', 'तिजोरी से निकली'),
  accepted: t('Accepted by the bank', 'बैंक ने स्वीकार किया'),
  returned: t('Brought back', 'वापस लाया गया'),
};

/** Of events that a day lists beside cancelled, waived and reprinted charges. */
export const EVENT_WORDS: Readonly<Record<string, Texts>> = {
  'cash.dropped': t('Cash handed in', 'जमा कराया नकद'),
  'cash.exchanged': t('Notes exchanged', 'नोट बदले'),
  'change.owed': t('Change kept on a slip', 'पर्ची पर रोका छुट्टा'),
  'change.given': t('Change paid on a slip', 'पर्ची पर दिया छुट्टा'),
  'note.refused': t('Note refused', 'अस्वीकृत नोट'),
  'count.ordered': t('Surprise count ordered', 'आकस्मिक गणना का आदेश'),
  'count.taken': t('Surprise count', 'आकस्मिक गणना'),
  'shift.counted': t('Count that did not agree', 'न मिलने वाली गणना'),
  'certificate.issued': t('Certificate for a lost receipt', 'खोई रसीद का प्रमाणपत्र'),
  'drawer.opened': t('Drawer opened without a charge', 'बिना शुल्क गल्ला खुला'),
  'leaf.keyed': t('Leaf keyed', 'पन्ना दर्ज'),
  'leaf.spoilt': t('Leaf spoilt', 'ख़राब पन्ना'),
  'instrument.received': t('Cheque or draft received', 'चेक या ड्राफ़्ट प्राप्त'),
};

/** `two`: maker and checker; `one`: a one-person office; `cut_off`: nobody closed it. */
export const CLOSED_HOW_WORDS: Readonly<Record<string, Texts>> = {
  two: t('By two managers', 'दो प्रबंधकों द्वारा'),
  one: t('By one manager; HQ checks later', 'एक प्रबंधक द्वारा; मुख्यालय बाद में जाँचेगा'),
  cut_off: t('By itself at the cut-off', 'समय सीमा पर अपने-आप'),
};
