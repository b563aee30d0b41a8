/** Puts a screen into its page, behind the net that catches one that breaks. */
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import { assert } from '#domain/result.ts';

import { Fault, FaultBoundary } from './ui/Fault.tsx';

import './fonts.ts';

/** Which screen this page is: the page says so, and each loads only its own part. */
export const pageScreen = (): 'clerk' | 'citizen' =>
  document.documentElement.dataset['screen'] === 'citizen' ? 'citizen' : 'clerk';

/** Answers what draws a screen into the page's root; another `turn` begins anew. */
export function openRoot() {
  const element = document.getElementById('root');
  assert(element !== null, 'the page has no root');
  const root = createRoot(element);
  return (screen: ReactNode, of = pageScreen(), turn = 0): void =>
    root.render(
      <StrictMode>
        <FaultBoundary key={turn} recovery={of === 'citizen' ? 'by-itself' : 'enter'}>
          {screen}
        </FaultBoundary>
      </StrictMode>,
    );
}

/** A part of the page that cannot be loaded is a fault like any other. */
export async function mount(load: () => Promise<ReactNode>): Promise<void> {
  const draw = openRoot();
  try {
    draw(await load());
  } catch (error) {
    reportError(error);
    draw(<Fault recovery={pageScreen() === 'citizen' ? 'by-itself' : 'enter'} />);
  }
}
