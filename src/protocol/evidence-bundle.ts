/**
 * The evidence bundle as one file: an index, parts of one line each, and HQ's signature over the
 * index. Whoever gets it needs nothing else: keys, tariffs and the counter's own signatures are in
 * it, and every byte is under a hash. Numbered rules in docs/spec/evidence-bundle.md. Checking is
 * `build/verify/verify.mjs`, which shares no code with this.
 */
import { toHex, utf8, type Digest } from '#domain/bytes.ts';
import type { CounterId, Hash, OfficeId } from '#domain/ids.ts';
import { formatIst, type Instant } from '#domain/time.ts';
import type { ProtocolSigner } from './crypto.ts';
import { toBase64Url } from './encoding.ts';
import { signDocument } from './signed.ts';
import type { HeadProof } from './transparency.ts';

/** What a bundle is about, in the words of whoever asked for it. */
export type EvidenceSubject =
  | { readonly kind: 'receipt'; readonly receiptNumber: string }
  | { readonly kind: 'shift'; readonly shiftId: string }
  | { readonly kind: 'day'; readonly businessDate: string }
  | { readonly kind: 'range'; readonly fromSeq: number; readonly toSeq: number }
  | { readonly kind: 'case'; readonly caseId: string }
  | { readonly kind: 'office' };

export interface EvidenceEntry {
  /** The exact text. */
  readonly text: string;
  /** base64url, or null for kinds that the chain alone covers. */
  readonly signature: string | null;
}

/** Entries without a gap, oldest first. */
export interface EvidenceRun {
  readonly firstSeq: number;
  readonly entries: readonly EvidenceEntry[];
  /** HQ's signed acknowledgement of the run's last entry. */
  readonly acknowledgement: string;
  /** The signed first line (B3, B6) of the last batch that ended within the run. */
  readonly batchHead: BatchHeadText | null;
}

interface BatchHeadText {
  readonly header: string;
  readonly signature: string;
}

/** A batch that is no part of the chain: another branch, or one that does not hold together. */
export interface EvidenceBranch extends BatchHeadText {
  readonly entries: readonly EvidenceEntry[];
}

export interface Evidence {
  readonly about: EvidenceSubject;
  readonly officeId: OfficeId;
  /** Null for a bundle about the office. */
  readonly counterId: CounterId | null;
  readonly madeAt: Instant;
  /** Raw Ed25519, 32 bytes. */
  readonly rootPublicKey: Uint8Array;
  /** base64url, the counter's own among them. */
  readonly certificates: readonly string[];
  readonly revokedKeyIds: readonly string[];
  /** Signed documents of every tariff that the entries name. */
  readonly tariffs: readonly string[];
  readonly runs: readonly EvidenceRun[];
  /** What HQ decided about it: entries of the office's chain, each signed, ascending. */
  readonly officeFacts: readonly EvidenceEntry[];
  /** Answers of `/v1/public/proofs`: that a published daily root holds the counter's head. */
  readonly headProofs: readonly HeadProof[];
  readonly branches: readonly EvidenceBranch[];
  /** Every daily root, signed, the first one first; of a bundle about the office. */
  readonly roots: readonly string[];
  /** HQ's signed head of the counter's chain; null for a bundle about the office. */
  readonly head: string | null;
}

export interface EvidencePart {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Hash;
}

/** Entries of one part; a run may need several. */
export const ENTRIES_A_PART = 500;

interface Part {
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const entriesOf = (of: readonly EvidenceEntry[]): readonly EvidenceEntry[] =>
  of.map(({ text, signature }) => ({ text, signature }));

function entryParts(run: EvidenceRun): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < run.entries.length; at += ENTRIES_A_PART) {
    const entries = entriesOf(run.entries.slice(at, at + ENTRIES_A_PART));
    const firstSeq = run.firstSeq + at;
    parts.push({ name: `entries-${firstSeq}`, content: { type: 'entries', firstSeq, entries } });
  }
  const document = run.acknowledgement;
  const lastSeq = run.firstSeq + run.entries.length - 1;
  if (run.batchHead !== null) {
    const { header, signature } = run.batchHead;
    const content = { type: 'batch-head', header, signature };
    parts.push({ name: `batch-head-${lastSeq}`, content });
  }
  const name = `acknowledgement-${lastSeq}`;
  return [...parts, { name, content: { type: 'acknowledgement', document } }];
}

function officeParts(facts: readonly EvidenceEntry[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < facts.length; at += ENTRIES_A_PART) {
    const entries = entriesOf(facts.slice(at, at + ENTRIES_A_PART));
    const name = `office-entries-${at + 1}`;
    parts.push({ name, content: { type: 'office-entries', entries } });
  }
  return parts;
}

const branchPart = ({ header, signature, entries }: EvidenceBranch, index: number): Part => ({
  name: `branch-${index + 1}`,
  content: { type: 'branch', header, signature, entries: entriesOf(entries) },
});

const numbered = <T>(
  of: readonly T[],
  type: string,
  content: (each: T) => Readonly<Record<string, unknown>>,
): readonly Part[] =>
  of.map((each, index) => ({
    name: `${type}-${index + 1}`,
    content: { type, ...content(each) },
  }));

const oneOrNone = (type: string, content: Readonly<Record<string, unknown>> | null) =>
  content === null ? [] : [{ name: type, content: { type, ...content } }];

function contentParts(of: Evidence): readonly Part[] {
  const { certificates, revokedKeyIds, rootPublicKey, roots, head } = of;
  return [
    ...oneOrNone('root', { rootPublicKey: toBase64Url(rootPublicKey) }),
    ...oneOrNone('certificates', { certificates, revokedKeyIds }),
    ...numbered(of.tariffs, 'tariff', (document) => ({ document })),
    ...of.runs.flatMap(entryParts),
    ...of.branches.map(branchPart),
    ...officeParts(of.officeFacts),
    ...numbered(of.headProofs, 'head-proof', (proof) => ({ proof })),
    ...oneOrNone('roots', roots.length === 0 ? null : { documents: roots }),
    ...oneOrNone('head', head === null ? null : { document: head }),
  ];
}

const PART_A = [
  'PART A (to be filled by the party)',
  'I, ____________________ (name), son/daughter/spouse of ____________________,',
  'residing/employed at ____________________, do hereby solemnly affirm and sincerely state and',
  'submit as follows:',
  'I have produced electronic record/output of the digital record taken from the following',
  'device/digital record source (tick): [ ] computer / storage media  [ ] DVR  [ ] mobile',
  '[ ] flash drive  [ ] CD/DVD  [ ] server  [ ] cloud  [ ] other: ____________________',
  'Make and model: __________  Colour: __________  Serial number: __________',
  'IMEI/UIN/UID/MAC/Cloud ID: __________  and any other relevant information: __________',
  'The digital device or the digital record source was under the lawful control for regularly',
  'creating, storing or processing information for the purposes of carrying out regular activities',
  'and during this period the computer or the communication device was working properly and the',
  'relevant information was regularly fed into the computer during the ordinary course of business.',
  'If the computer/digital device at any point of time was not working properly or out of operation,',
  'then it has not affected the electronic/digital record or its accuracy. The digital device or the',
  'source of the digital record is: [ ] owned  [ ] maintained  [ ] managed  [ ] operated by me.',
  'Date (DD/MM/YYYY): __________  Time (IST): __________  Place: __________',
  'Name and signature: ____________________',
];

const PART_B = [
  'PART B (to be filled by the expert)',
  'I, ____________________ (name), son/daughter/spouse of ____________________,',
  'residing/employed at ____________________, do hereby solemnly affirm and sincerely state and',
  'submit as follows:',
  'The produced electronic record/output of the digital record is obtained from the following',
  'device/digital record source (tick): [ ] computer / storage media  [ ] DVR  [ ] mobile',
  '[ ] flash drive  [ ] CD/DVD  [ ] server  [ ] cloud  [ ] other: ____________________',
  'Make and model: __________  Colour: __________  Serial number: __________',
  'IMEI/UIN/UID/MAC/Cloud ID: __________  and any other relevant information: __________',
  'Date (DD/MM/YYYY): __________  Time (IST): __________  Place: __________',
  'Name, designation and signature: ____________________',
];

const whatIsIn = ({ counterId, officeId }: Evidence): string =>
  counterId === null
    ? `HQ's record of office ${officeId}`
    : `journal of counter ${counterId}, office ${officeId}`;

/** Section 63(4)(c), the Schedule: unsigned, to be compared with the Act in force and completed. */
function certificateDraft(of: Evidence, parts: readonly EvidencePart[]): string {
  const hashes = parts.map(({ name, bytes, sha256 }) => `  ${sha256}  ${bytes} bytes  ${name}`);
  return [
    'DRAFT, NOT SIGNED',
    'Certificate under section 63(4)(c) of the Bharatiya Sakshya Adhiniyam, 2023',
    '',
    `Electronic record: ${whatIsIn(of)};`,
    `subject: ${JSON.stringify(of.about)}; exported ${formatIst(of.madeAt)}.`,
    '',
    ...PART_A,
    '',
    ...PART_B,
    '',
    'The hash value of the whole file, as the verifier prints it: ______________________________',
    'HASH REPORT (enclosed with both parts), algorithm SHA256:',
    ...hashes,
    '',
  ].join('\n');
}

const measure = (name: string, line: string, digest: Digest): EvidencePart => {
  const bytes = utf8(line);
  return { name, bytes: bytes.length, sha256: toHex(digest(bytes)) as Hash };
};

/** E1 to E5: the whole file's text. */
export function buildEvidence(
  of: Evidence,
  by: { readonly signer: ProtocolSigner; readonly digest: Digest },
): string {
  const { signer, digest } = by;
  const named = contentParts(of).map(({ name, content }) => ({
    name,
    line: JSON.stringify(content),
  }));
  const parts = named.map(({ name, line }) => measure(name, line, digest));
  const text = certificateDraft(of, parts);
  const draft = JSON.stringify({ type: 'section-63-draft', text });
  const index = JSON.stringify({
    format: 'raseed/evidence/1',
    about: of.about,
    officeId: of.officeId,
    counterId: of.counterId,
    madeAt: of.madeAt,
    parts: [...parts, measure('section-63-draft', draft, digest)],
  });
  const statement = signDocument({
    type: 'evidence',
    payload: JSON.stringify({
      formatVersion: 1,
      indexSha256: toHex(digest(utf8(index))),
      madeAt: of.madeAt,
    }),
    signers: [signer],
  });
  return `${[index, ...named.map(({ line }) => line), draft, statement].join('\n')}\n`;
}
