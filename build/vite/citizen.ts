/**
 * The bundle of the citizen's page, served by the sync server from dist/citizen below `/R/`: the page
 * first, then its service worker, which is told every file of the page and a name that changes with
 * any of them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

import { inRoot } from '#build/paths.ts';

const BASE = '/R/';
const OUT = inRoot('dist', 'citizen');
const WORKER = 'service-worker.js';

const page: InlineConfig = {
  configFile: false,
  root: inRoot('sync-server', 'citizen'),
  base: BASE,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'chrome117',
    // The page's policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
};

const worker = (files: readonly string[], version: string): InlineConfig => ({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: {
    PAGE_FILES: JSON.stringify(files),
    PAGE_VERSION: JSON.stringify(version),
  },
  build: {
    lib: {
      entry: inRoot('sync-server', 'citizen', 'worker', 'service-worker.ts'),
      formats: ['iife'],
      name: 'worker',
      fileName: () => WORKER,
    },
    outDir: OUT,
    emptyOutDir: false,
    target: 'chrome117',
  },
});

/** Files worth keeping on a phone: every browser that can run the page reads woff2. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.relative(folder, path.join(file.parentPath, file.name)))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file !== 'index.html' && file !== WORKER && !file.endsWith('.woff'))
    .sort();
}

/** Sent as they are to browsers that read them: the page is opened on a poor line. */
function compress(file: string): void {
  writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
}

export async function buildCitizen(): Promise<void> {
  await build(page);
  const files = filesOf(OUT);
  const digest = createHash('sha256');
  for (const file of ['index.html', ...files]) digest.update(readFileSync(path.join(OUT, file)));
  const version = digest.digest('hex').slice(0, 16);
  await build(
    worker(
      files.map((file) => BASE + file),
      version,
    ),
  );
  for (const file of files) {
    if (/\.(?:js|css|svg)$/.test(file)) compress(path.join(OUT, file));
  }
}
