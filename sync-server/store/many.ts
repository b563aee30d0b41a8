/**
 * Inserting many rows by prepared statements of a few fixed shapes: a full batch is one statement,
 * and the server's cache of prepared statements stays small whatever sizes come.
 */
import { assert } from '#domain/result.ts';
import type { SqlValue, Writer } from './database.ts';

const SHAPES = [500, 256, 128, 64, 32, 16, 8, 4, 2, 1] as const;

/**
 * Answers a function that inserts rows given as one flat list of values; `tail` says what becomes of
 * those that are there already.
 */
export function insertMany(
  table: string,
  columns: readonly string[],
  tail = '',
): (writer: Writer, values: readonly SqlValue[]) => Promise<void> {
  const width = columns.length;
  const row = `(${columns.map(() => '?').join(',')})`;
  const head = `INSERT INTO ${table} (${columns.join(',')}) VALUES `;
  const statements = new Map(
    SHAPES.map((size) => [size, head + Array<string>(size).fill(row).join(',') + tail]),
  );
  return async (writer, values) => {
    assert(values.length % width === 0, `${table} takes whole rows`);
    let from = 0;
    while (from < values.length) {
      const left = (values.length - from) / width;
      const size = SHAPES.find((shape) => shape <= left) ?? 1;
      await writer.run(statements.get(size) ?? '', values.slice(from, from + size * width));
      from += size * width;
    }
  };
}
