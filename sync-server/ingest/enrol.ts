/**
 * A one-time code and a public key become a counter: its certificate, its head row, its first feed.
 * The same code with the same key is answered again, because the first answer may have been lost.
 */
import { equalBytes, toHex } from '#domain/bytes.ts';
import type { CounterId, Hash, OfficeId } from '#domain/ids.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { instant, istDate, type Instant } from '#domain/time.ts';
import { certificateToText, dayOf, issueCertificate } from '#protocol/certificates.ts';
import { keyIdOf } from '#protocol/crypto.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { enrolmentCodeHash, parseEnrolmentCode, signEnrolment } from '#protocol/enrolment.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { openCase } from '#server/store/cases.ts';
import { putSuccession, successorOf } from '#server/store/counter-keys.ts';
import type { Writer } from '#server/store/database.ts';
import { lockHead } from '#server/store/entries.ts';
import {
  counterById,
  counterByKey,
  insertCounter,
  lockCode,
  markCodeUsed,
  type CounterRecord,
} from '#server/store/fleet.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { signedFeed } from './feed.ts';

/** Three years: a counter's machine is replaced before. */
export const CERTIFICATE_DAYS = 1_096;

/** K22: what the device was before, by the head that HQ had acknowledged to it. */
export interface NamedPredecessor {
  readonly counterId: CounterId;
  readonly seq: number;
  readonly headHash: Hash;
}

interface EnrolmentRequest {
  readonly code: string;
  readonly publicKey: Uint8Array;
  readonly successorOf?: NamedPredecessor | undefined;
}

/** K23: the predecessor is of the same office, is not itself, and has one successor for ever. */
async function succeed(
  context: ServerContext,
  writer: Writer,
  of: {
    readonly counter: CounterRecord;
    readonly named: NamedPredecessor;
    readonly at: Instant;
  },
): Promise<Result<null>> {
  const { counter, named, at } = of;
  const { officeId } = counter;
  const predecessor = { officeId, counterId: named.counterId };
  const known = await counterById(writer, predecessor);
  if (known === null || named.counterId === counter.counterId) {
    return fail('COUNTER_UNKNOWN', { counter: named.counterId });
  }
  const head = await lockHead(writer, predecessor);
  await putSuccession(writer, {
    ...predecessor,
    successorId: counter.counterId,
    namedSeq: named.seq,
    namedHash: named.headHash,
    heldSeq: head?.seq ?? 0,
    at,
  });
  const successor = await successorOf(writer, predecessor);
  if (successor !== counter.counterId) return fail('ENROLMENT_CODE_USED');
  // Why it was put aside, and what it took along, is for a person to find out (K23).
  await openCase(context, writer, {
    ...predecessor,
    kind: 'counter_succeeded',
    subject: successor,
    openedAt: at,
    details: { successor, heldSeq: head?.seq ?? 0, namedSeq: named.seq },
  });
  return ok(null);
}

type Enrolled =
  | { readonly ok: true; readonly value: CounterRecord }
  | { readonly ok: false; readonly error: Failure };

async function claim(
  context: ServerContext,
  writer: Writer,
  of: EnrolmentRequest & { readonly at: Instant },
): Promise<Enrolled> {
  const code = parseEnrolmentCode(of.code);
  if (code === null) return fail('ENROLMENT_CODE_WRONG');
  const codeHash = enrolmentCodeHash(code, context.crypto.sha256);
  const held = await lockCode(writer, codeHash);
  if (held === null) return fail('ENROLMENT_CODE_WRONG');
  const existing = await counterById(writer, held);
  if (held.usedAt !== null) {
    const isSame = held.usedPublicKey !== null && equalBytes(held.usedPublicKey, of.publicKey);
    return isSame && existing !== null ? ok(existing) : fail('ENROLMENT_CODE_USED');
  }
  if (held.expiresAt <= of.at) {
    return fail('ENROLMENT_CODE_EXPIRED', { ended: istDate(instant(held.expiresAt)) });
  }
  // A counter's identity is for one device and one journal, for ever.
  if (existing !== null) return fail('ENROLMENT_CODE_USED');
  const keyId = keyIdOf(of.publicKey, context.crypto.sha256);
  if ((await counterByKey(writer, keyId)) !== null) {
    return fail('INPUT_INVALID', { field: 'publicKey' });
  }
  const { officeId, counterId } = held;
  const { publicKey } = of;
  const today = dayOf(of.at);
  const certificate = issueCertificate(
    {
      role: 'counter',
      publicKey,
      counterId,
      validFromDay: today - 1,
      validToDay: today + CERTIFICATE_DAYS,
    },
    context.keys.enroller,
  );
  const counter = { officeId, counterId, keyId, publicKey, certificate, enrolledAt: of.at };
  if (of.successorOf !== undefined) {
    const succeeded = await succeed(context, writer, { counter, named: of.successorOf, at: of.at });
    if (!succeeded.ok) return succeeded;
  }
  await insertCounter(writer, counter);
  const certificateHash = toHex(context.crypto.sha256(certificate)) as Hash;
  const fact = { kind: 'counter.enrolled', body: { counterId, keyId, certificateHash } } as const;
  await recordFact(context, writer, { officeId, at: of.at, fact });
  await markCodeUsed(writer, codeHash, { usedAt: of.at, publicKey });
  return ok(counter);
}

/** Answers the signed enrolment's text. */
export async function enrol(context: ServerContext, of: EnrolmentRequest): Promise<Result<string>> {
  const at = context.now();
  const claimed = await context.database.transact((writer) =>
    claim(context, writer, { ...of, at }),
  );
  if (!claimed.ok) return claimed;
  if (!claimed.value.ok) return claimed.value;
  const counter = claimed.value.value;
  const feed = await signedFeed(context, { counter, cursor: 0 });
  if (!feed.ok) return feed;
  context.log.info('counter.enrolled', { counterId: counter.counterId });
  const answer = {
    officeId: counter.officeId satisfies OfficeId,
    counterId: counter.counterId,
    issuedAt: at,
    rootPublicKey: toBase64Url(context.keys.rootPublicKey),
    certificate: certificateToText({ bytes: counter.certificate }),
    certificates: [...context.keys.certificates],
    feed: feed.value,
  };
  return afterCopied(context, counter.officeId, () =>
    ok(signEnrolment(answer, context.keys.server)),
  );
}
