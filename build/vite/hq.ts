/** The bundles of the staff's pages that the sync server serves: HQ's, and the manager's of an office. */
import react from '@vitejs/plugin-react';
import { build } from 'vite';

import { inRoot } from '#build/paths.ts';

export async function bundlePage(of: {
  /** Below `sync-server`. */
  readonly folder: string;
  readonly base: string;
  readonly outDir: string;
}): Promise<void> {
  await build({
    configFile: false,
    root: inRoot('sync-server', of.folder),
    base: of.base,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: of.outDir,
      emptyOutDir: true,
      target: 'chrome120',
      // The manager's page allows no data: fonts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
  });
}

export const buildHq = (outDir = inRoot('dist', 'hq')): Promise<void> =>
  bundlePage({ folder: 'web', base: '/hq/', outDir });
