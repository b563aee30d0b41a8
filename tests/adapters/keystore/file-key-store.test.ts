import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { utf8 } from '#domain/bytes.ts';
import { createFileKeyStore } from '#adapters/keystore/file-key-store.ts';
import { createWrapping, type Wrapping } from '#adapters/keystore/wrapping.ts';
import { createVerifier } from '#adapters/system/ed25519.ts';

import { answered } from '#tests/testkit/memory-journal-store.ts';
import { sha256 } from '#tests/testkit/ports.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'raseed-keys-'));
  folder = join(root, 'keys');
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const store = () => createFileKeyStore({ folder, digest: sha256 });
const file = () => join(folder, 'counter.key');
const hasModes = process.platform !== 'win32';

describe('keys in files', () => {
  it('P3 makes a key once and gives the same one ever after', () => {
    const first = answered(store().signer('counter'));
    const again = answered(store().signer('counter'));
    expect(again.keyId).toBe(first.keyId);
    expect(again.publicKey).toEqual(first.publicKey);
    const message = utf8('receipt');
    const { publicKey } = first;
    expect(createVerifier()({ publicKey, message, signature: again.sign(message) })).toBe(true);
    expect(answered(store().signer('training')).keyId).not.toBe(first.keyId);
    expect(fs.readdirSync(folder).toSorted()).toEqual(['counter.key', 'training.key']);
  });

  it.skipIf(!hasModes)(
    'P10 only its owner may read it, in a folder only its owner may enter',
    () => {
      answered(store().signer('counter'));
      expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
      expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    },
  );

  it.skipIf(!hasModes)('P3 a key that others could have read is refused, not repaired', () => {
    answered(store().signer('counter'));
    for (const mode of [0o640, 0o604, 0o660]) {
      fs.chmodSync(file(), mode);
      expect(store().signer('counter')).toMatchObject({ error: { code: 'KEY_EXPOSED' } });
      expect(fs.statSync(file()).mode & 0o777).toBe(mode);
    }
    fs.chmodSync(file(), 0o600);
    fs.chmodSync(folder, 0o750);
    expect(store().signer('counter')).toMatchObject({ error: { code: 'KEY_EXPOSED' } });
  });

  it('P3 a damaged key is said and never replaced', () => {
    answered(store().signer('counter'));
    for (const text of ['', 'short', `${fs.readFileSync(file(), 'utf8')}A`]) {
      fs.writeFileSync(file(), text);
      expect(store().signer('counter')).toMatchObject({ error: { code: 'KEY_UNREADABLE' } });
      expect(fs.readFileSync(file(), 'utf8')).toBe(text);
    }
  });

  it('P3 a name is a name and no path', () => {
    for (const name of ['', '../counter', 'a/b', 'A', 'x'.repeat(60)]) {
      expect(store().signer(name)).toMatchObject({ error: { code: 'KEY_UNREADABLE' } });
    }
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('P3 a folder that cannot be made is an answer', () => {
    fs.writeFileSync(folder, 'in the way');
    expect(store().signer('counter')).toMatchObject({ ok: false });
  });

  it('K24 lie wrapped under the keystore’s key, those from before it too, and open with it alone', () => {
    const [key, other] = ['A'.repeat(43), 'B'.repeat(42) + 'A'].map(createWrapping);
    const under = (wrapping: Wrapping | null | undefined) =>
      createFileKeyStore({ folder, digest: sha256, wrapping: wrapping ?? null });
    const plain = answered(store().signer('counter'));
    const secret = fs.readFileSync(file(), 'utf8');
    expect(answered(under(key).signer('counter')).keyId).toBe(plain.keyId);
    const wrapped = fs.readFileSync(file(), 'utf8');
    expect(wrapped).toMatch(/^wrapped\.1\.[\w-]{80}$/);
    expect(wrapped).not.toContain(secret);
    expect(answered(under(key).signer('counter')).keyId).toBe(plain.keyId);
    const lost = { ok: false, error: { code: 'KEY_UNREADABLE', details: { cause: 'KEYSTORE' } } };
    expect(store().signer('counter')).toEqual(lost);
    expect(under(other).signer('counter')).toEqual(lost);
    fs.copyFileSync(file(), join(folder, 'training.key'));
    expect(under(key).signer('training')).toEqual(lost);
    expect(fs.readFileSync(file(), 'utf8')).toBe(wrapped);
    expect(createWrapping('short')).toBeNull();
  });
});
