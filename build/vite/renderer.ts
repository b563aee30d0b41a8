/**
 * The bundle of the clerk's and the citizen's pages, for the browser kiosk and for Electron alike,
 * into dist/renderer. The gallery, which draws every state against a scripted counter, is bundled
 * only where a test asks for it.
 */
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

import { inRoot } from '#build/paths.ts';

const ROOT = inRoot('src', 'renderer');
const page = (name: string): string => inRoot('src', 'renderer', name);

const config = (pages: readonly string[], outDir: string): InlineConfig => ({
  configFile: false,
  root: ROOT,
  // Pages are served from an origin of their own in one place and a scheme of ours in the other.
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'chrome140',
    // The policy of the pages allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
    rollupOptions: { input: pages.map(page) },
  },
});

const PAGES = ['index.html', 'citizen.html', 'electron.html', 'citizen-electron.html'];

export async function buildRenderer(outDir = inRoot('dist', 'renderer')): Promise<void> {
  await build(config(PAGES, outDir));
}

/** Every state by name (`gallery.html?state=…`), into a folder of the caller's. */
export async function bundleGallery(outDir: string): Promise<void> {
  await build(config(['gallery.html'], outDir));
}
