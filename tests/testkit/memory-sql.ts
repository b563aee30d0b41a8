/**
 * The few forms of SQL statement that sync-server/store uses, run over maps: an insert of many rows
 * with or without its answer to a duplicate, an update and a delete by equality, and a select with
 * comparisons, an order and a limit. Rows are never changed in place, so that a copy of a table's
 * map is a backup of it.
 */
import type { SqlValue } from '#server/store/database.ts';

export type Row = Readonly<Record<string, SqlValue>>;

export interface Table {
  readonly name: string;
  readonly columns: ReadonlySet<string>;
  readonly primary: readonly string[];
  readonly others: readonly (readonly string[])[];
  /** False: the planted fault of a table whose keys are not enforced. */
  readonly isKeyed: boolean;
  readonly rows: Map<string, Row>;
}

interface Run {
  readonly tables: ReadonlyMap<string, Table>;
  readonly values: readonly SqlValue[];
  /** Null outside a transaction, where nothing may be written. */
  readonly undo: (() => void)[] | null;
}

interface Ran {
  readonly rows: readonly Row[];
  readonly touched: number;
}

export interface Statement {
  run(of: Run): Ran;
}

const unknown = (sql: string): Error => new Error(`not a statement of this database: ${sql}`);

const plain = (value: SqlValue | undefined): string => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return value === null || value === undefined ? '\u0001null' : String(value);
};

const keyOf = (row: Row, columns: readonly string[]): string =>
  columns.map((column) => plain(row[column])).join('\0');

const isEqual = (a: SqlValue | undefined, b: SqlValue | undefined): boolean =>
  typeof a === 'number' || typeof a === 'string' ? a === b : a !== null && plain(a) === plain(b);

function tableOf(of: Run, name: string, sql: string): Table {
  const table = of.tables.get(name);
  if (table === undefined) throw unknown(sql);
  return table;
}

function mayWrite(of: Run, sql: string): (() => void)[] {
  if (of.undo === null) throw new Error(`written outside a transaction: ${sql}`);
  return of.undo;
}

type Test = (row: Row, values: readonly SqlValue[]) => boolean;

interface Where {
  readonly tests: readonly Test[];
  readonly used: number;
  /** Columns that are compared for equality with a value, and which value. */
  readonly equal: ReadonlyMap<string, number>;
}

/** `a = ? AND b > ? AND c BETWEEN ? AND ? AND d IS NULL`; values counted from `from`. */
function compileWhere(text: string, from: number, sql: string): Where {
  const tests: Test[] = [];
  const equal = new Map<string, number>();
  let used = 0;
  const parts = text.replaceAll(/BETWEEN \? AND \?/g, 'BETWEEN').split(' AND ');
  for (const part of parts) {
    const found = /^(\w+) (=|>|<|>=|<=|BETWEEN|IS NULL)(?: \?)?$/.exec(part.trim());
    if (found === null) throw unknown(sql);
    const [, column = '', operator = ''] = found;
    const at = from + used;
    const number = (value: SqlValue | undefined): number => Number(value);
    if (operator === 'IS NULL') tests.push((row) => (row[column] ?? null) === null);
    else if (operator === '=') {
      equal.set(column, at);
      tests.push((row, values) => isEqual(row[column], values[at]));
    } else if (operator === 'BETWEEN') {
      tests.push(
        (row, values) =>
          number(row[column]) >= number(values[at]) &&
          number(row[column]) <= number(values[at + 1]),
      );
    } else {
      const compare = { '>': 1, '<': -1 }[operator[0] ?? ''] ?? 0;
      const orEqual = operator.endsWith('=');
      tests.push((row, values) => {
        const difference = number(row[column]) - number(values[at]);
        return Math.sign(difference) === compare || (orEqual && difference === 0);
      });
    }
    used += operator === 'IS NULL' ? 0 : operator === 'BETWEEN' ? 2 : 1;
  }
  return { tests, used, equal };
}

/** Rows that a condition finds; by the primary key where all of it is given. */
function* found(table: Table, where: Where, values: readonly SqlValue[]): Generator<[string, Row]> {
  const isDirect = table.isKeyed && table.primary.every((column) => where.equal.has(column));
  if (isDirect) {
    const key = table.primary.map((column) => plain(values[where.equal.get(column) ?? -1]));
    const row = table.rows.get(key.join('\0'));
    if (row !== undefined && where.tests.every((test) => test(row, values))) {
      yield [key.join('\0'), row];
    }
    return;
  }
  for (const pair of table.rows) {
    if (where.tests.every((test) => test(pair[1], values))) yield pair;
  }
}

interface Put {
  readonly table: Table;
  readonly key: string;
  readonly row: Row | undefined;
  readonly undo: (() => void)[];
}

/** Sets or deletes a row and remembers how to take it back. */
function put({ table, key, row, undo }: Put): void {
  const before = table.rows.get(key);
  undo.push(() => {
    if (before === undefined) table.rows.delete(key);
    else table.rows.set(key, before);
  });
  if (row === undefined) table.rows.delete(key);
  else table.rows.set(key, row);
}

function conflictOf(table: Table, row: Row): string | null {
  if (!table.isKeyed) return null;
  const key = keyOf(row, table.primary);
  if (table.rows.has(key)) return key;
  for (const columns of table.others) {
    const wanted = keyOf(row, columns);
    for (const [otherKey, other] of table.rows) {
      if (keyOf(other, columns) === wanted) return otherKey;
    }
  }
  return null;
}

/** `x = x` changes nothing; `x = VALUES(x)` takes what was to be inserted. */
function merged(before: Row, row: Row, assignments: readonly string[], sql: string): Row {
  const after: Record<string, SqlValue> = { ...before };
  for (const assignment of assignments) {
    const [, column = '', source = ''] = /^(\w+) = (.+)$/.exec(assignment.trim()) ?? [];
    if (source === `VALUES(${column})`) after[column] = row[column] ?? null;
    else if (source !== column) throw unknown(sql);
  }
  return after;
}

const isSame = (a: Row, b: Row): boolean =>
  Object.keys(a).every((column) => plain(a[column]) === plain(b[column]));

let unkeyed = 0;

function insertInto(sql: string): Statement {
  const form = /^INSERT INTO (\w+) \(([^)]*)\) VALUES (.+?)(?: ON DUPLICATE KEY UPDATE (.+))?$/;
  const match = form.exec(sql);
  if (match === null) throw unknown(sql);
  const [, name = '', list = '', tuples = '', onDuplicate] = match;
  const columns = list.split(',').map((column) => column.trim());
  const assignments = onDuplicate?.split(/,(?![^(]*\))/) ?? null;
  // A value may be a constant: `(?,?,0,?)`.
  const shape = (/^\(([^)]*)\)/.exec(tuples)?.[1] ?? '').split(',').map((word) => word.trim());

  function rowAt(values: readonly SqlValue[], from: number): { row: Row; used: number } {
    const row: Record<string, SqlValue> = {};
    let used = 0;
    for (const [index, column] of columns.entries()) {
      const word = shape[index] ?? '?';
      row[column] = word === '?' ? (values[from + used] ?? null) : Number(word);
      if (word === '?') used += 1;
    }
    return { row, used };
  }

  function insertRow(table: Table, row: Row, undo: (() => void)[]): number {
    const conflict = conflictOf(table, row);
    if (conflict === null) {
      unkeyed += 1;
      const key = table.isKeyed ? keyOf(row, table.primary) : `${unkeyed}`;
      put({ table, key, row, undo });
      return 1;
    }
    const before = table.rows.get(conflict);
    if (assignments === null || before === undefined) {
      throw Object.assign(new Error(`duplicate key in ${name}`), { errno: 1062 });
    }
    const after = merged(before, row, assignments, sql);
    if (isSame(before, after)) return 0;
    put({ table, key: conflict, row: after, undo });
    return 2;
  }

  return {
    run: (of) => {
      const table = tableOf(of, name, sql);
      const undo = mayWrite(of, sql);
      if (!columns.every((column) => table.columns.has(column))) throw unknown(sql);
      let touched = 0;
      for (let at = 0; at < of.values.length;) {
        const { row, used } = rowAt(of.values, at);
        touched += insertRow(table, row, undo);
        at += used;
      }
      return { rows: [], touched };
    },
  };
}

function update(sql: string): Statement {
  const match = /^UPDATE (\w+) SET (.+) WHERE (.+)$/.exec(sql);
  if (match === null) throw unknown(sql);
  const [, name = '', list = '', condition = ''] = match;
  const columns = list.split(',').map((part) => {
    const [, column] = /^(\w+) = \?$/.exec(part.trim()) ?? [];
    if (column === undefined) throw unknown(sql);
    return column;
  });
  const where = compileWhere(condition, columns.length, sql);
  return {
    run: (of) => {
      const table = tableOf(of, name, sql);
      const undo = mayWrite(of, sql);
      let touched = 0;
      const rows = [...found(table, where, of.values)];
      for (const [key, before] of rows) {
        const after: Record<string, SqlValue> = { ...before };
        for (const [index, column] of columns.entries()) after[column] = of.values[index] ?? null;
        if (isSame(after, before)) continue;
        put({ table, key, row: after, undo });
        touched += 1;
      }
      return { rows: [], touched };
    },
  };
}

function deleteFrom(sql: string): Statement {
  const match = /^DELETE FROM (\w+) WHERE (.+)$/.exec(sql);
  if (match === null) throw unknown(sql);
  const [, name = '', condition = ''] = match;
  const where = compileWhere(condition, 0, sql);
  return {
    run: (of) => {
      const table = tableOf(of, name, sql);
      const undo = mayWrite(of, sql);
      const rows = [...found(table, where, of.values)];
      for (const [key] of rows) put({ table, key, row: undefined, undo });
      return { rows: [], touched: rows.length };
    },
  };
}

type Pick = (row: Row) => Row;

/** `a, b AS c`, or `1`. */
function compileColumns(list: string, sql: string): Pick {
  const wanted = list.split(',').map((part) => {
    const [, column = '', name] = /^(\w+)(?: AS (\w+))?$/.exec(part.trim()) ?? [];
    if (column === '') throw unknown(sql);
    return [column, name ?? column] as const;
  });
  return (row) =>
    Object.fromEntries(
      wanted.map(([column, name]) => {
        const value = /^\d+$/.test(column) ? Number(column) : (row[column] ?? null);
        return [name, value instanceof Uint8Array ? Buffer.from(value) : value];
      }),
    );
}

const byValue = (a: SqlValue | undefined, b: SqlValue | undefined): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [plain(a), plain(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

function select(sql: string): Statement {
  const match =
    /^SELECT (.+?) FROM (\w+)(?: WHERE (.+?))?(?: ORDER BY (.+?))?(?: LIMIT (\d+))?( FOR UPDATE)?$/.exec(
      sql,
    );
  if (match === null) throw unknown(sql);
  const [, list = '', name = '', condition, order, limit] = match;
  const pick = compileColumns(list, sql);
  const nothing: Where = { tests: [], used: 0, equal: new Map() };
  const where = condition === undefined ? nothing : compileWhere(condition, 0, sql);
  const orders = (order ?? '').split(',').flatMap((part) => {
    const [column = '', direction] = part.trim().split(' ');
    return column === '' ? [] : [{ column, sign: direction === 'DESC' ? -1 : 1 }];
  });
  return {
    run: (of) => {
      const rows = [...found(tableOf(of, name, sql), where, of.values)].map(([, row]) => row);
      rows.sort((a, b) => {
        for (const { column, sign } of orders) {
          const difference = byValue(a[column], b[column]);
          if (difference !== 0) return sign * difference;
        }
        return 0;
      });
      const kept = limit === undefined ? rows : rows.slice(0, Number(limit));
      return { rows: kept.map(pick), touched: 0 };
    },
  };
}

export function compileStatement(raw: string): Statement {
  const sql = raw.replaceAll('`', '').replaceAll(/\s+/g, ' ').trim();
  if (sql.startsWith('INSERT')) return insertInto(sql);
  if (sql.startsWith('UPDATE')) return update(sql);
  if (sql.startsWith('DELETE')) return deleteFrom(sql);
  return select(sql);
}
