/** A made-up office, people and services for the gallery. Fees are those of CMVR rule 32. */
import type { ServiceDescription } from '#contract/answers.ts';
import type {
  CitizenSnapshot,
  ClerkSnapshot,
  LineSnapshot,
  PaidSnapshot,
  PreviewSnapshot,
  PrintJobSnapshot,
  QuoteSnapshot,
  VisitSnapshot,
} from '#contract/snapshot.ts';
import { changeFor } from '#domain/cash.ts';
import type { PrintJobId, QuoteId, ReceiptNumber, ShiftId, StaffId, VisitId } from '#domain/ids.ts';
import type { Texts } from '#domain/language.ts';
import { rupees, subtract, sum, type Paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import type { FactDefinition } from '#domain/tariff/types.ts';
import { instant, isoDate, parseInstant, type Instant } from '#domain/time.ts';

const t = (en: string, hi: string): Texts => ({ en, hi });
const at = (text: string): Instant => {
  const moment = parseInstant(text);
  assert(moment !== null, text);
  return moment;
};

export const NOW = at('2026-11-24T11:27:00+05:30');
const COUNTER = 'KA-BLR-01-C3';

const CLASSES: FactDefinition = {
  type: 'integer',
  name: 'classes',
  label: t('Classes of vehicle', 'वाहन की श्रेणियाँ'),
  min: 1,
  max: 8,
  words: { other: t('{n} classes of vehicle', 'वाहन की {n} श्रेणियाँ') },
  journal: { form: 'value' },
};
const BOOKLET: FactDefinition = {
  type: 'choice',
  name: 'booklet',
  label: t('Booklet', 'पुस्तिका'),
  options: [
    { value: '36', label: t('36 pages', '36 पृष्ठ') },
    { value: '60', label: t('60 pages', '60 पृष्ठ') },
  ],
  journal: { form: 'value' },
};
const BORN: FactDefinition = {
  type: 'date',
  name: 'born',
  label: t('Date of birth', 'जन्म तिथि'),
  earliest: isoDate('1900-01-01'),
  future: false,
  journal: { form: 'none' },
};
const CATEGORY: FactDefinition = {
  type: 'choice',
  name: 'category',
  label: t('Category by right', 'पात्रता श्रेणी'),
  byRight: true,
  options: [
    { value: 'general', label: t('None', 'कोई नहीं') },
    { value: 'bpl', label: t('Below poverty line', 'गरीबी रेखा से नीचे'), document: 'card' },
    { value: 'senior', label: t('Senior citizen', 'वरिष्ठ नागरिक'), document: 'card' },
  ],
  journal: { form: 'value' },
};
const CARD: FactDefinition = {
  type: 'document',
  name: 'card',
  label: t('Card number', 'कार्ड संख्या'),
  minLength: 4,
  maxLength: 30,
  words: t('Card shown', 'कार्ड दिखाया'),
  journal: { form: 'presence' },
};
const URGENT: FactDefinition = {
  type: 'boolean',
  name: 'urgent',
  label: t('Tatkaal (urgent)', 'तत्काल'),
  default: false,
  words: { yes: t('Tatkaal', 'तत्काल') },
  journal: { form: 'value' },
};

const WAIVER: FactDefinition = {
  type: 'waiver',
  name: 'waiver',
  label: t('Waiver at discretion', 'विवेकाधीन छूट'),
  authority: 'CMVR rule 32, proviso',
  options: [
    { value: 'flood', label: t('Papers lost in a flood', 'बाढ़ में काग़ज़ात खोए') },
    { value: 'error', label: t('Our own error', 'हमारी भूल') },
  ],
  journal: { form: 'value' },
};

const TRANSPORT = t('Transport Department', 'परिवहन विभाग');
const PASSPORT = t('Passport Seva', 'पासपोर्ट सेवा');

export const SERVICES: readonly ServiceDescription[] = [
  {
    serviceCode: 'LL',
    mnemonic: 'LL',
    texts: t("Learner's licence", 'शिक्षार्थी अनुज्ञप्ति'),
    department: TRANSPORT,
    facts: [CLASSES],
  },
  {
    serviceCode: 'DL-RENEW',
    mnemonic: 'DLR',
    texts: t('Renewal of driving licence', 'चालन अनुज्ञप्ति का नवीकरण'),
    department: TRANSPORT,
    facts: [BORN, URGENT],
  },
  {
    serviceCode: 'DL-ADD',
    mnemonic: 'DLA',
    texts: t('Addition of another class of vehicle', 'वाहन की एक और श्रेणी जोड़ना'),
    department: TRANSPORT,
    facts: [CLASSES],
  },
  {
    serviceCode: 'PP-FRESH',
    mnemonic: 'PPF',
    texts: t('Passport, fresh or reissue', 'पासपोर्ट, नया या पुनः जारी'),
    department: PASSPORT,
    facts: [BORN, BOOKLET, CATEGORY, CARD, URGENT],
  },
  {
    serviceCode: 'DL-DUP',
    mnemonic: 'DUP',
    texts: t('Duplicate driving licence', 'चालन अनुज्ञप्ति की प्रतिलिपि'),
    department: TRANSPORT,
    facts: [WAIVER],
  },
];

export const service = (code: string): ServiceDescription => {
  const found = SERVICES.find((one) => one.serviceCode === code);
  assert(found !== undefined, code);
  return found;
};

const line = (
  code: string,
  texts: Texts,
  options: { readonly no: string; readonly rate: number; readonly quantity?: number },
): LineSnapshot => {
  const { no, rate, quantity } = options;
  return {
    code,
    texts,
    authority: `CMVR rule 32, no. ${no}`,
    head: '0041-00-101-01',
    amountPaise: rupees(rate * (quantity ?? 1)),
    ...(quantity === undefined ? {} : { quantity, ratePaise: rupees(rate) }),
  };
};

export const learnerLines = (classes: number): readonly LineSnapshot[] => [
  line('issue', t("Issue of learner's licence", 'शिक्षार्थी अनुज्ञप्ति जारी करना'), {
    no: '1',
    rate: 150,
    quantity: classes,
  }),
  line('test', t('Test fee', 'परीक्षा शुल्क'), { no: '2', rate: 50 }),
  line('competence', t('Test of competence to drive', 'चालन योग्यता परीक्षा'), {
    no: '3',
    rate: 300,
    quantity: classes,
  }),
];

export const totalOf = (lines: readonly LineSnapshot[]): Paise =>
  sum(lines.map((one) => one.amountPaise));

const TARIFF = {
  tariffTitle: t('Central Motor Vehicles Rules 1989, rule 32', 'केंद्रीय मोटर यान नियम 1989, नियम 32'),
  tariffVersion: 7,
};

export const priced = (classes: number) => ({
  serviceCode: 'LL',
  lines: learnerLines(classes),
  totalPaise: totalOf(learnerLines(classes)),
  factsInWords: [t(`${classes} classes of vehicle`, `वाहन की ${classes} श्रेणियाँ`)],
  ...TARIFF,
});

export const quote = (number: number, classes = 2): QuoteSnapshot => ({
  ...priced(classes),
  quoteId: `${COUNTER}-Q${number}` as QuoteId,
  serviceTexts: service('LL').texts,
  validUntil: instant(NOW + 15 * 60_000),
});

const DUPLICATE_LINES: readonly LineSnapshot[] = [
  line('duplicate', t('Duplicate licence', 'अनुज्ञप्ति की प्रतिलिपि'), { no: '10', rate: 200 }),
];

/** The whole fee, or half of it where a manager is to agree. */
export function pricedDuplicate(waived: boolean): PreviewSnapshot {
  const rebate = line('waiver', t('Waiver, papers lost in a flood', 'छूट, बाढ़ में काग़ज़ात खोए'), {
    no: '10',
    rate: -100,
  });
  const lines = waived ? [...DUPLICATE_LINES, rebate] : DUPLICATE_LINES;
  const total = { serviceCode: 'DL-DUP', lines, totalPaise: totalOf(lines), factsInWords: [] };
  return { ...total, ...TARIFF, ...(waived ? { needsApproval: true as const } : {}) };
}

/** Eight fee lines: they page, and do not hide. */
export const longQuote = (): QuoteSnapshot => {
  const purposes = [
    ['Issue of a driving licence', 'चालन अनुज्ञप्ति जारी करना'],
    [
      'Addition of another class of vehicle to a driving licence',
      'अनुज्ञप्ति में वाहन की एक और श्रेणी जोड़ना',
    ],
    ['Authorisation for a vehicle carrying hazardous goods', 'ख़तरनाक माल ढोने वाले वाहन का प्राधिकार'],
    ['Change of address or other particulars on the licence', 'अनुज्ञप्ति में पता या अन्य विवरण बदलना'],
    ['Smart-card licence in Form 7, additional', 'प्ररूप 7 में स्मार्ट कार्ड, अतिरिक्त'],
    ['Renewal after the grace period', 'छूट अवधि के बाद नवीकरण'],
    ['International Driving Permit', 'अंतर्राष्ट्रीय चालन परमिट'],
    ['Duplicate licence', 'अनुज्ञप्ति की प्रतिलिपि'],
  ] as const;
  const lines = purposes.map(([en, hi], index) =>
    line(`line-${index}`, t(en, hi), { no: String(index + 4), rate: 200 + index * 100 }),
  );
  return {
    ...quote(418),
    serviceTexts: service('DL-ADD').texts,
    lines,
    totalPaise: totalOf(lines),
  };
};

export const visit = (quotes: readonly QuoteSnapshot[] = [quote(412)]): VisitSnapshot => ({
  visitId: `${COUNTER}-V91` as VisitId,
  language: 'hi',
  payer: 'Sunita Devi Chaudhary',
  beneficiary: 'Rakesh Chaudhary',
  applicationRef: 'AP-2026-001182',
  mobile: '9876543212',
  quotes,
  totalPaise: sum(quotes.map((one) => one.totalPaise)),
});

export const printJob = (
  status: PrintJobSnapshot['status'],
  code: string | null = null,
): PrintJobSnapshot => ({
  jobId: `${COUNTER}-P17` as PrintJobId,
  document: 'receipt',
  subject: `${COUNTER}/2627/000042`,
  duplicate: 0,
  status,
  code,
});

export const paid = (options: {
  readonly visitNumber?: number;
  readonly given?: Paise;
  readonly job?: PrintJobSnapshot;
  readonly total?: Paise;
}): PaidSnapshot => {
  const { visitNumber = 91, total = rupees(950), job = printJob('confirmed') } = options;
  const given = options.given ?? rupees(1000);
  const changePaise = subtract(given, total);
  return {
    visitId: `${COUNTER}-V${visitNumber}` as VisitId,
    at: NOW,
    receipts: [
      {
        receiptNumber: `${COUNTER}/2627/000042` as ReceiptNumber,
        serviceTexts: service('LL').texts,
        totalPaise: total,
        job,
      },
    ],
    totalPaise: total,
    givenPaise: given,
    changePaise,
    change: changeFor(changePaise) ?? {},
    nil: total === 0,
  };
};

const OFFICE = {
  name: t('Regional Transport Office, Bengaluru Central', 'क्षेत्रीय परिवहन कार्यालय, बेंगलुरु मध्य'),
  department: TRANSPORT,
};

const CLERK = { staffId: 'S1042' as StaffId, name: 'Meena Kumari', role: 'clerk' };

export const readyClerk = (changes: Partial<ClerkSnapshot> = {}): ClerkSnapshot => ({
  phase: 'ready',
  now: NOW,
  office: { officeId: 'KA-BLR-01', ...OFFICE },
  counter: { counterId: COUNTER, number: 3, training: false },
  staff: CLERK,
  roster: [
    CLERK,
    { staffId: 'S1043' as StaffId, name: 'Arjun Prasad', role: 'clerk' },
    { staffId: 'S1001' as StaffId, name: 'Farida Begum', role: 'manager' },
    { staffId: 'S1002' as StaffId, name: 'K. Venkatesh', role: 'manager' },
  ],
  shift: {
    shiftId: `${COUNTER}-S7` as ShiftId,
    businessDate: isoDate('2026-11-24'),
    openedAt: at('2026-11-24T09:58:00+05:30'),
    receipts: 41,
  },
  visit: null,
  held: [],
  paid: null,
  printJobs: [],
  sync: { state: 'online', toSend: 0, lastAcknowledgedAt: NOW, failure: null },
  printer: { condition: 'ready', failure: null },
  displayPresent: true,
  trouble: [],
  ...changes,
});

export const citizenSnapshot = (changes: Partial<CitizenSnapshot> = {}): CitizenSnapshot => ({
  screen: 'idle',
  language: 'en',
  office: OFFICE,
  counterNumber: 3,
  training: false,
  quotes: [],
  totalPaise: rupees(0),
  payer: null,
  mobile: null,
  noPhone: false,
  paid: null,
  complaintsNumber: '1800 425 1182',
  feeBoard: [
    {
      texts: t("Learner's licence, one class", 'शिक्षार्थी अनुज्ञप्ति, एक श्रेणी'),
      totalPaise: rupees(500),
    },
    { texts: t('Issue of a driving licence', 'चालन अनुज्ञप्ति जारी करना'), totalPaise: rupees(200) },
    { texts: t('Renewal of a driving licence', 'चालन अनुज्ञप्ति का नवीकरण'), totalPaise: null },
    { texts: t('International Driving Permit', 'अंतर्राष्ट्रीय चालन परमिट'), totalPaise: rupees(1000) },
    {
      texts: t('Change of address or other particulars', 'पता या अन्य विवरण बदलना'),
      totalPaise: rupees(200),
    },
    {
      texts: t(
        'Licence to a driving school, issue or renewal',
        'ड्राइविंग स्कूल की अनुज्ञप्ति, जारी या नवीकरण',
      ),
      totalPaise: rupees(10_000),
    },
    { texts: t('Correction of our own mistake', 'हमारी भूल का सुधार'), totalPaise: rupees(0) },
  ],
  ...changes,
});
