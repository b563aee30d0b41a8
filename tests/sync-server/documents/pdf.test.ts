import { describe, expect, it } from 'vitest';

import { dayBookForm } from '#domain/documents/day-book.ts';
import { renderPdf } from '#server/documents/pdf/render.ts';
import { Shaper } from '#server/documents/pdf/shaper.ts';
import { BODIES, issued } from '#tests/domain/documents/kit.ts';
import { dayBook } from '#tests/testkit/document-samples.ts';

import { readPdf } from './pdf-reader.ts';

const NAMES = Object.keys(BODIES);
const formOf = (name: string) => {
  const make = BODIES[name];
  if (make === undefined) throw new Error(name);
  return issued(make());
};

describe('a document as PDF', () => {
  it('DO4 the same document has the same bytes, of every kind and in both languages', () => {
    for (const [index, name] of NAMES.entries()) {
      const language = index % 2 === 0 ? 'hi' : 'en';
      const [first, second] = [
        renderPdf(formOf(name), language),
        renderPdf(formOf(name), language),
      ];
      expect(Buffer.compare(first, second), `${name} ${language}`).toBe(0);
      expect(Buffer.from(first.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
    }
  });

  it('DO4 Hindi is found and copied as it was written, letters that stand before their sounds too', () => {
    const { sheets, told } = readPdf(renderPdf(formOf('cash-book'), 'hi'));
    const all = sheets.flat();
    for (const text of ['रोकड़ बही', 'प्राप्तियाँ', 'आरंभिक शेष', 'तिजोरी में']) {
      expect(
        all.some((shown) => shown.includes(text)),
        text,
      ).toBe(true);
    }
    const heard = told.flat();
    expect(heard.some((text) => text.includes('प्रमाणित किया जाता है'))).toBe(true);
    for (const text of heard) expect(text).not.toContain('\u200B');
  });

  it('DO4 every glyph of a text gives back its characters in the order of the text', () => {
    const shaper = new Shaper();
    const texts = ['क्षत्रिय हिन्दी', 'कार्यालय श्रीमती द्ध र्क', 'office ₹1,00,950.50', 'KA-BLR-01/2627'];
    for (const text of texts) {
      for (const isBold of [false, true]) {
        const { pieces } = shaper.shape(text, isBold);
        const back = pieces.flatMap(({ glyphs }) => glyphs.map((glyph) => glyph.text)).join('');
        expect(back).toBe(text);
        expect(pieces.every(({ glyphs }) => glyphs.every(({ glyphId }) => glyphId > 0))).toBe(true);
      }
    }
  });

  it('DO4 a figure has the same width wherever it is measured', () => {
    const shaper = new Shaper();
    for (const text of ['1,00,950.50', '-5.00', '11:30', 'KA-BLR-01-C3/2627/000042', 'Fees 12']) {
      expect(shaper.width(text, true)).toBe(shaper.shape(text, true).width);
    }
  });

  it('DO4 its fonts are in it, and every table, row and cell is told to who cannot see', () => {
    const { objects } = readPdf(renderPdf(formOf('day-book'), 'en'));
    const all = [...objects.values()].map(({ dictionary }) => dictionary);
    const fonts = all.filter((it) => it.includes('/Type /Font /Subtype /CIDFontType2'));
    const files = all.filter((it) => it.includes('/FontFile2'));
    expect(fonts.length).toBeGreaterThanOrEqual(2);
    expect(files).toHaveLength(fonts.length);
    for (const tag of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'P']) {
      expect(
        all.some((it) => it.startsWith(`<</Type /StructElem /S /${tag} `)),
        tag,
      ).toBe(true);
    }
    const catalog = all.find((it) => it.startsWith('<</Type /Catalog'));
    expect(catalog).toContain('/Marked true');
    expect(catalog).toContain('/Lang (en-IN)');
  });

  it('DO4 DO3 what is drawn on the sheets is what was laid out: rows, sums and page numbers', () => {
    const { sheets } = readPdf(renderPdf(issued(dayBookForm(dayBook(120))), 'en'));
    expect(sheets.length).toBeGreaterThan(2);
    for (const [index, texts] of sheets.entries()) {
      expect(texts).toContain(`Page ${index + 1} of ${sheets.length}`);
    }
    const numbers = sheets.flat().filter((text) => text.startsWith('KA-BLR-01-C3/2627/'));
    expect(numbers).toHaveLength(120);
    expect(numbers).toEqual([...numbers].sort());
  });
});
