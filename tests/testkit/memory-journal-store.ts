/**
 * A journal store in memory, held to the same contract suite as the SQLite one. Everything is kept as
 * JSON text, so that nothing handed out is shared with what is kept.
 */
import type { PrivateRef } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import {
  VIEW_TAGS,
  type ViewName,
  type ViewTypes,
  type ViewWriter,
} from '#domain/journal/views.ts';
import { assert, fail, type Result } from '#domain/result.ts';
import type {
  JournalStore,
  PrivateRecord,
  SealedTemplate,
  StoreReader,
  StoreWriter,
} from '#terminal/ports/journal-store.ts';

interface KeptView {
  readonly text: string;
  readonly tag: string;
}

interface Kept {
  readonly entries: StoredEntry[];
  readonly views: Map<ViewName, Map<string, KeptView>>;
  readonly privates: Map<PrivateRef, { readonly record: PrivateRecord; readonly seq: number }>;
  readonly settings: Map<string, string>;
  readonly templates: Map<string, SealedTemplate>;
}

const emptyKept = (): Kept => ({
  entries: [],
  views: new Map(),
  privates: new Map(),
  settings: new Map(),
  templates: new Map(),
});

type Undo = (() => void)[];

/** Sets a key and remembers how to take it back; a new key goes away again, at its old place. */
function setOrUndo<K, V>(of: { map: Map<K, V>; key: K; value: V; undo: Undo }): void {
  const { map, key, value, undo } = of;
  const before = map.get(key);
  const isNew = !map.has(key);
  undo.push(() => (isNew || before === undefined ? map.delete(key) : map.set(key, before)));
  map.set(key, value);
}

const parsed = <N extends ViewName>(text: string, _name: N): ViewTypes[N] =>
  JSON.parse(text) as ViewTypes[N];

type TemplateReader = Pick<
  StoreReader,
  'template' | 'templatesByLookup' | 'templatesAfter' | 'templatesExpired'
>;

function createTemplateReader({ templates }: Kept): TemplateReader {
  const there = () =>
    [...templates.values()]
      .filter(({ text }) => text !== '')
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    template: (id) => templates.get(id),
    templatesByLookup: (wanted) => there().filter(({ lookup }) => lookup === wanted),
    templatesAfter: (after, limit) =>
      there()
        .filter(({ id }) => id > after)
        .slice(0, limit),
    templatesExpired: (at, limit) =>
      there()
        .filter(({ expiresAt }) => expiresAt <= at)
        .toSorted((a, b) => a.expiresAt - b.expiresAt)
        .map(({ id }) => id)
        .slice(0, limit),
  };
}

function createReader(kept: Kept): StoreReader {
  return {
    ...createTemplateReader(kept),
    view: (name, id) => {
      const view = kept.views.get(name)?.get(id);
      return view === undefined ? undefined : parsed(view.text, name);
    },
    viewsByTag: (name, tag) =>
      [...(kept.views.get(name)?.values() ?? [])]
        .filter((view) => view.tag === tag)
        .map((view) => parsed(view.text, name)),
    lastEntry: () => kept.entries.at(-1),
    entry: (seq) => kept.entries[seq - 1],
    entries: (fromSeq, limit) => kept.entries.slice(Math.max(0, fromSeq - 1)).slice(0, limit),
    privateRecord: (ref) => kept.privates.get(ref)?.record,
    privateRecords: (fromSeq, toSeq) =>
      [...kept.privates.values()]
        .filter(({ seq }) => seq >= fromSeq && seq <= toSeq)
        .map(({ record }) => record),
    setting: (name) => kept.settings.get(name),
  };
}

function viewPutter(kept: Kept, undo: Undo): ViewWriter['putView'] {
  return (name, id, value) => {
    const map = kept.views.get(name) ?? new Map<string, KeptView>();
    kept.views.set(name, map);
    const tag = VIEW_TAGS[name](value);
    setOrUndo({ map, key: id, value: { text: JSON.stringify(value), tag }, undo });
  };
}

function createWriter(kept: Kept, undo: Undo): StoreWriter {
  return {
    ...createReader(kept),
    append: (entry) => {
      assert(entry.seq === kept.entries.length + 1, `entry ${entry.seq} is out of order`);
      kept.entries.push({ ...entry });
      undo.push(() => kept.entries.pop());
    },
    putPrivate: (record, seq) =>
      setOrUndo({
        map: kept.privates,
        key: record.ref,
        value: { record: { ...record }, seq },
        undo,
      }),
    erasePrivate: (ref) => {
      const before = kept.privates.get(ref);
      if (before === undefined) return;
      undo.push(() => kept.privates.set(ref, before));
      kept.privates.delete(ref);
    },
    putSetting: (name, text) => setOrUndo({ map: kept.settings, key: name, value: text, undo }),
    putTemplate: (template) =>
      setOrUndo({ map: kept.templates, key: template.id, value: { ...template }, undo }),
    putView: viewPutter(kept, undo),
  };
}

function dump(kept: Kept): readonly (readonly [string, string, unknown])[] {
  const rows: [string, string, unknown][] = [];
  for (const [name, byId] of kept.views) {
    for (const [id, { text }] of byId) rows.push([name, id, JSON.parse(text)]);
  }
  const keyOf = ([name, id]: readonly [string, string, unknown]): string => `${name}\0${id}`;
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export interface MemoryJournalStore extends JournalStore {
  /** The next commit answers DISK_FULL and keeps nothing. */
  fillDisk(isFull: boolean): void;
}

export function createMemoryJournalStore(kept: Kept = emptyKept()): MemoryJournalStore {
  let isOpen = true;
  let isFull = false;
  let isBusy = false;

  function attempt<T>(work: (writer: StoreWriter) => Result<T>, undo: Undo): Result<T> {
    const answer = work(createWriter(kept, undo));
    return answer.ok && isFull && undo.length > 0 ? fail('DISK_FULL') : answer;
  }

  function transact<T>(work: (writer: StoreWriter) => Result<T>): Result<T> {
    assert(isOpen && !isBusy, 'the store is closed, or in a transaction');
    isBusy = true;
    const undo: Undo = [];
    let done = false;
    try {
      const answer = attempt(work, undo);
      done = answer.ok;
      return answer;
    } finally {
      if (!done) for (const step of undo.toReversed()) step();
      isBusy = false;
    }
  }

  return {
    read: createReader(kept),
    transact,
    rebuildViews: (project) => {
      kept.views.clear();
      const views = createWriter(kept, []);
      for (const entry of kept.entries) project(entry, views);
    },
    dumpViews: () => dump(kept),
    freeBytes: () => (isFull ? 0 : null),
    close: () => {
      isOpen = false;
    },
    fillDisk: (full) => {
      isFull = full;
    },
  };
}

/** Everything that a journal holds, at one moment. */
export type MemoryImage = Kept;

const copyOf = (kept: Kept): Kept => ({
  entries: [...kept.entries],
  views: new Map([...kept.views].map(([name, byId]) => [name, new Map(byId)])),
  privates: new Map(kept.privates),
  settings: new Map(kept.settings),
  templates: new Map(kept.templates),
});

function refill<K, V>(map: Map<K, V>, from: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of from) map.set(key, value);
}

export interface MemoryJournal {
  open(): MemoryJournalStore;
  image(): MemoryImage;
  /** As a restored copy of the disk, or one that lost its newest writes. */
  restore(image: MemoryImage): void;
}

/** A store that can be closed and opened again over the same contents. */
export function createMemoryJournal(): MemoryJournal {
  const kept = emptyKept();
  return {
    open: () => createMemoryJournalStore(kept),
    image: () => copyOf(kept),
    restore: (image) => {
      kept.entries.splice(0, kept.entries.length, ...image.entries);
      const { views, privates, settings, templates } = copyOf(image);
      refill(kept.views, views);
      refill(kept.privates, privates);
      refill(kept.settings, settings);
      refill(kept.templates, templates);
    },
  };
}

export const answered = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`an answer was expected: ${JSON.stringify(result.error)}`);
  return result.value;
};
