/** Looks every few minutes whether a day has ended whose root is due; one look at a time. */
import type { ServerContext } from '#server/context.ts';
import { isDatabaseGone } from '#server/store/database.ts';
import { bringRootsUpToDate } from './daily-root.ts';

const LOOK_EVERY_MS = 300_000;

export class RootKeeper {
  readonly #context: ServerContext;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
    this.look();
  }

  look(): void {
    this.#looking ??= this.#bring().finally(() => {
      this.#looking = null;
    });
  }

  async #bring(): Promise<void> {
    try {
      const done = await bringRootsUpToDate(this.#context);
      if (done.ok) this.#context.troubles?.delete('roots');
      else {
        this.#context.troubles?.set('roots', done.error);
        this.#context.log.warn('root.not_published', { code: done.error.code });
      }
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!isDatabaseGone(error)) this.#context.log.warn('root.fault', { stack });
    }
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
  }
}
