/**
 * The simulated payment gateway over HTTP: the vendor's paths, and a page that is the citizen's
 * phone. Webhooks go out as the vendor sends them: late, twice, out of order, as the page says.
 */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { toBuffer } from 'qrcode';
import { z } from 'zod';

import {
  orderAnswer,
  paymentAnswer,
  refundAnswer,
  signWebhook,
  upiText,
  webhookBody,
} from './answers.ts';
import { bookHandlers } from './books.ts';
import { SimLedger, type SimNews, type SimOrder } from './ledger.ts';
import { SimLinks } from './links.ts';
import { installPhone } from './phone.ts';
import { SimTransfers } from './transfers.ts';
import type { VendorDocument } from './vendor-document.ts';

export interface SimulatorOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where webhooks go; null: nowhere. */
  readonly notifyUrl: string | null;
  readonly document: VendorDocument | null;
  readonly now?: () => number;
  /** Its transfers have an account, a document and webhooks of their own. */
  readonly payouts?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly notifyUrl: string | null;
    readonly document: VendorDocument | null;
  };
}

export interface Simulator {
  readonly app: FastifyInstance;
  readonly ledger: SimLedger;
  readonly links: SimLinks;
  /** Null where there are none. */
  readonly transfers: SimTransfers | null;
  /** Requests and answers that broke the vendor's document. */
  readonly violations: string[];
  /** Webhooks that have not gone out. Held: they stay until asked for. */
  readonly waiting: SimWebhook[];
  /** `silent`: no answer; `html`: a page instead; `busy`: 429; `broken`: 500. */
  fault: 'none' | 'silent' | 'html' | 'busy' | 'broken';
  held: boolean;
  /** Sends what waits, the newest first where `backwards`, each `times` times. */
  deliver(of?: { readonly times?: number; readonly backwards?: boolean }): Promise<number[]>;
  aimAt(url: string): void;
  aimTransfersAt(url: string): void;
}

interface SimWebhook {
  readonly of: 'payments' | 'transfers';
  readonly body: string;
  readonly timestamp: string;
}

const HTTP_OF: Readonly<Record<string, number>> = {
  order_not_found: 404,
  order_already_exists: 409,
  refund_already_exists: 409,
};

const failure = (reply: FastifyReply, code: string): FastifyReply =>
  reply
    .code(HTTP_OF[code] ?? 400)
    .send({ message: code.replaceAll('_', ' '), code, type: 'invalid_request_error' });

const money = z.number().transform((value) => Math.round(value * 100));
const createBody = z.object({
  order_id: z.string(),
  order_amount: money,
  order_expiry_time: z.string(),
});
const payBody = z.object({
  payment_session_id: z.string(),
  payment_method: z.object({ upi: z.object({ channel: z.enum(['link', 'qrcode']) }) }),
});
const refundBody = z.object({ refund_id: z.string(), refund_amount: money });
const orderParams = z.object({ id: z.string() });

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

async function payAnswer(order: SimOrder, channel: 'link' | 'qrcode') {
  const text = upiText(order);
  const picture = await toBuffer(text, { margin: 4, scale: 4 });
  const payload =
    channel === 'link'
      ? { default: text }
      : { qrcode: `data:image/png;base64,${picture.toString('base64')}` };
  return {
    payment_method: 'upi',
    channel,
    action: 'custom',
    cf_payment_id: `9${order.cfId}`,
    payment_amount: order.amountPaise / 100,
    data: { url: null, payload, content_type: null, method: null },
  };
}

type Row = readonly [method: string, url: string, operation: string, handler: Handler];

const found = (ledger: SimLedger, request: FastifyRequest): SimOrder | null =>
  ledger.find(orderParams.parse(request.params).id);

function orderHandlers(ledger: SimLedger): readonly Row[] {
  return [
    [
      'POST',
      '/pg/orders',
      'PGCreateOrder',
      (request, reply) => {
        const body = createBody.parse(request.body);
        const made = ledger.create({
          id: body.order_id,
          amountPaise: body.order_amount,
          expiresAt: Date.parse(body.order_expiry_time),
        });
        return typeof made === 'string' ? failure(reply, made) : orderAnswer(made);
      },
    ],
    [
      'POST',
      '/pg/orders/sessions',
      'PGPayOrder',
      (request, reply) => {
        const body = payBody.parse(request.body);
        const order = ledger.bySession(body.payment_session_id);
        return order === null
          ? failure(reply, 'order_not_found')
          : payAnswer(order, body.payment_method.upi.channel);
      },
    ],
    [
      'GET',
      '/pg/orders/:id',
      'PGFetchOrder',
      (request, reply) => {
        const order = found(ledger, request);
        return order === null ? failure(reply, 'order_not_found') : orderAnswer(order);
      },
    ],
    [
      'PATCH',
      '/pg/orders/:id',
      'PGTerminateOrder',
      (request, reply) => {
        const ended = ledger.terminate(orderParams.parse(request.params).id);
        return typeof ended === 'string' ? failure(reply, ended) : orderAnswer(ended);
      },
    ],
  ];
}

function moneyHandlers(ledger: SimLedger): readonly Row[] {
  return [
    [
      'GET',
      '/pg/orders/:id/payments',
      'PGOrderFetchPayments',
      (request, reply) => {
        const order = found(ledger, request);
        if (order === null) return failure(reply, 'order_not_found');
        return order.payments.map((it) => paymentAnswer(order, it));
      },
    ],
    [
      'GET',
      '/pg/orders/:id/refunds',
      'PGOrderFetchRefunds',
      (request, reply) => {
        const order = found(ledger, request);
        if (order === null) return failure(reply, 'order_not_found');
        return order.refunds.map((it) => refundAnswer(order, it));
      },
    ],
    [
      'POST',
      '/pg/orders/:id/refunds',
      'PGOrderCreateRefund',
      (request, reply) => {
        const body = refundBody.parse(request.body);
        const order = found(ledger, request);
        const of = { refundId: body.refund_id, amountPaise: body.refund_amount };
        const made = ledger.refund(orderParams.parse(request.params).id, of);
        if (order === null) return failure(reply, 'order_not_found');
        return typeof made === 'string' ? failure(reply, made) : refundAnswer(order, made);
      },
    ],
  ];
}

/** Null while the vendor is itself. */
function brokenAnswer({ fault }: Simulator, reply: FastifyReply): FastifyReply | null {
  if (fault === 'silent') return reply.hijack();
  if (fault === 'html') return reply.type('text/html').send('<h1>Moved</h1>');
  if (fault === 'busy') return reply.code(429).send({ code: 'too_many' });
  return fault === 'broken' ? reply.code(500).send({ code: 'internal_error' }) : null;
}

function installVendor(simulator: Simulator, options: SimulatorOptions): void {
  const { app, ledger, violations } = simulator;
  const { document, clientId, clientSecret } = options;
  const note = (fault: string | null): void => void (fault !== null && violations.push(fault));
  for (const [method, url, operation, handler] of [
    ...orderHandlers(ledger),
    ...moneyHandlers(ledger),
    ...bookHandlers(ledger),
  ]) {
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const broken = brokenAnswer(simulator, reply);
        if (broken !== null) return broken;
        const { headers, body } = request;
        const isKnown =
          operation === 'PGPayOrder' ||
          (headers['x-client-id'] === clientId && headers['x-client-secret'] === clientSecret);
        if (!isKnown) return failure(reply.code(401), 'request_failed');
        if (method !== 'GET') note(document?.request(operation, body) ?? null);
        const answer = await handler(request, reply);
        if (reply.sent) return reply;
        note(document?.answer(operation, answer) ?? null);
        return answer;
      },
    });
  }
}

/** Sends what waits to whom it is for, signed with the secret of that account. */
function makePost(options: SimulatorOptions) {
  const secrets = {
    payments: options.clientSecret,
    transfers: options.payouts?.clientSecret ?? '',
  };
  const urls = { payments: options.notifyUrl, transfers: options.payouts?.notifyUrl ?? null };
  const send = async ({ of, body, timestamp }: SimWebhook): Promise<number> => {
    const url = urls[of];
    if (url === null) return 0;
    const headers = {
      'content-type': 'application/json',
      'x-webhook-timestamp': timestamp,
      'x-webhook-version': of === 'payments' ? '2025-01-01' : '2024-01-01',
      'x-webhook-signature': signWebhook(secrets[of], timestamp, body),
    };
    const signal = AbortSignal.timeout(10_000);
    const sent = fetch(url, { method: 'POST', headers, body, signal });
    return sent.then(({ status }) => status).catch(() => 0);
  };
  return { urls, send };
}

/** Whether a request bears this account's id and secret. */
const knows =
  (of: { readonly clientId: string; readonly clientSecret: string }) =>
  (headers: Readonly<Record<string, unknown>>): boolean =>
    headers['x-client-id'] === of.clientId && headers['x-client-secret'] === of.clientSecret;

export function createSimulator(options: SimulatorOptions): Simulator {
  const now = options.now ?? Date.now;
  const { urls, send } = makePost(options);
  const tellBody = (of: SimWebhook['of'], body: string): void => {
    simulator.waiting.push({ of, body, timestamp: String(now()) });
    if (!simulator.held) void simulator.deliver();
  };
  const tell = (news: SimNews): void => tellBody('payments', webhookBody(news, now()));
  const app = fastify({ logger: false, forceCloseConnections: true });
  const ledger = new SimLedger({ now, tell });
  const violations: string[] = [];
  const { document, payouts } = options;
  // A form without fields: the button of the page that stands for the gateway's.
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) =>
    done(null),
  );
  const common = { app, violations, now };
  const simulator: Simulator = {
    app,
    ledger,
    links: new SimLinks({
      ...common,
      ledger,
      document,
      isKnown: knows(options),
      tell: (body) => tellBody('payments', body),
    }),
    transfers:
      payouts === undefined
        ? null
        : new SimTransfers({
            ...common,
            document: payouts.document,
            isKnown: knows(payouts),
            isBroken: (reply) => brokenAnswer(simulator, reply),
            tell: (body) => tellBody('transfers', body),
          }),
    violations,
    waiting: [],
    fault: 'none',
    held: false,
    aimAt: (to) => void (urls.payments = to),
    aimTransfersAt: (to) => void (urls.transfers = to),
    async deliver({ times = 1, backwards = false } = {}) {
      const all = simulator.waiting.splice(0);
      if (backwards) all.reverse();
      const answers: number[] = [];
      for (const it of all) for (let n = 0; n < times; n += 1) answers.push(await send(it));
      return answers;
    },
  };
  installVendor(simulator, options);
  installPhone(simulator);
  return simulator;
}
