/** Starts the citizen's page and the worker that keeps it for use without a network. */
import '#renderer/fonts.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';

import { App } from './app.tsx';

// The page's policy forbids code made from text, which zod would otherwise try.
z.config({ jitless: true });

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/R/service-worker.js', { scope: '/R/' }).catch(() => undefined);
}

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
