/**
 * The price of a durable journal commit: chained, signed, every view brought up to date, on disk.
 * Against the floor (append the same bytes and fdatasync) and against a bare better-sqlite3 commit of
 * the same bytes. Variants take turns inside every round, so that a busy machine hits them alike.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';

import type { QuoteIssuedBody } from '#domain/journal/kinds.ts';
import { rupees } from '#domain/money.ts';
import { ok, type Result } from '#domain/result.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { keyFromSeed } from '#adapters/system/ed25519.ts';
import { createNodeClock, createNodeCrypto, nodeRandom } from '#adapters/system/node-ports.ts';
import { keyIdOf } from '#protocol/crypto.ts';
import { createRecorder, type Act, type Recorder } from '#terminal/journal/recorder.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';

import {
  CLERK,
  enrolledBody,
  issueQuote,
  linesOf,
  openedBody,
  takeCash,
} from '#tests/testkit/bodies.ts';
import { IDENTITY } from '#tests/testkit/journal-history.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

import type { BenchRow } from './row.ts';

const ROUNDS = 40;
/** Charges between two idle moments: a counter has one after every citizen. */
const COMMITS_A_ROUND = 30;
const WARM_UP_ROUNDS = 4;
const IDLE_MS = 10;
const AIM = 2;

interface Variant {
  /** One durable commit; what it took, in microseconds. */
  run(): number;
  close(): void;
}

const timed = (work: () => void): number => {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1000;
};

function openRecorder(folder: string): {
  recorder: Recorder;
  read: StoreReader;
  close(this: void): void;
} {
  const store = answered(openJournalStore({ path: join(folder, 'journal.db'), idleMs: IDLE_MS }));
  const crypto = createNodeCrypto();
  const key = keyFromSeed(nodeRandom.bytes(32));
  const signer = { keyId: keyIdOf(key.publicKey, crypto.sha256), ...key };
  const recorder = createRecorder({
    store,
    signer,
    crypto,
    clock: createNodeClock(),
    random: nodeRandom,
    identity: IDENTITY,
  });
  answered(recorder.recordEnrolment(enrolledBody(signer.publicKey)));
  const begin = (act: Act): Result<null> => {
    act.append('staff.signed_in', { method: 'pin' }, { staffId: CLERK });
    act.append('shift.opened', openedBody(act));
    return ok(null);
  };
  answered(recorder.record(begin));
  return { recorder, read: store.read, close: () => store.close() };
}

const quoteNow = (act: Act): QuoteIssuedBody =>
  issueQuote(act, { lines: linesOf([60_000, 35_000]) });

/** Two commits a charge: the quote (one entry, private data) and the payment (three entries). */
function openJournal(folder: string): { quote: Variant; pay: Variant; bytes: Buffer } {
  const { recorder, read, close } = openRecorder(folder);
  let quoted: QuoteIssuedBody | null = null;
  const quote = (): void => {
    quoted = answered(recorder.record((act) => ok(quoteNow(act))));
  };
  const pay = (): void => {
    const quotes = quoted === null ? [] : [quoted];
    answered(recorder.record((act) => ok(takeCash(act, { quotes, overPaise: rupees(50) }))));
  };
  quote();
  pay();
  const stored = read.entries(recorder.head().seq - 2, 3);
  const bytes = Buffer.from(stored.map((entry) => JSON.stringify(entry)).join('\n'));
  return {
    quote: { run: () => timed(quote), close: () => {} },
    pay: { run: () => timed(pay), close },
    bytes,
  };
}

function openAppend(folder: string, bytes: Uint8Array): Variant {
  const file = openSync(join(folder, 'append.bin'), 'a');
  const append = (): void => {
    writeSync(file, bytes);
    fdatasyncSync(file);
  };
  return { run: () => timed(append), close: () => closeSync(file) };
}

function openBare(folder: string, bytes: Uint8Array): Variant {
  const db = new SqliteDatabase(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO rows (bytes) VALUES (?)');
  return { run: () => timed(() => void insert.run(bytes)), close: () => db.close() };
}

const quantile = (values: readonly number[], q: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
};

type Name = 'quote' | 'pay' | 'append' | 'bare';
type Times = Record<Name, number[]>;

/** A quote must come before its payment; the peers change places around the two. */
const orderOf = (round: number): readonly Name[][] =>
  round % 2 === 0
    ? [['append'], ['quote', 'pay'], ['bare']]
    : [['bare'], ['quote', 'pay'], ['append']];

const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, IDLE_MS * 4));

async function measure(variants: Record<Name, Variant>): Promise<Times> {
  const times: Times = { quote: [], pay: [], append: [], bare: [] };
  for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round += 1) {
    for (const names of orderOf(round)) {
      for (let n = 0; n < COMMITS_A_ROUND; n += 1) {
        for (const name of names) {
          const took = variants[name].run();
          if (round >= WARM_UP_ROUNDS) times[name].push(took);
        }
      }
    }
    await idle();
  }
  return times;
}

function rowOf(of: {
  readonly times: Times;
  readonly name: 'quote' | 'pay';
  readonly peer: 'append' | 'bare';
  readonly q: number;
}): BenchRow {
  const { times, name, peer, q } = of;
  const figure = quantile(times[name], q);
  const peerFigure = quantile(times[peer], q);
  const ratio = figure / peerFigure;
  const what = name === 'pay' ? 'charge (3 entries)' : 'quote (1 entry + private)';
  const isAim = name === 'pay' && peer === 'append' && q === 0.5;
  return {
    name: `journal commit, ${what}, p${q * 100}`,
    figure,
    unit: 'us',
    peer: peer === 'append' ? 'append + fdatasync' : 'bare better-sqlite3',
    peerFigure,
    ratio,
    aim: isAim ? `<= ${AIM.toFixed(2)}x` : '',
    met: !isAim || ratio <= AIM,
  };
}

export async function rows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'raseed-bench-'));
  try {
    const { quote, pay, bytes } = openJournal(folder);
    const variants = {
      quote,
      pay,
      append: openAppend(folder, bytes),
      bare: openBare(folder, bytes),
    };
    const times = await measure(variants);
    for (const variant of Object.values(variants)) variant.close();
    const names = ['pay', 'quote'] as const;
    const peers = ['append', 'bare'] as const;
    return names.flatMap((name) =>
      peers.flatMap((peer) => [0.5, 0.99].map((q) => rowOf({ times, name, peer, q }))),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
