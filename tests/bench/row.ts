/** One line of the table that `npm run bench` prints: a figure, and the same of a peer in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** Whom it is measured against, in the same run. */
  readonly peer: string;
  readonly peerFigure: number;
  /** figure / peerFigure. */
  readonly ratio: number;
  /** What is aimed at, in words: `<= 2.00x`. */
  readonly aim: string;
  readonly met: boolean;
}
