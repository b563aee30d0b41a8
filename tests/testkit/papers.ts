/** Receipts and slips as an office would print them, for tests that lay out, draw and print. */
import type { Language, Texts } from '#domain/language.ts';
import { paise, rupees } from '#domain/money.ts';
import type {
  FeeLine,
  QuoteSlipContent,
  ReceiptContent,
  ReversalSlipContent,
  TableSlipContent,
  TestPageContent,
} from '#domain/receipt/content.ts';
import { assert } from '#domain/result.ts';
import { isoDate, parseInstant, type Instant } from '#domain/time.ts';
import { amountInWords } from '#domain/words.ts';

const texts = (en: string, hi: string): Texts => ({ en, hi });

function at(text: string): Instant {
  const instant = parseInstant(text);
  assert(instant !== null, text);
  return instant;
}

/** As long as a signed receipt is: upper-case address, base32 payload, 420 characters. */
export const LONG_QR_TEXT = `HTTPS://RASEED.EXAMPLE.GOV.IN/R/${Array.from(
  { length: 388 },
  (_, index) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt((index * 7 + index * index) % 32),
).join('')}`;

const HEAD = {
  department: texts('Transport Department, Karnataka', 'परिवहन विभाग, कर्नाटक'),
  officeName: texts('Regional Transport Office, Jayanagar', 'क्षेत्रीय परिवहन कार्यालय, जयनगर'),
  counterLabel: '3',
  clerkId: 'S1042',
  complaintsPhone: '1800-425-0425',
  training: false,
};

const line = (
  names: Texts,
  authority: string,
  amountPaise: FeeLine['amountPaise'],
  counted?: Pick<FeeLine, 'quantity' | 'ratePaise'>,
): FeeLine => ({
  texts: names,
  authority,
  head: '0041-00-101-01',
  amountPaise,
  ...counted,
});

const LEARNER = {
  service: texts("Learner's licence", 'शिक्षार्थी लाइसेंस'),
  factsInWords: [
    texts('2 classes of vehicle: motorcycle, car', 'वाहन के 2 वर्ग: मोटरसाइकिल, कार'),
    texts('First attempt', 'पहला प्रयास'),
  ],
  lines: [
    line(
      texts("Issue of learner's licence", 'शिक्षार्थी लाइसेंस जारी करना'),
      'CMVR rule 32, no. 1',
      rupees(300),
      {
        quantity: 2,
        ratePaise: rupees(150),
      },
    ),
    line(
      texts("Learner's licence test", 'शिक्षार्थी लाइसेंस परीक्षा'),
      'CMVR rule 32, no. 2',
      rupees(50),
    ),
    line(
      texts('Test of competence to drive', 'वाहन चलाने की क्षमता की परीक्षा'),
      'CMVR rule 32, no. 3',
      rupees(600),
      { quantity: 2, ratePaise: rupees(300) },
    ),
  ],
  totalPaise: rupees(950),
  tariff: { citation: 'CMVR rule 32', version: '7' },
};

export function sampleReceipt(
  language: Language,
  changes: Partial<ReceiptContent> = {},
): ReceiptContent {
  const totalPaise = changes.totalPaise ?? LEARNER.totalPaise;
  return {
    ...HEAD,
    ...LEARNER,
    totalInWords: amountInWords(totalPaise, language),
    receiptNumber: 'KA-BLR-01-C3/2627/000042',
    issuedAt: at('2026-11-23T11:42:10+05:30'),
    businessDate: isoDate('2026-11-23'),
    receivedFrom: language === 'en' ? 'Asha Devi' : 'आशा देवी',
    onAccountOf: null,
    applicationRef: 'AP-2026-00411182',
    tender: { kind: 'cash', givenPaise: rupees(1000), changePaise: rupees(50) },
    runningTotalDigits: '412550',
    qrText: LONG_QR_TEXT,
    duplicateNumber: null,
    reversal: null,
    ...changes,
  };
}

/** Five lines, a rebate among them, long names, a lakh of rupees, two receipts in one tender. */
export function fiveLineReceipt(language: Language): ReceiptContent {
  const lines = [
    line(
      texts(
        'Fee on registration of a document of sale, on the market value or the consideration, whichever is greater',
        'विक्रय विलेख के पंजीकरण का शुल्क, बाज़ार मूल्य या प्रतिफल में से जो अधिक हो उस पर',
      ),
      'AP table of registration fees, article I(a), read with G.O.Ms. 463',
      rupees(98_750),
    ),
    line(texts('User charges', 'उपयोगकर्ता प्रभार'), 'art. XII', rupees(500)),
    line(
      texts('Copies, per page or part thereof', 'प्रतियाँ, प्रति पृष्ठ या उसके भाग पर'),
      'art. VII(2)',
      rupees(2350),
      { quantity: 47, ratePaise: rupees(50) },
    ),
    line(
      texts('Women: a tenth off copies', 'महिला: प्रतियों पर दसवाँ भाग छूट'),
      'G.O. 12',
      rupees(-235),
    ),
    line(texts('Rounding', 'पूर्णांकन'), 'rule 9', paise(-41_450)),
  ];
  return sampleReceipt(language, {
    service: texts('Registration of a sale deed', 'विक्रय विलेख का पंजीकरण'),
    factsInWords: [
      texts(
        'Market value ₹98,75,000.00, consideration ₹92,00,000.00',
        'बाज़ार मूल्य ₹98,75,000.00, प्रतिफल ₹92,00,000.00',
      ),
      texts(
        '47 pages; purchaser is a woman (category document BPL-88213)',
        '47 पृष्ठ; क्रेता महिला (दस्तावेज़ BPL-88213)',
      ),
    ],
    lines,
    totalPaise: paise(10_095_050),
    receivedFrom:
      language === 'en'
        ? 'Venkatanarasimharajuvaripeta Lakshminarasimhachari Subrahmanyam and Sons (Partnership Firm)'
        : 'श्रीमती वेंकटनरसिंहराजुवारिपेटा लक्ष्मीनरसिंहाचारी सुब्रह्मण्यम एवं पुत्र (साझेदारी फर्म)',
    onAccountOf: language === 'en' ? 'Kumari Śrīvidyā Subrahmanyam' : 'कुमारी श्रीविद्या सुब्रह्मण्यम',
    tender: { kind: 'cash', givenPaise: rupees(102_000), changePaise: paise(9_950) },
    paidTogetherPaise: paise(10_190_050),
    tariff: { citation: 'Table of registration fees, Andhra Pradesh, 2024', version: '12' },
  });
}

/** No fee by right: the receipt is printed all the same. */
export const nilReceipt = (language: Language): ReceiptContent =>
  sampleReceipt(language, {
    factsInWords: [texts('Person with disability, certificate given', 'दिव्यांग, प्रमाण पत्र दिया')],
    lines: [
      line(
        texts("Issue of learner's licence", 'शिक्षार्थी लाइसेंस जारी करना'),
        'CMVR rule 32, no. 1',
        rupees(150),
      ),
      line(texts('Exemption', 'छूट'), 'CMVR rule 32, note 2', rupees(-150)),
    ],
    totalPaise: rupees(0),
    tender: null,
  });

export const sampleQuoteSlip = (language: Language): QuoteSlipContent => ({
  ...HEAD,
  ...LEARNER,
  totalInWords: amountInWords(LEARNER.totalPaise, language),
  quoteNumber: 'KA-BLR-01-C3-Q412',
  issuedAt: at('2026-11-23T11:32:10+05:30'),
  validUntil: at('2026-11-23T11:42:10+05:30'),
  applicationRef: 'AP-2026-00411182',
});

export const sampleReversalSlip = (language: Language): ReversalSlipContent => ({
  ...HEAD,
  reversalNumber: 'KA-BLR-01-C3/2627/000042/R',
  receiptNumber: 'KA-BLR-01-C3/2627/000042',
  reversedAt: at('2026-11-23T12:05:00+05:30'),
  service: LEARNER.service,
  reason: texts('Charged twice', 'दो बार शुल्क लिया गया'),
  amountPaise: LEARNER.totalPaise,
  amountInWords: amountInWords(LEARNER.totalPaise, language),
  returned: 'cash',
  approvedBy: 'S2001',
  runningReversedDigits: '095000',
  replacedBy: null,
});

export const sampleTestPage = (): TestPageContent => ({
  officeName: HEAD.officeName,
  counterLabel: '3',
  printedAt: at('2026-11-23T09:00:00+05:30'),
  qrText: 'HTTPS://RASEED.EXAMPLE.GOV.IN/TEST',
});

export const sampleTable = (): TableSlipContent => ({
  ...HEAD,
  title: texts('X REPORT', 'एक्स रिपोर्ट'),
  printedAt: at('2026-11-23T14:00:00+05:30'),
  facts: [{ label: texts('Shift', 'पाली'), value: 'KA-BLR-01-C3-S7' }],
  sections: [
    {
      heading: texts('Receipts', 'रसीदें'),
      rows: [
        { label: texts("Learner's licence", 'शिक्षार्थी लाइसेंस'), value: '41' },
        { label: texts('Driving licence', 'ड्राइविंग लाइसेंस'), value: '12' },
        { label: texts('All', 'कुल'), value: '53', strong: true },
      ],
    },
    { heading: null, rows: [{ label: texts('Reversed', 'रद्द'), value: '1' }] },
  ],
  note: texts('Cash is counted before it is shown.', 'नकद पहले गिना जाता है, फिर दिखाया जाता है।'),
  signatures: [texts('Clerk', 'लिपिक'), texts('Manager', 'प्रबंधक')],
});
