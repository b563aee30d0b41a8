/** Timers and a clock that move together, and a runner that lets time pass until a promise settles. */
import { setImmediate } from 'node:timers/promises';
import type { Clock, Timers } from '#terminal/ports/system.ts';
import { createTestClock, createTestTimers } from './ports.ts';

export interface VirtualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets time pass in steps until `work` settles; rejects where it has not within `limitMs`. */
  until<T>(work: Promise<T>, limitMs?: number): Promise<T>;
  /** Lets `ms` pass, with everything that this sets going. */
  pass(ms: number): Promise<void>;
  readonly elapsedMs: number;
}

const STEP_MS = 10;

export function createVirtualTime(): VirtualTime {
  const clock = createTestClock();
  const timers = createTestTimers();
  const startedMs = clock.monotonicMs();
  const step = async (): Promise<void> => {
    await setImmediate();
    clock.pass(STEP_MS);
    timers.pass(STEP_MS);
  };
  const elapsed = (): number => clock.monotonicMs() - startedMs;
  return {
    clock,
    timers,
    get elapsedMs() {
      return elapsed();
    },
    pass: async (ms) => {
      for (let passed = 0; passed < ms; passed += STEP_MS) await step();
      await setImmediate();
    },
    until: async (work, limitMs = 120_000) => {
      const waiting = { isSettled: false };
      const settle = () => {
        waiting.isSettled = true;
      };
      work.then(settle, settle);
      const endMs = elapsed() + limitMs;
      while (!waiting.isSettled) {
        if (elapsed() > endMs) throw new Error(`not settled within ${limitMs} ms`);
        await step();
      }
      return await work;
    },
  };
}
