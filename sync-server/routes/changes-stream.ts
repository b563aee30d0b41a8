/** A stream of changes to a staff page: what to read again, never what it is. */
import type { FastifyReply } from 'fastify';

import type { ChangedEvent } from '#server/api/contract.ts';
import type { ServerContext } from '#server/context.ts';
import { answerFailure } from './answers.ts';

const HEARTBEAT_MS = 15_000;
const MAX_STREAMS = 100;
const TRY_AGAIN_SECONDS = 30;

export interface Listening {
  readonly reply: FastifyReply;
  readonly wants: (event: ChangedEvent) => boolean;
  /** Asked at every beat: who may not listen any more hears nothing more. */
  readonly mayListen: () => Promise<boolean>;
}

/** Every page that listens at one address. */
export class ChangesStream {
  readonly #context: ServerContext;
  #open = 0;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** Tells of changes until the page goes away. */
  serve({ reply, wants, mayListen }: Listening): FastifyReply {
    if (this.#open >= MAX_STREAMS) {
      const details = { seconds: TRY_AGAIN_SECONDS };
      return answerFailure(reply, { code: 'TOO_MANY_REQUESTS', details });
    }
    this.#open += 1;
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    raw.write('retry: 2000\n\n');
    const stopListening = this.#context.changes.listen((event) => {
      if (wants(event)) raw.write(`event: changed\ndata: ${JSON.stringify(event)}\n\n`);
    });
    const beat = async (): Promise<void> => {
      const may = await mayListen().catch(() => false);
      if (may) raw.write(': alive\n\n');
      else raw.end();
    };
    const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
    raw.once('close', () => {
      stopListening();
      clearInterval(heartbeat);
      this.#open -= 1;
    });
    return reply;
  }
}
