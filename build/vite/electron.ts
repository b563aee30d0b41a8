/**
 * Bundles of the Electron shell: main and host as ES modules for Node, the preload as one CommonJS
 * file because a sandboxed preload can load nothing else. Native add-ons stay outside.
 */
import { build, type InlineConfig } from 'vite';

const OUT = 'dist/electron';
const NATIVE = ['electron', 'better-sqlite3', 'node-hid', '@napi-rs/canvas'];

const shared: InlineConfig = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
};

const nodeBundle = (name: string, entry: string): InlineConfig => ({
  ...shared,
  ssr: { noExternal: true, external: NATIVE },
  build: {
    ssr: entry,
    outDir: OUT,
    emptyOutDir: false,
    target: 'node24',
    rollupOptions: {
      external: NATIVE,
      output: {
        format: 'es',
        entryFileNames: `${name}.mjs`,
        chunkFileNames: 'parts/[name]-[hash].mjs',
      },
    },
  },
});

const preloadBundle: InlineConfig = {
  ...shared,
  build: {
    lib: { entry: 'electron/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    outDir: OUT,
    emptyOutDir: false,
    target: 'chrome140',
    rollupOptions: { external: ['electron'] },
  },
};

export async function buildElectron(): Promise<void> {
  await build(nodeBundle('main', 'electron/main/main.ts'));
  await build(nodeBundle('host', 'electron/utility/host.ts'));
  await build(nodeBundle('matcher-thread', 'src/adapters/matcher/thread.ts'));
  await build(preloadBundle);
}
