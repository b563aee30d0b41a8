/** A day of an office in one line: where it stands and what it came to. */
import { cutOffAt } from '#domain/day/rules.ts';
import { takingsOf } from '#domain/ledger/figures.ts';
import { negate, sum, ZERO, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { DayLine } from '#server/api/office-contract.ts';
import type { DayTotal } from '#server/store/books.ts';
import type { DayRecord } from '#server/store/office-days.ts';

export interface DayMoney {
  readonly netPaise: Paise;
  readonly overPaise: Paise;
  readonly shortPaise: Paise;
}

export const NO_MONEY: DayMoney = { netPaise: ZERO, overPaise: ZERO, shortPaise: ZERO };

/** Over and short by person: two people's differences do not hide each other (P11). */
export function dayMoney(rows: readonly Pick<DayTotal, 'account' | 'amountPaise'>[]): DayMoney {
  const differences = rows.filter(({ account }) => account.startsWith('over-short:'));
  const people = [...Map.groupBy(differences, ({ account }) => account).values()].map((its) =>
    sum(its.map(({ amountPaise }) => amountPaise)),
  );
  return {
    netPaise: takingsOf(rows),
    overPaise: negate(sum(people.filter((amount) => amount < 0))),
    shortPaise: sum(people.filter((amount) => amount > 0)),
  };
}

const NOT_YET = {
  state: 'open',
  how: null,
  check: null,
  maker: null,
  checker: null,
  closedAt: null,
  supplements: 0,
} as const;

export function dayLine(
  date: IsoDate,
  of: {
    readonly record: DayRecord | null;
    readonly money: DayMoney;
    readonly cutOffMinutes: number;
  },
): DayLine {
  const { record, money } = of;
  const standing =
    record === null
      ? NOT_YET
      : {
          state: record.state,
          how: record.how,
          check: record.check,
          maker: record.maker ?? record.prepared?.staffId ?? null,
          checker: record.checker,
          closedAt: record.closedAt,
          supplements: record.supplements,
        };
  return { date, ...standing, cutOffAt: cutOffAt(date, of.cutOffMinutes), ...money };
}
