/** Deleting what is kept of somebody's fingers: on request, or when its time has passed (FP32, FP33). */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import type { ForgetCause } from '#domain/journal/finger-kinds.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { checkApproval } from '#terminal/use-cases/pin.ts';

import { leaveGallery } from './gallery.ts';
import { forgetHere } from './news.ts';
import { citizenSubject, findEnrolments, staffSubject } from './templates.ts';

const LOOK_EVERY_MS = 600_000;
const AT_ONCE = 50;

function forget(
  context: Context,
  ids: readonly string[],
  cause: ForgetCause,
): Result<{ readonly deleted: number }> {
  if (ids.length === 0) return ok({ deleted: 0 });
  const forgotten = context.recorder().record((act) => {
    for (const enrolmentId of ids) {
      forgetHere(act, enrolmentId);
      act.append('finger.forgotten', { enrolmentId, cause });
    }
    return ok({ deleted: ids.length });
  });
  const { fingers } = context.ports;
  if (forgotten.ok && fingers !== undefined) {
    for (const id of ids) leaveGallery(context, fingers.matcher, id);
  }
  return forgotten;
}

function forgetSubject(
  context: Context,
  subject: string,
  cause: ForgetCause,
): Result<{ readonly deleted: number }> {
  const { vault, store } = context.ports;
  if (vault === undefined) return fail('FINGER_OFF');
  const found = findEnrolments(vault, store.read, subject);
  if (found.length === 0) return fail('FINGER_NOT_ENROLLED');
  return forget(
    context,
    found.map(({ id }) => id),
    cause,
  );
}

export const deleteTemplates = (
  context: Context,
  { reference }: CommandInput<'deleteTemplates'>,
): Result<CommandAnswer<'deleteTemplates'>> =>
  forgetSubject(context, citizenSubject(reference), 'request');

export async function deleteStaffTemplates(
  context: Context,
  input: CommandInput<'deleteStaffTemplates'>,
): Promise<Result<CommandAnswer<'deleteStaffTemplates'>>> {
  const approved = await checkApproval(context, input, 'identity');
  if (!approved.ok) return approved;
  return forgetSubject(context, staffSubject(input.staffId), 'left_service');
}

/** Now and then: those whose time has passed. */
export function forgetExpired(context: Context): void {
  const { clock, store, log } = context.ports;
  const nowMs = clock.monotonicMs();
  if (nowMs - context.memory.retentionMs < LOOK_EVERY_MS) return;
  context.memory.retentionMs = nowMs;
  const forgotten = forget(
    context,
    store.read.templatesExpired(context.now(), AT_ONCE),
    'retention',
  );
  if (!forgotten.ok) log.warn('finger.unforgotten', { code: forgotten.error.code });
}
