/** Who is at the counter: sign-in, sign-out, lock and unlock, with roster and PIN, offline. */
import type { CommandInput } from '#contract/commands.ts';
import type { StaffId } from '#domain/ids.ts';
import type { LockCause } from '#domain/journal/kinds.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import { checkPin } from './pin.ts';

/** The shift that is open belongs to one person, and nobody else goes on with it. */
function checkShiftOwner(context: Context, staffId: StaffId): Result<null> {
  if (here(context).shiftId === null) return ok(null);
  const shift = shiftOf(context);
  if (shift.staffId === staffId) return ok(null);
  return fail('SHIFT_OF_ANOTHER', { staff: shift.staffId });
}

export async function signIn(
  context: Context,
  { staffId, pin }: CommandInput<'signIn'>,
): Promise<Result<null>> {
  const present = here(context);
  if (present.staffId !== null) return fail('ALREADY_SIGNED_IN', { staff: present.staffId });
  const owner = checkShiftOwner(context, staffId);
  if (!owner.ok) return owner;
  const member = await checkPin(context, { staffId, pin, purpose: 'sign_in' });
  if (!member.ok) return member;
  return context.recorder().record((act) => {
    act.append('staff.signed_in', { method: 'pin' }, { staffId });
    return ok(null);
  });
}

export function signOut(context: Context): Result<null> {
  if (here(context).shiftId !== null) return fail('SHIFT_OPEN');
  return context.recorder().record((act) => {
    act.append('staff.signed_out', { cause: 'clerk' });
    return ok(null);
  });
}

/** Locking a locked screen changes nothing and writes nothing. */
export function lockScreen(context: Context, cause: LockCause): Result<null> {
  const { staffId, locked } = here(context);
  if (staffId === null || locked) return ok(null);
  return context.recorder().record((act) => {
    act.append('screen.locked', { cause });
    return ok(null);
  });
}

/**
 * A screen that was left alone, or that comes back after a restart: locked while a shift is open,
 * whose owner unlocks it; with no shift the counter is free for the next person.
 */
export function leaveScreen(context: Context, cause: 'idle' | 'restart'): Result<null> {
  const { staffId, shiftId } = here(context);
  if (staffId === null || shiftId !== null) return lockScreen(context, cause);
  return context.recorder().record((act) => {
    act.append('staff.signed_out', { cause: 'idle' });
    return ok(null);
  });
}

/** Before anything else that the clerk's screen may ask for; one that stands still shows nobody. */
export function leaveAfterRestart(context: Context): Result<null> {
  const { memory } = context;
  if (!memory.lockDue || memory.stopped !== null) return ok(null);
  const left = leaveScreen(context, 'restart');
  memory.lockDue = !left.ok;
  return left;
}

/** By the same person only: the screen asks for nobody's name. */
export async function unlock(
  context: Context,
  { pin }: CommandInput<'unlock'>,
): Promise<Result<null>> {
  const { staffId, locked } = here(context);
  if (staffId === null) return fail('SIGN_IN_FIRST');
  if (!locked) return fail('SCREEN_NOT_LOCKED');
  const member = await checkPin(context, { staffId, pin, purpose: 'sign_in' });
  if (!member.ok) return member;
  return context.recorder().record((act) => {
    act.append('screen.unlocked', { method: 'pin' });
    return ok(null);
  });
}
