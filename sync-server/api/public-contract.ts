/**
 * What the citizen's page and the sync server say to each other beyond signed documents. Public and
 * without personal data: amounts in paise, instants in milliseconds since 1970 UTC. No Node and no
 * DOM here: both sides import it. docs/spec/receipt-qr.md, Q9 and Q10.
 */
import type { TenderKind } from '#domain/journal/kinds.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

/**
 * `confirmed`, `reversed`: HQ holds this very receipt. `not_yet_received`: its counter has not sent
 * so far. `not_found`: a typed number that HQ does not hold although it holds later ones.
 * `unknown_alarm`: HQ holds that place of the counter's journal and it is no such receipt.
 */
export type ReceiptStanding =
  | 'confirmed'
  | 'reversed'
  | 'not_yet_received'
  | 'not_found'
  | 'unknown_alarm';

/** A fee line as it was charged; its words are in the tariff that the receipt names. */
export interface PublicLine {
  readonly code: string;
  readonly quantity?: number;
  readonly ratePaise?: Paise;
  readonly amountPaise: Paise;
}

export interface PublicReceipt {
  readonly receiptNumber: string;
  readonly counterId: string;
  readonly seq: number;
  readonly issuedAt: Instant;
  readonly serviceCode: string;
  readonly tariffId: string;
  readonly tariffVersion: number;
  /** SHA-256 of the tariff's payload, lower-case hex. */
  readonly tariffHash: string;
  readonly tenderKind: TenderKind;
  readonly totalPaise: Paise;
  readonly lines: readonly PublicLine[];
}

/**
 * The note against a receipt of which money goes back by the office's sanction: `approved` by two
 * people, then `paid` to the citizen.
 */
export interface PublicRefund {
  readonly state: 'approved' | 'paid';
  readonly amountPaise: Paise;
  readonly sanctionNumber: string | null;
}

/** `GET /v1/public/receipts/status?counterId=&receiptNumber=&seq=&qr=`; `seq`, `qr` where scanned. */
export interface ReceiptStatus {
  readonly status: ReceiptStanding;
  /** With `confirmed` and `reversed`; else null. */
  readonly receipt: PublicReceipt | null;
  readonly refund: PublicRefund | null;
}

/** One official charge of a payment link, as its quote was signed. */
export interface PublicLinkCharge {
  readonly serviceCode: string;
  readonly tariffId: string;
  readonly tariffVersion: number;
  readonly tariffHash: string;
  readonly quotedAt: Instant;
  readonly totalPaise: Paise;
  readonly lines: readonly PublicLine[];
}

/**
 * `GET /v1/public/links/:token`. `open`: to be paid. `unknown`: its time is over and the gateway has
 * not said how. `settled`: paid in cash at the counter. `refunding`: paid, and on its way back.
 */
export interface PublicLink {
  readonly state: 'open' | 'paid' | 'expired' | 'unknown' | 'settled' | 'refunding';
  readonly officeId: string;
  readonly charges: readonly PublicLinkCharge[];
  readonly totalPaise: Paise;
  readonly expiresAt: Instant;
  /** The gateway's own page, while it is open. */
  readonly payAt: string | null;
  /** As far as the counter has written them. */
  readonly receiptNumbers: readonly string[];
}

/** `GET /v1/public/roots`: daily roots, newest first; each document is `/v1/public/roots/<date>`. */
export interface PublishedRoots {
  readonly roots: readonly { readonly date: string; readonly documentHash: string }[];
}
