/**
 * Enter goes on, once, when it is meant. A held, composing or scanner's Enter is stopped before any
 * button or field sees it, save in a field that waits for the scanner (`data-takes-scan`).
 */
import { useEffect, useRef } from 'react';

import { createEnterGuard, isEnter } from './enter-guard.ts';

/** Stops every Enter that nobody meant, for the whole page. `onBurst`: a scanner typed somewhere. */
export function useEnterGuard(onBurst?: (target: EventTarget | null) => void): void {
  const latest = useRef(onBurst);
  useEffect(() => {
    latest.current = onBurst;
  });
  useEffect(() => {
    const guard = createEnterGuard();
    const onKey = (event: KeyboardEvent): void => {
      const verdict = guard.judge({
        code: event.code,
        key: event.key,
        timeMs: event.timeStamp,
        repeat: event.repeat,
        composing: event.isComposing,
      });
      if (verdict === 'meant' || !isEnter(event.code)) return;
      const scanField =
        event.target instanceof HTMLElement && event.target.dataset['takesScan'] === 'true';
      if (verdict === 'burst' && scanField) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (verdict === 'burst') latest.current?.(event.target);
    };
    // In the capturing phase: before anything else of the page.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

const pressesItself = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a') !== null;

/** What Enter does on this screen, unless a button has the focus and is meant itself. */
export function useEnter(run: () => void, active = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (!isEnter(event.code) || event.defaultPrevented || pressesItself(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
