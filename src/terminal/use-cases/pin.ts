/**
 * PINs: of whoever signs in or unlocks, and of the manager who approves. A wrong one is journaled
 * and makes everybody's next try wait; the right one is journaled by the act it opens.
 */
import type { StaffId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { here, type Context } from '#terminal/context.ts';
import { pinDelayMs, pinWaitSeconds } from '#terminal/pin-delay.ts';
import type { StaffMember } from '#terminal/settings.ts';

type Purpose = 'sign_in' | 'step_up';

const memberOf = (context: Context, staffId: StaffId): StaffMember | undefined =>
  context.roster().find((member) => member.staffId === staffId);

function recordWrongPin(context: Context, staffId: StaffId, purpose: Purpose): Result<never> {
  const attempt = here(context).failedAttempts + 1;
  const recorded = context.recorder().record((act) => {
    act.append('staff.sign_in_failed', { attempt, purpose }, { staffId });
    return ok(null);
  });
  if (!recorded.ok) return recorded;
  return fail('PIN_WRONG', { seconds: Math.ceil(pinDelayMs(attempt) / 1000) });
}

/** The member of staff where the PIN is theirs; else PIN_WRONG, PIN_DELAYED or STAFF_UNKNOWN. */
export async function checkPin(
  context: Context,
  of: { readonly staffId: StaffId; readonly pin: string; readonly purpose: Purpose },
): Promise<Result<StaffMember>> {
  const seconds = pinWaitSeconds(here(context), context.now());
  if (seconds > 0) return fail('PIN_DELAYED', { seconds });
  const member = memberOf(context, of.staffId);
  if (member === undefined) return fail('STAFF_UNKNOWN', { staff: of.staffId });
  const isRight = await context.ports.pins.matches(of.pin, member.pinHash);
  return isRight ? ok(member) : recordWrongPin(context, of.staffId, of.purpose);
}

export interface Approval {
  readonly approverId: StaffId;
  readonly approverPin: string;
}

/** A second person: a manager, and never the one whose act it is. */
export async function checkApproval(
  context: Context,
  approval: Approval,
): Promise<Result<StaffMember>> {
  const { approverId: staffId, approverPin: pin } = approval;
  if (staffId === here(context).staffId) return fail('OWN_APPROVAL');
  const member = memberOf(context, staffId);
  if (member !== undefined && member.role !== 'manager') {
    return fail('NOT_A_MANAGER', { staff: staffId });
  }
  return checkPin(context, { staffId, pin, purpose: 'step_up' });
}
