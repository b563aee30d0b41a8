/**
 * The published roots as files, for a witness outside HQ: one line per day that is only ever added
 * to. A day that stands there with other bytes stops the publishing.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';

import { fail, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';

export const WITNESS_FILE = 'roots.jsonl';

const lineOf = (of: { readonly date: IsoDate; readonly document: string }): string =>
  JSON.stringify({ date: of.date, document: of.document });

/** HQ_PAST_CHANGED where the file has another root for the day; OFFICE_COPY_FAILED by the disk. */
export function writeWitness(
  folder: string,
  of: { readonly date: IsoDate; readonly document: string },
): Result<null> {
  const line = lineOf(of);
  try {
    const descriptor = openSync(path.join(folder, WITNESS_FILE), 'a+', 0o644);
    try {
      const text = readFileSync(descriptor, 'utf8');
      const lines = text.split('\n');
      const begin = `{"date":"${of.date}",`;
      const held = lines.slice(0, -1).find((other) => other.startsWith(begin));
      if (held === line) return ok(null);
      if (held !== undefined) return fail('HQ_PAST_CHANGED', { date: of.date });
      // A line that a crash cut off is closed, and stays as it is: nothing is ever taken away here.
      const gap = text === '' || text.endsWith('\n') ? '' : '\n';
      writeSync(descriptor, `${gap}${line}\n`);
      fsyncSync(descriptor);
      return ok(null);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail('OFFICE_COPY_FAILED', { cause });
  }
}
