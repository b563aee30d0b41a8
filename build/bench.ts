/**
 * What a benchmark reports, and how a table of them is drawn. Figures are ratios against a peer or a
 * limit measured in the same run, because a machine's own speed says nothing about the program.
 */
export interface BenchRow {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** Whom it is measured against, in the same run. */
  readonly peer: string;
  readonly peerFigure: number;
  /** figure / peerFigure. */
  readonly ratio: number;
  /** What is aimed at, in words: `<= 2.00x`; empty where a figure is only told. */
  readonly aim: string;
  readonly met: boolean;
}

/** Four digits that count: 12345, 123.4, 1.234, 0.0123. */
const digits = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-IN') : value.toPrecision(4);

const isMissed = (row: BenchRow): boolean => row.aim !== '' && !row.met;

export const missedAims = (rows: readonly BenchRow[]): readonly string[] =>
  rows.filter(isMissed).map((row) => `${row.name}: ${row.ratio.toFixed(2)}x, aim ${row.aim}`);

/** A plain table, columns padded to their widest cell. */
export function drawTable(rows: readonly BenchRow[]): string {
  const head = ['what', 'figure', 'against', 'its figure', 'ratio', 'aim', 'met'];
  const cells = rows.map((row) => [
    row.name,
    `${digits(row.figure)} ${row.unit}`,
    row.peer,
    `${digits(row.peerFigure)} ${row.unit}`,
    `${row.ratio.toFixed(2)}x`,
    row.aim,
    row.aim === '' ? '' : row.met ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (values: readonly string[]): string =>
    values
      .map((value, column) => value.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...cells].map(line).join('\n');
}
