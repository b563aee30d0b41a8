/** Evidence out of the database: what HQ holds, exactly as it came, under its own signature. */
import { decodeEntry } from '#domain/journal/chain.ts';
import type { CounterId, OfficeId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { certificateToText } from '#protocol/certificates.ts';
import {
  buildEvidence,
  type EvidenceRun,
  type EvidenceSubject,
} from '#protocol/evidence-bundle.ts';
import type { HeadProof } from '#protocol/transparency.ts';
import type { ServerContext } from '#server/context.ts';
import { lastBatchHead } from '#server/store/batch-heads.ts';
import { otherCertificates } from '#server/store/counter-keys.ts';
import type { Reader } from '#server/store/database.ts';
import { readHeadRow, type EntryRow } from '#server/store/entries.ts';
import { entriesBetween } from '#server/store/evidence.ts';
import { counterById, type CounterRecord } from '#server/store/fleet.ts';
import { firstRootAfter } from '#server/store/roots.ts';
import { tariffVersion } from '#server/store/tariffs.ts';
import type { ProofDesk } from '#server/transparency/proofs.ts';
import { officeFactsAbout } from './office-facts.ts';
import { evidenceRanges, type SeqRange } from './ranges.ts';

export interface EvidenceRequest {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly about: EvidenceSubject;
  readonly proofs: ProofDesk;
}

function runOf(
  context: ServerContext,
  counter: CounterRecord,
  rows: readonly EntryRow[],
): Omit<EvidenceRun, 'batchHead'> | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const acknowledgement = signAcknowledgement(
    {
      counterId: counter.counterId,
      seq: last.seq,
      headHash: last.hash,
      receivedAt: instant(last.receivedAt),
      standing: 'stored',
    },
    context.keys.server,
  );
  return { firstSeq: first.seq, entries: rows, acknowledgement };
}

/** Every tariff that the entries name, once each. */
async function tariffsNamed(
  context: ServerContext,
  rows: readonly EntryRow[],
): Promise<readonly string[]> {
  const documents = new Map<string, string>();
  for (const { text } of rows) {
    const entry = decodeEntry(text);
    const named = entry.ok ? entry.value.body['tariff'] : undefined;
    if (typeof named !== 'object' || named === null) continue;
    if (!('tariffId' in named) || !('version' in named)) continue;
    const of = { tariffId: String(named.tariffId), version: Number(named.version) };
    const name = `${of.tariffId}@${of.version}`;
    if (documents.has(name) || !Number.isSafeInteger(of.version)) continue;
    const record = await tariffVersion(context.database.read, of);
    if (record !== null) documents.set(name, record.document);
  }
  return [...documents.values()];
}

/** The counter's certificates: that of the key in use, and of every key before it. */
async function certificatesOf(reader: Reader, counter: CounterRecord): Promise<readonly string[]> {
  const others = await otherCertificates(reader, counter);
  const all = [...others, counter.certificate].map((bytes) => certificateToText({ bytes }));
  return [...new Set(all)];
}

/** For each run the first published root that holds a head of it or after it. */
async function headProofs(
  context: ServerContext,
  of: EvidenceRequest,
  ranges: readonly SeqRange[],
): Promise<readonly HeadProof[]> {
  const { counterId, proofs } = of;
  const made = new Map<string, HeadProof>();
  for (const { toSeq } of ranges) {
    const root = await firstRootAfter(context.database.read, { counterId, seq: toSeq });
    if (root === null || made.has(root.date)) continue;
    const proof = await proofs.proof({ date: root.date, counterId });
    if (proof.ok) made.set(root.date, proof.value);
  }
  return [...made.values()];
}

/** NOT_FOUND, COUNTER_UNKNOWN, INPUT_INVALID, or the file's text. */
export async function evidenceOf(
  context: ServerContext,
  of: EvidenceRequest,
): Promise<Result<string>> {
  const { read } = context.database;
  const counter = await counterById(read, of);
  const head = await readHeadRow(read, of);
  if (counter === null || head === null) return fail('COUNTER_UNKNOWN', { counter: of.counterId });
  const ranges = await evidenceRanges(read, of, of.about);
  if (!ranges.ok) return ranges;
  const runs: EvidenceRun[] = [];
  const rows: EntryRow[] = [];
  for (const range of ranges.value) {
    const found = await entriesBetween(read, of, range);
    const run = runOf(context, counter, found);
    const batchHead = await lastBatchHead(read, of, range);
    if (run !== null) runs.push({ ...run, batchHead });
    rows.push(...found);
  }
  const { keys, crypto } = context;
  const madeAt = context.now();
  const { counterId } = counter;
  const { seq, hash: headHash } = head;
  return ok(
    buildEvidence(
      {
        about: of.about,
        officeId: of.officeId,
        counterId,
        madeAt,
        rootPublicKey: keys.rootPublicKey,
        certificates: [...keys.certificates, ...(await certificatesOf(read, counter))],
        revokedKeyIds: keys.revokedKeyIds,
        tariffs: await tariffsNamed(context, rows),
        runs,
        officeFacts: await officeFactsAbout(read, of, ranges.value),
        headProofs: await headProofs(context, of, ranges.value),
        head: signHead({ counterId, seq, headHash, serverTime: madeAt }, keys.server),
      },
      { signer: keys.server, digest: crypto.sha256 },
    ),
  );
}
