/**
 * Which database server is run, and how: MariaDB or MySQL as installed on this machine, or MySQL in
 * a folder of its own with its own system libraries. It knows programs and their options, nothing
 * of accounts or lifetimes.
 */
import path from 'node:path';
import { CommandError, runOrFail, runQuiet } from '#build/run.ts';
import { REDO_LOG_SIZES } from './settings.ts';
import { findProgram } from '#build/system-packages.ts';

export interface DatabaseEngine {
  readonly kind: 'mariadb' | 'mysql';
  readonly version: string;
  /** Fills an empty data folder. */
  readonly initialise: (dataFolder: string) => Promise<void>;
  /** The program and words that start the server with these options. */
  readonly serveCommand: (options: readonly string[]) => readonly [string, readonly string[]];
  /** How a file of ours is called where the server runs. */
  readonly pathInside: (file: string) => string;
}

/** The server refuses to run as root unless that is said. */
export const runAsUser = (): readonly string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);

const readVersion = (text: string): string => /Ver ([\d.]+)/.exec(text)?.[1] ?? 'unknown';

async function mariadbEngine(program: string): Promise<DatabaseEngine> {
  const install = findProgram('mariadb-install-db') ?? findProgram('mysql_install_db');
  if (install === undefined)
    throw new CommandError('mariadb-install-db is missing beside mariadbd');
  return {
    kind: 'mariadb',
    version: readVersion(await runOrFail(program, ['--version'])),
    initialise: async (dataFolder) => {
      await runOrFail(install, [
        '--no-defaults',
        ...runAsUser(),
        `--datadir=${dataFolder}`,
        '--skip-test-db',
        // Made aside and renamed when complete, so nothing is lost by not waiting for the disk.
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-doublewrite=OFF',
        '--skip-name-resolve',
        `--innodb-log-file-size=${REDO_LOG_SIZES.made}`,
      ]);
    },
    serveCommand: (options) => [program, ['--no-defaults', ...runAsUser(), ...options]],
    pathInside: (file) => file,
  };
}

async function mysqlEngine(program: string): Promise<DatabaseEngine> {
  return {
    kind: 'mysql',
    version: readVersion(await runOrFail(program, ['--version'])),
    initialise: async (dataFolder) => {
      const words = ['--no-defaults', '--initialize-insecure', ...runAsUser()];
      await runOrFail(program, [...words, `--datadir=${dataFolder}`]);
    },
    serveCommand: (options) => [
      program,
      ['--no-defaults', ...runAsUser(), '--mysqlx=OFF', ...options],
    ],
    pathInside: (file) => file,
  };
}

/** The server installed on this machine; MariaDB first. */
export async function installedEngine(): Promise<DatabaseEngine> {
  const mariadb = findProgram('mariadbd');
  if (mariadb !== undefined) return mariadbEngine(mariadb);
  const mysql = findProgram('mysqld');
  if (mysql === undefined) throw new CommandError('No database server (mariadbd) is installed.');
  const { stdout } = await runQuiet(mysql, ['--version']);
  return /mariadb/i.test(stdout) ? mariadbEngine(mysql) : mysqlEngine(mysql);
}

/**
 * MySQL inside a system folder of its own. Its mounts live in a namespace that ends with it.
 * @param systemFolder what `debootstrap` made, with mysql-server installed
 */
export async function chrootEngine(systemFolder: string): Promise<DatabaseEngine> {
  const inside = (words: readonly string[]): readonly [string, readonly string[]] => [
    'unshare',
    [
      '--mount',
      '--propagation',
      'private',
      '/bin/sh',
      '-c',
      'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"',
      systemFolder,
      '/usr/sbin/mysqld',
      '--no-defaults',
      '--user=root',
      ...words,
    ],
  ];
  const pathInside = (file: string): string => `/${path.relative(systemFolder, file)}`;
  const run = async (words: readonly string[]): Promise<string> => runOrFail(...inside(words));
  return {
    kind: 'mysql',
    version: readVersion(await run(['--version'])),
    initialise: async (dataFolder) => {
      await run(['--initialize-insecure', `--datadir=${pathInside(dataFolder)}`]);
    },
    serveCommand: (options) => inside(['--mysqlx=OFF', ...options]),
    pathInside,
  };
}
