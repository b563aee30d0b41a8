/** The comparing thread over made-up fingers: what it says of good, bad and hostile input. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { growFinger, type Finger } from '#biometrics/synthetic/finger.ts';
import { pressFinger, type ImpressionOptions } from '#biometrics/synthetic/impression.ts';
import type { Result } from '#domain/result.ts';
import { createThreadMatcher } from '#adapters/matcher/matcher.ts';
import { createMatcherWork } from '#adapters/matcher/work.ts';
import { createMadeUpFingers } from '#adapters/simulated-scanner/pictures.ts';
import type { Extracted, FingerImage, Matcher } from '#terminal/ports/matcher.ts';

let matcher: Matcher;
let thumb: Finger;
let stranger: Finger;
const fingers = createMadeUpFingers();
const id = (n: number): string => n.toString(16).padStart(32, '0');

const codeOf = (result: Result<unknown>): string => (result.ok ? 'OK' : result.error.code);

async function take(finger: Finger, options: ImpressionOptions): Promise<Extracted> {
  const extracted = await matcher.extract(pressFinger(finger, options), 1);
  if (!extracted.ok) throw new Error(extracted.error.code);
  return extracted.value;
}

const image = (width: number, height: number, grey: (at: number) => number): FingerImage => ({
  width,
  height,
  dpi: 500,
  pixels: Uint8Array.from({ length: width * height }, (_, at) => grey(at)),
});

beforeAll(() => {
  matcher = createThreadMatcher();
  thumb = growFinger(101);
  stranger = growFinger(202);
});
afterAll(() => matcher.close());

describe('the comparing thread', () => {
  it('FP16 FP17 knows a finger again, and not a stranger; only bands come out', async () => {
    const [kept, again, other] = [
      await take(thumb, { seed: 1 }),
      await take(thumb, { seed: 2 }),
      await take(stranger, { seed: 1 }),
    ];
    const answers = await matcher.compare(again.template, [kept.template, other.template]);
    expect(answers.map(({ isMatch }) => isMatch)).toEqual([true, false]);
    expect(answers[1]?.band).toBe('none');
    expect(Object.keys(answers[0] ?? {}).sort()).toEqual(['band', 'isMatch']);
  });

  it('FP12 of three captures the best is one that agrees; the odd one out is named', async () => {
    const captures = [
      await take(thumb, { seed: 3 }),
      await take(stranger, { seed: 3 }),
      await take(thumb, { seed: 4 }),
    ];
    const { best, odd } = await matcher.bestOf(captures);
    expect(odd).toEqual([1]);
    expect([0, 2]).toContain(best);
  });

  it('FP13 finds who is enrolled already, but for who was forgotten', async () => {
    const [kept, other] = [await take(thumb, { seed: 1 }), await take(stranger, { seed: 1 })];
    matcher.remember(id(1), [kept.template]);
    matcher.remember(id(2), [other.template]);
    const probe = [(await take(thumb, { seed: 5 })).template];
    expect((await matcher.search(probe))?.id).toBe(id(1));
    matcher.remember(id(1), []);
    expect(await matcher.search(probe)).toBeNull();
  });

  it('FP6 says of each bad image what is wrong with it', async () => {
    const noise = image(300, 400, (at) => (at * 2_654_435_761) % 251);
    const bars = image(300, 400, (at) => (Math.floor((at % 300) / 5) % 2) * 200);
    const table: readonly (readonly [string, FingerImage, string])[] = [
      ['white', image(300, 400, () => 255), 'FINGER_NOT_A_FINGER'],
      ['black', image(300, 400, () => 0), 'FINGER_NOT_A_FINGER'],
      ['noise', noise, 'FINGER_NOT_A_FINGER'],
      ['bars', bars, 'FINGER_NOT_A_FINGER'],
      ['tiny', image(20, 20, () => 90), 'SCANNER_WRONG_IMAGE'],
      ['huge', image(2_500, 100, () => 90), 'SCANNER_WRONG_IMAGE'],
      ['coarse', { ...noise, dpi: 72 }, 'SCANNER_WRONG_IMAGE'],
      ['cut short', { ...noise, pixels: noise.pixels.slice(1) }, 'SCANNER_WRONG_IMAGE'],
    ];
    for (const [name, bad, code] of table) {
      expect(`${name} ${codeOf(await matcher.extract(bad, 1))}`).toBe(`${name} ${code}`);
    }
  });

  it('FP6 knows a finger from scanners of other sizes and resolutions', async () => {
    const kept = await take(thumb, { seed: 1 });
    const others = [
      { seed: 6, width: 420, height: 500, dpi: 600 },
      { seed: 7, width: 256, height: 288, dpi: 508 },
      { seed: 8, width: 640, height: 800, dpi: 1_000 },
    ];
    for (const other of others) {
      const again = await take(thumb, other);
      const [answer] = await matcher.compare(again.template, [kept.template]);
      expect(answer?.isMatch, `${other.dpi} dpi`).toBe(true);
    }
  });

  it('FP6 says dry, wet, partial and worn in words of their own', async () => {
    const said: string[] = [];
    for (const way of ['dry', 'wet', 'partial', 'worn'] as const) {
      const press = { finger: 101, press: 1, way };
      const taken = await matcher.extract({ ...fingers.press(press), dpi: 500 }, 1);
      said.push(taken.ok ? (taken.value.complaint?.code ?? 'GOOD') : taken.error.code);
    }
    expect(said).toEqual([
      'FINGER_TOO_DRY',
      'FINGER_TOO_WET',
      'FINGER_PARTIAL',
      'FINGER_NOT_A_FINGER',
    ]);
  });

  it('FP8 the image that the thread was given is overwritten', () => {
    const mine = pressFinger(thumb, { seed: 1 });
    createMatcherWork().extract(mine, 1);
    expect(mine.pixels.every((pixel) => pixel === 0)).toBe(true);
  });

  it('FP28 hostile templates match nothing and end nothing', async () => {
    const kept = await take(thumb, { seed: 1 });
    const work = createMatcherWork();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.array(fc.tuple(fc.nat(kept.template.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(kept.template.length),
        (bytes, changes, length) => {
          const changed = Uint8Array.from(kept.template);
          for (const [at, value] of changes) changed[at] = value;
          const answers = work.compare(kept.template, [bytes, changed.subarray(0, length)]);
          expect(answers[0]?.isMatch).toBe(false);
          expect(answers).toHaveLength(2);
          work.remember(id(9), [bytes, changed]);
          work.search([bytes]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
