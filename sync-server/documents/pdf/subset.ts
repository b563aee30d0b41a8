/**
 * A font file with some of its glyphs, for embedding: HarfBuzz's own subsetter. Glyphs keep their
 * numbers; tables that only shaping needs are dropped.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { assert } from '#domain/result.ts';

/** What is called of the module; addresses are numbers, zero is none. */
interface Subsetter {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly malloc: (bytes: number) => number;
  readonly free: (address: number) => void;
  readonly hb_blob_create: (
    data: number,
    length: number,
    mode: number,
    user: number,
    destroy: number,
  ) => number;
  readonly hb_blob_destroy: (blob: number) => void;
  readonly hb_blob_get_data: (blob: number, length: number) => number;
  readonly hb_blob_get_length: (blob: number) => number;
  readonly hb_face_create: (blob: number, index: number) => number;
  readonly hb_face_destroy: (face: number) => void;
  readonly hb_face_reference_blob: (face: number) => number;
  readonly hb_set_add: (set: number, value: number) => void;
  readonly hb_subset_input_create_or_fail: () => number;
  readonly hb_subset_input_destroy: (input: number) => void;
  readonly hb_subset_input_glyph_set: (input: number) => number;
  readonly hb_subset_input_set: (input: number, which: number) => number;
  readonly hb_subset_input_set_flags: (input: number, flags: number) => void;
  readonly hb_subset_or_fail: (face: number, input: number) => number;
}

/** HB_SUBSET_FLAGS_: NO_HINTING, RETAIN_GIDS, NOTDEF_OUTLINE, NO_LAYOUT_CLOSURE. */
const FLAGS = 0x1 | 0x2 | 0x40 | 0x200;
/** HB_SUBSET_SETS_DROP_TABLE_TAG. */
const DROPPED = 3;
const ONLY_FOR_SHAPING = ['GSUB', 'GPOS', 'GDEF', 'STAT', 'DSIG', 'meta', 'MATH'];
/** HB_MEMORY_MODE_READONLY: ours until the blob is gone. */
const READ_ONLY = 1;

let loaded: Subsetter | null = null;

function subsetter(): Subsetter {
  if (loaded !== null) return loaded;
  const url = import.meta.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
  const module = new WebAssembly.Module(readFileSync(fileURLToPath(url)));
  loaded = new WebAssembly.Instance(module).exports as unknown as Subsetter;
  loaded['_initialize']();
  return loaded;
}

const tagNumber = (tag: string): number =>
  Array.from(tag).reduce((so, letter) => (so << 8) | letter.charCodeAt(0), 0) >>> 0;

function subsetOf(hb: Subsetter, face: number, glyphIds: Iterable<number>): Uint8Array {
  const input = hb.hb_subset_input_create_or_fail();
  assert(input !== 0, 'the subsetter has memory');
  hb.hb_subset_input_set_flags(input, FLAGS);
  const glyphs = hb.hb_subset_input_glyph_set(input);
  for (const glyphId of glyphIds) hb.hb_set_add(glyphs, glyphId);
  const dropped = hb.hb_subset_input_set(input, DROPPED);
  for (const tag of ONLY_FOR_SHAPING) hb.hb_set_add(dropped, tagNumber(tag));
  const made = hb.hb_subset_or_fail(face, input);
  assert(made !== 0, 'a shipped font can be cut');
  const blob = hb.hb_face_reference_blob(made);
  const start = hb.hb_blob_get_data(blob, 0);
  const bytes = new Uint8Array(hb.memory.buffer, start, hb.hb_blob_get_length(blob)).slice();
  hb.hb_blob_destroy(blob);
  hb.hb_face_destroy(made);
  hb.hb_subset_input_destroy(input);
  return bytes;
}

/** `file` with the outlines of `glyphIds` only. */
export function subsetFont(file: Uint8Array, glyphIds: Iterable<number>): Uint8Array {
  const hb = subsetter();
  const address = hb.malloc(file.byteLength);
  new Uint8Array(hb.memory.buffer, address, file.byteLength).set(file);
  const blob = hb.hb_blob_create(address, file.byteLength, READ_ONLY, 0, 0);
  const face = hb.hb_face_create(blob, 0);
  const bytes = subsetOf(hb, face, glyphIds);
  hb.hb_face_destroy(face);
  hb.hb_blob_destroy(blob);
  hb.free(address);
  return bytes;
}
