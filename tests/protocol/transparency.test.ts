/** Daily roots and proofs: docs/spec/transparency.md, TR4 to TR8. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { toHex, utf8 } from '#domain/bytes.ts';
import type { CounterId, Hash } from '#domain/ids.ts';
import { isoDate } from '#domain/time.ts';
import { signDocument } from '#protocol/signed.ts';
import {
  headLeafHash,
  inLeafOrder,
  makeHeadProof,
  readRoot,
  signRoot,
  treeOf,
  verifyHeadProof,
} from '#protocol/transparency.ts';
import { crypto, makeAuthority, NOW } from './authority.ts';

const { server, maker, trust } = makeAuthority();
const digest = crypto.sha256;
const date = isoDate('2026-11-22');
const hashOf = (text: string) => toHex(digest(utf8(text))) as Hash;

const leavesOf = (size: number) =>
  inLeafOrder(
    Array.from({ length: size }, (_, n) => ({
      counterId: `KA-BLR-01-C${n + 1}` as CounterId,
      seq: 10 + n,
      headHash: hashOf(`head ${n}`),
    })),
  );

const rootFor = (size: number) =>
  signRoot(
    { date, createdAt: NOW, leaves: leavesOf(size), previous: null },
    { signer: server, digest },
  );

function proofFor(size: number, index: number) {
  const leaves = leavesOf(size);
  const leaf = leaves[index];
  if (leaf === undefined) throw new Error('a leaf');
  return makeHeadProof({ tree: treeOf(leaves, digest), index, leaf, date, root: rootFor(size) });
}

test('TR4 the leaf of the specification', () => {
  const leaf = { counterId: 'KA-BLR-01-C3', seq: 42, headHash: 'ab'.repeat(32) as Hash };
  expect(toHex(headLeafHash(leaf, digest))).toBe(
    'b8023cfaf27789a17bf4fbf188213c3f55f8e687c8b614c37fece55363baed49',
  );
});

test('TR5 leaves are in the order of names, whatever order they come in', () => {
  expect(leavesOf(12).map(({ counterId }) => counterId.slice(10))).toEqual([
    'C1',
    'C10',
    'C11',
    'C12',
    'C2',
    'C3',
    'C4',
    'C5',
    'C6',
    'C7',
    'C8',
    'C9',
  ]);
});

test('TR6 a root is read with its hash; a stranger’s, a maker’s and a changed one are not', () => {
  const text = rootFor(5);
  expect(readRoot({ text, trust, crypto })).toMatchObject({
    ok: true,
    value: { root: { date, size: 5, previous: null } },
  });
  const changed = text.replace('\\"size\\":5', '\\"size\\":6');
  expect(changed).not.toBe(text);
  expect(readRoot({ text: changed, trust, crypto })).toMatchObject({
    error: { code: 'SIGNATURE_WRONG' },
  });
  const byMaker = signRoot(
    { date, createdAt: NOW, leaves: [], previous: null },
    { signer: maker, digest },
  );
  expect(readRoot({ text: byMaker, trust, crypto })).toMatchObject({
    error: { code: 'SIGNATURE_WRONG' },
  });
});

test('TR6 a root does not follow itself or a later day', () => {
  const text = signRoot(
    { date, createdAt: NOW, leaves: [], previous: { date, documentHash: hashOf('x') } },
    { signer: server, digest },
  );
  expect(readRoot({ text, trust, crypto })).toMatchObject({
    error: { code: 'MESSAGE_UNREADABLE', details: { problem: 'root out of order' } },
  });
});

test('TR6 what is no root is refused with a code, signed or not', () => {
  const texts = ['', '{}', '[]', 'x'.repeat(100), rootFor(1).slice(0, -2)];
  for (const payload of ['null', '{}', '{"formatVersion":1}']) {
    texts.push(signDocument({ type: 'root', payload, signers: [server] }));
  }
  for (const text of texts) {
    expect(readRoot({ text, trust, crypto })).toMatchObject({
      error: { code: 'MESSAGE_UNREADABLE' },
    });
  }
});

test('TR8 every head has a proof that leads to the signed root', () => {
  for (const size of [1, 2, 3, 7, 20]) {
    for (let index = 0; index < size; index += 1) {
      const proof: unknown = JSON.parse(JSON.stringify(proofFor(size, index)));
      expect(verifyHeadProof({ proof, trust, crypto }).ok).toBe(true);
    }
  }
});

test('TR8 a proof about another counter, seq, head, place or day proves nothing', () => {
  const proof = proofFor(9, 4);
  const other = proofFor(8, 4);
  for (const change of [
    { counterId: 'KA-BLR-01-C77' },
    { seq: proof.seq + 1 },
    { headHash: hashOf('other') },
    { index: 5 },
    { size: 8 },
    { date: '2026-11-21' },
    { proof: proof.proof.slice(1) },
    { proof: proof.proof.toReversed() },
    { root: other.root },
  ]) {
    expect(verifyHeadProof({ proof: { ...proof, ...change }, trust, crypto })).toMatchObject({
      ok: false,
      error: { code: 'HEAD_PROOF_WRONG' },
    });
  }
});

test('TR8 anything at all in place of a proof is refused with a code', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (proof) => {
      expect(verifyHeadProof({ proof, trust, crypto })).toMatchObject({
        error: { code: 'MESSAGE_UNREADABLE' },
      });
    }),
  );
  const forged = { ...proofFor(3, 1), root: 'no root' };
  expect(verifyHeadProof({ proof: forged, trust, crypto }).ok).toBe(false);
});
