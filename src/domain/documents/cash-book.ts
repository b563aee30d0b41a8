/**
 * The cash book, as GAR-3 rules it: what came into the office's cash and what left it, day by day, with
 * the closing balance and the certificate of whoever counted it. Its figures are those of
 * `ledger/cash-book.ts`.
 */
import type { Texts } from '#domain/language.ts';
import { closingPaise, type CashBook, type CashBookLine } from '#domain/ledger/cash-book.ts';
import { accountClass } from '#domain/ledger/chart.ts';
import { add, negate, ZERO, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import {
  tableOf,
  type Cell,
  type Column,
  type FormBody,
  type Row,
  type TableBlock,
} from './form.ts';
import { rupeesTitle, t, WORDS } from './words.ts';

const PARTICULARS: Readonly<Record<string, readonly [into: Texts, outOf: Texts]>> = {
  revenue: [
    t('Fees taken in cash, by receipts', 'रसीदों से नकद शुल्क'),
    t('Fees paid back on cancelled receipts', 'रद्द रसीदों पर लौटाया शुल्क'),
  ],
  float: [t('Floats brought in', 'लाया गया आरंभिक नकद'), t('Floats returned', 'लौटाया आरंभिक नकद')],
  'change-owed': [
    t('Change kept on slips', 'पर्ची पर रोका छुट्टा'),
    t('Change paid on slips', 'पर्ची पर दिया छुट्टा'),
  ],
  'over-short': [t('Over in counts', 'गिनती में अधिक'), t('Short in counts', 'गिनती में कम')],
  'in-transit': [t('Bag brought back', 'वापस लाई थैली'), t('Sent to the bank', 'बैंक भेजा')],
  'refunds-payable': [
    t('Collected beyond the fee, to go back', 'शुल्क से अधिक लिया, लौटाना है'),
    t('Paid back to citizens', 'नागरिकों को लौटाया'),
  ],
  suspense: [t('Unexplained money', 'अस्पष्ट राशि'), t('Explained money', 'स्पष्ट हुई राशि')],
};

const OTHER: readonly [Texts, Texts] = [
  t('Other receipts', 'अन्य प्राप्तियाँ'),
  t('Other payments', 'अन्य भुगतान'),
];

/** What stands behind the colon of an account: a head, a person, a deposit. */
const detailOf = (account: string): string | null => {
  const at = account.indexOf(':');
  return at === -1 ? null : account.slice(at + 1);
};

const CREDITED: ReadonlySet<string> = new Set(['revenue', 'in-transit']);

function sideTable(of: {
  readonly id: 'received' | 'paid';
  readonly title: Texts;
  readonly opening: { readonly date: IsoDate; readonly amountPaise: Paise } | null;
  readonly lines: readonly CashBookLine[];
}): TableBlock {
  const isIn = of.id === 'received';
  const columns: readonly Column[] = [
    { id: 'date', title: WORDS.date, type: 'date' },
    { id: 'particulars', title: WORDS.particulars, type: 'text', weight: 3 },
    { id: 'reference', title: t('Number', 'संख्या'), type: 'code' },
    {
      id: 'credited',
      title: t('To be credited to Government account (₹)', 'सरकारी खाते में जमा होने वाली राशि (₹)'),
      type: 'amount',
      isSummed: true,
    },
    { id: 'other', title: rupeesTitle('Miscellaneous', 'विविध'), type: 'amount', isSummed: true },
    { id: 'total', title: rupeesTitle('Total', 'योग'), type: 'amount', isSummed: true },
    { id: 'classification', title: t('Classification', 'वर्गीकरण'), type: 'code' },
  ];
  const opening: readonly Row[] =
    of.opening === null
      ? []
      : [
          [
            of.opening.date,
            t('Opening balance', 'आरंभिक शेष'),
            null,
            null,
            of.opening.amountPaise,
            of.opening.amountPaise,
            null,
          ],
        ];
  const rows = of.lines.map((line): Row => {
    const name = accountClass(line.account);
    const [into, outOf] = PARTICULARS[name] ?? OTHER;
    const amountPaise = isIn ? line.amountPaise : negate(line.amountPaise);
    const isCredited = CREDITED.has(name);
    const detail: Cell = detailOf(line.account);
    return [
      line.date,
      isIn ? into : outOf,
      name === 'revenue' ? null : detail,
      isCredited ? amountPaise : null,
      isCredited ? null : amountPaise,
      amountPaise,
      name === 'revenue' ? detail : null,
    ];
  });
  return tableOf({ id: of.id, title: of.title, columns, rows: [...opening, ...rows] });
}

const PLACES: Readonly<Record<string, Texts>> = {
  drawer: t('In drawers of open shifts', 'खुली पालियों के गल्लों में'),
  sealed: t('In sealed drawers', 'सीलबंद गल्लों में'),
  'in-hand': t('In hand between two clerks', 'दो लिपिकों के बीच हाथ में'),
  safe: t('In the safe', 'तिजोरी में'),
};

function closingTable(book: CashBook): TableBlock {
  const byPlace = new Map<string, Paise>(Object.keys(PLACES).map((place) => [place, ZERO]));
  for (const { account, amountPaise } of book.closing) {
    const place = accountClass(account);
    byPlace.set(place, add(byPlace.get(place) ?? ZERO, amountPaise));
  }
  return tableOf({
    id: 'closing',
    title: t('Closing balance analysed', 'अंतिम शेष का विश्लेषण'),
    columns: [
      { id: 'place', title: WORDS.particulars, type: 'text' },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: [...byPlace].map(([place, amountPaise]) => [PLACES[place] ?? place, amountPaise]),
  });
}

/** As form GAR-3 words it; date, figure and words are written by whoever counted. */
const CERTIFICATE = t(
  'Certified that the cash balance has been physically verified by me today ' +
    '(date ..................) and found to be Rs .................................... (Rupees ' +
    '.......................................................................................) ' +
    'which tallies with the closing balance as worked out in the cash book.',
  'प्रमाणित किया जाता है कि नकद शेष का आज (दिनांक ..................) मेरे द्वारा भौतिक सत्यापन किया ' +
    'गया और वह ₹ .................................... (रुपये ' +
    '.......................................................................................) ' +
    'पाया गया, जो रोकड़ बही में निकाले गए अंतिम शेष से मेल खाता है।',
);

export function cashBookForm(book: CashBook): FormBody {
  const closing = closingPaise(book);
  const opening = { date: book.from, amountPaise: book.openingPaise };
  return {
    kind: 'cash-book',
    subject: `${book.officeId}-${book.from}-${book.until}`,
    isWide: true,
    isTraining: false,
    blocks: [
      {
        kind: 'facts',
        id: 'period',
        facts: [
          { id: 'from', label: WORDS.from, type: 'date', value: book.from },
          { id: 'until', label: WORDS.until, type: 'date', value: book.until },
          {
            id: 'opening',
            label: t('Opening balance (₹)', 'आरंभिक शेष (₹)'),
            type: 'amount',
            value: book.openingPaise,
          },
          {
            id: 'closing',
            label: t('Closing balance (₹)', 'अंतिम शेष (₹)'),
            type: 'amount',
            value: closing,
          },
          { id: 'closingWords', label: WORDS.inWords, type: 'words', value: closing },
          {
            id: 'cheques',
            label: t('Cheques and drafts in hand (₹)', 'हाथ में चेक और ड्राफ़्ट (₹)'),
            type: 'amount',
            value: book.chequesPaise,
          },
        ],
      },
      sideTable({
        id: 'received',
        title: t('Receipts', 'प्राप्तियाँ'),
        opening,
        lines: book.lines.filter(({ amountPaise }) => amountPaise > 0),
      }),
      sideTable({
        id: 'paid',
        title: t('Payments', 'भुगतान'),
        opening: null,
        lines: book.lines.filter(({ amountPaise }) => amountPaise < 0),
      }),
      closingTable(book),
      { kind: 'text', id: 'certificate', texts: CERTIFICATE, blanks: {}, isStrong: false },
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [{ id: 'manager', role: WORDS.manager, name: null }],
      },
    ],
  };
}
