/**
 * Views in SQLite. Within a transaction what is put waits in memory and each row is written once, at
 * the end: a charge changes the same few rows many times over. The smallest and busiest views are
 * kept in memory between transactions as well; the file is locked, so nobody else changes them.
 */
import type { Database } from 'better-sqlite3';

import { VIEW_TAGS, type ViewName } from '#domain/journal/views.ts';

import { createPacking, type AnyView, type ViewRow } from './packing.ts';

/** Few rows each, read by every command. */
const WARM: ReadonlySet<ViewName> = new Set<ViewName>(['presence', 'series', 'clock', 'balance']);

const keyOf = (name: ViewName, id: string): string => `${name}\0${id}`;

const tagOf = ({ name, value }: ViewRow): string =>
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
  get: db
    .prepare<[string, string], [number, string]>(
      'SELECT ord, value FROM views WHERE name = ? AND id = ?',
    )
    .raw(),
  // The index holds listed views alone: most are looked up by id and would only weigh it down.
  byTag: db
    .prepare<[string, string], string>(
      `SELECT value FROM views WHERE name = ? AND tag = ? AND tag <> '' ORDER BY ord`,
    )
    .pluck(),
  unlisted: db
    .prepare<[string], string>(`SELECT value FROM views WHERE name = ? AND tag = '' ORDER BY ord`)
    .pluck(),
  put: db.prepare<[string, string, string, string]>(
    `INSERT INTO views (name, id, tag, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (name, id) DO UPDATE SET tag = excluded.tag, value = excluded.value`,
  ),
  // Naming the tag would rewrite its index even where it stays what it was.
  update: db.prepare<[string, number]>('UPDATE views SET value = ? WHERE ord = ?'),
  retag: db.prepare<[string, string, number]>('UPDATE views SET tag = ?, value = ? WHERE ord = ?'),
  all: db
    .prepare<[], [ViewName, string, string]>('SELECT name, id, value FROM views ORDER BY name, id')
    .raw(),
  clear: db.prepare('DELETE FROM views'),
});

/** A row as it lies in the file: where, and under which tag. */
interface Place {
  readonly ord: number;
  readonly tag: string;
}

export function createViewTable(db: Database): ViewTable {
  const sql = prepare(db);
  const { pack, unpack } = createPacking(db);
  const waiting = new Map<string, ViewRow>();
  const warm = new Map<string, { readonly value: AnyView; readonly place: Place | undefined }>();
  /** Rows read in this transaction. */
  const places = new Map<string, Place>();

  function read(name: ViewName, id: string): AnyView | undefined {
    const found = sql.get.get(name, id);
    if (found === undefined) return undefined;
    const value = unpack(name, found[1]);
    const place = { ord: found[0], tag: tagOf({ name, id, value }) };
    const key = keyOf(name, id);
    if (db.inTransaction) places.set(key, place);
    if (WARM.has(name)) warm.set(key, { value, place });
    return value;
  }

  function write(key: string, row: ViewRow): void {
    const place = places.get(key) ?? warm.get(key)?.place;
    const tag = tagOf(row);
    const text = pack(row);
    if (place === undefined) sql.put.run(row.name, row.id, tag, text);
    else if (place.tag === tag) sql.update.run(text, place.ord);
    else sql.retag.run(tag, text, place.ord);
    places.delete(key);
    const kept = place === undefined ? undefined : { ord: place.ord, tag };
    if (WARM.has(row.name)) warm.set(key, { value: row.value, place: kept });
  }

  function flush(): void {
    for (const [key, row] of waiting) write(key, row);
    waiting.clear();
  }

  function forget(): void {
    waiting.clear();
    places.clear();
    warm.clear();
  }

  return {
    get: (name, id) => {
      const key = keyOf(name, id);
      return waiting.get(key)?.value ?? warm.get(key)?.value ?? read(name, id);
    },
    put: (name, id, value) => void waiting.set(keyOf(name, id), { name, id, value }),
    byTag: (name, tag) => {
      flush();
      const texts = tag === '' ? sql.unlisted.all(name) : sql.byTag.all(name, tag);
      return texts.map((text) => unpack(name, text));
    },
    flush,
    committed: () => places.clear(),
    rolledBack: forget,
    clear: () => {
      forget();
      sql.clear.run();
    },
    dump: () => sql.all.all().map(([name, id, text]) => [name, id, unpack(name, text)] as const),
  };
}
