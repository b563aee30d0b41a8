/** A bag as a manager writes it down: what of it is whole, and what the server would say of it. */
import { cashTotal, type CashCount } from '#domain/cash.ts';
import { allocate } from '#domain/deposits/allocation.ts';
import { DELAY_REASONS } from '#domain/deposits/deposit.ts';
import { checkLimit } from '#domain/deposits/limits.ts';
import { subtract, type Paise } from '#domain/money.ts';
import type { Failure } from '#domain/result.ts';
import type { PrepareDeposit, Safe } from '#server/api/office-cash-contract.ts';

export interface DepositDraft {
  readonly count: CashCount;
  readonly branchId: string;
  readonly bagNumber: string;
  readonly reason: string;
  readonly words: string;
}

const LEAST_SAID = 3;
/** As the server takes it: what is printed on a bag or its seal. */
const BAG = /^[\w/-]{2,40}$/;

interface Findings {
  /** What refuses the bag as it is counted. */
  readonly refusal: Failure | null;
  readonly warnings: readonly Failure[];
}

/** The server's own rules (DE2, DE9), said before anybody signs. */
export function findingsOf(safe: Safe, amountPaise: Paise): Findings {
  if (amountPaise === 0) return { refusal: null, warnings: [] };
  const allocated = allocate(safe.fees, amountPaise);
  if (!allocated.ok) return { refusal: allocated.error, warnings: [] };
  const stays = subtract(safe.bookPaise, amountPaise);
  const checks = [
    checkLimit(safe.officer, amountPaise, 'CARRIER_OVER_CEILING'),
    checkLimit(safe.office, stays, 'SAFE_OVER_CEILING'),
  ];
  const warnings = checks.flatMap((each) => (each.ok && each.value !== null ? [each.value] : []));
  const refused = checks.find((each) => !each.ok);
  return { refusal: refused?.ok === false ? refused.error : null, warnings };
}

export function bodyOf(draft: DepositDraft, safe: Safe): Omit<PrepareDeposit, 'pin'> | null {
  const { count, branchId, bagNumber, words } = draft;
  const amountPaise = cashTotal(count);
  if (amountPaise === 0 || branchId === '' || !BAG.test(bagNumber.trim())) return null;
  if (findingsOf(safe, amountPaise).refusal !== null) return null;
  const body = { count, branchId, bagNumber: bagNumber.trim() };
  if (safe.late === null) return body;
  const reason = DELAY_REASONS.find((each) => each === draft.reason);
  if (reason === undefined || words.trim().length < LEAST_SAID) return null;
  return { ...body, delay: { reason, words: words.trim() } };
}
