/** The house rules over the tree as it is. What is found is listed whole, to be mended at once. */
import { expect, test } from 'vitest';
import { inRoot, ROOT } from '#build/paths.ts';
import { ERRORS } from '#domain/errors.ts';
import { existsSync, readdirSync } from 'node:fs';
import { blanksAreFilled, doubledCodes, registryTroubles, type ErrorTable } from './tidy/errors.ts';
import {
  packagesAreExplained,
  packagesArePinned,
  theLockFollowsTheManifest,
  theLockNamesNoHost,
} from './tidy/packages.ts';
import * as rules from './tidy/rules.ts';
import { describeFinding, readTree } from './tidy/tree.ts';

const tree = readTree(ROOT);

/** Rules of the documents that no test can name yet; each leaves this list when it gets a test. */
const UNTESTED: readonly string[] = [];

test('the tree was read', () => {
  expect(tree.map((file) => file.path)).toContain('package.json');
  expect(tree.length).toBeGreaterThan(50);
});

test.each<[string, rules.Rule]>([
  ['files are short', rules.filesAreShort],
  ['files are small', rules.filesAreSmall],
  ['modules say what they are for', rules.modulesSayWhatTheyAreFor],
  ['nothing is unfinished', rules.nothingIsUnfinished],
  ['nothing is silenced', rules.nothingIsSilenced],
  ['every test runs', rules.everyTestRuns],
  ['the project speaks of itself', rules.theProjectSpeaksOfItself],
  ['packages have owners', rules.packagesHaveOwners],
  ['decisions are numbered', rules.decisionsAreNumbered],
  ['rules are defined once', rules.rulesAreDefinedOnce],
  ['rules and tests agree', rules.rulesAndTestsAgree(UNTESTED)],
  ['packages are explained', packagesAreExplained],
  ['packages are pinned', packagesArePinned],
  ['the lock names no host', theLockNamesNoHost],
  ['the lock follows the manifest', theLockFollowsTheManifest],
  ['sentences have their blanks filled', blanksAreFilled(ERRORS)],
])('%s', (_name, rule) => {
  expect(rule(tree).map(describeFinding)).toEqual([]);
});

test('every failure has its sentences, alike in each language', () => {
  expect(registryTroubles(ERRORS).map(describeFinding)).toEqual([]);
});

test('no failure is defined twice', async () => {
  const folder = inRoot('src', 'domain', 'errors');
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.ts'))
    : [];
  const modules = await Promise.all(
    names.map((name) => import(/* @vite-ignore */ inRoot('src', 'domain', 'errors', name))),
  );
  const tables = modules.flatMap((module: Record<string, unknown>) =>
    Object.values(module).filter((value): value is ErrorTable => typeof value === 'object'),
  );
  expect(doubledCodes(tables).map(describeFinding)).toEqual([]);
});
