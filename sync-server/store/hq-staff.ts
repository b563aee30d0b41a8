/** People at HQ, by number. */
import type { Reader, Writer } from './database.ts';

export type HqRole = 'hq_operator' | 'hq_approver';

export interface HqStaff {
  readonly staffId: string;
  readonly name: string;
  readonly role: HqRole;
  readonly pinHash: string;
}

export async function hqStaffById(reader: Reader, staffId: string): Promise<HqStaff | null> {
  const [row] = await reader.rows<HqStaff>(
    'SELECT staff_id AS staffId, name, role, pin_hash AS pinHash FROM hq_staff WHERE staff_id = ?',
    [staffId],
  );
  return row ?? null;
}

export const putHqStaff = (writer: Writer, of: HqStaff): Promise<number> =>
  writer.run(
    'INSERT INTO hq_staff (staff_id, name, role, pin_hash) VALUES (?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE staff_id = staff_id',
    [of.staffId, of.name, of.role, of.pinHash],
  );
