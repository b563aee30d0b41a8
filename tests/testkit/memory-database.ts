/**
 * HQ's database in memory, for tests that need thousands of servers: it runs the very SQL of
 * sync-server/store over tables made from the real migrations, one transaction at a time. Only the
 * forms of statement that the store uses are known; any other throws. A suite holds it to what a
 * real database answers.
 */
import { MIGRATIONS } from '#server/store/migrations.ts';
import type { Database, Reader, SqlValue, Writer } from '#server/store/database.ts';
import { fail, ok, type Result } from '#domain/result.ts';

import { compileStatement, type Row, type Statement, type Table } from './memory-sql.ts';

export type MemoryImage = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** What a transaction meets at its end: asked once each, before the commit. */
export type Fate = 'commit' | 'refuse' | 'deadlock' | 'die-before-commit' | 'die-after-commit';

export interface MemoryDatabaseOptions {
  readonly fate?: () => Fate;
  /** After every commit that changed something. */
  readonly committed?: () => void;
  /** Unique keys that this database lacks, by table: a planted fault. */
  readonly withoutKeys?: ReadonlySet<string>;
}

export interface MemoryDatabase extends Database {
  image(): MemoryImage;
  restore(image: MemoryImage): void;
  rows(table: string): readonly Row[];
  /** By the primary key; undefined where the table's keys are not enforced. */
  row(table: string, key: readonly (string | number)[]): Row | undefined;
  count(table: string): number;
}

function makeTables(withoutKeys: ReadonlySet<string>): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const statement of MIGRATIONS.flatMap(({ statements }) => statements)) {
    const made = /CREATE TABLE IF NOT EXISTS (\w+) \(([\s\S]*)\) ENGINE/.exec(statement);
    if (made === null) continue;
    const [, name = '', body = ''] = made;
    const keys = [...body.matchAll(/(?:PRIMARY|UNIQUE) KEY(?: \w+)? \(([^)]*)\)/g)];
    const columns = body
      .split(/,(?![^(]*\))/)
      .map((part) => /^\s*(\w+)/.exec(part)?.[1] ?? '')
      .filter((word) => !['PRIMARY', 'UNIQUE', 'KEY'].includes(word));
    const unique = keys.map(([, list = '']) => list.split(',').map((column) => column.trim()));
    const [primary = [], ...others] = unique;
    const isKeyed = !withoutKeys.has(name);
    tables.set(name, {
      name,
      columns: new Set(columns),
      primary,
      others,
      isKeyed,
      rows: new Map(),
    });
  }
  return tables;
}

const statements = new Map<string, Statement>();

function statementOf(sql: string): Statement {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  const compiled = compileStatement(sql);
  if (statements.size > 500) statements.clear();
  statements.set(sql, compiled);
  return compiled;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export function createMemoryDatabase(options: MemoryDatabaseOptions = {}): MemoryDatabase {
  const tables = makeTables(options.withoutKeys ?? new Set());
  let last: Promise<unknown> = Promise.resolve();

  const run = (sql: string, of: { values?: readonly SqlValue[]; undo: (() => void)[] | null }) => {
    const { values = [], undo } = of;
    return statementOf(sql).run({ tables, values, undo });
  };
  const reader: Reader = {
    rows: async <T>(sql: string, values?: readonly SqlValue[]) =>
      run(sql, { undo: null, ...(values === undefined ? {} : { values }) }).rows as unknown as T[],
  };

  async function attempt<T>(work: (writer: Writer) => Promise<T>): Promise<{
    readonly value: T;
    readonly undo: (() => void)[];
  }> {
    const undo: (() => void)[] = [];
    const statement = (sql: string, values: readonly SqlValue[] = []) => run(sql, { values, undo });
    const writer: Writer = {
      rows: async <R>(sql: string, values?: readonly SqlValue[]) =>
        statement(sql, values).rows as unknown as R[],
      run: async (sql, values) => statement(sql, values).touched,
    };
    try {
      return { value: await work(writer), undo };
    } catch (error) {
      for (const step of undo.toReversed()) step();
      throw error;
    }
  }

  /** Null where whoever asked has died. */
  async function transactOnce<T>(work: (writer: Writer) => Promise<T>): Promise<Result<T> | null> {
    for (;;) {
      const { value, undo } = await attempt(work);
      const fate = undo.length === 0 ? 'commit' : (options.fate?.() ?? 'commit');
      if (fate === 'commit' || fate === 'die-after-commit') {
        if (undo.length > 0) options.committed?.();
        return fate === 'commit' ? ok(value) : null;
      }
      for (const step of undo.toReversed()) step();
      if (fate === 'refuse') return fail('DATABASE_UNAVAILABLE');
      if (fate === 'die-before-commit') return null;
    }
  }

  return {
    read: reader,
    transact: <T>(work: (writer: Writer) => Promise<T>) => {
      const turn = last.then(() => transactOnce(work));
      last = turn.catch(() => undefined);
      return turn.then((answer) => answer ?? never<Result<T>>());
    },
    trouble: async () => null,
    close: async () => undefined,
    image: () => new Map([...tables].map(([name, table]) => [name, new Map(table.rows)])),
    restore: (image) => {
      for (const [name, table] of tables) {
        table.rows.clear();
        for (const [key, row] of image.get(name) ?? []) table.rows.set(key, row);
      }
    },
    row: (table, key) => tables.get(table)?.rows.get(key.join('\0')),
    count: (table) => tables.get(table)?.rows.size ?? 0,
    rows: (table) => [...(tables.get(table)?.rows.values() ?? [])],
  };
}
