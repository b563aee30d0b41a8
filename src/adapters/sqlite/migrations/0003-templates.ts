/**
 * Schema 3: sealed fingerprint templates (FP28). An empty text is a deleted one: its row stays, so
 * that a copy that comes late is not kept again. What was there is overwritten (secure_delete).
 */
import type { Migration } from './migration.ts';

export const templates: Migration = {
  version: 3,
  sql: `
    CREATE TABLE templates (
      id TEXT PRIMARY KEY CHECK (length(id) = 32),
      lookup TEXT NOT NULL,
      text TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX templates_by_lookup ON templates (lookup) WHERE text <> '';
    CREATE INDEX templates_by_end ON templates (expires_at) WHERE text <> '';
  `,
};
