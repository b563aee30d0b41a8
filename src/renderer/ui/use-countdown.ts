/** Counts down from what the terminal said, by this page's own clock: no two clocks are compared. */
import { useEffect, useState } from 'react';

/** Milliseconds left now of `leftMs` as last said; `key` changes with every new saying. */
export function useCountdown(leftMs: number, key: unknown): number {
  const [left, setLeft] = useState(leftMs);
  useEffect(() => {
    const endMs = performance.now() + leftMs;
    const tick = (): void => setLeft(Math.max(0, endMs - performance.now()));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [leftMs, key]);
  return left;
}

/** `4:05`, whole seconds, rounded up: it says 0:00 only when it is over. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
