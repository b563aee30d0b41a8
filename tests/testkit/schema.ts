/** A schema with a random name on a run's private database server. */
import { randomBytes } from 'node:crypto';

import { createConnection } from 'mysql2/promise';

import type { TestDatabaseServer } from '#build/database/test-database.ts';

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

export async function createSchema(server: TestDatabaseServer): Promise<TestDatabase> {
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
