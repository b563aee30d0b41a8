/** One line of the table that `npm run bench` prints. */
export type { BenchRow } from '#build/bench.ts';
