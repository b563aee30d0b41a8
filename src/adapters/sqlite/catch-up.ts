/**
 * The views of a journal whose process died before it wrote them: made from the entries after those
 * that the file's views have come to, in memory, as they were when they were committed.
 */
import type { Database } from 'better-sqlite3';

import { decodeEntry } from '#domain/journal/chain.ts';
import { projectEntry } from '#domain/journal/project.ts';
import { assert } from '#domain/result.ts';
import type { StoreReader, StoreWriter } from '#terminal/ports/journal-store.ts';

import type { ViewTable } from './views.ts';

/** An open journal: its file, its views, and both ends of it. */
export interface Open {
  readonly db: Database;
  readonly views: ViewTable;
  readonly read: StoreReader;
  readonly writer: StoreWriter;
}

const STEP = 1000;

function projectAfter({ read, writer }: Open, seq: number): void {
  for (let from = seq + 1; ; from += STEP) {
    const entries = read.entries(from, STEP);
    for (const stored of entries) {
      const entry = decodeEntry(stored.text);
      assert(entry.ok, `entry ${stored.seq} cannot be read`);
      projectEntry(entry.value, writer);
    }
    if (entries.length < STEP) return;
  }
}

/**
 * An entry or a view that cannot be read here spoils the views: whoever reads one is answered
 * VIEWS_DAMAGED, the chain is verified, and what is wrong is found there and said by its name.
 */
export function catchUp(open: Open): void {
  const { views, read } = open;
  try {
    const seq = views.seqInFile();
    const last = read.lastEntry()?.seq ?? 0;
    assert(seq <= last, 'views of entries that are not there');
    projectAfter(open, seq);
    views.committed();
  } catch {
    views.rolledBack();
    views.spoil();
  }
}
