/** Certificates, trust and signed documents: docs/spec/keys.md. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import {
  certificateToText,
  issueCertificate,
  parseCertificate,
  verifyCertificate,
} from '#protocol/certificates.ts';
import { payloadHash, signDocument, verifySignedDocument } from '#protocol/signed.ts';
import { verifySignedTariff } from '#protocol/signed.ts';
import { buildTrust, trustedKey } from '#protocol/trust.ts';
import { COUNTER, crypto, makeAuthority, NOW, signerNamed, VALIDITY } from './authority.ts';

const authority = makeAuthority();
const { root, maker, approver, server, enroller, trust, counterCertificate } = authority;

test('K1 a key is named by the first 16 hex digits of the SHA-256 of its raw bytes', () => {
  expect(root.keyId).toMatch(/^[0-9a-f]{16}$/);
  expect(payloadHash('', crypto.sha256)).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

test('K6 a certificate reads back as issued', () => {
  const read = verifyCertificate({
    bytes: counterCertificate,
    issuerPublicKey: enroller.publicKey,
    crypto,
  });
  expect(read).toMatchObject({
    ok: true,
    value: { role: 'counter', counterId: COUNTER, issuerKeyId: enroller.keyId, ...VALIDITY },
  });
});

test('K7 a certificate with any bit changed is refused', () => {
  fc.assert(
    fc.property(fc.nat(counterCertificate.length * 8 - 1), (bit) => {
      const bytes = counterCertificate.slice();
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = verifyCertificate({ bytes, issuerPublicKey: enroller.publicKey, crypto });
      expect(read.ok).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test('K7 arbitrary bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(parseCertificate(bytes, crypto.sha256).ok).toBe(false);
    }),
  );
});

test('K8 trust is built only of what leads to the pinned root', () => {
  const stranger = signerNamed('stranger');
  const certificates = [
    ...authority.certificates,
    certificateToText({
      bytes: issueCertificate(
        { role: 'server', publicKey: stranger.publicKey, ...VALIDITY },
        stranger,
      ),
    }),
  ];
  expect(buildTrust({ rootPublicKey: root.publicKey, certificates }, crypto)).toMatchObject({
    error: { code: 'CERTIFICATE_INVALID' },
  });
  expect(
    buildTrust({ rootPublicKey: stranger.publicKey, certificates: authority.certificates }, crypto),
  ).toMatchObject({ error: { code: 'CERTIFICATE_INVALID' } });
});

test('K8 only the enrolment authority certifies counters: not the server, not the root', () => {
  for (const issuer of [server, root]) {
    const bytes = issueCertificate(
      {
        role: 'counter',
        publicKey: signerNamed('x').publicKey,
        counterId: 'KA-BLR-01-C9' as CounterId,
        ...VALIDITY,
      },
      issuer,
    );
    const certificates = [...authority.certificates, certificateToText({ bytes })];
    expect(buildTrust({ rootPublicKey: root.publicKey, certificates }, crypto).ok).toBe(false);
  }
});

test('K8 a revoked key is trusted for nothing, nor are counters it certified', () => {
  const certificates = [
    ...authority.certificates,
    certificateToText({ bytes: counterCertificate }),
  ];
  const revoked = buildTrust(
    { rootPublicKey: root.publicKey, certificates, revokedKeyIds: [enroller.keyId] },
    crypto,
  );
  expect(revoked.ok && revoked.value.byKeyId.size).toBe(3);
});

test('K8 a certificate holds on its days and for its role only', () => {
  const keyId = server.keyId;
  expect(trustedKey(trust, { keyId, role: 'server', at: NOW })?.keyId).toBe(keyId);
  expect(trustedKey(trust, { keyId, role: 'tariff_maker', at: NOW })).toBeNull();
  const late = instant(NOW + 800 * 86_400_000);
  expect(trustedKey(trust, { keyId, role: 'server', at: late })).toBeNull();
});

const tariff = (signers = [maker, approver], payload = '{"id":"x","fee":95000}') =>
  signDocument({ type: 'tariff', payload, signers });
const check = (text: string) => verifySignedTariff({ text, trust, at: NOW, crypto });

test('K11 P1 a tariff needs maker and approver: each alone, or one twice, is refused', () => {
  expect(check(tariff())).toEqual({ ok: true, value: '{"id":"x","fee":95000}' });
  for (const signers of [[maker], [approver], [maker, maker], [maker, server]]) {
    expect(check(tariff(signers))).toMatchObject({ error: { code: 'SIGNATURE_WRONG' } });
  }
});

test('K11 P1 a tariff edited by one byte is refused', () => {
  const text = tariff();
  expect(check(text.replace('95000', '95001'))).toMatchObject({
    error: { code: 'SIGNATURE_WRONG' },
  });
  const end = text.indexOf('"signatures"');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: end }), fc.integer({ min: 32, max: 126 }), (at, to) => {
      const changed = text.slice(0, at) + String.fromCharCode(to) + text.slice(at + 1);
      const answer = check(changed);
      if (answer.ok) expect(answer.value).toBe('{"id":"x","fee":95000}');
    }),
  );
});

test('K10 a signature of one type is worth nothing as another', () => {
  const text = signDocument({ type: 'feed', payload: '{}', signers: [server] });
  const as = (type: 'feed' | 'acknowledgement') =>
    verifySignedDocument({ text, type, roles: ['server'], trust, at: NOW, crypto }).ok;
  expect(as('feed')).toBe(true);
  expect(as('acknowledgement')).toBe(false);
});

test('K9 what is not a signed document answers, never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(check(text).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(check(text).ok).toBe(false);
    }),
  );
});
