/** Sealed fingerprint templates as prepared statements. */
import type { Database } from 'better-sqlite3';

import type { SealedTemplate, StoreReader, StoreWriter } from '#terminal/ports/journal-store.ts';

type Row = [id: string, lookup: string, text: string, expiresAt: number];

const templateOf = ([id, lookup, text, expiresAt]: Row): SealedTemplate => ({
  id,
  lookup,
  text,
  expiresAt,
});

const TEMPLATE = 'SELECT id, lookup, text, expires_at FROM templates';

type TemplateReader = Pick<
  StoreReader,
  'template' | 'templatesByLookup' | 'templatesAfter' | 'templatesExpired'
>;

export function createTemplateReader(db: Database): TemplateReader {
  const one = db.prepare<[string], Row>(`${TEMPLATE} WHERE id = ?`).raw();
  const found = db.prepare<[string], Row>(
    `${TEMPLATE} WHERE lookup = ? AND text <> '' ORDER BY id`,
  );
  const after = db.prepare<[string, number], Row>(
    `${TEMPLATE} WHERE id > ? AND text <> '' ORDER BY id LIMIT ?`,
  );
  const expired = db.prepare<[number, number], string>(
    "SELECT id FROM templates WHERE expires_at <= ? AND text <> '' ORDER BY expires_at LIMIT ?",
  );
  found.raw();
  after.raw();
  expired.pluck();
  return {
    template: (id) => {
      const row = one.get(id);
      return row === undefined ? undefined : templateOf(row);
    },
    templatesByLookup: (lookup) => found.all(lookup).map(templateOf),
    templatesAfter: (id, limit) => after.all(id, limit).map(templateOf),
    templatesExpired: (at, limit) => expired.all(at, limit),
  };
}

export function createTemplateWriter(db: Database): Pick<StoreWriter, 'putTemplate'> {
  const put = db.prepare(
    `INSERT INTO templates (id, lookup, text, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       lookup = excluded.lookup, text = excluded.text, expires_at = excluded.expires_at`,
  );
  return {
    putTemplate: ({ id, lookup, text, expiresAt }) => void put.run(id, lookup, text, expiresAt),
  };
}
