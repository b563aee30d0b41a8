/**
 * A database server of our own: its data in a folder of ours, on a loopback port of its own, seen
 * by nobody else. Made on first use, stopped cleanly, and taken up again after any kind of ending.
 * It touches its folder and one process.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { findFreePort } from '#build/free-port.ts';
import {
  endProcess,
  identifyProcess,
  isSameProcess,
  type ProcessIdentity,
} from '#build/process-identity.ts';
import { CommandError } from '#build/run.ts';
import { installedEngine, type DatabaseEngine } from './engine.ts';
import {
  initStatements,
  serverOptions,
  type DatabaseAccount,
  type DatabaseProfile,
} from './settings.ts';

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 60_000;
const PROBE_EVERY_MS = 50;

export interface PrivateDatabaseSettings {
  /** Holds the data, the log and the secrets; made where it is missing. */
  readonly folder: string;
  readonly profile: DatabaseProfile;
  readonly accounts: readonly DatabaseAccount[];
  readonly engine?: DatabaseEngine;
}

export interface PrivateDatabase {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly pid: number;
  readonly engine: Pick<DatabaseEngine, 'kind' | 'version'>;
  readonly logFile: string;
  /** Settles when the server has ended, however it ended. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

interface ServerRecord {
  readonly server: ProcessIdentity;
  readonly owner: ProcessIdentity;
  readonly port: number;
}

/** `mysql://user:password@host:port/schema`, with each part escaped. */
export function databaseUrl(server: { host: string; port: number }, as: DatabaseAccount): string {
  const [user, password] = [as.user, as.password].map(encodeURIComponent);
  return `mysql://${user}:${password}@${server.host}:${server.port}/${as.schema}`;
}

/** A password nobody has to type. */
export const newPassword = (): string => randomBytes(24).toString('base64url');

function readRecord(file: string): ServerRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ServerRecord;
  } catch {
    return undefined;
  }
}

/** A server whose owner died is stopped and started anew; one with a living owner is left alone. */
async function takeOver(folder: string, record: ServerRecord | undefined): Promise<void> {
  if (record === undefined || !isSameProcess(record.server)) return;
  if (isSameProcess(record.owner)) {
    throw new CommandError(
      `The database in ${folder} is in use by process ${record.owner.pid}. Stop that one first.`,
    );
  }
  await endProcess(record.server, STOP_WITHIN_MS);
}

/** An interrupted making leaves no half-made data folder: it is made aside and then renamed. */
async function ensureData(engine: DatabaseEngine, dataFolder: string): Promise<void> {
  if (existsSync(dataFolder)) return;
  const aside = `${dataFolder}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  await engine.initialise(aside);
  renameSync(aside, dataFolder);
}

/** Whether a server greets on this port: its first packet carries protocol version 10. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(2000, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('close', () => resolve(false));
    socket.once('data', (bytes) => answer(bytes[4] === 10));
  });
}

async function untilReady(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await greets(port))) {
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-12).join('\n');
      throw new CommandError(
        `The database server ${ended ? 'ended while starting' : 'did not become ready'}.\n` +
          `From ${logFile}:\n${tail}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
  }
}

/** In a session of its own, so that Ctrl-C reaches us alone and the order of ending stays ours. */
function spawnServer(engine: DatabaseEngine, options: readonly string[], logFile: string) {
  const log = openSync(logFile, 'a', 0o600);
  const [command, words] = engine.serveCommand(options);
  const child = spawn(command, words, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

function writePrivately(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
}

/** Starts the server of this folder and waits until it answers. */
export async function startPrivateDatabase(
  settings: PrivateDatabaseSettings,
): Promise<PrivateDatabase> {
  const { folder } = settings;
  const engine = settings.engine ?? (await installedEngine());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const inFolder = (name: string): string => path.join(folder, name);
  const recordFile = inFolder('server.json');
  const record = readRecord(recordFile);
  await takeOver(folder, record);
  await ensureData(engine, inFolder('data'));

  const initFile = inFolder('init.sql');
  writePrivately(initFile, initStatements(engine, settings.accounts, newPassword()));
  const port = await findFreePort(record?.port);
  const logFile = inFolder('server.log');
  const options = serverOptions({
    engine,
    profile: settings.profile,
    port,
    dataFolder: inFolder('data'),
    initFile,
  });
  const child = spawnServer(engine, options, logFile);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const server = identifyProcess(child.pid);
  const owner = identifyProcess(process.pid);
  if (server !== undefined && owner !== undefined) {
    writePrivately(recordFile, JSON.stringify({ server, owner, port } satisfies ServerRecord));
  }
  const stop = async (): Promise<void> => {
    if (server !== undefined) await endProcess(server, STOP_WITHIN_MS);
    await ended;
  };
  try {
    await untilReady(child, port, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  const { kind, version } = engine;
  if (server === undefined) throw new Error('a server that greets has a process');
  return {
    host: '127.0.0.1',
    port,
    pid: server.pid,
    engine: { kind, version },
    logFile,
    ended,
    stop,
  };
}
