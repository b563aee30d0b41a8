/**
 * A counter with everything that fingers need, for real: its journal and keys on a disk, the comparing
 * thread, and a simulated scanner that is reached through sockets. A made-up hand puts fingers on the
 * glass when the screen asks for one and takes them off when it says so.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import { openTemplateVault } from '#adapters/keystore/template-vault.ts';
import { createThreadMatcher } from '#adapters/matcher/matcher.ts';
import type { ScannerFaults } from '#adapters/simulated-scanner/faults.ts';
import type { PressWay } from '#adapters/simulated-scanner/pictures.ts';
import { createSimulatedScannerTransport } from '#adapters/simulated-scanner/socket-line.ts';
import { startSimulatedScanner, type StartOptions } from '#adapters/simulated-scanner/start.ts';
import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import {
  createNodeClock,
  createNodeCrypto,
  nodeRandom,
  nodeTimers,
} from '#adapters/system/node-ports.ts';
import type { CaptureSnapshot } from '#contract/finger.ts';
import type { CounterId } from '#domain/ids.ts';
import type { FeedFingerprints } from '#protocol/feed.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';

import { createOpenCounter, type CounterOptions, type TestCounter } from './counter.ts';
import { answered } from './memory-journal-store.ts';
import { createTestLog, type TestLog } from './ports.ts';

export const CONSENT = { en: 'Your fingers are kept here.', hi: 'आपकी उँगलियाँ यहाँ रखी जाएँगी।' };
export const FINGER_RULES: FeedFingerprints = {
  services: ['LL-NEW'],
  retentionDays: 365,
  consent: { version: 3, texts: CONSENT },
};

export interface Hand {
  readonly finger: number;
  readonly way?: PressWay;
}

export interface FingerCounter {
  readonly counter: TestCounter;
  readonly vault: TemplateVault;
  readonly log: TestLog;
  /** The hand that is at the glass; null: nobody's. */
  hand: Hand | null;
  capture(): CaptureSnapshot | undefined;
  /** The capture once this holds of it. */
  until(what: (capture: CaptureSnapshot) => boolean): Promise<CaptureSnapshot>;
  desk(path: string, body?: unknown): Promise<void>;
  faults(faults: Partial<ScannerFaults>): Promise<void>;
  /** The outcome of the session that runs. */
  ended(): Promise<CaptureSnapshot>;
  /** Everything of an enrolment; the outcome. */
  enrol(reference: string, fingers: readonly [number, number]): Promise<CaptureSnapshot>;
  close(): Promise<void>;
}

const LOOK_MS = 20;
const PATIENCE_MS = 60_000;
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface FingerCounterOptions {
  readonly folder: string;
  readonly model?: StartOptions['model'];
  readonly counterId?: CounterId;
  readonly rules?: FeedFingerprints;
}

async function openOver(of: FingerCounterOptions & { readonly deskUrl: string }) {
  const keys = join(of.folder, 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const vault = answered(openTemplateVault(keys));
  const store = answered(openJournalStore({ path: join(of.folder, 'journal.sqlite') }));
  const clock = createNodeClock();
  const log = createTestLog();
  const scanner = createHidScanner({
    transport: createSimulatedScannerTransport(of.deskUrl),
    clock,
    timers: nodeTimers,
    random: nodeRandom,
    crypto: createNodeCrypto(),
    log,
    pollMs: 50,
  });
  await scanner.looked;
  const matcher = createThreadMatcher();
  const fingers = { scanner, matcher, isSimulated: true };
  const options: CounterOptions = {
    store,
    start: clock.now(),
    ...(of.counterId === undefined ? {} : { counterId: of.counterId, seed: of.counterId }),
    fingerprints: of.rules ?? FINGER_RULES,
    ports: () => ({ clock, timers: nodeTimers, store, vault, fingers, log }),
  };
  const counter = await createOpenCounter(options);
  const close = async (): Promise<void> => {
    await counter.terminal.stop();
    await scanner.close();
    await matcher.close();
    store.close();
  };
  return { counter, vault, log, close };
}

export async function openFingerCounter(of: FingerCounterOptions): Promise<FingerCounter> {
  const device = await startSimulatedScanner({ model: of.model ?? 'fphid', deskPort: 0 });
  const { deskUrl } = device;
  const open = await openOver({ ...of, deskUrl });
  const { counter } = open;
  const life = { isOpen: true };
  let isDown = false;
  let wasHeld = false;
  const post = async (path: string, body: unknown = {}): Promise<void> => {
    const response = await fetch(new URL(path, deskUrl), {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the desk refused ${path}`);
  };
  const capture = () => counter.terminal.clerkSnapshot().capture;
  const made: FingerCounter = {
    counter,
    vault: open.vault,
    log: open.log,
    hand: null,
    capture,
    until: async (what) => {
      for (const endMs = Date.now() + PATIENCE_MS; ; await rest(LOOK_MS)) {
        const now = capture();
        if (now !== undefined && what(now)) return now;
        if (Date.now() > endMs) throw new Error(`not in time: ${JSON.stringify(now)}`);
      }
    },
    desk: post,
    faults: (faults) => post('faults', faults),
    ended: () => made.until(({ outcome }) => outcome !== null),
    enrol: async (reference, fingers) => {
      const services = [...FINGER_RULES.services];
      await counter.do('beginEnrolment', { reference, services, language: 'hi' });
      await counter.do('acceptConsent', {});
      for (const [index, finger] of fingers.entries()) {
        made.hand = { finger };
        await counter.do('captureFinger', { finger: index === 0 ? 'right_thumb' : 'left_index' });
        const chosen = await made.until(
          ({ prompt, outcome }) => prompt === 'choose_finger' || outcome !== null,
        );
        if (chosen.outcome !== null) return chosen;
      }
      made.hand = null;
      await counter.do('finishEnrolment', {});
      return made.ended();
    },
    close: async () => {
      life.isOpen = false;
      await hands;
      await open.close();
      await device.close();
    },
  };
  async function look(): Promise<void> {
    const prompt = capture()?.prompt;
    const { hand } = made;
    if (prompt === 'place' && hand !== null && !isDown) {
      isDown = true;
      wasHeld = false;
      await post('press', { finger: hand.finger, ...(hand.way ? { way: hand.way } : {}) });
    } else if (isDown && prompt === 'hold') {
      wasHeld = true;
    } else if (isDown && (prompt !== 'place' || wasHeld)) {
      // Done with, or lifted by a fault: it is put on again when it is asked for.
      isDown = false;
      await post('lift');
    }
  }
  const hands = (async () => {
    for (; life.isOpen; await rest(LOOK_MS)) await look();
  })();
  return made;
}
