/**
 * The way to the database: a pool of connections that are all set up alike, reads and transactions
 * as functions over handles (a reader cannot write, by type), and retries of what a database refuses
 * for a moment. The SQL is the common part of MariaDB 10.11 and MySQL 9.7.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { createPool, type Pool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';

import { fail, ok, type Result } from '#domain/result.ts';

export type SqlValue = string | number | Uint8Array | null;

export interface Reader {
  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

export interface Writer extends Reader {
  /** Answers the number of rows touched. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
}

export interface DatabaseSettings {
  /** `mysql://user:password@host:port/schema` */
  readonly url: string;
  readonly connections?: number;
  readonly connectTimeoutMs?: number;
  readonly queryTimeoutMs?: number;
}

export interface Database {
  readonly read: Reader;
  /**
   * Runs `work` in one transaction, again where the database asks for it. Answers
   * DATABASE_UNAVAILABLE where it cannot be reached; what `work` throws otherwise is a bug.
   */
  transact<T>(work: (writer: Writer) => Promise<T>): Promise<Result<T>>;
  /** Null when it answers; else why not, for the log. */
  trouble(): Promise<string | null>;
  close(): Promise<void>;
}

const CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 15_000;
const LOCK_WAIT_SECONDS = 5;
const MAX_ATTEMPTS = 5;
const RETRY_MS = 20;

/** The same session on both engines, whatever the server assumes. */
const SESSION = [
  `SET NAMES utf8mb4 COLLATE utf8mb4_bin`,
  `SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  `SET SESSION time_zone = '+00:00'`,
  `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
  `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED`,
];

/** Deadlock or failed certification, lock wait timeout, a cluster node not ready. */
const PASSING = new Set([1213, 1205, 1047]);
const GONE = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  'POOL_CLOSED',
]);

interface DriverError {
  readonly code?: string;
  readonly errno?: number;
}

const driverError = (error: unknown): DriverError =>
  error instanceof Error ? (error as DriverError) : {};

const isPassing = (error: unknown): boolean => PASSING.has(driverError(error).errno ?? 0);

export function isDatabaseGone(error: unknown): boolean {
  const { code } = driverError(error);
  return (
    GONE.has(code ?? '') ||
    (error instanceof Error && /Pool is closed|closed state/.test(error.message))
  );
}

const makePool = (settings: DatabaseSettings): Pool =>
  createPool({
    uri: settings.url,
    connectionLimit: settings.connections ?? CONNECTIONS,
    maxIdle: settings.connections ?? CONNECTIONS,
    connectTimeout: settings.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    enableKeepAlive: true,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    decimalNumbers: true,
    maxPreparedStatements: 64,
    // Rows are counted as changed, not as found: a duplicate that changed nothing counts 0.
    flags: ['-LOCAL_FILES', '-FOUND_ROWS'],
  });

interface Side {
  readonly pool: Pool;
  readonly session: readonly string[];
}

class MysqlDatabase implements Database {
  readonly #readers: Side;
  /** Their connections are always in a transaction: it begins with the first statement. */
  readonly #writers: Side;
  readonly #timeoutMs: number;
  readonly #ready = new WeakSet<object>();
  readonly read: Reader;

  constructor(settings: DatabaseSettings) {
    this.#timeoutMs = settings.queryTimeoutMs ?? QUERY_TIMEOUT_MS;
    this.#readers = { pool: makePool(settings), session: SESSION };
    this.#writers = { pool: makePool(settings), session: [...SESSION, 'SET autocommit = 0'] };
    this.read = {
      rows: (sql, values) =>
        this.#use(this.#readers, (connection) => this.#writer(connection).rows(sql, values)),
    };
  }

  #writer(connection: PoolConnection): Writer {
    const execute = async (sql: string, values: readonly SqlValue[]): Promise<unknown> => {
      const bound = values.map((value) =>
        value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value,
      );
      const [answer] = await connection.execute({ sql, timeout: this.#timeoutMs }, bound);
      return answer;
    };
    return {
      rows: async <Row>(sql: string, values: readonly SqlValue[] = []) =>
        (await execute(sql, values)) as Row[],
      run: async (sql, values = []) =>
        ((await execute(sql, values)) as ResultSetHeader).affectedRows,
    };
  }

  async #use<T>(side: Side, work: (connection: PoolConnection) => Promise<T>): Promise<T> {
    const connection = await side.pool.getConnection();
    try {
      const session = connection.connection;
      if (!this.#ready.has(session)) {
        for (const sql of side.session) await connection.query({ sql, timeout: this.#timeoutMs });
        this.#ready.add(session);
      }
      const answer = await work(connection);
      connection.release();
      return answer;
    } catch (error) {
      // A connection in an unknown state (timed out, half a transaction) is never used again.
      connection.destroy();
      throw error;
    }
  }

  async #once<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#use(this.#writers, async (connection) => {
      const answer = await work(this.#writer(connection));
      await connection.query({ sql: 'COMMIT', timeout: this.#timeoutMs });
      return answer;
    });
  }

  async transact<T>(work: (writer: Writer) => Promise<T>): Promise<Result<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return ok(await this.#once(work));
      } catch (error) {
        const gone = isDatabaseGone(error);
        if (!gone && !isPassing(error)) throw error;
        if (attempt === (gone ? 2 : MAX_ATTEMPTS)) return fail('DATABASE_UNAVAILABLE');
        await wait(RETRY_MS * attempt * attempt);
      }
    }
  }

  async trouble(): Promise<string | null> {
    try {
      await this.read.rows('SELECT 1');
      return null;
    } catch (error) {
      return driverError(error).code ?? String(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#readers.pool.end(), this.#writers.pool.end()]);
  }
}

/** Connects lazily: nothing is opened before it is used. */
export const openDatabase = (settings: DatabaseSettings): Database => new MysqlDatabase(settings);
