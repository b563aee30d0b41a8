/**
 * Ways on where no finger is matched (P9, FP22 to FP25): a one-time code by SMS while the line is up,
 * or the manager, always. Each is an entry with its reason.
 */
import { z } from 'zod';

import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { NO_IDENTITY } from '#domain/journal/finger-views.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { parseJson } from '#protocol/signed.ts';
import { citizenRecord } from '#terminal/citizen-record.ts';
import type { Context } from '#terminal/context.ts';
import type { SignedAsk } from '#terminal/ports/sync-transport.ts';
import { checkApproval, type Approved } from '#terminal/use-cases/pin.ts';
import type { Visit } from '#terminal/visits.ts';

import { askingVisit } from './identity.ts';
import { dropSession } from './session.ts';

const sentShape = z.object({
  codeId: z.string().regex(/^[0-9a-f]{32}$/),
  validUntil: z.number().int().transform(instant),
});
const MOBILE_END = 3;

/** Asks HQ; a dead line is CODE_OFFLINE. */
async function ask(context: Context, of: SignedAsk): Promise<Result<unknown>> {
  const { transport } = context.ports;
  if (transport.ask === undefined || context.sync().state !== 'online') {
    return fail('CODE_OFFLINE');
  }
  const answer = await transport.ask(of);
  if (answer.ok) return ok(parseJson(answer.value));
  return answer.error.code === 'HQ_UNREACHABLE' ? fail('CODE_OFFLINE') : answer;
}

export async function sendCode(
  context: Context,
  { visitId }: CommandInput<'sendCode'>,
): Promise<Result<CommandAnswer<'sendCode'>>> {
  const visit = askingVisit(context, visitId);
  if (!visit.ok) return visit;
  const quote = visit.value.quotes.at(-1) ?? visit.value.quotes[0];
  const mobile = citizenRecord(context.ports.store.read, quote.citizen)?.citizen.mobile ?? null;
  if (mobile === null) return fail('CODE_NO_PHONE');
  const path = `/v1/codes?visit=${encodeURIComponent(visitId)}&ref=${quote.citizen.ref}`;
  const asked = await ask(context, { method: 'POST', path });
  if (!asked.ok) return asked;
  const sent = sentShape.safeParse(asked.value);
  if (!sent.success) return fail('MESSAGE_UNREADABLE', { problem: 'code' });
  const { codeId, validUntil } = sent.data;
  context.memory.code = { visitId: visit.value.visitId, codeId, validUntil };
  return ok({ validUntil, mobileEnd: mobile.slice(-MOBILE_END) });
}

async function checkCode(context: Context, visit: Visit, code: string): Promise<Result<null>> {
  const { code: sent } = context.memory;
  if (sent === null || sent.visitId !== visit.visitId) return fail('CODE_EXPIRED');
  const path = `/v1/codes/${sent.codeId}/check`;
  const body = JSON.stringify({ code });
  const checked = await ask(context, { method: 'POST', path, body });
  if (!checked.ok) return checked;
  context.memory.code = null;
  return ok(null);
}

type FallBack = CommandInput<'fallBack'>;

async function passed(
  context: Context,
  visit: Visit,
  input: FallBack,
): Promise<Result<Approved | null>> {
  if (input.way === 'manager') return checkApproval(context, input, 'identity');
  const checked = await checkCode(context, visit, input.code);
  return checked.ok ? ok(null) : checked;
}

export async function fallBack(context: Context, input: FallBack): Promise<Result<null>> {
  const { visitId, way, reason } = input;
  const visit = askingVisit(context, visitId);
  if (!visit.ok) return visit;
  const by = await passed(context, visit.value, input);
  if (!by.ok) return by;
  const recorded = context.recorder().record((act) => {
    const approved = by.value;
    if (approved !== null) act.append('staff.stepped_up', approved);
    const { failedTries } = act.views.view('identity', visitId) ?? NO_IDENTITY;
    const approver = approved === null ? {} : { approverId: approved.approverId };
    act.append('identity.bypassed', { visitId, way, reason, failedTries, ...approver });
    return ok(null);
  });
  if (recorded.ok) dropSession(context);
  return recorded;
}
