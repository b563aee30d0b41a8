/**
 * An empty table of views, whatever has become of the old one. Where its pages are damaged they cannot
 * be emptied one by one: the table is then taken out of the schema with its pages left where they are,
 * and made anew. Nothing else of the file is touched, and what the caller does next is in the same
 * transaction.
 */
import type { Database } from 'better-sqlite3';

import { isDamage } from './failures.ts';
import { views as schema } from './migrations/0002-views.ts';
import type { ViewTable } from './views.ts';

function makeAnew(db: Database): void {
  db.unsafeMode(true);
  try {
    db.pragma('writable_schema = ON');
    db.exec("DELETE FROM sqlite_schema WHERE tbl_name = 'views'");
    // Forgets what it knew of the schema and reads it again.
    db.pragma('writable_schema = RESET');
  } finally {
    db.unsafeMode(false);
  }
  db.exec(schema.sql);
}

/** Begins the transaction in which views are made again. */
export function beginWithoutViews(db: Database, views: Pick<ViewTable, 'clear'>): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    views.clear();
  } catch (error) {
    if (!isDamage(error)) throw error;
    // A transaction that met damage commits nothing any more.
    db.exec('ROLLBACK');
    db.exec('BEGIN IMMEDIATE');
    makeAnew(db);
  }
}
