/**
 * A deposit of cash on its way from an office's safe to the bank: prepared by one manager, let go by
 * another, carried by a third with a witness, accepted by the bank or brought back. Pure: what may
 * follow what, and what makes an act refused. Rules in docs/spec/deposits.md.
 */
import { cashTotal, isCashCount, type CashCount } from '#domain/cash.ts';
import { sum, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';

export const DEPOSIT_STATES = ['prepared', 'carried', 'accepted', 'returned'] as const;
export type DepositState = (typeof DEPOSIT_STATES)[number];

const NEXT: Readonly<Record<DepositState, readonly DepositState[]>> = {
  prepared: ['carried', 'returned'],
  carried: ['accepted', 'returned'],
  accepted: [],
  returned: [],
};

/** Why cash was not at the bank on its day. */
export const DELAY_REASONS = [
  'bank_closed',
  'bank_refused',
  'no_escort',
  'road_blocked',
  'counted_again',
  'other',
] as const;
export type DelayReason = (typeof DELAY_REASONS)[number];

/** An account of {@link DepositLine} beside heads: what people were over or short. */
export const OVER_SHORT_LINE = 'over-short';
/** Charged under cash, but paid by what an earlier UPI payment left: the cash never came. */
export const CREDIT_LINE = 'credit';

/** `revenue:<head>`, {@link OVER_SHORT_LINE} or {@link CREDIT_LINE}; a shortage is negative. */
export interface DepositLine {
  readonly account: string;
  readonly amountPaise: Paise;
}

export const linesTotal = (lines: readonly DepositLine[]): Paise =>
  sum(lines.map(({ amountPaise }) => amountPaise));

/** What is known of a deposit when somebody acts on it. */
export interface Deposit {
  readonly depositId: string;
  readonly state: DepositState;
  readonly amountPaise: Paise;
  readonly preparedBy: string;
  readonly carriedOn: IsoDate | null;
  readonly carrier: string | null;
}

/** DE5: DEPOSIT_STATE where it is not that deposit's turn. */
export function mayBecome(deposit: Deposit, state: DepositState): Result<Deposit> {
  return NEXT[deposit.state].includes(state)
    ? ok(deposit)
    : fail('DEPOSIT_STATE', { state: deposit.state });
}

/** DE2: the sheet's notes and coins, CASH_COUNT_EMPTY or INPUT_INVALID where it is none. */
export function sheetTotal(count: CashCount): Result<Paise> {
  if (!isCashCount(count)) return fail('INPUT_INVALID', { field: 'count' });
  const total = cashTotal(count);
  return total > 0 ? ok(total) : fail('CASH_COUNT_EMPTY');
}

/** DE4, DE6: the bag leaves by leave of another than who filled it; carrier and witness are two. */
export function mayCarry(
  deposit: Deposit,
  of: { readonly staffId: string; readonly carrier: string; readonly witness: string },
): Result<Deposit> {
  const found = mayBecome(deposit, 'carried');
  if (!found.ok) return found;
  if (of.staffId === deposit.preparedBy) return fail('SECOND_PERSON_NEEDED');
  if (of.carrier === of.witness) return fail('DEPOSIT_WITNESS');
  return found;
}

export interface BankAnswer {
  readonly staffId: string;
  readonly acceptedPaise: Paise;
  /** Where the bank took another sum than the bag held. */
  readonly reason: string | null;
  readonly realisedOn: IsoDate;
}

/** DE4, DE7, DE8: not said by the carrier, not dated before the bag left or after today. */
export function mayAccept(
  deposit: Deposit,
  of: BankAnswer & { readonly today: IsoDate },
): Result<Deposit> {
  const found = mayBecome(deposit, 'accepted');
  if (!found.ok) return found;
  if (of.staffId === deposit.carrier) return fail('SECOND_PERSON_NEEDED');
  if (deposit.carriedOn !== null && of.realisedOn < deposit.carriedOn) {
    return fail('BANK_DATE_EARLY', { date: of.realisedOn, carried: deposit.carriedOn });
  }
  if (of.realisedOn > of.today) return fail('BANK_DATE_FUTURE', { date: of.realisedOn });
  if (of.acceptedPaise < 0) return fail('INPUT_INVALID', { field: 'acceptedPaise' });
  const differs = of.acceptedPaise !== deposit.amountPaise;
  return differs && of.reason === null ? fail('DEPOSIT_DIFFERS') : found;
}

/** DE8: how two spellings of one bank reference are one. */
export const bankReference = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
