/**
 * What HQ says it holds of a counter's chain, signed: an acknowledgement of a batch, and the head on
 * request. docs/spec/acknowledgement.md.
 */
import { z } from 'zod';

import { isCounterId, isHash, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { ProtocolCrypto, ProtocolSigner } from './crypto.ts';
import { parseJson, parseSignedDocument, signDocument, verifySignedDocument } from './signed.ts';
import type { Trust } from './trust.ts';

const counterId = z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v));
const hash = z.custom<Hash>((v) => typeof v === 'string' && isHash(v));
const instant = z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v));
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const acknowledgementShape = z.strictObject({
  formatVersion: z.literal(1),
  counterId,
  seq: count.min(1),
  headHash: hash,
  receivedAt: instant,
  /** `quarantined`: kept, but HQ holds another branch of this chain. */
  standing: z.enum(['stored', 'quarantined']),
});
export type Acknowledgement = z.infer<typeof acknowledgementShape>;

const headShape = z.strictObject({
  formatVersion: z.literal(1),
  counterId,
  /** 0 with the genesis hash where HQ holds nothing yet. */
  seq: count,
  headHash: hash,
  serverTime: instant,
});
export type HeadAnswer = z.infer<typeof headShape>;

/** A1: the fields in this order. */
export const signAcknowledgement = (
  of: Omit<Acknowledgement, 'formatVersion'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'acknowledgement',
    payload: JSON.stringify({
      formatVersion: 1,
      counterId: of.counterId,
      seq: of.seq,
      headHash: of.headHash,
      receivedAt: of.receivedAt,
      standing: of.standing,
    }),
    signers: [signer],
  });

export const signHead = (of: Omit<HeadAnswer, 'formatVersion'>, signer: ProtocolSigner): string =>
  signDocument({
    type: 'head',
    payload: JSON.stringify({
      formatVersion: 1,
      counterId: of.counterId,
      seq: of.seq,
      headHash: of.headHash,
      serverTime: of.serverTime,
    }),
    signers: [signer],
  });

interface Reading {
  readonly text: string;
  readonly counterId: CounterId;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}

interface ServerPayload {
  readonly counterId: CounterId;
}

/** K13: a server's key must hold on the day that the document itself names. */
function readSigned<T extends ServerPayload>(
  of: Reading,
  type: 'acknowledgement' | 'head',
  form: { readonly shape: z.ZodType<T>; readonly at: (payload: T) => Instant },
): Result<T> {
  const document = parseSignedDocument(of.text);
  if (!document.ok) return document;
  const payload = form.shape.safeParse(parseJson(document.value.payload));
  if (!payload.success) return fail('MESSAGE_UNREADABLE', { problem: type });
  const { text, trust, crypto } = of;
  const at = form.at(payload.data);
  const verified = verifySignedDocument({ text, type, roles: ['server'], trust, at, crypto });
  if (!verified.ok) return verified;
  if (payload.data.counterId !== of.counterId) {
    return fail('MESSAGE_UNREADABLE', { problem: `${type} of another counter` });
  }
  return ok(payload.data);
}

/** A2: signed by the server, of this counter. Whether it fits the chain is the caller's check. */
export const readAcknowledgement = (of: Reading): Result<Acknowledgement> =>
  readSigned(of, 'acknowledgement', { shape: acknowledgementShape, at: (ack) => ack.receivedAt });

export const readHead = (of: Reading): Result<HeadAnswer> =>
  readSigned(of, 'head', { shape: headShape, at: (head) => head.serverTime });
