/**
 * The kiosk over loopback HTTP: the same terminal service, the same pages, for machines without
 * Electron. Loopback only, one token a start for each screen, checked host and origin, strict
 * policy. A page gets the whole snapshot after each change over one event stream.
 */
import { timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import type { Screen } from '#contract/bridge.ts';
import { ERRORS } from '#domain/errors.ts';
import { fail, type Result } from '#domain/result.ts';

/** What an edge (HTTP here, Electron's utility process elsewhere) needs of the terminal. */
export interface HostedTerminal {
  execute(name: string, input: unknown, screen: Screen): Promise<Result<unknown>>;
  snapshot(screen: Screen): unknown;
  subscribe(listener: () => void): () => void;
}

export interface Tokens {
  readonly clerk: string;
  readonly citizen: string;
}

export interface KioskOptions {
  readonly terminal: HostedTerminal;
  /** 0 picks a free one. */
  readonly port: number;
  /** Folder of the built renderer. */
  readonly pages: string;
  /** Given by whoever supervises, so that addresses survive a restart of the host. */
  readonly tokens: Tokens;
}

export interface Kiosk {
  readonly port: number;
  readonly clerkUrl: string;
  readonly citizenUrl: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 32_768;
const KEEP_ALIVE_MS = 15_000;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Emotion writes its style sheets at run time; styles cannot run code.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function sameToken(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function screenOf(request: FastifyRequest, tokens: Tokens): Screen | null {
  const given = request.headers['x-raseed-token'];
  if (typeof given !== 'string') return null;
  if (sameToken(given, tokens.clerk)) return 'clerk';
  if (sameToken(given, tokens.citizen)) return 'citizen';
  return null;
}

/** A page of another origin, or a name that only resolves here, is not our screen. */
function isLoopback(request: FastifyRequest): boolean {
  const host = request.headers.host ?? '';
  const origin = request.headers.origin;
  return (
    /^(?:127\.0\.0\.1|localhost):\d+$/.test(host) &&
    (origin === undefined || origin === `http://${host}`)
  );
}

const send = (reply: FastifyReply, answer: Result<unknown>): FastifyReply =>
  reply.code(answer.ok ? 200 : ERRORS[answer.error.code].http).send(answer);

function streamSnapshots(options: {
  readonly response: ServerResponse;
  readonly terminal: HostedTerminal;
  readonly screen: Screen;
}): void {
  const { response, terminal, screen } = options;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const push = (): void => {
    response.write(`event: snapshot\ndata: ${JSON.stringify(terminal.snapshot(screen))}\n\n`);
  };
  const stop = terminal.subscribe(push);
  const beat = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
  push();
}

/** Before a byte of the body is read. */
const mayAsk = (request: FastifyRequest, tokens: Tokens): boolean =>
  isLoopback(request) && (!request.url.startsWith('/api/') || screenOf(request, tokens) !== null);

function guard(app: FastifyInstance, tokens: Tokens): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'cross-origin-resource-policy': 'same-origin',
    });
    return mayAsk(request, tokens) ? undefined : send(reply, fail('SENDER_REFUSED'));
  });
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    // A bug is loud: it ends the host, which is started again and replays its journal.
    if ((error.statusCode ?? 500) >= 500) {
      setImmediate(() => {
        throw error;
      });
    }
    return send(reply, fail('INPUT_INVALID', { field: 'request' }));
  });
}

function addRoutes(app: FastifyInstance, terminal: HostedTerminal, tokens: Tokens): void {
  app.post<{ Params: { name: string } }>('/api/:name', async (request, reply) => {
    const screen = screenOf(request, tokens);
    if (screen === null) return send(reply, fail('SENDER_REFUSED'));
    return send(reply, await terminal.execute(request.params.name, request.body ?? {}, screen));
  });
  app.get('/api/events', (request, reply) => {
    const screen = screenOf(request, tokens);
    if (screen === null) return send(reply, fail('SENDER_REFUSED'));
    reply.hijack();
    streamSnapshots({ response: reply.raw, terminal, screen });
    return reply;
  });
}

export async function serveKiosk(options: KioskOptions): Promise<Kiosk> {
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  guard(app, options.tokens);
  addRoutes(app, options.terminal, options.tokens);
  await app.register(fastifyStatic, { root: options.pages, cacheControl: false });
  await app.listen({ host: '127.0.0.1', port: options.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const base = `http://127.0.0.1:${port}`;
  return {
    port,
    // With the display's own, smaller token, so that the clerk can open the citizen's window.
    clerkUrl: `${base}/#token=${options.tokens.clerk}&display=${options.tokens.citizen}`,
    citizenUrl: `${base}/citizen.html#token=${options.tokens.citizen}`,
    close: () => app.close(),
  };
}
