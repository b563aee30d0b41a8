/** A whole chain of keys from fixed seeds, and a counter's chain of entries, for tests. */
import { utf8 } from '#domain/bytes.ts';
import { GENESIS_HASH, type CounterId, type Hash } from '#domain/ids.ts';
import { encodeEntry, hashEntry } from '#domain/journal/chain.ts';
import type { EntryOf, StoredEntry } from '#domain/journal/kinds.ts';
import { instant, isoDate } from '#domain/time.ts';
import { certificateToText, dayOf, issueCertificate, type Role } from '#protocol/certificates.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import { buildTrust } from '#protocol/trust.ts';
import { nodeCrypto, sha256, signerFromSeed } from '#server/keys/node-crypto.ts';

export const crypto = nodeCrypto;
export const NOW = instant(Date.UTC(2026, 10, 23, 6, 0, 0));
export const COUNTER = 'KA-BLR-01-C3' as CounterId;

/** The same name always makes the same key. */
export const signerNamed = (name: string): ProtocolSigner => signerFromSeed(sha256(utf8(name)));

const today = dayOf(NOW);
export const VALIDITY = { validFromDay: today - 10, validToDay: today + 700 };

export function makeAuthority() {
  const root = signerNamed('root');
  const maker = signerNamed('maker');
  const approver = signerNamed('approver');
  const server = signerNamed('server');
  const enroller = signerNamed('enroller');
  const counter = signerNamed('counter');
  const certify = (role: Role, signer: ProtocolSigner): Uint8Array =>
    issueCertificate({ role, publicKey: signer.publicKey, ...VALIDITY }, root);
  const certifyCounter = ({ publicKey }: ProtocolSigner): Uint8Array =>
    issueCertificate({ role: 'counter', publicKey, counterId: COUNTER, ...VALIDITY }, enroller);
  const certificates = [
    certify('tariff_maker', maker),
    certify('tariff_approver', approver),
    certify('server', server),
    certify('enrolment_authority', enroller),
  ].map((bytes) => certificateToText({ bytes }));
  const trust = buildTrust({ rootPublicKey: root.publicKey, certificates }, crypto);
  if (!trust.ok) throw new Error(trust.error.code);
  return {
    root,
    maker,
    approver,
    server,
    enroller,
    counter,
    certifyCounter,
    counterCertificate: certifyCounter(counter),
    certificates,
    trust: trust.value,
  };
}

export interface ChainOptions {
  readonly count: number;
  readonly after?: { readonly seq: number; readonly hash: Hash };
  readonly counterId?: CounterId;
  readonly keyId?: string;
  /** Tells two branches of one chain apart. */
  readonly branch?: string;
}

/** A chain of small entries, as a counter would store them. */
export function makeChain(options: ChainOptions): StoredEntry[] {
  const entries: StoredEntry[] = [];
  let { seq, hash: prevHash } = options.after ?? { seq: 0, hash: GENESIS_HASH };
  const counterId = options.counterId ?? COUNTER;
  for (let i = 0; i < options.count; i += 1) {
    seq += 1;
    const entry = {
      formatVersion: 1,
      officeId: counterId.slice(0, counterId.lastIndexOf('-')),
      counterId,
      keyId: options.keyId ?? 'unused',
      seq,
      kind: 'clock.jumped',
      staffId: null,
      shiftId: null,
      businessDate: isoDate('2026-11-23'),
      wallTimeMs: instant(NOW + seq),
      monotonicMs: seq,
      bootId: options.branch ?? 'boot',
      grossChargedPaise: 0,
      grossReversedPaise: 0,
      prevHash,
      body: { byMs: seq },
    } as EntryOf<'clock.jumped'>;
    const text = encodeEntry(entry);
    const hash = hashEntry(text, sha256);
    entries.push({ seq, text, hash, signature: null });
    prevHash = hash;
  }
  return entries;
}
