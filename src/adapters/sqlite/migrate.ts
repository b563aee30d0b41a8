/**
 * The schema's version and its steps. Each step is one transaction with the new version in it, so a
 * power cut leaves the old schema or the new one. A file of a newer program is left alone.
 */
import type { Database } from 'better-sqlite3';

import { fail, ok, type Result } from '#domain/result.ts';

import { journal } from './migrations/0001-journal.ts';
import { views } from './migrations/0002-views.ts';
import { templates } from './migrations/0003-templates.ts';
import { viewsAt } from './migrations/0004-views-at.ts';
import type { Migration } from './migrations/migration.ts';

/** `RSDJ`: says whose file this is. */
export const APPLICATION_ID = 0x5253444a;

export const MIGRATIONS: readonly Migration[] = [journal, views, templates, viewsAt];
export const SCHEMA_VERSION = MIGRATIONS.length;

const numberFrom = (db: Database, pragma: string): number =>
  Number(db.pragma(pragma, { simple: true }));

/** Looks whose file it is and how new, and changes nothing. */
export function checkFile(db: Database): Result<number> {
  const found = numberFrom(db, 'user_version');
  const owner = numberFrom(db, 'application_id');
  if (owner !== APPLICATION_ID && (owner !== 0 || found !== 0)) {
    return fail('JOURNAL_UNREADABLE', { cause: 'OTHER_FILE' });
  }
  if (found > SCHEMA_VERSION) return fail('SCHEMA_NEWER', { found, known: SCHEMA_VERSION });
  return ok(found);
}

/** Brings the file to `target` (the newest, unless a test asks for an older one). */
export function migrate(db: Database, target: number = SCHEMA_VERSION): Result<null> {
  const found = checkFile(db);
  if (!found.ok) return found;
  for (const migration of MIGRATIONS) {
    if (migration.version > found.value && migration.version <= target) step(db, migration);
  }
  return ok(null);
}

function step(db: Database, { version, sql }: Migration): void {
  db.transaction(() => {
    db.exec(sql);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${version}`);
  }).immediate();
}
