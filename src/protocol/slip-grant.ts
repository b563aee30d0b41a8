/**
 * HQ's leave for one counter to pay another's slip for change, signed: once a slip, with the amount
 * that its own counter owes. docs/spec/cash.md, CA14.
 */
import { z } from 'zod';

import { isCounterId, isOfficeId, type CounterId, type OfficeId } from '#domain/ids.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { ProtocolCrypto, ProtocolSigner } from './crypto.ts';
import { parseJson, parseSignedDocument, signDocument, verifySignedDocument } from './signed.ts';
import type { Trust } from './trust.ts';

const counterId = z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v));

const grantShape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  grantId: z.string().regex(/^[0-9a-f]{32}$/),
  slipId: z.string().min(3).max(45),
  owner: counterId,
  payer: counterId,
  amountPaise: z.custom<Paise>((v) => isPaise(v) && v > 0),
  at: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
});
export type SlipGrant = z.infer<typeof grantShape>;

export const signSlipGrant = (
  of: Omit<SlipGrant, 'formatVersion'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'slip-grant',
    payload: JSON.stringify({
      formatVersion: 1,
      officeId: of.officeId,
      grantId: of.grantId,
      slipId: of.slipId,
      owner: of.owner,
      payer: of.payer,
      amountPaise: of.amountPaise,
      at: of.at,
    }),
    signers: [signer],
  });

/** By a server's key of its day, for this counter and this slip; else it is nobody's leave. */
export function readSlipGrant(of: {
  readonly text: string;
  readonly slipId: string;
  readonly payer: CounterId;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): Result<SlipGrant> {
  const { text, trust, crypto } = of;
  const document = parseSignedDocument(text);
  if (!document.ok) return document;
  const parsed = grantShape.safeParse(parseJson(document.value.payload));
  if (!parsed.success) return fail('MESSAGE_UNREADABLE', { problem: 'slip grant' });
  const grant = parsed.data;
  const verified = verifySignedDocument({
    text,
    type: 'slip-grant',
    roles: ['server'],
    trust,
    at: grant.at,
    crypto,
  });
  if (!verified.ok) return verified;
  const isOurs = grant.slipId === of.slipId && grant.payer === of.payer;
  return isOurs ? ok(grant) : fail('MESSAGE_UNREADABLE', { problem: 'grant of another slip' });
}
