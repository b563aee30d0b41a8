/** What a receipt and its sister papers say, whatever they are drawn with. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '#domain/language.ts';
import { paise, rupees } from '#domain/money.ts';
import type { ReceiptContent } from '#domain/receipt/content.ts';
import { layoutReceipt } from '#domain/receipt/layout-receipt.ts';
import {
  layoutQuoteSlip,
  layoutReversalSlip,
  layoutTableSlip,
  layoutTestPage,
} from '#domain/receipt/layout-slips.ts';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import { assert, type Result } from '#domain/result.ts';
import { isoDate } from '#domain/time.ts';
import * as papers from '#tests/testkit/papers.ts';

function value(result: Result<PaperDocument>): PaperDocument {
  assert(result.ok, JSON.stringify(result));
  return result.value;
}

const wordsOf = (document: PaperDocument): string =>
  document.blocks
    .map((block) =>
      Object.entries(block)
        .filter(([key]) => ['text', 'label', 'value', 'amount'].includes(key))
        .map(([, text]) => String(text))
        .join(' | '),
    )
    .join('\n')
    .replaceAll('\u00A0', ' ');

const receiptWords = (language: Language, changes: Partial<ReceiptContent> = {}): string =>
  wordsOf(value(layoutReceipt(papers.sampleReceipt(language, changes), { language, paper: 80 })));

const banners = (document: PaperDocument): string[] =>
  document.blocks.flatMap((block) => (block.kind === 'banner' ? [block.text] : []));

describe('a receipt', () => {
  it('P8 says who took what for which published lines, and how to check it', () => {
    const words = receiptWords('en');
    for (const part of [
      'Regional Transport Office, Jayanagar',
      'No. | KA-BLR-01-C3/2627/000042',
      'Date | 23-11-2026 11:42',
      'Counter | 3 · Clerk S1042',
      'Received from | Asha Devi',
      'Application | AP-2026-00411182',
      '2 classes of vehicle: motorcycle, car',
      "Issue of learner's licence | 300.00",
      '2 × ₹150.00',
      'CMVR rule 32, no. 1; head 0041-00-101-01',
      'Official total',
      '₹950.00',
      'Rupees nine hundred fifty only',
      'Cash given | 1,000.00',
      'Change | 50.00',
      'Tariff | CMVR rule 32, version 7',
      'Running total | …412550',
      papers.LONG_QR_TEXT,
      'signature valid',
      'Official fee. Complaints: 1800-425-0425',
    ]) {
      expect(words).toContain(part);
    }
  });

  it('P8 says the same in Hindi, with Latin digits', () => {
    const words = receiptWords('hi');
    for (const part of [
      'रसीद',
      'कुल सरकारी शुल्क',
      '₹950.00',
      'नौ सौ पचास रुपये मात्र',
      'नकद दिया | 1,000.00',
      'वापस मिले | 50.00',
      'सरकारी शुल्क। शिकायत: 1800-425-0425',
    ]) {
      expect(words).toContain(part);
    }
    expect(words).not.toMatch(/[०-९]/u);
  });

  it('names the applicant where no payer is named, the beneficiary where there is one', () => {
    expect(receiptWords('en', { receivedFrom: null })).toContain('Received from | Applicant');
    expect(receiptWords('hi', { receivedFrom: null })).toContain('प्राप्त (किससे) | आवेदक');
    expect(receiptWords('en', { onAccountOf: 'Ravi' })).toContain('On account of | Ravi');
    expect(receiptWords('en')).not.toContain('On account of');
  });

  it('shows the account date only where it is another day', () => {
    expect(receiptWords('en')).not.toContain('Account date');
    const late = { businessDate: isoDate('2026-11-22') };
    expect(receiptWords('en', late)).toContain('Account date | 22-11-2026');
  });

  it('a copy says DUPLICATE n at its head and its foot', () => {
    const content = papers.sampleReceipt('en', { duplicateNumber: 3 });
    const document = value(layoutReceipt(content, { language: 'en', paper: 58 }));
    expect(banners(document)).toEqual(['DUPLICATE 3', 'DUPLICATE 3']);
    expect(document.blocks[0]?.kind).toBe('banner');
    const hindi = value(
      layoutReceipt(papers.sampleReceipt('hi', { duplicateNumber: 3 }), {
        language: 'hi',
        paper: 58,
      }),
    );
    expect(banners(hindi)[0]).toBe('प्रतिलिपि 3');
  });

  it('a reversed receipt says so, with number, time and reason', () => {
    const slip = papers.sampleReversalSlip('en');
    const content = papers.sampleReceipt('en', {
      reversal: {
        reversalNumber: slip.reversalNumber,
        reversedAt: slip.reversedAt,
        reason: slip.reason,
      },
    });
    const document = value(layoutReceipt(content, { language: 'en', paper: 80 }));
    expect(banners(document)).toContain('REVERSED');
    expect(wordsOf(document)).toContain('Reason | Charged twice');
  });

  it('training is marked on every line, a live receipt never', () => {
    const options = { language: 'en', paper: 80 } as const;
    const training = value(layoutReceipt(papers.sampleReceipt('en', { training: true }), options));
    expect(banners(training)[0]).toBe('TRAINING · NOT A RECEIPT');
    expect(training.lineMark).toBe('T');
    const live = value(layoutReceipt(papers.sampleReceipt('en'), options));
    expect([live.lineMark, banners(live)]).toEqual([null, []]);
  });

  it('P9 no fee by right still gives a receipt', () => {
    const options = { language: 'en', paper: 58 } as const;
    const words = wordsOf(value(layoutReceipt(papers.nilReceipt('en'), options)));
    expect(words).toContain('RECEIPT · NO FEE');
    expect(words).toContain('Nothing to pay');
    expect(words).toContain('₹0.00');
  });

  it('UPI shows its reference and no cash', () => {
    const words = receiptWords('en', { tender: { kind: 'upi', reference: '632814556677' } });
    expect(words).toContain('Paid by UPI | 632814556677');
    expect(words).not.toContain('Cash given');
  });

  it('several receipts in one tender show what they came to together, a correction its credit', () => {
    const together = receiptWords('en', { paidTogetherPaise: rupees(1900) });
    expect(together).toContain('All receipts together | 1,900.00');
    const tender = {
      kind: 'cash',
      givenPaise: rupees(0),
      changePaise: rupees(0),
      creditPaise: rupees(950),
    } as const;
    expect(receiptWords('en', { tender })).toContain('From the reversed receipt | 950.00');
  });

  it('a name in a script that the fonts lack is marked, not dropped', () => {
    expect(receiptWords('en', { receivedFrom: 'ஆஷா D' })).toContain(
      `Received from | ${'\uFFFD'.repeat(3)} D`,
    );
  });
});

describe('money that cannot be told is not printed', () => {
  const base = papers.sampleReceipt('en');
  const [first] = base.lines;
  assert(first !== undefined, 'no line');
  const refused: readonly [string, Partial<ReceiptContent>, string | number][] = [
    ['a line in a script that the fonts lack', { lines: [{ ...first, head: 'தலை' }] }, 1],
    ['an amount that is no amount', { lines: [{ ...first, amountPaise: 1.5 as never }] }, 1],
    ['a total that the lines do not make', { totalPaise: rupees(951) }, 'total'],
    ['words that cannot be drawn', { totalInWords: 'ரூபாய்' }, 'total'],
  ];

  it.each(refused)('P1 %s is refused', (_, changes, line) => {
    const answer = layoutReceipt({ ...base, ...changes }, { language: 'en', paper: 80 });
    expect(answer).toEqual({ ok: false, error: { code: 'PRINT_UNDRAWABLE', details: { line } } });
  });

  it('the same holds for a quote slip, a reversal and a list', () => {
    const options = { language: 'en', paper: 58 } as const;
    const quote = { ...papers.sampleQuoteSlip('en'), totalPaise: rupees(1) };
    expect(layoutQuoteSlip(quote, options).ok).toBe(false);
    const reversal = { ...papers.sampleReversalSlip('en'), amountInWords: 'ரூ' };
    expect(layoutReversalSlip(reversal, options).ok).toBe(false);
    const table = papers.sampleTable();
    const row = { label: { en: 'A', hi: 'A' }, value: 'ரூ' };
    const sections = [{ heading: null, rows: [row] }];
    expect(layoutTableSlip({ ...table, sections }, options).ok).toBe(false);
  });
});

describe.each(LANGUAGES)('the sister papers in %s', (language) => {
  const options = { language, paper: 58 } as const;

  it('P8 a quote slip shows the exact amount and says that it is no receipt', () => {
    const words = wordsOf(value(layoutQuoteSlip(papers.sampleQuoteSlip(language), options)));
    expect(words).toContain('₹950.00');
    expect(words).toContain(language === 'en' ? 'This is not a receipt.' : 'यह रसीद नहीं है।');
    expect(words).toContain('23-11-2026 11:42');
  });

  it('a reversal slip names the receipt, who approved, and is signed where cash went back', () => {
    const slip = papers.sampleReversalSlip(language);
    const cash = value(layoutReversalSlip(slip, options));
    expect(wordsOf(cash)).toContain(slip.receiptNumber);
    expect(wordsOf(cash)).toContain('S2001');
    expect(cash.blocks.some((block) => block.kind === 'signature')).toBe(true);
    const due = value(layoutReversalSlip({ ...slip, returned: 'refund-due' }, options));
    expect(due.blocks.some((block) => block.kind === 'signature')).toBe(false);
  });

  it('every paper ends in a cut and is plain data', () => {
    const documents = [
      value(layoutReceipt(papers.fiveLineReceipt(language), options)),
      value(layoutQuoteSlip(papers.sampleQuoteSlip(language), options)),
      value(layoutReversalSlip(papers.sampleReversalSlip(language), options)),
      value(layoutTableSlip(papers.sampleTable(), options)),
      layoutTestPage(papers.sampleTestPage(), options),
    ];
    for (const document of documents) {
      expect(document.blocks.at(-1)?.kind).toBe('cut');
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    }
  });

  it('amounts keep Indian grouping and their sign', () => {
    const words = wordsOf(value(layoutReceipt(papers.fiveLineReceipt(language), options)));
    expect(words).toContain('₹1,00,950.50');
    expect(words).toContain('-414.50');
    expect(papers.fiveLineReceipt(language).totalPaise).toBe(paise(10_095_050));
  });
});
