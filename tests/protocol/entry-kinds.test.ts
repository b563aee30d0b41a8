/** Lists in the specification are what the program writes: kinds, feed items, facts of an office. */
import { readFileSync, writeFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { inRoot } from '#build/paths.ts';
import { OFFICE_FACTS } from '#protocol/office-chain.ts';
import { entryKinds, feedItems } from '#tests/testkit/entry-kinds.ts';

const WIDTH = 100;
const INDENT = ' '.repeat(24);

/** The kind, then its fields, broken where a line would be too long. */
function lineOf(kind: string, fields: readonly string[]): string {
  const lines = [kind.padEnd(INDENT.length)];
  for (const [index, field] of fields.entries()) {
    const text = index === fields.length - 1 ? field : `${field},`;
    const last = lines.at(-1) ?? '';
    const isFirst = last.length <= INDENT.length;
    if (isFirst) lines[lines.length - 1] = `${last}${text}`;
    else if (last.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`${INDENT}${text}`);
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

type Listed = readonly (readonly [name: string, fields: readonly string[]])[];

/** What stands in the document's list, and what should; written first where that was asked for. */
function listIn(file: string, mark: string, listed: Listed): { stands: string; made: string } {
  const place = inRoot('docs', 'spec', file);
  const made = `${listed.map(([name, fields]) => lineOf(name, fields)).join('\n')}\n`;
  const begin = `<!-- ${mark} -->\n\n\`\`\`\n`;
  const text = readFileSync(place, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf('```\n\n<!-- end -->', from);
  if (process.env['RASEED_WRITE_VECTORS'] !== '1') return { stands: text.slice(from, to), made };
  writeFileSync(place, `${text.slice(0, from)}${made}${text.slice(to)}`);
  return { stands: made, made };
}

it('J26 every kind and every field stands in the specification, as the types have them', () => {
  const { stands, made } = listIn('entry-kinds.md', 'kinds', entryKinds());
  expect(stands).toBe(made);
});

it('F14 every item of a feed and its fields stand in the specification', () => {
  const { stands, made } = listIn('feed.md', 'items', feedItems());
  expect(stands).toBe(made);
});

it('OC7 every kind that the office’s chain can say stands in its table, once', () => {
  const text = readFileSync(inRoot('docs', 'spec', 'office-chain.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  const told = rows.flatMap((cell) =>
    [...cell.matchAll(/`([\w.]+)`/g)].map(([, kind = '']) => kind),
  );
  expect(told.toSorted()).toEqual(Object.keys(OFFICE_FACTS).toSorted());
});
