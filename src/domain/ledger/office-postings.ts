/**
 * What the facts of an office's chain move between accounts, after the counters: from the safe to the
 * bank and the treasury, from the gateway to the bank, and what citizens get back. With `postings.ts`
 * the only formula; the postings of a fact sum to zero. What each account means is in `chart.ts`.
 *
 * The gateway's own evidence puts money into `upi`, out of `awaiting-upi`; the receipt that the counter
 * makes of it puts it back there. So what stays in `awaiting-upi` is paid and not receipted (negative)
 * or receipted without evidence (positive).
 */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { add, negate, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import {
  AWAITING_UPI,
  CHEQUES,
  CHEQUES_HELD,
  REFUNDS_PAYABLE,
  SAFE,
  type Posting,
} from './postings.ts';

export const UPI = 'upi';
export const BANK = 'bank';
export const TREASURY = 'treasury';
export const GATEWAY_FEES = 'gateway-fees';
export const SUSPENSE = 'suspense';
export const DEDUCT_REFUNDS = 'deduct-refunds';
/** Who signs what no person did. */
const SERVER = 'server';
export const inTransitOf = (depositId: string): string => `in-transit:${depositId}`;

/** The bodies that money moves by; the chain's own forms hold more. */
export interface MoneyFacts {
  'deposit.carried': { readonly depositId: string; readonly amountPaise: Paise };
  'deposit.accepted': {
    readonly depositId: string;
    readonly amountPaise: Paise;
    /** What the bank credited; it may have found a false note. */
    readonly acceptedPaise: Paise;
  };
  /** `wasCarried`: the bag had left the safe and is back in it. */
  'deposit.returned': {
    readonly depositId: string;
    readonly amountPaise: Paise;
    readonly wasCarried: boolean;
  };
  'treasury.remitted': { readonly lines: readonly DepositLine[] };
  /** A transfer that the bank sent back. */
  'treasury.returned': { readonly lines: readonly DepositLine[] };
  'settlement.arrived': {
    readonly grossPaise: Paise;
    readonly refundedPaise: Paise;
    /** Fee and tax on it. */
    readonly feePaise: Paise;
  };
  /** The bank sent it back to the gateway, which owes it again. */
  'settlement.returned': MoneyFacts['settlement.arrived'];
  'cheque.realised': { readonly amountPaise: Paise };
  'cheque.dishonoured': { readonly amountPaise: Paise };
  /** More or less than before: held by the gateway, and of that owed back by its evidence. */
  'payment.moved': { readonly upiPaise: Paise; readonly owedPaise: Paise };
  'refund.approved': { readonly amountPaise?: Paise | undefined };
  /** What HQ itself sent back through the gateway is in the gateway's own evidence. */
  'refund.paid': { readonly amountPaise?: Paise | undefined; readonly staffId: string };
}

export type MoneyFactKind = keyof MoneyFacts;
export type MoneyFact = {
  readonly [K in MoneyFactKind]: { readonly kind: K; readonly body: MoneyFacts[K] };
}[MoneyFactKind];

const move = (amountPaise: Paise, from: string, to: string): readonly Posting[] => [
  { account: from, amountPaise: negate(amountPaise) },
  { account: to, amountPaise },
];

function settled(body: MoneyFacts['settlement.arrived']): readonly Posting[] {
  const netPaise = subtract(body.grossPaise, body.refundedPaise);
  return [
    { account: UPI, amountPaise: negate(netPaise) },
    { account: GATEWAY_FEES, amountPaise: body.feePaise },
    { account: BANK, amountPaise: subtract(netPaise, body.feePaise) },
  ];
}

function accepted(body: MoneyFacts['deposit.accepted']): readonly Posting[] {
  const missingPaise = subtract(body.amountPaise, body.acceptedPaise);
  return [
    ...move(body.acceptedPaise, inTransitOf(body.depositId), BANK),
    ...move(missingPaise, inTransitOf(body.depositId), SUSPENSE),
  ];
}

type Rules = {
  readonly [K in MoneyFactKind]: (body: MoneyFacts[K]) => readonly Posting[];
};

const RULES: Rules = {
  'deposit.carried': ({ amountPaise, depositId }) =>
    move(amountPaise, SAFE, inTransitOf(depositId)),
  'deposit.accepted': accepted,
  'deposit.returned': ({ depositId, amountPaise, wasCarried }) =>
    wasCarried ? move(amountPaise, inTransitOf(depositId), SAFE) : [],
  'treasury.remitted': ({ lines }) =>
    move(sum(lines.map((line) => line.amountPaise)), BANK, TREASURY),
  'treasury.returned': ({ lines }) =>
    move(sum(lines.map((line) => line.amountPaise)), TREASURY, BANK),
  'settlement.arrived': settled,
  'settlement.returned': (body) =>
    settled(body).map(({ account, amountPaise }) => ({
      account,
      amountPaise: negate(amountPaise),
    })),
  'cheque.realised': ({ amountPaise }) => move(amountPaise, CHEQUES, BANK),
  'cheque.dishonoured': ({ amountPaise }) => move(amountPaise, CHEQUES, CHEQUES_HELD),
  'payment.moved': ({ upiPaise, owedPaise }) => [
    { account: UPI, amountPaise: upiPaise },
    { account: REFUNDS_PAYABLE, amountPaise: negate(owedPaise) },
    { account: AWAITING_UPI, amountPaise: subtract(owedPaise, upiPaise) },
  ],
  'refund.approved': ({ amountPaise }) =>
    move(amountPaise ?? ZERO, REFUNDS_PAYABLE, DEDUCT_REFUNDS),
  // A refund by sanction is a bill at the treasury, whoever hands the money over (no expense of fees).
  'refund.paid': ({ amountPaise, staffId }) =>
    staffId === SERVER ? [] : move(amountPaise ?? ZERO, TREASURY, REFUNDS_PAYABLE),
};

export const isMoneyFact = (fact: { readonly kind: string }): fact is MoneyFact =>
  Object.hasOwn(RULES, fact.kind);

/** What `fact` moves: one posting an account, none of nothing. */
export function officePostingsOf(fact: MoneyFact): readonly Posting[] {
  const rule = RULES[fact.kind] as (body: MoneyFact['body']) => readonly Posting[];
  const byAccount = new Map<string, Paise>();
  for (const { account, amountPaise } of rule(fact.body)) {
    byAccount.set(account, add(byAccount.get(account) ?? ZERO, amountPaise));
  }
  const postings = [...byAccount].map(([account, amountPaise]) => ({ account, amountPaise }));
  const balance = sum(postings.map(({ amountPaise }) => amountPaise));
  assert(balance === 0, `${fact.kind} is out of balance by ${balance} paise`);
  return postings.filter(({ amountPaise }) => amountPaise !== 0);
}
