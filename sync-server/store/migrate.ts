/** Brings a schema up to date, one server at a time, and refuses one that is newer than this. */
import { fail, type Result } from '#domain/result.ts';
import { isDatabaseGone, type Database } from './database.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

const LOCK_WAIT_SECONDS = 30;

const CREATE = `CREATE TABLE IF NOT EXISTS migration (
  id INT NOT NULL, name VARCHAR(100) NOT NULL, PRIMARY KEY (id))
  ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;

export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
}

/** Answers the ids that were applied now. Steps may be repeated: each creates what is missing. */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Result<readonly number[]>> {
  try {
    return await database.transact(async (writer) => {
      await writer.run(CREATE);
      // DDL commits by itself; the named lock keeps two servers from doing it at once.
      const schema = await writer.rows<{ name: string }>('SELECT DATABASE() AS name');
      const lock = `raseed-migrate-${schema[0]?.name ?? ''}`.slice(0, 64);
      await writer.rows('SELECT GET_LOCK(?, ?)', [lock, LOCK_WAIT_SECONDS]);
      try {
        const rows = await writer.rows<{ id: number }>('SELECT id FROM migration');
        const done = new Set(rows.map((row) => row.id));
        const newest = migrations.at(-1)?.id ?? 0;
        if (Math.max(0, ...done) > newest) {
          throw new SchemaTooNewError(
            `The database was made by a newer Raseed (step ${Math.max(...done)}, this knows ` +
              `${newest}). Start that version, or restore the backup made before it.`,
          );
        }
        const applied: number[] = [];
        for (const step of migrations.filter(({ id }) => !done.has(id))) {
          for (const statement of step.statements) await writer.run(statement);
          await writer.run('INSERT INTO migration (id, name) VALUES (?, ?)', [step.id, step.name]);
          applied.push(step.id);
        }
        return applied;
      } finally {
        await writer.rows('SELECT RELEASE_LOCK(?)', [lock]);
      }
    });
  } catch (error) {
    if (isDatabaseGone(error)) return fail('DATABASE_UNAVAILABLE');
    throw error;
  }
}
