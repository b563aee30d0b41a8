/** A month of an office head by head, from the counter to the treasury, and its trial balance. */
import { accountLines } from '#domain/day/make-document.ts';
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { sum, type Paise } from '#domain/money.ts';
import type { MonthFigures } from '#server/api/office-registers-contract.ts';
import { daysInLines } from '#server/day/days-in-lines.ts';
import type { Reader } from '#server/store/database.ts';
import { depositsBetween } from '#server/store/deposits.ts';
import { remittancesOf } from '#server/store/remittances.ts';
import { monthRange, visibleBooks } from './visible.ts';

const ofHead = (lines: readonly DepositLine[], head: string): Paise =>
  sum(
    lines
      .filter(({ account }) => account === `revenue:${head}`)
      .map(({ amountPaise }) => amountPaise),
  );

export async function monthFigures(
  reader: Reader,
  officeId: string,
  month: string,
): Promise<MonthFigures> {
  const range = monthRange(month);
  const { rows, opening } = await visibleBooks(reader, officeId, range);
  const deposited = (await depositsBetween(reader, officeId, range))
    .filter(({ state, carriedOn }) => state !== 'returned' && carriedOn !== null)
    .flatMap(({ lines }) => lines);
  const remitted = (await remittancesOf(reader, officeId))
    .filter(({ realisedOn }) => realisedOn?.startsWith(month))
    .flatMap(({ lines }) => lines);
  const charged = new Map(headLines(rows).map((line) => [line.head, line]));
  const revenue = [...deposited, ...remitted].flatMap(({ account }) =>
    account.startsWith('revenue:') ? [account.slice('revenue:'.length)] : [],
  );
  const heads = [...new Set([...charged.keys(), ...revenue])].sort();
  return {
    month,
    heads: heads.map((head) => {
      const nothing = 0 as Paise;
      const line = charged.get(head);
      return {
        head,
        chargedPaise: line?.chargedPaise ?? nothing,
        reversedPaise: line?.reversedPaise ?? nothing,
        cashPaise: line?.cashPaise ?? nothing,
        upiPaise: line?.upiPaise ?? nothing,
        instrumentPaise: line?.instrumentPaise ?? nothing,
        depositedPaise: ofHead(deposited, head),
        remittedPaise: ofHead(remitted, head),
      };
    }),
    accounts: accountLines(rows, opening),
    days: await daysInLines(reader, officeId, range),
  };
}
