/** A counter's journal with real receipts in it: quote, cash, receipt, signed with its own key. */
import { readFileSync } from 'node:fs';

import {
  GENESIS_HEAD,
  encodeEntry,
  entrySignatureInput,
  hashEntry,
  totalsAfter,
} from '#domain/journal/chain.ts';
import type { ChainHead } from '#domain/journal/chain.ts';
import {
  SIGNED_KINDS,
  type ChargedLine,
  type EntryBodies,
  type EntryKind,
  type EntryOf,
  type StoredEntry,
  type TariffRef,
} from '#domain/journal/kinds.ts';
import { inRoot } from '#build/paths.ts';
import type { Hash, OfficeId } from '#domain/ids.ts';
import { add, rupees, sum } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { encodeReceiptQr } from '#protocol/receipt-qr.ts';
import { payloadHash, signDocument } from '#protocol/signed.ts';
import { counterById } from '#server/store/fleet.ts';
import { insertTariff } from '#server/store/tariffs.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { write, type TestCounter, type TestServer } from './testkit.ts';

const TARIFF_TEXT = readFileSync(inRoot('resources', 'tariffs', 'cmvr-rule-32.json'), 'utf8');
const TARIFF = JSON.parse(TARIFF_TEXT) as { id: string; version: number };
export const TARIFF_REF: TariffRef = {
  tariffId: TARIFF.id,
  version: TARIFF.version,
  hash: payloadHash(TARIFF_TEXT, sha256),
};

/** The licence fees as their maker and approver signed them. */
export async function publishSampleTariff(server: TestServer): Promise<void> {
  const { maker, approver } = server.authority;
  const document = signDocument({
    type: 'tariff',
    payload: TARIFF_TEXT,
    signers: [maker, approver],
  });
  const record = { ...TARIFF_REF, document, validFrom: 0, validTo: null };
  await write(server.database, (writer) => insertTariff(writer, record, NOW));
}

/** A learner's licence for two classes. */
const LINES: readonly ChargedLine[] = [
  {
    code: 'LL-ISSUE',
    head: '0041-00-101-01',
    quantity: 2,
    ratePaise: rupees(150),
    amountPaise: rupees(300),
  },
  { code: 'LL-TEST', head: '0041-00-101-02', amountPaise: rupees(50) },
  {
    code: 'DL-TEST',
    head: '0041-00-101-02',
    quantity: 2,
    ratePaise: rupees(300),
    amountPaise: rupees(600),
  },
];

export interface ReceiptChainOptions {
  readonly receipts: number;
  readonly reverseFirst?: boolean;
  /** This number of the series is left out. */
  readonly skipNumber?: number;
  readonly branch?: string;
}

export interface ReceiptChain {
  readonly entries: readonly StoredEntry[];
  readonly receipts: readonly StoredEntry[];
}

export async function makeReceiptChain(
  server: TestServer,
  counter: TestCounter,
  options: ReceiptChainOptions,
): Promise<ReceiptChain> {
  const { counterId, signer } = counter;
  const officeId = counterId.slice(0, counterId.lastIndexOf('-')) as OfficeId;
  const record = await counterById(server.database.read, { officeId, counterId });
  if (record === null) throw new Error('an enrolled counter');
  const { certificate } = record;
  const entries: StoredEntry[] = [];
  let head: ChainHead = GENESIS_HEAD;
  const append = <K extends EntryKind>(
    kind: K,
    make: (at: { seq: number; prevHash: Hash }) => EntryBodies[K],
  ): StoredEntry => {
    const seq = head.seq + 1;
    const body = make({ seq, prevHash: head.hash });
    const totals = totalsAfter(head, { counterId, kind, body });
    const text = encodeEntry({
      formatVersion: 1,
      officeId,
      counterId,
      keyId: signer.keyId,
      seq,
      staffId: 'S1042' as never,
      shiftId: `${counterId}-S1` as never,
      businessDate: isoDate('2026-11-23'),
      wallTimeMs: instant(NOW + seq * 1000),
      monotonicMs: seq * 1000,
      bootId: options.branch ?? 'boot',
      ...totals,
      prevHash: head.hash,
      kind,
      body,
    } as EntryOf<K>);
    const hash = hashEntry(text, sha256);
    const isSigned = SIGNED_KINDS.has(kind);
    const signature = isSigned ? toBase64Url(signer.sign(entrySignatureInput(hash))) : null;
    const stored = { seq, text, hash, signature };
    entries.push(stored);
    head = { seq, hash, ...totals };
    return stored;
  };
  append(
    'shift.opened',
    () => ({ shiftId: `${counterId}-S1`, float: {}, floatPaise: 0, personalCashPaise: 0 }) as never,
  );
  const receipts: StoredEntry[] = [];
  const totalPaise = sum(LINES.map(({ amountPaise }) => amountPaise));
  let number = 0;
  for (let i = 1; i <= options.receipts; i += 1) {
    number += 1;
    if (number === options.skipNumber) number += 1;
    const receiptNumber = `${counterId}/2627/${String(number).padStart(6, '0')}`;
    const charge = {
      serviceCode: 'LL-NEW',
      tariff: TARIFF_REF,
      lines: LINES,
      totalPaise,
      language: 'en',
      visitId: `${counterId}-V${i}`,
      quoteId: `${counterId}-Q${i}`,
      citizen: { ref: 'ab'.repeat(16), digest: 'cd'.repeat(32) },
    };
    append(
      'quote.issued',
      () =>
        ({
          ...charge,
          facts: { classes: 2 },
          quotedAt: NOW,
          validUntil: NOW + 600_000,
          phone: 'none',
          shownOn: 'display',
          previews: 0,
        }) as never,
    );
    append(
      'cash.tendered',
      () =>
        ({
          tenderId: `${counterId}-T${i}`,
          visitId: charge.visitId,
          quoteIds: [charge.quoteId],
          totalPaise,
          creditPaise: 0,
          givenPaise: totalPaise,
          changePaise: 0,
          change: {},
        }) as never,
    );
    receipts.push(
      append('receipt.issued', ({ seq, prevHash }) => {
        const issuedAt = instant(NOW + seq * 1000);
        const { qr } = encodeReceiptQr({
          publicOrigin: 'https://raseed.example',
          receipt: {
            receiptNumber: receiptNumber as never,
            seq,
            issuedAt,
            serviceCode: 'LL-NEW',
            totalPaise,
            tariffId: TARIFF_REF.tariffId,
            tariffVersion: TARIFF_REF.version,
            tariffHash: TARIFF_REF.hash,
            grossChargedPaise: add(head.grossChargedPaise, totalPaise),
            prevHash,
            tenderKind: 'cash',
          },
          certificate,
          sign: (message) => signer.sign(message),
        });
        return {
          ...charge,
          receiptNumber,
          tenderId: `${counterId}-T${i}`,
          tenderKind: 'cash',
          issuedAt,
          qr,
        } as never;
      }),
    );
  }
  if (options.reverseFirst === true) {
    append(
      'charge.reversed',
      () =>
        ({
          receiptNumber: `${counterId}/2627/000001`,
          amountPaise: totalPaise,
          lines: LINES,
          reason: 'charged_twice',
          approverId: 'S2001',
          paidBackPaise: totalPaise,
        }) as never,
    );
  }
  return { entries, receipts };
}
