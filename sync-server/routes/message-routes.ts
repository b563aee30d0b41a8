/**
 * The message service at the edge: every request is signed by it, or refused. Its news of messages and
 * calls, the turns of a call, and numbers that want no messages. docs/spec/messages.md, M16.
 */
import { createReadStream } from 'node:fs';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { isOfficeId } from '#domain/ids.ts';
import { LANGUAGES } from '#domain/language.ts';
import { callerOf } from '#domain/messages/phone.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import type { CallDesk, Heard } from '#server/messages/calls.ts';
import type { MessageConfig } from '#server/messages/config.ts';
import type { InboundDesk } from '#server/messages/inbound.ts';
import { takeCallNews, takeSmsNews } from '#server/messages/news.ts';
import { isCallbackSigned, readForm, type Form } from '#server/messages/signature.ts';
import type { Speaker } from '#server/messages/speaker.ts';
import { putStanding } from '#server/store/messages.ts';
import { answerFailure } from './answers.ts';

const MAX_BYTES = 16 * 1024;

export interface MessageParts {
  readonly context: ServerContext;
  readonly config: MessageConfig;
  readonly calls: CallDesk;
  readonly inbound: InboundDesk;
  readonly speaker: Speaker;
}

const hex32 = z.string().regex(/^[0-9a-f]{32}$/);
const officeId = z.string().refine(isOfficeId);
const count = z.coerce.number().int().min(0).max(99);
const callParams = z.object({ officeId, callId: hex32 });
const callNewsParams = callParams.extend({ attempt: count });
const messageParams = z.object({ officeId, messageId: hex32, attempt: count });
const askedQuery = z.object({ asked: count.default(0) });
const languageParams = z.object({ language: z.enum(LANGUAGES) });
const voiceParams = z.object({ language: z.string().max(8), file: z.string().max(90) });

const first = (form: Form, name: string): string => form[name]?.[0] ?? '';

interface Signed {
  readonly request: FastifyRequest;
  readonly form: Form;
}

type Answer = Result<string | null> | Promise<Result<string | null>>;

function heard({ request, form }: Signed): Result<Heard> {
  const params = callParams.safeParse(request.params);
  const query = askedQuery.safeParse(request.query);
  if (!params.success || !query.success) return fail('CALL_UNKNOWN');
  const recording = first(form, 'RecordingSid');
  return ok({
    ...params.data,
    vendorId: first(form, 'CallSid').slice(0, 34),
    asked: query.data.asked,
    digits: first(form, 'Digits').slice(0, 40),
    recording: /^RE[0-9a-f]{32}$/.test(recording) ? recording : null,
  });
}

const STOP = /^(?:STOP|UNSUBSCRIBE|CANCEL|END|QUIT|रोकें|बंद)$/i;
const START = /^(?:START|YES|UNSTOP|चालू)$/i;

/** M3: who writes STOP is left alone; who writes START is not any more. */
async function incoming({ context }: MessageParts, { form }: Signed): Promise<Result<null>> {
  const number = callerOf(first(form, 'From'));
  const text = first(form, 'Body').trim();
  const isStop = STOP.test(text);
  if (number === null || (!isStop && !START.test(text))) return ok(null);
  const standing = isStop ? 'opted_out' : null;
  const at = context.now();
  const done = await context.database.transact((writer) =>
    putStanding(writer, { number, standing, at }),
  );
  return done.ok ? ok(null) : done;
}

function smsNews({ context }: MessageParts, { request, form }: Signed): Answer {
  const params = messageParams.safeParse(request.params);
  if (!params.success) return fail('CALL_UNKNOWN');
  const errorCode = first(form, 'ErrorCode').slice(0, 12);
  const status = first(form, 'MessageStatus');
  const news = { ...params.data, status, errorCode: errorCode === '' ? null : errorCode };
  return takeSmsNews(context, news);
}

function callNews({ context, config }: MessageParts, { request, form }: Signed): Answer {
  const params = callNewsParams.safeParse(request.params);
  if (!params.success) return fail('CALL_UNKNOWN');
  const status = first(form, 'CallStatus').slice(0, 20);
  return takeCallNews({ context, config }, { ...params.data, status });
}

function installSigned(edge: FastifyInstance, parts: MessageParts): void {
  const { config, calls, inbound } = parts;
  const route = (url: string, work: (signed: Signed) => Answer): void => {
    edge.post(url, { bodyLimit: MAX_BYTES }, async (request, reply) => {
      const form = readForm(typeof request.body === 'string' ? request.body : '');
      const signature = request.headers['x-twilio-signature'];
      const isSigned = isCallbackSigned({
        token: config.authToken,
        // Never what the request calls us: the address that everybody else reaches us by.
        url: `${config.publicOrigin}${request.raw.url ?? ''}`,
        form,
        signature: typeof signature === 'string' ? signature : '',
      });
      if (!isSigned) return answerFailure(reply, { code: 'CALLBACK_REFUSED' });
      const answer = await work({ request, form });
      if (!answer.ok) return answerFailure(reply, answer.error);
      reply.header('cache-control', 'no-store');
      return answer.value === null
        ? reply.code(204).send()
        : reply.type('text/xml; charset=utf-8').send(answer.value);
    });
  };
  const turn = (work: (of: Heard) => Answer) => (signed: Signed) => {
    const of = heard(signed);
    return of.ok ? work(of.value) : of;
  };
  route(
    '/v1/calls/:officeId/:callId',
    turn((of) => calls.start(of)),
  );
  route(
    '/v1/calls/:officeId/:callId/key',
    turn((of) => calls.key(of)),
  );
  route(
    '/v1/calls/:officeId/:callId/recorded',
    turn((of) => calls.recorded(of)),
  );
  route('/v1/calls/:officeId/:callId/status/:attempt', (signed) => callNews(parts, signed));
  route('/v1/messages/:officeId/:messageId/:attempt', (signed) => smsNews(parts, signed));
  route('/v1/messages/in', (signed) => incoming(parts, signed));
  route('/v1/calls/in', ({ form }) => inbound.start(first(form, 'From')));
  route('/v1/calls/in/language', ({ form }) => inbound.chosen(first(form, 'Digits')));
  route('/v1/calls/in/:language/number', ({ request, form }) => {
    const params = languageParams.safeParse(request.params);
    const query = askedQuery.safeParse(request.query);
    if (!params.success || !query.success) return fail('CALL_UNKNOWN');
    const digits = first(form, 'Digits').slice(0, 40);
    const from = first(form, 'From');
    return inbound.number({ ...params.data, ...query.data, from, digits });
  });
}

/** Recordings that a call plays; nothing but what a manifest names. */
function sendRecording(speaker: Speaker, request: FastifyRequest, reply: FastifyReply) {
  const params = voiceParams.safeParse(request.params);
  const file = params.success ? speaker.recording(params.data.language, params.data.file) : null;
  if (file === null) return answerFailure(reply, { code: 'NOT_FOUND' });
  const type = file.endsWith('.wav') ? 'audio/wav' : 'audio/mpeg';
  return reply
    .header('cache-control', 'public, max-age=86400')
    .type(type)
    .send(createReadStream(file));
}

export async function installMessageRoutes(
  app: FastifyInstance,
  parts: MessageParts,
): Promise<void> {
  app.get('/v1/voice/:language/:file', (request, reply) =>
    sendRecording(parts.speaker, request, reply),
  );
  await app.register(async (edge) => {
    edge.removeAllContentTypeParsers();
    const raw = { parseAs: 'string', bodyLimit: MAX_BYTES } as const;
    const form = 'application/x-www-form-urlencoded';
    edge.addContentTypeParser(form, raw, (_request, body, done) => done(null, body));
    installSigned(edge, parts);
  });
}
