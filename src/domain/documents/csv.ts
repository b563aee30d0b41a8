/**
 * A form as CSV (RFC 4180): every table one after the other, the first field of a record naming its
 * table, every record as long as the longest. Amounts are plain rupees, dates are ISO, and a text that a
 * spreadsheet would take for a formula is made one that it does not.
 */
import type { Language } from '#domain/language.ts';
import { assert } from '#domain/result.ts';
import { formatIst } from '#domain/time.ts';
import {
  cellText,
  totalsOf,
  typedCell,
  type FormBlock,
  type FormDocument,
  type Row,
  type TableBlock,
  type Typed,
} from './form.ts';

/** Spreadsheets read Hindi only behind it. */
const MARK = '\uFEFF';
const LINE_END = '\r\n';
/** What makes a formula in one spreadsheet or another, behind blanks too; wide forms are the same. */
const FORMULA = /^[\s\u200B]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20|]/;

const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const field = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function rupees(amountPaise: number): string {
  const absolute = Math.abs(amountPaise);
  const fraction = String(absolute % 100).padStart(2, '0');
  return `${amountPaise < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${fraction}`;
}

function fieldText(typed: Typed, language: Language): string {
  if (typed.value === null) return '';
  switch (typed.type) {
    case 'amount':
      return rupees(typed.value);
    case 'count':
      return String(typed.value);
    case 'date':
      return typed.value;
    case 'clock':
    case 'moment':
      return formatIst(typed.value);
    case 'text':
    case 'code':
    case 'words':
      return harmless(cellText(typed, language));
  }
}

type Records = readonly (readonly string[])[];

function tableRecords(table: TableBlock, language: Language): Records {
  const { columns, id } = table;
  const record = (name: string, row: Row) => [
    name,
    ...columns.map((column, at) => fieldText(typedCell(column, row[at] ?? null), language)),
  ];
  const heading = [id, ...columns.map(({ title }) => harmless(title[language]))];
  const totals = totalsOf(table);
  const foot = totals === null ? [] : [record(`${id}.total`, totals)];
  return [heading, ...table.rows.map((row) => record(id, row)), ...foot];
}

function recordsOf(block: FormBlock, language: Language): Records {
  switch (block.kind) {
    case 'table':
      return tableRecords(block, language);
    case 'facts':
      return block.facts.map((fact) => [
        block.id,
        harmless(fact.label[language]),
        fieldText(fact, language),
      ]);
    case 'text':
    case 'signatures':
      return [];
  }
}

export function formCsv(form: FormDocument, language: Language): string {
  const head: Records = [
    ['document', form.kind, form.subject],
    ['office', form.office.officeId, harmless(form.office.name[language])],
    ['asOf', formatIst(form.asOf)],
  ];
  const records = [...head, ...form.blocks.flatMap((block) => recordsOf(block, language))];
  const width = records.reduce((most, record) => Math.max(most, record.length), 0);
  const lines = records.map((record) => {
    assert(record.length <= width, 'a record is no longer than the longest');
    const fields = [...record, ...Array.from({ length: width - record.length }, () => '')];
    return fields.map(field).join(',');
  });
  return MARK + lines.join(LINE_END) + LINE_END;
}
