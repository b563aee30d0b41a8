/**
 * Sending what the gateway has settled on to the treasury's account: one transfer at the bank, from
 * order to evidence, and what of an office's money it takes. Drawn in docs/spec/payouts.md, PO1 to PO5.
 */
import { linesTotal, type DepositLine } from '#domain/deposits/deposit.ts';
import { AWAITING_UPI, REFUNDS_PAYABLE } from '#domain/ledger/postings.ts';
import type { Paise } from '#domain/money.ts';
import { DAY_MS, instant, type Instant } from '#domain/time.ts';
import { lessLines } from './settled-lines.ts';

export const PAYOUT_STATES = [
  'ordered',
  'withdrawn',
  'approved',
  'sent',
  'paid',
  'failed',
  'reversed',
] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

/** What the bank says of a transfer; `pending` is whatever is not final. */
export type TransferStatus = 'pending' | 'success' | 'failed' | 'reversed';

/** Its money counts as sent on, whether or not it has arrived. */
export const holdsMoney = (state: PayoutState): boolean =>
  state === 'ordered' || state === 'approved' || state === 'sent' || state === 'paid';

/**
 * PO3: where the bank's answer leads. Silence leads nowhere; a success counts whenever it comes, and
 * money that comes back after one does too.
 */
export function afterTransferAnswer(state: PayoutState, said: TransferStatus): PayoutState {
  switch (state) {
    case 'approved':
    case 'sent':
      return said === 'pending' ? 'sent' : said === 'success' ? 'paid' : said;
    case 'paid':
      return said === 'failed' || said === 'reversed' ? 'reversed' : 'paid';
    case 'failed':
      return said === 'success' ? 'paid' : 'failed';
    case 'ordered':
    case 'withdrawn':
    case 'reversed':
      return state;
  }
}

const MINUTE_MS = 60_000;
/** The banks' own reversal. */
const WATCHED_DAYS = 5;

/** PO4: when the bank is asked again; null where nothing is to be known any more. */
export function nextTransferQuestion(
  of: { readonly state: PayoutState; readonly approvedAt: Instant },
  now: Instant,
): Instant | null {
  const ageMs = now - of.approvedAt;
  if (of.state === 'sent' || of.state === 'approved') {
    if (ageMs < 10 * MINUTE_MS) return instant(now + MINUTE_MS / 2);
    return instant(now + (ageMs < DAY_MS ? 10 * MINUTE_MS : 6 * 60 * MINUTE_MS));
  }
  const isWatched = of.state === 'paid' || of.state === 'failed';
  return isWatched && ageMs < WATCHED_DAYS * DAY_MS ? instant(now + 6 * 60 * MINUTE_MS) : null;
}

/** PO5: letters, digits and underscores are all that the vendor takes. */
export const transferIdOf = (payoutId: string): string => payoutId.replaceAll('-', '_');

export interface Remittable {
  readonly lines: readonly DepositLine[];
  readonly amountPaise: Paise;
  /** Stays at the bank: owed back, or of nobody known yet. */
  readonly heldPaise: Paise;
}

/** Waits for a counter's receipts, or for the gateway to take it back. */
const staysAtBank = ({ account, amountPaise }: DepositLine): boolean =>
  amountPaise > 0 && (account === AWAITING_UPI || account === REFUNDS_PAYABLE);

/** PO1: what reached the bank, less what earlier transfers took; what lowers goes whole. */
export function remittable(
  arrived: readonly DepositLine[],
  taken: readonly DepositLine[],
): Remittable {
  const all = lessLines(arrived, taken);
  const lines = all.filter((line) => !staysAtBank(line));
  const held = all.filter(staysAtBank);
  return { lines, amountPaise: linesTotal(lines), heldPaise: linesTotal(held) };
}
