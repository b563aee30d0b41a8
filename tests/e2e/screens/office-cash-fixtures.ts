/** The made-up office's safe, bags, bank and registers. */
import { negate, paise, rupees, ZERO } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import type {
  DepositRow,
  Deposits,
  ExpectedSettlements,
  RemittanceRow,
  Remittances,
  Safe,
} from '#server/api/office-cash-contract.ts';
import type { BankBranch } from '#server/api/office-contract.ts';
import type {
  ChequeRow,
  Cheques,
  LeafBookRow,
  LeafBooks,
  MonthFigures,
} from '#server/api/office-registers-contract.ts';
import { dayLine, HOUR, NOW, session, TODAY } from './office-fixtures.ts';

const [bank, treasury] = session.branches as readonly [BankBranch, BankBranch];
const WORDS = {
  en: 'Rupees one lakh nine hundred fifty and fifty paise only',
  hi: 'एक लाख नौ सौ पचास रुपये पचास पैसे मात्र',
};

export const safe: Safe = {
  bookPaise: paise(10_295_050),
  fees: {
    totalPaise: paise(10_095_050),
    lines: [
      { account: 'over-short', amountPaise: negate(rupees(30)) },
      { account: 'revenue:0041-00-101-02', amountPaise: rupees(60_480) },
      { account: 'revenue:0041-00-102-01', amountPaise: paise(4_050_050) },
    ],
    byDay: [
      { date: isoDate('2026-11-20'), amountPaise: rupees(28_500) },
      { date: isoDate('2026-11-24'), amountPaise: paise(7_245_050) },
    ],
  },
  floatPaise: rupees(2000),
  preparedPaise: ZERO,
  late: { dueOn: isoDate('2026-11-23'), daysLate: 1 },
  office: { mostPaise: rupees(50_000), act: 'warn' },
  officer: { mostPaise: rupees(200_000), act: 'block' },
  dueWorkingDays: 1,
  workingDays: [TODAY, isoDate('2026-11-25'), isoDate('2026-11-26')],
};

export const emptySafe: Safe = {
  ...safe,
  bookPaise: ZERO,
  fees: { totalPaise: ZERO, lines: [], byDay: [] },
  floatPaise: ZERO,
  late: null,
  office: null,
  officer: null,
};

const deposit = (number: number, changes: Partial<DepositRow> = {}): DepositRow => ({
  depositId: `KA-BLR-01-D${number}`,
  state: 'prepared',
  amountPaise: paise(10_095_050),
  inWords: WORDS,
  count: { '50000': 201, '10000': 4, '5000': 1, '50': 1 },
  lines: [{ account: 'revenue:0041-00-101-02', amountPaise: paise(10_095_050) }],
  branch: bank,
  bagNumber: `B-8821${number}`,
  oldestDate: isoDate('2026-11-20'),
  dueOn: isoDate('2026-11-23'),
  delay: { reason: 'bank_closed', words: 'strike of the bank' },
  preparedBy: 'S2011',
  preparedAt: instant(NOW - 4 * HOUR),
  carrier: null,
  witness: null,
  letGoBy: null,
  carriedAt: null,
  bankReference: null,
  realisedOn: null,
  acceptedPaise: null,
  words: null,
  endedBy: null,
  endedAt: null,
  warnings: [],
  ...changes,
});

const onItsWay = {
  state: 'carried',
  carrier: 'S1057',
  witness: 'S1042',
  letGoBy: 'S2008',
  carriedAt: instant(NOW - 2 * HOUR),
} as const;

export const deposits: Deposits = {
  rows: [
    deposit(5),
    deposit(4, { preparedBy: 'S2008', delay: null, amountPaise: rupees(4_500) }),
    deposit(3, {
      ...onItsWay,
      warnings: [{ code: 'SAFE_OVER_CEILING', details: { most: '50,000.00' } }],
    }),
    deposit(2, {
      ...onItsWay,
      state: 'accepted',
      bankReference: 'SBIN52026112300123456',
      realisedOn: isoDate('2026-11-21'),
      acceptedPaise: paise(10_045_050),
      words: 'one note of ₹500 was false',
      endedBy: 'S2011',
      endedAt: instant(NOW - HOUR),
    }),
    deposit(1, { state: 'returned', words: 'the bank had closed early', endedAt: NOW }),
  ],
};

export const settlements: ExpectedSettlements = {
  bookPaise: rupees(41_800),
  rows: [
    {
      date: isoDate('2026-11-20'),
      payments: 16,
      grossPaise: rupees(15_200),
      expectedOn: isoDate('2026-11-23'),
      isLate: true,
    },
    {
      date: TODAY,
      payments: 28,
      grossPaise: rupees(26_600),
      expectedOn: isoDate('2026-11-25'),
      isLate: false,
    },
  ],
};

const remittance = (number: number, changes: Partial<RemittanceRow> = {}): RemittanceRow => ({
  remittanceId: `KA-BLR-01-R${number}`,
  state: 'prepared',
  lines: [{ account: 'revenue:0041-00-101-02', amountPaise: rupees(28_500) }],
  amountPaise: rupees(28_500),
  inWords: {
    en: 'Rupees twenty-eight thousand five hundred only',
    hi: 'अट्ठाईस हज़ार पाँच सौ रुपये मात्र',
  },
  treasury,
  preparedBy: 'S2011',
  preparedAt: instant(NOW - 20 * HOUR),
  challanNumber: null,
  realisedOn: null,
  remittedBy: null,
  ...changes,
});

export const remittances: Remittances = {
  heads: [
    {
      account: 'revenue:0041-00-101-02',
      atBankPaise: rupees(60_480),
      preparedPaise: rupees(28_500),
      remittedPaise: rupees(1_90_000),
    },
    {
      account: 'revenue:0041-00-102-01',
      atBankPaise: paise(4_050_050),
      preparedPaise: ZERO,
      remittedPaise: rupees(81_000),
    },
  ],
  rows: [
    remittance(2),
    remittance(3, { preparedBy: 'S2008' }),
    remittance(1, {
      state: 'remitted',
      challanNumber: 'KA2026112100998877',
      realisedOn: isoDate('2026-11-21'),
      remittedBy: 'S2008',
    }),
  ],
};

const cheque = (number: number, changes: Partial<ChequeRow> = {}): ChequeRow => ({
  instrumentId: `KA-BLR-01-C1-I${number}`,
  counterId: 'KA-BLR-01-C1',
  instrument: 'cheque',
  number: `00412${number}`,
  bank: 'Canara Bank, Jayanagar 4th Block',
  drawnOn: isoDate('2026-11-20'),
  amountPaise: rupees(950),
  inWords: { en: 'Rupees nine hundred fifty only', hi: 'नौ सौ पचास रुपये मात्र' },
  receivedAt: instant(NOW - 26 * HOUR),
  receivedBy: 'S1042',
  validUntil: isoDate('2027-02-20'),
  state: 'received',
  bankReference: null,
  endedOn: null,
  endedBy: null,
  reason: null,
  receipts: [],
  ...changes,
});

export const cheques: Cheques = {
  rows: [
    cheque(1),
    cheque(2, {
      instrument: 'demand_draft',
      state: 'realised',
      bankReference: 'CNRB2026112300456',
      endedOn: isoDate('2026-11-23'),
      endedBy: 'S2008',
      receipts: ['KA-BLR-01-C1/2627/004131', 'KA-BLR-01-C1/2627/004132'],
    }),
    cheque(3, {
      state: 'dishonoured',
      endedOn: isoDate('2026-11-23'),
      endedBy: 'S2011',
      reason: 'funds',
    }),
  ],
};

const book = (bookId: string, changes: Partial<LeafBookRow> = {}): LeafBookRow => ({
  bookId,
  firstLeaf: 101,
  lastLeaf: 150,
  issuedAt: instant(NOW - 900 * HOUR),
  issuedBy: 'S9001',
  custodian: 'S1057',
  isClosed: false,
  keyed: 16,
  spoilt: 2,
  nextLeaf: 122,
  missing: [117, 119, 120],
  ...changes,
});

export const leafBook = book('B3', { missing: [] });
export const leafBooks: LeafBooks = {
  rows: [
    book('B3'),
    book('B4', {
      firstLeaf: 151,
      lastLeaf: 200,
      custodian: null,
      keyed: 0,
      spoilt: 0,
      nextLeaf: 151,
      missing: [],
    }),
    book('B2', {
      firstLeaf: 51,
      lastLeaf: 100,
      isClosed: true,
      keyed: 50,
      spoilt: 0,
      nextLeaf: 101,
      missing: [],
    }),
  ],
};

export const month: MonthFigures = {
  month: '2026-11',
  heads: ['0041-00-101-02', '0041-00-102-01'].map((head) => ({
    head,
    chargedPaise: paise(1_00_950_50),
    reversedPaise: rupees(950),
    cashPaise: rupees(72_450),
    upiPaise: rupees(26_600),
    instrumentPaise: rupees(950),
    depositedPaise: rupees(60_480),
    remittedPaise: rupees(28_500),
  })),
  accounts: [
    {
      account: 'safe',
      openingPaise: rupees(1_000),
      movedPaise: rupees(72_420),
      closingPaise: rupees(73_420),
    },
    {
      account: 'revenue:0041-00-101-02',
      openingPaise: negate(rupees(1_000)),
      movedPaise: negate(rupees(72_420)),
      closingPaise: negate(rupees(73_420)),
    },
  ],
  days: [
    dayLine(),
    dayLine({ date: isoDate('2026-11-23'), state: 'prepared', maker: 'S2011' }),
    dayLine({
      date: isoDate('2026-11-21'),
      state: 'closed',
      how: 'one',
      check: 'waiting',
      supplements: 2,
      closedAt: NOW,
    }),
    dayLine({ date: isoDate('2026-11-20'), state: 'closed', how: 'two', check: 'done' }),
  ],
};

export const NO_CASH = {
  safe: emptySafe,
  deposits: { rows: [] } satisfies Deposits,
  settlements: { rows: [], bookPaise: ZERO } satisfies ExpectedSettlements,
  remittances: { heads: [], rows: [] } satisfies Remittances,
  cheques: { rows: [] } satisfies Cheques,
  'leaf-books': { rows: [] } satisfies LeafBooks,
  month: { month: '2026-11', heads: [], accounts: [], days: [] } satisfies MonthFigures,
};
