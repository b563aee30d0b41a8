/** A counter whose scanner gives made-up impressions at once, and what a session on it goes through. */
import { openTemplateVault } from '#adapters/keystore/template-vault.ts';
import type { CaptureSnapshot } from '#contract/finger.ts';
import type { StepUpAct } from '#domain/journal/finger-kinds.ts';

import { createOpenCounter, MANAGER, PINS, type TestCounter } from './counter.ts';
import { FINGER_RULES } from './finger-counter.ts';
import { answered } from './memory-journal-store.ts';
import { createPressedFingers, type PressedFingers } from './pressed-scanner.ts';

export const THUMB = 101;
export const INDEX = 107;
export const REFERENCE = 'KA-1182';

const LOOK_MS = 5;

export interface PressedCounter {
  /** Another one after a restart. */
  counter: TestCounter;
  readonly fingers: PressedFingers;
  capture(): CaptureSnapshot | undefined;
  until(what: (capture: CaptureSnapshot) => boolean): Promise<CaptureSnapshot>;
  /** The outcome of the session that runs. */
  ended(): Promise<CaptureSnapshot>;
  /** Three captures of a finger, while enrolling. */
  take(finger: number, name: 'right_thumb' | 'left_index'): Promise<CaptureSnapshot>;
  /** After consent: two fingers, to the end. */
  enrolBoth(): Promise<CaptureSnapshot>;
  enrolManager(): Promise<CaptureSnapshot>;
  /** What the manager's finger gives for an act. */
  prove(act: StepUpAct): Promise<string>;
}

/** `folder` takes the key. */
export async function openPressedCounter(folder: string): Promise<PressedCounter> {
  const vault = answered(openTemplateVault(folder));
  const fingers = createPressedFingers();
  const ports = () => ({ vault, fingers });
  const at: PressedCounter = {
    counter: await createOpenCounter({ fingerprints: FINGER_RULES, ports }),
    fingers,
    capture: () => at.counter.terminal.clerkSnapshot().capture,
    until: async (what) => {
      for (;;) {
        const now = at.capture();
        if (now !== undefined && what(now)) return now;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    },
    ended: () => at.until(({ outcome }) => outcome !== null),
    take: async (finger, name) => {
      fingers.finger = finger;
      await at.counter.do('captureFinger', { finger: name });
      return at.until(({ prompt, outcome }) => prompt === 'choose_finger' || outcome !== null);
    },
    enrolBoth: async () => {
      await at.counter.do('acceptConsent', {});
      await at.take(THUMB, 'right_thumb');
      await at.take(INDEX, 'left_index');
      await at.counter.do('finishEnrolment', {});
      return at.ended();
    },
    enrolManager: async () => {
      const pin = PINS[MANAGER] ?? '';
      await at.counter.do('beginStaffEnrolment', { staffId: MANAGER, pin, language: 'hi' });
      return at.enrolBoth();
    },
    prove: async (act) => {
      await at.counter.do('stepUpByFinger', { approverId: MANAGER, act });
      const { outcome } = await at.ended();
      if (outcome?.kind !== 'approved') throw new Error(JSON.stringify(outcome));
      return outcome.proof;
    },
  };
  return at;
}
