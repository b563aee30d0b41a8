/**
 * Reads our own PDF files the way any program does: objects out of their streams, each sheet's text by
 * its fonts' maps to Unicode. Knows no more of the format than our writer uses.
 */
import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  /** Objects by number, streams inflated. */
  readonly objects: ReadonlyMap<number, { readonly dictionary: string; readonly stream: string }>;
  /** By sheet: what its fonts say the glyphs are, one string for each text. */
  readonly sheets: readonly (readonly string[])[];
  /** By sheet: what is told to whoever cannot see the glyphs. */
  readonly told: readonly (readonly string[])[];
}

type Objects = Map<number, { dictionary: string; stream: string }>;

function objectsOf(bytes: Uint8Array): Objects {
  const file = Buffer.from(bytes).toString('latin1');
  const objects: Objects = new Map();
  const packed: { dictionary: string; stream: string }[] = [];
  for (const match of file.matchAll(/(\d+) 0 obj\n<<([\s\S]*?)>>\nstream\n/g)) {
    const dictionary = match[2] ?? '';
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
    const start = match.index + match[0].length;
    const stream = inflateSync(bytes.subarray(start, start + length)).toString('latin1');
    if (dictionary.includes('/ObjStm')) packed.push({ dictionary, stream });
    objects.set(Number(match[1]), { dictionary, stream });
  }
  for (const { dictionary, stream } of packed) {
    const first = Number(/\/First (\d+)/.exec(dictionary)?.[1]);
    const heads = stream.slice(0, first).trim().split(' ').map(Number);
    for (let at = 0; at < heads.length; at += 2) {
      const [number = 0, offset = 0] = heads.slice(at);
      const end = heads[at + 3] ?? stream.length - first;
      objects.set(number, { dictionary: stream.slice(first + offset, first + end), stream: '' });
    }
  }
  return objects;
}

const utf16 = (hex: string): string =>
  Array.from({ length: hex.length / 4 }, (_, at) =>
    String.fromCharCode(Number.parseInt(hex.slice(at * 4, at * 4 + 4), 16)),
  ).join('');

function fontsOf(objects: Objects): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const resources = [...objects.values()].find(({ dictionary }) =>
    dictionary.startsWith('<</Font <<'),
  );
  const named = resources?.dictionary.matchAll(/\/(F\d) (\d+) 0 R/g) ?? [];
  return new Map(
    [...named].map(([, name = '', ref]) => {
      const font = objects.get(Number(ref))?.dictionary ?? '';
      const map = objects.get(Number(/\/ToUnicode (\d+)/.exec(font)?.[1]))?.stream ?? '';
      const pairs = [...map.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g)];
      return [name, new Map(pairs.map(([, code = '', hex = '']) => [code, utf16(hex)]))] as const;
    }),
  );
}

function textsOf(content: string, fonts: ReturnType<typeof fontsOf>): readonly string[] {
  return [...content.matchAll(/BT ([\s\S]*?)ET\n/g)].map(([, shown = '']) => {
    let font: ReadonlyMap<string, string> | undefined;
    let text = '';
    for (const [, name, hex] of shown.matchAll(/\/(F\d) [\d.]+ Tf|<([0-9A-F]+)>/g)) {
      if (name !== undefined) font = fonts.get(name);
      for (const code of hex?.match(/.{4}/g) ?? []) text += font?.get(code) ?? '?';
    }
    return text;
  });
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const objects = objectsOf(bytes);
  const fonts = fontsOf(objects);
  const pages = [...objects.values()].filter(({ dictionary }) =>
    dictionary.startsWith('<</Type /Page '),
  );
  const contents = pages.map(
    ({ dictionary }) => objects.get(Number(/\/Contents (\d+)/.exec(dictionary)?.[1]))?.stream ?? '',
  );
  return {
    objects,
    sheets: contents.map((content) => textsOf(content, fonts)),
    told: contents.map((content) =>
      [...content.matchAll(/\/ActualText <FEFF([0-9A-F]+)>/g)].map(([, hex = '']) => utf16(hex)),
    ),
  };
}
