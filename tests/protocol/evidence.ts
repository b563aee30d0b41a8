/** Evidence of a small journal, whole or as somebody with HQ's own key would falsify it. */
import { utf8 } from '#domain/bytes.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { certificateToText } from '#protocol/certificates.ts';
import { buildEvidence, type Evidence, type EvidenceRun } from '#protocol/evidence-bundle.ts';
import { createReceiptJournal, signedSampleTariff } from '#tests/testkit/receipt-journal.ts';
import { COUNTER, crypto, makeAuthority, NOW } from './authority.ts';

export const authority = makeAuthority();
const { server, maker, approver, root } = authority;

/** Enrolled, a shift with two charges, one reversed, closed. */
export function sampleJournal() {
  const journal = createReceiptJournal({
    counterId: COUNTER,
    signer: authority.counter,
    certificate: authority.counterCertificate,
  });
  journal.enrol();
  journal.openShift();
  journal.charge(1);
  journal.charge(2);
  journal.reverse(1);
  journal.closeShift(1, 2);
  return journal;
}

const last = (entries: readonly StoredEntry[]): StoredEntry => {
  const entry = entries.at(-1);
  if (entry === undefined) throw new Error('entries');
  return entry;
};

export const acknowledged = ({ seq, hash: headHash }: Pick<StoredEntry, 'seq' | 'hash'>): string =>
  signAcknowledgement(
    { counterId: COUNTER, seq, headHash, receivedAt: NOW, standing: 'stored' },
    server,
  );

export const runOf = (entries: readonly StoredEntry[]): EvidenceRun => ({
  firstSeq: entries[0]?.seq ?? 1,
  entries,
  acknowledgement: acknowledged(last(entries)),
  batchHead: null,
});

export function evidenceOf(
  entries: readonly StoredEntry[],
  changes: Partial<Evidence> = {},
): Evidence {
  const { seq, hash: headHash } = last(entries);
  return {
    about: { kind: 'range', fromSeq: entries[0]?.seq ?? 1, toSeq: seq },
    officeId: 'KA-BLR-01' as Evidence['officeId'],
    counterId: COUNTER,
    madeAt: NOW,
    rootPublicKey: root.publicKey,
    certificates: [
      ...authority.certificates,
      certificateToText({ bytes: authority.counterCertificate }),
    ],
    revokedKeyIds: [],
    tariffs: [signedSampleTariff([maker, approver])],
    runs: [runOf(entries)],
    officeFacts: [],
    headProofs: [],
    branches: [],
    roots: [],
    head: signHead({ counterId: COUNTER, seq, headHash, serverTime: NOW }, server),
    ...changes,
  };
}

export const fileOf = (evidence: Evidence, signer = server): Uint8Array =>
  utf8(buildEvidence(evidence, { signer, digest: crypto.sha256 }));
