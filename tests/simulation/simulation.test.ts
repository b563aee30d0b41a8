/**
 * Two hundred worlds, the planted faults that the simulator must catch, and the proof that a seed is
 * the run. Ten thousand and more by `npm run simulate -- --seeds 10000`.
 */
import { describe, expect, it } from 'vitest';

import { MUTATIONS } from './mutations.ts';
import { PATHS, type Path } from './report.ts';
import { catchMutation, SEEDS_TO_CATCH, simulateMany } from './run.ts';
import { simulate } from './simulate.ts';

const SEEDS = 200;
const A_TEST = 50;
const seen = new Set<Path>();

describe('P2 P3 P4 P5 counters and HQ through whatever happens', () => {
  const starts = Array.from({ length: SEEDS / A_TEST }, (_, index) => 1 + index * A_TEST);
  it.each(starts)(
    'from seed %i on nothing is lost, doubled or broken',
    async (from) => {
      const figures = await simulateMany({ from, seeds: A_TEST });
      const failed = figures.failed.map(({ seed, violations }) => ({ seed, violations }));
      expect(failed).toEqual([]);
      expect(figures.seeds).toBe(A_TEST);
      for (const path of figures.reached.keys()) seen.add(path);
    },
    300_000,
  );

  it('W1 W2 W3 W4 W5 W6 every rare path was reached', () => {
    expect(PATHS.filter((path) => !seen.has(path))).toEqual([]);
  });

  it('a few seeds with real Ed25519 keys', async () => {
    const figures = await simulateMany({ from: 1_001, seeds: 6, realKeys: true });
    expect(figures.failed.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
  }, 60_000);
});

describe('worlds that once broke a rule', () => {
  it.each([
    [2247, 'P2 P4 a paper that a restart interrupted came out again while the disk failed'],
    [7845, 'P7 a wall clock that had run ahead kept a wrong PIN’s delay from ending'],
    [9929, 'P7 the same, with a shift that could not be closed'],
    [4558, 'P1 F4 calm ended before the feed had been asked once'],
  ])('seed %i: %s', async (seed) => {
    const { violations } = await simulate({ seed });
    expect(violations).toEqual([]);
  });
});

describe('a seed is the bug report', () => {
  it.each([3, 58])('seed %i runs the same, event for event', async (seed) => {
    const once = await simulate({ seed });
    const again = await simulate({ seed });
    expect(again.hash).toBe(once.hash);
    expect(once.lines.length).toBeGreaterThan(100);
  });

  it('another seed is another run', async () => {
    const [one, other] = [await simulate({ seed: 3 }), await simulate({ seed: 4 })];
    expect(one.hash).not.toBe(other.hash);
  });
});

describe('planted faults are caught', () => {
  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
    '%s',
    async (_, mutation) => {
      const caught = await catchMutation(mutation, {
        from: mutation.knownSeed,
        seeds: SEEDS_TO_CATCH,
      });
      expect(caught.seed).not.toBeNull();
    },
    300_000,
  );
});
