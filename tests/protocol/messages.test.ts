/** Acknowledgement, head, feed, enrolment, requests: docs/spec/{acknowledgement,feed,keys}.md. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterId, Hash, OfficeId, StaffId } from '#domain/ids.ts';
import {
  readAcknowledgement,
  readHead,
  signAcknowledgement,
  signHead,
} from '#protocol/acknowledgement.ts';
import { certificateToText } from '#protocol/certificates.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import {
  enrolmentCodeHash,
  makeEnrolmentCode,
  openEnrolment,
  parseEnrolmentCode,
  signEnrolment,
} from '#protocol/enrolment.ts';
import { readFeed, signFeed, type FeedItem } from '#protocol/feed.ts';
import { isRequestSigned, signRequest } from '#protocol/request.ts';
import { signDocument } from '#protocol/signed.ts';
import { COUNTER, crypto, makeAuthority, NOW, signerNamed } from './authority.ts';

const { root, server, maker, counter, counterCertificate, certificates, trust } = makeAuthority();
const headHash = 'ab'.repeat(32) as Hash;
const OTHER = 'KA-BLR-01-C4' as CounterId;

const ack = { counterId: COUNTER, seq: 7, headHash, receivedAt: NOW, standing: 'stored' } as const;
const reading = { counterId: COUNTER, trust, crypto };

test('A2 an acknowledgement is believed only from the server and for this counter', () => {
  const text = signAcknowledgement(ack, server);
  expect(readAcknowledgement({ text, ...reading })).toMatchObject({ ok: true, value: ack });
  expect(readAcknowledgement({ text, ...reading, counterId: OTHER }).ok).toBe(false);
  expect(readAcknowledgement({ text: signAcknowledgement(ack, maker), ...reading })).toMatchObject({
    error: { code: 'SIGNATURE_WRONG' },
  });
  expect(readAcknowledgement({ text: text.replace(':7', ':9'), ...reading }).ok).toBe(false);
});

test('A5 a head is no acknowledgement', () => {
  const text = signHead({ counterId: COUNTER, seq: 7, headHash, serverTime: NOW }, server);
  expect(readHead({ text, ...reading })).toMatchObject({ ok: true, value: { seq: 7 } });
  expect(readAcknowledgement({ text, ...reading }).ok).toBe(false);
});

const items: FeedItem[] = [
  {
    cursor: 3,
    type: 'roster',
    staff: [
      {
        staffId: 'S1042' as StaffId,
        name: 'Asha',
        role: 'clerk',
        pinHash: 'scrypt$15$8$1$AAAAAAAAAAAAAAAAAAAAAA$AA',
      },
    ],
  },
  { cursor: 5, type: 'tariff', document: '{}' },
];
const feed = {
  officeId: 'KA-BLR-01' as OfficeId,
  counterId: COUNTER,
  afterCursor: 0,
  nextCursor: 5,
  hasMore: false,
  serverTime: NOW,
  items,
};
const readMine = (text: string, afterCursor = 0) => readFeed({ text, ...reading, afterCursor });

test('F2 the feed reads back; for another counter or cursor it is refused', () => {
  const text = signFeed(feed, server);
  expect(readMine(text)).toMatchObject({ ok: true, value: { items, skipped: [] } });
  expect(readMine(text, 3).ok).toBe(false);
  expect(readFeed({ text, ...reading, counterId: OTHER, afterCursor: 0 }).ok).toBe(false);
  expect(readMine(text.replace('Asha', 'Usha')).ok).toBe(false);
});

test('F3 an item of an unknown kind is passed over, and one out of order refuses the page', () => {
  const payload = { formatVersion: 1, ...feed, items: [{ cursor: 2, type: 'new' }, ...items] };
  const sign = (value: unknown) =>
    signDocument({ type: 'feed', payload: JSON.stringify(value), signers: [server] });
  expect(readMine(sign(payload))).toMatchObject({ ok: true, value: { items, skipped: [2] } });
  expect(readMine(sign({ ...payload, items: items.toReversed() })).ok).toBe(false);
  expect(readMine(sign({ ...payload, nextCursor: 4 })).ok).toBe(false);
});

const code = makeEnrolmentCode({
  secret: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]),
  rootPublicKey: root.publicKey,
  digest: crypto.sha256,
});

test('K14 a code forgives how it is typed, and nothing else', () => {
  expect(code).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  const sloppy = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('o', '0')}`;
  expect(parseEnrolmentCode(sloppy)).toEqual(parseEnrolmentCode(code));
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (text) => {
      expect(parseEnrolmentCode(text)).toBeNull();
    }),
  );
  const parsed = parseEnrolmentCode(code);
  if (parsed === null) throw new Error('code');
  expect(enrolmentCodeHash(parsed, crypto.sha256)).toMatch(/^[0-9a-f]{64}$/);
});

const answer = {
  officeId: 'KA-BLR-01' as OfficeId,
  counterId: COUNTER,
  issuedAt: NOW,
  rootPublicKey: toBase64Url(root.publicKey),
  certificate: certificateToText({ bytes: counterCertificate }),
  certificates,
  feed: signFeed(feed, server),
};
const open = (text: string, typed = code, publicKey = counter.publicKey) =>
  openEnrolment({ text, code: typed, publicKey, crypto });

test('K17 an enrolment is believed from the code down to the first feed', () => {
  const opened = open(signEnrolment(answer, server));
  expect(opened).toMatchObject({
    ok: true,
    value: { certificate: { counterId: COUNTER }, feed: { items } },
  });
});

test('K17 a code of another root, a certificate of another key, a foreign signer: refused', () => {
  const text = signEnrolment(answer, server);
  const foreign = makeEnrolmentCode({
    secret: new Uint8Array(8),
    rootPublicKey: signerNamed('other root').publicKey,
    digest: crypto.sha256,
  });
  expect(open(text, foreign)).toMatchObject({ error: { code: 'CERTIFICATE_INVALID' } });
  expect(open(text, code, signerNamed('other').publicKey).ok).toBe(false);
  expect(open(signEnrolment(answer, counter))).toMatchObject({
    error: { code: 'SIGNATURE_WRONG' },
  });
  expect(open(signEnrolment({ ...answer, officeId: 'KA-BLR-02' as OfficeId }, server)).ok).toBe(
    false,
  );
});

test('F8 a request is signed over its address and time', () => {
  const of = { line: 'GET /v1/feed?counterId=KA-BLR-01-C3&cursor=5', at: NOW };
  const signature = signRequest(of, counter)['x-raseed-signature'] ?? '';
  const { publicKey } = counter;
  expect(isRequestSigned({ ...of, signature, publicKey }, crypto)).toBe(true);
  const other = { ...of, line: of.line.replace('C3', 'C4') };
  expect(isRequestSigned({ ...other, signature, publicKey }, crypto)).toBe(false);
});
