/** What official documents list beside the books: receipts one by one, and numbers as stock. */
import type { Texts } from '#domain/language.ts';
import { paise, type Paise } from '#domain/money.ts';
import { instant, type Instant, type IsoDate } from '#domain/time.ts';
import type { Reader } from './database.ts';

export interface ChargedReceipt {
  readonly counterId: string;
  readonly seq: number;
  readonly receiptNumber: string;
  readonly serviceCode: string;
  readonly tenderKind: string;
  readonly totalPaise: Paise;
  readonly issuedAt: Instant;
  readonly staffId: string;
  readonly isReversed: boolean;
}

/** Of every counter, in the order of its journal; training is in no books. */
export async function receiptsOfDay(
  reader: Reader,
  of: { readonly officeId: string; readonly date: IsoDate; readonly most: number },
): Promise<readonly ChargedReceipt[]> {
  const rows = await reader.rows<{
    counter_id: string;
    seq: number;
    receipt_number: string;
    service_code: string;
    tender_kind: string;
    total_paise: number;
    issued_at: number;
    staff_id: string | null;
    reversed_seq: number | null;
  }>(
    'SELECT counter_id, seq, receipt_number, service_code, tender_kind, total_paise, issued_at, ' +
      'staff_id, reversed_seq FROM charge WHERE business_date = ? AND office_id = ? ' +
      `AND counter_id NOT LIKE '%-T%' ORDER BY counter_id, seq LIMIT ${Math.trunc(of.most)}`,
    [of.date, of.officeId],
  );
  return rows.map((row) => ({
    counterId: row.counter_id,
    seq: row.seq,
    receiptNumber: row.receipt_number,
    serviceCode: row.service_code,
    tenderKind: row.tender_kind,
    totalPaise: paise(row.total_paise),
    issuedAt: instant(row.issued_at),
    staffId: row.staff_id ?? '',
    isReversed: row.reversed_seq !== null,
  }));
}

export interface UsedNumbers {
  readonly counterId: string;
  /** What stands before the number: counter and financial year. */
  readonly series: string;
  readonly first: number;
  readonly last: number;
  readonly issued: number;
}

/** The numbers of each counter and financial year that receipts of a period bear. */
export const usedNumbers = (
  reader: Reader,
  of: { readonly officeId: string; readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly UsedNumbers[]> =>
  reader.rows<UsedNumbers>(
    "SELECT counter_id AS counterId, SUBSTRING_INDEX(receipt_number, '/', 2) AS series, " +
      "MIN(CAST(SUBSTRING_INDEX(receipt_number, '/', -1) AS SIGNED)) AS first, " +
      "MAX(CAST(SUBSTRING_INDEX(receipt_number, '/', -1) AS SIGNED)) AS last, " +
      'COUNT(*) AS issued FROM charge WHERE business_date BETWEEN ? AND ? AND office_id = ? ' +
      "AND counter_id NOT LIKE '%-T%' GROUP BY counter_id, series ORDER BY counter_id, series",
    [of.from, of.until, of.officeId],
  );

/** The day of a shift, null where HQ has not heard of it. */
export async function dayOfShift(
  reader: Reader,
  of: { readonly officeId: string; readonly counterId: string; readonly shiftId: string },
): Promise<IsoDate | null> {
  const [row] = await reader.rows<{ day: IsoDate }>(
    'SELECT business_date AS day FROM office_shift ' +
      'WHERE office_id = ? AND counter_id = ? AND shift_id = ?',
    [of.officeId, of.counterId, of.shiftId],
  );
  return row?.day ?? null;
}

/** Of every service that any tariff has named. */
export async function serviceNames(reader: Reader): Promise<ReadonlyMap<string, Texts>> {
  const rows = await reader.rows<Texts & { readonly code: string }>(
    'SELECT service_code AS code, name_en AS en, name_hi AS hi FROM service_name',
  );
  return new Map(rows.map(({ code, en, hi }) => [code, { en, hi }]));
}
