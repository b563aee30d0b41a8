/** Each rule that a tariff can break, broken once, is found at its place. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTariff } from '#domain/tariff/parse.ts';
import { MAX_PROBLEMS } from '#domain/tariff/reader.ts';
import { SAMPLE } from './sample.ts';
import { ALL, readTable, TABLES, tariffToJson } from './tables.ts';

type Path = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

/** A deep copy with one value put, or taken away where `value` is undefined. */
function changed(json: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(json) as Tree;
  let node = copy;
  for (const key of path.slice(0, -1)) node = node[key] as Tree;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete node[last];
  else node[last] = value;
  return copy;
}

/** `path rule` of each problem. */
function problems(json: unknown): string[] {
  const parsed = parseTariff(json);
  return parsed.ok ? [] : parsed.error.map(({ path, rule }) => `${path} ${rule}`);
}

const broken = (path: Path, value: unknown): string[] => problems(changed(SAMPLE, path, value));
const slab = (index: number): Path => [
  'services',
  1,
  'lines',
  0,
  'fee',
  'fees',
  0,
  'fee',
  'slabs',
  index,
];
const SLABS = 'services[1].lines[0].fee.fees[0].fee.slabs';
const copyLine = (index: number): Path => ['services', 0, 'lines', index];
const shopLine = (index: number): Path => ['services', 1, 'lines', index];
const COPY = 'services[0].lines';
const SHOP = 'services[1].lines';

describe('P1 a tariff that passes', () => {
  it.each(TABLES)('T1 %s is read back as it is written', (file) => {
    const parsed = parseTariff(readTable(file));
    expect(parsed.ok || parsed.error).toBe(true);
    if (!parsed.ok) return;
    const again = parseTariff(JSON.parse(JSON.stringify(tariffToJson(parsed.value))));
    expect(again).toEqual(parsed);
  });

  it('T1 the sample with every form is read back as it is written', () => {
    const parsed = parseTariff(SAMPLE);
    expect(parsed.ok && parseTariff(tariffToJson(parsed.value))).toEqual(parsed);
  });
});

describe('P1 T1 to T5 shape', () => {
  it.each<[string, Path, unknown, string]>([
    ['a fraction', [...copyLine(0), 'fee', 'amountPaise'], 20.5, `${COPY}[0].fee.amountPaise T1`],
    ['a text', [...copyLine(0), 'fee', 'amountPaise'], '20', `${COPY}[0].fee.amountPaise T1`],
    ['below zero', [...copyLine(0), 'fee', 'amountPaise'], -1, `${COPY}[0].fee.amountPaise T1`],
    ['a typo', [...copyLine(0), 'fee', 'amuont'], 1, `${COPY}[0].fee.amuont T1`],
    ['no form', [...copyLine(0), 'fee', 'form'], 'free', `${COPY}[0].fee.form T1`],
    ['no facts', ['facts'], undefined, 'facts T1'],
    ['not midnight', ['validFrom'], '2026-01-01T00:00:01+05:30', 'validFrom T2'],
    ['midnight of UTC', ['validFrom'], '2026-01-01T00:00:00Z', 'validFrom T2'],
    ['ends first', ['validTo'], '2025-01-01T00:00:00+05:30', 'validTo T2'],
    ['grace first', ['grace', 'until'], '2026-06-01T00:00:00+05:30', 'grace.until T2'],
    ['no Hindi', ['services', 0, 'texts', 'hi'], undefined, 'services[0].texts.hi T3'],
    ['English', ['services', 0, 'texts', 'hi'], 'Certified copy', 'services[0].texts.hi T3'],
    ['empty', ['facts', 2, 'options', 1, 'label', 'en'], ' ', 'facts[2].options[1].label.en T3'],
    ['bad head', ['heads', 0, 'code'], '21-7', 'heads[0].code T4'],
    ['no law', [...copyLine(0), 'authority'], '', `${COPY}[0].authority T5`],
  ])('%s', (_name, path, value, expected) => {
    expect(broken(path, value)).toContain(expected);
  });
});

describe('P1 T4 to T14, T32 what belongs together', () => {
  it.each<[string, Path, unknown, string]>([
    ['head not declared', [...copyLine(0), 'head'], '0217-60-191-09', `${COPY}[0].head T4`],
    ['fact unknown', ['services', 0, 'facts', 0], 'page', 'services[0].facts[0] T6'],
    ['fact not of this service', [...copyLine(1), 'fee', 'fact'], 'area', `${COPY}[1].fee.fact T6`],
    [
      'facts out of order',
      ['services', 1, 'facts'],
      ['kind', 'area', 'turnover', 'daysLate', 'dueOn', 'hardship'],
      'services[1].facts[3] T6',
    ],
    ['fact twice', ['facts', 1, 'name'], 'pages', 'facts[1].name T6'],
    ['range turned round', ['facts', 0, 'max'], 0, 'facts[0].max T7'],
    ['default outside', ['facts', 0, 'default'], 0, 'facts[0].default T7'],
    ['option twice', ['facts', 2, 'options', 1, 'value'], 'FOOD', 'facts[2].options[1].value T7'],
    ['option unknown', [...copyLine(2), 'when', 'is'], 'APL', `${COPY}[2].when.fact T7`],
    [
      'a choice as a number',
      [...copyLine(1), 'when', 'fact'],
      'category',
      `${COPY}[1].when.fact T7`,
    ],
    ['not from a date', ['facts', 7, 'derive', 'from'], 'pages', 'facts[7].derive.from T8'],
    [
      'no document',
      ['facts', 4, 'options', 1, 'document'],
      'dueOn',
      'facts[4].options[1].document T9',
    ],
    ['a document without right', ['facts', 4, 'byRight'], false, 'facts[4].options[1].document T9'],
    [
      'waiver in a fee',
      [...shopLine(2), 'when'],
      { not: { given: 'hardship' } },
      `${SHOP}[2].when.not.given T10`,
    ],
    [
      'a date in the journal',
      ['facts', 6, 'journal', 'form'],
      'value',
      'facts[6].journal.form T11',
    ],
    [
      'a document in the journal',
      ['facts', 5, 'journal', 'form'],
      'value',
      'facts[5].journal.form T11',
    ],
    ['bands fall', ['facts', 7, 'journal', 'bands'], [0, 31, 1], 'facts[7].journal.bands[2] T11'],
    ['bands begin late', ['facts', 7, 'journal', 'bands'], [1, 31], 'facts[7].journal.bands T11'],
    ['a band is cut', ['facts', 7, 'journal', 'bands'], [0, 1], `${SHOP}[2].fee.fact T12`],
    [
      'a band is counted',
      [...shopLine(2), 'fee'],
      { form: 'perUnit', fact: 'daysLate', ratePaise: 100 },
      `${SHOP}[2].fee.fact T15`,
    ],
    ['asked for nothing', ['services', 0, 'facts', 3], 'area', 'services[0].facts[3] T32'],
    ['code twice', ['services', 1, 'code'], 'COPY', 'services[1].code T14'],
    ['line twice', [...copyLine(1), 'code'], 'BASE', `${COPY}[1].code T14`],
    [
      'mnemonic twice',
      ['services', 1, 'search', 'mnemonics'],
      ['CC'],
      'services[1].search.mnemonics T14',
    ],
    ['next unknown', ['services', 0, 'nextLinked', 0], 'SHIP', 'services[0].nextLinked[0] T14'],
  ])('%s', (_name, path, value, expected) => {
    expect(broken(path, value)).toContain(expected);
  });
});

describe('P1 T13 T15 to T23 the lines', () => {
  it.each<[string, Path, unknown, string]>([
    ['default raises', ['facts', 0, 'default'], 20, 'services[0].facts[0] T13'],
    ['default denies a category', ['facts', 4, 'default'], 'GENERAL', 'services[0].facts[1] T13'],
    [
      'category raises',
      [...copyLine(0), 'fee'],
      {
        form: 'byChoice',
        fact: 'category',
        fees: [
          { value: 'GENERAL', fee: { form: 'fixed', amountPaise: 2000 } },
          { value: 'BPL', fee: { form: 'fixed', amountPaise: 2000 } },
          { value: 'WOMAN', fee: { form: 'fixed', amountPaise: 9000 } },
        ],
      },
      'services[0].facts[1] T9',
    ],
    ['above not below upTo', [...copyLine(1), 'fee', 'upTo'], 5, `${COPY}[1].fee.upTo T15`],
    [
      'percent of a count',
      [...copyLine(1), 'fee'],
      { form: 'percent', fact: 'pages', basisPoints: 100 },
      `${COPY}[1].fee.fact T15`,
    ],
    ['overlap', [...slab(1), 'from'], 100, `${SLABS}[1].from T16`],
    ['gap', [...slab(1), 'from'], 102, `${SLABS}[1].from T16`],
    ['slab turned round', [...slab(0), 'upTo'], 0, `${SLABS}[0].upTo T16`],
    ['gap at the end', [...slab(2), 'upTo'], 5000, `${SLABS}[2].upTo T16`],
    ['gap at the beginning', [...slab(0), 'from'], 2, `${SLABS}[0].from T16`],
    ['open slab first', [...slab(0), 'upTo'], null, `${SLABS}[1].from T16`],
    [
      'choice left out',
      [...shopLine(0), 'fee', 'fees'],
      [{ value: 'FOOD', fee: { form: 'fixed', amountPaise: 1 } }],
      `${SHOP}[0].fee.fees T17`,
    ],
    [
      'group member unknown',
      ['services', 1, 'together', 0, 1],
      'LATER',
      'services[1].together[0][1] T18',
    ],
    [
      'group under two conditions',
      ['services', 1, 'together', 0, 1],
      'LATE',
      'services[1].together[0] T18',
    ],
    ['rebate off a rebate', [...copyLine(3), 'off', 0], 'BPL-NIL', `${COPY}[3].off[0] T19`],
    ['no coin', ['rounding', 'toPaise'], 30, 'rounding.toPaise T20'],
    ['no rounding rule', ['rounding'], undefined, `${COPY}[1].fee.ratePaise T20`],
    [
      'more than can be charged',
      [...copyLine(1), 'fee', 'ratePaise'],
      1_000_000_000_000,
      'services[0] T21',
    ],
    [
      'line never applies',
      [...copyLine(1), 'when'],
      { fact: 'pages', atLeast: 501 },
      `${COPY}[1] T22`,
    ],
    [
      'line contradicts itself',
      [...copyLine(2), 'when'],
      {
        all: [
          { fact: 'category', is: 'BPL' },
          { fact: 'category', is: 'WOMAN' },
        ],
      },
      `${COPY}[2] T22`,
    ],
    [
      'comparison turned round',
      [...copyLine(1), 'when'],
      { fact: 'pages', atLeast: 9, atMost: 8 },
      `${COPY}[1].when T22`,
    ],
    [
      'never priced',
      ['services', 1, 'unpublishedWhen'],
      { fact: 'area', atLeast: 1 },
      'services[1] T22',
    ],
    ['unpublished with lines', ['services', 0, 'published'], false, 'services[0] T23'],
  ])('%s', (_name, path, value, expected) => {
    expect(broken(path, value)).toContain(expected);
  });
});

/** Every place of a tree, leaves and branches. */
function places(node: unknown, path: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return [path];
  const inner = Object.entries(node).flatMap(([key, value]) =>
    places(value, [...path, Array.isArray(node) ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

describe('P1 T22 what cannot be checked', () => {
  const names = Array.from({ length: 16 }, (_, index) => `extra${index}`);
  const yes = { en: 'Extra', hi: 'अतिरिक्त' };
  const wide = (count: number) => {
    const used = names.slice(0, count);
    const extras = used.map((name) => ({
      name,
      type: 'boolean',
      label: yes,
      journal: { form: 'value' },
      words: { yes },
    }));
    const lines = used.map((name, index) => ({
      ...SAMPLE.services[0]?.lines[0],
      kind: 'addOn',
      code: `EXTRA-${index}`,
      when: { fact: name, is: true },
    }));
    const copy = SAMPLE.services[0];
    const service = {
      ...copy,
      facts: [...(copy?.facts ?? []), ...used],
      lines: [...(copy?.lines ?? []), ...lines],
    };
    return problems({
      ...SAMPLE,
      facts: [...SAMPLE.facts, ...extras],
      services: [service, SAMPLE.services[1]],
    });
  };

  it('is refused, and what is just within the limit is not', () => {
    expect(wide(8)).toEqual([]);
    expect(wide(16)).toEqual(['services[0] T22']);
  });
});

describe('P1 hostile input', () => {
  const sources = [SAMPLE, ...ALL.map((tariff) => tariffToJson(tariff))].map((json) => ({
    json,
    places: places(json),
  }));
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(undefined, -1, 0.5, 2 ** 53, 1e308, '', '__proto__', [], {}, null, true),
  );

  it('T1 a mutated tariff never crashes the parser, and its problems have places', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: sources.length - 1 }),
        fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 2 }),
        (which, mutations) => {
          const source = sources[which];
          let json: unknown = source?.json;
          const [first, second] = mutations;
          for (const mutation of [first, second]) {
            if (mutation === undefined || source === undefined) continue;
            const path = source.places[mutation[0] % source.places.length] ?? [];
            try {
              json = changed(json, path, mutation[1]);
            } catch (error) {
              // The first mutation took the second's place away.
              if (!(error instanceof TypeError)) throw error;
            }
          }
          const parsed = parseTariff(json);
          if (parsed.ok) return;
          expect(parsed.error.length).toBeGreaterThan(0);
          for (const problem of parsed.error) {
            expect(problem.path).not.toBe('');
            expect(problem.rule).toMatch(/^T\d+$/);
            expect(problem.message).not.toBe('');
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('T1 anything at all is answered', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(parseTariff(json).ok).toBe(false);
      }),
    );
  });

  it('T1 nesting without end and problems without number are bounded', () => {
    let when: unknown = { fact: 'pages', atLeast: 2 };
    for (let depth = 0; depth < 5000; depth += 1) when = { not: when };
    expect(broken([...copyLine(1), 'when'], when).some((p) => p.endsWith('T1'))).toBe(true);
    const many = changed(
      SAMPLE,
      ['services'],
      Array.from({ length: 500 }, () => ({})),
    );
    expect(problems(many)).toHaveLength(MAX_PROBLEMS);
  });
});
