/**
 * Makes the document of a day from the books, and checks that its parts agree: heads, tenders and
 * services are one sum, and the accounts together nothing (P5). Pure.
 */
import { headLines, type Amount } from '#domain/ledger/figures.ts';
import { add, negate, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';
import type {
  AccountLine,
  DayDocument,
  DayShift,
  PersonLine,
  ServiceLine,
  TenderLine,
} from './document.ts';

export interface ChargedService {
  readonly serviceCode: string;
  readonly tender: string;
  readonly receipts: number;
  readonly chargedPaise: Paise;
  readonly reversals: number;
  readonly reversedPaise: Paise;
}

type Figures = Omit<TenderLine, 'tender'>;

function figuresOf(services: readonly ChargedService[]): Figures {
  const chargedPaise = sum(services.map((it) => it.chargedPaise));
  const reversedPaise = sum(services.map((it) => it.reversedPaise));
  return {
    receipts: services.reduce((total, it) => total + it.receipts, 0),
    reversals: services.reduce((total, it) => total + it.reversals, 0),
    chargedPaise,
    reversedPaise,
    netPaise: subtract(chargedPaise, reversedPaise),
  };
}

export const tenderLines = (services: readonly ChargedService[]): readonly TenderLine[] =>
  [...Map.groupBy(services, ({ tender }) => tender)]
    .map(([tender, its]) => ({ tender, ...figuresOf(its) }))
    .toSorted((a, b) => (a.tender < b.tender ? -1 : 1));

export const serviceLines = (
  services: readonly ChargedService[],
  namesOf: (serviceCode: string) => ServiceLine['texts'],
): readonly ServiceLine[] =>
  [...Map.groupBy(services, ({ serviceCode }) => serviceCode)]
    .map(([serviceCode, its]) => ({ serviceCode, texts: namesOf(serviceCode), ...figuresOf(its) }))
    .toSorted((a, b) => (a.serviceCode < b.serviceCode ? -1 : 1));

/** Accounts with nothing in them at both ends and nothing moved are left out. */
export function accountLines(
  rows: readonly Amount[],
  opening: ReadonlyMap<string, Paise>,
): readonly AccountLine[] {
  const moved = new Map<string, Paise>();
  for (const { account, amountPaise } of rows) {
    moved.set(account, add(moved.get(account) ?? ZERO, amountPaise));
  }
  return [...new Set([...opening.keys(), ...moved.keys()])]
    .sort()
    .map((account): AccountLine => {
      const openingPaise = opening.get(account) ?? ZERO;
      const movedPaise = moved.get(account) ?? ZERO;
      const closingPaise = add(openingPaise, movedPaise);
      return { account, openingPaise, movedPaise, closingPaise };
    })
    .filter((it) => it.openingPaise !== 0 || it.movedPaise !== 0 || it.closingPaise !== 0);
}

/** P11: of shifts that are closed. */
export function personLines(shifts: readonly DayShift[]): readonly PersonLine[] {
  const closed = shifts.filter(({ closedAt }) => closedAt !== null);
  return [...Map.groupBy(closed, ({ staffId }) => staffId)]
    .map(([staffId, its]): PersonLine => {
      const variances = its.map(({ variancePaise }) => variancePaise ?? ZERO);
      return {
        staffId,
        shifts: its.length,
        overPaise: sum(variances.filter((amount) => amount > 0)),
        shortPaise: negate(sum(variances.filter((amount) => amount < 0))),
      };
    })
    .toSorted((a, b) => (a.staffId < b.staffId ? -1 : 1));
}

type Given = Omit<
  DayDocument,
  'formatVersion' | 'byHead' | 'byTender' | 'byService' | 'accounts' | 'people'
>;

export function makeDayDocument(
  given: Given,
  of: {
    readonly rows: readonly Amount[];
    readonly opening: ReadonlyMap<string, Paise>;
    readonly services: readonly ChargedService[];
    readonly namesOf: (serviceCode: string) => ServiceLine['texts'];
  },
): DayDocument {
  const document: DayDocument = {
    formatVersion: 1,
    ...given,
    byHead: headLines(of.rows),
    byTender: tenderLines(of.services),
    byService: serviceLines(of.services, of.namesOf),
    accounts: accountLines(of.rows, of.opening),
    people: personLines(given.shifts),
  };
  checkDocument(document);
  return document;
}

/** DC8: one sum by head, by tender and by service; every column of the accounts is nothing. */
export function checkDocument({ date, byHead, byTender, byService, accounts }: DayDocument): void {
  const totals = [byHead, byTender, byService].map((lines) =>
    sum(lines.map(({ netPaise }) => netPaise)),
  );
  assert(
    new Set(totals).size === 1,
    `${date}: heads, tenders and services are ${totals.join(', ')}`,
  );
  for (const column of ['openingPaise', 'movedPaise', 'closingPaise'] as const) {
    const left = sum(accounts.map((it) => it[column]));
    assert(left === 0, `${date}: ${column} of all accounts is ${left}`);
  }
}
