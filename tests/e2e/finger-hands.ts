/** Fingers at the simulated scanner: put on its glass by clicks at its desk, taken off, unplugged. */
import type { Browser, Page } from 'playwright-core';

import type { CapturePrompt, CaptureSnapshot } from '#contract/finger.ts';
import { until, type RaseedSystem } from '#tests/testkit/system.ts';

import { openPage } from './clerk-hands.ts';

/** A capture that is no good is asked for again, as of people. */
const MOST_PRESSES = 6;

export interface ScannerHands {
  readonly desk: Page;
  /** Puts a finger on (`Asha, right index`) and takes it off once the counter has seen it. */
  readonly put: (finger: string) => Promise<void>;
  /** Asks the counter until its capture is so. */
  readonly sees: (what: string, is: (capture: CaptureSnapshot) => boolean) => Promise<void>;
  /** As many presses as the counter wants: `choose_finger` while enrolling, else `done`. */
  readonly putUntil: (end: CapturePrompt, finger: string) => Promise<void>;
}

export async function openScanner(browser: Browser, system: RaseedSystem): Promise<ScannerHands> {
  const desk = await openPage(browser, { url: system.scannerDeskUrl, width: 1366, height: 768 });
  await desk.getByLabel('lifted after').selectOption('15 s');
  const capture = async (): Promise<CaptureSnapshot | undefined> =>
    (await system.clerk.snapshot()).capture;
  const sees: ScannerHands['sees'] = (what, is) =>
    until(what, async () => {
      const now = await capture();
      return now !== undefined && is(now);
    });
  const put = async (finger: string): Promise<void> => {
    await sees('the counter waits for a finger', ({ prompt }) => prompt === 'place');
    await desk.getByLabel(finger, { exact: true }).click();
    await sees(`${finger} was seen`, ({ prompt }) => !['place', 'hold'].includes(prompt));
    await desk.getByRole('button', { name: 'Lift the finger' }).click();
  };
  const putUntil = async (end: CapturePrompt, finger: string): Promise<void> => {
    for (let press = 1; press <= MOST_PRESSES; press += 1) {
      await put(finger);
      await sees('the next step', ({ prompt }) => prompt === 'place' || prompt === end);
      if ((await capture())?.prompt === end) return;
    }
    throw new Error(`${finger}: ${JSON.stringify((await capture())?.complaint)}`);
  };
  return { desk, put, sees, putUntil };
}
