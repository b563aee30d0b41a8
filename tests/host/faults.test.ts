/**
 * A few of the moments at which docs/spec/faults.md kills and fails the real host; all of them by
 * `npm run test:faults`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  openBench,
  tryOnce,
  whyNoTrials,
  type Injection,
  type OpenBench,
} from '#tests/faults/trials.ts';

const why = whyNoTrials();
const said = why === null ? '' : ` (${why})`;

const FAULTS: readonly (readonly [string, Injection])[] = [
  ['killed on opening', { call: 'pwrite64', what: 'signal=SIGKILL:when=4' }],
  ['killed while cash or a leaf is written', { call: 'pwrite64', what: 'signal=SIGKILL:when=32' }],
  ['killed while a drawer is handed over', { call: 'pwrite64', what: 'signal=SIGKILL:when=50' }],
  ['killed before a flush', { call: 'fsync', what: 'signal=SIGKILL:when=9' }],
  ['killed while its log is put away', { call: 'unlink', what: 'signal=SIGKILL:when=1' }],
  ['a full disk, once', { call: 'pwrite64', what: 'error=ENOSPC:when=40' }],
  ['a flush that fails on opening', { call: 'fsync', what: 'error=EIO:when=3' }],
];

describe.skipIf(why !== null)(`the host under strace${said}`, () => {
  let bench: OpenBench;
  beforeAll(async () => {
    bench = await openBench();
  }, 60_000);
  afterAll(() => bench.close());

  it.each(FAULTS)(
    'P2 P4 %s: nothing is lost, doubled or broken',
    async (_, inject) => {
      const { verdict, isUntouched } = await tryOnce(bench, { point: 1, inject });
      expect(isUntouched).toBe(false);
      const { lost, doubled, broken } = verdict;
      expect({ lost, doubled, broken }).toEqual({ lost: [], doubled: [], broken: [] });
    },
    120_000,
  );
});
