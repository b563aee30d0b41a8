import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { answered, createMemoryJournal } from '#tests/testkit/memory-journal-store.ts';

import { describeJournalStore } from './journal-store.contract.ts';

describeJournalStore('memory', () => ({ ...createMemoryJournal(), destroy: () => {} }));

describeJournalStore('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'raseed-journal-'));
  return {
    open: () => answered(openJournalStore({ path: join(folder, 'journal.db') })),
    destroy: () => rmSync(folder, { recursive: true, force: true }),
  };
});
