/**
 * The Merkle tree of RFC 6962 section 2.1 (SHA-256): its root, proofs that a leaf is in it, and their
 * check. Leaves and inner nodes are hashed with different first bytes, so that neither passes for the
 * other. docs/spec/transparency.md, TR1 to TR3.
 */
import { concatBytes, equalBytes, type Digest } from '#domain/bytes.ts';
import { assert } from '#domain/result.ts';

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** TR1: `SHA-256(0x00 || data)`. */
export const leafHash = (data: Uint8Array, digest: Digest): Uint8Array =>
  digest(concatBytes(LEAF, data));

const nodeHash = (left: Uint8Array, right: Uint8Array, digest: Digest): Uint8Array =>
  digest(concatBytes(NODE, left, right));

/**
 * Each level from the leaves to the root. A node without a sibling rises as it is, which is the same
 * tree as splitting at the largest power of two below the size.
 */
export type MerkleTree = readonly (readonly Uint8Array[])[];

export function buildTree(leaves: readonly Uint8Array[], digest: Digest): MerkleTree {
  const levels: (readonly Uint8Array[])[] = [leaves];
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      assert(left !== undefined, 'a level without holes');
      above.push(right === undefined ? left : nodeHash(left, right, digest));
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

/** TR2: of no leaves, the hash of nothing. */
export const rootOf = (tree: MerkleTree, digest: Digest): Uint8Array =>
  tree.at(-1)?.[0] ?? digest(new Uint8Array());

/** TR3: the hashes that lead from the leaf at `index` to the root, lowest first. */
export function inclusionProof(tree: MerkleTree, index: number): readonly Uint8Array[] {
  assert(index >= 0 && index < (tree[0]?.length ?? 0), 'a leaf of the tree');
  const proof: Uint8Array[] = [];
  let at = index;
  for (const level of tree.slice(0, -1)) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) proof.push(sibling);
    at >>= 1;
  }
  return proof;
}

export interface InclusionClaim {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** TR3: RFC 9162 section 2.1.3.2. False for anything that does not lead there exactly. */
export function isIncluded(of: InclusionClaim, digest: Digest): boolean {
  const { index, size, proof } = of;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  if (index < 0 || index >= size || size > 2 ** 31) return false;
  let at = index;
  let last = size - 1;
  let hash = of.leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash, digest);
      while (at % 2 === 0 && at !== 0) {
        at >>>= 1;
        last >>>= 1;
      }
    } else {
      hash = nodeHash(hash, sibling, digest);
    }
    at >>>= 1;
    last >>>= 1;
  }
  return last === 0 && equalBytes(hash, of.root);
}
