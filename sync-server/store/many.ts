/**
 * Inserting many rows by prepared statements of a few fixed shapes: a full batch is one statement,
 * and the server's cache of prepared statements stays small whatever sizes come.
 */
import { assert } from '#domain/result.ts';
import type { SqlValue, Writer } from './database.ts';

const SHAPES = [500, 256, 128, 64, 32, 16, 8, 4, 2, 1] as const;
const ASCENDING = SHAPES.toReversed();
const [LARGEST] = SHAPES;

type Insert = (writer: Writer, values: readonly SqlValue[]) => Promise<void>;

function statementsOf(table: string, columns: readonly string[], tail: string) {
  const row = `(${columns.map(() => '?').join(',')})`;
  const head = `INSERT INTO ${table} (${columns.join(',')}) VALUES `;
  return new Map(
    SHAPES.map((size) => [size, head + Array<string>(size).fill(row).join(',') + tail]),
  );
}

/**
 * Answers a function that inserts rows given as one flat list of values; `tail` says what becomes of
 * those that are there already.
 */
export function insertMany(table: string, columns: readonly string[], tail = ''): Insert {
  const width = columns.length;
  const statements = statementsOf(table, columns, tail);
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

/**
 * The same where a row that is there already changes nothing: the last one is said again until a
 * statement's shape is full, so that any batch is one statement. `column` is any of the columns.
 */
export function insertOnce(table: string, columns: readonly string[], column: string): Insert {
  const width = columns.length;
  const tail = ` ON DUPLICATE KEY UPDATE ${column} = ${column}`;
  const statements = statementsOf(table, columns, tail);
  return async (writer, values) => {
    assert(values.length % width === 0, `${table} takes whole rows`);
    const last = values.slice(-width);
    for (let from = 0; from < values.length; from += LARGEST * width) {
      const part = values.slice(from, from + LARGEST * width);
      const size = ASCENDING.find((shape) => shape * width >= part.length) ?? LARGEST;
      while (part.length < size * width) part.push(...last);
      await writer.run(statements.get(size) ?? '', part);
    }
  };
}
