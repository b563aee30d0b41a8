/** Differences of closed shifts, summed by person: for HQ's page of who was over and short. */
import type { IsoDate } from '#domain/time.ts';
import type { OverShortShifts } from '#server/api/hq-days-contract.ts';
import type { Reader } from './database.ts';
import type { CounterKey } from './entries.ts';

export interface PersonSpread {
  readonly officeId: string;
  readonly staffId: string;
  readonly shifts: number;
  readonly sumPaise: number;
  readonly sumOfSquares: number;
  readonly shiftsOver: number;
  readonly shiftsShort: number;
  readonly overPaise: number;
  readonly shortPaise: number;
  readonly lowestPaise: number;
  readonly highestPaise: number;
}

interface Range {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly officeId: string | null;
}

const MAX_PEOPLE = 20_000;

export const spreads = (reader: Reader, of: Range): Promise<readonly PersonSpread[]> =>
  reader.rows<PersonSpread>(
    'SELECT office_id AS officeId, staff_id AS staffId, COUNT(*) AS shifts, ' +
      'SUM(variance_paise) AS sumPaise, SUM(variance_paise * variance_paise) AS sumOfSquares, ' +
      'SUM(CASE WHEN variance_paise > 0 THEN 1 ELSE 0 END) AS shiftsOver, ' +
      'SUM(CASE WHEN variance_paise < 0 THEN 1 ELSE 0 END) AS shiftsShort, ' +
      'SUM(GREATEST(variance_paise, 0)) AS overPaise, ' +
      'SUM(GREATEST(-variance_paise, 0)) AS shortPaise, MIN(variance_paise) AS lowestPaise, ' +
      'MAX(variance_paise) AS highestPaise FROM office_shift ' +
      'WHERE business_date BETWEEN ? AND ? AND closed_seq IS NOT NULL ' +
      `${of.officeId === null ? '' : 'AND office_id = ? '}GROUP BY office_id, staff_id ` +
      `LIMIT ${MAX_PEOPLE}`,
    [of.from, of.until, ...(of.officeId === null ? [] : [of.officeId])],
  );

type ShiftVariance = Omit<
  OverShortShifts['rows'][number],
  'variancePaise' | 'takingsPaise' | 'isBeyond'
> &
  CounterKey & { readonly variance: number };

/** Of one person, the widest first. */
export const variancesOf = (
  reader: Reader,
  of: { readonly from: IsoDate; readonly until: IsoDate } & {
    readonly officeId: string;
    readonly staffId: string;
  },
): Promise<readonly ShiftVariance[]> =>
  reader.rows<ShiftVariance>(
    'SELECT office_id AS officeId, counter_id AS counterId, shift_id AS shiftId, ' +
      'business_date AS date, variance_paise AS variance, reason, closed_by AS closedBy ' +
      'FROM office_shift WHERE office_id = ? AND business_date BETWEEN ? AND ? ' +
      'AND staff_id = ? AND closed_seq IS NOT NULL ' +
      'ORDER BY ABS(variance_paise) DESC, business_date, shift_id LIMIT 500',
    [of.officeId, of.from, of.until, of.staffId],
  );

/** How many of a person's shifts lie outside. */
export async function countOutside(
  reader: Reader,
  of: {
    readonly from: IsoDate;
    readonly until: IsoDate;
    readonly officeId: string;
    readonly staffId: string;
    readonly lowerPaise: number;
    readonly upperPaise: number;
  },
): Promise<number> {
  const [row] = await reader.rows<{ n: number }>(
    'SELECT COUNT(*) AS n FROM office_shift WHERE office_id = ? AND business_date BETWEEN ? AND ? ' +
      'AND staff_id = ? AND closed_seq IS NOT NULL ' +
      'AND (variance_paise < ? OR variance_paise > ?)',
    [of.officeId, of.from, of.until, of.staffId, of.lowerPaise, of.upperPaise],
  );
  return row?.n ?? 0;
}
