/** Every byte of the wire, against bytes put together by hand from the specifications. */
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { GENESIS_HASH, type Hash, type PrivateRef, type ReceiptNumber } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import { readHead, signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { buildBatch } from '#protocol/batch.ts';
import { signFeed } from '#protocol/feed.ts';
import { encodeReceiptQr } from '#protocol/receipt-qr.ts';
import { payloadHash } from '#protocol/signed.ts';
import { COUNTER, crypto, makeAuthority, makeChain, NOW, VALIDITY } from './authority.ts';

const { counter, counterCertificate, enroller, server, trust } = makeAuthority();

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (value: string): string => hex(Buffer.from(value));
const textItem = (value: string): string => {
  const length = Buffer.byteLength(value);
  const head = length < 24 ? (0x60 + length).toString(16) : `78${length.toString(16)}`;
  return head + text(value);
};
const word = (value: number): string => value.toString(16).padStart(4, '0');
const long = (value: number): string => value.toString(16).padStart(8, '0');

test('K3 K4 K5 a certificate is these bytes and no others', () => {
  const { validFromDay, validToDay } = VALIDITY;
  const payload =
    `a5` + // map of 5
    `0105` + // role: counter
    `025820${hex(counter.publicKey)}` +
    `0319${word(validFromDay)}` +
    `0419${word(validToDay)}` +
    `05${textItem(COUNTER)}`;
  const protectedHeader = `a201270448${enroller.keyId}`;
  const protectedItem = `4d${protectedHeader}`;
  const payloadItem = `58${(payload.length / 2).toString(16)}${payload}`;
  const external = `${text('raseed/certificate/1')}00`;
  const signed = `84${textItem('Signature1')}${protectedItem}55${external}${payloadItem}`;
  const signature = hex(enroller.sign(Buffer.from(signed, 'hex')));
  expect(protectedHeader.length / 2).toBe(0x0d);
  expect(external.length / 2).toBe(0x15);
  expect(hex(counterCertificate)).toBe(`d284${protectedItem}a0${payloadItem}5840${signature}`);
});

const receipt = {
  receiptNumber: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
  seq: 300,
  issuedAt: instant(1_795_413_600_999),
  serviceCode: 'DL-1',
  totalPaise: rupees(950),
  tariffId: 'cmvr-rule-32',
  tariffVersion: 1,
  tariffHash: 'cd'.repeat(32) as Hash,
  grossChargedPaise: rupees(1950),
  prevHash: 'ef'.repeat(32) as Hash,
  tenderKind: 'cash',
} as const;

test('Q2 Q3 Q4 a receipt is these bytes and no others, however often it is made', () => {
  const make = () =>
    encodeReceiptQr({
      publicOrigin: 'https://raseed.example',
      receipt,
      certificate: counterCertificate,
      sign: (message) => counter.sign(message),
    });
  const payload =
    `ab` +
    `01${textItem(receipt.receiptNumber)}` +
    `0219012c` + // 300
    `031a${long(1_795_413_600)}` +
    `04${textItem('DL-1')}` +
    `051a${long(95_000)}` +
    `06${textItem('cmvr-rule-32')}` +
    `0701` +
    `0848${'cd'.repeat(8)}` +
    `091a${long(195_000)}` +
    `0a50${'ef'.repeat(16)}` +
    `0b01`;
  const protectedItem = `43a10127`;
  const payloadItem = `58${(payload.length / 2).toString(16)}${payload}`;
  const external = `51${text('raseed/receipt/1')}00`;
  const signed = `84${textItem('Signature1')}${protectedItem}${external}${payloadItem}`;
  const signature = hex(counter.sign(Buffer.from(signed, 'hex')));
  const certificate = `58${counterCertificate.length.toString(16)}${hex(counterCertificate)}`;
  const { qr, url } = make();
  expect(Buffer.from(qr, 'base64url').toString('hex')).toBe(
    `d284${protectedItem}a13a00010000${certificate}${payloadItem}5840${signature}`,
  );
  expect(make()).toEqual({ qr, url });
});

test('Q5 the size of a usual receipt', () => {
  const { url } = encodeReceiptQr({
    publicOrigin: 'https://raseed.example',
    receipt,
    certificate: counterCertificate,
    sign: (message) => counter.sign(message),
  });
  const code = create([{ data: url, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
  expect(code.modules.size).toBeLessThanOrEqual(77);
});

test('K2 K12 a payload is named by the hash of its bytes, whatever the letters', () => {
  expect(payloadHash('आशा', crypto.sha256)).toBe(hex(crypto.sha256(Buffer.from('आशा', 'utf8'))));
});

test('B1 B3 B4 a batch is these lines and no others', () => {
  const [first, second] = makeChain({ count: 2 });
  if (first === undefined || second === undefined) throw new Error('entries');
  const line = {
    ref: 'ab'.repeat(16) as PrivateRef,
    salt: 'A'.repeat(43),
    text: '{"payer":"x"}',
    digest: 'cd'.repeat(32) as Hash,
  };
  const header =
    `{"formatVersion":1,"officeId":"KA-BLR-01","counterId":"${COUNTER}",` +
    `"keyId":"${counter.keyId}","firstSeq":1,"lastSeq":2,"prevHash":"${GENESIS_HASH}",` +
    `"headHash":"${second.hash}","privateCount":1}`;
  const signature = counter.sign(Buffer.from(`raseed/batch/1\0${header}`));
  const batch = buildBatch({
    officeId: 'KA-BLR-01',
    counterId: COUNTER,
    prevHash: GENESIS_HASH,
    entries: [first, { ...second, signature: 'sig' }],
    privateLines: [line],
    signer: counter,
  });
  expect(batch.split('\n')).toEqual([
    header,
    `${first.text}\t`,
    `${second.text}\tsig`,
    `{"ref":"${line.ref}","salt":"${line.salt}","text":"{\\"payer\\":\\"x\\"}",` +
      `"digest":"${line.digest}"}`,
    Buffer.from(signature).toString('base64url'),
  ]);
});

const payloadOf = (document: string): string =>
  (JSON.parse(document) as { payload: string }).payload;

test('A1 A5 F1 F6 K9 what the server signs, field by field', () => {
  const headHash = 'ab'.repeat(32) as Hash;
  const of = { counterId: COUNTER, seq: 7, headHash };
  expect(
    payloadOf(signAcknowledgement({ ...of, receivedAt: NOW, standing: 'stored' }, server)),
  ).toBe(
    `{"formatVersion":1,"counterId":"${COUNTER}","seq":7,"headHash":"${headHash}",` +
      `"receivedAt":${NOW},"standing":"stored"}`,
  );
  expect(payloadOf(signHead({ ...of, serverTime: NOW }, server))).toBe(
    `{"formatVersion":1,"counterId":"${COUNTER}","seq":7,"headHash":"${headHash}",` +
      `"serverTime":${NOW}}`,
  );
  const page = { afterCursor: 3, nextCursor: 3, hasMore: false, serverTime: NOW, items: [] };
  const feed = signFeed({ officeId: 'KA-BLR-01' as never, counterId: COUNTER, ...page }, server);
  expect(payloadOf(feed)).toBe(
    `{"formatVersion":1,"officeId":"KA-BLR-01","counterId":"${COUNTER}","afterCursor":3,` +
      `"nextCursor":3,"hasMore":false,"serverTime":${NOW},"items":[]}`,
  );
});

test('K13 a server’s word is checked on the day that it names, not on the reader’s', () => {
  const headHash = 'ab'.repeat(32) as Hash;
  const head = (days: number) =>
    readHead({
      text: signHead(
        { counterId: COUNTER, seq: 1, headHash, serverTime: instant(NOW + days * 86_400_000) },
        server,
      ),
      counterId: COUNTER,
      trust,
      crypto,
    }).ok;
  expect([head(-11), head(-10), head(0), head(700), head(701)]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});
