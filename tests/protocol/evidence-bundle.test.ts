/** The evidence bundle and its verifier: docs/spec/evidence-bundle.md. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { inRoot } from '#build/paths.ts';
import { verifyBundle } from '#build/verify/verify.mjs';
import { entrySignatureInput, hashEntry } from '#domain/journal/chain.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { rupees } from '#domain/money.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { buildEvidence, type Evidence } from '#protocol/evidence-bundle.ts';
import { signDocument } from '#protocol/signed.ts';
import { LEARNER_LINES, signedSampleTariff, TARIFF_TEXT } from '#tests/testkit/receipt-journal.ts';
import { crypto, makeAuthority, signerNamed } from './authority.ts';
import { acknowledged, authority, evidenceOf, fileOf, runOf, sampleJournal } from './evidence.ts';

const { counter, maker, approver, root, server } = authority;
const FINGERPRINT = createHash('sha256').update(root.publicKey).digest('hex');
const whole = sampleJournal().entries;
const good = fileOf(evidenceOf(whole));

const faultsOf = (evidence: Evidence): string =>
  verifyBundle(fileOf(evidence), { root: FINGERPRINT })
    .faults.map(({ where, what }) => `${where}: ${what}`)
    .join('\n');

/** Changes an entry and makes all that follows fit it again, signing with the given key. */
function rewritten(
  change: (text: string, seq: number) => string,
  signer: typeof counter | null,
): readonly StoredEntry[] {
  let prevHash = '';
  return whole.map((entry) => {
    let text = change(entry.text, entry.seq);
    if (prevHash !== '')
      text = text.replace(/"prevHash":"[0-9a-f]{64}"/, `"prevHash":"${prevHash}"`);
    const hash = hashEntry(text, crypto.sha256);
    prevHash = hash;
    const isSame = hash === entry.hash || entry.signature === null || signer === null;
    const signature = isSame
      ? entry.signature
      : toBase64Url(signer.sign(entrySignatureInput(hash)));
    return { ...entry, text, hash, signature };
  });
}

describe('a whole bundle', () => {
  it('E1 E6 P12 is verified from the bytes up', () => {
    const report = verifyBundle(good, { root: FINGERPRINT });
    expect(report.faults).toEqual([]);
    expect(report.notes).toEqual([]);
    expect(report.count).toEqual({
      entries: 10,
      officeEntries: 0,
      publishedHeads: 0,
      paymentsProven: 0,
      witnessed: 0,
      signatures: 7,
      chargedPaise: 190_000,
      reversedPaise: 95_000,
    });
    expect([...report.receipts.values()]).toEqual([95_000, 95_000]);
  });

  it('E7 says loudly that it trusts the root inside, and refuses another than the one given', () => {
    expect(verifyBundle(good).faults).toEqual([]);
    const other = 'ab'.repeat(32);
    expect(verifyBundle(good, { root: other }).faults[0]).toMatchObject({ where: 'keys' });
  });

  it('E8 several runs, and a part of a chain, are checked each in itself', () => {
    const runs = [whole.slice(2, 5), whole.slice(8, 10)].map(runOf);
    expect(faultsOf(evidenceOf(whole, { runs }))).toBe('');
    expect(faultsOf(evidenceOf(whole, { runs: runs.toReversed() }))).toContain('out of order');
  });

  it('E9 says which entries rest on HQ’s word alone', () => {
    const tail = whole.slice(0, 4);
    const report = verifyBundle(fileOf(evidenceOf(tail)), { root: FINGERPRINT });
    expect(report.faults).toEqual([]);
    expect(report.notes).toEqual(['entries 4 to 4 rest on HQ’s word alone']);
  });

  it('E15 a part of a kind that it does not know is hashed and named, not judged', () => {
    const text = new TextDecoder().decode(good);
    const lines = text.trimEnd().split('\n');
    const index = JSON.parse(lines[0] ?? '') as {
      madeAt: number;
      parts: { name: string; bytes: number; sha256: string }[];
    };
    const extra = JSON.stringify({ type: 'gateway-evidence', rows: [1] });
    const sha256 = createHash('sha256').update(extra).digest('hex');
    index.parts.unshift({ name: 'gateway', bytes: Buffer.byteLength(extra), sha256 });
    const draft = JSON.parse(lines.at(-2) ?? '') as { text: string };
    draft.text += `  ${sha256}  gateway\n`;
    const draftLine = JSON.stringify(draft);
    index.parts[index.parts.length - 1] = {
      name: 'section-63-draft',
      bytes: Buffer.byteLength(draftLine),
      sha256: createHash('sha256').update(draftLine).digest('hex'),
    };
    const first = JSON.stringify(index);
    const payload = JSON.stringify({
      formatVersion: 1,
      indexSha256: createHash('sha256').update(first).digest('hex'),
      madeAt: index.madeAt,
    });
    const statement = signDocument({ type: 'evidence', payload, signers: [server] });
    const file = [first, extra, ...lines.slice(1, -2), draftLine, statement, ''].join('\n');
    const report = verifyBundle(Buffer.from(file), { root: FINGERPRINT });
    expect(report.faults).toEqual([]);
    expect(report.notes).toEqual(['part gateway: kind unknown here, its hash alone is checked']);
  });

  it('E14 holds a draft certificate with the hash of every other part, unsigned', () => {
    const text = buildEvidence(evidenceOf(whole), { signer: server, digest: crypto.sha256 });
    const [index = '', ...rest] = text.trimEnd().split('\n');
    const { parts } = JSON.parse(index) as { parts: { name: string; sha256: string }[] };
    const draft = JSON.parse(rest.at(-2) ?? '') as { text: string };
    for (const part of parts.slice(0, -1)) expect(draft.text).toContain(part.sha256);
    expect(draft.text).toMatch(/section 63\(4\)\(c\).*PART A.*PART B/s);
    expect(draft.text).toContain('DRAFT, NOT SIGNED');
  });
});

describe('a changed bundle', () => {
  it('E2 E3 E4 P12 with any byte changed, added or left out is refused, whatever the byte', () => {
    const step = Math.max(1, Math.floor(good.length / 100));
    for (let at = 0; at < good.length; at += step) {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyBundle(changed).faults, `byte ${at}`).not.toEqual([]);
    }
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const inserted = Buffer.concat([good.subarray(0, at), Buffer.of(byte), good.subarray(at)]);
        const cut = Buffer.concat([good.subarray(0, at), good.subarray(at + 1)]);
        const short = good.subarray(0, at);
        for (const file of [inserted, cut, short]) {
          expect(verifyBundle(file).faults).not.toEqual([]);
        }
      }),
      { numRuns: 10 },
    );
  }, 30_000);

  it('E5 names the first bad bytes and the entry', () => {
    const text = new TextDecoder().decode(good);
    const at = Buffer.byteLength(text.slice(0, text.indexOf('"givenPaise')));
    const changed = Uint8Array.from(good);
    changed[at + 3] = 65;
    const [fault] = verifyBundle(changed).faults;
    const [, from, to] = /^bytes (\d+) to (\d+), part entries-1/.exec(fault?.where ?? '') ?? [];
    expect(Number(from)).toBeLessThanOrEqual(at);
    expect(Number(to)).toBeGreaterThan(at);
  });

  it('E4 signed by another key than HQ’s, or by a root of the forger’s own, is refused', () => {
    expect(verifyBundle(fileOf(evidenceOf(whole), signerNamed('forger'))).faults).toHaveLength(1);
    const own = makeAuthority();
    const rootPublicKey = signerNamed('own root').publicKey;
    const { certificates } = own;
    expect(faultsOf(evidenceOf(whole, { rootPublicKey, certificates }))).toContain('keys');
  });
});

/** Each is signed and hashed anew by HQ itself: only content can give it away. */
describe('a bundle that HQ falsified', () => {
  const inReceipt = (from: RegExp | string, to: string) => (text: string) =>
    text.includes('"kind":"receipt.issued"') ? text.replace(from, to) : text;

  it.each<[string, (text: string, seq: number) => string, string]>([
    ['a total', inReceipt('"totalPaise":95000', '"totalPaise":45000'), 'signature does not fit'],
    [
      'a clerk',
      (text, seq) => (seq === 4 ? text.replace('S1042', 'S1043') : text),
      'seq 5: signature',
    ],
    ['a space', (text, seq) => (seq === 4 ? text.replace('{', '{ ') : text), 'one spelling'],
    [
      'a key twice',
      (text, seq) => (seq === 4 ? text.replace('"seq":4', '"seq":9,"seq":4') : text),
      'one spelling',
    ],
    ['an office', (text) => text.replace('"KA-BLR-01"', '"KA-BLR-02"'), 'another office'],
    ['a seq', (text, seq) => (seq === 4 ? text.replace('"seq":4', '"seq":5') : text), 'says seq 5'],
  ])('E8 P3 with %s changed is refused', (_what, change, expected) => {
    expect(faultsOf(evidenceOf(rewritten(change, null)))).toContain(expected);
  });

  it('E8 P3 with an entry left out, doubled, or replaced from another branch is refused', () => {
    const faults = (entries: readonly StoredEntry[]) =>
      faultsOf(
        evidenceOf(whole, {
          runs: [
            {
              firstSeq: 1,
              entries,
              acknowledgement: acknowledged(whole.at(-1) ?? { seq: 0, hash: '' as never }),
              batchHead: null,
            },
          ],
        }),
      );
    expect(faults(whole.filter(({ seq }) => seq !== 4))).toContain('seq 4: entry says seq 5');
    expect(
      faults(whole.flatMap((entry) => (entry.seq === 4 ? [entry, entry] : [entry]))),
    ).toContain('seq 5: entry says seq 4');
    expect(faults(whole.map((entry) => ({ ...entry, signature: null })))).toContain(
      'bears no signature',
    );
    expect(faults(whole.slice(0, -1))).toContain('acknowledgement of other entries');
  });
});

/** Even the counter's own key, in the wrong hands, cannot make money that does not add up. */
describe('a bundle falsified with the counter’s own key', () => {
  it.each<[string, string, (text: string, seq: number) => string, string]>([
    [
      'E10',
      'a line',
      (t) => t.replaceAll('"amountPaise":5000}', '"amountPaise":6000}'),
      'lines make',
    ],
    [
      'E10',
      'a fixed fee',
      (t) =>
        t
          .replaceAll('"amountPaise":5000}', '"amountPaise":6000}')
          .replaceAll('"totalPaise":95000', '"totalPaise":96000'),
      'is not the fixed fee',
    ],
    [
      'E10',
      'a rate',
      (t) => t.replaceAll('"quantity":2,"ratePaise":15000', '"quantity":1,"ratePaise":30000'),
      'has another rate',
    ],
    [
      'E10',
      'a quantity',
      (t) => t.replaceAll('"quantity":2', '"quantity":3'),
      'not quantity times rate',
    ],
    ['E10', 'a head', (t) => t.replaceAll('0041-00-101-01', '0041-00-101-04'), 'has another head'],
    ['E10', 'a service', (t) => t.replaceAll('LL-NEW', 'LL-NONE'), 'no service LL-NONE'],
    ['E10', 'a line code', (t) => t.replaceAll('LL-TEST', 'LL-TIPS'), 'has no line LL-TIPS'],
    [
      'E11',
      'the number in the entry',
      (t) => t.replaceAll('2627/000002', '2627/000003'),
      'QR says other',
    ],
    [
      'E11',
      'the tender',
      (t) => t.replaceAll('"tenderKind":"cash"', '"tenderKind":"upi"'),
      'QR says other',
    ],
    [
      'E12',
      'the change',
      (t) => t.replaceAll('"changePaise":0', '"changePaise":100'),
      'do not agree',
    ],
    [
      'E12',
      'a reversal',
      (t) => t.replace('"amountPaise":95000', '"amountPaise":99000'),
      'reversed total does not add up',
    ],
    [
      'E9',
      'a running total',
      (t, seq) =>
        seq === 8 ? t.replace('"grossChargedPaise":190000', '"grossChargedPaise":180000') : t,
      'total does not add up',
    ],
  ])('%s with %s changed is refused', (_rule, _what, change, expected) => {
    expect(faultsOf(evidenceOf(rewritten(change, counter)))).toContain(expected);
  });

  it('E13 a tariff of one signature, of the same person twice, or with another fee is refused', () => {
    const tariff = (text: string, signers: readonly (typeof maker)[]) =>
      faultsOf(
        evidenceOf(whole, {
          tariffs: [signDocument({ type: 'tariff', payload: text, signers })],
        }),
      );
    expect(tariff(TARIFF_TEXT, [maker])).toContain('not signed by a tariff_approver');
    expect(tariff(TARIFF_TEXT, [maker, maker])).toContain('not signed by a tariff_approver');
    const dearer = TARIFF_TEXT.replace('"amountPaise": 5000', '"amountPaise": 6000');
    expect(dearer).not.toBe(TARIFF_TEXT);
    expect(tariff(dearer, [maker, approver])).toContain('has another text');
    expect(faultsOf(evidenceOf(whole, { tariffs: [] }))).toContain('is not in the bundle');
    expect(faultsOf(evidenceOf(whole, { tariffs: [signedSampleTariff([maker, approver])] }))).toBe(
      '',
    );
  });

  it('E13 a receipt dearer than its quote is refused', () => {
    const journal = sampleJournal();
    const [first, ...rest] = LEARNER_LINES;
    if (first === undefined) throw new Error('lines');
    const quote = journal.entries.find(({ text }) => text.includes('"kind":"quote.issued"'));
    const dearer = [{ ...first, quantity: 4, amountPaise: rupees(600) }, ...rest];
    journal.append('receipt.issued', {
      ...(JSON.parse(quote?.text ?? '{}') as { body: object }).body,
      lines: dearer,
      totalPaise: rupees(1250),
      receiptNumber: 'KA-BLR-01-C3/2627/000009',
      tenderKind: 'cash',
      issuedAt: 0,
      qr: '',
    });
    const faults = faultsOf(evidenceOf(journal.entries));
    expect(faults).toContain('seq 11: receipt has other lines than its quote');
  });
});

describe('the verifier as a program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-evidence-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (bytes: Uint8Array, ...words: string[]) => {
    const file = path.join(folder, 'bundle.jsonl');
    writeFileSync(file, bytes);
    return spawnSync(process.execPath, [inRoot('build', 'verify', 'verify.mjs'), file, ...words], {
      encoding: 'utf8',
      cwd: folder,
    });
  };

  it('E7 P12 reports in words, and its exit code says what it found', () => {
    const trusting = run(good);
    expect(trusting.status).toBe(0);
    expect(trusting.stdout).toContain('TRUSTING THE ROOT INSIDE THE BUNDLE');
    const pinned = run(good, '--root', FINGERPRINT);
    expect(pinned.stdout).toMatch(/entries\s+10.*NO FAULT FOUND/s);
    expect(pinned.stdout).not.toContain('TRUSTING');
    const changed = Uint8Array.from(good);
    changed[5_000] = (changed[5_000] ?? 0) ^ 1;
    const refused = run(changed);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/FAULT {2}bytes \d+ to \d+/);
    expect(run(new TextEncoder().encode('nothing\n')).status).toBe(2);
    expect(run(good, '--root').status).toBe(2);
  });
});
