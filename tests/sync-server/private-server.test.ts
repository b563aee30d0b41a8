/** The private test server itself: who may do what, and that schemas come and go. */
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const connectTo = (schema?: string) => {
  const { host, port, user, password } = database;
  return createConnection({ host, port, user, password, ...(schema && { database: schema }) });
};

test('a test file has an empty schema of its own', async () => {
  const connection = await createConnection(database.url);
  const [tables] = await connection.query('SHOW TABLES');
  expect(tables).toEqual([]);
  await connection.query('CREATE TABLE money (paise BIGINT NOT NULL)');
  await connection.query('INSERT INTO money VALUES (95000)');
  const [rows] = await connection.query('SELECT paise FROM money');
  expect(rows).toEqual([{ paise: 95_000 }]);
  await connection.end();
});

test('the account reaches no other schema and no file of the machine', async () => {
  const connection = await connectTo();
  await expect(connection.query('CREATE DATABASE other')).rejects.toThrow(/denied/i);
  await expect(connection.query('SELECT * FROM mysql.user')).rejects.toThrow(/denied/i);
  await expect(
    connection.query("SELECT 'x' INTO OUTFILE '/var/tmp/raseed-should-not-be'"),
  ).rejects.toThrow(/denied|secure-file-priv/i);
  await connection.end();
});

test('a wrong password is refused, and so is the administrator without one', async () => {
  const { host, port, user } = database;
  await expect(createConnection({ host, port, user, password: 'no' })).rejects.toThrow(/denied/i);
  await expect(createConnection({ host, port, user: 'root' })).rejects.toThrow(/denied/i);
});

test('text, time and isolation are named, not assumed from the server in use', async () => {
  const connection = await connectTo(database.schema);
  const isolation =
    inject('databaseServer').kind === 'mariadb' ? '@@tx_isolation' : '@@transaction_isolation';
  const [rows] = await connection.query(
    `SELECT @@character_set_database AS charset, @@collation_database AS collation_,
            @@global.time_zone AS zone, ${isolation} AS isolation_`,
  );
  expect(rows).toEqual([
    {
      charset: 'utf8mb4',
      collation_: 'utf8mb4_bin',
      zone: '+00:00',
      isolation_: 'READ-COMMITTED',
    },
  ]);
  await connection.end();
});
