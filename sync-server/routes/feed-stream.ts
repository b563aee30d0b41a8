/**
 * The open line to counters (F12): a hint as soon as the office's feed has something new, nothing
 * else. What it is, the counter fetches as ever; a hint that is lost costs a poll's time.
 */
import type { ServerResponse } from 'node:http';

import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';

const LOOK_EVERY_MS = 400;
const BEAT_EVERY_MS = 15_000;
const MAX_LISTENERS = 20_000;

interface Listener {
  readonly officeId: string;
  readonly response: ServerResponse;
  /** The cursor that was last told; null before the first look. */
  told: number | null;
}

/** One look at the database for everybody who listens, whoever published and on which server. */
export class FeedStream {
  readonly #context: ServerContext;
  readonly #listeners = new Set<Listener>();
  #looking: NodeJS.Timeout | null = null;
  #beating: NodeJS.Timeout | null = null;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** False where there are too many. */
  add(officeId: string, response: ServerResponse): boolean {
    if (this.#listeners.size >= MAX_LISTENERS) return false;
    const listener: Listener = { officeId, response, told: null };
    this.#listeners.add(listener);
    response.on('close', () => this.#remove(listener));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': listening\n\n');
    this.#looking ??= setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
    this.#beating ??= setInterval(() => this.#beat(), BEAT_EVERY_MS).unref();
    return true;
  }

  close(): void {
    for (const { response } of this.#listeners) response.end();
    this.#listeners.clear();
    this.#rest();
  }

  /** Something was published here just now: nobody waits for the next look. */
  lookNow(): void {
    if (this.#listeners.size > 0) void this.#look();
  }

  #remove(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#rest();
  }

  #rest(): void {
    if (this.#looking !== null) clearInterval(this.#looking);
    if (this.#beating !== null) clearInterval(this.#beating);
    this.#looking = null;
    this.#beating = null;
  }

  #beat(): void {
    for (const { response } of this.#listeners) response.write(': still here\n\n');
  }

  async #look(): Promise<void> {
    try {
      const rows = await this.#context.database.read.rows<{ office_id: string; cursor: number }>(
        'SELECT office_id, feed_cursor AS `cursor` FROM office',
        [],
      );
      const cursors = new Map(rows.map((row) => [row.office_id, row.cursor]));
      for (const listener of this.#listeners) this.#tell(listener, cursors.get(listener.officeId));
    } catch (error) {
      if (!isDatabaseGone(error)) throw error;
    }
  }

  #tell(listener: Listener, cursor: number | undefined): void {
    if (cursor === undefined || cursor === listener.told) return;
    listener.told = cursor;
    listener.response.write(`event: feed\ndata: ${cursor}\n\n`);
  }
}

/** Ends with the server. */
export function createFeedStream(app: FastifyInstance, context: ServerContext): FeedStream {
  const stream = new FeedStream(context);
  const stop = context.changes.listenToFeeds(() => stream.lookNow());
  app.addHook('preClose', async () => {
    stop();
    stream.close();
  });
  return stream;
}
