/** Receipts as dots: they fit, they align, their QR is read, and they arrive as they were sent. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { encodeRaster, withoutRealTimePairs } from '#adapters/escpos/encode.ts';
import { sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { createNetworkPrinter } from '#adapters/escpos/network-printer.ts';
import { HEAD_DOTS, type TextInk } from '#adapters/escpos/pen.ts';
import { qrModules } from '#adapters/escpos/qr.ts';
import { createTypesetter, type Raster } from '#adapters/escpos/raster.ts';
import { typeset } from '#adapters/escpos/typeset.ts';
import { startSimulatedPrinter } from '#adapters/simulated-printer/start.ts';
import type { PrintJobId } from '#domain/ids.ts';
import { LANGUAGES, type Language } from '#domain/language.ts';
import { layoutReceipt } from '#domain/receipt/layout-receipt.ts';
import {
  layoutQuoteSlip,
  layoutReversalSlip,
  layoutTableSlip,
  layoutTestPage,
} from '#domain/receipt/layout-slips.ts';
import { PAPER_WIDTHS, type PaperDocument, type PaperWidth } from '#domain/receipt/paper.ts';
import { assert, type Result } from '#domain/result.ts';
import * as papers from '#tests/testkit/papers.ts';
import { readQr, toPixels, toPng } from '#tests/testkit/rasters.ts';

const typesetter = createTypesetter(sourceFontsFolder());

function value<T>(result: Result<T>): T {
  assert(result.ok, JSON.stringify(result));
  return result.value;
}

/** Every kind of paper that leaves a counter, by name. */
function everyPaper(language: Language, paper: PaperWidth): Record<string, PaperDocument> {
  const options = { language, paper };
  const receipt = (changes: Parameters<typeof papers.sampleReceipt>[1]) =>
    value(layoutReceipt(papers.sampleReceipt(language, changes), options));
  const five = papers.fiveLineReceipt(language);
  return {
    normal: receipt({}),
    duplicate: receipt({ duplicateNumber: 2 }),
    reversed: receipt({
      reversal: {
        reversalNumber: 'KA-BLR-01-C3/2627/000042/R',
        reversedAt: papers.sampleReversalSlip(language).reversedAt,
        reason: papers.sampleReversalSlip(language).reason,
      },
    }),
    training: receipt({ training: true }),
    upi: receipt({ tender: { kind: 'upi', reference: '632814556677' } }),
    five: value(layoutReceipt(five, options)),
    nil: value(layoutReceipt(papers.nilReceipt(language), options)),
    quote: value(layoutQuoteSlip(papers.sampleQuoteSlip(language), options)),
    reversal: value(layoutReversalSlip(papers.sampleReversalSlip(language), options)),
    table: value(layoutTableSlip(papers.sampleTable(), options)),
    test: layoutTestPage(papers.sampleTestPage(), options),
  };
}

const COMBINATIONS = PAPER_WIDTHS.flatMap((paper) =>
  LANGUAGES.map((language) => ({ paper, language })),
);

describe.each(COMBINATIONS)('paper of $paper mm in $language', ({ paper, language }) => {
  const all = everyPaper(language, paper);

  it('every text of every paper lies inside the head', () => {
    for (const [name, document] of Object.entries(all)) {
      const { inks } = value(typeset(document, typesetter.measure));
      const outside = inks
        .filter((ink): ink is TextInk => ink.kind === 'text')
        .filter((ink) => ink.x < 0 || ink.x + ink.widthDots > HEAD_DOTS[paper]);
      expect(outside, name).toEqual([]);
    }
  });

  it('no text is cut: what is typeset is what was laid out', () => {
    for (const [name, document] of Object.entries(all)) {
      const { inks } = value(typeset(document, typesetter.measure));
      const marks = document.lineMark === null ? [] : [document.lineMark];
      const drawn = inks
        .filter((ink): ink is TextInk => ink.kind === 'text' && !marks.includes(ink.text))
        .map((ink) => ink.text);
      const letters = (texts: readonly string[]): string =>
        Array.from(texts.join('').replaceAll(/[^\S\u00A0]/g, ''))
          .sort()
          .join('');
      expect(letters(drawn), name).toBe(letters(textsOf(document)));
    }
  });

  it('amounts end on one right edge', () => {
    const five = all['five'] ?? fail();
    const wanted = new Set(
      five.blocks.flatMap((block) => ('amount' in block ? [block.amount] : [])),
    );
    const { inks } = value(typeset(five, typesetter.measure));
    const amounts = inks.filter(
      (ink): ink is TextInk => ink.kind === 'text' && wanted.has(ink.text),
    );
    expect(amounts.length).toBeGreaterThanOrEqual(8);
    expect(new Set(amounts.map((ink) => ink.x + ink.widthDots)).size).toBe(1);
  });

  it('the official total is the largest thing on it', () => {
    for (const name of ['normal', 'five', 'nil', 'quote']) {
      const { inks } = value(typeset(all[name] ?? fail(), typesetter.measure));
      const texts = inks.filter((ink): ink is TextInk => ink.kind === 'text');
      const largest = texts.toSorted((a, b) => b.px - a.px);
      expect(largest[0]?.text, name).toMatch(/^₹/u);
      expect(largest[0]?.px, name).toBeGreaterThan((largest[1]?.px ?? 0) * 1.15);
    }
  });

  it('P8 the QR on the paper is read back, its quiet zone kept', () => {
    for (const name of ['normal', 'training', 'five']) {
      const raster = value(typesetter.rasterise(all[name] ?? fail()));
      expect(readQr(raster), name).toBe(papers.LONG_QR_TEXT);
    }
    const { inks } = value(typeset(all['normal'] ?? fail(), typesetter.measure));
    const qr = inks.find((ink) => ink.kind === 'qr');
    assert(qr?.kind === 'qr', 'no QR');
    const quiet = 4 * qr.dotsPerModule;
    const right = qr.x + qr.modules.size * qr.dotsPerModule;
    expect(qr.dotsPerModule).toBeGreaterThanOrEqual(3);
    expect(qr.x).toBeGreaterThanOrEqual(quiet);
    expect(HEAD_DOTS[paper] - right).toBeGreaterThanOrEqual(quiet);
  });

  it('a picture of each is kept to be looked at', () => {
    mkdirSync('artifacts/receipts', { recursive: true });
    for (const [name, document] of Object.entries(all)) {
      const file = `artifacts/receipts/${name}-${paper}-${language}.png`;
      writeFileSync(file, toPng(value(typesetter.rasterise(document))));
      expect(readFileSync(file).length).toBeGreaterThan(1000);
    }
  });
});

const fail = (): never => {
  throw new Error('no such paper');
};

/** Every text that a document asks for. */
function textsOf(document: PaperDocument): string[] {
  return document.blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'text':
      case 'banner':
      case 'signature':
        return [block.text];
      case 'pair':
        return [block.label, block.value];
      case 'amount':
        return [block.label, block.amount];
      case 'total':
        return [block.amount];
      default:
        return [];
    }
  });
}

describe('the QR', () => {
  it('an upper-case address takes the smaller alphanumeric form', () => {
    const upper = qrModules(papers.LONG_QR_TEXT);
    const lower = qrModules(papers.LONG_QR_TEXT.toLowerCase());
    expect([upper?.size, lower?.size]).toEqual([69, 81]);
  });

  it('what no QR holds is refused, not cut', () => {
    const document: PaperDocument = {
      kind: 'test',
      paper: 58,
      language: 'en',
      lineMark: null,
      blocks: [{ kind: 'qr', text: 'A'.repeat(4000) }],
    };
    expect(typesetter.rasterise(document)).toEqual({
      ok: false,
      error: { code: 'PRINT_UNDRAWABLE', details: { line: 'QR' } },
    });
  });
});

describe('a money line that cannot stand whole', () => {
  const amount = (text: string): PaperDocument => ({
    kind: 'receipt',
    paper: 58,
    language: 'en',
    lineMark: null,
    blocks: [{ kind: 'amount', label: 'Fee', amount: text, size: 'normal', weight: 'regular' }],
  });

  it.each(['9'.repeat(40), '1\uFFFD0.00'])('%s is refused', (text) => {
    const answer = typesetter.rasterise(amount(text));
    expect(answer.ok ? null : answer.error.code).toBe('PRINT_UNDRAWABLE');
  });

  it('the largest sum there is still stands on 58 mm', () => {
    const total: PaperDocument = {
      ...amount(''),
      blocks: [{ kind: 'total', amount: '₹10,00,00,00,000.00' }],
    };
    expect(typesetter.rasterise(total).ok).toBe(true);
  });
});

describe('on its way to the paper', () => {
  const received = async (document: PaperDocument): Promise<Raster> => {
    const folder = await mkdtemp(join(tmpdir(), 'raseed-paper-'));
    const { paper } = document;
    const device = await startSimulatedPrinter({ port: 0, controlPort: 0, folder, paper });
    const { port } = device;
    const printer = createNetworkPrinter({ host: '127.0.0.1', port, typesetter });
    const outcome = await printer.print({ jobId: 'KA-BLR-01-C3-P1' as PrintJobId, document });
    const [piece] = await device.pieces();
    assert(outcome.kind === 'confirmed' && piece !== undefined, JSON.stringify(outcome));
    const image = PNG.sync.read(await readFile(join(folder, piece.name)));
    expect(device.log().filter((line) => line.event === 'alarm')).toEqual([]);
    expect(piece.text).toEqual([]);
    await device.close();
    await rm(folder, { recursive: true });
    const bits = new Uint8Array((image.width / 8) * image.height);
    for (let dot = 0; dot < image.width * image.height; dot += 1) {
      if (image.data[dot * 4] === 0) bits[dot >> 3] = (bits[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
    }
    return { widthDots: image.width, heightDots: image.height, bits };
  };

  it.each(COMBINATIONS)(
    '$paper mm $language: the PNG is the raster, dot for dot',
    async (which) => {
      const document = everyPaper(which.language, which.paper)['five'] ?? fail();
      const sent = withoutRealTimePairs(value(typesetter.rasterise(document)));
      const got = await received(document);
      expect(got.widthDots).toBe(sent.widthDots);
      expect(Buffer.compare(got.bits.subarray(0, sent.bits.length), sent.bits)).toBe(0);
      expect(got.bits.subarray(sent.bits.length).every((byte) => byte === 0)).toBe(true);
      expect(readQr(got)).toBe(papers.LONG_QR_TEXT);
    },
  );

  it('no image holds the bytes of a real-time command, and only neighbours of dots are added', () => {
    const bits = Uint8Array.from(
      { length: 72 * 130 },
      (_, at) => [0x10, 0x04, 0x01, 0x10, 0x14][at % 5] ?? 0,
    );
    const raster: Raster = { widthDots: 576, heightDots: 130, bits };
    for (const chunk of encodeRaster(raster)) {
      expect(Buffer.from(chunk).includes(Buffer.of(0x10, 0x04))).toBe(false);
      expect(Buffer.from(chunk).includes(Buffer.of(0x10, 0x14))).toBe(false);
      expect(chunk.length).toBeLessThanOrEqual(8 + 64 * 72);
    }
    const changed = withoutRealTimePairs(raster).bits;
    expect(changed.every((byte, at) => (byte & (bits[at] ?? 0)) === bits[at])).toBe(true);
    expect(toPixels(raster).length).toBe(576 * 130 * 4);
  });
});
