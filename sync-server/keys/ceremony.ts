/**
 * The key ceremony of a demonstration: every key in one folder, the root too. A real installation
 * makes each key where it is used and signs the certificates on a machine that has no network.
 */
import type { Instant } from '#domain/time.ts';
import { certificateToText, dayOf, issueCertificate, type Role } from '#protocol/certificates.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import {
  ensureSigner,
  ensureStickKey,
  hasCertificates,
  writeCertificates,
  type KeyName,
} from './key-store.ts';

const YEARS_DAYS = 3_653;

const ROLES: readonly (readonly [Role, KeyName])[] = [
  ['tariff_maker', 'maker'],
  ['tariff_approver', 'approver'],
  ['server', 'server'],
  ['enrolment_authority', 'enroller'],
];

export interface TariffSigners {
  readonly maker: ProtocolSigner;
  readonly approver: ProtocolSigner;
}

/** Makes what is missing and leaves the rest. */
export function holdCeremony(folder: string, at: Instant): TariffSigners {
  const root = ensureSigner(folder, 'root');
  ensureStickKey(folder);
  const today = dayOf(at);
  const validity = { validFromDay: today - 1, validToDay: today + YEARS_DAYS };
  const certificates = ROLES.map(([role, name]) => {
    const { publicKey } = ensureSigner(folder, name);
    return certificateToText({ bytes: issueCertificate({ role, publicKey, ...validity }, root) });
  });
  if (!hasCertificates(folder)) {
    const rootPublicKey = toBase64Url(root.publicKey);
    writeCertificates(folder, { rootPublicKey, certificates, revokedKeyIds: [] });
  }
  return { maker: ensureSigner(folder, 'maker'), approver: ensureSigner(folder, 'approver') };
}
