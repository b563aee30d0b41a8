/** Batches: docs/spec/batch.md. */
import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GENESIS_HASH, type Hash, type PrivateRef } from '#domain/ids.ts';
import { hashEntry } from '#domain/journal/chain.ts';
import {
  buildBatch,
  MAX_BATCH_BYTES,
  parseBatch,
  privateDigest,
  verifyBatch,
  type PrivateLine,
} from '#protocol/batch.ts';
import { COUNTER, crypto, makeAuthority, makeChain, signerNamed } from './authority.ts';

const { counter } = makeAuthority();
const chain = makeChain({ count: 5 });
const batchOf = (entries = chain, privateLines: readonly PrivateLine[] = []) =>
  buildBatch({
    officeId: 'KA-BLR-01',
    counterId: COUNTER,
    prevHash: GENESIS_HASH,
    entries,
    privateLines,
    signer: counter,
  });
const verify = (text: string, publicKey = counter.publicKey) => {
  const batch = parseBatch(text);
  return batch.ok ? verifyBatch({ batch: batch.value, publicKey, crypto }) : batch;
};

test('B5 a batch reads back with the exact texts', () => {
  const answer = verify(batchOf());
  expect(answer.ok && answer.value.entries.map((entry) => entry.text)).toEqual(
    chain.map((entry) => entry.text),
  );
  expect(answer.ok && answer.value.entries.map((entry) => entry.hash)).toEqual(
    chain.map((entry) => entry.hash),
  );
});

test('B6 P3 a batch with any character changed is refused', () => {
  const text = batchOf();
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
      const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
      const answer = verify(changed);
      // An entry's own signature is checked off this path; the chain does not cover it.
      if (changed !== text && answer.ok) {
        expect(answer.value.entries.map((entry) => entry.hash)).toEqual(
          chain.map((entry) => entry.hash),
        );
      } else if (changed !== text) {
        expect(answer.ok).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

test('B6 another key does not do', () => {
  expect(verify(batchOf(), signerNamed('other').publicKey)).toMatchObject({
    error: { code: 'SIGNATURE_WRONG' },
  });
});

test('B7 a missing, doubled or swapped entry is refused', () => {
  const [a, b, c, d, e] = chain;
  if (!a || !b || !c || !d || !e) throw new Error('five entries');
  expect(verify(batchOf([a, c, b, d, e]))).toMatchObject({ error: { code: 'CHAIN_BROKEN' } });
  expect(verify(batchOf([a, b, b, d, e]))).toMatchObject({ error: { code: 'CHAIN_BROKEN' } });
  expect(verify(batchOf([a, b, d, e]))).toMatchObject({ error: { code: 'MESSAGE_UNREADABLE' } });
});

test('B7 P4 an entry that nobody can read is carried, not dropped: the chain vouches for it', () => {
  const [first] = makeChain({ count: 1 });
  if (!first) throw new Error('one entry');
  const poison = { seq: 2, text: '{"poison":', signature: null };
  const hash = hashEntry(poison.text, crypto.sha256);
  const after = makeChain({ count: 2, after: { seq: 2, hash } });
  const answer = verify(batchOf([first, { ...poison, hash }, ...after]));
  expect(answer.ok && answer.value.entries.map(({ entry }) => entry !== null)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

function privateLine(text: string): PrivateLine {
  const salt = randomBytes(32).toString('base64url');
  const digest = privateDigest(salt, text, crypto.sha256);
  if (digest === null) throw new Error('salt');
  return { ref: randomBytes(16).toString('hex') as PrivateRef, salt, text, digest };
}

/** A chain of one entry whose body names a private record. */
function naming(line: PrivateLine) {
  const [entry] = makeChain({ count: 1 });
  if (!entry) throw new Error('one entry');
  const body = JSON.stringify({ citizen: { ref: line.ref, digest: line.digest } });
  const text = entry.text.replace('{"byMs":1}', body);
  return [{ ...entry, text, hash: hashEntry(text, crypto.sha256) }];
}

test('B8 P10 personal data is kept only where an entry answers for it', () => {
  const right = privateLine('{"payer":"Asha\tक"}');
  const altered = { ...right, text: '{"payer":"Usha"}' };
  const foreign = privateLine('{}');
  const kept = verify(batchOf(naming(right), [right]));
  expect(kept.ok && kept.value.privateLines).toEqual([right]);
  const refused = verify(batchOf(naming(right), [altered, foreign]));
  expect(refused.ok && refused.value.privateLines).toEqual([]);
  expect(refused.ok && refused.value.wrongPrivateRefs).toEqual([right.ref, foreign.ref]);
  expect(privateDigest('AAAA', '', crypto.sha256)).toBeNull();
});

test('B2 what is not a batch answers, never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseBatch(text).ok).toBe(false);
    }),
  );
  expect(parseBatch('x'.repeat(MAX_BATCH_BYTES + 1))).toMatchObject({
    error: { code: 'MESSAGE_TOO_LARGE' },
  });
  const lines = batchOf().split('\n');
  fc.assert(
    fc.property(fc.shuffledSubarray(lines), (some) => {
      const text = some.join('\n');
      if (text !== batchOf()) expect(verify(text).ok).toBe(false);
    }),
  );
  const lies = batchOf().replace('"lastSeq":5', '"lastSeq":500000');
  expect(parseBatch(lies)).toMatchObject({ error: { code: 'MESSAGE_UNREADABLE' } });
  expect(GENESIS_HASH satisfies Hash).toHaveLength(64);
});
