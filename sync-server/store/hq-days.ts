/** Days of all offices as rows, and what they came to, for HQ's page. */
import { paise, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { OfficeDays } from '#server/api/hq-days-contract.ts';
import type { Reader, SqlValue } from './database.ts';
import { readDay, type DayRecord, type DayStateName, type RawDay } from './office-days.ts';

export interface DaysWanted {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly officeId: string | null;
  readonly state: DayStateName | null;
}

const MAX_ROWS = 500;

function where(of: DaysWanted): { readonly sql: string; readonly values: readonly SqlValue[] } {
  const office = of.officeId === null ? '' : ' AND office_id = ?';
  const state = of.state === null ? '' : ' AND state = ?';
  const values = [of.from, of.until, of.officeId, of.state].filter((value) => value !== null);
  return { sql: `WHERE business_date BETWEEN ? AND ?${office}${state}`, values };
}

export async function daysEverywhere(
  reader: Reader,
  of: DaysWanted,
): Promise<readonly DayRecord[]> {
  const { sql, values } = where(of);
  const rows = await reader.rows<RawDay>(
    `SELECT * FROM office_day ${sql} ORDER BY business_date DESC, office_id LIMIT ${MAX_ROWS}`,
    values,
  );
  return rows.map(readDay);
}

type Counts = { readonly [K in keyof OfficeDays['totals']]: number | null };

export async function dayCounts(reader: Reader, of: DaysWanted): Promise<OfficeDays['totals']> {
  const { sql, values } = where(of);
  const count = (test: string): string => `SUM(CASE WHEN ${test} THEN 1 ELSE 0 END)`;
  const [row] = await reader.rows<Counts>(
    `SELECT COUNT(*) AS days, ${count("state = 'open'")} AS open, ` +
      `${count("state = 'prepared'")} AS prepared, ${count("state = 'closed'")} AS closed, ` +
      `${count("closed_how = 'cut_off'")} AS byThemselves, ` +
      `${count('supplements > 0')} AS supplemented, ` +
      `${count("check_state = 'waiting'")} AS checksWaiting FROM office_day ${sql}`,
    values,
  );
  return {
    days: row?.days ?? 0,
    open: row?.open ?? 0,
    prepared: row?.prepared ?? 0,
    closed: row?.closed ?? 0,
    byThemselves: row?.byThemselves ?? 0,
    supplemented: row?.supplemented ?? 0,
    checksWaiting: row?.checksWaiting ?? 0,
  };
}

export interface OfficeMoney {
  readonly officeId: string;
  readonly netPaise: Paise;
  readonly overPaise: Paise;
  readonly shortPaise: Paise;
}

interface RawMoney {
  readonly officeId: string;
  readonly revenue: number;
  readonly over: number;
  readonly short: number;
}

/** Of one date and a run of offices: people's differences do not hide each other (P11). */
export async function moneyOfDays(
  reader: Reader,
  of: { readonly date: IsoDate; readonly from: string; readonly until: string },
): Promise<readonly OfficeMoney[]> {
  const rows = await reader.rows<RawMoney>(
    'SELECT office_id AS officeId, ' +
      "SUM(CASE WHEN account LIKE 'revenue:%' THEN -total ELSE 0 END) AS revenue, " +
      "SUM(CASE WHEN account LIKE 'over-short:%' THEN GREATEST(-total, 0) ELSE 0 END) AS `over`, " +
      "SUM(CASE WHEN account LIKE 'over-short:%' THEN GREATEST(total, 0) ELSE 0 END) AS short " +
      'FROM (SELECT office_id, account, SUM(amount_paise) AS total FROM book_day ' +
      'WHERE business_date = ? AND office_id BETWEEN ? AND ? GROUP BY office_id, account) x ' +
      'GROUP BY office_id',
    [of.date, of.from, of.until],
  );
  return rows.map(({ officeId, revenue, over, short }) => ({
    officeId,
    netPaise: paise(revenue),
    overPaise: paise(over),
    shortPaise: paise(short),
  }));
}
