import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tableOf, type FormBody, type Row } from '#domain/documents/form.ts';
import { formatPaise, MAX_PAISE, paise } from '#domain/money.ts';
import { layoutForm } from '#server/documents/layout/layout.ts';
import type { Sheets, TextInk } from '#server/documents/layout/sheets.ts';
import { measureText } from '#server/documents/pdf/render.ts';
import { BODIES, issued } from '#tests/domain/documents/kit.ts';

const LANGUAGES = ['en', 'hi'] as const;
const t = (en: string, hi: string) => ({ en, hi });

const lay = (body: FormBody, language: 'en' | 'hi'): Sheets =>
  layoutForm(issued(body), { language, measure: measureText });

const bodyOf = (...blocks: FormBody['blocks']): FormBody => ({
  kind: 'day-book',
  subject: 'X',
  isWide: false,
  isTraining: false,
  blocks,
});

/** Texts that stand on one line of a sheet, from left to right. */
function rowsOf(sheet: Sheets['sheets'][number]): readonly (readonly string[])[] {
  const lines = Map.groupBy(sheet.texts, ({ baseline }) => Math.round(baseline * 10));
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .map(([, texts]) => texts.toSorted((a, b) => a.x - b.x).map(({ text }) => text));
}

const widthOf = (ink: TextInk): number => measureText(ink.text, ink.size, ink.isBold);

const figures = (rows: readonly Row[]) =>
  tableOf({
    id: 't',
    title: t('Receipts', 'रसीदें'),
    columns: [
      { id: 'what', title: t('What', 'क्या'), type: 'text' },
      { id: 'cash', title: t('Cash', 'नकद'), type: 'amount', isSummed: true },
      { id: 'upi', title: t('UPI', 'UPI'), type: 'amount', isSummed: true },
    ],
    rows,
  });

const words = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', ' ', 'अ', 'क', 'र्', 'षि', '-', '/'),
  maxLength: 300,
});
const amount = fc.integer({ min: -MAX_PAISE, max: MAX_PAISE });
const tableRows = fc.array(fc.tuple(words, amount, amount), { maxLength: 140 });

describe('sheets', () => {
  it('DO3 whatever a table holds, nothing leaves the paper and no line runs into the next column', () => {
    fc.assert(
      fc.property(tableRows, fc.constantFrom(...LANGUAGES), (data, language) => {
        const rows = data.map(([text, a, b]): Row => [text, paise(a), paise(b)]);
        const sheets = lay(bodyOf(figures(rows)), language);
        for (const { texts, fills } of sheets.sheets) {
          for (const ink of texts) {
            expect(ink.x).toBeGreaterThanOrEqual(0);
            expect(ink.x + widthOf(ink)).toBeLessThanOrEqual(sheets.width - 20);
            expect(ink.baseline).toBeLessThan(sheets.height - 20);
          }
          for (const fill of fills) expect(fill.y + fill.height).toBeLessThan(sheets.height - 20);
          const lines = Map.groupBy(texts, ({ baseline }) => Math.round(baseline * 10));
          for (const line of lines.values()) {
            const sorted = line.toSorted((a, b) => a.x - b.x);
            for (const [index, ink] of sorted.entries()) {
              const next = sorted[index + 1];
              if (next !== undefined)
                expect(ink.x + widthOf(ink)).toBeLessThanOrEqual(next.x + 0.01);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('DO2 DO3 every figure stands whole and once, and no character of a word is lost', () => {
    fc.assert(
      fc.property(tableRows, (data) => {
        const rows = data.map(([text, a, b]): Row => [text, paise(a), paise(b)]);
        const sheets = lay(bodyOf(figures(rows)), 'en');
        const content = sheets.sheets
          .flatMap(({ texts }) => texts)
          .filter((it) => it.element !== null);
        const byElement = Map.groupBy(content, ({ element }) => element);
        const cells = [...byElement].flatMap(([element, texts]) =>
          sheets.elements[element ?? 0]?.tag === 'TD' ? [texts.map(({ text }) => text)] : [],
        );
        const shown = cells.map((lines) => lines.join(' ').replaceAll(/\s/g, ''));
        const wanted = data.flatMap(([text, a, b]) => [
          text.normalize('NFC').replaceAll(/\s/g, ''),
          formatPaise(paise(a)),
          formatPaise(paise(b)),
        ]);
        const body = rows.length === 0 ? shown : shown.slice(0, -2);
        expect(body.filter((it) => it !== 'Nil')).toEqual(wanted.filter((it) => it !== ''));
      }),
      { numRuns: 40 },
    );
  });

  it('DO3 at every turn the sum of all rows before is carried forward and brought forward', () => {
    for (const language of LANGUAGES) {
      const data = Array.from({ length: 400 }, (_, n) => [n * 12_345, (n % 7) * 50] as const);
      const rows = data.map(([a, b], n): Row => [`Row ${n}`, paise(a), paise(b)]);
      const { sheets } = lay(bodyOf(figures(rows)), language);
      expect(sheets.length).toBeGreaterThan(5);
      const [forward, back] =
        language === 'en'
          ? ['Carried forward', 'Brought forward']
          : ['अगले पृष्ठ पर ले जाया गया', 'पिछले पृष्ठ से लाया गया'];
      let before = 0;
      for (const [index, sheet] of sheets.entries()) {
        const lines = rowsOf(sheet);
        const sums = () => {
          const upTo = data.slice(0, before);
          return [0, 1].map((at) =>
            formatPaise(paise(upTo.reduce((so, it) => so + (it[at] ?? 0), 0))),
          );
        };
        const find = (word: string) => lines.find(([first]) => first === word)?.slice(1);
        if (index > 0) expect(find(back)).toEqual(sums());
        before += lines.filter(([first = '']) => first.startsWith('Row ')).length;
        expect(find(forward)).toEqual(index === sheets.length - 1 ? undefined : sums());
        expect(lines.some(([first]) => first === (language === 'en' ? 'What' : 'क्या'))).toBe(true);
      }
      expect(before).toBe(400);
    }
  });

  it('DO3 a row higher than a sheet goes on over several, and its figures stand once', () => {
    const long = Array.from({ length: 2500 }, (_, n) => `word${n}`).join(' ');
    const { sheets } = lay(bodyOf(figures([[long, paise(5000), paise(0)]])), 'en');
    expect(sheets.length).toBeGreaterThan(2);
    const all = sheets.flatMap(({ texts }) => texts.filter(({ element }) => element !== null));
    const found = all.flatMap(({ text }) => text.match(/word\d+/g) ?? []);
    expect(found).toHaveLength(2500);
    expect(all.filter(({ text, isBold }) => text === '50.00' && !isBold)).toHaveLength(1);
  });

  it('DO3 places to sign are on one sheet, with their names', () => {
    for (let lines = 0; lines < 60; lines += 1) {
      const rows = Array.from({ length: lines }, (): Row => ['x', paise(0), paise(0)]);
      const box = (id: string) => ({ id, role: t(`Role ${id}`, `भूमिका ${id}`), name: 'S1042' });
      const body = bodyOf(figures(rows), {
        kind: 'signatures',
        id: 's',
        boxes: ['a', 'b', 'c'].map(box),
      });
      const { sheets } = lay(body, 'en');
      const signed = sheets.filter(({ texts }) =>
        texts.some(({ text }) => text.startsWith('Role ')),
      );
      expect(signed).toHaveLength(1);
      expect(signed[0]?.texts.filter(({ text }) => text === 'S1042')).toHaveLength(3);
    }
  });

  it('DO3 a certificate stands on the sheet on which it is signed', () => {
    for (let lines = 0; lines < 60; lines += 1) {
      const rows = Array.from({ length: lines }, (): Row => ['x', paise(0), paise(0)]);
      const texts = t('Certified that '.repeat(30), 'प्रमाणित '.repeat(30));
      const body = bodyOf(
        figures(rows),
        { kind: 'text', id: 'c', texts, blanks: {}, isStrong: false },
        {
          kind: 'signatures',
          id: 's',
          boxes: [{ id: 'a', role: t('Officer', 'अधिकारी'), name: null }],
        },
      );
      const { sheets } = lay(body, 'en');
      const on = (start: string) =>
        sheets.flatMap(({ texts: all }, at) =>
          all.some(({ text }) => text.startsWith(start)) ? [at] : [],
        );
      expect(on('Certified')).toEqual(on('Officer'));
    }
  });

  it('DO3 training is written across the top of every sheet, and an empty table says so', () => {
    const rows = Array.from({ length: 150 }, (): Row => ['x', paise(0), paise(0)]);
    const trained = lay({ ...bodyOf(figures(rows)), isTraining: true }, 'en');
    for (const { texts } of trained.sheets) {
      expect(texts.some(({ text }) => text === 'TRAINING · NOT AN ACCOUNT')).toBe(true);
    }
    const empty = lay(bodyOf(figures([])), 'hi').sheets[0]?.texts.map(({ text }) => text);
    expect(empty).toContain('कुछ नहीं');
    expect(empty).not.toContain('योग');
  });

  it('DO3 the outline of every document in both languages', () => {
    const outline = Object.entries(BODIES).map(([name, make]) => {
      const laid = LANGUAGES.map((language) => {
        const { sheets, elements, width } = lay(make(), language);
        const heads = sheets.flatMap(({ texts }) =>
          texts.filter(({ element }) => {
            const tag = elements[element ?? 0]?.tag;
            return element !== null && (tag === 'H1' || tag === 'H2');
          }),
        );
        const paper = width > 600 ? 'wide' : 'tall';
        return `${paper}, ${sheets.length}: ${heads.map(({ text }) => text).join(' | ')}`;
      });
      return [name, ...laid];
    });
    expect(outline).toMatchSnapshot();
  });
});
