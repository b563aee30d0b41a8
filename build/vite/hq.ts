/** The bundle of HQ's page, served by the sync server from dist/hq. */
import react from '@vitejs/plugin-react';
import { build } from 'vite';

import { inRoot } from '#build/paths.ts';

export async function buildHq(outDir = inRoot('dist', 'hq')): Promise<void> {
  await build({
    configFile: false,
    root: inRoot('sync-server', 'web'),
    base: '/hq/',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome120',
      chunkSizeWarningLimit: 1500,
    },
  });
}
