/** What HQ publishes for anybody: docs/spec/receipt-qr.md, Q11 to Q14. */
import { expect, test } from 'vitest';

import type { Hash, OfficeId } from '#domain/ids.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import {
  openDirectory,
  openPublicKeys,
  signDirectory,
  signPublicKeys,
  type PublicKeys,
} from '#protocol/public-documents.ts';
import { crypto, makeAuthority, NOW, signerNamed } from './authority.ts';

const authority = makeAuthority();
const { root, certificates, server } = authority;
const keysText = (of: Partial<PublicKeys> = {}, signer = server): string =>
  signPublicKeys(
    {
      issuedAt: NOW,
      rootPublicKey: toBase64Url(root.publicKey),
      certificates,
      revokedKeyIds: [],
      ...of,
    },
    signer,
  );
const open = (text: string, pinnedRoot: Uint8Array | null = root.publicKey) =>
  openPublicKeys({ text, pinnedRoot, crypto });

test('Q11 the keys are signed by the server and lead to their root', () => {
  const opened = open(keysText(), null);
  expect(opened.ok && opened.value.trust.rootKeyId).toBe(root.keyId);
  expect(open(keysText({ revokedKeyIds: ['0123456789abcdef'] }))).toMatchObject({
    ok: true,
    value: { keys: { revokedKeyIds: ['0123456789abcdef'] } },
  });
  expect(open(keysText({}, signerNamed('stranger')))).toMatchObject({ ok: false });
  expect(open(keysText().replace('"revokedKeyIds', '"revokedKeyids'))).toMatchObject({ ok: false });
  expect(open('{}')).toMatchObject({ ok: false });
});

test('Q12 another root than the pinned one is refused, however well it signs', () => {
  const other = signerNamed('another root');
  expect(open(keysText(), other.publicKey)).toMatchObject({
    ok: false,
    error: { code: 'CERTIFICATE_INVALID' },
  });
  expect(open(keysText({ rootPublicKey: toBase64Url(other.publicKey) }), null).ok).toBe(false);
});

test('Q14 the directory is the server’s word, on its own day', () => {
  const directory = {
    issuedAt: NOW,
    tariffs: [{ tariffId: 'cmvr', version: 3, hash: 'ab'.repeat(32) as Hash }],
    offices: [
      {
        officeId: 'KA-BLR-01' as OfficeId,
        name: { en: 'Koramangala', hi: 'कोरमंगला' },
        department: { en: 'Transport', hi: 'परिवहन' },
        address: { en: '80 Feet Road', hi: '80 फ़ीट रोड' },
        complaintNumber: '1064',
      },
    ],
  };
  const { trust } = authority;
  const text = signDirectory(directory, server);
  expect(openDirectory({ text, trust, crypto })).toMatchObject({ ok: true, value: directory });
  const changed = text.replace('1064', '9999');
  expect(openDirectory({ text: changed, trust, crypto }).ok).toBe(false);
  const byMaker = signDirectory(directory, authority.maker);
  expect(openDirectory({ text: byMaker, trust, crypto }).ok).toBe(false);
});
