/** Payment links at the edge: a counter asks for one, a citizen opens it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { fail } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { LinkDesk } from '#server/payments/links.ts';
import { answerFailure } from './answers.ts';
import { AttemptLimit } from './limits.ts';
import { forCounter, requestBody } from './payment-routes.ts';

const params = z.object({ token: z.string().regex(/^[A-Z2-7]{26}$/) });
const OPENED = { allowed: 300, windowMs: 300_000 };
/** However many pages are open, the gateway is asked about one link only so often. */
const ASKED = { allowed: 1, windowMs: 3_000 };

const MAY_CHANGE: ReadonlySet<string> = new Set(['open', 'unknown']);

export function installLinkRoutes(
  app: FastifyInstance,
  of: {
    readonly context: ServerContext;
    readonly desk: LinkDesk;
    readonly hint: (orderId: string) => void;
  },
): void {
  const { context, desk, hint } = of;
  const opened = new AttemptLimit(OPENED);
  const asked = new AttemptLimit(ASKED);
  app.post(
    '/v1/upi/links',
    forCounter(context, async (counter, request) => {
      const body = requestBody.safeParse(request.body);
      return body.success
        ? desk.request(counter, body.data)
        : fail('MESSAGE_UNREADABLE', { problem: 'upi' });
    }),
  );
  app.get('/v1/public/links/:token', async (request, reply) => {
    const now = context.now();
    const held = opened.check(request.ip, now);
    if (held !== null) return answerFailure(reply, held.error);
    opened.failed(request.ip, now);
    const token = params.safeParse(request.params);
    const page = token.success ? await desk.page(token.data.token) : fail('LINK_UNKNOWN');
    if (!page.ok) return answerFailure(reply, page.error);
    const { orderId, ...shown } = page.value;
    if (MAY_CHANGE.has(shown.state) && asked.check(orderId, now) === null) {
      asked.failed(orderId, now);
      hint(orderId);
    }
    return reply.header('cache-control', 'no-store').send(shown);
  });
}
