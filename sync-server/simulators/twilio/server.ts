/**
 * The simulated message service over HTTP: the vendor's paths, its signed requests to us, and a page
 * that is the citizen's phone. Nothing is really sent and nobody is really called.
 */
import { timingSafeEqual } from 'node:crypto';

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';

import { callbackSignature, readForm, type Form } from '#server/messages/signature.ts';
import type { VendorDocument } from '#server/simulators/cashfree/vendor-document.ts';
import { readMarkup } from './markup.ts';
import { phonePage } from './page.ts';
import {
  callAnswer,
  listAnswer,
  messageAnswer,
  newSid,
  type CallStatus,
  type SimCall,
  type SimMessage,
} from './state.ts';

export interface MessageSimulatorOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly document: VendorDocument | null;
  /** Where an incoming call begins; null: nobody can call. */
  readonly inboundUrl: string | null;
  /** The carrier's news come by themselves after so long; absent: when they are asked for. */
  readonly reportsAfterMs?: number;
  readonly now?: () => number;
}

/** By number: what becomes of what is sent there. */
export type Carrier = 'good' | 'invalid' | 'opted_out' | 'unreachable';

export interface MessageSimulator {
  readonly app: FastifyInstance;
  readonly messages: SimMessage[];
  readonly calls: SimCall[];
  /** Requests, answers and markup that broke the vendor's documents. */
  readonly violations: string[];
  readonly carriers: Map<string, Carrier>;
  /** `silent`: no answer; `lost`: done, and no answer; `html`, `busy`, `broken`: 200, 429, 500. */
  fault: 'none' | 'silent' | 'lost' | 'html' | 'busy' | 'broken';
  /** The carrier's news of a message, `times` times. Answers the statuses it got. */
  report(sid: string, times?: number): Promise<number[]>;
  /** Takes the call: asks for what is said. */
  answer(sid: string): Promise<SimCall>;
  /** Presses keys, or leaves a voice where one is recorded. */
  press(sid: string, digits: string): Promise<SimCall>;
  end(sid: string, status: CallStatus, times?: number): Promise<number[]>;
  /** Somebody calls the number that answers. */
  dialIn(from: string): Promise<SimCall>;
  aimAt(inboundUrl: string): void;
}

type Fields = Readonly<Record<string, string>>;

const CODES: Readonly<Partial<Record<Carrier, number>>> = { invalid: 21_211, opted_out: 21_610 };

const refusal = (reply: FastifyReply, of: { status: number; code: number }): FastifyReply =>
  reply
    .code(of.status)
    .send({ code: of.code, message: 'refused', more_info: 'about:blank', status: of.status });

const first = (form: Form, name: string): string | null => form[name]?.[0] ?? null;

class Service implements MessageSimulator {
  readonly app = fastify({ logger: false, forceCloseConnections: true });
  readonly messages: SimMessage[] = [];
  readonly calls: SimCall[] = [];
  readonly violations: string[] = [];
  readonly carriers = new Map<string, Carrier>();
  fault: MessageSimulator['fault'] = 'none';
  readonly #options: MessageSimulatorOptions;
  readonly #now: () => number;
  #inboundUrl: string | null;

  constructor(options: MessageSimulatorOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#inboundUrl = options.inboundUrl;
  }

  aimAt(inboundUrl: string): void {
    this.#inboundUrl = inboundUrl;
  }

  async #post(url: string, fields: Fields): Promise<{ status: number; text: string }> {
    const body = new URLSearchParams(fields).toString();
    const token = this.#options.authToken;
    const signature = callbackSignature({ token, url, form: readForm(body) });
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-twilio-signature': signature,
      },
      body,
      signal: AbortSignal.timeout(15_000),
    }).catch(() => null);
    return { status: response?.status ?? 0, text: (await response?.text()) ?? '' };
  }

  createMessage(form: Form): SimMessage | { status: number; code: number } {
    const to = first(form, 'To') ?? '';
    const code = CODES[this.carriers.get(to) ?? 'good'];
    if (code !== undefined) return { status: 400, code };
    const message: SimMessage = {
      sid: newSid('SM'),
      to,
      from: first(form, 'From') ?? first(form, 'MessagingServiceSid') ?? '',
      body: first(form, 'Body') ?? first(form, 'ContentVariables') ?? '',
      statusCallback: first(form, 'StatusCallback'),
      at: this.#now(),
      status: 'queued',
      errorCode: null,
    };
    this.messages.unshift(message);
    const { reportsAfterMs } = this.#options;
    if (reportsAfterMs !== undefined) {
      setTimeout(
        () => void this.report(message.sid).catch(() => undefined),
        reportsAfterMs,
      ).unref();
    }
    return message;
  }

  createCall(form: Form): SimCall | { status: number; code: number } {
    const to = first(form, 'To') ?? '';
    const code = CODES[this.carriers.get(to) ?? 'good'];
    if (code !== undefined) return { status: 400, code };
    const call = this.#newCall({
      to,
      from: first(form, 'From') ?? '',
      direction: 'outbound-api',
      url: first(form, 'Url') ?? '',
      statusCallback: first(form, 'StatusCallback'),
    });
    return call;
  }

  #newCall(of: Pick<SimCall, 'to' | 'from' | 'direction' | 'url' | 'statusCallback'>): SimCall {
    const call: SimCall = {
      ...of,
      sid: newSid('CA'),
      at: this.#now(),
      status: 'ringing',
      turns: [],
    };
    this.calls.unshift(call);
    return call;
  }

  async report(sid: string, times = 1): Promise<number[]> {
    const message = this.messages.find((it) => it.sid === sid);
    if (message === undefined) throw new Error('no such message');
    const isLost = this.carriers.get(message.to) === 'unreachable';
    message.status = isLost ? 'undelivered' : 'delivered';
    message.errorCode = isLost ? 30_003 : null;
    const fields = {
      MessageSid: message.sid,
      SmsSid: message.sid,
      AccountSid: this.#options.accountSid,
      MessageStatus: message.status,
      To: message.to,
      ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
    };
    const answers: number[] = [];
    for (let n = 0; n < times; n += 1) {
      answers.push((await this.#post(message.statusCallback ?? '', fields)).status);
    }
    return answers;
  }

  #call(sid: string): SimCall {
    const call = this.calls.find((it) => it.sid === sid);
    if (call === undefined) throw new Error('no such call');
    return call;
  }

  async #turn(call: SimCall, url: string, more: Fields): Promise<SimCall> {
    const { status, text } = await this.#post(url, {
      CallSid: call.sid,
      AccountSid: this.#options.accountSid,
      From: call.from,
      To: call.to,
      CallStatus: call.status,
      Direction: call.direction,
      ApiVersion: '2010-04-01',
      ...more,
    });
    if (status !== 200) {
      this.violations.push(`a turn was answered with ${status}`);
      return call;
    }
    try {
      call.turns.push(readMarkup(text));
    } catch (error) {
      this.violations.push(`markup: ${error instanceof Error ? error.message : 'unknown'}`);
      return call;
    }
    if (call.turns.at(-1)?.wants === 'end') await this.end(call.sid, 'completed');
    return call;
  }

  answer(sid: string): Promise<SimCall> {
    const call = this.#call(sid);
    call.status = 'in-progress';
    return this.#turn(call, call.url, {});
  }

  async press(sid: string, digits: string): Promise<SimCall> {
    const call = this.#call(sid);
    const turn = call.turns.at(-1);
    if (turn === undefined || call.status !== 'in-progress') throw new Error('nobody listens');
    const voice = {
      RecordingSid: newSid('RE'),
      RecordingUrl: 'https://api.twilio.com/recording',
      RecordingDuration: '4',
    };
    return this.#turn(call, turn.action, turn.wants === 'record' ? voice : { Digits: digits });
  }

  async end(sid: string, status: CallStatus, times = 1): Promise<number[]> {
    const call = this.#call(sid);
    call.status = status;
    if (call.statusCallback === null) return [];
    const answers: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const fields = { CallSid: sid, CallStatus: status, To: call.to, From: call.from };
      answers.push((await this.#post(call.statusCallback, fields)).status);
    }
    return answers;
  }

  dialIn(from: string): Promise<SimCall> {
    const url = this.#inboundUrl ?? '';
    const to = '+15005550006';
    const call = this.#newCall({ from, to, direction: 'inbound', url, statusCallback: null });
    return this.answer(call.sid);
  }
}

/** Hex of any length compares in one time. */
function isKnown(request: FastifyRequest, options: MessageSimulatorOptions): boolean {
  const wanted = Buffer.from(
    `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`,
  );
  const given = Buffer.from(request.headers.authorization ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

type Made = SimMessage | SimCall | { readonly status: number; readonly code: number };

function installVendor(service: Service, options: MessageSimulatorOptions): void {
  const { app, violations } = service;
  const { document, accountSid } = options;
  const base = `/2010-04-01/Accounts/${accountSid}`;
  const note = (fault: string | null): void => void (fault !== null && violations.push(fault));
  const faulty = (reply: FastifyReply): FastifyReply | null => {
    if (service.fault === 'silent') return reply.hijack();
    if (service.fault === 'html') return reply.type('text/html').send('<h1>Moved</h1>');
    if (service.fault === 'busy') return refusal(reply, { status: 429, code: 20_429 });
    return service.fault === 'broken' ? refusal(reply, { status: 500, code: 20_500 }) : null;
  };
  const create = (
    path: string,
    operation: string,
    make: (form: Form) => { readonly made: Made; readonly answer: () => object },
  ): void => {
    app.post(`${base}/${path}`, async (request, reply) => {
      const fault = faulty(reply);
      if (fault !== null) return fault;
      if (!isKnown(request, options)) return refusal(reply, { status: 401, code: 20_003 });
      const form = readForm(typeof request.body === 'string' ? request.body : '');
      const wrong = document?.request(operation, form) ?? null;
      note(wrong);
      if (wrong !== null) return refusal(reply, { status: 400, code: 21_602 });
      const { made, answer } = make(form);
      if ('code' in made) return refusal(reply, made);
      note(document?.answer(operation, answer()) ?? null);
      if (service.fault === 'lost') {
        request.raw.socket.destroy();
        return reply.hijack();
      }
      return reply.code(201).send(answer());
    });
  };
  create('Messages.json', 'CreateMessage', (form) => {
    const made = service.createMessage(form);
    return { made, answer: () => ('sid' in made ? messageAnswer(made, options) : {}) };
  });
  create('Calls.json', 'CreateCall', (form) => {
    const made = service.createCall(form);
    return { made, answer: () => ('sid' in made ? callAnswer(made, options) : {}) };
  });
  const list = (name: 'messages' | 'calls', operation: string, rows: (to: string) => object[]) => {
    const path = `${base}/${name === 'messages' ? 'Messages' : 'Calls'}.json`;
    app.get<{ Querystring: { To?: string } }>(path, async (request, reply) => {
      const fault = faulty(reply);
      if (fault !== null) return fault;
      if (!isKnown(request, options)) return refusal(reply, { status: 401, code: 20_003 });
      const answer = listAnswer({ name, path, rows: rows(request.query.To ?? '') });
      note(document?.answer(operation, answer) ?? null);
      return answer;
    });
  };
  const to = <T extends { readonly to: string }>(rows: readonly T[], number: string) =>
    rows.filter((it) => it.to === number);
  list('messages', 'ListMessage', (number) =>
    to(service.messages, number).map((it) => messageAnswer(it, options)),
  );
  list('calls', 'ListCall', (number) =>
    to(service.calls, number).map((it) => callAnswer(it, options)),
  );
}

const actBody = z.discriminatedUnion('act', [
  z.object({ act: z.literal('answer'), sid: z.string() }),
  z.object({
    act: z.literal('press'),
    sid: z.string(),
    digits: z.string().regex(/^[\d#*]{0,40}$/),
  }),
  z.object({ act: z.literal('decline'), sid: z.string() }),
  z.object({ act: z.literal('dial'), from: z.string().regex(/^\+\d{7,15}$/) }),
]);

async function act(service: Service, of: z.infer<typeof actBody>): Promise<unknown> {
  switch (of.act) {
    case 'answer':
      return service.answer(of.sid);
    case 'press':
      return service.press(of.sid, of.digits);
    case 'decline':
      return service.end(of.sid, 'no-answer');
    default:
      return service.dialIn(of.from);
  }
}

/** The citizen's phone: `GET /` is the page, `POST /phone` what its buttons do. */
function installPhone(service: Service): void {
  const { app } = service;
  app.get('/', (_request, reply) => reply.type('text/html').send(phonePage(service)));
  app.post('/phone', async (request, reply) => {
    const body = actBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ code: 'act' });
    return { did: await act(service, body.data).catch(() => null) };
  });
}

export function createMessageSimulator(options: MessageSimulatorOptions): MessageSimulator {
  const service = new Service(options);
  const raw = { parseAs: 'string', bodyLimit: 64 * 1024 } as const;
  service.app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    raw,
    (_request, body, done) => done(null, body),
  );
  installVendor(service, options);
  installPhone(service);
  return service;
}
