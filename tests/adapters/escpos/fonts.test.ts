/** The shipped fonts can draw what the layouts believe they can, and real text still fits. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFontsFolder } from '#adapters/escpos/fonts.ts';
import { createTypesetter } from '#adapters/escpos/raster.ts';
import { isDrawable, MISSING, printable } from '#domain/receipt/drawable.ts';
import { wrapText } from '#domain/receipt/wrap.ts';
import { assert } from '#domain/result.ts';

const FILES = [
  'NotoSans-Regular.ttf',
  'NotoSans-Bold.ttf',
  'NotoSansDevanagari-Regular.ttf',
  'NotoSansDevanagari-Bold.ttf',
];

/** Offset of a table in a TrueType file. */
function tableAt(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let at = 12; at < 12 + tables * 16; at += 16) {
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`no table ${tag}`);
}

/** Code points below 65536 that a font maps to a glyph (cmap format 4). */
function coverage(file: string): Set<number> {
  const font = readFileSync(join(sourceFontsFolder(), file));
  const cmap = tableAt(font, 'cmap');
  const offsets = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => {
    return cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
  });
  const table = offsets.find((offset) => font.readUInt16BE(offset) === 4);
  assert(table !== undefined, 'no cmap of format 4');
  const segments = font.readUInt16BE(table + 6) / 2;
  const covered = new Set<number>();
  for (let index = 0; index < segments; index += 1) {
    const end = font.readUInt16BE(table + 14 + index * 2);
    const start = font.readUInt16BE(table + 16 + segments * 2 + index * 2);
    for (let point = start; point <= end && point < 0xffff; point += 1) covered.add(point);
  }
  return covered;
}

describe('the shipped fonts', () => {
  it.each([
    ['regular', 'NotoSans-Regular.ttf', 'NotoSansDevanagari-Regular.ttf'],
    ['bold', 'NotoSans-Bold.ttf', 'NotoSansDevanagari-Bold.ttf'],
  ])('%s: hold every character that counts as drawable', (_, latin, devanagari) => {
    const covered = new Set([...coverage(latin), ...coverage(devanagari)]);
    const missing: string[] = [];
    for (let point = 0; point <= 0xffff; point += 1) {
      if (!isDrawable(String.fromCodePoint(point)) || covered.has(point)) continue;
      missing.push(point.toString(16));
    }
    expect(missing).toEqual([]);
    expect(covered.has(MISSING.codePointAt(0) ?? 0)).toBe(true);
  });

  it('are small and come with their licence', () => {
    for (const file of FILES) {
      expect(statSync(join(sourceFontsFolder(), file)).size).toBeLessThan(1_500_000);
    }
    const licence = readFileSync(join(sourceFontsFolder(), 'OFL.txt'), 'utf8');
    expect(licence).toContain('SIL OPEN FONT LICENSE Version 1.1');
  });
});

describe('text as it is drawn', () => {
  const { measure } = createTypesetter(sourceFontsFolder());

  it('is shaped: a conjunct is narrower than its parts', () => {
    const parts = Array.from('क्षत्रिय').reduce((sum, part) => sum + measure(part, 25, false), 0);
    expect(measure('क्षत्रिय', 25, false)).toBeLessThan(parts * 0.8);
    expect(measure('रसीद', 25, true)).toBeGreaterThan(measure('रसीद', 25, false));
  });

  it('wraps into lines that fit, and no letter is lost', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.integer({ min: 0x20, max: 0x7e }),
          fc.integer({ min: 0x900, max: 0x97f }),
          fc.constantFrom(0x20, 0x20b9, 0x94d),
        ),
        { maxLength: 60 },
      )
      .map((points) => printable(String.fromCodePoint(...points)));
    fc.assert(
      fc.property(text, fc.integer({ min: 100, max: 560 }), (content, maxDots) => {
        const lines = wrapText(content, maxDots, (part) => measure(part, 25, false));
        expect(lines.join('').replaceAll(' ', '')).toBe(content.replaceAll(' ', ''));
        expect(lines.every((line) => measure(line, 25, false) <= maxDots)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
