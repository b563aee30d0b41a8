/**
 * Whose money a settlement of the gateway brings to the bank, account by account: the heads of the
 * receipts that its payments paid, less what went back and what the gateway kept. Their sum is what
 * reached the bank. U26 of docs/spec/payments.md.
 */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { DEDUCT_REFUNDS, GATEWAY_FEES, SUSPENSE } from '#domain/ledger/office-postings.ts';
import { AWAITING_UPI, REFUNDS_PAYABLE, revenueOf } from '#domain/ledger/postings.ts';
import { add, negate, sum, ZERO, type Paise } from '#domain/money.ts';
import { readRefundId } from './evidence.ts';
import { partOf, settlingSuccess } from './parts.ts';
import type { Collection } from './types.ts';

export interface SettledMovement {
  readonly gatewayPaymentId: string;
  /** Negative where it went back, or was withheld. */
  readonly amountPaise: Paise;
  /** Fee and tax. */
  readonly feePaise: Paise;
  /** Ours, where it is a refund that we asked for. */
  readonly refundId: string | null;
}

export interface SettledCharge {
  readonly collection: Collection;
  /** As the counters' journals hold them; empty while they have not come. */
  readonly receipts: readonly {
    readonly receiptNumber: string;
    readonly totalPaise: Paise;
    readonly lines: readonly { readonly head: string; readonly amountPaise: Paise }[];
  }[];
}

type Receipt = SettledCharge['receipts'][number];

/** One line an account, in their order; none of nothing. */
export function addedLines(lines: Iterable<DepositLine>): readonly DepositLine[] {
  const totals = new Map<string, Paise>();
  for (const { account, amountPaise } of lines) {
    totals.set(account, add(totals.get(account) ?? ZERO, amountPaise));
  }
  return [...totals]
    .filter(([, amountPaise]) => amountPaise !== 0)
    .map(([account, amountPaise]) => ({ account, amountPaise }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
}

export const lessLines = (
  lines: readonly DepositLine[],
  gone: readonly DepositLine[],
): readonly DepositLine[] =>
  addedLines([
    ...lines,
    ...gone.map(({ account, amountPaise }) => ({ account, amountPaise: negate(amountPaise) })),
  ]);

const headsOf = ({ lines }: Receipt): readonly DepositLine[] =>
  lines.map(({ head, amountPaise }) => ({ account: revenueOf(head), amountPaise }));

/** Paid for its receipts; before they have come, and where it pays for none, apart from the heads. */
function paidLines(of: SettledMovement, charge: SettledCharge): readonly DepositLine[] {
  const { amountPaise } = of;
  const settles = settlingSuccess(charge.collection)?.gatewayPaymentId === of.gatewayPaymentId;
  if (!settles) return [{ account: REFUNDS_PAYABLE, amountPaise }];
  const receipted = sum(charge.receipts.map(({ totalPaise }) => totalPaise));
  if (receipted === amountPaise) return charge.receipts.flatMap(headsOf);
  return [{ account: AWAITING_UPI, amountPaise }];
}

/** A receipt taken back lowers its heads; a sanction is booked as a refund; the rest is not theirs. */
function backLines(of: SettledMovement, charge: SettledCharge): readonly DepositLine[] {
  const { amountPaise } = of;
  const { part } = readRefundId(of.refundId ?? '');
  const duty = charge.collection.duties.find((it) => part > 0 && partOf(it) === part);
  if (duty?.part === undefined) {
    const settles = settlingSuccess(charge.collection)?.gatewayPaymentId === of.gatewayPaymentId;
    return [{ account: settles ? SUSPENSE : REFUNDS_PAYABLE, amountPaise }];
  }
  const { receiptNumber, sanctionId } = duty.part;
  const receipt = charge.receipts.find((it) => it.receiptNumber === receiptNumber);
  const isWhole = receipt?.totalPaise === negate(amountPaise);
  if (sanctionId !== null || receipt === undefined || !isWhole) {
    return [{ account: DEDUCT_REFUNDS, amountPaise }];
  }
  return lessLines([], headsOf(receipt));
}

export function settledLines(
  movements: readonly (SettledMovement & { readonly charge: SettledCharge })[],
): readonly DepositLine[] {
  const lines = movements.flatMap((it) => [
    ...(it.amountPaise >= 0 ? paidLines(it, it.charge) : backLines(it, it.charge)),
    { account: GATEWAY_FEES, amountPaise: negate(it.feePaise) },
  ]);
  return addedLines(lines);
}
