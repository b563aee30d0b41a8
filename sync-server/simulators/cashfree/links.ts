/**
 * Payment links of the simulated gateway: the vendor's paths, a page that stands for the gateway's own,
 * and news with the amounts as text, flat under `data`, as the vendor sends them.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { orderAnswer } from './answers.ts';
import type { SimLedger, SimOrder, SimPayment } from './ledger.ts';
import type { VendorDocument } from './vendor-document.ts';

export interface SimLink {
  readonly id: string;
  readonly cfId: string;
  readonly amountPaise: number;
  readonly purpose: string;
  readonly phone: string;
  readonly expiresAt: number;
  readonly returnUrl: string;
  readonly smsTo: string | null;
  /** Under the vendor's own numbers. */
  readonly orders: SimOrder[];
  isCancelled: boolean;
}

export interface LinkParts {
  readonly app: FastifyInstance;
  readonly ledger: SimLedger;
  readonly document: VendorDocument | null;
  readonly violations: string[];
  readonly now: () => number;
  /** Whether the request bears our account's id and secret. */
  readonly isKnown: (headers: Readonly<Record<string, unknown>>) => boolean;
  readonly tell: (body: string) => void;
}

const createBody = z.object({
  link_id: z.string(),
  link_amount: z.number().transform((value) => Math.round(value * 100)),
  link_purpose: z.string(),
  link_expiry_time: z.string(),
  customer_details: z.object({ customer_phone: z.string() }),
  link_notify: z.object({ send_sms: z.boolean() }),
  link_meta: z.object({ return_url: z.string() }),
});
const params = z.object({ id: z.string() });

const text = (amountPaise: number): string => (amountPaise / 100).toFixed(2);
const isPaid = (link: SimLink): boolean => link.orders.some(({ status }) => status === 'PAID');

function statusOf(link: SimLink, now: number): string {
  if (isPaid(link)) return 'PAID';
  if (link.isCancelled) return 'CANCELLED';
  return now >= link.expiresAt ? 'EXPIRED' : 'ACTIVE';
}

export class SimLinks {
  readonly links = new Map<string, SimLink>();
  readonly #parts: LinkParts;
  #next = 1_576_977;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#install();
  }

  get #origin(): string {
    const address = this.#parts.app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return `http://127.0.0.1:${port}`;
  }

  #answer(link: SimLink): object {
    const { id, cfId, amountPaise, purpose, phone, returnUrl } = link;
    return {
      cf_link_id: cfId,
      link_id: id,
      link_status: statusOf(link, this.#parts.now()),
      link_currency: 'INR',
      link_amount: amountPaise / 100,
      link_amount_paid: isPaid(link) ? amountPaise / 100 : 0,
      link_partial_payments: false,
      link_purpose: purpose,
      link_created_at: '2026-11-23T11:30:00+05:30',
      customer_details: { customer_phone: phone },
      link_meta: { return_url: returnUrl },
      link_url: `${this.#origin}/links/${cfId}`,
      link_expiry_time: new Date(link.expiresAt).toISOString(),
      link_notify: { send_sms: link.smsTo !== null, send_email: false },
      link_auto_reminders: false,
      link_qrcode: null,
    };
  }

  #create(body: z.infer<typeof createBody>): SimLink {
    this.#next += 1;
    const phone = body.customer_details.customer_phone;
    const link: SimLink = {
      id: body.link_id,
      cfId: String(this.#next),
      amountPaise: body.link_amount,
      purpose: body.link_purpose,
      phone,
      expiresAt: Date.parse(body.link_expiry_time),
      returnUrl: body.link_meta.return_url,
      smsTo: body.link_notify.send_sms ? phone : null,
      orders: [],
      isCancelled: false,
    };
    this.links.set(link.id, link);
    return link;
  }

  /** Somebody opened the gateway's page and paid, or tried to. Null where it takes nothing. */
  pay(id: string, status: SimPayment['status']): SimPayment | null {
    const link = this.links.get(id);
    const now = this.#parts.now();
    if (link === undefined || statusOf(link, now) !== 'ACTIVE') return null;
    const { ledger } = this.#parts;
    const orderId = `CFPay_${link.cfId}_${link.orders.length + 1}`;
    const { amountPaise, expiresAt } = link;
    const order = ledger.create({ id: orderId, amountPaise, expiresAt });
    if (typeof order === 'string') return null;
    link.orders.push(order);
    const payment = ledger.pay(order.id, status);
    if (typeof payment === 'string') return null;
    this.#parts.tell(this.#news(link, { order, payment }));
    return payment;
  }

  #news(link: SimLink, of: { readonly order: SimOrder; readonly payment: SimPayment }): string {
    const data = {
      cf_link_id: Number(link.cfId),
      link_id: link.id,
      link_status: statusOf(link, this.#parts.now()),
      link_currency: 'INR',
      link_amount: text(link.amountPaise),
      link_amount_paid: text(isPaid(link) ? link.amountPaise : 0),
      order: {
        order_amount: text(of.order.amountPaise),
        order_id: of.order.id,
        transaction_id: Number(of.payment.id),
        transaction_status: of.payment.status,
      },
    };
    return JSON.stringify({ data, type: 'PAYMENT_LINK_EVENT', version: 1 });
  }

  #failure(reply: FastifyReply, of: { status: number; code: string }): FastifyReply {
    const { status, code } = of;
    return reply
      .code(status)
      .send({ message: code.replaceAll('_', ' '), code, type: 'invalid_request_error' });
  }

  #install(): void {
    const { app, document, violations, isKnown } = this.#parts;
    const note = (fault: string | null): void => void (fault !== null && violations.push(fault));
    const route = (
      method: 'GET' | 'POST',
      url: string,
      operation: string,
      work: (link: SimLink) => object,
    ): void => {
      app.route({
        method,
        url,
        handler: (request, reply) => {
          if (!isKnown(request.headers)) {
            return this.#failure(reply, { status: 401, code: 'request_failed' });
          }
          const link = this.links.get(params.parse(request.params).id);
          if (link === undefined)
            return this.#failure(reply, { status: 404, code: 'link_not_found' });
          const answer = work(link);
          note(document?.answer(operation, answer) ?? null);
          return reply.send(answer);
        },
      });
    };
    app.post('/pg/links', (request, reply) => {
      if (!isKnown(request.headers)) {
        return this.#failure(reply, { status: 401, code: 'request_failed' });
      }
      note(document?.request('PGCreateLink', request.body) ?? null);
      const body = createBody.parse(request.body);
      if (this.links.has(body.link_id)) {
        return this.#failure(reply, { status: 409, code: 'link_already_exists' });
      }
      const answer = this.#answer(this.#create(body));
      note(document?.answer('PGCreateLink', answer) ?? null);
      return reply.send(answer);
    });
    route('GET', '/pg/links/:id', 'PGFetchLink', (link) => this.#answer(link));
    route('GET', '/pg/links/:id/orders', 'PGLinkFetchOrders', (link) =>
      link.orders.map((order) => ({ ...orderAnswer(order), link_id: link.id })),
    );
    route('POST', '/pg/links/:id/cancel', 'PGCancelLink', (link) => {
      if (!isPaid(link)) link.isCancelled = true;
      return this.#answer(link);
    });
    this.#installPage();
  }

  /** Stands for the gateway's page: pay, or not. */
  #installPage(): void {
    const { app, now } = this.#parts;
    const shown = (request: FastifyRequest): SimLink | undefined => {
      const { id } = params.parse(request.params);
      return [...this.links.values()].find(({ cfId }) => cfId === id);
    };
    app.get('/links/:id', (request, reply) => {
      const link = shown(request);
      if (link === undefined) return this.#failure(reply, { status: 404, code: 'link_not_found' });
      const isOpen = statusOf(link, now()) === 'ACTIVE';
      const pay = `<form method="post"><button>Pay Rs ${text(link.amountPaise)}</button></form>`;
      return reply
        .type('text/html')
        .send(
          '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated gateway</title>' +
            '<meta name="viewport" content="width=device-width, initial-scale=1">' +
            '<style>body{font:18px system-ui;margin:2rem}button{font:inherit;padding:1rem 2rem}</style>' +
            `<h1>Simulated gateway: no money moves</h1>${isOpen ? pay : '<p>This link is over.</p>'}</html>`,
        );
    });
    app.post('/links/:id', (request, reply) => {
      const link = shown(request);
      if (link === undefined) return this.#failure(reply, { status: 404, code: 'link_not_found' });
      this.pay(link.id, 'SUCCESS');
      return reply.redirect(link.returnUrl, 303);
    });
  }
}
