/**
 * Text to glyphs: HarfBuzz over the shipped fonts, the same on every machine. Figures, of which long
 * tables consist, need no shaping and are looked up; everything else is remembered for a while.
 * Lengths are thousandths of the type size.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Blob, Buffer as GlyphBuffer, Face, Font, shape } from 'harfbuzzjs';

import { assert } from '#domain/result.ts';

export const FACES = ['latin', 'latinBold', 'devanagari', 'devanagariBold'] as const;
export type FaceName = (typeof FACES)[number];

const FILES: Readonly<Record<FaceName, string>> = {
  latin: 'NotoSans-Regular',
  latinBold: 'NotoSans-Bold',
  devanagari: 'NotoSansDevanagari-Regular',
  devanagariBold: 'NotoSansDevanagari-Bold',
};

export interface Glyph {
  readonly glyphId: number;
  /** The characters it stands for, in the order of the text; a letter's parts share its characters. */
  readonly text: string;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/** Glyphs of one face, side by side. */
export interface Piece {
  readonly face: FaceName;
  readonly glyphs: readonly Glyph[];
}

export interface ShapedText {
  readonly width: number;
  readonly pieces: readonly Piece[];
}

/** What a face measures, for whoever embeds it. */
export interface FaceMetrics {
  /** PostScript name. */
  readonly name: string;
  readonly file: Uint8Array;
  readonly ascent: number;
  readonly descent: number;
  /** Left, bottom, right and top of all its glyphs together. */
  readonly box: readonly number[];
  advanceOf(glyphId: number): number;
}

/** Where a table begins in a TrueType file. */
function tableStart(file: DataView, tag: string): number {
  for (let at = 12; at < 12 + file.getUint16(4) * 16; at += 16) {
    const name = String.fromCharCode(...[0, 1, 2, 3].map((n) => file.getUint8(at + n)));
    if (name === tag) return file.getUint32(at + 8);
  }
  assert(false, `the font has no ${tag}`);
}

const fontsFolder = path.join(import.meta.dirname, '..', '..', '..', 'resources', 'fonts');
const THOUSAND = 1000;

class LoadedFace implements FaceMetrics {
  readonly name: string;
  readonly file: Uint8Array;
  readonly ascent: number;
  readonly descent: number;
  readonly box: readonly number[];
  readonly font: Font;
  readonly #scale: number;
  readonly #advances = new Map<number, number>();
  readonly #letters = new Map<number, Glyph>();

  constructor(name: string) {
    this.name = name;
    this.file = readFileSync(path.join(fontsFolder, `${name}.ttf`));
    const face = new Face(new Blob(this.file));
    this.font = new Font(face);
    this.#scale = THOUSAND / face.upem;
    const { ascender, descender } = this.font.hExtents();
    this.ascent = this.scaled(ascender);
    this.descent = this.scaled(descender);
    const { buffer, byteOffset, byteLength } = this.file;
    const view = new DataView(buffer, byteOffset, byteLength);
    const head = tableStart(view, 'head');
    this.box = [36, 38, 40, 42].map((at) => this.scaled(view.getInt16(head + at)));
  }

  scaled(units: number): number {
    return Math.round(units * this.#scale);
  }

  advanceOf(glyphId: number): number {
    const known = this.#advances.get(glyphId);
    if (known !== undefined) return known;
    const advance = this.scaled(this.font.glyphHAdvance(glyphId));
    this.#advances.set(glyphId, advance);
    return advance;
  }

  /** One that stands as it is, whatever is beside it. */
  letter(point: number): Glyph {
    const known = this.#letters.get(point);
    if (known !== undefined) return known;
    const glyphId = this.font.nominalGlyph(point) ?? 0;
    const text = String.fromCodePoint(point);
    const glyph = { glyphId, text, advance: this.advanceOf(glyphId), dx: 0, dy: 0 };
    this.#letters.set(point, glyph);
    return glyph;
  }
}

/** Amounts, times, numbers of receipts: what stands in long tables, and needs no shaping. */
const CODE = /^(?=.*\d)[\dA-Z ,.:/-]*$/;
const isDevanagari = (point: number): boolean => point >= 0x900 && point <= 0x97f;
/** A space or a joiner belongs to what stands before it. */
const isNeutral = (point: number): boolean =>
  point === 0x20 || point === 0xa0 || point === 0x200c || point === 0x200d;

interface Run {
  readonly isDevanagari: boolean;
  text: string;
}

function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    const script = isNeutral(point) ? (last?.isDevanagari ?? false) : isDevanagari(point);
    if (last?.isDevanagari === script) last.text += character;
    else runs.push({ isDevanagari: script, text: character });
  }
  return runs;
}

/** Stands for a part of a letter whose characters other parts have taken. */
const NOTHING_MORE = '\u200B';

/**
 * The characters of each glyph of a cluster. Its parts stand in the order of the eye; the characters
 * are dealt out in the order of the text, so that whoever copies them gets the word.
 */
function textsOf(cluster: string, glyphs: number): readonly string[] {
  if (glyphs === 1) return [cluster];
  const characters = Array.from(cluster);
  return Array.from({ length: glyphs }, (_, at) => {
    const isLast = at === glyphs - 1;
    return characters.slice(at, isLast ? undefined : at + 1).join('') || NOTHING_MORE;
  });
}

export class Shaper {
  readonly #faces: Readonly<Record<FaceName, LoadedFace>>;
  readonly #buffer = new GlyphBuffer();
  readonly #shaped = new Map<string, ShapedText>();

  static readonly #MOST_REMEMBERED = 20_000;
  static readonly #LONGEST_REMEMBERED = 200;

  constructor() {
    this.#faces = {
      latin: new LoadedFace(FILES.latin),
      latinBold: new LoadedFace(FILES.latinBold),
      devanagari: new LoadedFace(FILES.devanagari),
      devanagariBold: new LoadedFace(FILES.devanagariBold),
    };
  }

  metrics(face: FaceName): FaceMetrics {
    return this.#faces[face];
  }

  shape(text: string, isBold: boolean): ShapedText {
    if (CODE.test(text)) return this.#code(text, isBold);
    const key = isBold ? `b${text}` : `r${text}`;
    const known = this.#shaped.get(key);
    if (known !== undefined) return known;
    const shaped = this.#runs(text, isBold);
    if (text.length <= Shaper.#LONGEST_REMEMBERED) {
      if (this.#shaped.size >= Shaper.#MOST_REMEMBERED) this.#shaped.clear();
      this.#shaped.set(key, shaped);
    }
    return shaped;
  }

  width(text: string, isBold: boolean): number {
    if (!CODE.test(text)) return this.shape(text, isBold).width;
    const face = this.#faces[isBold ? 'latinBold' : 'latin'];
    let width = 0;
    for (let at = 0; at < text.length; at += 1) width += face.letter(text.charCodeAt(at)).advance;
    return width;
  }

  #code(text: string, isBold: boolean): ShapedText {
    const name = isBold ? 'latinBold' : 'latin';
    const face = this.#faces[name];
    const glyphs: Glyph[] = [];
    let width = 0;
    for (let at = 0; at < text.length; at += 1) {
      const glyph = face.letter(text.charCodeAt(at));
      glyphs.push(glyph);
      width += glyph.advance;
    }
    return { width, pieces: [{ face: name, glyphs }] };
  }

  #runs(text: string, isBold: boolean): ShapedText {
    const pieces: Piece[] = [];
    let width = 0;
    for (const run of runsOf(text)) {
      const latin = isBold ? 'latinBold' : 'latin';
      const name = run.isDevanagari ? (isBold ? 'devanagariBold' : 'devanagari') : latin;
      const glyphs = this.#glyphs(run.text, name);
      for (const { advance } of glyphs) width += advance;
      pieces.push({ face: name, glyphs });
    }
    return { width, pieces };
  }

  #glyphs(text: string, name: FaceName): readonly Glyph[] {
    const face = this.#faces[name];
    this.#buffer.reset();
    this.#buffer.addText(text);
    this.#buffer.guessSegmentProperties();
    shape(face.font, this.#buffer);
    const infos = this.#buffer.getGlyphInfos();
    const positions = this.#buffer.getGlyphPositions();
    const glyphs: Glyph[] = [];
    for (let at = 0; at < infos.length;) {
      const { cluster = 0 } = infos[at] ?? {};
      let end = at + 1;
      while (end < infos.length && infos[end]?.cluster === cluster) end += 1;
      const texts = textsOf(text.slice(cluster, infos[end]?.cluster ?? text.length), end - at);
      for (; at < end; at += 1) {
        const [info, place] = [infos[at], positions[at]];
        assert(info !== undefined && place !== undefined, 'a glyph has a place');
        glyphs.push({
          glyphId: info.codepoint,
          text: texts[texts.length - (end - at)] ?? NOTHING_MORE,
          advance: face.scaled(place.xAdvance),
          dx: face.scaled(place.xOffset),
          dy: face.scaled(place.yOffset),
        });
      }
    }
    return glyphs;
  }
}
