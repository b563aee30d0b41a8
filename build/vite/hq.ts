/** The bundle of HQ's page, served by the sync server from dist/hq. */
import react from '@vitejs/plugin-react';
import { build } from 'vite';

export async function buildHq(): Promise<void> {
  await build({
    configFile: false,
    root: 'sync-server/web',
    base: '/hq/',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: '../../dist/hq',
      emptyOutDir: true,
      target: 'chrome120',
      chunkSizeWarningLimit: 1500,
    },
  });
}
