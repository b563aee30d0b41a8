/**
 * A schema of its own for a test file, on the run's private server. Use in `beforeAll`, and call
 * `drop` in `afterAll`.
 */
import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly kind: 'mariadb' | 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
  /** `mysql://user:password@host:port/schema`, as RASEED_DATABASE_URL takes it. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Makes an empty schema with a random name. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const { kind, host, port, user, password } = server;
  const schema = `${server.schemaPrefix}${randomBytes(6).toString('hex')}`;
  const run = async (statement: string): Promise<void> => {
    const connection = await createConnection({ host, port, user, password });
    try {
      await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  await run(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return {
    kind,
    host,
    port,
    user,
    password,
    schema,
    url: `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${schema}`,
    drop: () => run(`DROP DATABASE IF EXISTS \`${schema}\``),
  };
}
