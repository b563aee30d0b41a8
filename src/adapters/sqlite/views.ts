/**
 * Views in SQLite. Within a transaction what is put waits in memory and each row is written once, at
 * the end: a charge changes the same few rows many times over. The smallest and busiest views are
 * kept in memory between transactions as well; the file is locked, so nobody else changes them.
 */
import type { Database } from 'better-sqlite3';

import { VIEW_TAGS, type ViewName, type ViewTypes } from '#domain/journal/views.ts';

type AnyView = ViewTypes[ViewName];

interface Row {
  readonly name: ViewName;
  readonly id: string;
  readonly value: AnyView;
}

/** Few rows each, read by every command. */
const WARM: ReadonlySet<ViewName> = new Set<ViewName>(['presence', 'series', 'clock', 'balance']);

const keyOf = (name: ViewName, id: string): string => `${name}\0${id}`;

const tagOf = ({ name, value }: Row): string =>
  (VIEW_TAGS[name] as (value: AnyView) => string)(value);

export interface ViewTable {
  get(name: ViewName, id: string): AnyView | undefined;
  byTag(name: ViewName, tag: string): readonly AnyView[];
  put(name: ViewName, id: string, value: AnyView): void;
  /** Writes what waits; part of the transaction that is open. */
  flush(): void;
  /** What was flushed is durable now. */
  committed(): void;
  /** What was put never happened. */
  rolledBack(): void;
  clear(): void;
  dump(): readonly (readonly [string, string, unknown])[];
}

const prepare = (db: Database) => ({
  get: db.prepare<[string, string], string>('SELECT value FROM views WHERE name = ? AND id = ?'),
  byTag: db.prepare<[string, string], string>(
    'SELECT value FROM views WHERE name = ? AND tag = ? ORDER BY ord',
  ),
  put: db.prepare<[string, string, string, string]>(
    `INSERT INTO views (name, id, tag, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (name, id) DO UPDATE SET tag = excluded.tag, value = excluded.value`,
  ),
  all: db.prepare<[], [string, string, string]>(
    'SELECT name, id, value FROM views ORDER BY name, id',
  ),
  clear: db.prepare('DELETE FROM views'),
});

export function createViewTable(db: Database): ViewTable {
  const sql = prepare(db);
  sql.get.pluck();
  sql.byTag.pluck();
  sql.all.raw();
  const waiting = new Map<string, Row>();
  const warm = new Map<string, AnyView>();
  const parse = (text: string): AnyView => JSON.parse(text) as AnyView;

  function get(name: ViewName, id: string): AnyView | undefined {
    const key = keyOf(name, id);
    const found = waiting.get(key)?.value ?? warm.get(key);
    if (found !== undefined) return found;
    const text = sql.get.get(name, id);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (WARM.has(name)) warm.set(key, value);
    return value;
  }

  function flush(): void {
    for (const row of waiting.values()) {
      sql.put.run(row.name, row.id, tagOf(row), JSON.stringify(row.value));
      if (WARM.has(row.name)) warm.set(keyOf(row.name, row.id), row.value);
    }
    waiting.clear();
  }

  return {
    get,
    put: (name, id, value) => void waiting.set(keyOf(name, id), { name, id, value }),
    byTag: (name, tag) => {
      flush();
      return sql.byTag.all(name, tag).map(parse);
    },
    flush,
    committed: () => waiting.clear(),
    rolledBack: () => {
      waiting.clear();
      warm.clear();
    },
    clear: () => {
      sql.clear.run();
      waiting.clear();
      warm.clear();
    },
    dump: () => sql.all.all().map(([name, id, value]) => [name, id, parse(value)] as const),
  };
}
