/** Whose sealing keys a counter believes: those of certified counters of its own office, and no other. */
import { describe, expect, it } from 'vitest';

import type { CounterId, OfficeId } from '#domain/ids.ts';
import { certificateToText, issueCertificate } from '#protocol/certificates.ts';
import { parseSealOffer, readSealOffer, signSealOffer } from '#protocol/seal-offer.ts';
import { crypto, makeAuthority, NOW, signerNamed, VALIDITY } from '#tests/protocol/authority.ts';

const OFFICE = 'KA-BLR-01' as OfficeId;
const OTHER = 'KA-BLR-01-C4' as CounterId;
const { trust, enroller } = makeAuthority();

function offerOf(
  of: {
    readonly counterId?: CounterId;
    readonly officeId?: OfficeId;
    readonly certified?: CounterId;
    readonly issuer?: typeof enroller;
    readonly signer?: typeof enroller;
  } = {},
): string {
  const own = signerNamed('another counter');
  const { counterId = OTHER, officeId = OFFICE, issuer = enroller, signer = own } = of;
  const bytes = issueCertificate(
    {
      role: 'counter',
      publicKey: own.publicKey,
      counterId: of.certified ?? counterId,
      ...VALIDITY,
    },
    issuer,
  );
  const certificate = certificateToText({ bytes });
  const sealingKey = 'A'.repeat(43);
  return signSealOffer({ officeId, counterId, sealingKey, certificate, at: NOW }, signer);
}

const read = (text: string) => {
  const offer = readSealOffer({ text, officeId: OFFICE, trust, crypto });
  return offer.ok ? offer.value.counterId : offer.error.code;
};

describe('an offered sealing key', () => {
  it('FP30 is believed of a certified counter of this office', () => {
    expect(read(offerOf())).toBe(OTHER);
    expect(parseSealOffer(offerOf())?.counterId).toBe(OTHER);
  });

  it('FP30 FP31 is refused without the authority’s certificate or the counter’s own signature', () => {
    expect(read(offerOf({ issuer: signerNamed('somebody') }))).toBe('CERTIFICATE_INVALID');
    expect(read(offerOf({ signer: signerNamed('somebody') }))).toBe('SIGNATURE_WRONG');
    expect(read(offerOf({ certified: 'KA-BLR-01-C5' as CounterId }))).toBe('SIGNATURE_WRONG');
  });

  it('FP30 is refused of another office, or changed on the way', () => {
    const foreign = { counterId: 'KA-MYS-02-C1' as CounterId, officeId: 'KA-MYS-02' as OfficeId };
    expect(read(offerOf(foreign))).toBe('SIGNATURE_WRONG');
    expect(read(offerOf({ counterId: foreign.counterId }))).toBe('SIGNATURE_WRONG');
    expect(read(offerOf().replace('AAAAAA', 'AAAAAB'))).toBe('SIGNATURE_WRONG');
    expect(read('{}')).toBe('MESSAGE_UNREADABLE');
    expect(parseSealOffer('nothing')).toBeNull();
  });
});
