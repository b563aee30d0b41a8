/**
 * The database server of one test run: fast, thrown away afterwards, its folder under the cache.
 * What an earlier run left behind by being killed is cleared away first.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '#build/paths.ts';
import { endProcess, isSameProcess, type ProcessIdentity } from '#build/process-identity.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';
import { chrootEngine, type DatabaseEngine } from './engine.ts';
import { newPassword, startPrivateDatabase } from './private-database.ts';
import type { DatabaseAccount } from './settings.ts';

/** How a test reaches the server; it may make and drop schemas whose names begin with the prefix. */
export interface TestDatabaseServer {
  readonly kind: 'mariadb' | 'mysql';
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly schemaPrefix: string;
}

export interface RunningTestServer {
  readonly server: TestDatabaseServer;
  readonly stop: () => Promise<void>;
}

const SCHEMA_PREFIX = 'raseed_test_';

async function clearLeftovers(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const folder = path.join(parent, name);
    let record: { server: ProcessIdentity; owner: ProcessIdentity };
    try {
      record = JSON.parse(readFileSync(path.join(folder, 'server.json'), 'utf8'));
    } catch {
      continue;
    }
    if (isSameProcess(record.owner)) continue;
    await endProcess(record.server, 5000);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine the run is for: MariaDB of this machine, or MySQL in the folder named for it. */
async function chosenEngine(): Promise<DatabaseEngine | undefined> {
  if (process.env['RASEED_TEST_DATABASE'] === 'mysql') {
    const systemFolder = process.env['RASEED_MYSQL_SYSTEM'];
    if (systemFolder === undefined) throw new Error('RASEED_MYSQL_SYSTEM names no folder');
    return chrootEngine(systemFolder);
  }
  await ensureSystemPrograms(['database']);
  return undefined;
}

/** In a system folder of its own the server sees nothing outside, so its data must lie inside. */
function parentFolder(): string {
  const systemFolder = process.env['RASEED_MYSQL_SYSTEM'];
  const inside = process.env['RASEED_TEST_DATABASE'] === 'mysql' && systemFolder !== undefined;
  return inside ? path.join(systemFolder, 'srv', 'raseed') : cacheFolder('test-database');
}

export async function startTestDatabase(): Promise<RunningTestServer> {
  const engine = await chosenEngine();
  const parent = parentFolder();
  mkdirSync(parent, { recursive: true });
  await clearLeftovers(parent);
  const folder = path.join(parent, `run-${process.pid}`);
  const account: DatabaseAccount = {
    user: 'raseed_test',
    password: newPassword(),
    schema: SCHEMA_PREFIX,
    manySchemas: true,
  };
  const database = await startPrivateDatabase({
    folder,
    profile: 'fast',
    accounts: [account],
    ...(engine === undefined ? {} : { engine }),
  });
  return {
    server: {
      ...database.engine,
      host: database.host,
      port: database.port,
      user: account.user,
      password: account.password,
      schemaPrefix: SCHEMA_PREFIX,
    },
    stop: async () => {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
