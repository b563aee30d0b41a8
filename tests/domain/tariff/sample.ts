/**
 * A made-up municipal table that uses every form the format has, none of which the shipped tables
 * need: the proof that a new department's table needs no code.
 */
const T = (en: string, hi: string) => ({ en, hi });
const HEAD = '0217-60-191-01';
const words = { other: T('{n} units', '{n} इकाइयाँ') };
const VALUE = { form: 'value' };
const base = (code: string) => ({
  code,
  texts: T('A line', 'एक पंक्ति'),
  authority: 'Municipal Act, section 1',
  head: HEAD,
});

const facts = [
  {
    name: 'pages',
    type: 'integer',
    label: T('Pages', 'पृष्ठ'),
    journal: VALUE,
    min: 1,
    max: 500,
    default: 1,
    words,
  },
  {
    name: 'area',
    type: 'integer',
    label: T('Area in square metres', 'वर्ग मीटर में क्षेत्र'),
    journal: VALUE,
    min: 1,
    max: 100_000,
    words,
  },
  {
    name: 'kind',
    type: 'choice',
    label: T('Kind of shop', 'दुकान का प्रकार'),
    journal: VALUE,
    options: [
      { value: 'FOOD', label: T('Food', 'खाद्य') },
      { value: 'CLOTH', label: T('Cloth', 'वस्त्र') },
      { value: 'OTHER', label: T('Other', 'अन्य') },
    ],
  },
  {
    name: 'turnover',
    type: 'money',
    label: T('Turnover', 'कारोबार'),
    journal: VALUE,
    min: 0,
    max: 10_000_000_000,
    words: { other: T('Turnover {n}', 'कारोबार {n}') },
  },
  {
    name: 'category',
    type: 'choice',
    label: T('Category', 'श्रेणी'),
    journal: VALUE,
    byRight: true,
    options: [
      { value: 'GENERAL', label: T('General', 'सामान्य') },
      { value: 'BPL', label: T('Below the poverty line', 'ग़रीबी रेखा से नीचे'), document: 'card' },
      { value: 'WOMAN', label: T('Woman', 'महिला'), document: 'card' },
    ],
  },
  {
    name: 'card',
    type: 'document',
    label: T('Number of the card', 'कार्ड संख्या'),
    journal: { form: 'presence' },
    minLength: 4,
    maxLength: 20,
    words: T('Card shown', 'कार्ड दिखाया'),
  },
  {
    name: 'dueOn',
    type: 'date',
    label: T('Due on', 'देय तिथि'),
    journal: { form: 'none' },
    earliest: '2000-01-01',
    future: true,
  },
  {
    name: 'daysLate',
    type: 'derived',
    label: T('Days late', 'देरी के दिन'),
    journal: { form: 'bands', bands: [0, 1, 31] },
    derive: {
      kind: 'delay',
      from: 'dueOn',
      unit: 'days',
      partThereof: true,
      holidays: 'nextWorkingDay',
    },
    max: 20_000,
    words: { zero: T('In time', 'समय पर'), other: T('{n} days late', '{n} दिन की देरी') },
  },
  {
    name: 'hardship',
    type: 'waiver',
    label: T('Hardship', 'कठिनाई'),
    journal: VALUE,
    authority: 'Municipal Act, section 9',
    options: [{ value: 'FLOOD', label: T('Flood', 'बाढ़') }],
  },
];

const services = [
  {
    code: 'COPY',
    texts: T('Certified copy', 'प्रमाणित प्रति'),
    search: { mnemonics: ['CC'], words: { en: ['extract'], hi: ['नक़ल'] } },
    facts: ['pages', 'category', 'card'],
    published: true,
    lines: [
      { kind: 'fee', ...base('BASE'), fee: { form: 'fixed', amountPaise: 2000 } },
      {
        kind: 'addOn',
        ...base('PAGES'),
        when: { fact: 'pages', atLeast: 6 },
        fee: { form: 'perUnit', fact: 'pages', ratePaise: 550, above: 5, upTo: 105 },
      },
      {
        kind: 'rebate',
        ...base('BPL-NIL'),
        when: { fact: 'category', is: 'BPL' },
        off: ['BASE', 'PAGES'],
        reduction: { form: 'percent', basisPoints: 10_000 },
      },
      {
        kind: 'rebate',
        ...base('WOMAN-HALF'),
        when: { fact: 'category', in: ['WOMAN'] },
        off: ['BASE'],
        reduction: { form: 'amount', amountPaise: 1000 },
      },
    ],
    together: [],
    nextLinked: ['SHOP'],
  },
  {
    code: 'SHOP',
    texts: T('Shop licence', 'दुकान का लाइसेंस'),
    search: { mnemonics: ['SH'], words: { en: ['trade'], hi: ['व्यापार'] } },
    facts: ['kind', 'area', 'turnover', 'dueOn', 'daysLate', 'hardship'],
    published: true,
    unpublishedWhen: {
      all: [
        { fact: 'kind', is: 'OTHER' },
        { fact: 'area', atLeast: 5001 },
      ],
    },
    lines: [
      {
        kind: 'fee',
        ...base('KIND'),
        fee: {
          form: 'byChoice',
          fact: 'kind',
          fees: [
            {
              value: 'FOOD',
              fee: {
                form: 'slabs',
                fact: 'area',
                slabs: [
                  { from: 1, upTo: 100, fee: { form: 'fixed', amountPaise: 50_000 } },
                  {
                    from: 101,
                    upTo: 1000,
                    fee: {
                      form: 'perStep',
                      fact: 'area',
                      step: 100,
                      ratePaise: 60_000,
                      partThereof: true,
                    },
                  },
                  { from: 1001, upTo: null, fee: { form: 'unpublished' } },
                ],
              },
            },
            { value: 'CLOTH', fee: { form: 'fixed', amountPaise: 30_000 } },
            { value: 'OTHER', fee: { form: 'fixed', amountPaise: 20_000 } },
          ],
        },
      },
      {
        kind: 'fee',
        ...base('TURNOVER'),
        fee: {
          form: 'lesserOf',
          of: [
            {
              form: 'greaterOf',
              of: [
                { form: 'percent', fact: 'turnover', basisPoints: 25, minPaise: 1000 },
                { form: 'fixed', amountPaise: 10_000 },
              ],
            },
            { form: 'fixed', amountPaise: 1_000_000 },
          ],
        },
      },
      {
        kind: 'addOn',
        ...base('LATE'),
        when: { not: { fact: 'daysLate', atMost: 0 } },
        fee: {
          form: 'slabs',
          fact: 'daysLate',
          slabs: [
            { from: 0, upTo: 0, fee: { form: 'fixed', amountPaise: 0 } },
            { from: 1, upTo: 30, fee: { form: 'fixed', amountPaise: 5000 } },
            { from: 31, upTo: null, fee: { form: 'fixed', amountPaise: 20_000 } },
          ],
        },
      },
      {
        kind: 'rebate',
        ...base('HARDSHIP'),
        when: { given: 'hardship' },
        off: ['LATE'],
        reduction: { form: 'downTo', amountPaise: 0 },
      },
    ],
    together: [['KIND', 'TURNOVER']],
    nextLinked: [],
  },
];

/** Untyped on purpose: it goes through the parser like any file. */
export const SAMPLE = {
  format: 1,
  id: 'municipal-sample',
  version: 1,
  texts: T('Municipal fees', 'नगर शुल्क'),
  department: T('Municipal Corporation', 'नगर निगम'),
  authority: 'Municipal Act, schedule',
  notes: ['A sample for tests.'],
  validFrom: '2026-01-01T00:00:00+05:30',
  validTo: '2027-01-01T00:00:00+05:30',
  grace: { until: '2027-02-01T00:00:00+05:30', authority: 'Municipal Act, section 12' },
  rounding: {
    mode: 'up',
    toPaise: 100,
    texts: T('Rounded up', 'ऊपर पूर्णांकित'),
    authority: 'Municipal Act, section 3',
  },
  heads: [{ code: HEAD, texts: T('Municipal fees', 'नगर शुल्क') }],
  facts,
  services,
};
