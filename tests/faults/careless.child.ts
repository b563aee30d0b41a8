/**
 * The charging counter of writer.child.ts with one planted fault: SQLite is told `synchronous =
 * NORMAL` and a rare checkpoint, whatever our adapter asks for. A power cut must be seen to lose
 * acknowledged entries here, else the harness that cuts the power is blind.
 */
import SqliteDatabase from 'better-sqlite3';

const pragma: (this: SqliteDatabase.Database, source: string, options?: object) => unknown =
  Reflect.get(SqliteDatabase.prototype, 'pragma');
SqliteDatabase.prototype.pragma = function carelessPragma(
  this: SqliteDatabase.Database,
  source,
  options,
) {
  if (source !== 'synchronous = FULL') return pragma.call(this, source, options);
  pragma.call(this, 'wal_autocheckpoint = 5000');
  return pragma.call(this, 'synchronous = NORMAL');
};

await import('#tests/adapters/sqlite/writer.child.ts');
