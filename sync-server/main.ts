/**
 * The sync server as a program. Reads its surroundings, waits for the database with growing pauses,
 * brings the schema up to date, then prints `READY {"port":…}` and serves until SIGTERM or SIGINT.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { instant } from '#domain/time.ts';
import { ConfigError, readConfig } from './config.ts';
import { ChangeFeed, stderrLog, type ServerContext, type ServerLog } from './context.ts';
import { KeysError, loadServerKeys } from './keys/key-store.ts';
import { nodeCrypto } from './keys/node-crypto.ts';
import { createServer } from './server.ts';
import { openDatabase, type Database } from './store/database.ts';
import { migrate, SchemaTooNewError } from './store/migrate.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

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
    log.warn('database.unavailable', { code: migrated.error.code, trouble, retryInMs: pauseMs });
    await wait(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = stderrLog();
  const keys = loadServerKeys(config.keysFolder);
  const database = openDatabase({ url: config.databaseUrl });
  const context: ServerContext = {
    database,
    keys,
    crypto: nodeCrypto,
    now: () => instant(Date.now()),
    log,
    changes: new ChangeFeed(),
  };
  await untilMigrated(database, log);
  const { hqToken, hqPageFolder, host, port } = config;
  const server = await createServer({ context, hqToken, hqPageFolder });
  const stop = (): void => {
    void server
      .close()
      .then(() => database.close())
      .finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const listening = await server.listen({ host, port });
  server.projector.start();
  process.stdout.write(`READY ${JSON.stringify({ port: listening })}\n`);
}

const EXPECTED = [ConfigError, KeysError, SchemaTooNewError];

main().catch((error: unknown) => {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  const portTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const text = portTaken
    ? 'The port is taken by another program. Choose another with RASEED_PORT, or 0 for any free one.'
    : error instanceof Error
      ? ((isExpected ? error.message : error.stack) ?? error.message)
      : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
