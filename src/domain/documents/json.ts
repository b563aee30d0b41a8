/**
 * A form as JSON for other programs: values by the ids of their places, amounts in paise under names that
 * say so, instants in milliseconds, texts in every language. No certificate and no signature is in it.
 */
import type { Texts } from '#domain/language.ts';
import {
  totalsOf,
  typedCell,
  type DocumentKind,
  type FormDocument,
  type Row,
  type TableBlock,
  type Typed,
} from './form.ts';

export type JsonValue = string | number | Texts | null;
export type JsonValues = Readonly<Record<string, JsonValue>>;

export interface FormJson {
  readonly format: 'raseed/document/1';
  readonly kind: DocumentKind;
  readonly subject: string;
  readonly officeId: string;
  readonly profileId: string;
  readonly isTraining: boolean;
  readonly asOf: number;
  /** By block. */
  readonly facts: Readonly<Record<string, JsonValues>>;
  readonly tables: Readonly<
    Record<string, { readonly rows: readonly JsonValues[]; readonly totals: JsonValues | null }>
  >;
}

/** Units stand in names; an amount in words is for people. */
const nameOf = (id: string, { type }: Pick<Typed, 'type'>): string | null => {
  if (type === 'words') return null;
  if (type === 'amount') return `${id}Paise`;
  return type === 'clock' || type === 'moment' ? `${id}Ms` : id;
};

function valuesOf(
  places: readonly (Pick<Typed, 'type'> & { readonly id: string; readonly value: JsonValue })[],
): JsonValues {
  return Object.fromEntries(
    places.flatMap((place) => {
      const name = nameOf(place.id, place);
      return name === null ? [] : [[name, place.value] as const];
    }),
  );
}

function tableJson(table: TableBlock): FormJson['tables'][string] {
  const values = (row: Row) =>
    valuesOf(
      table.columns.map((column, at) => ({
        id: column.id,
        type: column.type,
        value: typedCell(column, row[at] ?? null).value,
      })),
    );
  const totals = totalsOf(table);
  const summed = table.columns.filter(({ isSummed }) => isSummed === true);
  return {
    rows: table.rows.map(values),
    totals:
      totals === null
        ? null
        : valuesOf(
            summed.map((column) => ({
              id: column.id,
              type: column.type,
              value: totals[table.columns.indexOf(column)] ?? null,
            })),
          ),
  };
}

export function formJson(form: FormDocument): FormJson {
  const facts = form.blocks.filter((block) => block.kind === 'facts');
  const tables = form.blocks.filter((block) => block.kind === 'table');
  return {
    format: 'raseed/document/1',
    kind: form.kind,
    subject: form.subject,
    officeId: form.office.officeId,
    profileId: form.profileId,
    isTraining: form.isTraining,
    asOf: form.asOf,
    facts: Object.fromEntries(facts.map((block) => [block.id, valuesOf(block.facts)])),
    tables: Object.fromEntries(tables.map((table) => [table.id, tableJson(table)])),
  };
}
