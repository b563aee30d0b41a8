/** A counter's configuration: read whole and checked, or refused with the field that is wrong. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { inRoot } from '#build/paths.ts';
import { readConfig } from '#host/config.ts';
import { SOFTWARE_VERSION } from '#host/version.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'raseed-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = {
  dataFolder: '/var/lib/raseed',
  hqUrl: 'https://hq.example',
  printer: { host: '10.0.0.9', port: 9100, paperMm: 58 },
};

function read(content: string) {
  const file = path.join(folder, 'counter.json');
  writeFileSync(file, content);
  return readConfig(file);
}

describe('a counter’s configuration', () => {
  it('is read whole', () => {
    expect(read(JSON.stringify(GOOD))).toEqual({ ok: true, value: GOOD });
  });

  it.each([
    { kind: 'none' },
    { kind: 'hid' },
    { kind: 'simulated', deskUrl: 'http://127.0.0.1:9103/' },
  ])('FP3 takes a scanner that is $kind', (scanner) => {
    const config = { ...GOOD, scanner };
    expect(read(JSON.stringify(config))).toEqual({ ok: true, value: config });
  });

  it.each([
    ['scanner.kind', { ...GOOD, scanner: { kind: 'aadhaar' } }],
    ['scanner.deskUrl', { ...GOOD, scanner: { kind: 'simulated', deskUrl: 'file:///dev' } }],
    ['printer.paperMm', { ...GOOD, printer: { ...GOOD.printer, paperMm: 70 } }],
    ['printer.port', { ...GOOD, printer: { ...GOOD.printer, port: 0 } }],
    ['hqUrl', { ...GOOD, hqUrl: 'file:///etc/passwd' }],
    ['dataFolder', { ...GOOD, dataFolder: '' }],
  ])('names the field that is wrong: %s', (field, config) => {
    const answer = read(JSON.stringify(config));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'CONFIG_UNREADABLE', details: { field } },
    });
  });

  it.each(['', '{', 'null', '[]'])('refuses %j without falling over', (content) => {
    expect(read(content)).toMatchObject({ ok: false, error: { code: 'CONFIG_UNREADABLE' } });
  });

  it('refuses a file that is not there, and none', () => {
    expect(readConfig(path.join(folder, 'absent.json')).ok).toBe(false);
    expect(readConfig(undefined).ok).toBe(false);
  });

  it('knows the program’s version as package.json has it', () => {
    const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
      version: string;
    };
    expect(SOFTWARE_VERSION).toBe(version);
  });
});
