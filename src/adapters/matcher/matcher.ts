/**
 * The matcher port over a thread of its own: extraction takes a tenth of a second and more, and the
 * thread that keeps the journal must not wait for it. A thread that falls is a bug and says so.
 */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

import { assert, type Result } from '#domain/result.ts';
import type { BestOf, Comparison, Extracted, Matcher } from '#terminal/ports/matcher.ts';

import type { Order } from './thread.ts';
import { THRESHOLD_NAME } from './work.ts';

/**
 * Beside this file in the sources, beside the bundle in an installed program. There it lies in the
 * archive whose bytes are checked as they are read; a thread cannot be started from inside one, and a
 * copy outside would be checked by nobody, so what was read is started from memory.
 */
export function threadFile(self: string = import.meta.url): URL {
  if (self.endsWith('.ts')) return new URL('./thread.ts', self);
  const bundle = readFileSync(new URL('./matcher-thread.mjs', self));
  return new URL(`data:text/javascript;base64,${bundle.toString('base64')}`);
}

class ThreadMatcher implements Matcher {
  readonly threshold = THRESHOLD_NAME;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  #asked = 0;

  constructor(file: URL) {
    this.#worker = new Worker(file);
    this.#worker.unref();
    this.#worker.on('message', ({ id, value }: { id: number; value: unknown }) => {
      this.#waiting.get(id)?.(value);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#worker.unref();
    });
    this.#worker.on('error', (error) => {
      // A bug is loud: the host ends and is started again.
      setImmediate(() => {
        throw error;
      });
    });
  }

  #ask(order: Order, moved: readonly ArrayBuffer[] = []): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, order }, [...moved]);
    });
  }

  extract: Matcher['extract'] = async (image, position) => {
    const pixels = Uint8Array.from(image.pixels);
    const { width, height, dpi } = image;
    const order = { type: 'extract', image: { width, height, dpi, pixels }, position } as const;
    return (await this.#ask(order, [pixels.buffer])) as Result<Extracted>;
  };

  compare: Matcher['compare'] = async (probe, kept) => {
    const answers = await this.#ask({ type: 'compare', probe, kept });
    assert(Array.isArray(answers) && answers.length === kept.length, 'one answer each');
    return answers as readonly Comparison[];
  };

  bestOf: Matcher['bestOf'] = async (captures) =>
    (await this.#ask({ type: 'bestOf', captures })) as BestOf;

  remember: Matcher['remember'] = (id, templates) =>
    void this.#ask({ type: 'remember', id, templates });

  search: Matcher['search'] = async (probes) =>
    (await this.#ask({ type: 'search', probes })) as Awaited<ReturnType<Matcher['search']>>;

  close: Matcher['close'] = async () => {
    await this.#worker.terminate();
  };
}

export const createThreadMatcher = (file: URL = threadFile()): Matcher => new ThreadMatcher(file);
