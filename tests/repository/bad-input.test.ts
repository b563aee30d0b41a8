/** The tables of docs/spec/bad-input.md name what there is: codes, kinds of cases, rules with tests. */
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { inRoot, ROOT } from '#build/paths.ts';
import { ERRORS } from '#domain/errors.ts';
import { CASE_KINDS } from '#server/store/cases.ts';
import { rulesCited } from './tidy/rules.ts';
import { readTree } from './tidy/tree.ts';

const text = readFileSync(inRoot('docs', 'spec', 'bad-input.md'), 'utf8');
const rows = text
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| what comes') && !line.startsWith('| -'),
  )
  .map((line) => line.split('|').map((cell) => cell.trim()));
const named = (cell: string): readonly string[] =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

test('every code and every kind of case in them is one that there is', () => {
  const known = new Set<string>([...Object.keys(ERRORS), ...CASE_KINDS]);
  // Verdicts of a receipt and the verifier's word are told in their own specifications.
  const words = new Set(['altered', 'unknown_key', 'unknown_alarm', 'FAULT']);
  const unknown = rows
    .flatMap(([, , codes = '', who = '']) => [...named(codes), ...named(who)])
    .filter((name) => !known.has(name) && !words.has(name));
  expect(unknown).toEqual([]);
  expect(rows.length).toBeGreaterThan(45);
});

test('every row says who sees it, and names rules that tests try', () => {
  const tested = new Set(
    readTree(ROOT)
      .filter(({ path }) => /^tests\/.*\.tsx?$/.test(path))
      .flatMap(rulesCited),
  );
  for (const [, what = '', codes = '', who = '', rules = ''] of rows) {
    expect(
      [codes, who, rules].every((cell) => cell !== ''),
      what,
    ).toBe(true);
    for (const rule of rules.split(' ')) expect(tested, `${what}: ${rule}`).toContain(rule);
  }
});
