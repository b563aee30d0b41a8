/** Asking a citizen without a phone, at the edge: a counter brings a receipt, then its citizen's answer. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { isReceiptNumber } from '#domain/ids.ts';
import { fail } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { AskDesk } from '#server/messages/asks.ts';
import { forCounter } from './payment-routes.ts';

const params = z.object({ receiptNumber: z.string().max(40).refine(isReceiptNumber) });
/** In the body: addresses are written down on the way. */
const body = z.strictObject({ answer: z.enum(['exact', 'more', 'no_receipt']) });

const unreadable = () => fail('MESSAGE_UNREADABLE', { problem: 'ask' });

export function installAskRoutes(
  app: FastifyInstance,
  context: ServerContext,
  /** Null where messages are off: nobody plans whom to ask. */
  desk: AskDesk | null,
): void {
  const url = '/v1/asks/:receiptNumber';
  app.get(
    url,
    forCounter(context, async (counter, request) => {
      const of = params.safeParse(request.params);
      if (desk === null) return fail('MESSAGES_OFF');
      return of.success ? desk.find(counter, of.data.receiptNumber) : unreadable();
    }),
  );
  app.post(
    url,
    { bodyLimit: 1_024 },
    forCounter(context, async (counter, request) => {
      const of = params.safeParse(request.params);
      const given = body.safeParse(request.body);
      if (desk === null) return fail('MESSAGES_OFF');
      return of.success && given.success
        ? desk.answer(counter, { ...of.data, ...given.data })
        : unreadable();
    }),
  );
}
