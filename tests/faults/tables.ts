/** Tables in docs/spec/faults.md that a command writes anew, between two marks that name them. */

export interface Table {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** As Markdown. */
export const drawTable = ({ head, rows }: Table): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

/** The text with the table of that name replaced. Throws where its marks are not there. */
export function fillTable(text: string, table: Table): string {
  const begin = `<!-- table: ${table.name} -->`;
  const end = `<!-- end: ${table.name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no place for the table ${table.name}`);
  return `${text.slice(0, from + begin.length)}\n\n${drawTable(table)}\n\n${text.slice(to)}`;
}
