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
  // Whoever calls (a test runner says 'test'): what is bundled is what is shipped.
  process.env['NODE_ENV'] = 'production';
  const exported = (await import(inRoot('build', 'vite', file))) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exported)) {
    if (name.startsWith('build') && typeof value === 'function') await value();
  }
}

/** Names of all there are: the files of `build/vite`. */
function bundleNames(): readonly string[] {
  const folder = inRoot('build', 'vite');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.flatMap((file) => /^([\w-]+)\.ts$/.exec(file)?.[1] ?? []).sort();
}

const stampOf = (name: string): string => cacheFolder('bundles', `${name}.stamp`);

const isFresh = (name: string, fingerprint: string): boolean =>
  existsSync(inRoot('dist')) &&
  existsSync(stampOf(name)) &&
  readFileSync(stampOf(name), 'utf8') === fingerprint;

/** Builds the named bundles, or all, where one is missing or older than its sources. */
export async function ensureBundles({
  only,
  always = false,
}: {
  readonly only?: readonly string[];
  readonly always?: boolean;
} = {}): Promise<void> {
  const fingerprint = fingerprintOf(SOURCES.map((source) => inRoot(source)));
  const names = bundleNames().filter(
    (name) => (only?.includes(name) ?? true) && (always || !isFresh(name, fingerprint)),
  );
  if (names.length === 0) return;
  mkdirSync(cacheFolder('bundles'), { recursive: true });
  await step(`Building ${names.join(', ')}`, async (report) => {
    for (const [index, name] of names.entries()) {
      report(index, names.length);
      await runBundler(`${name}.ts`);
      writeFileSync(stampOf(name), fingerprint);
    }
  });
}
