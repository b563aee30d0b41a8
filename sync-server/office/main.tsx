/** Starts the page of an office's managers. */
import '#renderer/fonts.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { FaultBoundary } from '#renderer/ui/Fault.tsx';

import { App } from './app.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <FaultBoundary recovery="enter">
      <App />
    </FaultBoundary>
  </StrictMode>,
);
