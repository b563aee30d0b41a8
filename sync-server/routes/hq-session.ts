/**
 * Who may see HQ's page: whoever has the installation's token. The cookie that follows carries its
 * own end and a MAC, so that any server of the installation can check it.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { SessionRequest } from '#server/api/contract.ts';
import type { ServerContext } from '#server/context.ts';
import { answerFailure } from './answers.ts';
import { AttemptLimit } from './limits.ts';

const COOKIE = 'raseed_hq';
const SESSION_MS = 12 * 3_600_000;
const ATTEMPTS = { allowed: 10, windowMs: 300_000 };

const sessionBody: z.ZodType<SessionRequest> = z.strictObject({ token: z.string().max(200) });

/** Same length, then same bytes: in constant time. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}

const macOf = (token: string, endsAt: number): string =>
  createHmac('sha256', token).update(`raseed/hq-session/1\0${endsAt}`).digest('base64url');

const cookieOf = (request: FastifyRequest): string => {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return cookies.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
};

function isOpen(value: string, token: string, nowMs: number): boolean {
  const [endsAt = '', mac = ''] = value.split('.');
  return (
    /^\d{1,15}$/.test(endsAt) && isSame(mac, macOf(token, Number(endsAt))) && Number(endsAt) > nowMs
  );
}

const setCookie = (request: FastifyRequest, value: string, maxAgeSeconds: number): string =>
  `${COOKIE}=${value}; Path=/hq; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict` +
  (request.protocol === 'https' ? '; Secure' : '');

/** Guards every route of `app` (an encapsulated part of the server) but the session itself. */
export function installHqSession(
  app: FastifyInstance,
  context: ServerContext,
  token: string,
): void {
  const attempts = new AttemptLimit(ATTEMPTS);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/hq/api/session') return;
    if (isOpen(cookieOf(request), token, context.now())) return;
    await answerFailure(reply, { code: 'NOT_SIGNED_IN' });
  });
  app.post('/hq/api/session', { bodyLimit: 1_024 }, async (request, reply) => {
    const nowMs = context.now();
    const held = attempts.check(request.ip, nowMs);
    if (held !== null) return answerFailure(reply, held.error);
    const body = sessionBody.safeParse(request.body);
    if (!body.success || !isSame(body.data.token, token)) {
      attempts.failed(request.ip, nowMs);
      return answerFailure(reply, { code: 'NOT_SIGNED_IN' });
    }
    attempts.succeeded(request.ip);
    const endsAt = nowMs + SESSION_MS;
    const cookie = setCookie(request, `${endsAt}.${macOf(token, endsAt)}`, SESSION_MS / 1000);
    return reply.code(204).header('set-cookie', cookie).send();
  });
  app.delete('/hq/api/session', async (request, reply) =>
    reply
      .code(204)
      .header('set-cookie', setCookie(request, '', 0))
      .send(),
  );
}
