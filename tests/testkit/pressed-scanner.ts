/**
 * A scanner that gives, without a glass, the next made-up impression that a test has laid in it, and
 * the comparing work without its thread: for suites in which fingers are not the point.
 */
import { createMatcherWork, THRESHOLD_NAME } from '#adapters/matcher/work.ts';
import type { GrayImage } from '#biometrics/image.ts';
import { growFinger, type Finger } from '#biometrics/synthetic/finger.ts';
import { pressFinger } from '#biometrics/synthetic/impression.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { FingerPorts } from '#terminal/fingers/session.ts';
import type { Extracted, FingerImage } from '#terminal/ports/matcher.ts';
import type { Freshness } from '#terminal/ports/scanner.ts';

export interface PressedFingers extends FingerPorts {
  /** The finger that is put on from now on, another press each time. */
  finger: number;
  freshness: Freshness;
  /** What the device answers when it is asked who it is; null: nothing of note. */
  trouble: ErrorCode | null;
}

/** Growing and reading a finger takes a second: the same impressions come again in every test. */
const grown = new Map<number, Finger>();
const images = new Map<string, GrayImage>();
const read = new Map<string, Result<Extracted>>();
const names = new WeakMap<Uint8Array, string>();

function impression(finger: number, press: number): GrayImage {
  const name = `${finger}/${press}`;
  const skin = grown.get(finger) ?? growFinger(finger);
  grown.set(finger, skin);
  const image = images.get(name) ?? pressFinger(skin, { seed: press });
  images.set(name, image);
  const pixels = Uint8Array.from(image.pixels);
  names.set(pixels, name);
  return { ...image, pixels };
}

export function createPressedFingers(): PressedFingers {
  const work = createMatcherWork();
  let presses = 0;
  const extract = (image: FingerImage, position: number): Result<Extracted> => {
    const name = names.get(image.pixels) ?? '';
    const known = read.get(name);
    if (known !== undefined) return known;
    const fresh = work.extract({ ...image, pixels: Uint8Array.from(image.pixels) }, position);
    read.set(name, fresh);
    return fresh;
  };
  const pressed: PressedFingers = {
    finger: 101,
    freshness: 'signed',
    trouble: null,
    isSimulated: true,
    scanner: {
      devices: () => [{ id: 'pressed', model: 'fphid', name: 'Pressed' }],
      onDevices: () => () => undefined,
      info: () =>
        Promise.resolve(
          pressed.trouble === null ? fail('SCANNER_NOT_FOUND') : fail(pressed.trouble),
        ),
      light: () => Promise.resolve(ok(null)),
      close: () => Promise.resolve(),
      capture: () => {
        presses += 1;
        const { finger, freshness } = pressed;
        const image = impression(finger, presses);
        const { pixels } = image;
        const wipe = (): void => void pixels.fill(0);
        const captured = { ...image, qualityPercent: null, freshness, wipe };
        return { done: Promise.resolve(ok(captured)), cancel: () => undefined };
      },
    },
    matcher: {
      threshold: THRESHOLD_NAME,
      extract: async (image, position) => {
        const extracted = extract(image, position);
        if (!extracted.ok) return extracted;
        // The session overwrites what it is done with.
        return ok({ ...extracted.value, template: extracted.value.template.slice() });
      },
      compare: async (probe, kept) => work.compare(probe, kept),
      bestOf: async (captures) => work.bestOf(captures),
      remember: (id, templates) => work.remember(id, templates),
      search: async (probes) => work.search(probes),
      close: () => Promise.resolve(),
    },
  };
  return pressed;
}
