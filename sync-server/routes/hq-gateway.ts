/** The gateway at HQ: the three-way match, settlements, and effects that a person has tried again. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { fail } from '#domain/result.ts';
import type { GatewayReport } from '#server/api/gateway-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { gatewayBreaks, gatewaySettlements, lastPull } from '#server/store/gateway-books.ts';
import { reviveEffect, stuckEffects } from '#server/store/outbox.ts';
import { answerFailure } from './answers.ts';
import { BOTH_ROLES, proof, type StaffDesk } from './staff-desk.ts';

const BODY_LIMIT = 4_096;
const retryBody = z.strictObject(proof);
const retryParams = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });

export function installHqGateway(
  app: FastifyInstance,
  { context, desk }: { readonly context: ServerContext; readonly desk: StaffDesk },
): void {
  app.get('/hq/api/gateway', async (): Promise<GatewayReport> => {
    const { read } = context.database;
    return {
      readAt: await lastPull(read),
      breaks: await gatewayBreaks(read, context.now()),
      settlements: await gatewaySettlements(read),
      stuck: await stuckEffects(read),
    };
  });
  app.post('/hq/api/outbox/:id/retry', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const body = retryBody.safeParse(request.body);
    const params = retryParams.safeParse(request.params);
    if (!body.success || !params.success) {
      return answerFailure(reply, fail('MESSAGE_UNREADABLE', { problem: 'retry' }).error);
    }
    const { id } = params.data;
    const staff = await desk.identify(body.data, BOTH_ROLES);
    if (!staff.ok) return answerFailure(reply, staff.error);
    const revived = await context.database.transact((writer) =>
      reviveEffect(writer, { id, at: context.now() }),
    );
    if (!revived.ok) return answerFailure(reply, revived.error);
    if (!revived.value) return answerFailure(reply, fail('EFFECT_NOT_DEAD').error);
    context.log.info('outbox.revived', { id, staffId: staff.value.staffId });
    return { value: null };
  });
}
