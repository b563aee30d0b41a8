/**
 * Reads the call markup as the vendor would: well-formed, only verbs and attributes that it knows, and
 * in places where they may stand. Anything else is a fault with a sentence.
 */
import type { SimTurn } from './state.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

export class MarkupFault extends Error {
  override readonly name = 'MarkupFault';
}

const refuse = (what: string): never => {
  throw new MarkupFault(what);
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const plain = (text: string): string =>
  text.replaceAll(/&[^;]*;?/g, (entity) => ENTITIES[entity] ?? refuse(`entity ${entity}`));

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const rest = text.replaceAll(
    /\s+([A-Za-z]+)="([^"<]*)"/g,
    (_all, name: string, value: string) => {
      if (Object.hasOwn(found, name)) refuse(`${name} stands twice`);
      found[name] = plain(value);
      return '';
    },
  );
  if (rest.trim() !== '') refuse(`not attributes: ${rest}`);
  return found;
}

const TOKEN = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;

function parse(xml: string): Element {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, '');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(body) ?? refuse(`not well-formed at ${at}`);
    const [, slash, name = '', attributes = '', isEmpty, text] = match;
    const top = open.at(-1) ?? root;
    if (text !== undefined) top.text += plain(text);
    else if (slash === '/') {
      if (open.pop()?.name !== name) refuse(`${name} closes what it did not open`);
    } else {
      const child = { name, attributes: attributesOf(attributes), children: [], text: '' };
      top.children.push(child);
      if (isEmpty !== '/') open.push(child);
    }
  }
  const [response, ...more] = root.children;
  const isWhole = open.length === 1 && more.length === 0 && root.text.trim() === '';
  return isWhole && response?.name === 'Response' ? response : refuse('not one Response');
}

/** The vendor's verbs as far as they are ours, with their attributes. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  Say: ['language', 'voice', 'loop'],
  Play: ['loop', 'digits'],
  Gather: [
    'input',
    'numDigits',
    'finishOnKey',
    'timeout',
    'action',
    'method',
    'actionOnEmptyResult',
  ],
  Record: ['action', 'method', 'maxLength', 'finishOnKey', 'playBeep', 'timeout'],
  Redirect: ['method'],
  Hangup: [],
  Pause: ['length'],
};
const IN_GATHER: ReadonlySet<string> = new Set(['Say', 'Play', 'Pause']);
/** Languages of India that the machine speaks. */
const SPOKEN: ReadonlySet<string> = new Set(
  ['bn', 'en', 'gu', 'hi', 'kn', 'ml', 'mr', 'pa', 'ta', 'te'].map((code) => `${code}-IN`),
);
const WHOLE: ReadonlySet<string> = new Set(['numDigits', 'timeout', 'maxLength', 'length', 'loop']);

function check(verb: Element): void {
  const known = VERBS[verb.name] ?? refuse(`no verb ${verb.name}`);
  for (const [name, value] of Object.entries(verb.attributes)) {
    if (!known.includes(name)) refuse(`${verb.name} has no ${name}`);
    if (WHOLE.has(name) && !/^\d{1,4}$/.test(value)) refuse(`${name}="${value}"`);
    if (name === 'method' && value !== 'GET' && value !== 'POST') refuse(`method ${value}`);
  }
  const { language } = verb.attributes;
  if (verb.name === 'Say' && !SPOKEN.has(language ?? '')) refuse(`no voice for ${language}`);
  if (verb.name === 'Say' && verb.text.trim() === '') refuse('an empty Say');
  for (const child of verb.children) {
    if (verb.name !== 'Gather' || !IN_GATHER.has(child.name))
      refuse(`${child.name} in ${verb.name}`);
    check(child);
  }
}

/** Throws {@link MarkupFault} where the vendor would hang up. */
export function readMarkup(markup: string): SimTurn {
  const { children } = parse(markup);
  for (const verb of children) check(verb);
  const spoken = children.flatMap((verb) => (verb.name === 'Gather' ? verb.children : [verb]));
  const asking = children.find((verb) => verb.name === 'Gather' || verb.name === 'Record');
  const wants =
    asking === undefined
      ? 'end'
      : asking.name === 'Record'
        ? 'record'
        : asking.attributes['numDigits'] === '1'
          ? 'key'
          : 'number';
  return {
    says: spoken
      .filter(({ name }) => name === 'Say')
      .map(({ attributes, text }) => ({ language: attributes['language'] ?? '', text })),
    plays: spoken.filter(({ name }) => name === 'Play').map(({ text }) => text.trim()),
    wants,
    action: asking?.attributes['action'] ?? '',
    markup,
  };
}
