/**
 * The pages and the Electron shell as the bundler makes them, made again only when a source has
 * changed. Each file of `build/vite` exports one function whose name begins with `build`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './progress.mjs';
import { cacheFolder, inRoot } from './paths.ts';

const SOURCES = ['src', 'sync-server', 'electron', 'resources', 'build/vite', 'package-lock.json'];

/** Names, sizes and times of every source: changes exactly when somebody edits one. */
function fingerprintOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  const visit = (place: string): void => {
    const state = statSync(place);
    if (!state.isDirectory()) {
      hash.update(`${place}\0${state.size}\0${state.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(place).sort()) visit(path.join(place, name));
  };
  for (const source of sources) if (existsSync(source)) visit(source);
  return hash.digest('hex');
}

async function runBundler(file: string): Promise<void> {
  const exported = (await import(inRoot('build', 'vite', file))) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exported)) {
    if (name.startsWith('build') && typeof value === 'function') await value();
  }
}

const bundlers = (): readonly string[] => {
  const folder = inRoot('build', 'vite');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith('.ts') && !name.endsWith('.config.ts')).sort();
};

/** Builds what is missing or older than its sources; `always` builds everything. */
export async function ensureBundles({ always = false } = {}): Promise<void> {
  const stampFile = cacheFolder('bundles', 'stamp');
  const wanted = fingerprintOf(SOURCES.map((source) => inRoot(source)));
  const built = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
  if (!always && built === wanted && existsSync(inRoot('dist'))) return;
  const files = bundlers();
  await step('Building the pages', async (report) => {
    for (const [index, file] of files.entries()) {
      report(index, files.length);
      await runBundler(file);
    }
  });
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}
