/**
 * House rules about the registry of failures: a sentence in each language, the same blanks in both,
 * no code twice, and every blank filled where a failure is made.
 */
import type { Rule } from './rules.ts';
import type { Finding, TreeFile } from './tree.ts';

export interface ErrorRow {
  readonly http: number;
  readonly texts: Readonly<Record<string, string>>;
}
export type ErrorTable = Readonly<Record<string, ErrorRow>>;

const LANGUAGES = ['en', 'hi'];
const REGISTRY = 'src/domain/errors.ts';

/** The blanks `{name}` of a sentence, sorted, each once. */
export const blanksOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name))].sort();

function troublesOf(code: string, row: ErrorRow): readonly string[] {
  const troubles: string[] = [];
  if (!/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(code)) troubles.push('is not named LIKE_THIS');
  if (row.http < 400 || row.http > 599) troubles.push(`has HTTP status ${row.http}`);
  for (const language of LANGUAGES) {
    const text = row.texts[language]?.trim() ?? '';
    if (text === '') troubles.push(`has no sentence in ${language}`);
    else if (!/[.?!।]$/.test(text)) troubles.push(`ends in ${language} without a full stop`);
  }
  const [first, ...others] = LANGUAGES.map((language) => blanksOf(row.texts[language] ?? ''));
  if (others.some((blanks) => blanks.join() !== first?.join())) {
    troubles.push(`has other blanks in another language: ${[first, ...others].join(' / ')}`);
  }
  if (first?.some((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))) troubles.push('has an odd blank');
  return troubles;
}

export const registryTroubles = (table: ErrorTable): readonly Finding[] =>
  Object.entries(table).flatMap(([code, row]) =>
    troublesOf(code, row).map((what) => ({ path: REGISTRY, line: 0, what: `${code} ${what}` })),
  );

/** Tables are merged into one; a code in two of them would silently lose a sentence. */
export function doubledCodes(tables: readonly ErrorTable[]): readonly Finding[] {
  const seen = new Set<string>();
  return tables.flatMap((table) =>
    Object.keys(table).flatMap((code) => {
      if (!seen.has(code)) {
        seen.add(code);
        return [];
      }
      return [{ path: REGISTRY, line: 0, what: `${code} stands in two tables` }];
    }),
  );
}

/** A constant in capitals is a pattern that its module fills before it answers. */
const FAILURE =
  /(?<!const [A-Z_]+ = )\bfail\(\s*'([A-Z][A-Z0-9_]*)'\s*(?:,\s*(\{[^{}]*\}))?\s*,?\s*\)/g;

const keysOf = (literal: string): readonly string[] =>
  [...literal.matchAll(/(?<=[{,]\s*)([A-Za-z]\w*)(?=\s*[,:}])/g)].map(([, name = '']) => name);

function unfilled(file: TreeFile, table: ErrorTable): readonly Finding[] {
  return [...file.text.matchAll(FAILURE)].flatMap((found) => {
    const [, code = '', literal = ''] = found;
    const row = table[code];
    if (row === undefined || literal.includes('...')) return [];
    const filled = keysOf(literal);
    const open = blanksOf(row.texts['en'] ?? '').filter((name) => !filled.includes(name));
    if (open.length === 0) return [];
    const line = file.text.slice(0, found.index).split('\n').length;
    return [{ path: file.path, line, what: `${code} leaves {${open.join('}, {')}} open` }];
  });
}

export const blanksAreFilled =
  (table: ErrorTable): Rule =>
  (files) =>
    files
      .filter((file) => /^(?:src|sync-server|electron)\/.*\.tsx?$/.test(file.path))
      .flatMap((file) => unfilled(file, table));
