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
  template: (id) => faulting(() => of.template(id)),
  templatesByLookup: (lookup) => faulting(() => of.templatesByLookup(lookup)),
  templatesAfter: (id, limit) => faulting(() => of.templatesAfter(id, limit)),
  templatesExpired: (at, limit) => faulting(() => of.templatesExpired(at, limit)),
  view: (name, id) => faulting(() => of.view(name, id)),
  viewsByTag: (name, tag) => faulting(() => of.viewsByTag(name, tag)),
});
