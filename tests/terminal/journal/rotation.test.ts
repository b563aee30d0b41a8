/** J17 and J18: under which key an entry may be, and that nothing follows a retirement. */
import { expect, test } from 'vitest';

import { readFileSync } from 'node:fs';

import type { CounterId, Hash, KeyId } from '#domain/ids.ts';
import {
  encodeEntry,
  entrySignatureInput,
  GENESIS_HEAD,
  hashEntry,
} from '#domain/journal/chain.ts';
import type { EntryOf, StoredEntry } from '#domain/journal/kinds.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { checkNext, type Reached } from '#terminal/journal/verify.ts';
import { VECTORS } from '#tests/testkit/journal-vectors.ts';
import { createTestSigner, sha256, testCrypto } from '#tests/testkit/ports.ts';
import { ROTATION_VECTORS } from '#tests/testkit/rotation-vectors.ts';

const { rotated, retired } = ROTATION_VECTORS;
const old = createTestSigner('counter');
const next = createTestSigner('counter-2');
const keys = new Map([
  [old.keyId, old.publicKey],
  [next.keyId, next.publicKey],
]);
const identity = { officeId: 'KA-BLR-01', counterId: 'KA-BLR-01-C3' as CounterId };
const check = { crypto: testCrypto, identity, keys };

const stored = (
  seq: number,
  of: { readonly text: string; readonly hash: string; readonly signature: string | null },
): StoredEntry => ({ seq, text: of.text, hash: of.hash as Hash, signature: of.signature });

const first = stored(1, { ...VECTORS, signature: null });
const atStart: Reached = { head: GENESIS_HEAD, under: 'any' };

/** Checks a run; the code of the first entry that does not hold, else the key it ends under. */
function run(...entries: readonly StoredEntry[]): string | null {
  let reached = atStart;
  for (const entry of entries) {
    const checked = checkNext(check, reached, entry);
    if (!checked.ok) return checked.error.code;
    reached = checked.value;
  }
  return reached.under;
}

function after(before: { readonly hash: string }, seq: number, keyId: KeyId): StoredEntry {
  const entry = JSON.parse(VECTORS.text) as EntryOf<'drawer.opened'>;
  const text = encodeEntry({ ...entry, seq, keyId, prevHash: before.hash as Hash });
  return { seq, text, hash: hashEntry(text, sha256), signature: null };
}

test('J17 J18 the vectors of the spec hold, to the byte', () => {
  const spec = readFileSync(new URL('../../../docs/spec/journal.md', import.meta.url), 'utf8');
  for (const [signer, vector] of [
    [old, rotated],
    [next, retired],
  ] as const) {
    expect(hashEntry(vector.text, sha256)).toBe(vector.hash);
    const message = entrySignatureInput(vector.hash as Hash);
    const signature = fromBase64Url(vector.signature) ?? new Uint8Array();
    const { publicKey } = signer;
    expect(testCrypto.verifyEd25519({ publicKey, message, signature })).toBe(true);
    for (const part of Object.values(vector)) expect(spec).toContain(part);
  }
  expect(ROTATION_VECTORS.nextKeyId).toBe(next.keyId);
  expect(run(first, stored(2, rotated))).toBe(next.keyId);
  expect(run(first, stored(2, rotated), stored(3, retired))).toBe(null);
});

test('J17 after a rotation the old key is nobody’s, and no key changes without one', () => {
  expect(run(first, stored(2, rotated), after(rotated, 3, next.keyId))).toBe(next.keyId);
  expect(run(first, stored(2, rotated), after(rotated, 3, old.keyId))).toBe(
    'CHAIN_SIGNATURE_WRONG',
  );
  expect(run(first, after(VECTORS, 2, next.keyId))).toBe('CHAIN_SIGNATURE_WRONG');
});

test('J17 a rotation that the old key did not sign is refused', () => {
  const message = entrySignatureInput(rotated.hash as Hash);
  const bytes = next.sign(message);
  const signature = Buffer.from(bytes).toString('base64url');
  expect(run(first, stored(2, { ...rotated, signature }))).toBe('CHAIN_SIGNATURE_WRONG');
});

test('J18 nothing follows a retirement', () => {
  const last = stored(3, retired);
  expect(run(first, stored(2, rotated), last, after(retired, 4, next.keyId))).toBe('CHAIN_BROKEN');
});
