/**
 * The line to HQ over HTTP: bounded in time and size, batches compressed with zstd, the counter's
 * own requests signed. Every trouble is an answer: a dead line is HQ_UNREACHABLE.
 */
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';

import { z } from 'zod';

import { ERRORS, type ErrorCode } from '#domain/errors.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import { MAX_DOCUMENT_CHARS } from '#protocol/signed.ts';
import { listenTo } from './listen.ts';
import type { SignedAsk, SyncTransport } from '#terminal/ports/sync-transport.ts';
import type { Clock, Signer } from '#terminal/ports/system.ts';

export interface HttpTransportOptions {
  /** `https://hq.example`, without a path. */
  readonly hqUrl: string;
  readonly signer: Signer;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeoutMs?: number;
  /** After so much silence the open line is taken for dead. */
  readonly silenceMs?: number;
}

const TIMEOUT_MS = 30_000;
/** Of an answer: a signed document in UTF-8. */
const MAX_ANSWER_BYTES = MAX_DOCUMENT_CHARS;

const JSON_BODY = { 'content-type': 'application/json' } as const;
const compress = promisify(zstdCompress);
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const failureShape = z.object({
  error: z.object({
    code: z.string(),
    details: z.record(z.string(), z.union([z.string().max(500), z.number()])).optional(),
  }),
});

const isCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** HQ's own words where they are in the registry; else that it refused, and how. */
function failureOf(status: number, text: string): Failure {
  const read = failureShape.safeParse(parse(text));
  if (!read.success || !isCode(read.data.error.code)) {
    return fail('HQ_REFUSED', { status }).error;
  }
  const { code, details } = read.data.error;
  return details === undefined ? { code } : { code, details };
}

async function readBounded(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Sending {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}

export function createHttpTransport(options: HttpTransportOptions): SyncTransport {
  const { signer, clock } = options;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  /** How far HQ's clock is from ours, once it has told us; only for signing requests. */
  let clockOffsetMs = 0;

  async function send(of: Sending): Promise<Result<string>> {
    const { path, ...rest } = of;
    try {
      const response = await fetch(new URL(path, options.hqUrl), {
        ...rest,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await readBounded(response);
      if (text === null) return fail('MESSAGE_TOO_LARGE', { limitBytes: MAX_ANSWER_BYTES });
      return response.ok ? ok(text) : { ok: false, error: failureOf(response.status, text) };
    } catch {
      return fail('HQ_UNREACHABLE');
    }
  }

  const postJson = (path: string, body: string): Promise<Result<string>> =>
    send({ method: 'POST', path, headers: JSON_BODY, body });

  /** Signed with our time; where HQ says that it is another, once more with HQ's. */
  async function sendSigned({ method, path, body }: SignedAsk): Promise<Result<string>> {
    const attempt = (): Promise<Result<string>> => {
      const at = instant(clock.now() + clockOffsetMs);
      const signed = signRequest({ line: `${method} ${path}`, at }, signer);
      if (body === undefined) return send({ method, path, headers: signed });
      return send({ method, path, headers: { ...signed, ...JSON_BODY }, body });
    };
    const first = await attempt();
    if (first.ok || first.error.code !== 'REQUEST_STALE') return first;
    const serverTimeMs = first.error.details?.['serverTimeMs'];
    if (typeof serverTimeMs !== 'number') return first;
    clockOffsetMs = Math.trunc(serverTimeMs) - clock.now();
    return attempt();
  }

  return {
    enrol: (request) => postJson('/v1/enrol', JSON.stringify(request)),
    sendBatch: async (batch) => {
      const compressed = await compress(Buffer.from(batch), FAST);
      return send({
        method: 'POST',
        path: '/v1/batches',
        headers: { 'content-type': 'application/zstd' },
        body: new Uint8Array(compressed),
      });
    },
    head: ({ counterId, acknowledgedSeq }) =>
      sendSigned({
        method: 'GET',
        path: `/v1/head/${encodeURIComponent(counterId)}?acknowledged=${acknowledgedSeq}`,
      }),
    feed: ({ counterId, cursor, seq = 0 }) =>
      sendSigned({
        method: 'GET',
        path: `/v1/feed?counterId=${encodeURIComponent(counterId)}&cursor=${cursor}&seq=${seq}`,
      }),
    ask: sendSigned,
    rotate: (request) => postJson('/v1/keys', request),
    listen: ({ counterId, onNews, onEnd }) => {
      const path = `/v1/feed/stream?counterId=${encodeURIComponent(counterId)}`;
      const at = instant(clock.now() + clockOffsetMs);
      const headers = signRequest({ line: `GET ${path}`, at }, signer);
      const { silenceMs } = options;
      const url = new URL(path, options.hqUrl);
      const silence = silenceMs === undefined ? {} : { silenceMs };
      return listenTo({ url, headers, onNews, onEnd, ...silence });
    },
  };
}
