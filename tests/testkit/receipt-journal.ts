/** A counter's journal with real receipts in it: shift, quote, cash, receipt, each signed as due. */
import { readFileSync } from 'node:fs';

import { inRoot } from '#build/paths.ts';
import { utf8 } from '#domain/bytes.ts';
import {
  GENESIS_HASH,
  officeOfCounter,
  type CounterId,
  type Hash,
  type PrivateRef,
} from '#domain/ids.ts';
import {
  encodeEntry,
  entrySignatureInput,
  GENESIS_HEAD,
  hashEntry,
  totalsAfter,
  type ChainHead,
} from '#domain/journal/chain.ts';
import {
  SIGNED_KINDS,
  type ChargedLine,
  type EntryBodies,
  type EntryKind,
  type EntryOf,
  type StoredEntry,
  type TariffRef,
} from '#domain/journal/kinds.ts';
import { add, rupees, sum, type Paise } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import { privateDigest, type PrivateLine } from '#protocol/batch.ts';
import type { ProtocolSigner } from '#protocol/crypto.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { encodeReceiptQr } from '#protocol/receipt-qr.ts';
import { payloadHash, signDocument } from '#protocol/signed.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { NOW } from '#tests/protocol/authority.ts';

export const TARIFF_TEXT = readFileSync(
  inRoot('resources', 'tariffs', 'cmvr-rule-32.json'),
  'utf8',
);
const TARIFF = JSON.parse(TARIFF_TEXT) as { id: string; version: number };
export const TARIFF_REF: TariffRef = {
  tariffId: TARIFF.id,
  version: TARIFF.version,
  hash: payloadHash(TARIFF_TEXT, sha256),
};

/** The licence fees as their maker and approver signed them. */
export const signedSampleTariff = (signers: readonly ProtocolSigner[]): string =>
  signDocument({ type: 'tariff', payload: TARIFF_TEXT, signers });

/** A learner's licence for two classes: Rs 950. */
export const LEARNER_LINES: readonly ChargedLine[] = [
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

const CITIZEN_SALT = toBase64Url(sha256(utf8('salt')));
const CITIZEN_TEXT = '{"payer":"Asha Rao"}';
/** What every charge here keeps apart. */
export const CITIZEN_LINE: PrivateLine = {
  ref: 'ab'.repeat(16) as PrivateRef,
  salt: CITIZEN_SALT,
  text: CITIZEN_TEXT,
  digest: privateDigest(CITIZEN_SALT, CITIZEN_TEXT, sha256) ?? GENESIS_HASH,
};

type Body = Readonly<Record<string, unknown>>;

export interface ReceiptJournalOptions {
  readonly counterId: CounterId;
  readonly signer: ProtocolSigner;
  /** The counter's certificate bytes. */
  readonly certificate: Uint8Array;
  /** Tells two branches of one chain apart. */
  readonly branch?: string;
  readonly businessDate?: string;
  readonly staffId?: string;
  /** Where it goes on from; the beginning where nothing is said. */
  readonly from?: ChainHead;
  /** The counter's clock; a second an entry where nothing else is said. */
  readonly now?: () => number;
}

/** Appends as a counter would; the bodies need not be whole where no test reads them. */
export function createReceiptJournal(options: ReceiptJournalOptions) {
  const { counterId, signer, certificate } = options;
  const entries: StoredEntry[] = [];
  let head: ChainHead = options.from ?? GENESIS_HEAD;
  let tendered = 0;
  let day = options.businessDate ?? '2026-11-23';

  function append(kind: EntryKind, body: Body): StoredEntry {
    const seq = head.seq + 1;
    const whole = body as unknown as EntryBodies[EntryKind];
    const totals = totalsAfter(head, { counterId, kind, body: whole });
    const entry = {
      formatVersion: 1,
      officeId: officeOfCounter(counterId),
      counterId,
      keyId: signer.keyId,
      seq,
      staffId: options.staffId ?? 'S1042',
      shiftId: `${counterId}-S1`,
      businessDate: isoDate(day),
      wallTimeMs: instant(options.now?.() ?? NOW + seq * 1000),
      monotonicMs: seq * 1000,
      bootId: options.branch ?? 'boot',
      ...totals,
      prevHash: head.hash,
      kind,
      body: whole,
    };
    const text = encodeEntry(entry as unknown as EntryOf<EntryKind>);
    const hash = hashEntry(text, sha256);
    const isSigned = SIGNED_KINDS.has(kind);
    const signature = isSigned ? toBase64Url(signer.sign(entrySignatureInput(hash))) : null;
    const stored = { seq, text, hash, signature };
    entries.push(stored);
    head = { seq, hash, ...totals };
    return stored;
  }

  function qrFor(receiptNumber: string, totalPaise: Paise, tenderKind: 'cash' | 'upi'): string {
    const seq = head.seq + 1;
    return encodeReceiptQr({
      publicOrigin: 'https://raseed.example',
      receipt: {
        receiptNumber: receiptNumber as never,
        seq,
        issuedAt: instant(NOW + seq * 1000),
        serviceCode: 'LL-NEW',
        totalPaise,
        tariffId: TARIFF_REF.tariffId,
        tariffVersion: TARIFF_REF.version,
        tariffHash: TARIFF_REF.hash,
        grossChargedPaise: add(head.grossChargedPaise, totalPaise),
        prevHash: head.hash satisfies Hash,
        tenderKind,
      },
      certificate,
      sign: (message) => signer.sign(message),
    }).qr;
  }

  function tender(
    kind: 'cash' | 'upi',
    of: { tenderId: string; visitId: string; quoteId: string; totalPaise: Paise },
  ): void {
    const { tenderId, visitId, quoteId, totalPaise } = of;
    const paid = { tenderId, visitId, quoteIds: [quoteId], totalPaise };
    if (kind === 'cash') {
      const givenPaise = totalPaise;
      append('cash.tendered', { ...paid, creditPaise: 0, givenPaise, changePaise: 0, change: {} });
      return;
    }
    append('upi.confirmed', {
      ...paid,
      chargeId: quoteId,
      orderId: `${quoteId}-U1`,
      gatewayPaymentId: `pay-${tenderId}`,
      bankReference: null,
    });
  }

  return {
    entries,
    append,
    head: () => head,
    setDay: (date: string) => {
      day = date;
    },
    enrol: () =>
      append('counter.enrolled', {
        publicKey: toBase64Url(signer.publicKey),
        rootKeyId: '0123456789abcdef',
        certificateHash: '0'.repeat(64),
        training: false,
        softwareVersion: '0.1.0',
      }),
    openShift: (n = 1) =>
      append('shift.opened', {
        shiftId: `${counterId}-S${n}`,
        float: {},
        floatPaise: 0,
        personalCashPaise: 0,
      }),
    closeShift: (n = 1, firstSeq = 1) =>
      append('shift.closed', {
        shiftId: `${counterId}-S${n}`,
        firstSeq,
        count: {},
        countedPaise: 0,
        expectedPaise: 0,
        variancePaise: 0,
        receipts: tendered,
        reversals: 0,
      }),
    /** Quote, money and receipt; answers the receipt's entry. */
    charge: (
      number: number,
      lines: readonly ChargedLine[] = LEARNER_LINES,
      tenderKind: 'cash' | 'upi' = 'cash',
    ): StoredEntry => {
      tendered += 1;
      const n = tendered;
      const totalPaise = sum(lines.map(({ amountPaise }) => amountPaise));
      const receiptNumber = `${counterId}/2627/${String(number).padStart(6, '0')}`;
      const charge = {
        serviceCode: 'LL-NEW',
        tariff: TARIFF_REF,
        lines,
        totalPaise,
        language: 'en',
        visitId: `${counterId}-V${n}`,
        quoteId: `${counterId}-Q${n}`,
        citizen: { ref: CITIZEN_LINE.ref, digest: CITIZEN_LINE.digest },
      };
      append('quote.issued', {
        ...charge,
        facts: { classes: 2 },
        quotedAt: NOW,
        validUntil: NOW + 600_000,
        phone: 'none',
        shownOn: 'display',
        previews: 0,
      });
      const { visitId, quoteId } = charge;
      tender(tenderKind, { tenderId: `${counterId}-T${n}`, visitId, quoteId, totalPaise });
      return append('receipt.issued', {
        ...charge,
        receiptNumber,
        tenderId: `${counterId}-T${n}`,
        tenderKind,
        issuedAt: NOW + (head.seq + 1) * 1000,
        qr: qrFor(receiptNumber, totalPaise, tenderKind),
      });
    },
    reverse: (number: number, amountPaise: Paise = rupees(950)) =>
      append('charge.reversed', {
        receiptNumber: `${counterId}/2627/${String(number).padStart(6, '0')}`,
        amountPaise,
        lines: LEARNER_LINES,
        reason: 'charged_twice',
        approverId: 'S2001',
        paidBackPaise: amountPaise,
      }),
  };
}
export type ReceiptJournal = ReturnType<typeof createReceiptJournal>;
