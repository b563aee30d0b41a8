/** Starts HQ's page. A `#token=…` in the address signs in once and is then taken out of it. */
import '@fontsource/noto-sans/latin-400.css';
import '@fontsource/noto-sans/latin-ext-400.css';
import '@fontsource/noto-sans/latin-600.css';
import '@fontsource/noto-sans/latin-ext-600.css';
import '@fontsource/noto-sans/latin-700.css';
import '@fontsource/noto-sans/latin-ext-700.css';
import '@fontsource/noto-sans-devanagari/devanagari-400.css';
import '@fontsource/noto-sans-devanagari/devanagari-600.css';
import '@fontsource/noto-sans-devanagari/devanagari-700.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { FaultBoundary } from '#renderer/ui/Fault.tsx';

import { signIn } from './api.ts';
import { App } from './app.tsx';

async function signInFromAddress(): Promise<void> {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  history.replaceState(null, '', `${location.pathname}${location.search}#/today`);
  await signIn(token);
}

await signInFromAddress();
const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <FaultBoundary recovery="enter">
      <App />
    </FaultBoundary>
  </StrictMode>,
);
