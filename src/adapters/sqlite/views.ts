/**
 * Views over SQLite. What a transaction puts waits until it has committed, lies over the file from
 * then on, and is written there between citizens: a commit flushes entries and nothing that can be
 * made from them. A process that dies in between finds the rest in the entries (`catch-up.ts`). The
 * file is locked, so that nobody else changes a row.
 */
import type { Database } from 'better-sqlite3';

import type { ViewName } from '#domain/journal/views.ts';
import { fail } from '#domain/result.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';

import { isDamage } from './failures.ts';
import { createOverlay, type Overlay } from './overlay.ts';
import { ViewDamaged, type AnyView, type ViewRow } from './packing.ts';
import { createViewFile, tagOf, type Listed, type ViewFile } from './view-file.ts';

/** Few rows each, read by every command: kept in memory. So are quotes and print jobs while listed. */
const WARM: ReadonlySet<ViewName> = new Set<ViewName>([
  'presence',
  'series',
  'clock',
  'balance',
  'shift',
]);

const staysWarm = (name: ViewName, value: AnyView): boolean =>
  WARM.has(name) || ((name === 'quote' || name === 'printJob') && tagOf(name, value) !== '');

export interface ViewTable {
  get(name: ViewName, id: string): AnyView | undefined;
  /** In the order in which they were first put. */
  byTag(name: ViewName, tag: string): readonly AnyView[];
  put(name: ViewName, id: string, value: AnyView): void;
  /** What was put holds from now on; the file does not have it yet. */
  committed(): void;
  /** What was put never happened; nor did `clear`. */
  rolledBack(): void;
  /** Whether the file lacks anything that was committed. */
  isBehind(): boolean;
  /** Writes what the file lacks, up to `seq`, in the transaction that is open. */
  write(seq: number): void;
  /** What was written is durable. */
  written(): void;
  /** Writes what was put in this transaction and was not committed: for making many views at once. */
  writeThrough(): void;
  /** Up to which entry the file's views have come. */
  seqInFile(): number;
  /** These views are not the entries': nothing is read until they are made again. */
  spoil(): void;
  clear(): void;
  dump(): readonly (readonly [string, string, unknown])[];
}

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

/** The newest of each under this name, in the order in which they were first put. */
function* newest(below: Overlay, above: Overlay, name: ViewName): Generator<[string, AnyView]> {
  for (const [id, value] of below.named(name)) yield [id, above.get(name, id) ?? value];
  for (const [id, value] of above.named(name)) {
    if (below.get(name, id) === undefined) yield [id, value];
  }
}

/** The three places of a view: put just now, committed and not yet in the file, in the file. */
interface Layers {
  readonly file: ViewFile;
  readonly waiting: Overlay;
  lying: Overlay;
  /** As they are in the file. */
  readonly warm: Overlay;
}

function keepWarm({ warm }: Layers, { name, id, value }: ViewRow): void {
  if (staysWarm(name, value)) warm.put(name, id, value);
  else warm.drop(name, id);
}

function read(layers: Layers, name: ViewName, id: string): AnyView | undefined {
  const { waiting, lying, warm, file } = layers;
  const inMemory = waiting.get(name, id) ?? lying.get(name, id) ?? warm.get(name, id);
  if (inMemory !== undefined) return inMemory;
  const value = file.get(name, id);
  if (value !== undefined) keepWarm(layers, { name, id, value });
  return value;
}

function listByTag(layers: Layers, name: ViewName, tag: string): readonly AnyView[] {
  const { file, lying, waiting } = layers;
  const isOver = (id: string): boolean =>
    lying.get(name, id) !== undefined || waiting.get(name, id) !== undefined;
  const listed: Omit<Listed, 'id'>[] = file.byTag(name, tag).filter(({ id }) => !isOver(id));
  for (const [id, value] of newest(lying, waiting, name)) {
    if (tagOf(name, value) !== tag) continue;
    listed.push({ ord: file.place(name, id) ?? Number.MAX_SAFE_INTEGER, value });
  }
  return listed.toSorted((a, b) => a.ord - b.ord).map(({ value }) => value);
}

function writeRows(layers: Layers, over: Overlay): void {
  for (const row of over.rows()) {
    layers.file.put(row);
    keepWarm(layers, row);
  }
}

export function createViewTable(db: Database): ViewTable {
  const file = createViewFile(db);
  const waiting = createOverlay();
  const layers: Layers = { file, waiting, lying: createOverlay(), warm: createOverlay() };
  let isSpoilt = false;
  let beforeClear: { readonly lying: Overlay; readonly isSpoilt: boolean } | null = null;

  function look<T>(work: () => T): T {
    return sound(() => {
      if (isSpoilt) throw new ViewDamaged('views are not the entries’');
      return work();
    });
  }

  return {
    get: (name, id) => look(() => read(layers, name, id)),
    byTag: (name, tag) => look(() => listByTag(layers, name, tag)),
    put: (name, id, value) => waiting.put(name, id, value),
    committed: () => {
      for (const { name, id, value } of waiting.rows()) layers.lying.put(name, id, value);
      waiting.clear();
      beforeClear = null;
    },
    rolledBack: () => {
      waiting.clear();
      if (beforeClear === null) return;
      ({ lying: layers.lying, isSpoilt } = beforeClear);
      beforeClear = null;
      layers.warm.clear();
    },
    isBehind: () => !isSpoilt && !layers.lying.isEmpty(),
    write: (seq) => {
      writeRows(layers, layers.lying);
      file.setSeq(seq);
    },
    written: () => layers.lying.clear(),
    writeThrough: () => {
      writeRows(layers, waiting);
      waiting.clear();
    },
    seqInFile: () => file.seq(),
    spoil: () => {
      isSpoilt = true;
    },
    clear: () => {
      beforeClear = { lying: layers.lying, isSpoilt };
      [layers.lying, isSpoilt] = [createOverlay(), false];
      waiting.clear();
      layers.warm.clear();
      file.clear();
    },
    dump: () => file.dump(),
  };
}
