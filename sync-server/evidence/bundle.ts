/** Evidence out of the database: what HQ holds, exactly as it came, under its own signature. */
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import type { CounterId, OfficeId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { certificateToText } from '#protocol/certificates.ts';
import { buildEvidence, type EvidenceBranch, type EvidenceRun } from '#protocol/evidence-bundle.ts';
import { parseBatch } from '#protocol/batch.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type { HeadProof } from '#protocol/transparency.ts';
import type { ServerContext } from '#server/context.ts';
import { lastBatchHead } from '#server/store/batch-heads.ts';
import { otherCertificates } from '#server/store/counter-keys.ts';
import type { Reader } from '#server/store/database.ts';
import { readHeadRow, type EntryRow } from '#server/store/entries.ts';
import { entriesBetween } from '#server/store/evidence.ts';
import { counterById, type CounterRecord } from '#server/store/fleet.ts';
import { firstRootAfter, publishedRoots } from '#server/store/roots.ts';
import { branchOfCase } from '#server/store/suspense.ts';
import { tariffVersion } from '#server/store/tariffs.ts';
import type { ProofDesk } from '#server/transparency/proofs.ts';
import { officeFacts, officeFactsAbout } from './office-facts.ts';
import { evidenceRanges, type CounterSubject, type SeqRange } from './ranges.ts';

/** Of a hundred years. */
const MAX_ROOTS = 36_525;

export interface EvidenceRequest {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly about: CounterSubject;
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

type Body = AnyEntry['body'];

const bodiesOf = (rows: readonly EntryRow[]): readonly Body[] =>
  rows.flatMap(({ text }) => {
    const entry = decodeEntry(text);
    return entry.ok ? [entry.value.body] : [];
  });

const chargesIn = (bodies: readonly Body[]): ReadonlySet<string> =>
  new Set(bodies.map((body) => body['chargeId']).filter((id) => typeof id === 'string'));

/** Every tariff that the entries name, once each. */
async function tariffsNamed(
  context: ServerContext,
  bodies: readonly Body[],
): Promise<readonly string[]> {
  const documents = new Map<string, string>();
  for (const { tariff: named } of bodies) {
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

/** The batch of a case about one that is no part of the chain, without what is personal in it. */
async function branchesOf(
  reader: Reader,
  { officeId, counterId, about }: EvidenceRequest,
): Promise<readonly EvidenceBranch[]> {
  if (about.kind !== 'case') return [];
  const branch = await branchOfCase(reader, { officeId, counterId, caseId: about.caseId });
  const batch = branch === null ? null : parseBatch(branch.body);
  if (batch?.ok !== true) return [];
  const { headerText: header, signature, lines: entries } = batch.value;
  return [{ header, signature: toBase64Url(signature), entries }];
}

interface Found {
  readonly runs: readonly EvidenceRun[];
  readonly rows: readonly EntryRow[];
}

async function entriesIn(
  context: ServerContext,
  counter: CounterRecord,
  ranges: readonly SeqRange[],
): Promise<Found> {
  const { read } = context.database;
  const runs: EvidenceRun[] = [];
  const rows: EntryRow[] = [];
  for (const range of ranges) {
    const found = await entriesBetween(read, counter, range);
    const run = runOf(context, counter, found);
    const batchHead = await lastBatchHead(read, counter, range);
    if (run !== null) runs.push({ ...run, batchHead });
    rows.push(...found);
  }
  return { runs, rows };
}

/** EVIDENCE_NOTHING, CASE_UNKNOWN, COUNTER_UNKNOWN, INPUT_INVALID, or the file's text. */
export async function evidenceOf(
  context: ServerContext,
  of: EvidenceRequest,
): Promise<Result<string>> {
  const { read } = context.database;
  const { keys, crypto } = context;
  const { officeId, counterId, about } = of;
  const counter = await counterById(read, of);
  const head = await readHeadRow(read, of);
  if (counter === null || head === null) return fail('COUNTER_UNKNOWN', { counter: counterId });
  const ranges = await evidenceRanges(read, of, about);
  if (!ranges.ok) return ranges;
  const { runs, rows } = await entriesIn(context, counter, ranges.value);
  const bodies = bodiesOf(rows);
  const chargeIds = chargesIn(bodies);
  const caseId = about.kind === 'case' ? about.caseId : null;
  const wanted = { officeId, counterId, runs: ranges.value, chargeIds, caseId };
  const madeAt = context.now();
  const { seq, hash: headHash } = head;
  const evidence = {
    about,
    officeId,
    counterId,
    madeAt,
    rootPublicKey: keys.rootPublicKey,
    certificates: [...keys.certificates, ...(await certificatesOf(read, counter))],
    revokedKeyIds: keys.revokedKeyIds,
    tariffs: await tariffsNamed(context, bodies),
    runs,
    branches: await branchesOf(read, of),
    officeFacts: await officeFactsAbout(read, wanted),
    headProofs: await headProofs(context, of, ranges.value),
    roots: [],
    head: signHead({ counterId, seq, headHash, serverTime: madeAt }, keys.server),
  };
  return ok(buildEvidence(evidence, { signer: keys.server, digest: crypto.sha256 }));
}

/** All that HQ decided at an office, from the first fact on, and every root that was published. */
export async function officeEvidence(context: ServerContext, officeId: OfficeId): Promise<string> {
  const { read } = context.database;
  const { keys, crypto } = context;
  const roots = await publishedRoots(read, MAX_ROOTS);
  const evidence = {
    about: { kind: 'office' } as const,
    officeId,
    counterId: null,
    madeAt: context.now(),
    rootPublicKey: keys.rootPublicKey,
    certificates: keys.certificates,
    revokedKeyIds: keys.revokedKeyIds,
    tariffs: [],
    runs: [],
    branches: [],
    officeFacts: await officeFacts(read, officeId, () => true),
    headProofs: [],
    roots: roots.map(({ document }) => document).toReversed(),
    head: null,
  };
  return buildEvidence(evidence, { signer: keys.server, digest: crypto.sha256 });
}
