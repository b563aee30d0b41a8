/** Sealed files: BF9 to BF12 of docs/spec/by-file.md, and RFC 9180 by its own test vector. */
import { readFileSync } from 'node:fs';

import { assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';

import { nodeSealCrypto as ofCounter } from '#adapters/system/node-sealing.ts';
import { inRoot } from '#build/paths.ts';
import { fromHex, toHex, utf8 } from '#domain/bytes.ts';
import { createSealing, hpkeOpen, hpkeSeal, sealFile } from '#protocol/seal.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { nodeSealCrypto as ofHq } from '#server/keys/node-sealing.ts';
import { kept } from './vectors.ts';

const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();
const hq = createSealing(sha256(utf8('hq')), ofHq);
const counter = createSealing(sha256(utf8('counter')), ofCounter);
const TEXT = utf8('what nobody else may read');

test('BF10 HPKE is that of RFC 9180: its test vector A.1.1, by both crypto libraries', () => {
  const secret = hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8');
  const message = {
    info: hex('4f6465206f6e2061204772656369616e2055726e'),
    aad: hex('436f756e742d30'),
    text: hex('4265617574792069732074727574682c20747275746820626561757479'),
  };
  for (const crypto of [ofCounter, ofHq]) {
    const sealed = hpkeSeal(crypto, {
      ...message,
      receiver: crypto.x25519Public(secret),
      ephemeral: hex('52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736'),
    });
    expect(toHex(sealed?.enc ?? new Uint8Array())).toBe(
      '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
    );
    expect(toHex(sealed?.sealed ?? new Uint8Array())).toBe(
      'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
    );
    const text = sealed?.sealed ?? new Uint8Array();
    const opened = hpkeOpen(crypto, { ...message, text, secret, enc: sealed?.enc ?? text });
    expect(opened).toEqual(message.text);
  }
});

test('BF10 a file is its header, the ephemeral key and the sealed bytes: the kept vector', () => {
  const [secret, ephemeral] = [sha256(utf8('hq')), sha256(utf8('ephemeral'))];
  const file = sealFile(ofHq, { receiver: hq.publicKey, ephemeral, text: TEXT });
  const made = {
    receiverSecret: toHex(secret),
    receiverPublicKey: toHex(hq.publicKey),
    receiverName: hq.keyId,
    ephemeralSecret: toHex(ephemeral),
    text: toHex(TEXT),
    file: toHex(file ?? new Uint8Array()),
  };
  expect(`${JSON.stringify(made, null, 2)}\n`).toBe(
    kept('sealed-file.json', `${JSON.stringify(made, null, 2)}\n`),
  );
  expect(hq.open(file ?? new Uint8Array())).toEqual({ ok: true, value: TEXT });
  expect(readFileSync(inRoot('docs/spec/by-file.md'), 'utf8')).toContain(
    'vectors/sealed-file.json',
  );
});

const codeOf = (of: ReturnType<typeof hq.open>): string => (of.ok ? 'OPENED' : of.error.code);
const sealed = (): Uint8Array => counter.seal(hq.publicKey, TEXT) ?? new Uint8Array();

test('BF11 another receiver cannot open it, and the one who sealed it neither', () => {
  expect(hq.open(sealed())).toEqual({ ok: true, value: TEXT });
  expect(codeOf(counter.open(sealed()))).toBe('SEALED_FOR_ANOTHER');
  const renamed = sealed();
  renamed.set(hex(counter.keyId), 8);
  expect(codeOf(counter.open(renamed))).toBe('SEAL_BROKEN');
});

test('BF11 cut short anywhere, or longer than it says', () => {
  const whole = sealed();
  for (let length = 0; length < whole.length; length += 1) {
    expect(codeOf(hq.open(whole.subarray(0, length)))).toBe('SEAL_CUT_SHORT');
  }
  expect(codeOf(hq.open(Uint8Array.of(...whole, 0)))).toBe('SEAL_BROKEN');
  expect(codeOf(hq.open(utf8('no file of ours at all')))).toBe('SEAL_BROKEN');
});

test('BF11 a bit changed in any byte: never opened, never a throw', () => {
  const whole = sealed();
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Uint8Array.from(whole);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7));
    expect(['SEAL_BROKEN', 'SEAL_CUT_SHORT', 'SEALED_FOR_ANOTHER']).toContain(
      codeOf(hq.open(changed)),
    );
  }
  assert(
    property(uint8Array({ maxLength: 200 }), (bytes) => !hq.open(bytes).ok),
    { numRuns: 200 },
  );
});

test('BF10 sealed twice, it is two files; a key that shares nothing is refused', () => {
  expect(toHex(sealed())).not.toBe(toHex(sealed()));
  expect(counter.seal(new Uint8Array(32), TEXT)).toBeNull();
  expect(counter.seal(new Uint8Array(31), TEXT)).toBeNull();
});
