/**
 * The office chain: facts born at the server (cases, refunds, approvals, recalls, enrolments, daily
 * roots) as entries of one server-signed chain per office. Same discipline as a counter's journal:
 * the text is stored, copied and verified as it is. Numbered rules in docs/spec/office-chain.md.
 */
import { z } from 'zod';

import { concatBytes, toHex, utf8, type Digest } from '#domain/bytes.ts';
import { GENESIS_HASH, isHash, isOfficeId, type Hash, type OfficeId } from '#domain/ids.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseIsoDate, type Instant, type IsoDate } from '#domain/time.ts';
import { withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';
import { CASH_FACTS, DAY_FACTS } from './office-cash-facts.ts';
import { parseJson } from './signed.ts';
import { trustedKey, type Trust } from './trust.ts';

/** No entry is longer, in characters. */
export const MAX_OFFICE_ENTRY_CHARS = 1_048_576;

const name = z.string().min(1).max(64);
const hex32 = z.string().regex(/^[0-9a-f]{32}$/);
const staffId = z.string().min(1).max(16);
const reason = z.string().min(3).max(500);
const words = z.string().min(1).max(300);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const money = z.custom<Paise>((v) => isPaise(v) && v >= 0);
const signedMoney = z.custom<Paise>((v) => isPaise(v));
const isoDate = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const hash = z.custom<Hash>((v) => typeof v === 'string' && isHash(v));
const details = z.record(z.string(), z.union([z.string(), z.number()]));
const basis = z.enum(['knowable', 'law', 'sanction']);
const chargeOf = { counterId: name, seq: count, receiptNumber: name };

const upiPayment = {
  counterId: name,
  chargeId: name,
  orderId: name,
  gatewayPaymentId: name,
  amountPaise: count,
};

const accountLines = z
  .array(z.strictObject({ account: z.string().min(1).max(96), amountPaise: signedMoney }))
  .max(200)
  .readonly();
const settlementPart = {
  settlementId: name,
  utr: name,
  grossPaise: money,
  refundedPaise: money,
  feePaise: money,
  taxPaise: money,
};

/** OC7: what an office chain can say. A kind is never renamed, a field never changes its meaning. */
export const OFFICE_FACTS = {
  ...DAY_FACTS,
  ...CASH_FACTS,
  'case.opened': z.strictObject({ caseId: hex32, counterId: name, kind: name, details }),
  'case.assigned': z.strictObject({ caseId: hex32, assignee: staffId, staffId }),
  'case.closed': z.strictObject({ caseId: hex32, resolution: name, reason, staffId }),
  'refund.proposed': z.strictObject({
    refundId: hex32,
    ...chargeOf,
    citizenRef: hex32,
    chargedPaise: count,
    expectedPaise: count,
    amountPaise: count.min(1),
    basis,
    /** By whom and why it was asked for, where a person did. */
    staffId: staffId.optional(),
    reason: reason.optional(),
  }),
  /** The fee was found to be another since: only before anybody has approved. */
  'refund.changed': z.strictObject({
    refundId: hex32,
    expectedPaise: count,
    amountPaise: count.min(1),
    basis,
  }),
  'refund.withdrawn': z.strictObject({ refundId: hex32, reason: name }),
  'refund.endorsed': z.strictObject({ refundId: hex32, staffId }),
  /** By another person than who endorsed it. */
  'refund.approved': z.strictObject({
    refundId: hex32,
    staffId,
    amountPaise: money.optional(),
    /** RS2: of the office's own series. */
    sanctionNumber: name.optional(),
  }),
  'refund.paid': z.strictObject({
    refundId: hex32,
    staffId,
    amountPaise: money.optional(),
    how: z.enum(['cash', 'bank', 'upi']),
    /** The voucher's or the bank's number; never a name. */
    reference: name,
  }),
  /** Gateway evidence that pays a charge (U6); what the counter is told follows it. */
  'payment.settled': z.strictObject({ ...upiPayment }),
  /** A payment that settles nothing is owed back (U10); the refund follows it. */
  'payment.refund_owed': z.strictObject({
    ...upiPayment,
    reason: name,
    receiptNumber: name.optional(),
  }),
  /** `refunded` by us, `by_gateway` by itself, `stuck`: a person must look. */
  'payment.refund_ended': z.strictObject({
    ...upiPayment,
    state: name,
    receiptNumber: name.optional(),
  }),
  /** What of a charge's money the gateway holds more than before, and what of it is owed back. */
  'payment.moved': z.strictObject({
    counterId: name,
    chargeId: name,
    upiPaise: signedMoney,
    owedPaise: signedMoney,
  }),
  /**
   * The office's part of what the gateway paid out reached the bank (U26). `feePaise` is fee and tax,
   * `taxPaise` of that the tax; `nth` counts from 1 where more of it was found later.
   */
  'settlement.arrived': z.strictObject({
    ...settlementPart,
    nth: count.min(1),
    payments: count,
    settledOn: isoDate,
    /** Their sum is what reached the bank; a later fact may move some between accounts. */
    lines: accountLines,
  }),
  /** The bank sent all of it back. */
  'settlement.returned': z.strictObject({ ...settlementPart, lines: accountLines }),
  /** PO1: what was settled for the office and not sent on is to go to the treasury. */
  'payout.ordered': z.strictObject({
    payoutId: name,
    amountPaise: money,
    lines: accountLines,
    staffId,
  }),
  /** By another person than who ordered it. */
  'payout.approved': z.strictObject({ payoutId: name, staffId }),
  'payout.withdrawn': z.strictObject({ payoutId: name, staffId, reason }),
  /** What the bank says; `reference` is its own, `reason` why it would not have it. */
  'payout.ended': z.strictObject({
    payoutId: name,
    state: z.enum(['paid', 'failed', 'reversed']),
    reference: name.nullable(),
    reason: z.string().max(200).optional(),
  }),
  /** A transfer that the bank sent back after all. */
  'treasury.returned': z.strictObject({ remittanceId: name, lines: accountLines }),
  /** What becomes of the money of a branch that lost. */
  'quarantine.decided': z.strictObject({
    caseId: hex32,
    counterId: name,
    branchHead: hash,
    decision: z.enum(['accounted', 'not_taken']),
    amountPaise: z.number().int(),
    staffId,
  }),
  /** HQ's leave to pay a counter's slip for change at another one: once a slip (CA14). */
  'slip.granted': z.strictObject({
    grantId: hex32,
    slipId: name,
    /** Whose slip it is. */
    counterId: name,
    payer: name,
    amountPaise: count.min(1),
  }),
  'tariff.published': z.strictObject({ tariffId: name, version: count, hash }),
  'tariff.recalled': z.strictObject({ tariffId: name, version: count, reason, staffId }),
  'counter.enrolled': z.strictObject({ counterId: name, keyId: name, certificateHash: hash }),
  'counter.key_rotated': z.strictObject({ counterId: name, keyId: name, certificateHash: hash }),
  'counter.retired': z.strictObject({ counterId: name, seq: count, headHash: hash }),
  /** What somebody at HQ asked of a counter, or with `to` null of a whole office (F10). */
  'counter.asked': z.strictObject({
    commandId: hex32,
    to: name.nullable(),
    command: name,
    texts: z.strictObject({ en: words, hi: words }).optional(),
    staffId,
  }),
  /**
   * What a citizen says of a charge, or that nobody answered. Whom it was about is a salted digest:
   * the salt lies at HQ alone.
   */
  'citizen.answered': z.strictObject({
    callId: hex32,
    counterId: name,
    about: z.enum(['receipt', 'quote']),
    subjectDigest: hash,
    answer: z.enum(['exact', 'more', 'no_receipt', 'no_answer']),
    channel: z.enum(['call', 'counter']),
  }),
  /** Somebody at HQ looked up whom an answer was about. */
  'citizen.revealed': z.strictObject({ callId: hex32, staffId, reason }),
  /** A one-time code was given out; the code itself is nowhere (K16). */
  'counter.code_given': z.strictObject({ counterId: name, staffId }),
  'root.published': z.strictObject({ date: z.string().length(10), documentHash: hash }),
} as const;

export type OfficeFactKind = keyof typeof OFFICE_FACTS;
export type OfficeFactBody<K extends OfficeFactKind> = z.infer<(typeof OFFICE_FACTS)[K]>;
/** A fact: discriminated by its kind. */
export type OfficeFact = {
  [K in OfficeFactKind]: { readonly kind: K; readonly body: OfficeFactBody<K> };
}[OfficeFactKind];

const entryShape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  seq: count.min(1),
  at: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
  prevHash: hash,
  kind: z.string().min(1).max(40),
  body: z.record(z.string(), z.unknown()),
});
export type OfficeEntry = z.infer<typeof entryShape>;

/** An entry as it lies in the table and in the copy. */
export interface StoredOfficeEntry {
  readonly text: string;
  readonly hash: Hash;
  /** Ed25519 by the server's key, base64url. */
  readonly signature: string;
}

export interface OfficeHead {
  readonly seq: number;
  readonly hash: Hash;
}

export const OFFICE_GENESIS: OfficeHead = { seq: 0, hash: GENESIS_HASH };

/** OC2: `SHA-256("raseed/office-entry/1" NUL || bytes)`. */
export const hashOfficeEntry = (text: string, digest: Digest): Hash =>
  toHex(digest(withPrefix('office-entry', utf8(text)))) as Hash;

const signatureInput = (of: Hash): Uint8Array =>
  concatBytes(withPrefix('office-entry-signature', utf8(of)));

/** OC1, OC3: the entry that follows `head`, in the spec's order of fields. */
export function makeOfficeEntry(of: {
  readonly officeId: string;
  readonly at: Instant;
  readonly fact: OfficeFact;
  readonly head: OfficeHead;
  readonly signer: ProtocolSigner;
  readonly digest: Digest;
}): StoredOfficeEntry & { readonly seq: number } {
  const { fact, head, signer } = of;
  const seq = head.seq + 1;
  const text = JSON.stringify({
    formatVersion: 1,
    officeId: of.officeId,
    keyId: signer.keyId,
    seq,
    at: of.at,
    prevHash: head.hash,
    kind: fact.kind,
    body: fact.body,
  });
  const entryHash = hashOfficeEntry(text, of.digest);
  const signature = toBase64Url(signer.sign(signatureInput(entryHash)));
  return { seq, text, hash: entryHash, signature };
}

export function decodeOfficeEntry(text: string): Result<OfficeEntry> {
  if (text.length > MAX_OFFICE_ENTRY_CHARS) return fail('ENTRY_UNREADABLE');
  const parsed = entryShape.safeParse(parseJson(text));
  return parsed.success ? ok(parsed.data) : fail('ENTRY_UNREADABLE');
}

/** OC7: null where a newer program wrote the kind, or the body is not of its kind's form. */
export function officeFactOf(entry: OfficeEntry): OfficeFact | null {
  if (!Object.hasOwn(OFFICE_FACTS, entry.kind)) return null;
  const kind = entry.kind as OfficeFactKind;
  const body = OFFICE_FACTS[kind].safeParse(entry.body);
  return body.success ? ({ kind, body: body.data } as OfficeFact) : null;
}

/** OC4: seq, hash and predecessor. */
export function checkOfficeLink(
  head: OfficeHead,
  stored: StoredOfficeEntry,
  of: { readonly officeId: string; readonly digest: Digest },
): Result<{ readonly entry: OfficeEntry; readonly head: OfficeHead }> {
  const seq = head.seq + 1;
  const found = hashOfficeEntry(stored.text, of.digest);
  if (found !== stored.hash) return fail('CHAIN_HASH_WRONG', { seq });
  const entry = decodeOfficeEntry(stored.text);
  if (!entry.ok) return entry;
  if (entry.value.officeId !== of.officeId) return fail('CHAIN_FOREIGN', { seq });
  if (entry.value.seq !== seq) {
    return fail('CHAIN_GAP', { expected: seq, found: entry.value.seq });
  }
  if (entry.value.prevHash !== head.hash) return fail('CHAIN_BROKEN', { seq });
  return ok({ entry: entry.value, head: { seq, hash: found } });
}

export interface OfficeChainCheck {
  readonly officeId: string;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}

/** OC5: by a server's key that held on the entry's own day. */
export function isOfficeEntrySigned(
  entry: OfficeEntry,
  stored: StoredOfficeEntry,
  of: Pick<OfficeChainCheck, 'trust' | 'crypto'>,
): boolean {
  const { keyId, at } = entry;
  const certificate = trustedKey(of.trust, { keyId, role: 'server', at });
  const signature = fromBase64Url(stored.signature);
  if (certificate === null || signature === null) return false;
  const { publicKey } = certificate;
  return of.crypto.verifyEd25519({ publicKey, message: signatureInput(stored.hash), signature });
}

/** OC4, OC5 over a run; answers its new head. CHAIN_*, ENTRY_UNREADABLE, CHAIN_SIGNATURE_WRONG. */
export function verifyOfficeRun(
  from: OfficeHead,
  run: readonly StoredOfficeEntry[],
  of: OfficeChainCheck,
): Result<OfficeHead> {
  let head = from;
  for (const stored of run) {
    const { officeId, crypto } = of;
    const linked = checkOfficeLink(head, stored, { officeId, digest: crypto.sha256 });
    if (!linked.ok) return linked;
    if (!isOfficeEntrySigned(linked.value.entry, stored, of)) {
      return fail('CHAIN_SIGNATURE_WRONG', { seq: linked.value.head.seq });
    }
    head = linked.value.head;
  }
  return ok(head);
}
