/** The office chain's form: docs/spec/office-chain.md, OC1 to OC7. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Hash } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import {
  decodeOfficeEntry,
  isOfficeEntrySigned,
  makeOfficeEntry,
  officeFactOf,
  OFFICE_GENESIS,
  verifyOfficeRun,
  type OfficeFact,
  type OfficeHead,
} from '#protocol/office-chain.ts';
import { crypto, makeAuthority, NOW } from './authority.ts';

const authority = makeAuthority();
const officeId = 'KA-BLR-01';
const check = { officeId, trust: authority.trust, crypto };

const assigned = (n: number): OfficeFact => ({
  kind: 'case.assigned',
  body: { caseId: n.toString(16).padStart(32, '0'), assignee: 'S9001', staffId: 'S9002' },
});

function chainOf(count: number) {
  let head: OfficeHead = OFFICE_GENESIS;
  return Array.from({ length: count }, (_, n) => {
    const signer = authority.server;
    const at = instant(NOW + n);
    const of = { officeId, at, fact: assigned(n), head, signer, digest: crypto.sha256 };
    const entry = makeOfficeEntry(of);
    head = { seq: entry.seq, hash: entry.hash };
    return entry;
  });
}

const code = (answer: ReturnType<typeof verifyOfficeRun>) => (answer.ok ? 'ok' : answer.error.code);

test('OC1 OC2 OC3 the test vector of the specification', () => {
  const [first] = chainOf(1);
  expect(first?.text).toBe(
    '{"formatVersion":1,"officeId":"KA-BLR-01","keyId":"' +
      authority.server.keyId +
      '","seq":1,"at":1795413600000,"prevHash":"' +
      '0'.repeat(64) +
      '","kind":"case.assigned","body":{"caseId":"00000000000000000000000000000000",' +
      '"assignee":"S9001","staffId":"S9002"}}',
  );
  expect(first?.hash).toBe('2c93ddd3883e76345b8c9d4415a3c113f2385a3e5c00ed59cf46b7bbc548fa4a');
  expect(first?.signature).toBe(
    'kBBdzDxv3HScSVZKw8DEWA97mkmmM890sNxGIETv-LOzANp3rh0cPUn8gqIhwQMZYYnQ8COstfv-GYWHJTgdDQ',
  );
});

describe('OC4 OC5 a run is checked from its first entry', () => {
  const chain = chainOf(6);
  test('a whole chain holds, in one run or in several', () => {
    const head = verifyOfficeRun(OFFICE_GENESIS, chain.slice(0, 2), check);
    if (!head.ok) throw new Error(head.error.code);
    expect(verifyOfficeRun(head.value, chain.slice(2), check)).toMatchObject({
      ok: true,
      value: { seq: 6, hash: chain.at(-1)?.hash },
    });
  });
  test('missing, doubled and swapped entries', () => {
    const [a, b, c] = chain;
    if (!a || !b || !c) throw new Error('three');
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [a, c], check))).toBe('CHAIN_GAP');
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [a, a], check))).toBe('CHAIN_GAP');
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [b, a], check))).toBe('CHAIN_GAP');
    const stranger = { seq: 1, hash: c.hash };
    expect(code(verifyOfficeRun(stranger, [b], check))).toBe('CHAIN_BROKEN');
  });
  test('another office, another text, another hash, another signer', () => {
    const [a, b] = chain;
    if (!a || !b) throw new Error('two');
    const other = { ...check, officeId: 'KA-BLR-02' };
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [a], other))).toBe('CHAIN_FOREIGN');
    const edited = { ...a, text: a.text.replace('S9001', 'S9002') };
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [edited], check))).toBe('CHAIN_HASH_WRONG');
    const renamed = { ...a, hash: b.hash };
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [renamed], check))).toBe('CHAIN_HASH_WRONG');
    const swapped = { ...a, signature: b.signature };
    expect(code(verifyOfficeRun(OFFICE_GENESIS, [swapped], check))).toBe('CHAIN_SIGNATURE_WRONG');
  });
  test('OC5 a maker’s key does not sign an office’s facts', () => {
    const stored = makeOfficeEntry({
      officeId,
      at: NOW,
      fact: assigned(0),
      head: OFFICE_GENESIS,
      signer: authority.maker,
      digest: crypto.sha256,
    });
    const entry = decodeOfficeEntry(stored.text);
    if (!entry.ok) throw new Error('entry');
    expect(isOfficeEntrySigned(entry.value, stored, check)).toBe(false);
  });
});

test('OC4 any one character changed anywhere is found', () => {
  const chain = chainOf(4);
  fc.assert(
    fc.property(
      fc.nat(3),
      fc.nat(),
      fc.constantFrom('text', 'hash', 'signature'),
      (at, place, part) => {
        const entry = chain[at];
        if (entry === undefined) return;
        const value = entry[part];
        const index = place % value.length;
        const letter = value.charAt(index) === 'a' ? 'b' : 'a';
        const changed = value.slice(0, index) + letter + value.slice(index + 1);
        const run = chain.with(at, { ...entry, [part]: changed as Hash });
        expect(verifyOfficeRun(OFFICE_GENESIS, run, check).ok).toBe(false);
      },
    ),
    { numRuns: 400 },
  );
});

test('OC6 what is no entry is refused with a code, whatever it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(decodeOfficeEntry(text)).toEqual({ ok: false, error: { code: 'ENTRY_UNREADABLE' } });
    }),
  );
  expect(decodeOfficeEntry('x'.repeat(70_000)).ok).toBe(false);
});

test('OC7 a kind of a newer program stays in the chain and means nothing here', () => {
  const [first] = chainOf(1);
  const entry = decodeOfficeEntry(first?.text ?? '');
  if (!entry.ok) throw new Error('entry');
  expect(officeFactOf(entry.value)).toMatchObject({ kind: 'case.assigned' });
  expect(officeFactOf({ ...entry.value, kind: 'moon.landed' })).toBeNull();
  expect(officeFactOf({ ...entry.value, kind: 'toString' })).toBeNull();
  expect(officeFactOf({ ...entry.value, body: { caseId: 7 } })).toBeNull();
});
