/**
 * A scanner that gives, without a glass, the next made-up impression that a test has laid in it, and
 * the comparing work without its thread: for suites in which fingers are not the point.
 */
import { createMatcherWork, THRESHOLD_NAME } from '#adapters/matcher/work.ts';
import { growFinger } from '#biometrics/synthetic/finger.ts';
import { pressFinger } from '#biometrics/synthetic/impression.ts';
import { fail, ok } from '#domain/result.ts';
import type { FingerPorts } from '#terminal/fingers/session.ts';
import type { Freshness } from '#terminal/ports/scanner.ts';

export interface PressedFingers extends FingerPorts {
  /** The finger that is put on from now on, another press each time. */
  finger: number;
  freshness: Freshness;
}

export function createPressedFingers(): PressedFingers {
  const work = createMatcherWork();
  const grown = new Map<number, ReturnType<typeof growFinger>>();
  let presses = 0;
  const pressed: PressedFingers = {
    finger: 101,
    freshness: 'signed',
    isSimulated: true,
    scanner: {
      devices: () => [{ id: 'pressed', model: 'fphid', name: 'Pressed' }],
      onDevices: () => () => undefined,
      info: () => Promise.resolve(fail('SCANNER_NOT_FOUND')),
      light: () => Promise.resolve(ok(null)),
      close: () => Promise.resolve(),
      capture: () => {
        presses += 1;
        const { finger, freshness } = pressed;
        const skin = grown.get(finger) ?? growFinger(finger);
        grown.set(finger, skin);
        const image = pressFinger(skin, { seed: presses });
        const { pixels } = image;
        const wipe = (): void => void pixels.fill(0);
        const captured = { ...image, qualityPercent: null, freshness, wipe };
        return { done: Promise.resolve(ok(captured)), cancel: () => undefined };
      },
    },
    matcher: {
      threshold: THRESHOLD_NAME,
      extract: async (image, position) =>
        work.extract({ ...image, pixels: Uint8Array.from(image.pixels) }, position),
      compare: async (probe, kept) => work.compare(probe, kept),
      bestOf: async (captures) => work.bestOf(captures),
      remember: (id, templates) => work.remember(id, templates),
      search: async (probes) => work.search(probes),
      close: () => Promise.resolve(),
    },
  };
  return pressed;
}
