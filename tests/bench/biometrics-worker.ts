/**
 * Extraction in a worker thread: images in, ISO records out, as they would be kept. A second thread
 * only shortens the wait; the time of each image is that of one thread.
 */
import { parentPort, Worker } from 'node:worker_threads';

import { extractTemplate } from '#biometrics/extract.ts';
import { encodeTemplate } from '#biometrics/iso-template.ts';

import { readImage } from './biometrics-data.ts';

export interface Extracted {
  readonly imageFile: string;
  /** Null where no template could be made. */
  readonly record: Uint8Array | null;
  readonly tookMs: number;
}

const THREADS = 2;

/** Time of the processor on this thread: what else runs on the machine does not count. */
export const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

function extractOne(imageFile: string): Extracted {
  const image = readImage(imageFile);
  const started = threadMs();
  const extracted = extractTemplate(image);
  const tookMs = threadMs() - started;
  const record = extracted.ok ? encodeTemplate(extracted.value.template, { position: 0 }) : null;
  return { imageFile, record, tookMs };
}

parentPort?.once('message', (files: readonly string[]) => {
  parentPort?.postMessage(files.map(extractOne));
});

function inThread(files: readonly string[]): Promise<Extracted[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url));
    worker.once('message', (done: Extracted[]) => {
      void worker.terminate();
      resolve(done);
    });
    worker.once('error', reject);
    worker.postMessage(files);
  });
}

export async function extractAll(files: readonly string[]): Promise<Map<string, Extracted>> {
  const shares = Array.from({ length: THREADS }, (_, thread) =>
    files.filter((_file, i) => i % THREADS === thread),
  );
  const done = (await Promise.all(shares.map(inThread))).flat();
  return new Map(done.map((extracted) => [extracted.imageFile, extracted]));
}
