/** Entry of both pages inside Electron: the connection is the preload's bridge. */
import { assert } from '#domain/result.ts';

import { connectByBridge } from './connection/electron.ts';
import { mount, pageScreen } from './mount.tsx';

await mount(async () => {
  const { raseed } = window;
  assert(raseed !== undefined, 'the preload gave no bridge');
  if (pageScreen() === 'citizen') {
    const { CitizenApp } = await import('./citizen-display/CitizenApp.tsx');
    return <CitizenApp connection={connectByBridge(raseed)} />;
  }
  const { ClerkApp } = await import('./clerk/ClerkApp.tsx');
  // The shell opens the citizen's window on the second screen by itself.
  return <ClerkApp connection={connectByBridge(raseed)} openDisplay={null} />;
});
