/** The drawing thread: one document after the other, off the path of what arrives. */
import { parentPort } from 'node:worker_threads';

import type { FormDocument } from '#domain/documents/form.ts';
import type { Language } from '#domain/language.ts';
import { assert } from '#domain/result.ts';
import { renderPdf } from './render.ts';

export interface DrawOrder {
  readonly id: number;
  readonly form: FormDocument;
  readonly language: Language;
}

const port = parentPort;
assert(port !== null, 'this file is a thread');

port.on('message', ({ id, form, language }: DrawOrder) => {
  const bytes = new Uint8Array(renderPdf(form, language));
  port.postMessage({ id, bytes }, [bytes.buffer]);
});
