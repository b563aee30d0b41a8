/**
 * Running the sync server as a program: waits for the database with growing pauses, brings the
 * schema up to date, prints `READY {"port":…}` and serves until SIGTERM or SIGINT.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { errorSentence } from '#domain/errors.ts';
import type { Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { ConfigError, readConfig, type ServerConfig } from './config.ts';
import { ChangeFeed, stderrLog, type ServerContext, type ServerLog } from './context.ts';
import { CounterDirectory } from './fleet/directory.ts';
import { tellSealingKey } from './fleet/offices.ts';
import { KeysError, loadServerKeys } from './keys/key-store.ts';
import { nodeCrypto } from './keys/node-crypto.ts';
import { readMessageConfig } from './messages/config.ts';
import { OfficeChainError, openOfficeCopy } from './office-chain/start.ts';
import { readPaymentConfig } from './payments/config.ts';
import { readPayoutConfig } from './payments/payout-config.ts';
import { createServer } from './server.ts';
import { openDatabase, type Database } from './store/database.ts';
import { migrate, SchemaTooNewError } from './store/migrate.ts';
import { resumeRecalls } from './tariffs/recall.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

export interface Preparing {
  readonly config: ServerConfig;
  readonly database: Database;
  readonly log: ServerLog;
}

/** What is done once the schema is right and before anybody is served; its answer is told. */
export type Prepare = (of: Preparing) => Promise<Result<Readonly<Record<string, unknown>>>>;

/** Until the database answers and its schema is right; says so each time it does not. */
async function untilMigrated(database: Database, log: ServerLog): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const migrated = await migrate(database);
    if (migrated.ok) {
      if (migrated.value.length > 0) log.info('schema.migrated', { steps: migrated.value.length });
      return;
    }
    const trouble = (await database.trouble()) ?? 'unknown';
    const sentence = errorSentence(migrated.error, 'en');
    log.warn('database.unavailable', { trouble, sentence, retryInMs: pauseMs });
    await wait(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function run(prepare: Prepare | null): Promise<void> {
  const config = readConfig(process.env);
  const payments = readPaymentConfig(process.env);
  const payouts = readPayoutConfig(process.env, payments);
  const messages = readMessageConfig(process.env);
  const log = stderrLog();
  const database = openDatabase({ url: config.databaseUrl });
  const stopWaiting = (): void => process.exit(0);
  process.once('SIGTERM', stopWaiting);
  process.once('SIGINT', stopWaiting);
  await untilMigrated(database, log);
  const prepared = prepare === null ? null : await prepare({ config, database, log });
  if (prepared?.ok === false) throw new ConfigError(errorSentence(prepared.error, 'en'));
  const now = () => instant(Date.now());
  const keys = loadServerKeys(config.keysFolder);
  const officeCopy = await openOfficeCopy({ folder: config.officeCopyFolder, database, keys, log });
  const context: ServerContext = {
    database,
    keys,
    officeCopy,
    crypto: nodeCrypto,
    now,
    counters: new CounterDirectory(database.read, now),
    log,
    changes: new ChangeFeed(),
    troubles: new Map(),
  };
  const { hqToken, hqPageFolder, citizenPageFolder, officePageFolder, host, port } = config;
  const server = await createServer({
    context,
    payments,
    payouts,
    messages,
    hqToken,
    hqPageFolder,
    citizenPageFolder,
    officePageFolder,
  });
  const stop = (): void => {
    void server
      .close()
      .then(() => database.close())
      .finally(() => process.exit(0));
  };
  process.off('SIGTERM', stopWaiting).once('SIGTERM', stop);
  process.off('SIGINT', stopWaiting).once('SIGINT', stop);
  const listening = await server.listen({ host, port });
  server.projector.start();
  server.payments?.start();
  server.messages?.start();
  server.judge.start();
  server.roots.start();
  server.heard.start();
  server.days.start();
  const told = await tellSealingKey(database, { keys, at: now() });
  if (!told.ok) log.warn('sealing_key.not_told', { code: told.error.code });
  const resumed = await resumeRecalls(context);
  if (!resumed.ok) log.warn('recall.not_told', { code: resumed.error.code });
  process.stdout.write(`READY ${JSON.stringify({ port: listening, ...prepared?.value })}\n`);
}

const EXPECTED = [ConfigError, KeysError, SchemaTooNewError, OfficeChainError];

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken by another program. Set RASEED_PORT to another, or to 0 for any.';
  }
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  return isExpected ? error.message : (error.stack ?? error.message);
}

/** Never answers before the end; an expected failure ends the process with one sentence. */
export function runServer(prepare: Prepare | null): void {
  run(prepare).catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  });
}
