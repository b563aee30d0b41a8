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

export class PdfDrawer {
  #thread: Worker | null = null;
  #count = 0;
  readonly #waiting = new Map<number, Waiting>();

  draw(form: FormDocument, language: Language): Promise<Uint8Array> {
    const thread = (this.#thread ??= this.#start());
    this.#count += 1;
    const order: DrawOrder = { id: this.#count, form, language };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
      thread.postMessage(order);
    });
  }

  async stop(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = null;
  }

  #start(): Worker {
    const thread = new Worker(new URL('./thread.ts', import.meta.url));
    thread.unref();
    thread.on('message', ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
      this.#waiting.get(id)?.resolve(bytes);
      this.#waiting.delete(id);
    });
    const end = (error: Error) => {
      if (this.#thread === thread) this.#thread = null;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    thread.on('error', end);
    thread.on('exit', () => end(new Error('the drawing thread has ended')));
    return thread;
  }
}
