/**
 * The check of a month against the treasury's figures: what each head brought and what was remitted under
 * it, with room for the treasury's figure; what became of each day; and the points to be ticked, each
 * answered by the books where they can answer it.
 */
import type { Texts } from '#domain/language.ts';
import { subtract, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import { tableOf, type Column, type FormBody } from './form.ts';
import { rupeesTitle, t, WORDS } from './words.ts';

export interface MonthHead {
  readonly head: string;
  readonly chargedPaise: Paise;
  readonly reversedPaise: Paise;
  readonly remittedPaise: Paise;
}

export interface MonthDay {
  readonly date: IsoDate;
  /** As the office's days are: `open`, `closed`, …; null where nothing happened. */
  readonly state: string | null;
  readonly cashPaise: Paise;
  readonly upiPaise: Paise;
  readonly instrumentPaise: Paise;
  readonly depositedPaise: Paise;
  readonly supplements: number;
}

export interface MonthChecklist {
  readonly officeId: string;
  /** `2026-11`. */
  readonly month: string;
  readonly heads: readonly MonthHead[];
  readonly days: readonly MonthDay[];
  /** What accounts hold at the month's end that should be nothing, or should be explained. */
  readonly balances: readonly {
    readonly account: string;
    readonly texts: Texts;
    readonly amountPaise: Paise;
  }[];
}

export const DAY_STATE_WORDS: Readonly<Record<string, Texts>> = {
  open: t('Open', 'खुला'),
  prepared: t('Prepared', 'तैयार'),
  closed: t('Closed', 'बंद'),
};

const headTable = ({ heads }: MonthChecklist) =>
  tableOf({
    id: 'heads',
    title: t('By head of account', 'लेखा शीर्ष के अनुसार'),
    columns: [
      { id: 'head', title: WORDS.head, type: 'code' },
      { id: 'charged', title: rupeesTitle('Charged', 'शुल्क'), type: 'amount', isSummed: true },
      { id: 'reversed', title: rupeesTitle('Cancelled', 'रद्द'), type: 'amount', isSummed: true },
      { id: 'net', title: rupeesTitle('Net', 'शेष'), type: 'amount', isSummed: true },
      { id: 'remitted', title: rupeesTitle('Remitted', 'प्रेषित'), type: 'amount', isSummed: true },
      {
        id: 'toRemit',
        title: rupeesTitle('Net less remitted', 'शेष घटा प्रेषित'),
        type: 'amount',
        isSummed: true,
      },
      { id: 'treasury', title: t('Treasury figure', 'कोषागार का आँकड़ा'), type: 'text' },
      { id: 'difference', title: t('Difference and reason', 'अंतर और कारण'), type: 'text' },
    ],
    rows: heads.map((it) => {
      const net = subtract(it.chargedPaise, it.reversedPaise);
      return [
        it.head,
        it.chargedPaise,
        it.reversedPaise,
        net,
        it.remittedPaise,
        subtract(net, it.remittedPaise),
        null,
        null,
      ];
    }),
  });

const AMOUNTS: readonly Column[] = [
  { id: 'cash', title: rupeesTitle('Cash', 'नकद'), type: 'amount', isSummed: true },
  { id: 'upi', title: rupeesTitle('UPI', 'UPI'), type: 'amount', isSummed: true },
  { id: 'instrument', title: rupeesTitle('Cheque', 'चेक'), type: 'amount', isSummed: true },
  {
    id: 'deposited',
    title: rupeesTitle('Sent to the bank', 'बैंक भेजा'),
    type: 'amount',
    isSummed: true,
  },
];

const dayTable = ({ days }: MonthChecklist) =>
  tableOf({
    id: 'days',
    title: t('Day by day', 'दिन-प्रतिदिन'),
    columns: [
      { id: 'date', title: WORDS.date, type: 'date' },
      { id: 'state', title: t('Day', 'दिन'), type: 'text' },
      ...AMOUNTS,
      { id: 'supplements', title: t('Supplements', 'अनुपूरक'), type: 'count', isSummed: true },
    ],
    rows: days.map((it) => [
      it.date,
      it.state === null ? t('Nothing', 'कुछ नहीं') : (DAY_STATE_WORDS[it.state] ?? it.state),
      it.cashPaise,
      it.upiPaise,
      it.instrumentPaise,
      it.depositedPaise,
      it.supplements,
    ]),
  });

const balanceTable = ({ balances }: MonthChecklist) =>
  tableOf({
    id: 'balances',
    title: t('Held at the end of the month', 'माह के अंत में शेष'),
    columns: [
      { id: 'account', title: t('Account', 'खाता'), type: 'code' },
      { id: 'name', title: WORDS.particulars, type: 'text', weight: 2 },
      { id: 'amount', title: WORDS.amount, type: 'amount' },
      { id: 'explained', title: WORDS.remarks, type: 'text', weight: 2 },
    ],
    rows: balances.map((it) => [it.account, it.texts, it.amountPaise, null]),
  });

interface Check {
  readonly point: Texts;
  /** What the books say; null is for a person to find out. */
  readonly holds: boolean | null;
}

const YES = t('Yes', 'हाँ');
const NO = t('No', 'नहीं');

/** DO12: a point is answered only by what the books know. */
export function monthChecks(of: MonthChecklist): readonly Check[] {
  const held = (name: string) =>
    of.balances.some(
      ({ account, amountPaise }) => account.split(':', 1)[0] === name && amountPaise !== 0,
    );
  return [
    {
      point: t('Every day with business is closed', 'हर कार्य दिवस बंद है'),
      holds: of.days.every(({ state }) => state === null || state === 'closed'),
    },
    {
      point: t('No drawer is open or sealed', 'कोई गल्ला खुला या सीलबंद नहीं'),
      holds: !held('drawer') && !held('sealed'),
    },
    { point: t('No bag is on the way', 'कोई थैली मार्ग में नहीं'), holds: !held('in-transit') },
    { point: t('Nothing is in suspense', 'उचंत में कुछ नहीं'), holds: !held('suspense') },
    { point: t('No refund is owed', 'कोई वापसी देय नहीं'), holds: !held('refunds-payable') },
    {
      point: t('Every head is remitted in full', 'हर शीर्ष पूरा प्रेषित है'),
      holds: of.heads.every(
        (it) => subtract(subtract(it.chargedPaise, it.reversedPaise), it.remittedPaise) === 0,
      ),
    },
    {
      point: t('Remittances traced in the treasury’s account', 'प्रेषण कोषागार के लेखे में मिले'),
      holds: null,
    },
    {
      point: t('Cash book certified by physical verification', 'रोकड़ बही का भौतिक सत्यापन प्रमाणित'),
      holds: null,
    },
  ];
}

const checkTable = (of: MonthChecklist) =>
  tableOf({
    id: 'checks',
    title: t('Points', 'बिंदु'),
    columns: [
      { id: 'point', title: WORDS.particulars, type: 'text', weight: 4 },
      { id: 'holds', title: t('By the books', 'बहियों से'), type: 'text' },
      { id: 'initials', title: t('Initials', 'आद्याक्षर'), type: 'text' },
    ],
    rows: monthChecks(of).map(({ point, holds }) => [
      point,
      holds === null ? null : holds ? YES : NO,
      null,
    ]),
  });

export function monthChecklistForm(of: MonthChecklist): FormBody {
  return {
    kind: 'month-checklist',
    subject: `${of.officeId}-${of.month}`,
    isWide: true,
    isTraining: false,
    blocks: [
      {
        kind: 'facts',
        id: 'period',
        facts: [{ id: 'month', label: WORDS.month, type: 'text', value: of.month }],
      },
      headTable(of),
      checkTable(of),
      balanceTable(of),
      dayTable(of),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [
          { id: 'manager', role: WORDS.manager, name: null },
          { id: 'treasury', role: t('Treasury, verified', 'कोषागार, सत्यापित'), name: null },
        ],
      },
    ],
  };
}
