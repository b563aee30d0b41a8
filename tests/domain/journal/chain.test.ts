/** Rules J1 to J7 of docs/spec/journal.md, with the vectors that are printed there. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { fromHex, toHex, utf8 } from '#domain/bytes.ts';
import {
  GENESIS_HASH,
  type CounterId,
  type KeyId,
  type ShiftId,
  type StaffId,
} from '#domain/ids.ts';
import {
  checkLink,
  decodeEntry,
  encodeEntry,
  entrySignatureInput,
  GENESIS_HEAD,
  hashEntry,
  headOf,
  MAX_ENTRY_BYTES,
  totalsAfter,
} from '#domain/journal/chain.ts';
import type { EntryOf } from '#domain/journal/kinds.ts';
import { paise } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';

import { VECTORS } from '#tests/testkit/journal-vectors.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { createTestSigner, sha256, testCrypto } from '#tests/testkit/ports.ts';

const FIRST: EntryOf<'drawer.opened'> = {
  formatVersion: 1,
  officeId: 'KA-BLR-01',
  counterId: 'KA-BLR-01-C3' as CounterId,
  keyId: createTestSigner().keyId,
  seq: 1,
  staffId: 'S1042' as StaffId,
  shiftId: 'KA-BLR-01-C3-S7' as ShiftId,
  businessDate: isoDate('2026-06-15'),
  wallTimeMs: instant(1_781_497_800_000),
  monotonicMs: 1000,
  bootId: 'boot-1',
  grossChargedPaise: paise(0),
  grossReversedPaise: paise(0),
  prevHash: GENESIS_HASH,
  kind: 'drawer.opened',
  body: { cause: 'no_sale' },
};

const stored = (entry: EntryOf<'drawer.opened'>) => {
  const text = encodeEntry(entry);
  return { text, hash: hashEntry(text, sha256) };
};

const link = (entry: EntryOf<'drawer.opened'>, head = GENESIS_HEAD) =>
  checkLink(head, stored(entry), sha256);

describe('the chain', () => {
  it('J2 writes the header in the order of the spec, without spaces', () => {
    expect(encodeEntry(FIRST)).toBe(VECTORS.text);
    const shuffled = Object.fromEntries(Object.entries(FIRST).toReversed());
    expect(encodeEntry(shuffled as unknown as typeof FIRST)).toBe(VECTORS.text);
  });

  it('J3 hashes the prefix and the very bytes', () => {
    expect(hashEntry(VECTORS.text, sha256)).toBe(VECTORS.hash);
    expect(toHex(sha256(utf8(`raseed/entry/1\0${VECTORS.text}`)))).toBe(VECTORS.hash);
  });

  it('J7 signs the hash under a prefix of its own', () => {
    const { hash } = stored(FIRST);
    expect(toHex(entrySignatureInput(hash))).toBe(VECTORS.signatureInput);
    const signer = createTestSigner();
    expect(toBase64Url(signer.publicKey)).toBe(VECTORS.publicKey);
    expect(toBase64Url(signer.sign(entrySignatureInput(hash)))).toBe(VECTORS.signature);
    const isRight = testCrypto.verifyEd25519({
      publicKey: fromBase64Url(VECTORS.publicKey) ?? new Uint8Array(),
      message: fromHex(VECTORS.signatureInput) ?? new Uint8Array(),
      signature: fromBase64Url(VECTORS.signature) ?? new Uint8Array(),
    });
    expect(isRight).toBe(true);
  });

  it('J2 J3 J7 the spec prints these very vectors', () => {
    const spec = readFileSync('docs/spec/journal.md', 'utf8');
    for (const value of Object.values(VECTORS)) expect(spec).toContain(value);
  });

  it('J4 a link holds where seq, previous hash and totals follow', () => {
    const first = answered(link(FIRST));
    const next = { ...FIRST, seq: 2, prevHash: first.head.hash };
    expect(link(next, first.head).ok).toBe(true);
    expect(link({ ...next, seq: 3 }, first.head)).toMatchObject({ error: { code: 'CHAIN_GAP' } });
    expect(link({ ...next, seq: 1 }, first.head)).toMatchObject({ error: { code: 'CHAIN_GAP' } });
    expect(link({ ...next, prevHash: GENESIS_HASH }, first.head)).toMatchObject({
      error: { code: 'CHAIN_BROKEN' },
    });
  });

  it('J5 P3 totals never fall', () => {
    const head = { ...headOf(FIRST, GENESIS_HASH), seq: 0, grossChargedPaise: paise(1) };
    expect(link(FIRST, head)).toMatchObject({ error: { code: 'CHAIN_TOTAL_FELL' } });
  });

  it('J3 P3 another hash than that of the text is found', () => {
    const { text } = stored(FIRST);
    expect(checkLink(GENESIS_HEAD, { text, hash: GENESIS_HASH }, sha256)).toMatchObject({
      error: { code: 'CHAIN_HASH_WRONG', details: { seq: 1 } },
    });
  });

  it('J6 receipts and reversals raise the totals, training does not', () => {
    const receipt = { kind: 'receipt.issued', body: { totalPaise: 95_000 } } as const;
    const reversal = { kind: 'charge.reversed', body: { amountPaise: 95_000 } } as const;
    const after = (counterId: string, said: object) =>
      totalsAfter(GENESIS_HEAD, { counterId, ...said } as unknown as EntryOf<'receipt.issued'>);
    const none = { grossChargedPaise: 0, grossReversedPaise: 0 };
    expect(after('KA-BLR-01-C3', receipt)).toEqual({ ...none, grossChargedPaise: 95_000 });
    expect(after('KA-BLR-01-C3', reversal)).toEqual({ ...none, grossReversedPaise: 95_000 });
    expect(after('KA-BLR-01-C3', FIRST)).toEqual(none);
    expect(after('KA-BLR-01-T1', receipt)).toEqual(none);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another format', VECTORS.text.replace('"formatVersion":1', '"formatVersion":2')],
    ['no counter', VECTORS.text.replace('KA-BLR-01-C3"', 'elsewhere"')],
    ['a fraction of a paisa', VECTORS.text.replace('Paise":0', 'Paise":0.5')],
    ['a day that is not', VECTORS.text.replace('2026-06-15', '2026-02-30')],
    ['a negative seq', VECTORS.text.replace('"seq":1', '"seq":-1')],
    ['a short hash', VECTORS.text.replace('"prevHash":"0', '"prevHash":"')],
    ['no body', VECTORS.text.replace('{"cause":"no_sale"}', '"no_sale"')],
    ['too much', `${VECTORS.text.slice(0, -2)},"x":"${'x'.repeat(MAX_ENTRY_BYTES)}"}}`],
  ])('J1 what is not an entry is ENTRY_UNREADABLE: %s', (_, text) => {
    expect(decodeEntry(text)).toEqual({ ok: false, error: { code: 'ENTRY_UNREADABLE' } });
  });

  it('J1 keeps an entry of a kind that is not known yet', () => {
    const newer = VECTORS.text.replace('drawer.opened', 'drawer.weighed');
    expect(answered(decodeEntry(newer)).kind).toBe('drawer.weighed');
    expect(('keyId' in answered(decodeEntry(newer))) satisfies boolean).toBe(true);
    expect(answered(decodeEntry(newer)).keyId satisfies KeyId).toBe(FIRST.keyId);
  });
});
