/** One-time codes at the edge: a counter asks for one and has one checked, signed as its own. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { fail, type Result } from '#domain/result.ts';
import { askCode, checkCode } from '#server/codes/codes.ts';
import type { ServerContext } from '#server/context.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import { answerFailure } from './answers.ts';
import { signedBy } from './counter-routes.ts';

const askQuery = z.object({
  visit: z.string().regex(/^[A-Z0-9-]{6,32}$/),
  ref: z.string().regex(/^[0-9a-f]{32}$/),
});
const checkParams = z.object({ codeId: z.string().regex(/^[0-9a-f]{32}$/) });
const checkBody = z.strictObject({ code: z.string().regex(/^\d{6}$/) });

const unreadable = () => fail('MESSAGE_UNREADABLE', { problem: 'code' });

async function ask(
  context: ServerContext,
  { officeId, counterId }: CounterRecord,
  query: unknown,
): Promise<Result<object>> {
  const asked = askQuery.safeParse(query);
  if (!asked.success) return unreadable();
  const { visit: visitId, ref } = asked.data;
  if (!visitId.startsWith(`${counterId}-`)) return unreadable();
  return askCode(context, { officeId, counterId, visitId, ref });
}

async function check(
  context: ServerContext,
  { officeId, counterId }: CounterRecord,
  of: { readonly params: unknown; readonly body: unknown },
): Promise<Result<object>> {
  const params = checkParams.safeParse(of.params);
  const body = checkBody.safeParse(of.body);
  if (!params.success || !body.success) return unreadable();
  const codes = { codeId: params.data.codeId, code: body.data.code };
  const checked = await checkCode(context, { officeId, counterId, ...codes });
  return checked.ok ? { ok: true, value: {} } : checked;
}

export function installCodeRoutes(
  app: FastifyInstance,
  context: ServerContext,
  /** Whether messages are set up: else MESSAGES_OFF. */
  isOn: boolean,
): void {
  app.post('/v1/codes', { bodyLimit: 1_024 }, async (request, reply) => {
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    const sent = isOn ? await ask(context, counter.value, request.query) : fail('MESSAGES_OFF');
    if (!sent.ok) return answerFailure(reply, sent.error);
    return reply.header('cache-control', 'no-store').send(sent.value);
  });
  app.post('/v1/codes/:codeId/check', { bodyLimit: 1_024 }, async (request, reply) => {
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    const { params, body } = request;
    const checked = await check(context, counter.value, { params, body });
    if (!checked.ok) return answerFailure(reply, checked.error);
    return reply.header('cache-control', 'no-store').send(checked.value);
  });
}
