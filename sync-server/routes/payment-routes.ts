/** UPI at the edge: the counters' requests and the gateway's webhooks. */
import { hash } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { PaymentDesk } from '#server/payments/desk.ts';
import { MAX_QUOTES } from '#server/payments/quote.ts';
import { checkWebhook, MAX_WEBHOOK_BYTES, readHint } from '#server/payments/webhook.ts';
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

/** U17: checked, remembered once, answered; the question to the gateway follows by itself. */
async function takeWebhook(
  { context, secret, hint, hintBooks }: PaymentParts,
  request: FastifyRequest,
): Promise<Result<object>> {
  const { body } = request;
  if (!(body instanceof Uint8Array)) return fail('WEBHOOK_REFUSED');
  const nowMs = context.now();
  const signature = header(request, 'x-webhook-signature');
  const timestamp = header(request, 'x-webhook-timestamp');
  const checked = checkWebhook({ body, signature, timestamp }, { secret, nowMs });
  if (!checked.ok) return checked;
  const read = readHint(body);
  if (!read.ok) return read;
  const messageHash = hash('sha256', body, 'buffer');
  const isNew = await context.database.transact((writer) =>
    rememberMessage(writer, { ...read.value, messageHash, at: nowMs }),
  );
  if (!isNew.ok) return isNew;
  const { orderId, type } = read.value;
  if (isNew.value && orderId !== null) hint(orderId);
  if (isNew.value && type.startsWith('SETTLEMENT_')) hintBooks();
  if (isNew.value) context.log.info('upi.webhook', { type });
  return ok({ ok: true });
}

export async function installPaymentRoutes(
  app: FastifyInstance,
  parts: PaymentParts,
): Promise<void> {
  installCounterSide(app, parts);
  await app.register(async (edge) => {
    edge.removeAllContentTypeParsers();
    const raw = { parseAs: 'buffer', bodyLimit: MAX_WEBHOOK_BYTES } as const;
    edge.addContentTypeParser('*', raw, (_request, body, done) => done(null, body));
    edge.post('/v1/gateway/cashfree', { bodyLimit: MAX_WEBHOOK_BYTES }, async (request, reply) =>
      answer(reply, await takeWebhook(parts, request)),
    );
  });
}

/** U19: where UPI is not set up it says so, and nothing else. */
export function installPaymentsOff(app: FastifyInstance): void {
  app.post('/v1/upi/orders', (_request, reply) => answerFailure(reply, { code: 'UPI_OFF' }));
}
