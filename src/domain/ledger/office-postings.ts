/**
 * What the facts of an office's chain move between accounts, after the counters: from the safe to the
 * bank and the treasury, and from the gateway to the bank. With `postings.ts` the only formula; the
 * postings of a fact sum to zero.
 *
 * - `in-transit:<depositId>`: a bag that left the safe and is not at the bank. `bank`: accepted there.
 * - `treasury`: remitted. `gateway-fees`: what the gateway kept of UPI payments, tax included.
 * - `suspense`: money whose owner is not settled yet.
 */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { add, negate, subtract, sum, type Paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import { CHEQUES, CHEQUES_HELD, SAFE, UPI, type Posting } from './postings.ts';

export const BANK = 'bank';
export const TREASURY = 'treasury';
export const GATEWAY_FEES = 'gateway-fees';
export const SUSPENSE = 'suspense';
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
  'settlement.arrived': {
    readonly grossPaise: Paise;
    readonly refundedPaise: Paise;
    /** Fee and tax on it. */
    readonly feePaise: Paise;
  };
  'cheque.realised': { readonly amountPaise: Paise };
  'cheque.dishonoured': { readonly amountPaise: Paise };
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

function rule(fact: MoneyFact): readonly Posting[] {
  switch (fact.kind) {
    case 'deposit.carried':
      return move(fact.body.amountPaise, SAFE, inTransitOf(fact.body.depositId));
    case 'deposit.accepted':
      return accepted(fact.body);
    case 'deposit.returned': {
      const { depositId, amountPaise, wasCarried } = fact.body;
      return wasCarried ? move(amountPaise, inTransitOf(depositId), SAFE) : [];
    }
    case 'treasury.remitted':
      return move(sum(fact.body.lines.map((line) => line.amountPaise)), BANK, TREASURY);
    case 'settlement.arrived':
      return settled(fact.body);
    case 'cheque.realised':
      return move(fact.body.amountPaise, CHEQUES, BANK);
    case 'cheque.dishonoured':
      return move(fact.body.amountPaise, CHEQUES, CHEQUES_HELD);
  }
}

/** What `fact` moves: one posting an account, none of nothing. */
export function officePostingsOf(fact: MoneyFact): readonly Posting[] {
  const byAccount = new Map<string, Paise>();
  for (const { account, amountPaise } of rule(fact)) {
    const before = byAccount.get(account);
    byAccount.set(account, before === undefined ? amountPaise : add(before, amountPaise));
  }
  const postings = [...byAccount].map(([account, amountPaise]) => ({ account, amountPaise }));
  const balance = sum(postings.map(({ amountPaise }) => amountPaise));
  assert(balance === 0, `${fact.kind} is out of balance by ${balance} paise`);
  return postings.filter(({ amountPaise }) => amountPaise !== 0);
}
