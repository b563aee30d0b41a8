/**
 * Reads and acts of an office's page, all alike: the session is asked first, what comes in is checked, a
 * failure leaves with its code. An act is signed for by the session's own person, with the PIN.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { fail, type Failure, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { answerFailure } from './answers.ts';
import type { AtDesk, OfficeDesk } from './office-session.ts';

const BODY_LIMIT = 65_536;

export interface OfficeRoutes {
  readonly app: FastifyInstance;
  readonly context: ServerContext;
  readonly desk: OfficeDesk;
}

export const pin = z.string().min(4).max(12);

/** Which field is wrong, never what was in it. */
export const invalid = (error: z.ZodError): Failure =>
  fail('INPUT_INVALID', { field: String(error.issues[0]?.path[0] ?? 'body') }).error;

const answer = (reply: FastifyReply, result: Result<unknown>): FastifyReply => {
  if (!result.ok) return answerFailure(reply, result.error);
  return result.value === null ? reply.code(204).send() : reply.send(result.value);
};

export function read<Q>(
  { app, desk }: OfficeRoutes,
  of: {
    readonly path: string;
    /** Of address and question together. */
    readonly query: z.ZodType<Q>;
    readonly answer: (at: AtDesk, query: Q) => Promise<Result<unknown>>;
  },
): void {
  app.get(`/office/api${of.path}`, async (request: FastifyRequest, reply) => {
    const at = await desk.at(request);
    if (at === null) return answerFailure(reply, { code: 'NOT_SIGNED_IN' });
    const asked = { ...(request.query as object), ...(request.params as object) };
    const query = of.query.safeParse(asked);
    if (!query.success) return answerFailure(reply, invalid(query.error));
    return answer(reply, await of.answer(at, query.data));
  });
}

/** Where in the office it is done. */
type Params<P> = z.ZodType<P>;

export function act<P, B extends { readonly pin: string }>(
  { app, context, desk }: OfficeRoutes,
  of: {
    readonly path: string;
    readonly params: Params<P>;
    readonly body: z.ZodType<B>;
    readonly carryOut: (at: AtDesk, params: P, body: B) => Promise<Result<unknown>>;
  },
): void {
  app.post(`/office/api${of.path}`, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const at = await desk.at(request);
    if (at === null) return answerFailure(reply, { code: 'NOT_SIGNED_IN' });
    const params = of.params.safeParse(request.params);
    if (!params.success) return answerFailure(reply, invalid(params.error));
    const body = of.body.safeParse(request.body);
    if (!body.success) return answerFailure(reply, invalid(body.error));
    const { officeId, staffId } = at;
    const signed = await desk.identify({ officeId, staffId, pin: body.data.pin });
    if (!signed.ok) return answerFailure(reply, signed.error);
    const done = await of.carryOut(signed.value, params.data, body.data);
    if (!done.ok) {
      context.log.info('office.refused', { officeId, path: of.path, code: done.error.code });
    }
    return answer(reply, done);
  });
}
