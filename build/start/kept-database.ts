/**
 * The database of `npm start`: the private one, started again when it falls, or the one that
 * RASEED_DATABASE_URL names, which is somebody else's to keep.
 */
import path from 'node:path';
import {
  databaseUrl,
  startPrivateDatabase,
  type PrivateDatabase,
} from '#build/database/private-database.ts';
import type { DatabaseAccount } from '#build/database/settings.ts';
import { identifyProcess, type ProcessIdentity } from '#build/process-identity.ts';

const PAUSE_MS = 1000;

export interface KeptDatabase {
  readonly url: string;
  /** For a person: which server, where. Never a password. */
  readonly description: string;
  readonly identity: () => ProcessIdentity | undefined;
  readonly stop: () => Promise<void>;
}

/** A given address without its password. */
export function withoutPassword(url: string): string {
  const address = new URL(url);
  return `${address.host}${address.pathname}`;
}

function foreignDatabase(url: string): KeptDatabase {
  const description = `${withoutPassword(url)} (RASEED_DATABASE_URL)`;
  return { url, description, identity: () => undefined, stop: () => Promise.resolve() };
}

export async function keepDatabase(options: {
  readonly dataFolder: string;
  readonly password: string;
  readonly onEvent: (sentence: string) => void;
}): Promise<KeptDatabase> {
  const given = process.env['RASEED_DATABASE_URL'];
  if (given !== undefined) return foreignDatabase(given);
  const folder = path.join(options.dataFolder, 'database');
  const account: DatabaseAccount = { user: 'raseed', password: options.password, schema: 'raseed' };
  const start = (): Promise<PrivateDatabase> =>
    startPrivateDatabase({ folder, profile: 'durable', accounts: [account] });

  let database = await start();
  let stopping = false;
  const watch = async (): Promise<void> => {
    await database.ended;
    if (stopping) return;
    options.onEvent('The database fell; it is started again.');
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (stopping) return;
    try {
      database = await start();
      options.onEvent('The database is back.');
    } catch (error) {
      options.onEvent(String(error));
      return;
    }
    await watch();
  };
  void watch();
  const { kind, version } = database.engine;
  return {
    url: databaseUrl(database, account),
    description: `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}, port ${database.port}`,
    identity: () => identifyProcess(database.pid),
    stop: () => {
      stopping = true;
      return database.stop();
    },
  };
}
