/** The checker of the house rules, on files made up for it: each rule finds its fault, and only it. */
import { expect, test } from 'vitest';
import { blanksAreFilled, blanksOf, doubledCodes, registryTroubles } from './tidy/errors.ts';
import type { ErrorTable } from './tidy/errors.ts';
import {
  packagesAreExplained,
  packagesArePinned,
  theLockFollowsTheManifest,
  theLockNamesNoHost,
} from './tidy/packages.ts';
import * as rules from './tidy/rules.ts';
import { describeFinding, type TreeFile } from './tidy/tree.ts';

const file = (path: string, text: string): TreeFile => ({ path, text, bytes: text.length });
const find = (rule: rules.Rule, ...files: TreeFile[]): string[] => rule(files).map(describeFinding);
// Put together here, so that this file keeps the rules it tests.
const word = (...parts: string[]): string => parts.join('');

test('a file of 400 lines passes, one more does not', () => {
  expect(find(rules.filesAreShort, file('src/a.ts', '\n'.repeat(400)))).toEqual([]);
  expect(find(rules.filesAreShort, file('src/a.ts', '\n'.repeat(401)))).toHaveLength(1);
  expect(find(rules.filesAreShort, file('docs/a.md', '\n'.repeat(900)))).toEqual([]);
});

test('a large file is found, the lock file is left alone', () => {
  const large = { path: 'resources/a.bin', text: '', bytes: 2_000_000 };
  expect(find(rules.filesAreSmall, large)).toHaveLength(1);
  expect(find(rules.filesAreSmall, { ...large, path: 'package-lock.json' })).toEqual([]);
});

test('a module opens with its paragraph', () => {
  const rule = rules.modulesSayWhatTheyAreFor;
  expect(find(rule, file('src/a.ts', '/** For this. */\n'))).toEqual([]);
  expect(find(rule, file('src/a.ts', 'export {};\n'))).toHaveLength(1);
});

test('unfinished and silenced lines are found with their line', () => {
  const unfinished = file('src/a.ts', `\n// ${word('TO', 'DO')} later\n`);
  expect(find(rules.nothingIsUnfinished, unfinished)).toEqual([
    `src/a.ts:2: unfinished: ${word('TO', 'DO')}`,
  ]);
  for (const fault of [word('@ts-', 'ignore'), word('oxlint-', 'disable'), word('x as ', 'any')]) {
    expect(find(rules.nothingIsSilenced, file('tests/a.ts', fault))).toHaveLength(1);
  }
});

test('a test that is left out or runs alone is found; one that skips by need is not', () => {
  const rule = rules.everyTestRuns;
  expect(find(rule, file('tests/a.test.ts', word('test.', 'only(')))).toHaveLength(1);
  expect(find(rule, file('tests/a.test.ts', word('describe.', 'skip(')))).toHaveLength(1);
  expect(find(rule, file('tests/a.test.ts', 'test.skipIf(!there)('))).toEqual([]);
});

test('paths of a machine and hosts of registries are found, ordinary paths are not', () => {
  const rule = rules.theProjectSpeaksOfItself;
  const faults = [
    word('/wo', 'rk/x'),
    word('see /ho', 'me/me'),
    word('"/tm', 'p/x"'),
    word('https://regis', 'try.npmjs.org'),
  ];
  for (const fault of faults) expect(find(rule, file('README.md', fault))).toHaveLength(1);
  for (const fine of [
    `src/${word('wo', 'rk')}/a.ts`,
    '/var/lib',
    'node_modules/homedir',
    './tmp/x',
  ]) {
    expect(find(rule, file('README.md', fine))).toEqual([]);
  }
});

test('a package is imported only where it belongs', () => {
  const rule = rules.packagesHaveOwners;
  const sql = "import { createPool } from 'mysql2/promise';";
  expect(find(rule, file('sync-server/store/pool.ts', sql))).toEqual([]);
  expect(find(rule, file('sync-server/ingest/a.ts', sql))).toHaveLength(1);
  expect(find(rule, file('src/terminal/a.ts', "await import('better-sqlite3')"))).toHaveLength(1);
  expect(find(rule, file('src/terminal/a.ts', "from '#domain/money.ts'"))).toEqual([]);
});

test('decisions are numbered without a gap or a double', () => {
  const rule = rules.decisionsAreNumbered;
  const adr = (name: string): TreeFile => file(`docs/adr/${name}`, '');
  expect(find(rule, adr('0001-one.md'), adr('0002-two.md'))).toEqual([]);
  expect(find(rule, adr('0001-one.md'), adr('0003-three.md'))).toHaveLength(1);
  expect(find(rule, adr('0001-one.md'), adr('0001-other.md'))).toHaveLength(2);
  expect(find(rule, adr('notes.md'))).toHaveLength(1);
});

test('rules are found at the start of a heading, a bullet, a row or a line', () => {
  const text =
    '# Journal\n## J1 Gapless\n- **J2** signed\n| J3 | totals |\nJ4. more\nsee J9 and P1\n';
  expect(rules.rulesDefined(file('docs/spec/j.md', text))).toEqual(['J1', 'J2', 'J3', 'J4']);
});

test('ids are read from the start of a title, several too, in each form of a test', () => {
  const text = `
    test('J1 is gapless', () => {});
    it.each([1])("J2, P3 hold", () => {});
    describe(\`J4/J5 and so on\`, () => {});
    test.each([['J6', 1], ['J8 is loud', 2]])('%s', () => {});
    test('a plain title with J7', () => {});`;
  expect(rules.rulesCited(file('tests/a.test.ts', text))).toEqual([
    'J1',
    'J2',
    'P3',
    'J4',
    'J5',
    'J6',
    'J8',
  ]);
  const range = file('tests/a.test.ts', "describe('P1 J1 to J3, J9 what belongs together', x)");
  expect([...rules.rulesCited(range)].sort()).toEqual(['J1', 'J2', 'J3', 'J9', 'P1']);
});

test('rules and tests name each other', () => {
  const spec = file('docs/spec/j.md', '- J1: one\n- J2: two\n');
  const cites = (id: string): TreeFile => file('tests/a.test.ts', `test('${id} holds', x)`);
  const both = file('tests/b.test.ts', `test('J1 and', x); test('J2 and', x)`);
  expect(find(rules.rulesAndTestsAgree([]), spec, both)).toEqual([]);
  expect(find(rules.rulesAndTestsAgree(['J2']), spec, cites('J1'))).toEqual([]);
  expect(find(rules.rulesAndTestsAgree([]), spec, cites('J1'))).toEqual([
    'docs/spec/j.md: no test title begins with J2',
  ]);
  expect(find(rules.rulesAndTestsAgree([]), spec, both, cites('J3'))).toEqual([
    'tests/a.test.ts: cites J3, which no document defines',
  ]);
  expect(find(rules.rulesAndTestsAgree([]), spec, both, cites('A4'))).toEqual([]);
});

test('two rules never have one name', () => {
  const spec = (path: string, id: string) => file(path, `- **${id} Bytes.** As they are.\n`);
  const first = spec('docs/spec/a.md', 'J1');
  expect(find(rules.rulesAreDefinedOnce, first, spec('docs/spec/b.md', 'J2'))).toEqual([]);
  expect(find(rules.rulesAreDefinedOnce, first, spec('docs/spec/b.md', 'J1'))).toEqual([
    "docs/spec/b.md: J1 is another rule's name",
  ]);
});

const manifest = (versions: Record<string, string>): TreeFile =>
  file('package.json', JSON.stringify({ dependencies: versions }));
const lock = (versions: Record<string, string>): TreeFile =>
  file('package-lock.json', JSON.stringify({ packages: { '': { dependencies: versions } } }));

test('every package is explained, and nothing else is', () => {
  const reasons = file('docs/dependencies.md', '- `zod`: checks every message\n');
  expect(find(packagesAreExplained, manifest({ zod: '4.6.7' }), reasons)).toEqual([]);
  expect(find(packagesAreExplained, manifest({}), reasons)).toHaveLength(1);
  expect(
    find(packagesAreExplained, manifest({ zod: '4.6.7', vite: '8.3.8' }), reasons),
  ).toHaveLength(1);
});

test('versions are exact, locked, and locked without a host', () => {
  expect(find(packagesArePinned, manifest({ zod: '4.6.7', own: 'file:build/own' }))).toEqual([]);
  expect(find(packagesArePinned, manifest({ zod: '^4.6.7' }))).toHaveLength(1);
  const both = [manifest({ zod: '4.6.7' }), lock({ zod: '4.6.7' })];
  expect(find(theLockFollowsTheManifest, ...both)).toEqual([]);
  expect(
    find(theLockFollowsTheManifest, manifest({ zod: '4.6.8' }), lock({ zod: '4.6.7' })),
  ).toHaveLength(1);
  const named = '"resolved": "https://packages.example/zod.tgz"';
  expect(find(theLockNamesNoHost, file('package-lock.json', named))).toHaveLength(1);
  expect(find(theLockNamesNoHost, file('package-lock.json', '"resolved": "build/own"'))).toEqual(
    [],
  );
});

const row = (en: string, hi: string): ErrorTable => ({
  SOME_CODE: { http: 400, texts: { en, hi } },
});

test('a failure has a full sentence in each language, with the same blanks', () => {
  expect(registryTroubles(row('Not {a}.', '{a} नहीं।'))).toEqual([]);
  expect(registryTroubles(row('Not {a}.', ''))).not.toEqual([]);
  expect(registryTroubles(row('Not {a}.', '{b} नहीं।'))).not.toEqual([]);
  expect(registryTroubles(row('Not {a}', '{a} नहीं।'))).not.toEqual([]);
  expect(registryTroubles(row('Not { a }.', '{ a } नहीं।'))).not.toEqual([]);
  expect(
    registryTroubles({ odd_code: { http: 200, texts: { en: 'No.', hi: 'नहीं।' } } }),
  ).toHaveLength(2);
  expect(blanksOf('{b} and {a} and {b}')).toEqual(['a', 'b']);
  expect(doubledCodes([row('a.', 'b।'), row('c.', 'd।')])).toHaveLength(1);
});

test('a failure that is made leaves no blank open', () => {
  const rule = blanksAreFilled(row('Not {service} of {office}.', '{service} {office} नहीं।'));
  const made = (call: string): string[] => find(rule, file('src/a.ts', `return ${call};`));
  expect(made("fail('SOME_CODE', { service: code, office })")).toEqual([]);
  expect(made("fail('SOME_CODE', { ...facts })")).toEqual([]);
  expect(made("fail('SOME_CODE', details)")).toEqual([]);
  expect(made("fail('SOME_CODE', { service: office })")).toEqual([
    'src/a.ts:1: SOME_CODE leaves {office} open',
  ]);
  expect(made("fail('SOME_CODE')")).toEqual([
    'src/a.ts:1: SOME_CODE leaves {office}, {service} open',
  ]);
});
