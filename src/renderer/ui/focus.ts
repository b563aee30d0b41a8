/** Focus goes to a field by its name, when a screen says so and not before. */
import { useEffect } from 'react';

export interface FocusTarget {
  readonly field: string;
  /** Rises with each wish, so that the same field can be asked for twice. */
  readonly turn: number;
}

export function focusField(field: string): void {
  const element = document.querySelector(`[data-field="${field}"]`);
  if (!(element instanceof HTMLElement)) return;
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
  element.scrollIntoView({ block: 'nearest' });
}

export function useFocus(target: FocusTarget): void {
  const { field, turn } = target;
  useEffect(() => {
    focusField(field);
  }, [field, turn]);
}
