/**
 * A view as text. A quote's or a receipt's view is the body of its entry and a little more; only the
 * little more is kept, because every byte written twice is paid for in every commit. A checksum stands
 * behind each: a view holds figures that people go by, and a byte of it that changed on the disk is
 * found when it is read, not believed.
 */
import { crc32 } from 'node:zlib';

import type { Database } from 'better-sqlite3';

import { fromUtf8 } from '#domain/bytes.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { OWN_FIELDS, type ViewName, type ViewTypes } from '#domain/journal/views.ts';

export type AnyView = ViewTypes[ViewName];

export interface ViewRow {
  readonly name: ViewName;
  readonly id: string;
  readonly value: AnyView;
}

type Fields = Readonly<Record<string, unknown>>;

const ownFields = (name: ViewName): readonly string[] | null =>
  name === 'quote' || name === 'receipt' ? OWN_FIELDS[name] : null;

/** What the disk gave is not what was written there. */
export class ViewDamaged extends Error {
  override readonly name = 'ViewDamaged';
}

/** Eight hex digits behind a line feed, which JSON text does not hold. */
const checksum = (name: ViewName, text: string): string =>
  `\n${crc32(`${name}\0${text}`).toString(16).padStart(8, '0')}`;
const CHECKSUM_CHARS = 9;

function contentOf({ name, value }: ViewRow): string {
  const own = ownFields(name);
  if (own === null) return JSON.stringify(value);
  const kept: Record<string, unknown> = {};
  for (const field of own) kept[field] = (value as unknown as Fields)[field];
  return JSON.stringify(kept);
}

function pack(row: ViewRow): string {
  const text = contentOf(row);
  return text + checksum(row.name, text);
}

function checked(name: ViewName, packed: string): string {
  const text = packed.slice(0, -CHECKSUM_CHARS);
  if (packed.slice(-CHECKSUM_CHARS) !== checksum(name, text)) throw new ViewDamaged(name);
  return text;
}

export function createPacking(db: Database): {
  pack(this: void, row: ViewRow): string;
  unpack(this: void, name: ViewName, text: string): AnyView;
} {
  const entryText = db
    .prepare<[number], Uint8Array>('SELECT text FROM entries WHERE seq = ?')
    .pluck();

  function bodyOf(seq: number): Fields {
    const text = fromUtf8(entryText.get(seq) ?? new Uint8Array());
    if (text === null || text === '') throw new ViewDamaged(`entry ${seq} cannot be read`);
    return (JSON.parse(text) as AnyEntry).body;
  }

  return {
    pack,
    unpack: (name, text) => {
      const kept = JSON.parse(checked(name, text)) as Fields;
      const isWhole = ownFields(name) === null;
      const value = isWhole ? kept : { ...bodyOf(Number(kept['seq'])), ...kept };
      return value as unknown as AnyView;
    },
  };
}
