/**
 * How large the QR of a receipt is, in modules a side: a usual one and one whose names and amounts are
 * as long as they may be, against the widest that 58 mm paper takes at three dots a module with its
 * quiet zone, and against the QR of nothing but what no encoding makes smaller: the two signatures,
 * the counter's key and the two shortened hashes.
 */
import { randomBytes } from 'node:crypto';

import { MIN_DOTS_PER_MODULE, QUIET_MODULES, qrModules } from '#adapters/escpos/qr.ts';
import type { CounterId, Hash, ReceiptNumber } from '#domain/ids.ts';
import { MAX_PAISE, rupees, type Paise } from '#domain/money.ts';
import { toBase32 } from '#protocol/encoding.ts';
import { encodeReceiptQr, type QrReceipt } from '#protocol/receipt-qr.ts';
import { issueCertificate } from '#protocol/certificates.ts';
import { NOW, signerNamed, VALIDITY } from '#tests/protocol/authority.ts';

import type { BenchRow } from './row.ts';

/** Of a printing head for 58 mm paper. */
const DOTS_58_MM = 384;
const WIDEST = Math.floor(DOTS_58_MM / MIN_DOTS_PER_MODULE) - 2 * QUIET_MODULES;
/** Two signatures, a key, eight bytes of the tariff's hash and sixteen of the entry's before. */
const INCOMPRESSIBLE_BYTES = 2 * 64 + 32 + 8 + 16;
const ORIGIN = 'https://raseed.example';

function sizeOf(text: string): number {
  const modules = qrModules(text);
  if (modules === null) throw new Error('no QR holds it');
  return modules.size;
}

const hashText = (): Hash => randomBytes(32).toString('hex') as Hash;

const USUAL: QrReceipt = {
  receiptNumber: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
  seq: 1_234,
  issuedAt: NOW,
  serviceCode: 'LL-NEW',
  totalPaise: rupees(950),
  tariffId: 'cmvr-rule-32',
  tariffVersion: 1,
  tariffHash: hashText(),
  grossChargedPaise: rupees(95_000),
  prevHash: hashText(),
  tenderKind: 'cash',
};
/** Every name as long as it may be. */
const LONG: QrReceipt = {
  ...USUAL,
  receiptNumber: 'KA-BLRURB-0001-C312/2627/000000042' as ReceiptNumber,
  seq: 99_999_999,
  serviceCode: 'S'.repeat(24),
  totalPaise: MAX_PAISE as Paise,
  tariffId: 't'.repeat(60),
  tariffVersion: 9_999,
  grossChargedPaise: MAX_PAISE as Paise,
};

function modulesOf(receipt: QrReceipt): number {
  const counter = signerNamed('counter');
  const [counterId = ''] = receipt.receiptNumber.split('/');
  const { publicKey } = counter;
  const certificate = issueCertificate(
    { role: 'counter', publicKey, counterId: counterId as CounterId, ...VALIDITY },
    signerNamed('enroller'),
  );
  const sign = (message: Uint8Array): Uint8Array => counter.sign(message);
  return sizeOf(encodeReceiptQr({ publicOrigin: ORIGIN, receipt, certificate, sign }).url);
}

export async function rows(): Promise<readonly BenchRow[]> {
  const address = `${ORIGIN.toUpperCase()}/R/`;
  const floor = sizeOf(address + toBase32(new Uint8Array(randomBytes(INCOMPRESSIBLE_BYTES))));
  const row = (name: string, figure: number): readonly BenchRow[] => [
    {
      name,
      figure,
      unit: 'modules',
      peer: 'the widest on 58 mm paper',
      peerFigure: WIDEST,
      ratio: figure / WIDEST,
      aim: '<= 1.00x',
      met: figure <= WIDEST,
    },
    {
      name,
      figure,
      unit: 'modules',
      peer: 'its keys, signatures and hashes alone',
      peerFigure: floor,
      ratio: figure / floor,
      aim: '',
      met: true,
    },
  ];
  return [
    ...row('a receipt’s QR', modulesOf(USUAL)),
    ...row('the longest receipt’s QR', modulesOf(LONG)),
  ];
}
