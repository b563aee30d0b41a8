/** Reads that say as a `StoreFault` what the disk or a damaged page did to them. */
import type { StoreReader } from '#terminal/ports/journal-store.ts';

import { readFault } from './failures.ts';

function faulting<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return readFault(error);
  }
}

export const faultingReader = (of: StoreReader): StoreReader => ({
  lastEntry: () => faulting(() => of.lastEntry()),
  entry: (seq) => faulting(() => of.entry(seq)),
  entries: (fromSeq, limit) => faulting(() => of.entries(fromSeq, limit)),
  privateRecord: (ref) => faulting(() => of.privateRecord(ref)),
  privateRecords: (fromSeq, toSeq) => faulting(() => of.privateRecords(fromSeq, toSeq)),
  setting: (name) => faulting(() => of.setting(name)),
  view: (name, id) => faulting(() => of.view(name, id)),
  viewsByTag: (name, tag) => faulting(() => of.viewsByTag(name, tag)),
});
