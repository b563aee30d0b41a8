/**
 * Keys of a screen. Bindings are matched by the key's place (`event.code`), so that an InScript or
 * other layout changes nothing. The browser's own use of the function keys is always prevented.
 */
import { useEffect, useRef } from 'react';

import { BURST_GAP_MS } from './enter-guard.ts';

export interface KeyBinding {
  /** `F4`, `Escape`, `Slash`. */
  readonly code: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Also while a text is being written, where the key would write a character. */
  readonly inText?: boolean;
}

const FUNCTION_KEY = /^F([1-9]|10)$/;

const isModified = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.altKey || event.metaKey;

/** An element that takes any character: there a letter, a digit or a slash is text. */
export function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset['takes'] === 'text';
}

/** Bindings of the screen that is shown; later ones of the same code win. */
export function useKeys(bindings: readonly KeyBinding[], active = true): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (!active) return undefined;
    let lastMs = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent): void => {
      if (FUNCTION_KEY.test(event.code)) event.preventDefault();
      // A slash or a digit in the middle of what a scanner types is not somebody's wish.
      const scanned = event.key.length === 1 && event.timeStamp - lastMs <= BURST_GAP_MS;
      lastMs = event.timeStamp;
      if (scanned) return;
      if (event.repeat || event.isComposing || isModified(event)) return;
      const binding = latest.current.findLast((candidate) => candidate.code === event.code);
      if (binding === undefined) return;
      if (takesText(event.target) && binding.inText !== true) return;
      event.preventDefault();
      binding.run(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
