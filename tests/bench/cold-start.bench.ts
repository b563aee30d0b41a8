/**
 * Starting a counter whose journal holds a million entries: opened, checked, ready. When HQ has
 * acknowledged all but a day's entries, against the same start with no entries but that day's; and
 * the check of the whole chain, in entries a second, against the aim and against what no check can do
 * without: reading every row and hashing its bytes.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';

import { utf8 } from '#domain/bytes.ts';
import { GENESIS_HASH, type CounterId, type Hash } from '#domain/ids.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import { openJournal } from '#terminal/journal/open.ts';
import { makeChain } from '#tests/protocol/authority.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

import type { BenchRow } from './row.ts';

const ENTRIES = 1_000_000;
const DAY = 2_000;
const STEP = 10_000;
const TIMES = 5;
const WHOLE_TIMES = 3;
const CHECK_AIM = 200_000;
const START_AIM = 1.5;
const IDENTITY = { officeId: 'KA-BLR-01', counterId: 'KA-BLR-01-C3' as CounterId };

interface Made {
  readonly path: string;
  /** The last entry before the day's. */
  readonly acknowledged: { readonly seq: number; readonly hash: Hash };
}

/** Rows by the million: one commit a step, and no views, which nothing here looks at. */
function makeJournal(path: string, count: number): Made {
  answered(openJournalStore({ path })).close();
  const db = new SqliteDatabase(path);
  const insert = db.prepare('INSERT INTO entries (seq, text, hash, signature) VALUES (?, ?, ?, ?)');
  let last = { seq: 0, hash: GENESIS_HASH };
  let acknowledged = last;
  while (last.seq < count) {
    const chain = makeChain({
      count: Math.min(STEP, count - last.seq),
      counterId: IDENTITY.counterId,
      after: last,
    });
    db.transaction(() => {
      for (const { seq, text, hash, signature } of chain)
        insert.run(seq, utf8(text), hash, signature);
    })();
    const before = chain.find(({ seq }) => seq === count - DAY);
    if (before !== undefined) acknowledged = { seq: before.seq, hash: before.hash };
    const end = chain.at(-1);
    if (end !== undefined) last = { seq: end.seq, hash: end.hash };
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const store = answered(openJournalStore({ path }));
  answered(openJournal({ store, crypto: createNodeCrypto(), identity: IDENTITY }));
  store.close();
  return { path, acknowledged };
}

/** Milliseconds until a charge could be taken. */
function start({ path, acknowledged }: Made, isWhole: boolean): number {
  const crypto = createNodeCrypto();
  const begun = performance.now();
  const store = answered(openJournalStore({ path }));
  const after = isWhole || acknowledged.seq === 0 ? {} : { after: acknowledged };
  answered(openJournal({ store, crypto, identity: IDENTITY, ...after }));
  const took = performance.now() - begun;
  store.close();
  return took;
}

/** Entries a second that are read and hashed, and nothing else. */
function readAndHash({ path }: Made): number {
  const db = new SqliteDatabase(path, { readonly: true });
  const rows = db.prepare<[], [Uint8Array]>('SELECT text FROM entries ORDER BY seq').raw();
  const begun = performance.now();
  let count = 0;
  for (const [text] of rows.iterate()) {
    createHash('sha256').update('raseed/entry/1\0').update(text).digest('hex');
    count += 1;
  }
  const took = performance.now() - begun;
  db.close();
  return (count * 1000) / took;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function checkRow(
  figure: number,
  of: { readonly peer: string; readonly peerFigure: number; readonly aim: number | null },
): BenchRow {
  const { peer, peerFigure, aim } = of;
  const ratio = figure / peerFigure;
  return {
    name: 'check of the whole chain on opening',
    figure,
    unit: 'entries/s',
    peer,
    peerFigure,
    ratio,
    aim: aim === null ? '' : `>= ${aim.toFixed(2)}x`,
    met: aim === null || ratio >= aim,
  };
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'raseed-bench-start-'));
  try {
    const million = makeJournal(join(folder, 'million.db'), ENTRIES);
    const day = makeJournal(join(folder, 'day.db'), DAY);
    const [ours, peer]: [number[], number[]] = [[], []];
    for (let time = 0; time < TIMES; time += 1) {
      ours.push(start(million, false));
      peer.push(start(day, false));
    }
    const figure = median(ours);
    const peerFigure = median(peer);
    const floors: number[] = [];
    const rates: number[] = [];
    for (let time = 0; time < WHOLE_TIMES; time += 1) {
      floors.push(readAndHash(million));
      rates.push((ENTRIES * 1000) / start(million, true));
    }
    const [rate, floor] = [median(rates), median(floors)];
    return [
      {
        name: `start with ${ENTRIES.toLocaleString('en-IN')} entries, a day unacknowledged`,
        figure,
        unit: 'ms',
        peer: "with that day's entries alone",
        peerFigure,
        ratio: figure / peerFigure,
        aim: `<= ${START_AIM.toFixed(2)}x`,
        met: figure / peerFigure <= START_AIM,
      },
      checkRow(rate, { peer: 'what is aimed at', peerFigure: CHECK_AIM, aim: 1 }),
      checkRow(rate, { peer: 'reading and hashing alone', peerFigure: floor, aim: null }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
