/**
 * What of a charge's money the gateway holds, and what of that is owed back, by the gateway's own
 * evidence alone. What a counter reversed, or two people sanctioned, is owed by their own entries: it is
 * no debt here, and what went back of it pays theirs.
 */
import { subtract, sum, type Paise } from '#domain/money.ts';
import type { Collection, RefundDuty } from './types.ts';

export interface PaymentPosition {
  readonly upiPaise: Paise;
  readonly owedPaise: Paise;
}

const isBack = ({ state }: RefundDuty): boolean => state === 'refunded' || state === 'by_gateway';
const isOwedElsewhere = ({ part }: RefundDuty): boolean => part !== undefined;

const total = (of: readonly { readonly amountPaise: Paise }[]): Paise =>
  sum(of.map(({ amountPaise }) => amountPaise));

export function paymentPosition({ successes, duties }: Collection): PaymentPosition {
  const back = duties.filter(isBack);
  const owed = duties.filter((duty) => !isBack(duty) && !isOwedElsewhere(duty));
  return {
    upiPaise: subtract(total(successes), total(back)),
    owedPaise: subtract(total(owed), total(back.filter(isOwedElsewhere))),
  };
}
