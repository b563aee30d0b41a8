/** UPI at the edge: the counters' requests and the gateway's webhooks. */
import { hash } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { PaymentDesk } from '#server/payments/desk.ts';
import { MAX_QUOTES } from '#server/payments/quote.ts';
import {
  checkWebhook,
  MAX_WEBHOOK_BYTES,
  readHint,
  readTransferHint,
  type WebhookHint,
} from '#server/payments/webhook.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import { rememberMessage } from '#server/store/payments.ts';
import { answerFailure } from './answers.ts';
import { signedBy } from './counter-routes.ts';

export interface PaymentParts {
  readonly context: ServerContext;
  readonly desk: PaymentDesk;
  readonly secret: string;
  readonly hint: (orderId: string) => void;
  readonly hintBooks: () => void;
}

export const requestBody = z.strictObject({
  quotes: z
    .array(z.strictObject({ text: z.string().max(65_536), signature: z.string().length(86) }))
    .min(1)
    .max(MAX_QUOTES),
});
const orderParams = z.object({ orderId: z.string().regex(/^[\w-]{3,45}$/) });
/** In the address, because that is what the counter signs. */
const closeParams = orderParams.extend({ why: z.enum(['cash_taken', 'given_up']) });

const answer = (reply: FastifyReply, result: Result<object>): FastifyReply =>
  result.ok
    ? reply.header('cache-control', 'no-store').send(result.value)
    : answerFailure(reply, result.error);

/** Runs `work` for the counter that signed the request. */
export function forCounter(
  context: ServerContext,
  work: (counter: CounterRecord, request: FastifyRequest) => Promise<Result<object>>,
) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const counter = await signedBy(context, request);
    return answer(reply, counter.ok ? await work(counter.value, request) : counter);
  };
}

const unreadable = () => fail('MESSAGE_UNREADABLE', { problem: 'upi' });

function installCounterSide(app: FastifyInstance, { context, desk }: PaymentParts): void {
  app.post(
    '/v1/upi/orders',
    forCounter(context, async (counter, request) => {
      const body = requestBody.safeParse(request.body);
      return body.success ? desk.request(counter, body.data) : unreadable();
    }),
  );
  app.get(
    '/v1/upi/orders/:orderId',
    forCounter(context, async (counter, request) => {
      const params = orderParams.safeParse(request.params);
      return params.success ? desk.status(counter, params.data.orderId) : unreadable();
    }),
  );
  app.get(
    '/v1/upi/slips/:orderId',
    forCounter(context, async (counter, request) => {
      const params = orderParams.safeParse(request.params);
      return params.success ? desk.slip(counter, params.data.orderId) : unreadable();
    }),
  );
  app.post(
    '/v1/upi/orders/:orderId/:why',
    forCounter(context, async (counter, request) => {
      const params = closeParams.safeParse(request.params);
      return params.success ? desk.close(counter, params.data) : unreadable();
    }),
  );
}

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

interface Edge {
  readonly context: ServerContext;
  readonly secret: string;
  readonly read: (body: Uint8Array) => Result<WebhookHint>;
  readonly take: (hint: WebhookHint) => void;
}

/** U17: checked, remembered once, answered; the question to the gateway follows by itself. */
async function takeWebhook(
  { context, secret, read, take }: Edge,
  request: FastifyRequest,
): Promise<Result<object>> {
  const { body } = request;
  if (!(body instanceof Uint8Array)) return fail('WEBHOOK_REFUSED');
  const nowMs = context.now();
  const signature = header(request, 'x-webhook-signature');
  const timestamp = header(request, 'x-webhook-timestamp');
  const checked = checkWebhook({ body, signature, timestamp }, { secret, nowMs });
  if (!checked.ok) return checked;
  const hint = read(body);
  if (!hint.ok) return hint;
  const messageHash = hash('sha256', body, 'buffer');
  const isNew = await context.database.transact((writer) =>
    rememberMessage(writer, { ...hint.value, messageHash, at: nowMs }),
  );
  if (!isNew.ok) return isNew;
  if (isNew.value) take(hint.value);
  if (isNew.value) context.log.info('upi.webhook', { type: hint.value.type });
  return ok({ ok: true });
}

/** Raw bytes, whatever the sender calls them. */
async function installEdge(app: FastifyInstance, url: string, edge: Edge): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const raw = { parseAs: 'buffer', bodyLimit: MAX_WEBHOOK_BYTES } as const;
    scope.addContentTypeParser('*', raw, (_request, body, done) => done(null, body));
    scope.post(url, { bodyLimit: MAX_WEBHOOK_BYTES }, async (request, reply) =>
      answer(reply, await takeWebhook(edge, request)),
    );
  });
}

export async function installPaymentRoutes(
  app: FastifyInstance,
  parts: PaymentParts,
): Promise<void> {
  installCounterSide(app, parts);
  const { context, secret, hint, hintBooks } = parts;
  await installEdge(app, '/v1/gateway/cashfree', {
    context,
    secret,
    read: readHint,
    take: ({ orderId, type }) => {
      if (orderId !== null) hint(orderId);
      if (type.startsWith('SETTLEMENT_')) hintBooks();
    },
  });
}

/** PO4: the transfers' webhooks come to an address of their own, under a secret of their own. */
export const installPayoutWebhooks = (
  app: FastifyInstance,
  of: {
    readonly context: ServerContext;
    readonly secret: string;
    readonly hint: (transferId: string) => void;
  },
): Promise<void> =>
  installEdge(app, '/v1/gateway/cashfree-payouts', {
    context: of.context,
    secret: of.secret,
    read: readTransferHint,
    take: ({ orderId }) => {
      if (orderId !== null) of.hint(orderId);
    },
  });

/** U19: where UPI is not set up it says so, and nothing else. */
export function installPaymentsOff(app: FastifyInstance): void {
  app.post('/v1/upi/orders', (_request, reply) => answerFailure(reply, { code: 'UPI_OFF' }));
}
