/**
 * Views in SQLite. Within a transaction what is put waits in memory and each row is written once, at
 * the end: a charge changes the same few rows many times over. The smallest and busiest views are
 * kept in memory between transactions as well; the file is locked, so nobody else changes them.
 */
import type { Database } from 'better-sqlite3';

import { VIEW_TAGS, type ViewName } from '#domain/journal/views.ts';
import { fail } from '#domain/result.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';

import { isDamage } from './failures.ts';
import { createPacking, ViewDamaged, type AnyView, type ViewRow } from './packing.ts';

/** Few rows each, read by every command. Quotes and print jobs are kept while they are listed. */
const WARM: ReadonlySet<ViewName> = new Set<ViewName>([
  'presence',
  'series',
  'clock',
  'balance',
  'shift',
]);

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
  put: db
    .prepare<[string, string, string, string], number>(
      `INSERT INTO views (name, id, tag, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (name, id) DO UPDATE SET tag = excluded.tag, value = excluded.value
       RETURNING ord`,
    )
    .pluck(),
  // Naming the tag would rewrite its index even where it stays what it was.
  update: db.prepare<[string, number]>('UPDATE views SET value = ? WHERE ord = ?'),
  retag: db.prepare<[string, string, number]>('UPDATE views SET tag = ?, value = ? WHERE ord = ?'),
  all: db
    .prepare<[], [ViewName, string, string]>('SELECT name, id, value FROM views ORDER BY name, id')
    .raw(),
  clear: db.prepare('DELETE FROM views'),
});

/** Views are made from the entries and can be made again: their damage has a code of its own. */
function sound<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ViewDamaged || error instanceof SyntaxError || isDamage(error)) {
      throw new StoreFault(fail('VIEWS_DAMAGED').error);
    }
    throw error;
  }
}

/** A view as it lies in the file: its value, where, and under which tag. */
interface Lying {
  readonly value: AnyView;
  readonly text: string;
  readonly ord: number;
  readonly tag: string;
}

const staysWarm = (name: ViewName, { tag }: Lying): boolean =>
  WARM.has(name) || (tag !== '' && (name === 'quote' || name === 'printJob'));

export function createViewTable(db: Database): ViewTable {
  const sql = prepare(db);
  const { pack, unpack } = createPacking(db);
  const waiting = new Map<string, ViewRow>();
  const warm = new Map<string, Lying>();
  /** Rows read in this transaction that are not kept beyond it. */
  const places = new Map<string, Lying>();

  function read(name: ViewName, id: string): AnyView | undefined {
    const found = sql.get.get(name, id);
    if (found === undefined) return undefined;
    const [ord, text] = found;
    const value = unpack(name, text);
    const lying = { value, text, ord, tag: tagOf({ name, id, value }) };
    if (staysWarm(name, lying)) warm.set(keyOf(name, id), lying);
    else if (db.inTransaction) places.set(keyOf(name, id), lying);
    return value;
  }

  /** Writes a row where it is not already what lies there; answers where. */
  function place(row: ViewRow, before: Lying | undefined): Lying {
    const { name, id, value } = row;
    const tag = tagOf(row);
    const text = pack(row);
    if (before === undefined) {
      return { value, text, tag, ord: Number(sql.put.get(name, id, tag, text)) };
    }
    const { ord } = before;
    if (before.tag !== tag) sql.retag.run(tag, text, ord);
    else if (before.text !== text) sql.update.run(text, ord);
    return { value, text, tag, ord };
  }

  function write(key: string, row: ViewRow): void {
    const lying = place(row, places.get(key) ?? warm.get(key));
    places.delete(key);
    if (staysWarm(row.name, lying)) warm.set(key, lying);
    else warm.delete(key);
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
      return waiting.get(key)?.value ?? warm.get(key)?.value ?? sound(() => read(name, id));
    },
    put: (name, id, value) => void waiting.set(keyOf(name, id), { name, id, value }),
    byTag: (name, tag) =>
      sound(() => {
        flush();
        const texts = tag === '' ? sql.unlisted.all(name) : sql.byTag.all(name, tag);
        return texts.map((text) => unpack(name, text));
      }),
    flush: () => sound(flush),
    committed: () => places.clear(),
    rolledBack: forget,
    clear: () => {
      forget();
      sql.clear.run();
    },
    dump: () => sql.all.all().map(([name, id, text]) => [name, id, unpack(name, text)] as const),
  };
}
