/**
 * Extraction in a worker thread: images in, ISO records out, as they would be kept. A second thread
 * only shortens the wait; the time of each image is that of one thread.
 */
import { parentPort, Worker } from 'node:worker_threads';

import { extractTemplate } from '#biometrics/extract.ts';
import { encodeTemplate } from '#biometrics/iso-template.ts';

import { readImage } from './biometrics-data.ts';
import { SENSORS } from './biometrics-sensors.ts';
import type { SensorName } from './biometrics-sensors.ts';

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

interface Share {
  readonly files: readonly string[];
  readonly sensor: SensorName;
}

function extractOne(imageFile: string, sensor: SensorName): Extracted {
  const image = SENSORS[sensor](readImage(imageFile));
  const started = threadMs();
  const extracted = extractTemplate(image);
  const tookMs = threadMs() - started;
  const record = extracted.ok ? encodeTemplate(extracted.value.template, { position: 0 }) : null;
  return { imageFile, record, tookMs };
}

parentPort?.once('message', ({ files, sensor }: Share) => {
  parentPort?.postMessage(files.map((file) => extractOne(file, sensor)));
});

function inThread(share: Share): Promise<Extracted[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url));
    worker.once('message', (done: Extracted[]) => {
      void worker.terminate();
      resolve(done);
    });
    worker.once('error', reject);
    worker.postMessage(share);
  });
}

export async function extractAll(
  files: readonly string[],
  sensor: SensorName,
): Promise<Map<string, Extracted>> {
  const shares = Array.from({ length: THREADS }, (_, thread) => ({
    files: files.filter((_file, i) => i % THREADS === thread),
    sensor,
  }));
  const done = (await Promise.all(shares.map(inThread))).flat();
  return new Map(done.map((extracted) => [extracted.imageFile, extracted]));
}
