/**
 * Timers and a clock that move together, and a runner that lets time pass until a promise settles. It
 * goes from one timer to the next, so that a minute of silence costs nothing.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock, Timers } from '#terminal/ports/system.ts';
import { createTestClock } from './ports.ts';

export interface VirtualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets time pass until `work` settles; rejects where it has not within `limitMs`. */
  until<T>(work: Promise<T>, limitMs?: number): Promise<T>;
  /** Lets `ms` pass, with everything that this sets going. */
  pass(ms: number): Promise<void>;
  readonly elapsedMs: number;
}

interface Due {
  readonly atMs: number;
  readonly work: () => void;
}

/** Where no timer runs, time goes on in such steps. */
const IDLE_STEP_MS = 10;

export function createVirtualTime(): VirtualTime {
  const clock = createTestClock();
  const startedMs = clock.monotonicMs();
  const waiting = new Set<Due>();
  const elapsed = (): number => clock.monotonicMs() - startedMs;

  const next = (): Due | undefined => {
    let first: Due | undefined;
    for (const due of waiting) if (first === undefined || due.atMs < first.atMs) first = due;
    return first;
  };
  /** Goes to the next timer, but not beyond `endMs`; what it starts runs before the next step. */
  const step = async (endMs: number): Promise<void> => {
    await setImmediate();
    const due = next();
    const toMs = Math.min(due?.atMs ?? elapsed() + IDLE_STEP_MS, endMs);
    clock.pass(Math.max(0, toMs - elapsed()));
    if (due === undefined || due.atMs > elapsed()) return;
    waiting.delete(due);
    due.work();
  };

  return {
    clock,
    timers: {
      after: (delayMs, work) => {
        const due = { atMs: elapsed() + Math.ceil(delayMs), work };
        waiting.add(due);
        return () => waiting.delete(due);
      },
    },
    get elapsedMs() {
      return elapsed();
    },
    pass: async (ms) => {
      const endMs = elapsed() + ms;
      while (elapsed() < endMs) await step(endMs);
      await setImmediate();
    },
    until: async (work, limitMs = 120_000) => {
      const watched = { isSettled: false };
      const settle = () => {
        watched.isSettled = true;
      };
      work.then(settle, settle);
      await setImmediate();
      const endMs = elapsed() + limitMs;
      while (!watched.isSettled) {
        if (elapsed() >= endMs) throw new Error(`not settled within ${limitMs} ms`);
        await step(endMs);
      }
      return await work;
    },
  };
}
