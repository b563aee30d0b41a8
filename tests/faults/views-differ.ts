/**
 * Whether the views of a journal, as they are after whatever happened to it, are other than those that
 * its entries make: a crash may have kept some of them from being written (J25).
 */
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import { rebuildViews } from '#terminal/journal/open.ts';

export function viewsDiffer(store: JournalStore): boolean {
  const lived = JSON.stringify(store.dumpViews());
  rebuildViews(store);
  return JSON.stringify(store.dumpViews()) !== lived;
}
