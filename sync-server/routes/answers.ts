/** How answers leave the server: failures with their code and status, headers on everything. */
import { randomBytes } from 'node:crypto';

import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';

import type { Failure } from '#domain/result.ts';
import { httpStatus, type ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
};

export function answerFailure(reply: FastifyReply, failure: Failure): FastifyReply {
  return reply
    .code(httpStatus(failure))
    .header('cache-control', 'no-store')
    .send({ ok: false, error: failure });
}

/** A signed document goes out as the very text that was signed. */
export const answerSigned = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('cache-control', 'no-store').type('application/json').send(text);

/** What Fastify refuses by itself, in our words. */
function failureOf(error: FastifyError, limitBytes: number): Failure | null {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { code: 'MESSAGE_TOO_LARGE', details: { limitBytes } };
  }
  if (isDatabaseGone(error)) return { code: 'DATABASE_UNAVAILABLE' };
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return { code: 'MESSAGE_UNREADABLE', details: { problem: error.code ?? 'request' } };
  }
  return null;
}

export function installAnswers(app: FastifyInstance, context: ServerContext): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  app.setNotFoundHandler((_request, reply) => answerFailure(reply, { code: 'NOT_FOUND' }));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = failureOf(error, request.routeOptions.bodyLimit);
    if (known !== null) return answerFailure(reply, known);
    const reference = randomBytes(6).toString('hex');
    const { name, stack } = error;
    const route = request.routeOptions.url ?? '';
    context.log.warn('server.fault', { reference, name, route, stack: stack ?? '' });
    return answerFailure(reply, { code: 'SERVER_FAULT', details: { reference } });
  });
}
