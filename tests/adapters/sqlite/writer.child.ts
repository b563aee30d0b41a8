/**
 * A counter in a process of its own: charges without end and writes the seq of each commit to standard
 * output once it has been acknowledged. Killed by the tests in the middle of things.
 */
import { writeSync } from 'node:fs';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';

import { createTestCounter, happen, live } from '#tests/testkit/journal-history.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

const [, , path = ''] = process.argv;
const opened = openJournalStore({ path });
if (!opened.ok) {
  writeSync(1, `${opened.error.code}\n`);
  process.exit(1);
}
const counter = createTestCounter(answered(opened));
live(counter, []);
writeSync(1, 'open\n');
for (;;) {
  happen(counter, { kind: 'quote', amountsPaise: [60_000, 35_000], join: false });
  writeSync(1, `${counter.recorder.head().seq}\n`);
  happen(counter, { kind: 'pay', overPaise: 5000 });
  writeSync(1, `${counter.recorder.head().seq}\n`);
}
