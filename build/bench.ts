/**
 * What a benchmark reports, and how a table of them is drawn. Figures are ratios against a peer or a
 * limit measured in the same run, because a machine's own speed says nothing about the program.
 */
export interface BenchRow {
  readonly name: string;
  /** Our figure with its unit, for example "0.62 ms". */
  readonly figure: string;
  /** The peer or limit it is held against, with its figure: "append + fdatasync 0.41 ms". */
  readonly peer: string;
  readonly ratio: number;
  /** The bound of the ratio; absent where a figure is only told. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
}

/** undefined where the row has no aim. */
export function meetsAim({ ratio, aim }: BenchRow): boolean | undefined {
  if (aim === undefined) return undefined;
  return 'atMost' in aim ? ratio <= aim.atMost : ratio >= aim.atLeast;
}

function aimText({ aim }: BenchRow): string {
  if (aim === undefined) return '';
  return 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`;
}

function metText(row: BenchRow): string {
  const met = meetsAim(row);
  return met === undefined ? '' : met ? 'yes' : 'NO';
}

/** A plain table, columns padded to their widest cell. */
export function drawTable(rows: readonly BenchRow[]): string {
  const head = ['what', 'figure', 'against', 'ratio', 'aim', 'met'];
  const cells = rows.map((row) => [
    row.name,
    row.figure,
    row.peer,
    row.ratio.toFixed(2),
    aimText(row),
    metText(row),
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
