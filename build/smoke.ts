/** What a smoke run reports: everything that must agree at its end, in figures. */
export interface SmokeFigures {
  readonly charges: number;
  readonly entries: number;
  readonly acknowledged: number;
  readonly receiptsPrinted: number;
  readonly paiseAtCounter: number;
  readonly paiseAtHq: number;
  /** One sentence for each thing that does not agree. */
  readonly mismatches: readonly string[];
}

const rupees = (amountPaise: number): string =>
  `Rs ${Math.trunc(amountPaise / 100)}.${String(amountPaise % 100).padStart(2, '0')}`;

/** The one line that `npm run smoke` prints. */
export function smokeLine(figures: SmokeFigures): string {
  return [
    `${figures.charges} charges`,
    `${figures.entries} entries`,
    `${figures.acknowledged} acknowledged`,
    `${figures.receiptsPrinted} receipts printed`,
    `${rupees(figures.paiseAtCounter)} at the counter`,
    `${rupees(figures.paiseAtHq)} at HQ`,
    `${figures.mismatches.length} mismatches`,
  ].join(', ');
}
