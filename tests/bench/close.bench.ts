/**
 * The end of a shift of two thousand receipts: from the count to the answer and the screen after it,
 * Z in the journal and on disk. Against the same end of a shift of one receipt, and against what a
 * person takes for at once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createNodeCrypto } from '#adapters/system/node-ports.ts';
import { changeFor } from '#domain/cash.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER } from '#domain/ledger/postings.ts';
import { CITIZEN, createOpenCounter, LL_TWO, type TestCounter } from '#tests/testkit/counter.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

import type { BenchRow } from './row.ts';

const RECEIPTS = 2_000;
const TIMES = 3;
const AIM = 2;
/** What is answered within it feels as if the hand had done it. */
const AT_ONCE_MS = 100;

async function charge(counter: TestCounter, receipts: number): Promise<void> {
  for (let n = 0; n < receipts; n += 1) {
    const { visitId, quote } = await counter.do('quote', { ...LL_TWO, citizen: CITIZEN });
    await counter.do('takeCash', { visitId, givenPaise: quote.totalPaise });
  }
  await counter.terminal.printed();
}

/** Milliseconds from the count to the screen that follows it; the next shift is open afterwards. */
async function close(counter: TestCounter): Promise<number> {
  const count = changeFor(balanceOf(counter.store.read, DRAWER)) ?? {};
  const begun = performance.now();
  await counter.do('closeShift', { count });
  counter.terminal.clerkSnapshot();
  const took = performance.now() - begun;
  await counter.terminal.printed();
  await counter.openShift();
  return took;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(path: string): Promise<{ readonly long: number; readonly short: number }> {
  const store = answered(openJournalStore({ path }));
  const counter = await createOpenCounter({
    store,
    ports: () => ({ crypto: createNodeCrypto() }),
  });
  const [long, short]: [number[], number[]] = [[], []];
  for (let time = 0; time < TIMES; time += 1) {
    await charge(counter, 1);
    short.push(await close(counter));
    await charge(counter, RECEIPTS);
    long.push(await close(counter));
  }
  await counter.terminal.stop();
  store.close();
  return { long: median(long), short: median(short) };
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'raseed-bench-close-'));
  try {
    const { long, short } = await measure(join(folder, 'journal.db'));
    const name = `close of a shift of ${RECEIPTS.toLocaleString('en-IN')} receipts`;
    return [
      {
        name,
        figure: long,
        unit: 'ms',
        peer: 'of one receipt',
        peerFigure: short,
        ratio: long / short,
        aim: `<= ${AIM.toFixed(2)}x`,
        met: long / short <= AIM,
      },
      {
        name,
        figure: long,
        unit: 'ms',
        peer: 'limit',
        peerFigure: AT_ONCE_MS,
        ratio: long / AT_ONCE_MS,
        aim: '<= 1.00x',
        met: long <= AT_ONCE_MS,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
