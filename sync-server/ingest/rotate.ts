/**
 * A certificate for a counter's next key (K18 to K20). Nothing changes at HQ until the counter's own
 * journal says that the key was rotated; asking twice answers the same certificate.
 */
import { equalBytes } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { certificateToText, dayOf, issueCertificate } from '#protocol/certificates.ts';
import { readRotation, type Rotation } from '#protocol/rotation.ts';
import { parseSignedDocument } from '#protocol/signed.ts';
import type { ServerContext } from '#server/context.ts';
import { insertKey, keyById } from '#server/store/counter-keys.ts';
import { counterByKey } from '#server/store/fleet.ts';
import { CERTIFICATE_DAYS } from './enrol.ts';

async function certify(context: ServerContext, rotation: Rotation): Promise<Result<Uint8Array>> {
  const { officeId, counterId, publicKey, keyId } = rotation;
  const at = context.now();
  const today = dayOf(instant(at));
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
  return context.database.transact(async (writer) => {
    await insertKey(writer, {
      officeId,
      counterId,
      keyId,
      publicKey,
      certificate,
      certifiedAt: at,
    });
    const kept = await keyById(writer, keyId);
    return kept?.certificate ?? certificate;
  });
}

/** Answers the certificate's text. */
export async function rotate(context: ServerContext, text: string): Promise<Result<string>> {
  const document = parseSignedDocument(text);
  if (!document.ok) return document;
  const keyId = document.value.signatures[0]?.keyId ?? '';
  const counter = await counterByKey(context.database.read, keyId);
  if (counter === null) return fail('SIGNATURE_WRONG');
  const rotation = readRotation({
    text,
    currentKey: (of) =>
      of.officeId === counter.officeId && of.counterId === counter.counterId
        ? counter.publicKey
        : null,
    crypto: context.crypto,
  });
  if (!rotation.ok) return rotation;
  const known = await keyById(context.database.read, rotation.value.keyId);
  const isOther = known !== null && known.counterId !== counter.counterId;
  const isSame = equalBytes(rotation.value.publicKey, counter.publicKey);
  if (isOther || isSame) return fail('INPUT_INVALID', { field: 'publicKey' });
  const certificate = await certify(context, rotation.value);
  return certificate.ok ? ok(certificateToText({ bytes: certificate.value })) : certificate;
}
