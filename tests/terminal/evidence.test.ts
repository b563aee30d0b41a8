/** What a real counter writes, put into a bundle and read by the verifier. */
import { createHash } from 'node:crypto';

import { expect, it } from 'vitest';

import { verifyBundle } from '#build/verify/verify.mjs';
import { utf8 } from '#domain/bytes.ts';
import type { CounterId } from '#domain/ids.ts';
import type { Paise } from '#domain/money.ts';
import { signAcknowledgement, signHead } from '#protocol/acknowledgement.ts';
import { dayOf, issueCertificate, type Role } from '#protocol/certificates.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { buildEvidence } from '#protocol/evidence-bundle.ts';
import { decodeReceiptQr } from '#protocol/receipt-qr.ts';
import {
  CITIZEN,
  COUNTER,
  createOpenCounter,
  endShift,
  LL_TWO,
  MANAGER,
  OFFICE,
  PASSPORT,
  PINS,
  PUBLISHED,
  publishedTariff,
  qrOfReceipt,
  signedTariff,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { at, createTestSigner, sha256 } from '#tests/testkit/ports.ts';

const rupees = (amount: number) => (amount * 100) as Paise;
/** The keys behind every test counter, certified as they are there. */
const [root, server] = [createTestSigner('root'), createTestSigner('server')];
const certify = (role: Role, name: string): string =>
  toBase64Url(
    issueCertificate(
      {
        role,
        publicKey: createTestSigner(name).publicKey,
        validFromDay: dayOf(at('2016-01-01T00:00:00+05:30')),
        validToDay: dayOf(at('2046-01-01T00:00:00+05:30')),
      },
      root,
    ),
  );
const CERTIFICATES = [
  certify('tariff_maker', 'maker'),
  certify('tariff_approver', 'approver'),
  certify('server', 'server'),
  certify('enrolment_authority', 'authority'),
];
const ROOT = createHash('sha256').update(root.publicKey).digest('hex');
const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

async function charge(counter: TestCounter, service: object): Promise<string> {
  const { visitId } = await counter.do('quote', { ...LL_TWO, ...service, citizen: CITIZEN });
  const paid = await counter.do('takeCash', { visitId, givenPaise: rupees(8000) });
  return qrOfReceipt(counter, paid.receiptNumbers[0] ?? '');
}

/** The whole journal of a counter as HQ would hand it out. */
function bundleOf(counter: TestCounter, qr: string, counterId: CounterId = COUNTER): Uint8Array {
  const entries = counter.store.read.entries(1, 1_000_000);
  const last = entries.at(-1);
  const scanned = decodeReceiptQr(qr);
  if (last === undefined || !scanned.ok) throw new Error('entries');
  const now = counter.clock.now();
  const { seq, hash: headHash } = last;
  const ack = { counterId, seq, headHash, receivedAt: now, standing: 'stored' } as const;
  const evidence = {
    about: { kind: 'range', fromSeq: 1, toSeq: seq },
    officeId: OFFICE,
    counterId,
    madeAt: now,
    rootPublicKey: root.publicKey,
    certificates: [...CERTIFICATES, toBase64Url(scanned.value.certificateBytes)],
    revokedKeyIds: [],
    tariffs: PUBLISHED.map((name) => signedTariff(publishedTariff(name))),
    runs: [
      {
        firstSeq: 1,
        entries,
        acknowledgement: signAcknowledgement(ack, server),
        batchHead: null,
      },
    ],
    officeFacts: [],
    headProofs: [],
    branches: [],
    roots: [],
    head: signHead({ counterId, seq, headHash, serverTime: now }, server),
  } as const;
  return utf8(buildEvidence(evidence, { signer: server, digest: sha256 }));
}

it('P12 E8 E10 a day at a real counter has no fault: charges, a reversal, a correction, a close', async () => {
  const counter = await createOpenCounter();
  const first = await charge(counter, {});
  await charge(counter, PASSPORT);
  await charge(counter, {
    serviceCode: 'PP-FRESH-36',
    facts: { bornOn: '1950-05-05', scheme: 'TATKAAL' },
  });
  await counter.do('reverse', { qr: first, reason: 'charged_twice', ...byManager });
  const wrong = await charge(counter, {});
  await counter.do('correct', {
    qr: wrong,
    serviceCode: 'LL-NEW',
    facts: { classes: 3 },
    givenPaise: rupees(500),
    ...byManager,
  });
  await endShift(counter, {});
  await counter.terminal.printed();
  const report = verifyBundle(bundleOf(counter, first), { root: ROOT });
  expect(report.faults).toEqual([]);
  expect(report.receipts.size).toBe(5);
  expect(report.count.reversedPaise).toBe(190_000);
});

it('P12 E8 training adds nothing to the running totals, and is a chain like any other', async () => {
  const counterId = 'KA-BLR-01-T1' as CounterId;
  const counter = await createOpenCounter({ counterId, seed: 'training' });
  const qr = await charge(counter, {});
  await counter.terminal.printed();
  const report = verifyBundle(bundleOf(counter, qr, counterId), { root: ROOT });
  expect(report.faults).toEqual([]);
  expect(report.receipts.size).toBe(1);
});
