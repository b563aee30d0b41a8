/** What HQ says in a bundle, held to what it signed elsewhere: docs/spec/evidence-bundle.md. */
import { createHash } from 'node:crypto';

import { expect, it } from 'vitest';

import { verifyBundle } from '#build/verify/verify.mjs';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { GENESIS_HASH } from '#domain/ids.ts';
import { buildBatch } from '#protocol/batch.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type { EvidenceEntry } from '#protocol/evidence-bundle.ts';
import type { HeadProof } from '#protocol/transparency.ts';
import { makeOfficeEntry, OFFICE_GENESIS } from '#protocol/office-chain.ts';
import { crypto, NOW } from './authority.ts';
import { authority, evidenceOf, fileOf, runOf, sampleJournal } from './evidence.ts';

const { counter, root, server } = authority;
const FINGERPRINT = createHash('sha256').update(root.publicKey).digest('hex');
const whole = sampleJournal().entries;

it('E17 what HQ decided is in it, signed and linked, and cannot be changed by a clerk of HQ', () => {
  const fact = (body: object) =>
    ({
      kind: 'case.closed',
      body: { resolution: 'explained', staffId: 'S9001', ...body },
    }) as never;
  const officeId = 'KA-BLR-01';
  const by = { officeId, at: NOW, signer: server, digest: crypto.sha256 } as const;
  const caseId = 'ab'.repeat(16);
  const first = makeOfficeEntry({
    ...by,
    head: OFFICE_GENESIS,
    fact: fact({ caseId, reason: 'one' }),
  });
  const second = makeOfficeEntry({ ...by, head: first, fact: fact({ caseId, reason: 'two' }) });
  const report = (officeFacts: readonly EvidenceEntry[]) =>
    verifyBundle(fileOf(evidenceOf(whole, { officeFacts })), { root: FINGERPRINT });
  const all = report([first, second]);
  expect(all.faults).toEqual([]);
  expect(all.count.officeEntries).toBe(2);
  expect(report([second]).faults).toEqual([]);
  expect(report([second, first]).faults[0]?.what).toContain('out of order');
  const changed = { ...first, text: first.text.replace('one', 'six') };
  expect(report([changed]).faults[0]?.what).toContain('signature does not fit');
  const forged = makeOfficeEntry({
    ...by,
    signer: counter,
    head: OFFICE_GENESIS,
    fact: fact({ caseId, reason: 'one' }),
  });
  expect(report([forged]).faults[0]?.what).toContain('not by a server key');
  const other = makeOfficeEntry({
    ...by,
    head: { ...first, hash: second.hash },
    fact: fact({ caseId, reason: 'two' }),
  });
  expect(report([first, other]).faults[0]?.what).toContain('not linked');
});

it('E18 a published daily root that holds another head gives HQ away', () => {
  const sha = (...parts: (Uint8Array | string)[]) => {
    const digest = createHash('sha256');
    for (const part of parts) digest.update(part);
    return digest.digest();
  };
  const leafOf = (counterId: string, seq: number, headHash: string) =>
    sha(Buffer.of(0), `raseed/head-leaf/1\0${counterId}\n${seq}\n${headHash}`);
  const prove = (entry: StoredEntry, headHash: string = entry.hash) => {
    const counterId = 'KA-BLR-01-C3';
    const leaves = ['KA-BLR-01-C1', 'KA-BLR-01-C2'].map((name) => leafOf(name, 7, headHash));
    const [one = sha(''), two = sha('')] = leaves;
    const left = sha(Buffer.of(1), one, two);
    const root = sha(Buffer.of(1), left, leafOf(counterId, entry.seq, headHash));
    const date = '2026-11-23';
    const payload = {
      formatVersion: 1,
      date,
      createdAt: NOW,
      size: 3,
      rootHash: root.toString('hex'),
      previous: null,
    };
    const text = JSON.stringify(payload);
    const signature = toBase64Url(server.sign(Buffer.from(`raseed/root/1\0${text}`)));
    const signed = JSON.stringify({
      payload: text,
      signatures: [{ keyId: server.keyId, signature }],
    });
    return {
      formatVersion: 1,
      date,
      counterId,
      seq: entry.seq,
      headHash,
      index: 2,
      size: 3,
      proof: [left.toString('hex')],
      root: signed,
    };
  };
  const entry = whole[6];
  if (entry === undefined) throw new Error('entries');
  const report = (proof: object) =>
    verifyBundle(fileOf(evidenceOf(whole, { headProofs: [proof as HeadProof] })));
  const right = report(prove(entry));
  expect(right.faults).toEqual([]);
  expect(right.count.publishedHeads).toBe(1);
  expect(report(prove(entry, 'ab'.repeat(32))).faults[0]?.what).toContain('of other entries');
  const misplaced = { ...prove(entry), seq: 8 };
  expect(report(misplaced).faults[0]?.what).toContain('not in the published root');
  const short = { ...prove(entry), proof: [] };
  expect(report(short).faults[0]?.what).toContain('too short');
});

it('E9 E19 P3 a batch that the counter signed covers entries that bear no signature', () => {
  const tail = whole.slice(0, 4);
  const headOf = (signer = counter, entries: readonly StoredEntry[] = tail) => {
    const lines = buildBatch({
      officeId: 'KA-BLR-01',
      counterId: 'KA-BLR-01-C3',
      prevHash: GENESIS_HASH,
      entries,
      privateLines: [],
      signer,
    }).split('\n');
    return { header: lines[0] ?? '', signature: lines.at(-1) ?? '' };
  };
  const report = (batchHead: ReturnType<typeof headOf>) =>
    verifyBundle(fileOf(evidenceOf(tail, { runs: [{ ...runOf(tail), batchHead }] })));
  const right = report(headOf());
  expect(right).toMatchObject({ faults: [], notes: [] });
  const whatIsWrong = (batchHead: ReturnType<typeof headOf>) => report(batchHead).faults[0]?.what;
  expect(whatIsWrong(headOf(server))).toContain('not the counter');
  expect(whatIsWrong({ ...headOf(), signature: headOf(server).signature })).toContain('not signed');
  expect(whatIsWrong(headOf(counter, whole.slice(0, 3)))).toBe(undefined);
  expect(report(headOf(counter, whole.slice(0, 3))).notes).toEqual([
    'entries 4 to 4 rest on HQ’s word alone',
  ]);
  const [first, second, third, fourth] = whole;
  if (!first || !second || !third || !fourth) throw new Error('entries');
  const other = { ...fourth, hash: 'ab'.repeat(32) as typeof fourth.hash };
  expect(whatIsWrong(headOf(counter, [first, second, third, other]))).toContain('another entry');
  const cut = headOf();
  const spaced = { ...cut, header: cut.header.replace('{', '{ ') };
  expect(whatIsWrong(spaced)).toContain('one spelling');
  const elsewhere = { ...cut, header: cut.header.replaceAll('KA-BLR-01-C3', 'KA-BLR-01-C4') };
  expect(whatIsWrong(elsewhere)).toContain('another counter');
});
