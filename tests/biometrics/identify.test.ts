import { describe, expect, it } from 'vitest';

import { buildIndex, identify } from '#biometrics/identify.ts';
import { DECISION_THRESHOLD } from '#biometrics/match.ts';
import { impressTemplate, makeUpFinger } from '#tests/testkit/made-up-templates.ts';

import { templateOf } from './testkit.ts';

const fingers = Array.from({ length: 400 }, (_, seed) => makeUpFinger(seed));
const index = buildIndex(
  fingers.map((finger, i) => ({ id: `staff-${i}`, template: impressTemplate(finger, 0) })),
);

describe('one finger against many', () => {
  it('BI17 is found among hundreds, and nobody else is', () => {
    for (const own of [3, 77, 150, 222, 399]) {
      const finger = fingers[own];
      if (finger === undefined) throw new Error('made up');
      const candidates = identify(index, impressTemplate(finger, 9), 5);
      expect(candidates[0]?.id).toBe(`staff-${own}`);
      const others = candidates.slice(1).map(({ score }) => score);
      expect(Math.max(0, ...others)).toBeLessThan(DECISION_THRESHOLD);
    }
  });

  it('BI17 is not found where it was never enrolled', () => {
    const stranger = impressTemplate(makeUpFinger(9_999), 1);
    const scores = identify(index, stranger, 3).map(({ score }) => score);
    expect(Math.max(0, ...scores)).toBeLessThan(DECISION_THRESHOLD);
  });

  it('BI17 is found by an image among made-up records', () => {
    const enrolled = { id: 'pressed', template: templateOf(4, { seed: 1 }) };
    const mixed = buildIndex([...index.enrolled, enrolled]);
    const [best] = identify(mixed, templateOf(4, { seed: 2, rotationDeg: 12 }), 1);
    expect(best?.id).toBe('pressed');
    expect(best?.score).toBeGreaterThan(DECISION_THRESHOLD);
  });

  it('BI17 answers nobody from an empty index', () => {
    const probe = impressTemplate(makeUpFinger(1), 1);
    expect(identify(buildIndex([]), probe, 3)).toEqual([]);
  });
});
