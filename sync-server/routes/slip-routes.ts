/** Counters ask for leave to pay a slip for change of another counter (CA14). */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { fail } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { grantSlip } from '#server/fleet/grant-slip.ts';
import { answerFailure, answerSigned } from './answers.ts';
import { signedBy } from './counter-routes.ts';

const params = z.object({ slipId: z.string().regex(/^[A-Z0-9-]{6,36}-O\d{1,9}$/) });

export function installSlipRoutes(app: FastifyInstance, context: ServerContext): void {
  app.post('/v1/slips/:slipId/grant', { bodyLimit: 1_024 }, async (request, reply) => {
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    const asked = params.safeParse(request.params);
    if (!asked.success) {
      return answerFailure(reply, fail('MESSAGE_UNREADABLE', { problem: 'slip' }).error);
    }
    const grant = await grantSlip(context, counter.value, asked.data.slipId);
    return grant.ok ? answerSigned(reply, grant.value) : answerFailure(reply, grant.error);
  });
}
