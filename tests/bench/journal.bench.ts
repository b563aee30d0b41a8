/**
 * The price of a durable journal commit: chained, signed, every view brought up to date, on disk.
 * Against the floor (append the same bytes and fdatasync) and against a bare better-sqlite3 commit of
 * the same bytes. Variants take turns inside every round, so that a busy machine hits them alike.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';

import { utf8 } from '#domain/bytes.ts';
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
/** By quantile, against append + fdatasync. */
const AIMS: ReadonlyMap<number, number> = new Map([
  [0.5, 2],
  [0.99, 2.5],
]);

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
function openJournal(folder: string): {
  readonly quote: Variant;
  readonly pay: Variant;
  /** What a commit of each puts into the journal. */
  readonly bytesOf: Readonly<Record<'quote' | 'pay', Uint8Array>>;
} {
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
  const bytes = (fromSeq: number, toSeq: number): Uint8Array => {
    const entries = read.entries(fromSeq, toSeq - fromSeq + 1);
    const privates = read.privateRecords(fromSeq, toSeq);
    return utf8([...entries, ...privates].map((row) => JSON.stringify(row)).join('\n'));
  };
  const { seq } = recorder.head();
  return {
    quote: { run: () => timed(quote), close: () => {} },
    pay: { run: () => timed(pay), close },
    bytesOf: { quote: bytes(seq - 3, seq - 3), pay: bytes(seq - 2, seq) },
  };
}

function openAppend(path: string, bytes: Uint8Array): Variant {
  const file = openSync(path, 'a');
  const append = (): void => {
    writeSync(file, bytes);
    fdatasyncSync(file);
  };
  return { run: () => timed(append), close: () => closeSync(file) };
}

function openBare(path: string, bytes: Uint8Array): Variant {
  const db = new SqliteDatabase(path);
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

type Commit = 'quote' | 'pay';
type Peer = 'append' | 'bare';
type Name = Commit | `${Peer} ${Commit}`;
type Times = Record<Name, number[]>;

const PEERS: readonly Name[][] = [
  ['append quote', 'append pay'],
  ['bare quote', 'bare pay'],
];

/** A quote must come before its payment; the peers change places around the two. */
const orderOf = (round: number): readonly (readonly Name[])[] => {
  const [first = [], second = []] = round % 2 === 0 ? PEERS : PEERS.toReversed();
  return [first, ['quote', 'pay'], second];
};

const noTimes = (): Times => ({
  quote: [],
  pay: [],
  'append quote': [],
  'append pay': [],
  'bare quote': [],
  'bare pay': [],
});

const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, IDLE_MS * 4));

async function measure(variants: Record<Name, Variant>): Promise<Times> {
  const times = noTimes();
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

const WHAT: Record<Commit, string> = {
  quote: 'a quote (1 entry, personal data apart)',
  pay: 'a charge (3 entries)',
};

function rowOf(of: {
  readonly times: Times;
  readonly commit: Commit;
  readonly peer: Peer;
  readonly q: number;
}): BenchRow {
  const { times, commit, peer, q } = of;
  const figure = quantile(times[commit], q);
  const peerFigure = quantile(times[`${peer} ${commit}`], q);
  const ratio = figure / peerFigure;
  const aim = peer === 'append' ? AIMS.get(q) : undefined;
  return {
    name: `journal commit: ${WHAT[commit]}, p${q * 100}`,
    figure,
    unit: 'us',
    peer: peer === 'append' ? 'append + fdatasync' : 'bare better-sqlite3',
    peerFigure,
    ratio,
    aim: aim === undefined ? '' : `<= ${aim.toFixed(2)}x`,
    met: aim === undefined || ratio <= aim,
  };
}

function openVariants(folder: string): Record<Name, Variant> {
  const { quote, pay, bytesOf } = openJournal(folder);
  const at = (name: string): string => join(folder, name);
  return {
    quote,
    pay,
    'append quote': openAppend(at('append-quote.bin'), bytesOf.quote),
    'append pay': openAppend(at('append-pay.bin'), bytesOf.pay),
    'bare quote': openBare(at('bare-quote.db'), bytesOf.quote),
    'bare pay': openBare(at('bare-pay.db'), bytesOf.pay),
  };
}

export async function rows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'raseed-bench-'));
  try {
    const variants = openVariants(folder);
    const times = await measure(variants);
    for (const variant of Object.values(variants)) variant.close();
    const commits = ['pay', 'quote'] as const;
    const peers = ['append', 'bare'] as const;
    return commits.flatMap((commit) =>
      peers.flatMap((peer) => [0.5, 0.99].map((q) => rowOf({ times, commit, peer, q }))),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
