/** The written rules, the parser's problems and the titles of these tests speak of the same rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const textOf = (folder: string): string =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(`${folder}/${file}`))
    .join('\n');

const RULE = /\bT(\d{1,2})\b/g;
const cited = (text: string): Set<number> =>
  new Set([...text.matchAll(RULE)].map((match) => Number(match[1])));
const stated = [...read('docs/spec/tariff.md').matchAll(/^- \*\*T(\d+) /gm)].map((match) =>
  Number(match[1]),
);

it('T1 each rule of the specification is stated once, and cited by a test', () => {
  expect([...stated].sort((a, b) => a - b)).toEqual(
    Array.from({ length: stated.length }, (_, index) => index + 1),
  );
  const tests = cited(textOf('tests/domain/tariff') + read('tests/domain/words.test.ts'));
  expect(stated.filter((rule) => !tests.has(rule))).toEqual([]);
});

it('T1 each rule that a problem or a test names is stated', () => {
  const named = cited(textOf('src/domain/tariff') + textOf('tests/domain/tariff'));
  expect([...named].filter((rule) => !stated.includes(rule))).toEqual([]);
});
