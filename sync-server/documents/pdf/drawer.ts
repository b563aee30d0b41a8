/**
 * Has documents drawn in a thread of their own: a day book of a large office takes seconds of a
 * processor that must go on storing what counters send. The thread is made with the first document and
 * made again where one of them was too much for it.
 */
import { Worker } from 'node:worker_threads';

import type { FormDocument } from '#domain/documents/form.ts';
import type { Language } from '#domain/language.ts';
import type { DrawOrder } from './thread.ts';

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A thread with what it was given to draw; when it ends, none of that will come. */
class DrawingThread {
  readonly #worker = new Worker(new URL('./thread.ts', import.meta.url));
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  hasEnded = false;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
      this.#waiting.get(id)?.resolve(bytes);
      this.#waiting.delete(id);
    });
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the drawing thread has ended')));
  }

  #end(error: unknown): void {
    this.hasEnded = true;
    const cause = error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#waiting.values()) reject(cause);
    this.#waiting.clear();
  }

  draw(form: FormDocument, language: Language): Promise<Uint8Array> {
    this.#count += 1;
    const order: DrawOrder = { id: this.#count, form, language };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
      this.#worker.postMessage(order);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

export class PdfDrawer {
  #thread: DrawingThread | null = null;

  draw(form: FormDocument, language: Language): Promise<Uint8Array> {
    if (this.#thread === null || this.#thread.hasEnded) this.#thread = new DrawingThread();
    return this.#thread.draw(form, language);
  }

  async stop(): Promise<void> {
    await this.#thread?.stop();
    this.#thread = null;
  }
}
