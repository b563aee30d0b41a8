/** Words on papers that come from codes: why a charge was taken back, the rows of an X report. */
import type { ReversalReason } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });

export const REVERSAL_WORDS: Readonly<Record<ReversalReason, Texts>> = {
  wrong_service: t('Wrong service', 'ग़लत सेवा'),
  wrong_facts: t('Wrong particulars', 'ग़लत विवरण'),
  charged_twice: t('Charged twice', 'दो बार शुल्क लिया गया'),
  citizen_withdrew: t('Citizen withdrew', 'नागरिक ने वापस लिया'),
};

export const X_WORDS = {
  title: t('X report', 'X रिपोर्ट'),
  shift: t('Shift', 'पाली'),
  businessDate: t('Account date', 'लेखा दिनांक'),
  quotes: t('Quotes', 'शुल्क विवरण'),
  lapsed: t('Quotes ended without money', 'बिना राशि समाप्त विवरण'),
  receipts: t('Receipts', 'रसीदें'),
  nilReceipts: t('of which no fee', 'इनमें निःशुल्क'),
  reversals: t('Cancelled charges', 'रद्द शुल्क'),
  reprints: t('Duplicates printed', 'छपी प्रतिलिपियाँ'),
  noSales: t('Drawer opened without a charge', 'बिना शुल्क गल्ला खुला'),
  note: t(
    'Cash is counted blind and is not shown here.',
    'नकद बिना अपेक्षित राशि देखे गिना जाता है, यहाँ नहीं दिखता।',
  ),
} as const;
