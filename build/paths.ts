/**
 * Where things lie in this tree: the sources, what is built, what is kept between runs and what may
 * be thrown away. Paths only; nothing is read or made here.
 */
import path from 'node:path';

export const ROOT = path.dirname(import.meta.dirname);

export const inRoot = (...parts: readonly string[]): string => path.join(ROOT, ...parts);

/** Everything `npm start` keeps: databases, keys, receipts, logs. RASEED_HOME moves it. */
export const dataFolder = (): string => process.env['RASEED_HOME'] ?? inRoot('.raseed');

/** What may be deleted at any time and is made again. */
export const cacheFolder = (...parts: readonly string[]): string => inRoot('.cache', ...parts);
