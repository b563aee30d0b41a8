/**
 * When each counter was last heard from, whatever it asked, and how long its journal was by its own
 * word: kept in memory and written together every few seconds, because two hundred thousand counters
 * ask every few seconds.
 */
import type { ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { keepHeard, type CounterHeard } from '#server/store/office-counters.ts';

const WRITE_EVERY_MS = 10_000;

export class HeardDesk {
  readonly #context: ServerContext;
  readonly #heard = new Map<string, CounterHeard>();
  /** Counters whose line is open: heard from as long as it is. */
  readonly #listening = new Map<object, CounterKey>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: ServerContext) {
    this.#context = context;
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), WRITE_EVERY_MS);
    this.#timer.unref();
  }

  heard({ officeId, counterId }: CounterKey, toldSeq = 0): void {
    const before = this.#heard.get(counterId);
    this.#heard.set(counterId, {
      officeId,
      counterId,
      seenAt: this.#context.now(),
      toldSeq: Math.max(before?.toldSeq ?? 0, toldSeq),
    });
  }

  /** Its line is open from now on; the answer says that it has ended. */
  listens({ officeId, counterId }: CounterKey): () => void {
    const line = {};
    this.#listening.set(line, { officeId, counterId });
    this.heard({ officeId, counterId });
    return () => {
      this.#listening.delete(line);
    };
  }

  /** One after the other. What cannot be written now is written with the next. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    for (const counter of this.#listening.values()) this.heard(counter);
    const all = [...this.#heard.values()];
    if (all.length === 0) return;
    this.#heard.clear();
    try {
      const kept = await this.#context.database.transact((writer) => keepHeard(writer, all));
      if (!kept.ok) this.#keepForLater(all);
    } catch (error) {
      if (!isDatabaseGone(error)) throw error;
      this.#keepForLater(all);
    }
  }

  #keepForLater(all: readonly CounterHeard[]): void {
    for (const one of all) {
      if (!this.#heard.has(one.counterId)) this.#heard.set(one.counterId, one);
    }
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.flush();
  }
}
