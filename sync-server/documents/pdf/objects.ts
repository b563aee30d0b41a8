/**
 * The container of a PDF file (ISO 32000-1): numbered objects, most of them packed together and
 * compressed, and the table that finds them. The same objects give the same bytes.
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

import { assert } from '#domain/result.ts';

/** The number of an object. */
export type Ref = number & { readonly __ref: true };

export const refText = (ref: Ref): string => `${ref} 0 R`;

/** `(…)` for a text of letters that need no more than ASCII. */
export const asciiString = (text: string): string => {
  assert(/^[\x20-\x7e]*$/.test(text), `not ASCII: ${text}`);
  return `(${text.replaceAll(/[\\()]/g, String.raw`\$&`)})`;
};

/** `<FEFF…>`: any text. */
export function unicodeString(text: string): string {
  let hex = 'FEFF';
  for (let at = 0; at < text.length; at += 1) hex += hex4(text.charCodeAt(at));
  return `<${hex}>`;
}

export const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

/** A number without more digits than a printer can use. */
export const short = (value: number): string => {
  const rounded = Math.round(value * 100) / 100;
  return String(Object.is(rounded, -0) ? 0 : rounded);
};

/** Nearly as small as the best and twice as fast. */
const COMPRESSION = 4;
/** How many objects share a stream: a reader unpacks all of it to find one. */
const OBJECTS_A_STREAM = 400;
const TABLE_ROW_BYTES = 7;

interface Stream {
  readonly ref: Ref;
  readonly dictionary: string;
  readonly bytes: Uint8Array;
}

export class PdfObjects {
  /** By number; those that are streams have none here. */
  readonly #bodies: (string | undefined)[] = [undefined];
  readonly #streams: Stream[] = [];

  /** A number whose object follows later. */
  reserve(): Ref {
    this.#bodies.push(undefined);
    return (this.#bodies.length - 1) as Ref;
  }

  set(ref: Ref, body: string): void {
    this.#bodies[ref] = body;
  }

  add(body: string): Ref {
    const ref = this.reserve();
    this.set(ref, body);
    return ref;
  }

  /** `dictionary` without its brackets; the length and the filter are added. */
  addStream(dictionary: string, content: Uint8Array): Ref {
    const ref = this.reserve();
    this.#streams.push({ ref, dictionary, bytes: deflateSync(content, { level: COMPRESSION }) });
    return ref;
  }

  /** The whole file. `roots` are entries of the trailer beside the file's own. */
  finish(roots: { readonly catalog: Ref; readonly info: Ref }): Uint8Array {
    const packed = this.#pack();
    const table = this.reserve();
    const rows = Buffer.alloc(this.#bodies.length * TABLE_ROW_BYTES);
    rows.writeUInt16BE(0xffff, 5);
    const place = (ref: number, type: 1 | 2, first: number, second: number) => {
      rows.writeUInt8(type, ref * TABLE_ROW_BYTES);
      rows.writeUInt32BE(first, ref * TABLE_ROW_BYTES + 1);
      rows.writeUInt16BE(second, ref * TABLE_ROW_BYTES + 5);
    };
    for (const { stream, index, ref } of packed) place(ref, 2, stream, index);
    const file = new FileBytes();
    for (const { ref, dictionary, bytes } of this.#streams) {
      place(ref, 1, file.length, 0);
      file.text(
        `${ref} 0 obj\n<<${dictionary} /Filter /FlateDecode /Length ${bytes.byteLength}>>\nstream\n`,
      );
      file.bytes(bytes);
      file.text('\nendstream\nendobj\n');
    }
    const start = file.length;
    place(table, 1, start, 0);
    const found = deflateSync(rows, { level: COMPRESSION });
    const digest = createHash('sha256').update(file.joined()).digest('hex').slice(0, 32);
    file.text(
      `${table} 0 obj\n<</Type /XRef /Size ${this.#bodies.length} /W [1 4 2] ` +
        `/Root ${refText(roots.catalog)} /Info ${refText(roots.info)} ` +
        `/ID [<${digest}> <${digest}>] /Filter /FlateDecode /Length ${found.byteLength}>>\nstream\n`,
    );
    file.bytes(found);
    file.text(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
    return file.joined();
  }

  /** Objects without a stream of their own, many in one. Answers where each lies. */
  #pack(): readonly { readonly ref: number; readonly stream: Ref; readonly index: number }[] {
    const alone = [...this.#bodies.keys()].filter((ref) => this.#bodies[ref] !== undefined);
    const places: { ref: number; stream: Ref; index: number }[] = [];
    for (let from = 0; from < alone.length; from += OBJECTS_A_STREAM) {
      const part = alone.slice(from, from + OBJECTS_A_STREAM);
      const heads: string[] = [];
      const bodies: string[] = [];
      let offset = 0;
      for (const ref of part) {
        const body = this.#bodies[ref] ?? '';
        heads.push(`${ref} ${offset}`);
        bodies.push(body);
        offset += body.length + 1;
      }
      const head = `${heads.join(' ')}\n`;
      const dictionary = `/Type /ObjStm /N ${part.length} /First ${head.length}`;
      const stream = this.addStream(dictionary, Buffer.from(head + bodies.join('\n'), 'latin1'));
      for (const [index, ref] of part.entries()) places.push({ ref, stream, index });
    }
    return places;
  }
}

/** Parts of a file, and how long they are together. */
class FileBytes {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  constructor() {
    this.text('%PDF-1.7\n');
    // Bytes above 127, so that nobody takes the file for text.
    this.bytes(Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a));
  }

  text(text: string): void {
    this.bytes(Buffer.from(text, 'latin1'));
  }

  bytes(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.length += bytes.byteLength;
  }

  joined(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}
