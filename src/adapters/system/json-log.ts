/**
 * The machine's log: one JSON object a line. Only codes, numbers and flags come in by type; a text is
 * cut short and its digits are struck out, so that no number of a person can slip through (P10).
 */
import type { Clock, Log } from '#terminal/ports/system.ts';

type Fields = Parameters<Log['info']>[1];

const MAX_TEXT = 80;
/** Runs of digits as long as a telephone number's. */
const LONG_NUMBER = /\d{6,}/g;

const clean = (value: string | number | boolean): string | number | boolean =>
  typeof value === 'string' ? value.slice(0, MAX_TEXT).replaceAll(LONG_NUMBER, '#') : value;

const cleaned = (fields: Fields): Record<string, string | number | boolean> =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [name, clean(value)]));

/** `write` takes whole lines without their end. */
export function createJsonLog(of: {
  readonly clock: Pick<Clock, 'now'>;
  readonly write: (line: string) => void;
}): Log {
  const line =
    (level: 'info' | 'warn'): Log['info'] =>
    (event, fields) =>
      of.write(JSON.stringify({ atMs: of.clock.now(), level, event, ...cleaned(fields) }));
  return { info: line('info'), warn: line('warn') };
}

/** To standard error, where a supervisor or the system's journal picks it up. */
export const writeToStderr = (line: string): void => void process.stderr.write(`${line}\n`);
