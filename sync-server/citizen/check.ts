/**
 * One receipt, checked: from what was scanned or typed to a verdict, the official lines and where it
 * was paid. The verdict rests on signatures alone; HQ's word can only confirm, reverse or warn.
 */
import {
  isReceiptNumber,
  isTrainingCounter,
  officeOfCounter,
  type CounterId,
} from '#domain/ids.ts';
import type { TenderKind } from '#domain/journal/kinds.ts';
import type { Paise } from '#domain/money.ts';
import type { Tariff, TariffService } from '#domain/tariff/types.ts';
import type { Instant } from '#domain/time.ts';
import type { PublicOffice } from '#protocol/public-documents.ts';
import {
  decodeReceiptQr,
  verifyReceiptQr,
  type ReceiptVerification,
  type ScannedReceipt,
} from '#protocol/receipt-qr.ts';
import type {
  PublicLine,
  PublicReceipt,
  PublicRefund,
  ReceiptStatus,
} from '#server/api/public-contract.ts';

import { settle } from './browser-crypto.ts';
import { askStatus, officeOf, tariffOf, type Known } from './hq.ts';

export const VERDICTS = [
  'confirmed',
  'unconfirmed',
  'not_yet_received',
  'reversed',
  'altered',
  'unknown_key',
  'revoked_key',
  'expired_key',
  'unknown_alarm',
  'training',
  'unreadable',
  'not_found',
  'unreachable',
  'no_keys',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface ShownReceipt {
  readonly receiptNumber: string;
  readonly counterId: CounterId;
  readonly issuedAt: Instant;
  readonly totalPaise: Paise;
  readonly tenderKind: TenderKind;
}

/** The service in the tariff that the receipt names, and its lines as charged where HQ told them. */
export interface ShownFee {
  readonly tariff: Tariff;
  readonly service: TariffService;
  readonly lines: readonly PublicLine[] | null;
}

export interface Checked {
  readonly verdict: Verdict;
  /** Only where its signature holds, or HQ itself told of it. */
  readonly receipt: ShownReceipt | null;
  readonly fee: ShownFee | null;
  /** As HQ notes it against the receipt. */
  readonly refund: PublicRefund | null;
  readonly office: PublicOffice | null;
}

const bare = (verdict: Verdict, office: PublicOffice | null = null): Checked => ({
  verdict,
  receipt: null,
  fee: null,
  refund: null,
  office,
});

interface Named {
  readonly counterId: CounterId;
  readonly receipt: Omit<ScannedReceipt, 'tariffHashStart' | 'prevHashStart'>;
  /** Whole or its beginning. */
  readonly tariffHash: string;
}

async function describe(known: Known, of: Named, told: PublicReceipt | null) {
  const { receipt, counterId } = of;
  const { issuedAt, tariffId, tariffVersion: version } = receipt;
  const office = await officeOf(known, officeOfCounter(counterId));
  const found = await tariffOf(known, { tariffId, version }, issuedAt);
  const isNamed = found?.hash.startsWith(of.tariffHash) === true;
  const service = isNamed
    ? found.tariff.services.find(({ code }) => code === receipt.serviceCode)
    : undefined;
  const fee =
    found === null || service === undefined
      ? null
      : { tariff: found.tariff, service, lines: told?.lines ?? null };
  const { receiptNumber, totalPaise, tenderKind } = receipt;
  return { receipt: { receiptNumber, counterId, issuedAt, totalPaise, tenderKind }, fee, office };
}

function keyVerdict(trouble: ReceiptVerification['keyTrouble']): Verdict {
  if (trouble === 'revoked') return 'revoked_key';
  return trouble === 'expired' ? 'expired_key' : 'unknown_key';
}

function scannedVerdict(of: ReceiptVerification, status: ReceiptStatus | null): Verdict {
  if (status?.status === 'reversed' || status?.status === 'unknown_alarm') return status.status;
  if (of.counterId !== null && isTrainingCounter(of.counterId)) return 'training';
  if (status?.status === 'confirmed') return 'confirmed';
  if (of.standing === 'unknown_key') return keyVerdict(of.keyTrouble);
  return status?.status === 'not_yet_received' ? 'not_yet_received' : 'unconfirmed';
}

/** What a camera or an address gave. */
export async function checkScanned(known: Known | null, text: string): Promise<Checked> {
  const decoded = decodeReceiptQr(text);
  if (!decoded.ok) return bare('unreadable');
  if (known === null) return bare('no_keys');
  const { trust } = known.keys;
  const verified = await settle((crypto) =>
    verifyReceiptQr({ scanned: decoded.value, trust, crypto }),
  );
  const { counterId, standing, receipt } = verified;
  const { receiptNumber, seq } = receipt;
  const claimedCounter = receiptNumber.slice(0, receiptNumber.indexOf('/')) as CounterId;
  const qr = text.slice(text.lastIndexOf('/') + 1).trim();
  // HQ is told of a forgery too: what contradicts its journal becomes a case there.
  const status = await askStatus({ counterId: claimedCounter, receiptNumber, seq, qr });
  const office = (): Promise<PublicOffice | null> =>
    officeOf(known, officeOfCounter(claimedCounter));
  if (standing === 'altered') return bare('altered', await office());
  if (counterId === null) return bare('unknown_key', await office());
  const verdict = scannedVerdict(verified, status);
  const named = { counterId, receipt, tariffHash: receipt.tariffHashStart };
  const refund = status?.refund ?? null;
  return { verdict, refund, ...(await describe(known, named, status?.receipt ?? null)) };
}

/** Spaces and small letters are forgiven; null where it is not a receipt's number. */
export function readReceiptNumber(typed: string): string | null {
  const text = typed.toUpperCase().replaceAll(/\s+/g, '').replaceAll('\\', '/');
  return isReceiptNumber(text) ? text : null;
}

/** HQ's word alone: there is no signature to check behind a number. */
export async function checkNumber(known: Known | null, receiptNumber: string): Promise<Checked> {
  const counterId = receiptNumber.slice(0, receiptNumber.indexOf('/')) as CounterId;
  const status = await askStatus({ counterId, receiptNumber });
  if (status === null) return bare('unreachable');
  if (known === null) return bare('no_keys');
  const told = status.receipt;
  if (told === null) return bare(status.status, await officeOf(known, officeOfCounter(counterId)));
  const isTraining = isTrainingCounter(counterId);
  const receipt = {
    ...told,
    receiptNumber: told.receiptNumber as ScannedReceipt['receiptNumber'],
    grossChargedPaise: 0 as Paise,
  };
  const described = await describe(
    known,
    { counterId, receipt, tariffHash: told.tariffHash },
    told,
  );
  const { refund } = status;
  return { verdict: isTraining ? 'training' : status.status, refund, ...described };
}
