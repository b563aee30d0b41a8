/**
 * PINs: of whoever signs in or unlocks, and of the manager who approves. A wrong one is journaled
 * and makes everybody's next try wait; the right one is journaled by the act it opens.
 */
import type { StaffId } from '#domain/ids.ts';
import type { StepUpAct } from '#domain/journal/finger-kinds.ts';
import type { EntryBodies } from '#domain/journal/kinds.ts';
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
  context.memory.pinFailedMs = context.ports.clock.monotonicMs();
  return fail('PIN_WRONG', { seconds: Math.ceil(pinDelayMs(attempt) / 1000) });
}

/** The member of staff where the PIN is theirs; else PIN_WRONG, PIN_DELAYED or STAFF_UNKNOWN. */
export async function checkPin(
  context: Context,
  of: { readonly staffId: StaffId; readonly pin: string; readonly purpose: Purpose },
): Promise<Result<StaffMember>> {
  const sinceMs = context.ports.clock.monotonicMs() - context.memory.pinFailedMs;
  const seconds = pinWaitSeconds(here(context), context.now(), sinceMs);
  if (seconds > 0) return fail('PIN_DELAYED', { seconds });
  const member = memberOf(context, of.staffId);
  if (member === undefined) return fail('STAFF_UNKNOWN', { staff: of.staffId });
  const isRight = await context.ports.pins.matches(of.pin, member.pinHash);
  return isRight ? ok(member) : recordWrongPin(context, of.staffId, of.purpose);
}

export interface Approval {
  readonly approverId: StaffId;
  readonly approverPin?: string | undefined;
  /** What the manager's matched finger gave (FP20). */
  readonly approverProof?: string | undefined;
}

/** Who approved, as the journal says it. */
export type Approved = EntryBodies['staff.stepped_up'];

/** Whether the manager's finger was matched for this very act, just now; used up by asking. */
function takeProof(context: Context, approval: Approval, act: StepUpAct): boolean {
  const { memory, ports } = context;
  const { proof } = memory;
  memory.proof = null;
  return (
    proof !== null &&
    proof.token === approval.approverProof &&
    proof.approverId === approval.approverId &&
    proof.act === act &&
    proof.staffId === here(context).staffId &&
    ports.clock.monotonicMs() < proof.untilMs
  );
}

/** A second person: a manager, by PIN or finger, and never the one whose act it is. */
export async function checkApproval(
  context: Context,
  approval: Approval,
  act: StepUpAct,
): Promise<Result<Approved>> {
  const { approverId, approverPin: pin, approverProof } = approval;
  if (approverId === here(context).staffId) return fail('OWN_APPROVAL');
  const member = memberOf(context, approverId);
  if (member !== undefined && member.role !== 'manager') {
    return fail('NOT_A_MANAGER', { staff: approverId });
  }
  if ((pin === undefined) === (approverProof === undefined)) {
    return fail('INPUT_INVALID', { field: 'approverPin' });
  }
  if (pin === undefined) {
    return takeProof(context, approval, act)
      ? ok({ approverId, act, method: 'finger' })
      : fail('STEP_UP_PROOF_WRONG');
  }
  const checked = await checkPin(context, { staffId: approverId, pin, purpose: 'step_up' });
  return checked.ok ? ok({ approverId, act }) : checked;
}
