/**
 * A counter that was away for 30 days: 50,000 entries go to HQ while the clerk goes on charging. What
 * a clerk waits for, with and without it; how fast it goes, whole path (journal, zstd, HTTP, chain and
 * signature, durable in the database, countersigned, kept), at no delay and at 100 ms there and back,
 * against one POST for each charge; and how many bytes an entry takes on the wire.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { constants, zstdCompressSync } from 'node:zlib';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import { keyFromSeed } from '#adapters/system/ed25519.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import { GENESIS_HASH, type CounterId } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import { ok } from '#domain/result.ts';
import { keyIdOf } from '#protocol/crypto.ts';
import { createRecorder, type Act } from '#terminal/journal/recorder.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';
import { keepAcknowledged } from '#terminal/sync/acknowledged.ts';
import { createSender } from '#terminal/sync/ahead.ts';
import { compareHeads, toSend, type SyncIdentity } from '#terminal/sync/exchange.ts';
import { nextBatch } from '#terminal/sync/outgoing.ts';
import { createSyncWorker } from '#terminal/sync/worker.ts';
import {
  CLERK,
  enrolledBody,
  issueQuote,
  linesOf,
  openedBody,
  takeCash,
} from '#tests/testkit/bodies.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

import { startHqProcess, type HqProcess } from './hq-process.ts';
import type { BenchRow } from './row.ts';
import { startSlowLine } from './slow-line.ts';

const BACKLOG = 50_000;
const RACE = 10_000;
/** A server has been up for long: the first race warms it. */
const RACES = 3;
const SINGLE_CHARGES = 150;
const LATENCY_CHARGES = 400;
const CHARGES_AN_ACT = 50;
/** Between two charges: far faster than people come. */
const PAUSE_MS = 5;
const OFFICE = 'KA-BLR-01';

const clock = createNodeClock();
const crypto = createNodeCrypto();
const log = { info: () => undefined, warn: () => undefined };

function charge(act: Act): void {
  const quote = issueQuote(act, { lines: linesOf([60_000, 35_000]) });
  takeCash(act, { quotes: [quote], overPaise: rupees(50) });
}

interface Bench {
  readonly store: JournalStore;
  readonly transport: SyncTransport;
  readonly signer: ReturnType<typeof makeSigner>;
  readonly identity: SyncIdentity;
  /** One charge as a clerk makes it: a quote and a payment, two commits. */
  charge(): void;
  fill(entries: number): void;
}

function makeSigner() {
  const key = keyFromSeed(nodeRandom.bytes(32));
  return { keyId: keyIdOf(key.publicKey, crypto.sha256), ...key };
}

async function openCounter(hq: HqProcess, of: { folder: string; n: number; origin: string }) {
  const counterId = `${OFFICE}-C${of.n}` as CounterId;
  const signer = makeSigner();
  await hq.enrol(counterId, signer);
  const store = answered(openJournalStore({ path: join(of.folder, `${of.n}.db`), idleMs: 50 }));
  const identity = { officeId: OFFICE, counterId, training: false };
  const random = nodeRandom;
  const recorder = createRecorder({ store, signer, crypto, clock, random, identity });
  answered(recorder.recordEnrolment(enrolledBody(signer.publicKey)));
  answered(
    recorder.record((act) => {
      act.append('staff.signed_in', { method: 'pin' }, { staffId: CLERK });
      act.append('shift.opened', openedBody(act));
      return ok(null);
    }),
  );
  const bench: Bench = {
    store,
    signer,
    identity: { officeId: OFFICE, counterId, trust: hq.trust },
    transport: createHttpTransport({ hqUrl: of.origin, signer, clock }),
    charge: () => {
      const quoted = recorder.record((act) => ok(issueQuote(act, { lines: linesOf([60_000]) })));
      const quotes = [answered(quoted)];
      answered(recorder.record((act) => ok(takeCash(act, { quotes, overPaise: rupees(5) }))));
    },
    fill: (entries) => {
      while (recorder.head().seq < entries) {
        answered(
          recorder.record((act) => {
            for (let n = 0; n < CHARGES_AN_ACT; n += 1) charge(act);
            return ok(null);
          }),
        );
      }
    },
  };
  return bench;
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN;

/** Milliseconds from the key to the answer, what else the process does included. */
async function latencies(bench: Bench, goesOn: (n: number) => boolean): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; goesOn(n); n += 1) {
    await wait(PAUSE_MS);
    const begun = performance.now();
    await turn();
    bench.charge();
    took.push(performance.now() - begun);
  }
  return took;
}

async function sendAll(bench: Bench): Promise<void> {
  const sender = createSender({ ...bench, crypto, clock }, bench.identity);
  while (answered(await sender.next()).hasMore);
}

/** Entries a second until HQ has countersigned all of them. */
async function race(bench: Bench): Promise<number> {
  const entries = toSend(bench.store.read);
  const begun = performance.now();
  await sendAll(bench);
  return (entries * 1000) / (performance.now() - begun);
}

/** What a counter would do that posts each charge as it is made and waits for the answer. */
async function oneByOne(bench: Bench): Promise<number> {
  let entries = 0;
  let spentMs = 0;
  for (let n = 0; n < SINGLE_CHARGES; n += 1) {
    bench.charge();
    entries += toSend(bench.store.read);
    const begun = performance.now();
    await sendAll(bench);
    spentMs += performance.now() - begun;
  }
  return (entries * 1000) / spentMs;
}

/** Entries a second that are aimed at on two cores, by round trip in milliseconds. */
const RACE_AIMS: ReadonlyMap<number, number> = new Map([
  [0, 18_000],
  [100, 4_000],
]);

const raceRow = (
  figure: number,
  of: { name: string; peer: string; peerFigure: number; aim: number },
): BenchRow => {
  const { name, peer, peerFigure, aim } = of;
  const ratio = figure / peerFigure;
  const isMet = ratio >= aim;
  const unit = 'entries/s';
  return { name, figure, unit, peer, peerFigure, ratio, aim: `>= ${aim.toFixed(2)}x`, met: isMet };
};

async function raceRows(
  hq: HqProcess,
  folder: string,
  roundTripMs: number,
): Promise<readonly BenchRow[]> {
  const line = await startSlowLine(hq.origin, roundTripMs);
  const origin = roundTripMs === 0 ? hq.origin : line.origin;
  const single = await openCounter(hq, { folder, n: 200 + roundTripMs, origin });
  await sendAll(single);
  const peerFigure = await oneByOne(single);
  single.store.close();
  const rates: number[] = [];
  for (let n = 1; n <= RACES; n += 1) {
    const many = await openCounter(hq, { folder, n: 200 + roundTripMs + n, origin });
    many.fill(RACE);
    // The line is open, and nothing is left to be judged from before.
    answered(await compareHeads({ ...many, crypto }, many.identity));
    await hq.settled();
    rates.push(await race(many));
    many.store.close();
  }
  line.stop();
  const figure = quantile(rates, 0.5);
  const entries = RACE.toLocaleString('en-IN');
  const name = `whole sync path, ${entries} entries, ${roundTripMs} ms there and back`;
  const aimed = RACE_AIMS.get(roundTripMs) ?? Number.NaN;
  return [
    raceRow(figure, { name, peer: 'one POST for each charge', peerFigure, aim: 10 }),
    raceRow(figure, { name, peer: 'what is aimed at, two cores', peerFigure: aimed, aim: 1 }),
  ];
}

async function backlogRow(hq: HqProcess, folder: string): Promise<BenchRow> {
  const bench = await openCounter(hq, { folder, n: 500, origin: hq.origin });
  bench.fill(BACKLOG);
  await latencies(bench, (n) => n < LATENCY_CHARGES / 4);
  const alone = await latencies(bench, (n) => n < LATENCY_CHARGES);
  const worker = createSyncWorker({
    ...bench,
    crypto,
    clock,
    log,
    random: nodeRandom,
    timers: nodeTimers,
    identity: () => bench.identity,
    feedCursor: () => 0,
    applyFeed: () => ok(null),
    changed: () => undefined,
  });
  worker.start();
  const during = await latencies(bench, () => toSend(bench.store.read) > 100);
  worker.stop();
  await worker.idle();
  bench.store.close();
  const [figure, peerFigure] = [quantile(during, 0.5), quantile(alone, 0.5)];
  return {
    name: `a charge while ${BACKLOG.toLocaleString('en-IN')} entries go to HQ, p50 of ${during.length}`,
    figure,
    unit: 'ms',
    peer: 'a charge with nothing to send',
    peerFigure,
    ratio: figure / peerFigure,
    aim: '<= 1.50x',
    met: figure / peerFigure <= 1.5,
  };
}

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** What nothing compresses: the hash before, signatures, salts, references and digests, as bytes. */
function floorBytes(bench: Bench, toSeq: number): number {
  const entries = bench.store.read.entries(1, toSeq);
  const privates = bench.store.read.privateRecords(1, toSeq);
  const signed = entries.filter(({ signature }) => signature !== null).length;
  return entries.length * 32 + signed * 64 + privates.length * (32 + 16 + 32);
}

async function wireRow(hq: HqProcess, folder: string): Promise<BenchRow> {
  const bench = await openCounter(hq, { folder, n: 400, origin: hq.origin });
  bench.fill(600);
  const after = { seq: 0, hash: GENESIS_HASH };
  const source = bench.store.read;
  const batch = nextBatch({ source, signer: bench.signer, identity: bench.identity, after });
  const count = batch?.lastSeq ?? 0;
  const figure = zstdCompressSync(Buffer.from(batch?.text ?? ''), FAST).length / count;
  const peerFigure = floorBytes(bench, count) / count;
  answered(keepAcknowledged(bench.store, { seq: 0, hash: GENESIS_HASH, at: null }));
  bench.store.close();
  return {
    name: 'an entry on the wire, in a full batch',
    figure,
    unit: 'bytes',
    peer: 'its hashes, signatures and salts alone',
    peerFigure,
    ratio: figure / peerFigure,
    aim: '<= 1.60x',
    met: figure / peerFigure <= 1.6,
  };
}

/** An HQ of its own for each: none waits for what another one left to be judged. */
async function withHq<T>(row: (hq: HqProcess, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'raseed-bench-backlog-'));
  const hq = await startHqProcess();
  try {
    return await row(hq, folder);
  } finally {
    await hq.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function rows(): Promise<readonly BenchRow[]> {
  return [
    await withHq(wireRow),
    ...(await withHq((hq, folder) => raceRows(hq, folder, 0))),
    ...(await withHq((hq, folder) => raceRows(hq, folder, 100))),
    await withHq(backlogRow),
  ];
}
