/** Puts a screen into its page. */
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { assert } from '#domain/result.ts';

import './fonts.ts';

export function mount(screen: ReactNode): void {
  const root = document.getElementById('root');
  assert(root !== null, 'the page has no root');
  createRoot(root).render(<StrictMode>{screen}</StrictMode>);
}

/** Which screen this page is: the page says so, and each loads only its own part. */
export const pageScreen = (): 'clerk' | 'citizen' =>
  document.documentElement.dataset['screen'] === 'citizen' ? 'citizen' : 'clerk';
