/**
 * Daily roots: once a day HQ signs a Merkle root over the acknowledged heads of all counters, chained
 * to the root before it. Whoever kept a root, or saw it in a newspaper, can tell when HQ's past is
 * changed. docs/spec/transparency.md.
 */
import { z } from 'zod';

import { fromHex, toHex, utf8 } from '#domain/bytes.ts';
import { isCounterId, isHash, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate, type Instant, type IsoDate } from '#domain/time.ts';
import { withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import {
  buildTree,
  inclusionProof,
  isIncluded,
  leafHash,
  rootOf,
  type MerkleTree,
} from './merkle.ts';
import {
  parseJson,
  parseSignedDocument,
  payloadHash,
  signDocument,
  verifySignedDocument,
} from './signed.ts';
import type { Trust } from './trust.ts';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const hash = z.custom<Hash>((v) => typeof v === 'string' && isHash(v));
const date = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const counterId = z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v));

const rootShape = z.strictObject({
  formatVersion: z.literal(1),
  /** The day in India that had ended. */
  date,
  createdAt: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
  size: count,
  rootHash: hash,
  /** The root before this one: its day and the SHA-256 of its payload. Null for the first. */
  previous: z.strictObject({ date, documentHash: hash }).nullable(),
});
export type DailyRoot = z.infer<typeof rootShape>;

/** A counter's head as a leaf. */
export interface HeadLeaf {
  readonly counterId: string;
  readonly seq: number;
  readonly headHash: Hash;
}

/** TR4: `raseed/head-leaf/1` NUL, counter, LF, seq, LF, head. */
export const headLeafHash = (leaf: HeadLeaf, digest: ProtocolCrypto['sha256']): Uint8Array =>
  leafHash(
    withPrefix('head-leaf', utf8(`${leaf.counterId}\n${leaf.seq}\n${leaf.headHash}`)),
    digest,
  );

/** TR5: in the order of the counters' names, by their bytes (they are ASCII). */
export const inLeafOrder = <L extends HeadLeaf>(leaves: readonly L[]): readonly L[] =>
  leaves.toSorted((a, b) => (a.counterId < b.counterId ? -1 : a.counterId > b.counterId ? 1 : 0));

export const treeOf = (leaves: readonly HeadLeaf[], digest: ProtocolCrypto['sha256']): MerkleTree =>
  buildTree(
    leaves.map((leaf) => headLeafHash(leaf, digest)),
    digest,
  );

/** TR6: `leaves` in order. */
export function signRoot(
  of: {
    readonly date: IsoDate;
    readonly createdAt: Instant;
    readonly leaves: readonly HeadLeaf[];
    readonly previous: DailyRoot['previous'];
  },
  by: { readonly signer: ProtocolSigner; readonly digest: ProtocolCrypto['sha256'] },
): string {
  const tree = treeOf(of.leaves, by.digest);
  return signDocument({
    type: 'root',
    payload: JSON.stringify({
      formatVersion: 1,
      date: of.date,
      createdAt: of.createdAt,
      size: of.leaves.length,
      rootHash: toHex(rootOf(tree, by.digest)),
      previous: of.previous,
    }),
    signers: [by.signer],
  });
}

export interface ReadRoot {
  readonly root: DailyRoot;
  /** SHA-256 of the payload: what the next root names. */
  readonly documentHash: Hash;
}

/** TR6: signed by the server on the day of `createdAt`, and older than the root that it follows. */
export function readRoot(of: {
  readonly text: string;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): Result<ReadRoot> {
  const { text, trust, crypto } = of;
  const document = parseSignedDocument(text);
  if (!document.ok) return document;
  const { payload } = document.value;
  const root = rootShape.safeParse(parseJson(payload));
  if (!root.success) return fail('MESSAGE_UNREADABLE', { problem: 'root' });
  const { createdAt: at, previous, date: day } = root.data;
  const check = { text, type: 'root', roles: ['server'], trust, at, crypto } as const;
  const signed = verifySignedDocument(check);
  if (!signed.ok) return signed;
  if (previous !== null && previous.date >= day) {
    return fail('MESSAGE_UNREADABLE', { problem: 'root out of order' });
  }
  return ok({ root: root.data, documentHash: payloadHash(payload, crypto.sha256) });
}

const proofShape = z.strictObject({
  formatVersion: z.literal(1),
  date,
  counterId,
  seq: count.min(1),
  headHash: hash,
  index: count,
  size: count,
  proof: z.array(hash).max(40),
  /** The signed root as it was published. */
  root: z.string().max(10_000),
});
/** TR7: what `GET /v1/public/proofs/:date/:counterId` answers; unsigned, for it proves itself. */
export type HeadProof = z.infer<typeof proofShape>;

export function makeHeadProof(of: {
  readonly tree: MerkleTree;
  readonly index: number;
  readonly leaf: HeadLeaf & { readonly counterId: CounterId };
  readonly date: IsoDate;
  readonly root: string;
}): HeadProof {
  const { tree, index, leaf } = of;
  return {
    formatVersion: 1,
    date: of.date,
    counterId: leaf.counterId,
    seq: leaf.seq,
    headHash: leaf.headHash,
    index,
    size: tree[0]?.length ?? 0,
    proof: inclusionProof(tree, index).map((bytes) => toHex(bytes) as Hash),
    root: of.root,
  };
}

/** TR8: HEAD_PROOF_WRONG where the head is not in the root; else the root, believed. */
export function verifyHeadProof(of: {
  /** As it came, parsed from JSON. */
  readonly proof: unknown;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): Result<{ readonly proof: HeadProof; readonly root: ReadRoot }> {
  const read = proofShape.safeParse(of.proof);
  if (!read.success) return fail('MESSAGE_UNREADABLE', { problem: 'proof' });
  const proof = read.data;
  const { trust, crypto } = of;
  const root = readRoot({ text: proof.root, trust, crypto });
  if (!root.ok) return root;
  const { size, rootHash, date: day } = root.value.root;
  const isRight =
    day === proof.date &&
    size === proof.size &&
    isIncluded(
      {
        leaf: headLeafHash(proof, crypto.sha256),
        index: proof.index,
        size,
        proof: proof.proof.map((text) => fromHex(text) ?? new Uint8Array()),
        root: fromHex(rootHash) ?? new Uint8Array(),
      },
      crypto.sha256,
    );
  if (!isRight) return fail('HEAD_PROOF_WRONG', { counter: proof.counterId, date: proof.date });
  return ok({ proof, root: root.value });
}
