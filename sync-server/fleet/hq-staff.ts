/**
 * Who decides at HQ: people with a number, a role and a PIN. Each act about a case or a refund is
 * signed for by one of them, on top of the page's own session.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

import { fail, ok, type Result } from '#domain/result.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import type { Database } from '#server/store/database.ts';
import { hqStaffById, putHqStaff, type HqRole, type HqStaff } from '#server/store/hq-staff.ts';
import { hashPin } from './offices.ts';

const derive = promisify(
  (
    pin: string,
    of: { readonly salt: Uint8Array; readonly N: number; readonly length: number },
    done: (error: Error | null, key: Buffer) => void,
  ) => scrypt(pin, of.salt, of.length, { N: of.N, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }, done),
);

const FORM = /^scrypt\$(\d{1,6})\$8\$1\$([\w-]+)\$([\w-]+)$/;

/** As `hashPin` makes them; anything else is nobody's PIN. */
async function isPin(pin: string, pinHash: string): Promise<boolean> {
  const [, cost = '', saltText = '', keyText = ''] = FORM.exec(pinHash) ?? [];
  const [salt, key] = [fromBase64Url(saltText), fromBase64Url(keyText)];
  if (salt === null || key === null || key.length === 0) return false;
  const N = Number(cost);
  const derived = await derive(pin.normalize('NFKC'), { salt, N, length: key.length });
  return timingSafeEqual(derived, key);
}

let standIn: Promise<string> | null = null;
/** What is checked where there is nobody of that number. */
const nobodysPin = (): Promise<string> => (standIn ??= hashPin(randomBytes(16).toString('hex')));

/** Takes as long where there is nobody of that number. */
export const isRightPin = async (pin: string, pinHash: string | null): Promise<boolean> =>
  isPin(pin, pinHash ?? (await nobodysPin()));

/** HQ_STAFF_WRONG, whether the number, the PIN or the role is wrong: it takes as long each time. */
export async function identifyStaff(
  database: Database,
  of: { readonly staffId: string; readonly pin: string; readonly roles: readonly HqRole[] },
): Promise<Result<HqStaff>> {
  const staff = await hqStaffById(database.read, of.staffId);
  const right = await isRightPin(of.pin, staff?.pinHash ?? null);
  if (staff === null || !right || !of.roles.includes(staff.role)) return fail('HQ_STAFF_WRONG');
  return ok(staff);
}

export interface NewHqStaff extends Omit<HqStaff, 'pinHash'> {
  readonly pin: string;
}

/** Adds who is not there yet; nobody's PIN is changed here. */
export async function setUpHqStaff(
  database: Database,
  staff: readonly NewHqStaff[],
): Promise<Result<null>> {
  for (const { pin, ...member } of staff) {
    if ((await hqStaffById(database.read, member.staffId)) !== null) continue;
    const pinHash = await hashPin(pin);
    const added = await database.transact((writer) => putHqStaff(writer, { ...member, pinHash }));
    if (!added.ok) return added;
  }
  return ok(null);
}
