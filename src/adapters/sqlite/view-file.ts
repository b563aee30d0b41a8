/** The rows of views in the file, as prepared statements, each with its value unpacked and checked. */
import type { Database } from 'better-sqlite3';

import { VIEW_TAGS, type ViewName } from '#domain/journal/views.ts';

import { createPacking, type AnyView, type ViewRow } from './packing.ts';

export const tagOf = (name: ViewName, value: AnyView): string =>
  (VIEW_TAGS[name] as (value: AnyView) => string)(value);

/** One row of those that bear a tag; `ord` is the order in which views were first put. */
export interface Listed {
  readonly ord: number;
  readonly id: string;
  readonly value: AnyView;
}

export interface ViewFile {
  get(name: ViewName, id: string): AnyView | undefined;
  byTag(name: ViewName, tag: string): readonly Listed[];
  /** Where the row lies in the order of all, if it is there. */
  place(name: ViewName, id: string): number | undefined;
  put(row: ViewRow): void;
  clear(): void;
  /** Up to which entry these views have come. */
  seq(): number;
  setSeq(seq: number): void;
  dump(): readonly (readonly [string, string, unknown])[];
}

type ListedRow = [ord: number, id: string, value: string];

const prepare = (db: Database) => ({
  get: db
    .prepare<[string, string], string>('SELECT value FROM views WHERE name = ? AND id = ?')
    .pluck(),
  place: db
    .prepare<[string, string], number>('SELECT ord FROM views WHERE name = ? AND id = ?')
    .pluck(),
  // The index holds listed views alone: most are looked up by id and would only weigh it down.
  byTag: db
    .prepare<[string, string], ListedRow>(
      `SELECT ord, id, value FROM views WHERE name = ? AND tag = ? AND tag <> '' ORDER BY ord`,
    )
    .raw(),
  unlisted: db
    .prepare<[string], ListedRow>(
      `SELECT ord, id, value FROM views WHERE name = ? AND tag = '' ORDER BY ord`,
    )
    .raw(),
  put: db.prepare<[string, string, string, string]>(
    `INSERT INTO views (name, id, tag, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (name, id) DO UPDATE SET tag = excluded.tag, value = excluded.value`,
  ),
  all: db
    .prepare<[], [ViewName, string, string]>('SELECT name, id, value FROM views ORDER BY name, id')
    .raw(),
  clear: db.prepare('DELETE FROM views'),
  seq: db.prepare<[], number>('SELECT seq FROM views_at').pluck(),
  setSeq: db.prepare<[number]>('UPDATE views_at SET seq = ?'),
});

export function createViewFile(db: Database): ViewFile {
  const sql = prepare(db);
  const { pack, unpack } = createPacking(db);
  return {
    get: (name, id) => {
      const text = sql.get.get(name, id);
      return text === undefined ? undefined : unpack(name, text);
    },
    byTag: (name, tag) =>
      (tag === '' ? sql.unlisted.all(name) : sql.byTag.all(name, tag)).map(([ord, id, text]) => ({
        ord,
        id,
        value: unpack(name, text),
      })),
    place: (name, id) => sql.place.get(name, id),
    put: (row) => void sql.put.run(row.name, row.id, tagOf(row.name, row.value), pack(row)),
    clear: () => void sql.clear.run(),
    seq: () => sql.seq.get() ?? 0,
    setSeq: (to) => void sql.setSeq.run(to),
    dump: () => sql.all.all().map(([name, id, text]) => [name, id, unpack(name, text)] as const),
  };
}
