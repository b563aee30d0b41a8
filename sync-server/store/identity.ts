/** Rows of how citizens showed who they are: one a visit, by clerk and month. No personal data. */
import {
  clerkRates,
  type ClerkRates,
  type IdentityCount,
  type IdentityRecord,
} from '#server/judgement/identity-rates.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import type { CounterKey } from './entries.ts';
import { insertMany } from './many.ts';

const insertRows = insertMany(
  'identity_shown',
  ['office_id', 'counter_id', 'seq', 'month', 'staff_id', 'way', 'reason'],
  ' ON DUPLICATE KEY UPDATE way = VALUES(way)',
);

export const insertIdentities = (
  writer: Writer,
  of: CounterKey,
  records: readonly IdentityRecord[],
): Promise<void> =>
  insertRows(
    writer,
    records.flatMap(({ seq, month, staffId, way, reason }): SqlValue[] => [
      of.officeId,
      of.counterId,
      seq,
      month,
      staffId,
      way,
      reason,
    ]),
  );

const COUNTS =
  'SELECT office_id AS officeId, staff_id AS staffId, way, reason, COUNT(*) AS times ' +
  'FROM identity_shown WHERE month = ?';
const GROUPED = ' GROUP BY office_id, staff_id, way, reason';

/** Of every office. */
export const identityRates = async (
  reader: Reader,
  month: string,
): Promise<readonly ClerkRates[]> =>
  clerkRates(await reader.rows<IdentityCount>(COUNTS + GROUPED, [month]));

export const identityRatesOfOffice = async (
  reader: Reader,
  of: { readonly officeId: string; readonly month: string },
): Promise<readonly ClerkRates[]> => {
  const sql = `${COUNTS} AND office_id = ?${GROUPED}`;
  return clerkRates(await reader.rows<IdentityCount>(sql, [of.month, of.officeId]));
};
