import { describe, expect, it } from 'vitest';

import {
  compare,
  DECISION_THRESHOLD,
  emptyEvidence,
  makeMatcher,
  matchTemplates,
} from '#biometrics/match.ts';
import { prepare } from '#biometrics/prepare.ts';

import { templateOf } from './testkit.ts';

const FINGERS = [1, 2, 3, 4, 5];
const presses = FINGERS.map((finger) => [
  templateOf(finger, { seed: 10 }),
  templateOf(finger, { seed: 11, rotationDeg: -14 }),
]);

describe('comparison', () => {
  it('BI12 BI16 knows a finger pressed twice, turned, moved and bent', () => {
    for (const [first, second] of presses) {
      if (first === undefined || second === undefined) throw new Error('two presses each');
      expect(matchTemplates(first, second).score).toBeGreaterThan(DECISION_THRESHOLD);
    }
  });

  it('BI12 knows a finger put down upside down', () => {
    const upright = templateOf(3, { seed: 20, rotationDeg: 0 });
    const turned = templateOf(3, { seed: 21, rotationDeg: 180 });
    expect(matchTemplates(upright, turned).score).toBeGreaterThan(DECISION_THRESHOLD);
  });

  it('BI13 BI16 tells different fingers apart', () => {
    for (const [i, [one]] of presses.entries()) {
      for (const [other] of presses.slice(i + 1)) {
        if (one === undefined || other === undefined) throw new Error('two presses each');
        expect(matchTemplates(one, other).score).toBeLessThan(DECISION_THRESHOLD);
      }
    }
  });

  it('BI13 does not take a part of another finger for its own', () => {
    const whole = templateOf(1, { seed: 30 });
    const part = templateOf(2, { seed: 31, contact: 0.25 });
    expect(matchTemplates(whole, part).score).toBeLessThan(DECISION_THRESHOLD);
  });

  it('BI14 is the same whichever comparison came before', () => {
    const prepared = presses.flat().map(prepare);
    const [a, b, c] = prepared;
    if (a === undefined || b === undefined || c === undefined) throw new Error('prepared');
    const matcher = makeMatcher();
    const evidence = emptyEvidence();
    const fresh = compare(makeMatcher(), a, b, emptyEvidence());
    compare(matcher, c, b, evidence);
    compare(matcher, a, c, evidence);
    expect(compare(matcher, a, b, evidence)).toBe(fresh);
  });

  it('BI12 takes the best minutiae of a template that holds more than are kept', () => {
    const [first] = presses[0] ?? [];
    if (first === undefined) throw new Error('pressed');
    const crowd = Array.from({ length: 200 }, (_, i) => ({
      x: (i * 37) % first.width,
      y: (i * 91) % first.height,
      angle: (i * 53) & 255,
      type: 1 as const,
      quality: 20,
    }));
    const crowded = { ...first, minutiae: [...first.minutiae, ...crowd] };
    expect(matchTemplates(first, crowded).score).toBeGreaterThan(DECISION_THRESHOLD);
  });

  it('BI14 answers nothing where there is nothing to compare', () => {
    const [first] = presses[0] ?? [];
    if (first === undefined) throw new Error('pressed');
    const bare = { ...first, minutiae: [] };
    expect(matchTemplates(first, bare).score).toBe(0);
    expect(matchTemplates(bare, bare).score).toBe(0);
  });

  it('BI15 compares by minutiae where a record has no picture of the ridges', () => {
    const [first, second] = presses[1] ?? [];
    if (first === undefined || second === undefined) throw new Error('pressed');
    const bare = { ...first, ridges: new Uint16Array(0) };
    const score = matchTemplates(bare, second).score;
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(matchTemplates(first, second).score);
  });
});
