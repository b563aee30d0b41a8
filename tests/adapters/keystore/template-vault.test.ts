/** The office's template keys on real files: kept, shared between counters, refused when exposed. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openTemplateVault } from '#adapters/keystore/template-vault.ts';
import { fromUtf8, utf8 } from '#domain/bytes.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const open = (name: string): TemplateVault => answered(openTemplateVault(at(name)));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'raseed-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the template vault', () => {
  it('FP28 hides, opens after a restart, and opens nothing that was changed or moved', () => {
    const vault = open('one');
    const keyId = answered(vault.makeKey());
    const box = vault.seal({ keyId, text: utf8('a template'), about: 'enrolment-1' });
    expect(box.box).not.toContain('template');
    const again = open('one');
    expect(again.keyIds()).toEqual([keyId]);
    expect(fromUtf8(again.open(box, 'enrolment-1') ?? new Uint8Array())).toBe('a template');
    expect(again.open(box, 'enrolment-2')).toBeNull();
    const changed = `${box.box.slice(0, -4)}${box.box.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    expect(again.open({ keyId, box: changed }, 'enrolment-1')).toBeNull();
    expect(again.open({ keyId, box: '' }, 'enrolment-1')).toBeNull();
    expect(again.lookup(keyId, 'KA-1')).toBe(vault.lookup(keyId, 'KA-1'));
    expect(again.lookup(keyId, 'KA-2')).not.toBe(vault.lookup(keyId, 'KA-1'));
  });

  it('FP30 goes sealed to another counter, and to no third one', () => {
    const [maker, friend, third] = [open('maker'), open('friend'), open('third')];
    const keyId = answered(maker.makeKey());
    const box = maker.seal({ keyId, text: utf8('a template'), about: '' });
    const wrapped = maker.wrap(keyId, friend.sealingKey) ?? '';
    expect(third.unwrap(keyId, wrapped)).toMatchObject({ error: { code: 'SEALED_FOR_ANOTHER' } });
    expect(friend.unwrap('0'.repeat(16), wrapped)).toMatchObject({ ok: false });
    expect(friend.unwrap(keyId, wrapped.slice(0, -3))).toMatchObject({ ok: false });
    expect(friend.open(box, '')).toBeNull();
    answered(friend.unwrap(keyId, wrapped));
    expect(fromUtf8(open('friend').open(box, '') ?? new Uint8Array())).toBe('a template');
    expect(maker.wrap(keyId, 'not a key')).toBeNull();
  });

  it('FP28 a key that others can read, or that is damaged, is refused', () => {
    const keyId = answered(open('one').makeKey());
    chmodSync(at(`one/template-${keyId}.key`), 0o644);
    expect(openTemplateVault(at('one'))).toMatchObject({ error: { code: 'KEY_EXPOSED' } });
    expect(readdirSync(at('one')).toSorted()).toEqual([
      `template-${keyId}.key`,
      'template-seal.key',
    ]);
    expect(readFileSync(at('one/template-seal.key'), 'utf8')).toHaveLength(43);
  });
});
