/** The counters' side: enrol, send batches, ask for the head and the feed. */
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { fromUtf8 } from '#domain/bytes.ts';
import { isErrorCode } from '#domain/errors.ts';
import { isCounterId, isHash, type CounterId, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { MAX_BATCH_BYTES } from '#protocol/batch.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { isRequestSigned, MAX_CLOCK_DIFFERENCE_MS, REQUEST_HEADERS } from '#protocol/request.ts';
import type { ServerContext } from '#server/context.ts';
import type { HeardDesk } from '#server/fleet/heard.ts';
import { enrol } from '#server/ingest/enrol.ts';
import { signedFeed, signedHead } from '#server/ingest/feed.ts';
import { ingest } from '#server/ingest/ingest.ts';
import type { Projector } from '#server/ingest/projector.ts';
import { rotate } from '#server/ingest/rotate.ts';
import { Turns } from '#server/ingest/turns.ts';
import { keyById } from '#server/store/counter-keys.ts';
import { openCase } from '#server/store/cases.ts';
import { counterById, counterByKey, type CounterRecord } from '#server/store/fleet.ts';
import { answerFailure, answerSigned } from './answers.ts';
import { createFeedStream } from './feed-stream.ts';
import { AttemptLimit, Gate } from './limits.ts';

/** Compressed. A batch of the largest entries that compress badly still fits. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MAX_BATCHES_AT_ONCE = 32;
const ENROL_ATTEMPTS = { allowed: 10, windowMs: 600_000 };

const decompress = promisify(zstdDecompress);
/** A usual batch comes out in one piece. */
const DECOMPRESSION = { maxOutputLength: MAX_BATCH_BYTES, chunkSize: 512 * 1024 };

/** B9: at most so many bytes come out, whatever the compressed bytes claim. */
async function batchText(body: unknown): Promise<Result<string>> {
  if (!(body instanceof Uint8Array)) return fail('MESSAGE_UNREADABLE', { problem: 'no body' });
  try {
    const bytes = await decompress(body, DECOMPRESSION);
    const text = fromUtf8(bytes);
    return text === null ? fail('MESSAGE_UNREADABLE', { problem: 'not UTF-8' }) : ok(text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? fail('MESSAGE_TOO_LARGE', { limitBytes: MAX_BATCH_BYTES })
      : fail('MESSAGE_UNREADABLE', { problem: 'compression' });
  }
}

const enrolBody = z.strictObject({
  code: z.string().min(8).max(60),
  publicKey: z.string().length(43),
  successorOf: z
    .strictObject({
      counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
      seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      headHash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
    })
    .optional(),
});

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** Also under its next key, before its journal has told us that it is in use (K20). */
async function askingCounter(
  { database }: ServerContext,
  keyId: string,
): Promise<CounterRecord | null> {
  const counter = await counterByKey(database.read, keyId);
  if (counter !== null) return counter;
  const key = await keyById(database.read, keyId);
  if (key === null || key.lastSeq !== null) return null;
  const theirs = await counterById(database.read, key);
  return theirs === null ? null : { ...theirs, keyId, publicKey: key.publicKey };
}

/** F8, F9: the counter that signed this very request, near our own time. */
export async function signedBy(
  context: ServerContext,
  request: FastifyRequest,
): Promise<Result<CounterRecord>> {
  const at = Number(header(request, REQUEST_HEADERS.time));
  const counter = await askingCounter(context, header(request, REQUEST_HEADERS.keyId));
  if (counter === null || !Number.isSafeInteger(at)) return fail('SIGNATURE_WRONG');
  const signed = isRequestSigned(
    {
      line: `${request.method} ${request.url}`,
      at: instant(at),
      signature: header(request, REQUEST_HEADERS.signature),
      publicKey: counter.publicKey,
    },
    context.crypto,
  );
  if (!signed) return fail('SIGNATURE_WRONG');
  const now = context.now();
  return Math.abs(now - at) > MAX_CLOCK_DIFFERENCE_MS
    ? fail('REQUEST_STALE', { serverTimeMs: now })
    : ok(counter);
}

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const feedQuery = z.object({ counterId: z.string(), cursor: count, seq: count.default(0) });
const stoppedQuery = z.strictObject({
  counterId: z.string(),
  code: z.string().refine(isErrorCode),
  seq: count.optional(),
});
const headParams = z.object({ counterId: z.string() });
const headQuery = z.object({ acknowledged: count.default(0) });

function installBatches(app: FastifyInstance, context: ServerContext, projector: Projector): void {
  const gate = new Gate(MAX_BATCHES_AT_ONCE);
  const turns = new Turns();
  app.addContentTypeParser(
    'application/zstd',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const text = await batchText(request.body);
    if (!text.ok) return answerFailure(reply, text.error);
    const ingested = await ingest(context, text.value, turns);
    if (!ingested.ok) return answerFailure(reply, ingested.error);
    if (ingested.value.isNew) projector.stored(ingested.value, ingested.value.entries);
    return answerSigned(reply, ingested.value.acknowledgement);
  };
  app.post('/v1/batches', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    if (!gate.enter()) {
      return answerFailure(reply, { code: 'TOO_MANY_REQUESTS', details: { seconds: 1 } });
    }
    try {
      return await take(request, reply);
    } finally {
      gate.leave();
    }
  });
}

function installEnrolment(app: FastifyInstance, context: ServerContext): void {
  const attempts = new AttemptLimit(ENROL_ATTEMPTS);
  app.post('/v1/enrol', { bodyLimit: 4_096 }, async (request, reply) => {
    const held = attempts.check(request.ip, context.now());
    if (held !== null) return answerFailure(reply, held.error);
    const body = enrolBody.safeParse(request.body);
    const publicKey = body.success ? fromBase64Url(body.data.publicKey) : null;
    if (!body.success || publicKey?.length !== 32) {
      return answerFailure(reply, {
        code: 'MESSAGE_UNREADABLE',
        details: { problem: 'enrolment' },
      });
    }
    const { code, successorOf } = body.data;
    const answer = await enrol(context, { code, publicKey, successorOf });
    if (!answer.ok) {
      if (answer.error.code === 'ENROLMENT_CODE_WRONG') attempts.failed(request.ip, context.now());
      return answerFailure(reply, answer.error);
    }
    attempts.succeeded(request.ip);
    return answerSigned(reply, answer.value);
  });
}

/** J27: a counter that stopped itself says why; a case, once for each reason. */
function installStopped(app: FastifyInstance, context: ServerContext): void {
  app.post('/v1/counters/stopped', { bodyLimit: 1_024 }, async (request, reply) => {
    const query = stoppedQuery.safeParse(request.query);
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    const { officeId, counterId } = counter.value;
    if (!query.success || query.data.counterId !== counterId) {
      return answerFailure(reply, { code: 'MESSAGE_UNREADABLE', details: { problem: 'stopped' } });
    }
    const { code, seq } = query.data;
    context.log.warn('counter.stopped', { counterId, code });
    const opened = await context.database.transact((writer) =>
      openCase(context, writer, {
        officeId,
        counterId,
        kind: 'counter_stopped',
        subject: code,
        openedAt: context.now(),
        details: { code, ...(seq === undefined ? {} : { seq }) },
      }),
    );
    return opened.ok ? reply.code(204).send() : answerFailure(reply, opened.error);
  });
}

function installStream(app: FastifyInstance, context: ServerContext, heard: HeardDesk): void {
  const stream = createFeedStream(app, context);
  app.get('/v1/feed/stream', async (request, reply) => {
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    reply.hijack();
    if (!stream.add(counter.value.officeId, reply.raw)) reply.raw.destroy();
    else reply.raw.once('close', heard.listens(counter.value));
    return reply;
  });
}

export function installCounterRoutes(
  app: FastifyInstance,
  context: ServerContext,
  of: { readonly projector: Projector; readonly heard: HeardDesk },
): void {
  const { projector, heard } = of;
  installBatches(app, context, projector);
  installEnrolment(app, context);
  installStopped(app, context);
  app.get('/v1/feed', async (request, reply) => {
    const query = feedQuery.safeParse(request.query);
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    if (!query.success || query.data.counterId !== counter.value.counterId) {
      return answerFailure(reply, { code: 'MESSAGE_UNREADABLE', details: { problem: 'feed' } });
    }
    const { cursor, seq } = query.data;
    heard.heard(counter.value, seq);
    const page = await signedFeed(context, { counter: counter.value, cursor });
    return page.ok ? answerSigned(reply, page.value) : answerFailure(reply, page.error);
  });
  installStream(app, context, heard);
  app.post('/v1/keys', { bodyLimit: 8_192 }, async (request, reply) => {
    const certificate = await rotate(context, JSON.stringify(request.body ?? null));
    if (!certificate.ok) return answerFailure(reply, certificate.error);
    return reply.header('cache-control', 'no-store').type('text/plain').send(certificate.value);
  });
  app.get('/v1/head/:counterId', async (request, reply) => {
    const params = headParams.safeParse(request.params);
    const query = headQuery.safeParse(request.query);
    const counter = await signedBy(context, request);
    if (!counter.ok) return answerFailure(reply, counter.error);
    const isOwn = params.success && params.data.counterId === counter.value.counterId;
    if (!isOwn || !query.success) {
      return answerFailure(reply, { code: 'MESSAGE_UNREADABLE', details: { problem: 'head' } });
    }
    const acknowledgedSeq = query.data.acknowledged;
    heard.heard(counter.value);
    const head = await signedHead(context, { counter: counter.value, acknowledgedSeq });
    return head.ok ? answerSigned(reply, head.value) : answerFailure(reply, head.error);
  });
  app.get('/v1/health', async (_request, reply) => {
    const trouble = await context.database.trouble();
    if (trouble !== null) return answerFailure(reply, { code: 'DATABASE_UNAVAILABLE' });
    return reply.send({ ok: true, serverTimeMs: context.now() });
  });
}
