import { existsSync, readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeTemplate, encodeTemplate } from '#biometrics/iso-template.ts';
import { readIsoRecord, writeIsoRecord } from '#biometrics/iso19794.ts';
import type { IsoRecord } from '#biometrics/iso19794.ts';
import { matchTemplates } from '#biometrics/match.ts';
import { MAX_TEMPLATE_BYTES } from '#biometrics/skin-area.ts';
import { MAX_MINUTIAE, NO_FLOW } from '#biometrics/template.ts';
import { listImpressions, setsArePresent } from '#tests/bench/biometrics-data.ts';

import { templateOf } from './testkit.ts';

const pressed = templateOf(1, { seed: 1 });
const byte = fc.integer({ min: 0, max: 255 });
const word = fc.integer({ min: 0, max: 65_535 });
const nibble = fc.integer({ min: 0, max: 15 });
const coordinate = fc.integer({ min: 0, max: 0x3fff });
const pair = fc.integer({ min: 0, max: 3 });
const minutia = fc.record({
  type: pair,
  x: coordinate,
  reserved: pair,
  y: coordinate,
  angle: byte,
  quality: byte,
});
const view = fc.record({
  position: byte,
  viewNumber: nibble,
  impression: nibble,
  quality: byte,
  minutiae: fc.array(minutia, { maxLength: 255 }),
  areas: fc.array(fc.record({ type: word, data: fc.uint8Array({ maxLength: 60 }) }), {
    maxLength: 4,
  }),
});
const record: fc.Arbitrary<IsoRecord> = fc.record({
  equipment: word,
  width: word,
  height: word,
  xPerCm: word,
  yPerCm: word,
  views: fc.array(view, { maxLength: 4 }),
});

describe('ISO/IEC 19794-2 records', () => {
  it('BI8 are read as they were written, whatever they hold', () => {
    fc.assert(
      fc.property(record, (written) => {
        expect(readIsoRecord(writeIsoRecord(written))).toEqual({ ok: true, value: written });
      }),
      { numRuns: 60 },
    );
  });

  it('BI8 BI10 hold a template without loss, within the limit', () => {
    const template = pressed;
    const bytes = encodeTemplate(template, { position: 7 });
    expect(bytes.length).toBeLessThanOrEqual(MAX_TEMPLATE_BYTES);
    expect(decodeTemplate(bytes)).toEqual({ ok: true, value: template });
    const read = readIsoRecord(bytes);
    expect(read.ok && read.value.views[0]?.position).toBe(7);
  });

  it('BI10 leave the picture of the ridges out before they grow too large', () => {
    const template = pressed;
    const columns = 40;
    const flow = { columns, rows: 30, angles: new Uint8Array(columns * 30).fill(3) };
    const large = { ...template, width: 640, height: 480, flow, ridges: new Uint16Array(1_200) };
    const bytes = encodeTemplate(large, { position: 0 });
    expect(bytes.length).toBeLessThanOrEqual(MAX_TEMPLATE_BYTES);
    const read = decodeTemplate(bytes);
    expect(read.ok && read.value.flow.angles[0]).toBe(3);
    expect(read.ok && read.value.ridges.length).toBe(0);
  });

  it('BI8 of another resolution come to 500 dpi', () => {
    const template = pressed;
    const read = readIsoRecord(encodeTemplate(template, { position: 0 }));
    if (!read.ok) throw new Error(read.reason);
    const halved = { ...read.value, xPerCm: 394, yPerCm: 394 };
    const decoded = decodeTemplate(writeIsoRecord(halved));
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.value.width).toBe(Math.round(template.width / 2));
    expect(decoded.value.minutiae[0]?.x).toBe(Math.round((template.minutiae[0]?.x ?? 0) / 2));
  });
});

describe('hostile records', () => {
  const good = encodeTemplate(pressed, { position: 0 });

  it('BI11 cut anywhere are refused', () => {
    for (let length = 0; length < good.length; length += 1) {
      expect(readIsoRecord(good.subarray(0, length)).ok).toBe(false);
    }
  });

  it('BI11 of any bytes are answered', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(typeof decodeTemplate(noise).ok).toBe('boolean');
      }),
    );
  });

  it('BI11 with bytes changed are answered, and what is read can be compared and written again', () => {
    const change = fc.tuple(fc.integer({ min: 8, max: good.length - 1 }), byte);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const read = decodeTemplate(bytes);
        if (!read.ok) return;
        expect(read.value.minutiae.length).toBeLessThanOrEqual(MAX_MINUTIAE);
        expect(Number.isFinite(matchTemplates(read.value, read.value).score)).toBe(true);
        expect(decodeTemplate(encodeTemplate(read.value, { position: 0 })).ok).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('BI11 say what is wrong', () => {
    const reasonOf = (bytes: Uint8Array): string | null => {
      const read = decodeTemplate(bytes);
      return read.ok ? null : read.reason;
    };
    const with2011 = good.slice();
    with2011.set([0x33], 5);
    expect(reasonOf(with2011)).toBe('record-unsupported');
    expect(reasonOf(new Uint8Array(70_000))).toBe('record-too-large');
    expect(reasonOf(good.subarray(0, 40))).toBe('record-truncated');
    expect(reasonOf(Uint8Array.from({ length: 60 }, () => 7))).toBe('record-malformed');
    const noResolution = good.slice();
    noResolution.set([0, 0], 18);
    expect(reasonOf(noResolution)).toBe('record-malformed');
  });

  it('BI11 that call themselves longer than they are do not make room for it', () => {
    const huge = good.slice();
    huge.set([0xff, 0xff, 0xff, 0xff], 8);
    expect(readIsoRecord(huge)).toEqual({ ok: false, reason: 'record-truncated' });
  });
});

describe.skipIf(!setsArePresent())(
  'records that another maker wrote (skipped where the public sets are not beside the repository)',
  () => {
    const files = listImpressions().filter(({ recordFile }) => existsSync(recordFile));

    it('BI9 are written again byte for byte', () => {
      expect(files.length).toBeGreaterThan(300);
      for (const { recordFile } of files) {
        const bytes = new Uint8Array(readFileSync(recordFile));
        const read = readIsoRecord(bytes);
        if (!read.ok) throw new Error(`${recordFile}: ${read.reason}`);
        expect(writeIsoRecord(read.value)).toEqual(bytes);
      }
    });

    it('BI9 become templates whose flow is guessed from the minutiae', () => {
      for (const { recordFile } of files.slice(0, 40)) {
        const read = decodeTemplate(new Uint8Array(readFileSync(recordFile)));
        if (!read.ok) throw new Error(`${recordFile}: ${read.reason}`);
        expect(read.value.minutiae.length).toBeGreaterThan(5);
        expect(read.value.flow.angles.some((angle) => angle !== NO_FLOW)).toBe(true);
      }
    });
  },
);
