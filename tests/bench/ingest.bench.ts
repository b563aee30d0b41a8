/**
 * The whole way of a batch into HQ: HTTP, zstd, chain and signature verified, durable in the database,
 * countersigned; several counters at once, as a server has them. Against the database's own bulk load:
 * the same rows by prepared INSERTs of 500 rows in one stream, which is as fast as LOAD DATA LOCAL, and
 * for comparison in as many streams as there are counters. Server, database and load share this
 * machine; all take turns in every round.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';

import { startPrivateDatabase } from '#build/database/private-database.ts';
import { inRoot } from '#build/paths.ts';
import { GENESIS_HASH, type CounterId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { giveOutCode, setUpOffice } from '#server/fleet/offices.ts';
import { holdCeremony } from '#server/keys/ceremony.ts';
import { loadServerKeys } from '#server/keys/key-store.ts';
import { buildBatch } from '#protocol/batch.ts';
import { openDatabase, type Database, type SqlValue } from '#server/store/database.ts';
import { insertMany } from '#server/store/many.ts';
import { migrate } from '#server/store/migrate.ts';
import { makeChain, signerNamed } from '#tests/protocol/authority.ts';
import { office } from '#tests/sync-server/testkit.ts';

import type { BenchRow } from './row.ts';

const BATCH = 500;
const BATCHES_A_ROUND = 16;
const ROUNDS = 11;
const WARM_UP_ROUNDS = 2;
/** Counters that send at once, and connections that load at once. */
const LINES = 4;
const AIM = 0.5;
const OFFICE = office.officeId;

const compress = promisify(zstdCompress);
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

async function startServer(of: { databaseUrl: string; keysFolder: string }) {
  const child: ChildProcess = spawn(process.execPath, [inRoot('sync-server/main.ts')], {
    env: {
      ...process.env,
      RASEED_DATABASE_URL: of.databaseUrl,
      RASEED_KEYS: of.keysFolder,
      RASEED_HQ_TOKEN: 'a-token-for-the-benchmark',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const ready = /READY (\{.*\})/.exec(text)?.[1];
      if (ready !== undefined) resolve((JSON.parse(ready) as { port: number }).port);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.removeAllListeners('exit').once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { origin: `http://127.0.0.1:${port}`, stop };
}

interface Line {
  readonly counterId: CounterId;
  /** Compressed batches that wait to be sent, in order. */
  readonly bodies: Uint8Array<ArrayBuffer>[];
  readonly entries: StoredEntry[];
}

async function makeLine(n: number): Promise<Line> {
  const counterId = `KA-BLR-01-C${n + 100}` as CounterId;
  const signer = signerNamed(counterId);
  const count = (BATCH * BATCHES_A_ROUND * (ROUNDS + WARM_UP_ROUNDS)) / LINES;
  const entries = makeChain({ count, counterId, keyId: signer.keyId });
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < entries.length; from += BATCH) {
    const text = buildBatch({
      officeId: OFFICE,
      counterId,
      prevHash: entries[from - 1]?.hash ?? GENESIS_HASH,
      entries: entries.slice(from, from + BATCH),
      privateLines: [],
      signer,
    });
    bodies.push(new Uint8Array(await compress(Buffer.from(text), FAST)));
  }
  return { counterId, bodies, entries };
}

async function enrolLine(
  of: { database: Database; rootPublicKey: Uint8Array; origin: string },
  { counterId }: Line,
): Promise<void> {
  const at = instant(Date.now());
  const { rootPublicKey } = of;
  const code = await giveOutCode(of.database, { officeId: OFFICE, counterId, rootPublicKey, at });
  if (!code.ok) throw new Error(code.error.code);
  const response = await fetch(`${of.origin}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: code.value,
      publicKey: toBase64Url(signerNamed(counterId).publicKey),
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function post(origin: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await fetch(`${origin}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/zstd' },
    body,
  });
  const text = await response.text();
  if (!response.ok || !text.includes('stored')) {
    throw new Error(text);
  }
}

/** Rows a second of a round's work, done by every line at once. */
async function rate(work: (line: number) => Promise<void>, lines = LINES): Promise<number> {
  const begun = performance.now();
  await Promise.all(Array.from({ length: lines }, (_, line) => work(line)));
  return (BATCH * BATCHES_A_ROUND * 1000) / (performance.now() - begun);
}

const COLUMNS = ['office_id', 'counter_id', 'seq', 'kind', 'hash', 'text', 'signature'] as const;
const ONE_STREAM = 'bulk_in_one_stream';
const MANY_STREAMS = 'bulk_in_many_streams';
const insertInto = {
  [ONE_STREAM]: insertMany(ONE_STREAM, [...COLUMNS, 'received_at']),
  [MANY_STREAMS]: insertMany(MANY_STREAMS, [...COLUMNS, 'received_at']),
};

const bulkValues = (line: Line, from: number): SqlValue[] =>
  line.entries
    .slice(from, from + BATCH)
    .flatMap(({ seq, text, hash, signature }) => [
      OFFICE,
      line.counterId,
      seq,
      'clock.jumped',
      Buffer.from(hash, 'hex'),
      text,
      signature,
      1,
    ]);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Until HQ's judgement, which runs apart, has caught up: it must not slow what is measured next. */
async function caughtUp(database: Database): Promise<void> {
  for (;;) {
    const [row] = await database.read.rows<{ behind: number }>(
      'SELECT COUNT(*) AS behind FROM counter_head h JOIN counter_projection p ' +
        'ON p.office_id = h.office_id AND p.counter_id = h.counter_id WHERE h.seq > p.seq',
    );
    if (row?.behind === 0) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

interface Round {
  readonly ours: number;
  readonly oneStream: number;
  readonly manyStreams: number;
}

interface Measuring {
  readonly database: Database;
  readonly origin: string;
  readonly lines: readonly Line[];
}

const SHARE = BATCHES_A_ROUND / LINES;

async function wholePath(of: Measuring, round: number): Promise<number> {
  const figure = await rate(async (n) => {
    for (let i = 0; i < SHARE; i += 1) {
      const body = of.lines[n]?.bodies[round * SHARE + i];
      if (body !== undefined) await post(of.origin, body);
    }
  });
  await caughtUp(of.database);
  return figure;
}

async function bulkLoad(
  of: Measuring,
  round: number,
  table: keyof typeof insertInto,
): Promise<number> {
  const streams = table === ONE_STREAM ? 1 : LINES;
  const batches = of.lines.map((line) =>
    Array.from({ length: SHARE }, (_, i) => bulkValues(line, (round * SHARE + i) * BATCH)),
  );
  return rate(async (n) => {
    const own = streams === 1 ? batches.flat() : (batches[n] ?? []);
    for (const values of own) {
      const done = await of.database.transact((writer) => insertInto[table](writer, values));
      if (!done.ok) throw new Error(done.error.code);
    }
  }, streams);
}

/** The order changes from round to round, so that nobody always follows the same one. */
async function measureRound(of: Measuring, round: number): Promise<Round> {
  const figures = { ours: 0, oneStream: 0, manyStreams: 0 };
  const turns = [
    async () => (figures.ours = await wholePath(of, round)),
    async () => (figures.oneStream = await bulkLoad(of, round, ONE_STREAM)),
    async () => (figures.manyStreams = await bulkLoad(of, round, MANY_STREAMS)),
  ];
  for (let i = 0; i < turns.length; i += 1) await turns[(round + i) % turns.length]?.();
  return figures;
}

async function measure(of: Measuring): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    rounds.push(await measureRound(of, round));
  }
  return rounds.slice(WARM_UP_ROUNDS);
}

const BULK_TABLE = `(office_id VARCHAR(16) NOT NULL, counter_id VARCHAR(24) NOT NULL,
  seq BIGINT NOT NULL, kind VARCHAR(40) NOT NULL, hash BINARY(32) NOT NULL,
  text MEDIUMTEXT NOT NULL, signature VARCHAR(86) NULL, received_at BIGINT NOT NULL,
  PRIMARY KEY (office_id, counter_id, seq))
  ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;

async function prepare(of: { database: Database; keysFolder: string }): Promise<void> {
  const at = instant(Date.now());
  const migrated = await migrate(of.database);
  if (!migrated.ok) throw new Error(migrated.error.code);
  holdCeremony(of.keysFolder, at);
  const keys = loadServerKeys(of.keysFolder);
  await setUpOffice(of.database, { office, keys, at });
  for (const table of [ONE_STREAM, MANY_STREAMS]) {
    await of.database.transact((writer) => writer.run(`CREATE TABLE ${table} ${BULK_TABLE}`));
  }
}

function toRows(rounds: readonly Round[]): BenchRow[] {
  const ours = Math.round(median(rounds.map((round) => round.ours)));
  const row = (peer: string, of: (round: Round) => number, aim: number | null): BenchRow => {
    const ratio = median(rounds.map((round) => round.ours / of(round)));
    return {
      name: `ingest, whole path, ${LINES} counters at once`,
      figure: ours,
      unit: 'entries/s',
      peer,
      peerFigure: Math.round(median(rounds.map(of))),
      ratio,
      aim: aim === null ? 'told only' : `>= ${aim.toFixed(2)}x`,
      met: aim === null || ratio >= aim,
    };
  };
  return [
    row('bulk load of the same rows, one stream', (round) => round.oneStream, AIM),
    row(`the same, ${LINES} streams`, (round) => round.manyStreams, null),
  ];
}

export async function rows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-ingest-'));
  const keysFolder = path.join(folder, 'keys');
  const password = 'only-for-this-run';
  const server = await startPrivateDatabase({
    folder: path.join(folder, 'database'),
    profile: 'durable',
    accounts: [{ user: 'raseed', password, schema: 'raseed' }],
  });
  const databaseUrl = `mysql://raseed:${password}@127.0.0.1:${server.port}/raseed`;
  const database = openDatabase({ url: databaseUrl, connections: LINES });
  try {
    await prepare({ database, keysFolder });
    const hq = await startServer({ databaseUrl, keysFolder });
    try {
      const lines = await Promise.all(Array.from({ length: LINES }, (_, n) => makeLine(n)));
      const { rootPublicKey } = loadServerKeys(keysFolder);
      for (const line of lines) {
        await enrolLine({ database, rootPublicKey, origin: hq.origin }, line);
      }
      return toRows(await measure({ database, origin: hq.origin, lines }));
    } finally {
      await hq.stop();
    }
  } finally {
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
