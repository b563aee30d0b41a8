/**
 * The challan by which cash goes into the bank for the government's account: by head of account, in
 * figures and words, with the notes, the bag, who carries it and who sees it, and room for the bank.
 */
import type { CashCount } from '#domain/cash.ts';
import { linesTotal, type DepositLine, type DepositState } from '#domain/deposits/deposit.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import { countTable } from './denominations.ts';
import { tableOf, type FactsBlock, type FormBody } from './form.ts';
import { rupeesTitle, t, WORDS } from './words.ts';

export interface Challan {
  readonly officeId: string;
  readonly depositId: string;
  readonly state: DepositState;
  readonly preparedAt: Instant;
  readonly preparedBy: string;
  readonly lines: readonly DepositLine[];
  readonly count: CashCount;
  readonly bagNumber: string;
  readonly branch: Texts;
  /** IFSC of a bank, code of a treasury. */
  readonly branchCode: string;
  readonly carriedAt: Instant | null;
  readonly letGoBy: string | null;
  readonly carrier: string | null;
  readonly witness: string | null;
  readonly delayReason: string | null;
  readonly bankReference: string | null;
  readonly realisedOn: IsoDate | null;
  readonly acceptedPaise: Paise | null;
}

const STATE_WORDS: Readonly<Record<DepositState, Texts>> = {
  prepared: t('Prepared', 'तैयार'),
  carried: t('On the way', 'मार्ग में'),
  accepted: t('Accepted by the bank', 'बैंक ने स्वीकार किया'),
  returned: t('Brought back', 'वापस लाया गया'),
};

export const DELAY_WORDS: Readonly<Record<string, Texts>> = {
  bank_closed: t('Bank closed', 'बैंक बंद'),
  bank_refused: t('Bank refused', 'बैंक ने मना किया'),
  no_escort: t('No escort', 'सुरक्षाकर्मी नहीं'),
  road_blocked: t('Road blocked', 'मार्ग बंद'),
  counted_again: t('Counted again', 'फिर से गणना'),
  other: t('Other', 'अन्य'),
};

const LINE_WORDS: Readonly<Record<string, Texts>> = {
  'over-short': t('Over and short in counts', 'गिनती में अधिक और कम'),
  credit: t('Paid earlier by UPI', 'पहले UPI से भुगतान'),
  'refunds-payable': t('Collected beyond the fee', 'शुल्क से अधिक वसूली'),
};

const HEAD = 'revenue:';

const facts = (of: Challan): FactsBlock => ({
  kind: 'facts',
  id: 'challan',
  facts: [
    { id: 'number', label: t('Challan number', 'चालान संख्या'), type: 'text', value: of.depositId },
    { id: 'preparedAt', label: t('Prepared', 'तैयार'), type: 'moment', value: of.preparedAt },
    { id: 'state', label: t('State', 'स्थिति'), type: 'text', value: STATE_WORDS[of.state] },
    { id: 'preparedBy', label: t('Prepared by', 'तैयारकर्ता'), type: 'text', value: of.preparedBy },
    {
      id: 'branch',
      label: t('Bank and branch', 'बैंक और शाखा'),
      type: 'text',
      value: of.branch,
    },
    { id: 'branchCode', label: t('Code', 'कोड'), type: 'text', value: of.branchCode },
    { id: 'bag', label: t('Bag', 'थैली'), type: 'text', value: of.bagNumber },
  ],
});

const journey = (of: Challan): FactsBlock => ({
  kind: 'facts',
  id: 'journey',
  facts: [
    {
      id: 'carriedAt',
      label: t('Left the safe', 'तिजोरी से निकली'),
      type: 'moment',
      value: of.carriedAt,
    },
    { id: 'letGoBy', label: t('Let go by', 'अनुमति'), type: 'text', value: of.letGoBy },
    { id: 'carrier', label: t('Carrier', 'ले जाने वाले'), type: 'text', value: of.carrier },
    { id: 'witness', label: WORDS.witness, type: 'text', value: of.witness },
    {
      id: 'delay',
      label: t('Reason of delay', 'देरी का कारण'),
      type: 'text',
      value: of.delayReason === null ? null : (DELAY_WORDS[of.delayReason] ?? of.delayReason),
    },
    {
      id: 'bankReference',
      label: t("Bank's reference", 'बैंक संदर्भ'),
      type: 'text',
      value: of.bankReference,
    },
    {
      id: 'realisedOn',
      label: t('Date of realisation', 'वसूली दिनांक'),
      type: 'date',
      value: of.realisedOn,
    },
    {
      id: 'accepted',
      label: t('Accepted by the bank (₹)', 'बैंक ने लिया (₹)'),
      type: 'amount',
      value: of.acceptedPaise,
    },
  ],
});

const heads = (of: Challan) =>
  tableOf({
    id: 'heads',
    title: null,
    columns: [
      { id: 'head', title: WORDS.head, type: 'code' },
      { id: 'particulars', title: WORDS.particulars, type: 'text', weight: 2 },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: of.lines.map(({ account, amountPaise }) => {
      const isHead = account.startsWith(HEAD);
      return [
        isHead ? account.slice(HEAD.length) : null,
        isHead ? t('Fees', 'शुल्क') : (LINE_WORDS[account] ?? account),
        amountPaise,
      ];
    }),
  });

export function challanForm(of: Challan): FormBody {
  const totalPaise = linesTotal(of.lines);
  return {
    kind: 'challan',
    subject: of.depositId,
    isWide: false,
    isTraining: false,
    blocks: [
      facts(of),
      heads(of),
      {
        kind: 'facts',
        id: 'sum',
        facts: [
          { id: 'total', label: rupeesTitle('Total', 'योग'), type: 'amount', value: totalPaise },
          { id: 'words', label: WORDS.inWords, type: 'words', value: totalPaise },
        ],
      },
      countTable('pieces', of.count, t('Notes and coins', 'नोट और सिक्के')),
      journey(of),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [
          { id: 'preparedBy', role: t('Prepared by', 'तैयारकर्ता'), name: of.preparedBy },
          { id: 'letGoBy', role: t('Let go by', 'अनुमति देने वाले'), name: of.letGoBy },
          { id: 'carrier', role: t('Carrier', 'ले जाने वाले'), name: of.carrier },
          { id: 'witness', role: WORDS.witness, name: of.witness },
          {
            id: 'bank',
            role: t('Bank: received, with stamp and number', 'बैंक: प्राप्त, मोहर और संख्या सहित'),
            name: null,
          },
        ],
      },
    ],
  };
}
