/**
 * What entries and feed items hold, for the lists in the specification: read from the source text,
 * because types are gone when the program runs.
 */
import { readdirSync, readFileSync } from 'node:fs';

import { inRoot } from '#build/paths.ts';

const FOLDER = inRoot('src', 'domain', 'journal');

/** A brace in a comment is not code. */
const codeOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .replaceAll(/\/\*\*?[\s\S]*?\*\//g, '')
    .replaceAll(/\/\/.*$/gm, '');

const sources = (): string =>
  readdirSync(FOLDER)
    .filter((name) => name === 'kinds.ts' || name.endsWith('-kinds.ts'))
    .sort()
    .map((name) => codeOf(`${FOLDER}/${name}`))
    .join('\n');

/** From an opening brace to the one that closes it. */
function block(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return text.slice(from + 1, at);
  }
  throw new Error('a block without its end');
}

/** `name: type;` at the outermost level, `readonly` left out. */
function membersOf(of: string): readonly (readonly [string, string])[] {
  const body = /;\s*$/.test(of) || of.trim() === '' ? of : `${of};`;
  const members: (readonly [string, string])[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at] ?? '';
    if ('{(['.includes(letter)) depth += 1;
    if ('})]'.includes(letter)) depth -= 1;
    if (letter !== ';' || depth > 0) continue;
    const member = body.slice(start, at).trim();
    start = at + 1;
    const parts = /^(?:readonly\s+)?'?([\w.]+)'?(\??):\s*([\s\S]+)$/.exec(member);
    if (parts === null) throw new Error(`not a member: ${member}`);
    members.push([`${parts[1] ?? ''}${parts[2] ?? ''}`, parts[3] ?? '']);
  }
  return members;
}

/** Named sets of words, as `A \| B`. */
function wordsOf(text: string): ReadonlyMap<string, string> {
  const lists = new Map(
    [...text.matchAll(/const (\w+) = \[([^\]]*)\] as const/g)].map(([, name = '', list = '']) => [
      name,
      [...list.matchAll(/'([^']+)'/g)].map(([, word = '']) => `"${word}"`).join(' or '),
    ]),
  );
  const named = [...text.matchAll(/type (\w+) = \(typeof (\w+)\)\[number\]/g)];
  return new Map(named.map(([, name = '', list = '']) => [name, lists.get(list) ?? '']));
}

/** What is written in the words of the specification. */
const SPEC_NAMES: ReadonlyMap<string, string> = new Map([
  ['Paise', 'paise'],
  ['Instant', 'ms'],
  ['IsoDate', 'date'],
  ['Hash', 'hash'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['true', 'true'],
  ['string', 'text'],
  ['PrivateDigest', 'private'],
  ['TariffRef', 'tariff'],
  ['ChargedLine', 'line'],
  ['CoarseFacts', 'facts'],
  ['CashCount', 'cash'],
  ['Language', '"en" or "hi"'],
]);

interface Source {
  readonly text: string;
  readonly words: ReadonlyMap<string, string>;
}

const wordsBut = (words: string, left: string): string =>
  words
    .split(' or ')
    .filter((word) => word !== `"${left}"`)
    .join(' or ');

function typeInSpec(type: string, source: Source): string {
  const { text, words } = source;
  const plain = type.replaceAll(/\s+/g, ' ').replaceAll('readonly ', '').trim();
  if (plain.endsWith('[]')) return `[${typeInSpec(plain.slice(0, -2), source)}]`;
  if (plain.startsWith('{')) return `{${fieldsOf(plain.slice(1, -1), source).join(', ')}}`;
  if (plain.includes('|')) {
    const parts = plain.split('|').filter((part) => part.trim() !== '');
    return parts.map((part) => typeInSpec(part, source)).join(' or ');
  }
  if (plain.startsWith("'")) return plain.replaceAll("'", '"');
  const [, from = '', left = ''] = /^Exclude<(\w+), '(\w+)'>$/.exec(plain) ?? [];
  if (from !== '') return wordsBut(words.get(from) ?? '', left);
  const known = SPEC_NAMES.get(plain) ?? words.get(plain);
  if (known !== undefined) return known;
  if (plain === 'null') return plain;
  const isInterface = new RegExp(`interface ${plain}\\b`).test(text);
  return isInterface ? `{${fieldsOf(interfaceBody(text, plain), source).join(', ')}}` : 'id';
}

/** A field with nothing behind it is a text or an id. */
const fieldsOf = (body: string, source: Source): readonly string[] =>
  membersOf(body).map(([name, type]) => {
    const said = typeInSpec(type, source);
    return said === 'text' || said === 'id' ? name : `${name}: ${said}`;
  });

/** Fields of an interface, those of the one that it extends first. */
function interfaceBody(text: string, name: string): string {
  const found = new RegExp(`interface ${name}(?: extends (\\w+))? \\{`).exec(text);
  if (found === null) throw new Error(`no interface ${name}`);
  const own = block(text, found.index + found[0].length - 1);
  return found[1] === undefined ? own : `${interfaceBody(text, found[1])}\n${own}`;
}

function bodyOf(text: string, type: string): string {
  const plain = type.trim();
  if (plain.startsWith('Record<')) return '';
  if (plain.includes('&')) {
    return plain
      .split('&')
      .map((part) => bodyOf(text, part))
      .join('\n');
  }
  return plain.startsWith('{') ? block(plain, 0) : interfaceBody(text, plain);
}

/** Each kind with its fields, in the order of their names. */
export function entryKinds(): readonly (readonly [kind: string, fields: readonly string[]])[] {
  const text = sources();
  const source = { text, words: wordsOf(text) };
  const holders = [...text.matchAll(/interface \w*Bodies(?: extends [\w, ]+)? \{/g)];
  return holders
    .flatMap(({ index, 0: opening }) => membersOf(block(text, index + opening.length - 1)))
    .map(([kind, type]) => [kind, fieldsOf(bodyOf(text, type), source)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** `name: schema,` at the outermost level; `?` where it is optional. */
function namesIn(body: string): readonly string[] {
  let depth = 0;
  let outermost = '';
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at] ?? '';
    if ('})]'.includes(letter)) depth -= 1;
    if (depth === 0) outermost += letter;
    if ('{(['.includes(letter)) depth += 1;
  }
  return outermost
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
    .map((member) => {
      const [name = ''] = member.split(':');
      return member.includes('.optional') ? `${name}?` : name;
    });
}

/** Each type of item with its fields, in the order of their names. */
export function feedItems(): readonly (readonly [type: string, fields: readonly string[]])[] {
  const text = codeOf(inRoot('src', 'protocol', 'feed.ts'));
  return [...text.matchAll(/z\.strictObject\((?=\{\s*cursor,)/g)]
    .map(({ index, 0: opening }) => block(text, index + opening.length))
    .map((body) => {
      const type = /type: z\.literal\('([^']+)'\)/.exec(body)?.[1] ?? '';
      const fields = namesIn(body).filter((name) => name !== 'cursor' && name !== 'type');
      return [type, fields] as const;
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
