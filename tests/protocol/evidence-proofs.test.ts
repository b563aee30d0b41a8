/** What a bundle proves against a counter, the gateway's story or HQ: docs/spec/evidence-bundle.md. */
import { expect, it } from 'vitest';

import { verifyBundle } from '#build/verify/verify.mjs';
import { GENESIS_HASH, type Hash } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { rupees } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import { buildBatch } from '#protocol/batch.ts';
import { certificateToText } from '#protocol/certificates.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type { Evidence, EvidenceBranch } from '#protocol/evidence-bundle.ts';
import {
  makeOfficeEntry,
  OFFICE_GENESIS,
  type OfficeFact,
  type OfficeHead,
  type StoredOfficeEntry,
} from '#protocol/office-chain.ts';
import { payloadHash } from '#protocol/signed.ts';
import { signRoot } from '#protocol/transparency.ts';
import { createReceiptJournal, LEARNER_LINES } from '#tests/testkit/receipt-journal.ts';
import { COUNTER, crypto, NOW, signerNamed } from './authority.ts';
import { authority, evidenceOf, fileOf, sampleJournal } from './evidence.ts';

const { counter, server } = authority;
const whole = sampleJournal().entries;

const journal = (branch = 'boot') =>
  createReceiptJournal({
    counterId: COUNTER,
    signer: counter,
    certificate: authority.counterCertificate,
    branch,
  });

const verify = (evidence: Evidence, witness?: string) =>
  verifyBundle(fileOf(evidence), witness === undefined ? {} : { witness });
const faultsOf = (entries: readonly StoredEntry[]): string =>
  verify(evidenceOf(entries))
    .faults.map(({ what }) => what)
    .join('\n');

/** An office's chain that says these facts, one after the other. */
function chainOf(facts: readonly OfficeFact[]): readonly StoredOfficeEntry[] {
  let head: OfficeHead = OFFICE_GENESIS;
  return facts.map((fact) => {
    const made = makeOfficeEntry({
      officeId: 'KA-BLR-01',
      at: NOW,
      signer: server,
      digest: crypto.sha256,
      head,
      fact,
    });
    head = made;
    return made;
  });
}

it('E8 J4 J17 J18 a journal begins once, changes its key by a rotation only, and ends once', () => {
  const twice = journal();
  twice.enrol();
  twice.enrol();
  expect(faultsOf(twice.entries)).toContain('begins with its enrolment');
  const late = journal();
  late.openShift();
  expect(faultsOf(late.entries)).toContain('begins with its enrolment');
  const retired = journal();
  retired.enrol();
  retired.append('counter.retired', { commandId: '1'.repeat(32) });
  expect(faultsOf(retired.entries)).toBe('');
  retired.openShift();
  expect(faultsOf(retired.entries)).toContain('follows the end of the journal');
});

it('E8 J17 a certified key of the counter takes over by a rotation, and not without one', () => {
  const next = signerNamed('the next key');
  const certificate = authority.certifyCounter(next);
  const certificates = [
    ...authority.certificates,
    certificateToText({ bytes: authority.counterCertificate }),
    certificateToText({ bytes: certificate }),
  ];
  const begin = journal();
  begin.enrol();
  const rotation = {
    keyId: next.keyId,
    publicKey: toBase64Url(next.publicKey),
    certificateHash: '0'.repeat(64),
  };
  const after = (before: ReturnType<typeof journal>) => {
    const { entries } = before;
    const second = createReceiptJournal({
      counterId: COUNTER,
      signer: next,
      certificate,
      from: before.head(),
    });
    second.openShift();
    const all = [...entries, ...second.entries];
    return verify(evidenceOf(all, { certificates }))
      .faults.map(({ what }) => what)
      .join();
  };
  expect(after(begin)).toContain('no rotation says so');
  begin.append('key.rotated', rotation);
  expect(after(begin)).toBe('');
});

const SETTLED = {
  counterId: COUNTER,
  chargeId: `${COUNTER}-Q1`,
  orderId: `${COUNTER}-Q1-U1`,
  gatewayPaymentId: `pay-${COUNTER}-T1`,
  amountPaise: rupees(950),
};

it('E20 P6 what was paid by UPI stands on the gateway’s evidence in HQ’s signed word', () => {
  const upi = journal();
  upi.enrol();
  upi.openShift();
  upi.charge(1, LEARNER_LINES, 'upi');
  const report = (body: object | null) => {
    const fact = { kind: 'payment.settled', body } as OfficeFact;
    const officeFacts = body === null ? [] : chainOf([fact]);
    return verify(evidenceOf(upi.entries, { officeFacts }));
  };
  expect(report(SETTLED)).toMatchObject({ faults: [], count: { paymentsProven: 1 } });
  const what = (body: object | null): string | undefined => report(body).faults[0]?.what;
  expect(what(null)).toContain('no evidence of the gateway');
  expect(what({ ...SETTLED, chargeId: `${COUNTER}-Q2` })).toContain('no evidence of the gateway');
  expect(what({ ...SETTLED, amountPaise: rupees(900) })).toContain('of another payment');
  expect(what({ ...SETTLED, gatewayPaymentId: 'pay-2' })).toContain('of another payment');
  expect(what({ ...SETTLED, orderId: 'O-2' })).toContain('of another payment');
  // A part of the journal that begins behind the confirmation says so.
  const tail = verify(evidenceOf(upi.entries.slice(-1)));
  expect(tail.notes).toContain(`how the tender ${COUNTER}-T1 was paid by UPI is not in here`);
});

function branchOf(entries: readonly StoredEntry[], prevHash: Hash, signer = counter) {
  const lines = buildBatch({
    officeId: 'KA-BLR-01',
    counterId: COUNTER,
    prevHash,
    entries,
    privateLines: [],
    signer,
  }).split('\n');
  const branch: EvidenceBranch = {
    header: lines[0] ?? '',
    signature: lines.at(-1) ?? '',
    entries,
  };
  return branch;
}

it('E21 P3 two chains under one counter’s signature are shown, whatever anybody says of them', () => {
  const copied = journal('another copy');
  copied.enrol();
  copied.openShift();
  copied.charge(1);
  const about = { kind: 'case', caseId: 'cd'.repeat(16) } as const;
  const report = (branch: EvidenceBranch) =>
    verify(evidenceOf(whole, { about, branches: [branch] }));
  const other = report(branchOf(copied.entries, GENESIS_HASH));
  expect(other.faults).toEqual([]);
  expect(other.found).toEqual(['the counter signed two chains that differ at entry 1']);
  const [first] = whole;
  if (first === undefined) throw new Error('entries');
  const elsewhere = branchOf(copied.entries.slice(1), copied.entries[0]?.hash ?? GENESIS_HASH);
  expect(report(elsewhere).found).toEqual(['the counter signed two chains that differ at entry 1']);
  const broken = copied.entries.filter(({ seq }) => seq !== 3);
  const renumbered = branchOf(broken, GENESIS_HASH);
  expect(report(renumbered).faults[0]?.what).toContain('not as many entries');
  const swapped = [...copied.entries.slice(0, 2), ...copied.entries.slice(3, 4)];
  const gap = branchOf([...swapped, ...copied.entries.slice(4)].slice(0, 4), GENESIS_HASH);
  const header = gap.header.replace(/"lastSeq":\d+/, '"lastSeq":4');
  const signature = toBase64Url(counter.sign(Buffer.from(`raseed/batch/1\0${header}`)));
  expect(report({ ...gap, header, signature }).found).toEqual([
    'the counter signed a batch that does not hold together at entry 3',
  ]);
  const whatIsWrong = (branch: EvidenceBranch) => report(branch).faults[0]?.what;
  expect(whatIsWrong(branchOf(copied.entries, GENESIS_HASH, server))).toContain('not the counter');
  expect(whatIsWrong(branchOf(whole, GENESIS_HASH))).toContain('does not differ');
  const cut = { ...branchOf(copied.entries, GENESIS_HASH), entries: whole.slice(0, 5) };
  expect(whatIsWrong(cut)).toContain('does not end in the head');
});

/** Daily roots over one head, each naming the one before. */
function rootsOf(dates: readonly string[], headHash = 'ab'.repeat(32)) {
  const leaves = [{ counterId: COUNTER, seq: 7, headHash: headHash as Hash }];
  let previous: Parameters<typeof signRoot>[0]['previous'] = null;
  return dates.map((text) => {
    const date = isoDate(text);
    const of = { date, createdAt: instant(NOW), leaves, previous };
    const document = signRoot(of, { signer: server, digest: crypto.sha256 });
    const { payload } = JSON.parse(document) as { payload: string };
    const documentHash = payloadHash(payload, crypto.sha256);
    previous = { date, documentHash };
    return { date, document, documentHash };
  });
}

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22'];
const roots = rootsOf(DAYS);
const published: readonly OfficeFact[] = roots.map(({ date, documentHash }) => ({
  kind: 'root.published',
  body: { date, documentHash },
}));

const office = (changes: Partial<Evidence> = {}): Evidence =>
  evidenceOf(whole, {
    about: { kind: 'office' },
    counterId: null,
    runs: [],
    tariffs: [],
    head: null,
    officeFacts: chainOf(published),
    roots: roots.map(({ document }) => document),
    ...changes,
  });

it('E22 OC12 P12 all that HQ decided at an office, from the first fact on, with every root', () => {
  expect(verify(office())).toMatchObject({ faults: [], count: { officeEntries: 3 } });
  const what = (changes: Partial<Evidence>) => verify(office(changes)).faults[0]?.what;
  const chain = chainOf(published);
  expect(what({ officeFacts: chain.slice(1) })).toContain('has a gap');
  expect(what({ officeFacts: chain.filter((_, at) => at !== 1) })).toContain('has a gap');
  expect(what({ roots: roots.slice(0, 2).map(({ document }) => document) })).toContain(
    'is not the one that was told',
  );
  const documents = roots.map(({ document }) => document);
  expect(what({ roots: documents.filter((_, at) => at !== 1) })).toContain('follows another');
  const rewritten = rootsOf(DAYS, 'cd'.repeat(32)).map(({ document }) => document);
  expect(what({ roots: rewritten })).toContain('is not the one that was told');
});

it('E23 TR12 a witness who kept the roots finds a past that was changed', () => {
  const kept = (of: ReturnType<typeof rootsOf>) =>
    of.map(({ date, document }) => `${JSON.stringify({ date, document })}\n`).join('');
  const honest = verify(office(), kept(roots));
  expect(honest).toMatchObject({ faults: [], notes: [], count: { witnessed: 3 } });
  const short = verify(office(), kept(roots.slice(0, 2)));
  expect(short.notes).toEqual(['the witness has no root of 2026-11-22']);
  const changed = verify(office(), kept(rootsOf(DAYS, 'cd'.repeat(32))));
  expect(changed.faults[0]?.what).toContain('another root of 2026-11-20');
  expect(verify(office(), 'nothing of the kind').faults[0]?.where).toBe('witness');
});
