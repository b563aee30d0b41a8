/**
 * The options and the first statements of a private database server. Everything is named (character
 * set, collation, SQL mode, isolation), because MariaDB and MySQL differ in what they assume.
 */
import type { DatabaseEngine } from './engine.ts';

/** durable: what an office runs. fast: throw-away data of a test run. */
export type DatabaseProfile = 'durable' | 'fast';

export interface DatabaseAccount {
  readonly user: string;
  readonly password: string;
  /** The one schema this account may use; with `manySchemas`, the prefix of all it may make. */
  readonly schema: string;
  readonly manySchemas?: boolean;
}

/**
 * The redo log: small while data are made and in tests, where writing it is most of the wait; in an
 * office large enough that a busy hour does not wait for it. The server rebuilds it on a change.
 */
export const REDO_LOG_SIZES = { made: '16M', fast: '16M', durable: '96M' } as const;

const COMMON = [
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_bin',
  '--sql-mode=STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  '--transaction-isolation=READ-COMMITTED',
  '--default-time-zone=+00:00',
  '--max-allowed-packet=64M',
  '--max-connections=200',
];

const PROFILES = {
  durable: [
    '--innodb-flush-log-at-trx-commit=1',
    '--sync-binlog=1',
    '--innodb-buffer-pool-size=256M',
    '--performance-schema=OFF',
    '--local-infile=OFF',
  ],
  fast: [
    '--innodb-flush-log-at-trx-commit=0',
    '--sync-binlog=0',
    '--innodb-doublewrite=OFF',
    '--innodb-buffer-pool-size=64M',
    '--performance-schema=OFF',
    '--local-infile=ON',
  ],
} as const satisfies Record<DatabaseProfile, readonly string[]>;

/** Options of the server; files by the names they have where the server runs. */
export function serverOptions(settings: {
  readonly engine: DatabaseEngine;
  readonly profile: DatabaseProfile;
  readonly port: number;
  readonly dataFolder: string;
  readonly initFile: string;
}): readonly string[] {
  const { engine, profile, port } = settings;
  const redo =
    engine.kind === 'mariadb'
      ? `--innodb-log-file-size=${REDO_LOG_SIZES[profile]}`
      : `--innodb-redo-log-capacity=${REDO_LOG_SIZES[profile]}`;
  return [
    ...COMMON,
    ...PROFILES[profile],
    redo,
    ...(engine.kind === 'mysql' ? ['--disable-log-bin'] : []),
    `--port=${port}`,
    `--datadir=${engine.pathInside(settings.dataFolder)}`,
    `--init-file=${engine.pathInside(settings.initFile)}`,
    // Relative names lie in the data folder, and so stay short enough for a socket.
    '--socket=server.sock',
    '--pid-file=server.pid',
  ];
}

/** What an account may do in its schema, and nowhere else: no files, no users, no other schema. */
const SCHEMA_RIGHTS =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW';

/** Names and passwords are ours, but a quote inside one must never become SQL. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const named = (text: string): string => `\`${text.replaceAll('`', '``')}\``;

function accountStatements(account: DatabaseAccount): readonly string[] {
  const who = `${quoted(account.user)}@'127.0.0.1'`;
  const secret = quoted(account.password);
  // In a grant, _ stands for any character; a prefix grant ends in %.
  const pattern = account.schema.replaceAll('_', String.raw`\_`);
  const where = account.manySchemas === true ? `${pattern}%` : pattern;
  return [
    ...(account.manySchemas === true
      ? []
      : [
          `CREATE DATABASE IF NOT EXISTS ${named(account.schema)}` +
            ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
        ]),
    `CREATE USER IF NOT EXISTS ${who} IDENTIFIED BY ${secret}`,
    `ALTER USER ${who} IDENTIFIED BY ${secret}`,
    `GRANT ${SCHEMA_RIGHTS} ON ${named(where)}.* TO ${who}`,
  ];
}

/** One statement a line, as an init file wants it; run at every start, so each may be repeated. */
export function initStatements(
  engine: DatabaseEngine,
  accounts: readonly DatabaseAccount[],
  rootPassword: string,
): string {
  const root =
    engine.kind === 'mysql'
      ? [`ALTER USER 'root'@'localhost' IDENTIFIED BY ${quoted(rootPassword)}`]
      : [];
  return [...root, ...accounts.flatMap(accountStatements)].map((line) => `${line};\n`).join('');
}
