/** What the desk of each office is held to: ceilings, due days, cut-off, branches of banks. */
import { parseDepositSettings, type DepositSettings } from '#domain/deposits/limits.ts';
import { assert } from '#domain/result.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { Reader, Writer } from './database.ts';

export type DeskSettings = OfficeFactBody<'desk.settings_changed'>['settings'];

/** Noon of the day after, no ceilings, no branches: until HQ has said something else. */
export const DEFAULT_DESK: DeskSettings = { deposits: {}, cutOffMinutes: 2_160, branches: [] };

export async function deskSettings(reader: Reader, officeId: string): Promise<DeskSettings> {
  const [row] = await reader.rows<{ settings: string }>(
    'SELECT settings FROM office_desk WHERE office_id = ?',
    [officeId],
  );
  return row === undefined ? DEFAULT_DESK : (JSON.parse(row.settings) as DeskSettings);
}

/** Of the offices from one to another by name; those with none of their own are not in it. */
export async function desksBetween(
  reader: Reader,
  of: { readonly from: string; readonly until: string },
): Promise<ReadonlyMap<string, DeskSettings>> {
  const rows = await reader.rows<{ officeId: string; settings: string }>(
    'SELECT office_id AS officeId, settings FROM office_desk WHERE office_id BETWEEN ? AND ?',
    [of.from, of.until],
  );
  return new Map(
    rows.map(({ officeId, settings }) => [officeId, JSON.parse(settings) as DeskSettings]),
  );
}

export async function putDeskSettings(
  writer: Writer,
  officeId: string,
  settings: DeskSettings,
): Promise<void> {
  await writer.run(
    'INSERT INTO office_desk (office_id, settings) VALUES (?,?) ' +
      'ON DUPLICATE KEY UPDATE settings = VALUES(settings)',
    [officeId, JSON.stringify(settings)],
  );
}

export function depositSettings({ deposits }: DeskSettings): DepositSettings {
  const parsed = parseDepositSettings(deposits);
  assert(parsed !== null, 'what HQ has set can be read');
  return parsed;
}
