/**
 * The memorandum of a surprise inspection: what was found in a drawer before a witness. What the record
 * expected is on it only once the shift is closed, so that no count is ever made to fit (CA9).
 */
import type { CashCount } from '#domain/cash.ts';
import { COUNT_SOURCES, type CountSource } from '#domain/journal/cash-kinds.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import { countTable } from './denominations.ts';
import type { Fact, FactsBlock, FormBody, TextBlock } from './form.ts';
import { t, WORDS } from './words.ts';

export interface InspectionMemo {
  readonly officeId: string;
  readonly counterId: string;
  readonly countId: string;
  readonly shiftId: string;
  readonly businessDate: IsoDate;
  readonly source: CountSource;
  readonly orderedBy: string | null;
  readonly orderedAt: Instant | null;
  readonly takenAt: Instant;
  readonly clerkId: string;
  readonly witnessId: string;
  readonly count: CashCount;
  readonly countedPaise: Paise;
  /** Null while the shift is open. */
  readonly compared: { readonly expectedPaise: Paise; readonly variancePaise: Paise } | null;
  readonly isTraining: boolean;
}

const SOURCE_WORDS: Readonly<Record<CountSource, Texts>> = {
  manager: WORDS.manager,
  hq: t('HQ', 'मुख्यालय'),
  seal: t('Seal found broken', 'सील टूटी मिली'),
};

export const isCountSource = (text: unknown): text is CountSource =>
  COUNT_SOURCES.some((source) => source === text);

const CERTIFICATE = t(
  'Certified that the cash in the drawer was counted by the clerk in the presence of the witness on ' +
    '{at} and found to be ₹ {amount} ({words}), and that nothing was put in or taken out during the count.',
  'प्रमाणित किया जाता है कि {at} को साक्षी की उपस्थिति में लिपिक द्वारा गल्ले का नकद गिना गया और वह ' +
    '₹ {amount} ({words}) पाया गया, तथा गणना के दौरान न कुछ डाला गया न निकाला गया।',
);

const NOT_COMPARED = t(
  'The shift is open: what the record expects is shown when it is closed.',
  'पाली खुली है: अभिलेख की राशि पाली बंद होने पर दिखेगी।',
);

const comparedFacts = (memo: InspectionMemo): readonly Fact[] =>
  memo.compared === null
    ? []
    : [
        {
          id: 'expected',
          label: t('By the record (₹)', 'अभिलेख के अनुसार (₹)'),
          type: 'amount',
          value: memo.compared.expectedPaise,
        },
        {
          id: 'variance',
          label: t('Over (+) or short (-) (₹)', 'अधिक (+) या कम (-) (₹)'),
          type: 'amount',
          value: memo.compared.variancePaise,
        },
      ];

const headFacts = (memo: InspectionMemo): FactsBlock => ({
  kind: 'facts',
  id: 'inspection',
  facts: [
    { id: 'count', label: WORDS.number, type: 'code', value: memo.countId },
    { id: 'businessDate', label: WORDS.businessDate, type: 'date', value: memo.businessDate },
    { id: 'counter', label: WORDS.counter, type: 'code', value: memo.counterId },
    { id: 'shift', label: WORDS.shift, type: 'code', value: memo.shiftId },
    {
      id: 'source',
      label: t('Ordered by', 'आदेश'),
      type: 'text',
      value: SOURCE_WORDS[memo.source],
    },
    { id: 'orderedBy', label: t('Person', 'व्यक्ति'), type: 'code', value: memo.orderedBy },
    { id: 'orderedAt', label: t('Ordered at', 'आदेश समय'), type: 'moment', value: memo.orderedAt },
    { id: 'takenAt', label: t('Counted at', 'गणना समय'), type: 'moment', value: memo.takenAt },
  ],
});

const resultFacts = (memo: InspectionMemo): FactsBlock => ({
  kind: 'facts',
  id: 'result',
  facts: [
    {
      id: 'counted',
      label: t('Counted (₹)', 'गिना गया (₹)'),
      type: 'amount',
      value: memo.countedPaise,
    },
    ...comparedFacts(memo),
  ],
});

const certificate = (memo: InspectionMemo): TextBlock => ({
  kind: 'text',
  id: 'certificate',
  texts: CERTIFICATE,
  blanks: {
    at: { type: 'moment', value: memo.takenAt },
    amount: { type: 'amount', value: memo.countedPaise },
    words: { type: 'words', value: memo.countedPaise },
  },
  isStrong: false,
});

const OPEN_NOTE: TextBlock = {
  kind: 'text',
  id: 'notCompared',
  texts: NOT_COMPARED,
  blanks: {},
  isStrong: true,
};

export function inspectionMemoForm(memo: InspectionMemo): FormBody {
  return {
    kind: 'inspection-memo',
    subject: memo.countId,
    isWide: false,
    isTraining: memo.isTraining,
    blocks: [
      headFacts(memo),
      countTable('pieces', memo.count, t('Found in the drawer', 'गल्ले में पाया गया')),
      resultFacts(memo),
      ...(memo.compared === null ? [OPEN_NOTE] : []),
      certificate(memo),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [
          { id: 'clerk', role: WORDS.clerk, name: memo.clerkId },
          { id: 'witness', role: WORDS.witness, name: memo.witnessId },
          {
            id: 'officer',
            role: t('Inspecting officer', 'निरीक्षण अधिकारी'),
            name: memo.orderedBy,
          },
        ],
      },
    ],
  };
}
