/**
 * Fees as people read them, made of nothing but postings: by head of account and tender, and in all.
 * Screens, registers, documents and papers ask here. Pure.
 */
import { add, negate, sum, type Paise } from '#domain/money.ts';
import type { Tender } from './postings.ts';

/** Postings of one account by one kind of entry and tender, summed over whatever is asked for. */
export interface Amount {
  readonly account: string;
  readonly kind: string;
  readonly tender: string;
  readonly amountPaise: Paise;
}

export interface HeadLine {
  readonly head: string;
  readonly chargedPaise: Paise;
  readonly reversedPaise: Paise;
  /** Charged less reversed, and of that how it came. */
  readonly netPaise: Paise;
  readonly cashPaise: Paise;
  readonly upiPaise: Paise;
  readonly instrumentPaise: Paise;
}

const REVENUE = 'revenue:';

const net = (amounts: readonly Pick<Amount, 'amountPaise'>[]): Paise =>
  negate(sum(amounts.map(({ amountPaise }) => amountPaise)));

const ofRevenue = <A extends Pick<Amount, 'account'>>(amounts: readonly A[]): readonly A[] =>
  amounts.filter(({ account }) => account.startsWith(REVENUE));

/** Charged less reversed, whatever the tender. */
export const takingsOf = (amounts: readonly Pick<Amount, 'account' | 'amountPaise'>[]): Paise =>
  net(ofRevenue(amounts));

export function headLines(amounts: readonly Amount[]): readonly HeadLine[] {
  const heads = Map.groupBy(ofRevenue(amounts), ({ account }) => account.slice(REVENUE.length));
  return [...heads]
    .map(([head, ofHead]): HeadLine => {
      const by = (tender: Tender): Paise => net(ofHead.filter((row) => row.tender === tender));
      const reversed = ofHead.filter(({ kind }) => kind === 'charge.reversed');
      const reversedPaise = negate(net(reversed));
      return {
        head,
        chargedPaise: add(net(ofHead), reversedPaise),
        reversedPaise,
        netPaise: net(ofHead),
        cashPaise: by('cash'),
        upiPaise: by('upi'),
        instrumentPaise: by('instrument'),
      };
    })
    .toSorted((a, b) => (a.head < b.head ? -1 : 1));
}
