/**
 * House rules about single files. Each is a pure function from files to findings, so that it can be
 * tested on files that exist only in a test. Words that a rule looks for are written here with a
 * character class, so that the rule does not find itself.
 */
import { findLines, type Finding, type TreeFile } from './tree.ts';

export type Rule = (files: readonly TreeFile[]) => readonly Finding[];

const LONGEST_LINES = 400;
/** Handed to people who trust nothing else of ours: one plain file, read from top to bottom. */
const ONE_FILE_ON_PURPOSE = 'build/verify/verify.mjs';
const LONGEST_ONE_FILE = 960;
const LARGEST_BYTES = 1_500_000;

const isCode = (file: TreeFile): boolean =>
  /^(?:src|electron|sync-server|build|tests)\/.*\.(?:tsx?|mjs|cjs)$/.test(file.path);
const isShipped = (file: TreeFile): boolean =>
  /^(?:src|electron|sync-server|build)\/.*\.tsx?$/.test(file.path);
const isTest = (file: TreeFile): boolean => /\.test\.tsx?$/.test(file.path);
const wholeFile = (file: TreeFile, what: string): Finding => ({ path: file.path, line: 0, what });

export const filesAreShort: Rule = (files) =>
  files.filter(isCode).flatMap((file) => {
    const lines = file.text.split('\n').length - 1;
    const longest = file.path === ONE_FILE_ON_PURPOSE ? LONGEST_ONE_FILE : LONGEST_LINES;
    return lines > longest ? [wholeFile(file, `${lines} lines; split it by meaning`)] : [];
  });

export const filesAreSmall: Rule = (files) =>
  files
    .filter((file) => file.bytes > LARGEST_BYTES && file.path !== 'package-lock.json')
    .map((file) => wholeFile(file, `${file.bytes} bytes; large data does not belong in the tree`));

export const modulesSayWhatTheyAreFor: Rule = (files) =>
  files
    .filter((file) => isShipped(file) && !file.text.startsWith('/**'))
    .map((file) => wholeFile(file, 'opens without a paragraph on what it is for'));

export const nothingIsUnfinished: Rule = (files) =>
  files
    .filter(isCode)
    .flatMap((file) => findLines(file, /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/, 'unfinished'));

export const nothingIsSilenced: Rule = (files) =>
  files
    .filter(isCode)
    .flatMap((file) =>
      findLines(
        file,
        /@ts-(?:ignor[e]|nochec[k])|\b(?:es|ox)lint-disabl[e]|\bas an[y]\b/,
        'silenced',
      ),
    );

export const everyTestRuns: Rule = (files) =>
  files
    .filter(isTest)
    .flatMap((file) =>
      findLines(file, /\b(?:test|it|describe|suite)\.(?:onl[y]|ski[p]|tod[o])\(/, 'not run'),
    );

/** A machine's own paths and the hosts of package registries say nothing about the project. */
const OUTSIDE =
  /(?<![\w.~-])\/(?:wor[k]|hom[e]|roo[t]|User[s])\/|(?<![\w.~-])\/tm[p]\/|registr[y]\.npmjs|\bde[b]\.debian\b/;

export const theProjectSpeaksOfItself: Rule = (files) =>
  files
    .filter((file) => file.path !== 'package-lock.json')
    .flatMap((file) => findLines(file, OUTSIDE, 'names a machine or a registry'));

interface Owner {
  readonly packages: RegExp;
  readonly folders: RegExp;
}

/** Which folders alone may import a package; tests may import any. */
const OWNERS: readonly Owner[] = [
  { packages: /^better-sqlite3$/, folders: /^src\/adapters\/sqlite\// },
  { packages: /^mysql2(?:\/|$)/, folders: /^sync-server\/store\// },
  { packages: /^node-hid$/, folders: /^src\/adapters\/hid-scanner\// },
  { packages: /^escpos$/, folders: /^src\/adapters\/escpos\// },
  { packages: /^electron$/, folders: /^electron\// },
  { packages: /^harfbuzzjs$/, folders: /^sync-server\/documents\/pdf\// },
  { packages: /^fastify$|^@fastify\//, folders: /^sync-server\/|^src\/host\// },
  {
    packages: /^react(?:-dom)?(?:\/|$)|^@mui\/|^@emotion\//,
    folders: /^src\/renderer\/|^sync-server\/(?:web|office|citizen)\//,
  },
  { packages: /^(?:vite|@vitejs\/)/, folders: /^build\/vite\/|^[^/]+\.config\.ts$/ },
];

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)['"]([^'"#.][^'"]*)['"]/g;

export const packagesHaveOwners: Rule = (files) =>
  files
    .filter((file) => isShipped(file) && !file.path.endsWith('.d.ts'))
    .flatMap((file) =>
      [...file.text.matchAll(IMPORT)].flatMap(([, name = '']) => {
        const owner = OWNERS.find(({ packages }) => packages.test(name));
        const allowed = owner === undefined || owner.folders.test(file.path);
        return allowed ? [] : [wholeFile(file, `imports ${name}, which belongs to other folders`)];
      }),
    );

export const decisionsAreNumbered: Rule = (files) => {
  const records = files
    .filter((file) => file.path.startsWith('docs/adr/'))
    .map((file) => file.path);
  const numbers = records.map((place) => /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(place)?.[1]);
  return records.sort().flatMap((place, index) => {
    const number = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(place)?.[1];
    if (number === undefined)
      return [{ path: place, line: 0, what: 'is not named 0001-like-this.md' }];
    if (numbers.filter((other) => other === number).length > 1) {
      return [{ path: place, line: 0, what: `number ${number} is taken twice` }];
    }
    const expected = String(index + 1).padStart(4, '0');
    return number === expected ? [] : [{ path: place, line: 0, what: `should be ${expected}` }];
  });
};

const RULE_ID = '[A-Z]{1,2}[0-9]{1,2}';
const SPEC_RULE = new RegExp(`^(?:#+ |- |\\| ?)?\\**(${RULE_ID})\\**(?=[.: |*—-])`, 'gm');
const LEADING_IDS = new RegExp(
  `['"\`](${RULE_ID}(?:(?: to |[ ,/]+)${RULE_ID})*)(?=[ ,/:]|['"\`])`,
  'g',
);

/** The ids a document defines: at the start of a heading, a bullet, a row or a line. */
export const rulesDefined = (file: TreeFile): readonly string[] =>
  [...file.text.matchAll(SPEC_RULE)].map(([, id = '']) => id);

/** A test that names a rule names one. */
export const rulesAreDefinedOnce: Rule = (files) => {
  const seen = new Set<string>();
  return files
    .filter((file) => /^docs\/spec\/.*\.md$/.test(file.path))
    .flatMap((file) =>
      rulesDefined(file).flatMap((id) => {
        const isFirst = !seen.has(id);
        seen.add(id);
        return isFirst ? [] : [wholeFile(file, `${id} is another rule's name`)];
      }),
    );
};

/** `T1 to T3, T9` is T1, T2, T3 and T9. */
function expandIds(ids: string): readonly string[] {
  const parts = ids.split(/(?: to |[ ,/]+)/);
  const ranges = [...ids.matchAll(/([A-Z]{1,2})(\d+) to \1(\d+)/g)];
  const between = ranges.flatMap(([, family = '', from = '', to = '']) =>
    Array.from(
      { length: Number(to) - Number(from) },
      (_, index) => `${family}${Number(from) + index}`,
    ),
  );
  return [...new Set([...parts, ...between])];
}

/** The ids that titles begin with, also those of a table of cases. */
export const rulesCited = (file: TreeFile): readonly string[] =>
  [...file.text.matchAll(LEADING_IDS)].flatMap(([, ids = '']) => expandIds(ids));

const familyOf = (id: string): string => id.replace(/\d+$/, '');

/**
 * Numbered rules and tests name each other: no id without a rule, no rule without a test. Letters
 * that no document uses mean something else (a paper size, a counter).
 */
export const rulesAndTestsAgree =
  (untested: readonly string[]): Rule =>
  (files) => {
    const specs = files.filter((file) => /^docs\/spec\/.*\.md$/.test(file.path));
    const promises = files.filter((file) => file.path === 'ARCHITECTURE.md');
    const defined = new Set([...specs, ...promises].flatMap(rulesDefined));
    const families = new Set([...defined].map(familyOf));
    // The checker's own tests are about made-up rules.
    const tests = files.filter(
      ({ path }) => /^tests\/.*\.tsx?$/.test(path) && !path.startsWith('tests/repository/'),
    );
    const cited = new Set(tests.flatMap(rulesCited));
    const unknown = tests.flatMap((file) =>
      [...new Set(rulesCited(file))]
        .filter((id) => families.has(familyOf(id)) && !defined.has(id))
        .map((id) => wholeFile(file, `cites ${id}, which no document defines`)),
    );
    const silent = specs.flatMap((file) =>
      rulesDefined(file)
        .filter((id) => !cited.has(id) && !untested.includes(id))
        .map((id) => wholeFile(file, `no test title begins with ${id}`)),
    );
    return [...unknown, ...silent];
  };
