/** House rules about the packages we stand on: each is explained, and the lock names no host. */
import type { Rule } from './rules.ts';
import { findLines, type TreeFile } from './tree.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const namesOf = (manifest: Manifest): readonly string[] =>
  Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

const read = (files: readonly TreeFile[], path: string): string =>
  files.find((file) => file.path === path)?.text ?? '';

const asFinding = (path: string) => (what: string) => ({ path, line: 0, what });

const REASONS = 'docs/dependencies.md';
const EXPLAINED = /^- `([^`]+)`: \S.{9,}/gm;

export const packagesAreExplained: Rule = (files) => {
  const wanted = namesOf(JSON.parse(read(files, 'package.json') || '{}') as Manifest);
  const explained = [...read(files, REASONS).matchAll(EXPLAINED)].map(([, name = '']) => name);
  const missing = wanted.filter((name) => !explained.includes(name));
  const stale = explained.filter((name) => !wanted.includes(name));
  return [
    ...missing.map((name) => `gives no reason for ${name} ("- \`${name}\`: why")`),
    ...stale.map((name) => `explains ${name}, which is not used any more`),
  ].map(asFinding(REASONS));
};

export const packagesArePinned: Rule = (files) => {
  const manifest = JSON.parse(read(files, 'package.json') || '{}') as Manifest;
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$|^file:/.test(version))
    .map(([name, version]) => `${name} is not pinned: ${version}`)
    .map(asFinding('package.json'));
};

export const theLockNamesNoHost: Rule = (files) =>
  files
    .filter((file) => file.path === 'package-lock.json')
    .flatMap((file) => findLines(file, /"resolved": "https?:\/\/[^/"]+/, 'names a registry'));

export const theLockFollowsTheManifest: Rule = (files) => {
  const manifest = JSON.parse(read(files, 'package.json') || '{}') as Manifest;
  const lock = JSON.parse(read(files, 'package-lock.json') || '{}') as {
    packages?: Record<string, Manifest>;
  };
  const locked = { ...lock.packages?.['']?.dependencies, ...lock.packages?.['']?.devDependencies };
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([name, version]) => locked[name] !== version)
    .map(([name, version]) => `has not ${name} ${version}; run npm install`)
    .map(asFinding('package-lock.json'));
};
