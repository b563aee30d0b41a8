/** The Merkle tree: docs/spec/transparency.md, TR1 to TR3. The vectors are Certificate Transparency's. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { fromHex, toHex, utf8 } from '#domain/bytes.ts';
import { buildTree, inclusionProof, isIncluded, leafHash, rootOf } from '#protocol/merkle.ts';
import { crypto } from './authority.ts';

const { sha256 } = crypto;
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => leafHash(fromHex(hex) ?? new Uint8Array(), sha256));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test.each(ROOTS.map((root, size) => [size, root] as const))(
  'TR1 TR2 the root of the first %i leaves',
  (size, root) => {
    expect(toHex(rootOf(buildTree(LEAVES.slice(0, size), sha256), sha256))).toBe(root);
  },
);

const manyLeaves = (size: number) =>
  Array.from({ length: size }, (_, n) => leafHash(utf8(`leaf ${n}`), sha256));

const place = fc
  .integer({ min: 1, max: 130 })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

test('TR3 every leaf of every size has a proof, as long as the tree is high', () => {
  for (let size = 1; size <= 70; size += 1) {
    const leaves = manyLeaves(size);
    const tree = buildTree(leaves, sha256);
    const root = rootOf(tree, sha256);
    for (const [index, leaf] of leaves.entries()) {
      const proof = inclusionProof(tree, index);
      expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      expect(isIncluded({ leaf, index, size, proof, root }, sha256)).toBe(true);
    }
  }
});

test('TR3 a proof for another leaf, place, size, root or with another hash proves nothing', () => {
  fc.assert(
    fc.property(place, fc.nat(), fc.nat(), ([size, index], a, b) => {
      const leaves = manyLeaves(size);
      const tree = buildTree(leaves, sha256);
      const leaf = leaves[index];
      if (leaf === undefined) return;
      const proof = inclusionProof(tree, index);
      const claim = { leaf, index, size, proof, root: rootOf(tree, sha256) };
      const stranger = leafHash(utf8(`stranger ${a}`), sha256);
      const wrong = [
        { ...claim, leaf: stranger },
        { ...claim, root: stranger },
        { ...claim, index: (index + 1 + (a % 50)) % (size + 60) },
        { ...claim, proof: [...proof, stranger] },
        { ...claim, index: -1 },
        { ...claim, index: 0.5 },
        { ...claim, size: 0 },
      ];
      if (proof.length > 0) {
        wrong.push({ ...claim, proof: proof.slice(0, -1) });
        wrong.push({ ...claim, proof: proof.with(b % proof.length, stranger) });
        wrong.push({ ...claim, proof: proof.with(b % proof.length, new Uint8Array(31)) });
      }
      for (const each of wrong) {
        if (each.index !== index || each.proof !== proof || each.root !== claim.root) {
          expect(isIncluded(each, sha256)).toBe(false);
        }
      }
      expect(isIncluded({ ...claim, leaf: stranger }, sha256)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('TR1 an inner node is never shown as a leaf', () => {
  const [a, b] = manyLeaves(2);
  if (a === undefined || b === undefined) throw new Error('two');
  const tree = buildTree([a, b], sha256);
  const joined = new Uint8Array([...a, ...b]);
  const forged = leafHash(joined, sha256);
  const root = rootOf(tree, sha256);
  expect(isIncluded({ leaf: forged, index: 0, size: 1, proof: [], root }, sha256)).toBe(false);
});
