/**
 * A view as text. A quote's or a receipt's view is the body of its entry and a little more; only the
 * little more is kept, because every byte written twice is paid for in every commit.
 */
import type { Database } from 'better-sqlite3';

import { fromUtf8 } from '#domain/bytes.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { OWN_FIELDS, type ViewName, type ViewTypes } from '#domain/journal/views.ts';
import { assert } from '#domain/result.ts';

export type AnyView = ViewTypes[ViewName];

export interface ViewRow {
  readonly name: ViewName;
  readonly id: string;
  readonly value: AnyView;
}

type Fields = Readonly<Record<string, unknown>>;

const ownFields = (name: ViewName): readonly string[] | null =>
  name === 'quote' || name === 'receipt' ? OWN_FIELDS[name] : null;

function pack({ name, value }: ViewRow): string {
  const own = ownFields(name);
  if (own === null) return JSON.stringify(value);
  const kept: Record<string, unknown> = {};
  for (const field of own) kept[field] = (value as unknown as Fields)[field];
  return JSON.stringify(kept);
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
    assert(text !== null && text !== '', `entry ${seq} cannot be read`);
    return (JSON.parse(text) as AnyEntry).body;
  }

  return {
    pack,
    unpack: (name, text) => {
      const kept = JSON.parse(text) as Fields;
      const isWhole = ownFields(name) === null;
      const value = isWhole ? kept : { ...bodyOf(Number(kept['seq'])), ...kept };
      return value as unknown as AnyView;
    },
  };
}
